"""What sharing saves a household, as data. Every amount is an assumption and is shown as one. Plain Python."""

import csv
from dataclasses import dataclass
from functools import cache

from limonade.economy.household.leakage import Range
from limonade.economy.household.parameters import DATA


@dataclass(frozen=True)
class Idea:
    """Something that costs less together."""

    key: str
    function: str
    icon: str
    item: str
    """The spending that becomes less."""
    is_percent: bool
    """`saves` is percents of that item; otherwise euros a year, for each one."""
    saves: Range
    hours: int
    """Of unpaid work that a year asks less, for each one; negative when it asks more."""
    most: int
    name_nl: str
    name_en: str
    question_nl: str
    question_en: str
    why_nl: str
    why_en: str
    source: str


@cache
def ideas() -> dict[str, Idea]:
    with (DATA / "sharing.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["idea"]: Idea(
                key=row["idea"],
                is_percent=row["measure"] == "percent",
                saves=Range(float(row["low"]), float(row["middle"]), float(row["high"])),
                hours=int(row["hours"]),
                most=int(row["most"]),
                **{name: row[name] for name in _TEXTS},
            )
            for row in csv.DictReader(file)
        }


_TEXTS = (
    "function", "icon", "item", "name_nl", "name_en", "question_nl", "question_en", "why_nl", "why_en", "source",
)  # fmt: skip
