"""What stays and what leaks: who receives the money first, and how much of that stays within a ring. Plain Python.

The shares are assumptions with a low, a middle and a high, until somebody measures them. A first receiver is the
one who is paid; what that one does with it is the second round (see `lm3`).
"""

import csv
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from limonade.economy.household.parameters import DATA

ASSUMED_ON = dt.date(2026, 11, 22)
BY_MUNICIPALITY = "gemeente:"


class Ring(StrEnum):
    """What counts as local, from small to large."""

    BUURT = "buurt"
    WIJK = "wijk"
    GEMEENTE = "gemeente"
    STREEK = "streek"
    """Within 15 kilometres."""


@dataclass(frozen=True)
class Range:
    """Three guesses at one thing: `low` at most `middle`, `middle` at most `high`."""

    low: float
    middle: float
    high: float

    def times(self, factor: float) -> "Range":
        return Range(self.low * factor, self.middle * factor, self.high * factor)

    def plus(self, other: "Range") -> "Range":
        return Range(self.low + other.low, self.middle + other.middle, self.high + other.high)

    def from_whole(self, whole: float) -> "Range":
        """What is left of a whole; the lowest when most was taken."""
        return Range(whole - self.high, whole - self.middle, whole - self.low)


NOTHING = Range(0, 0, 0)


@dataclass(frozen=True)
class Receiver:
    """A kind of party that is paid."""

    key: str
    name_nl: str
    name_en: str
    why_nl: str
    why_en: str


CERTAIN = frozenset({"resident", "state"})
"""All stays with who lives here, and nothing with the state: there is nothing to measure."""


@cache
def receivers() -> dict[str, Receiver]:
    with (DATA / "receiver_names.csv").open(encoding="utf-8", newline="") as file:
        return {row["receiver"]: Receiver(*row.values()) for row in csv.DictReader(file)}


@cache
def _local_shares() -> dict[tuple[str, Ring], Range]:
    with (DATA / "receivers.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["receiver"], Ring(row["ring"])): Range(
                float(row["low"]) / 100, float(row["middle"]) / 100, float(row["high"]) / 100
            )
            for row in csv.DictReader(file)
        }


def local_share(receiver: str, ring: Ring) -> Range:
    """The part of what this kind of party receives that stays within the ring, as fractions of 1."""
    return _local_shares()[receiver, ring]


@cache
def payments() -> dict[str, tuple[tuple[str, float], ...]]:
    """Who receives what is paid, as fractions of 1, by spending item or `gemeente:` and the function."""
    found: dict[str, list[tuple[str, float]]] = {}
    with (DATA / "payments.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["paid"], []).append((row["receiver"], float(row["share"]) / 100))
    return {paid: tuple(parts) for paid, parts in found.items()}
