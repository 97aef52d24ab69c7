"""Two neighbourhoods and their municipality side by side, at three scales."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from limonade.economy.keys import Cluster, clusters
from limonade.economy.money import Money, Sum

HOUSEHOLD, NEIGHBOURHOOD, MUNICIPALITY = "huishouden", "wijk", "gemeente"
SCALES = {
    HOUSEHOLD: _("Per huishouden"),
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
    shown = _value(scale)

    def row(cluster: Cluster | None, first: Sum | None, second: Sum | None) -> Row:
        return Row(
            cluster,
            shown(here, first, first.euros if first else 0, here.here.households),
            shown(beside, second, second.euros if second else 0, beside.here.households) if beside else None,
            shown(here, first, first.town_divided if first else 0, here.there.households),
        )

    rows = tuple(row(cluster, of_here.get(key), of_beside.get(key)) for key, cluster in clusters().items())
    values = [value for one in rows for value in (one.here, one.beside, one.town) if value]
    if scale != HOUSEHOLD:  # the whole municipality would dwarf both bars
        values = [value for one in rows for value in (one.here, one.beside) if value]
    return Comparison(rows, row(None, here, beside), max(values, default=1.0), scale == MUNICIPALITY)


Shown = Callable[[Money | None, Sum | None, int, float], float | None]


def _value(scale: str) -> Shown:
    def per_household(_money: Money | None, _sum: Sum | None, euros: int, households: float) -> float | None:
        return euros / households if households else None

    def whole(_money: Money | None, _sum: Sum | None, euros: int, _households: float) -> float | None:
        return float(euros)

    def part(_money: Money | None, total: Sum | None, euros: int, _households: float) -> float | None:
        return 100 * euros / total.town_divided if total and total.town_divided else None

    return {HOUSEHOLD: per_household, NEIGHBOURHOOD: whole, MUNICIPALITY: part}[scale]
