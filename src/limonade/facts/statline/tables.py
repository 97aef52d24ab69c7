"""The tables that we know: which number a year has, where it stands and which of its rows we want.

`data/tables.csv` holds one line per table. The year there only helps to find it; what a table is about is read
from the table itself.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"
YES = "yes"


@dataclass(frozen=True)
class KnownTable:
    figures: str
    """The kind of figures, as an operator names it: `kwb`."""
    year: int | None
    """None: the table holds more years, or we have not seen which one."""
    number: str
    server: str
    region: str
    only: Mapping[str, str]
    """Codes of the rows that count, per dimension: all ages, all homes."""
    spread: str
    """The dimension whose categories are indicators of their own; empty when columns are."""
    has_periods: bool
    is_model: bool
    publisher: str
    licence: str
    url: str


@cache
def known_tables() -> tuple[KnownTable, ...]:
    with (DATA / "tables.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_table(row) for row in csv.DictReader(file))


def _table(row: dict[str, str]) -> KnownTable:
    return KnownTable(
        figures=row["figures"],
        year=int(row["year"]) if row["year"] else None,
        number=row["table"],
        server=row["server"],
        region=row["region"],
        only=dict(one.split("=", maxsplit=1) for one in row["only"].split()),
        spread=row["spread"],
        has_periods=row["periods"] == YES,
        is_model=row["model"] == YES,
        publisher=row["publisher"],
        licence=row["licence"],
        url=row["url"].format(table=row["table"]),
    )


def kinds() -> dict[str, list[KnownTable]]:
    """The tables by kind, the oldest first; a table without a year is the newest."""
    found: dict[str, list[KnownTable]] = {}
    for one in known_tables():
        found.setdefault(one.figures, []).append(one)
    return {name: sorted(tables, key=lambda one: one.year or 9999) for name, tables in found.items()}


def table_for(figures: str, year: int | None) -> KnownTable | None:
    """The table to ask for this year; the newest one without a year. None when no table can have it."""
    tables = kinds().get(figures, [])
    if year is None:
        return tables[-1] if tables else None
    exact = [one for one in tables if one.year == year]
    return next(iter(exact or [one for one in tables if one.year is None]), None)
