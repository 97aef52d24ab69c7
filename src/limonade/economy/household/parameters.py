"""Prices, averages and agreements of the household accounts: dated, each with its source. Plain Python."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True)
class Parameter:
    key: str
    year: int
    value: float
    unit_nl: str
    unit_en: str
    name_nl: str
    name_en: str
    source: str
    url: str
    is_verified: bool
    """Read in the source itself; otherwise our own sum, an agreement or what is generally known."""

    @property
    def decimals(self) -> int:
        return 0 if self.value == int(self.value) else 2 if "/" in self.unit_en or " per " in self.unit_en else 1


@cache
def parameters() -> tuple[Parameter, ...]:
    """All of them, by key and then oldest first."""
    with (DATA / "parameters.csv").open(encoding="utf-8", newline="") as file:
        found = [
            Parameter(
                **{name: row[name] for name in ("key", "unit_nl", "unit_en", "name_nl", "name_en", "source", "url")},
                year=int(row["year"]),
                value=float(row["value"]),
                is_verified=row["verified"] == "yes",
            )
            for row in csv.DictReader(file)
        ]
    return tuple(sorted(found, key=lambda one: (one.key, one.year)))


@cache
def _by_key() -> dict[str, tuple[Parameter, ...]]:
    found: dict[str, list[Parameter]] = {}
    for one in parameters():
        found.setdefault(one.key, []).append(one)
    return {key: tuple(values) for key, values in found.items()}


@cache
def parameter(key: str, year: int | None = None) -> Parameter:
    """The newest of that year or before, else the oldest; without a year the newest of all. KeyError when unknown."""
    known = _by_key()[key]
    fitting = [one for one in known if year is None or one.year <= year]
    return fitting[-1] if fitting else known[0]


@cache
def newest_year(key: str) -> int:
    return _by_key()[key][-1].year


@cache
def price_level(year: int, base: int) -> float:
    """How many times the prices of `base` the prices of `year` are; `year` at most the newest that is known."""
    level = 1.0
    for one in _by_key()["price_change"]:
        if base < one.year <= year:
            level *= 1 + one.value / 100
    return level
