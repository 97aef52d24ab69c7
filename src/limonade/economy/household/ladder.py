"""The ladder of a vital function: who can do the work, from alone to a professional. Plain Python."""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from limonade.economy.household.parameters import DATA


class Rung(StrEnum):
    INDIVIDUAL = "individual"
    NEIGHBOUR = "neighbour"
    STRUCTURE = "structure"
    PROFESSIONAL = "professional"


@dataclass(frozen=True)
class Example:
    """What work on one rung looks like."""

    rung: Rung
    example_nl: str
    example_en: str


@cache
def examples(function: str) -> tuple[Example, ...]:
    """The four rungs from low to high. Raises KeyError when there is no such function."""
    with (DATA / "ladder.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["function"]: row for row in csv.DictReader(file)}
    row = rows[function]
    return tuple(Example(rung, row[f"{rung}_nl"], row[f"{rung}_en"]) for rung in Rung)
