"""The vital functions of a neighbourhood and the spending that belongs to each, as data. Plain Python."""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from limonade.economy.household.parameters import DATA


class SpendingKind(StrEnum):
    BOUGHT = "bought"
    RENT = "rent"
    """Housing without energy; a part of it is the rent that owners would pay to themselves."""
    ENERGY = "energy"
    PREMIUM = "premium"
    """Health insurance: compulsory, and not in the survey of spending."""
    LEVY = "levy"
    """Comes back as money of the municipality and the state, so it is never added to theirs."""


@dataclass(frozen=True)
class VitalFunction:
    key: str
    icon: str
    name_nl: str
    name_en: str
    about_nl: str
    about_en: str
    task_fields: frozenset[str]
    """Codes of all years together; a year has some of them."""
    bought_nl: str
    """Where to look when households have no amount of their own here."""
    bought_en: str

    @property
    def path(self) -> str:
        """In web addresses, the same in every language."""
        words = self.name_nl.lower().split()
        return "-".join(words)


@dataclass(frozen=True)
class SpendingItem:
    """A kind of spending of households."""

    key: str
    function: str
    coicop: str
    """Main group of the international list of consumption; empty when it is in none."""
    share: float
    """The part of that main group."""
    kind: SpendingKind
    profile: str
    """Which spending pattern by type of household it follows."""
    rhythm: str
    """How a household pays it: `fixed` every month, `reserve` now and then, `daily` all the time."""
    name_nl: str
    name_en: str


@cache
def vital_functions() -> dict[str, VitalFunction]:
    with (DATA / "vital_functions.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["function"]: VitalFunction(
                key=row["function"],
                task_fields=frozenset(row["task_fields"].split()),
                **{name: text for name, text in row.items() if name not in ("function", "task_fields")},
            )
            for row in csv.DictReader(file)
        }


@cache
def spending_items() -> tuple[SpendingItem, ...]:
    with (DATA / "spending.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            SpendingItem(
                row["item"],
                row["function"],
                row["coicop"],
                float(row["share"]) / 100,
                SpendingKind(row["kind"]),
                row["profile"],
                row["rhythm"],
                row["name_nl"],
                row["name_en"],
            )
            for row in csv.DictReader(file)
        )


@cache
def function_of(task_field: str) -> str:
    """The vital function that a task field of the municipality serves; KeyError when it serves none."""
    found = [one.key for one in vital_functions().values() if task_field in one.task_fields]
    if not found:
        raise KeyError(task_field)
    return found[0]
