"""Amounts that the law sets, by date and with their source. A year that is not filled in stops, with a clear word."""

import csv
import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "legal_amounts.csv"


@dataclass(frozen=True)
class LegalAmount:
    key: str
    first_day: dt.date
    cents: int | None
    """None: not known yet."""
    source: str


@cache
def _table() -> tuple[LegalAmount, ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            LegalAmount(
                row["key"],
                dt.date.fromisoformat(row["from"]),
                int(row["cents"]) if row["cents"] else None,
                row["source"],
            )
            for row in csv.DictReader(file)
        )


def legal_amount(key: str, day: dt.date) -> LegalAmount | None:
    """What holds on this day: the last row that began. None before the first; `cents` None when nobody filled it in."""
    rows = [row for row in _table() if row.key == key and row.first_day <= day]
    return max(rows, key=lambda row: row.first_day) if rows else None
