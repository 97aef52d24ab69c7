"""Two neighbourhoods and their municipality side by side, at three scales."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from limonade.economy.keys import Cluster, clusters
from limonade.economy.money import Money, Scale, Sum

HOUSEHOLD, INHABITANT, NEIGHBOURHOOD, MUNICIPALITY = "huishouden", "inwoner", "wijk", "gemeente"
SCALES = {
    HOUSEHOLD: _("Per huishouden"),
    INHABITANT: _("Per inwoner"),
    NEIGHBOURHOOD: _("Voor de hele wijk"),
    MUNICIPALITY: _("Deel van de gemeente"),
}


@dataclass(frozen=True)
class Row:
    cluster: Cluster | None
    """None for the total."""
    here: float | None
    beside: float | None
    town: float | None


@dataclass(frozen=True)
class Comparison:
    rows: tuple[Row, ...]
    total: Row
    largest: float
    """The largest value of a cluster, to scale the bars."""
    is_percent: bool


def compare_money(here: Money, beside: Money | None, scale: str) -> Comparison:
    """Per cluster the figure of both neighbourhoods and of the municipality of the first."""
    of_here = {one.cluster.key: one for one in here.clusters}
    of_beside = {one.cluster.key: one for one in beside.clusters} if beside else {}

    def row(cluster: Cluster | None, first: Sum | None, second: Sum | None) -> Row:
        return Row(
            cluster,
            _shown(scale, first, first.euros if first else 0, here.here),
            _shown(scale, second, second.euros if second else 0, beside.here) if beside else None,
            _shown(scale, first, first.town_divided if first else 0, here.there),
        )

    rows = tuple(row(cluster, of_here.get(key), of_beside.get(key)) for key, cluster in clusters().items())
    # At the other scales the whole municipality would dwarf both bars.
    beside_the_town = scale in (HOUSEHOLD, INHABITANT)
    values = [value for one in rows for value in (one.here, one.beside, one.town if beside_the_town else None) if value]
    return Comparison(rows, row(None, here, beside), max(values, default=1.0), scale == MUNICIPALITY)


def _shown(scale: str, total: Sum | None, euros: int, size: Scale) -> float | None:
    """The figure at a scale; None where there is nothing to divide by."""
    if scale == NEIGHBOURHOOD:
        return float(euros)
    if scale == MUNICIPALITY:
        return 100 * euros / total.town_divided if total and total.town_divided else None
    by = size.households if scale == HOUSEHOLD else size.population
    return euros / by if by else None
