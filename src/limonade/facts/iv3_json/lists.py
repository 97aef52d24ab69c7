"""The codes that a delivery of a book year may use, and which of them go together. Plain Python.

Source: CBS, Iv3 definities gemeenten 2023-2026, lists of codes, `grijze_cellen` and `controles`. `data/iv3_cells.csv`
holds per part of the delivery the categories that are allowed for the task fields or balance items behind them; a
line without items holds all categories of that part, and the part `financial` the items of the financial balance.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"
FIRST_YEAR, LAST_YEAR = 2023, 2026
EXPENSES, INCOME = "lasten", "baten"
BALANCE_EXPENSES, BALANCE_INCOME = "balans_lasten", "balans_baten"
FINANCIAL = "financial"
PARTS = (EXPENSES, INCOME, BALANCE_EXPENSES, BALANCE_INCOME)
CATEGORIES_OF = {part: INCOME if part in (INCOME, BALANCE_INCOME) else EXPENSES for part in PARTS}
"""Balance changes use the categories of expenses and of income."""


@dataclass(frozen=True)
class Lists:
    categories: Mapping[str, frozenset[str]]
    """Per part, all that exist."""
    allowed: Mapping[tuple[str, str], frozenset[str]]
    """Per part and task field or balance item."""
    financial: frozenset[str]
    """Balance items that are claims and debts."""

    def items(self, part: str) -> frozenset[str]:
        return frozenset(item for found, item in self.allowed if found == part)


@cache
def lists_of(year: int) -> Lists:
    """Raises KeyError for a year whose lists we do not have."""
    with (DATA / "iv3_cells.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if int(row["from"]) <= year <= int(row["until"])]
    if not rows:
        raise KeyError(year)
    whole = {row["part"]: frozenset(row["categories"].split()) for row in rows if not row["items"]}
    financial = next(row["items"] for row in rows if row["part"] == FINANCIAL)
    allowed = {
        (row["part"], item): frozenset(row["categories"].split())
        for row in rows
        for item in row["items"].split()
        if row["part"] in PARTS
    }
    return Lists({part: whole[name] for part, name in CATEGORIES_OF.items()}, allowed, frozenset(financial.split()))
