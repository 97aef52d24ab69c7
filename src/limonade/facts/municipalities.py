"""The municipalities since 2020 and how they merged. Source: CBS, Gebiedsindelingen 2020-2025.

Plain Python, no Django. A municipality is known by its code (`GM0202`); names change less often
than borders, and Iv3 files carry only the name.
"""

import csv
import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
# Not a municipality: the total row in Iv3 files. Never counted.
COUNTRY_NAMES = frozenset({"nederland"})


@dataclass(frozen=True)
class Municipality:
    code: str
    name: str
    since: dt.date | None
    until: dt.date | None

    def exists_in(self, year: int) -> bool:
        """Whether it exists on 31 December of that year; accounts are those of the whole year's heir."""
        day = dt.date(year, 12, 31)
        return (self.since is None or self.since <= day) and (self.until is None or self.until > day)


@dataclass(frozen=True)
class Merger:
    old_code: str
    new_code: str
    on: dt.date
    wijk_code: str
    """Only this CBS wijk moved; empty when the whole municipality did."""


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@cache
def municipalities() -> dict[str, Municipality]:
    with (DATA / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Municipality(row["code"], row["name"], _day(row["from"]), _day(row["until"]))
            for row in csv.DictReader(file)
        }


@cache
def mergers() -> tuple[Merger, ...]:
    with (DATA / "municipal_mergers.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Merger(row["old_code"], row["new_code"], dt.date.fromisoformat(row["on"]), row["wijk_code"])
            for row in csv.DictReader(file)
        )


def name_of(code: str) -> str:
    known = municipalities().get(code)
    return known.name if known else code


@cache
def codes_by_name(year: int) -> dict[str, str]:
    """Codes of the municipalities that exist in that year, by lower-case name."""
    return {town.name.lower(): code for code, town in municipalities().items() if town.exists_in(year)}


def find_municipality(text: str, year: int) -> str | None:
    """The code of a municipality that somebody names or gives the code of; None when unknown in that year."""
    code = text.strip().upper()
    known = municipalities().get(code)
    return code if known and known.exists_in(year) else codes_by_name(year).get(text.strip().lower())


def owner_of(region_code: str, year: int) -> str:
    """The municipality (GM code) that a buurt, wijk or municipality belongs to at the end of that year."""
    code = "GM" + region_code[2:6]
    day = dt.date(year, 12, 31)
    for merger in sorted(mergers(), key=lambda one: one.on):
        moved = not merger.wijk_code or region_code[2:8] == merger.wijk_code[2:]
        if merger.old_code == code and merger.on <= day and moved:
            code = merger.new_code
    return code
