"""Reads from the shelf."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from limonade.facts import store
from limonade.facts.cbs import Indicator, indicators
from limonade.facts.store import Dataset

BUURT = "BU"
BOUNDARY_CHANGE, UNCHANGED = "boundary_change", "1"
Rings = list[list[tuple[float, float]]]
"""Closed lines of longitude and latitude; what lies within an odd number of them is inside."""


@dataclass(frozen=True)
class Figure:
    """A figure about a place, with where it comes from."""

    indicator: Indicator
    value: float
    dataset: Dataset
    places: tuple[tuple[str, float], ...]
    """The regions that it is made of, with the value of each."""


def accounts_datasets() -> list[Dataset]:
    return store.datasets(store.MUNICIPAL_ACCOUNTS)


def key_figures_for(year: int) -> Dataset | None:
    """The key figures that fit a book year: the newest whole-country-style table up to that year, else the oldest."""
    tables = [one for one in store.datasets(store.KEY_FIGURES) if "population" in store.columns(one)]
    return next((one for one in tables if one.year <= year), tables[-1] if tables else None)


@lru_cache(maxsize=32)
def region_names(dataset: Dataset) -> dict[str, str]:
    columns = store.columns(dataset)
    return dict(zip(columns["region"].tolist(), columns["name"].tolist(), strict=True))


@lru_cache(maxsize=32)
def rows_by_region(dataset: Dataset) -> dict[str, int]:
    """Row number of each region in a table of key figures."""
    return {code: position for position, code in enumerate(store.columns(dataset)["region"].tolist())}


def figure(indicator: str, regions: tuple[str, ...], *, beside: Dataset | None = None) -> Figure | None:
    """The newest published value for these regions together; an older year where a newer one is still empty.

    Counts are added up; a percentage is only given for one region, because adding up would be wrong. A figure that
    is to stand beside one from another dataset comes from there if it can, so that both are of one year.
    """
    known = indicators()[indicator]
    if not known.is_count and len(regions) > 1:
        return None
    for dataset in [*filter(None, [beside]), *store.datasets(store.KEY_FIGURES)]:
        values = _values(dataset, indicator, regions)
        if values is not None:
            places = tuple(zip(regions, values, strict=True))
            return Figure(known, sum(values), dataset, places)
    return None


def _values(dataset: Dataset, indicator: str, regions: tuple[str, ...]) -> list[float] | None:
    column = store.columns(dataset).get(indicator)
    positions = rows_by_region(dataset)
    if column is None or not all(region in positions for region in regions):
        return None
    values = [float(column[positions[region]]) for region in regions]
    return None if any(np.isnan(value) for value in values) else values


def boundary_changed(dataset: Dataset, regions: Sequence[str]) -> list[str]:
    """Those of the regions whose boundary differs from the year before; unknown counts as the same.

    Their figures must not be compared with an older year.
    """
    signs = store.columns(dataset).get(BOUNDARY_CHANGE)
    rows = rows_by_region(dataset)
    if signs is None:
        return []
    return [code for code in regions if code in rows and signs[rows[code]] not in ("", UNCHANGED)]


def known_buurten(year: int) -> frozenset[str]:
    """Codes of the buurten in the key figures of a book year; empty when nothing is loaded."""
    dataset = key_figures_for(year)
    return frozenset(buurten(dataset)[1]) if dataset else frozenset()


def buurten_of(municipality: str, wish: str = "") -> list[tuple[str, str]]:
    """Codes and names of the buurten of a municipality in the newest key figures, those with `wish` in the name."""
    for dataset in store.datasets(store.KEY_FIGURES):
        names = region_names(dataset)
        found = [
            (code, name)
            for code, name in names.items()
            if code.startswith(BUURT + municipality[2:]) and wish.lower() in name.lower()
        ]
        if found:
            return sorted(found, key=lambda pair: pair[1])
    return []


def buurten(dataset: Dataset) -> tuple[list[int], list[str]]:
    """Row numbers and codes of the buurten in a table of key figures."""
    codes = store.columns(dataset)["region"].tolist()
    rows = [row for row, code in enumerate(codes) if code.startswith(BUURT)]
    return rows, [codes[row] for row in rows]


def outlines(codes: Sequence[str]) -> dict[str, Rings]:
    """The outline of each of these buurten, as far as loaded; fill by the even-odd rule.

    The map that knows most of them goes first, so that neighbours are of one division and fit together.
    """
    wanted = frozenset(codes)
    found: dict[str, Rings] = {}
    maps = store.datasets(store.BOUNDARIES)
    for dataset in sorted(maps, key=lambda one: len(wanted & store.regions(one)), reverse=True):
        missing = (wanted & store.regions(dataset)).difference(found)
        if missing:
            found |= {code: _rings(text) for code, text in store.texts(dataset, "geometry", sorted(missing)).items()}
    return {code: found[code] for code in codes if code in found}


def _rings(text: str) -> Rings:
    return [[(lon, lat) for lon, lat in ring] for ring in json.loads(text)]
