"""How each task field is divided over neighbourhoods: rules and drivers, as data. Plain Python.

Rules after the method in docs/handleiding/verdeelsleutels.md; every key has a reason that people can read.
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


class Attribution(StrEnum):
    """The character of the spending, which decides what may be said of it."""

    LOCATED = "D"
    """Spent at a place that the municipality knows."""
    PERSONS = "P"
    """Spent on persons who live somewhere."""
    HOUSEHOLDS = "H"
    AREA = "A"
    """Spent on something with a size on the map."""
    COLLECTIVE = "C"
    """For everybody, counted per head."""
    OVERHEAD = "O"
    """Follows other spending."""
    MUNICIPALITY_WIDE = "W"
    """For the whole municipality; not divided."""
    NOT_ATTRIBUTED = "X"
    """Not spending on a neighbourhood at all."""


class Destination(StrEnum):
    """For whom the money is: three things that may not be mixed up, and the office behind them."""

    HERE = "here"
    PEOPLE = "people"
    ALL = "all"
    OVERHEAD = "overhead"


class DriverKind(StrEnum):
    PLACE = "place"
    PEOPLE = "people"
    HEAD = "head"


WEAKEST_GRADE = 3
MEASURED_GRADE = 1
# How far the truth may lie off, in percent, by grade. A display convention, not a statistic.
BAND_PERCENT = {1: 2, 2: 15, 3: 40}
# Half of the ten to which CBS rounds counts of small areas: a small count may lie off by this many.
ROUNDED_BY = 5
STAFF = "staff"
LIKE = "like:"
LAST_RESORT = "population"


@dataclass(frozen=True)
class Driver:
    """What a key counts."""

    key: str
    indicator: str
    """The indicator that holds it; empty when no open source that we can read has it."""
    kind: DriverKind
    name_nl: str
    name_en: str
    why_nl: str
    why_en: str


@dataclass(frozen=True)
class Rule:
    """How one task field is divided."""

    code: str
    cluster: str
    attribution: Attribution
    chain: tuple[str, ...]
    """Drivers, the wanted one first; a missing one falls back to the next."""
    grades: tuple[int, ...]
    """Per link of the chain: 1 measured, 2 modelled with a strong driver, 3 weak."""
    reason: str
    """For fields that are not divided: why."""

    def destination(self, driver: str) -> Destination:
        """What may be said of money that this driver divided.

        Money for persons stays that whatever key is at hand; money for a place is only called spent here when
        the key measures a place.
        """
        if self.attribution is Attribution.OVERHEAD and self.chain == (STAFF,):
            return Destination.OVERHEAD
        if self.attribution is Attribution.COLLECTIVE:
            return Destination.ALL
        if self.attribution in (Attribution.PERSONS, Attribution.HOUSEHOLDS):
            return Destination.PEOPLE
        kind = drivers()[driver].kind
        return {
            DriverKind.PLACE: Destination.HERE,
            DriverKind.PEOPLE: Destination.PEOPLE,
            DriverKind.HEAD: Destination.ALL,
        }[kind]


@dataclass(frozen=True)
class Cluster:
    key: str
    icon: str
    name_nl: str
    name_en: str
    about_nl: str
    about_en: str


@cache
def drivers() -> dict[str, Driver]:
    with (DATA / "drivers.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["driver"]: Driver(
                row["driver"],
                row["indicator"],
                DriverKind(row["kind"]),
                row["name_nl"],
                row["name_en"],
                row["why_nl"],
                row["why_en"],
            )
            for row in csv.DictReader(file)
        }


@cache
def clusters() -> dict[str, Cluster]:
    with (DATA / "clusters.csv").open(encoding="utf-8", newline="") as file:
        return {row["cluster"]: Cluster(*row.values()) for row in csv.DictReader(file)}


@cache
def rules() -> dict[str, Rule]:
    with (DATA / "allocation_rules.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: _rule(row) for row in csv.DictReader(file)}


def _rule(row: dict[str, str]) -> Rule:
    attribution = Attribution(row["attribution"])
    if attribution in (Attribution.NOT_ATTRIBUTED, Attribution.MUNICIPALITY_WIDE):
        return Rule(row["code"], row["cluster"], attribution, (), (), row["keys"])
    chain = tuple(row["keys"].split(">"))
    given = [int(grade) for grade in row["grades"].split("/") if grade]
    # A fallback is weaker than the wanted key; where the data gives no grade it is the weakest.
    grades = tuple(given[link] if link < len(given) else WEAKEST_GRADE for link in range(len(chain)))
    return Rule(row["code"], row["cluster"], attribution, chain, grades, "")


@cache
def chains() -> tuple[tuple[str, ...], ...]:
    """The distinct chains that divide by drivers, in a fixed order."""
    found = {rule.chain for rule in rules().values() if rule.chain and rule.attribution is not Attribution.OVERHEAD}
    return tuple(sorted(found))
