"""Figures that people of the place measured: they stand in the place of an average or an assumption. Plain Python.

Each was told by one and accepted by another. Ours stays beside it, so that whatever ends gives ours back.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from limonade.economy.household.leakage import Range, Ring, local_share

SPENT, HOURS, SHARE, KNOWN, TOLD = "besteding", "uren", "aandeel", "bekend", "verteld"
"""What a figure can stand in the place of: the first word of its key."""
RINGS = tuple(Ring)


def spent_key(item: str) -> str:
    return f"{SPENT}:{item}"


def hours_key(function: str) -> str:
    return f"{HOURS}:{function}"


def share_key(function: str, receiver: str, ring: Ring | str) -> str:
    return f"{SHARE}:{function}:{receiver}:{ring}"


def known_key(line: str) -> str:
    return f"{KNOWN}:{line}"


def told_key(pk: int) -> str:
    return f"{TOLD}:{pk}"


@dataclass(frozen=True)
class Better:
    """Low, middle and high in whole euros, hours, homes or percents."""

    id: int
    low: int
    middle: int
    high: int
    measured_on: dt.date
    reviewed_on: dt.date
    asked: int | None = None
    evidence: str = ""

    @property
    def share(self) -> Range:
        """Of percents: as fractions of 1."""
        return Range(self.low / 100, self.middle / 100, self.high / 100)


Betters = Mapping[str, Better]
"""By what they stand in the place of."""


def share_of(function: str, receiver: str, ring: Ring, betters: Betters) -> tuple[Range, Better | None]:
    """What stays of a payment within the ring: as it was measured here, else as we assume.

    A ring lies within the next one. So an assumption is at least what was measured in a smaller ring, and at most
    what was measured in a larger one.
    """
    found = {one: better for one in RINGS if (better := betters.get(share_key(function, receiver, one)))}
    if ring in found:
        return found[ring].share, found[ring]
    share = local_share(receiver, ring)
    for one, better in found.items():
        other, bound = better.share, max if RINGS.index(one) < RINGS.index(ring) else min
        share = Range(bound(share.low, other.low), bound(share.middle, other.middle), bound(share.high, other.high))
    return share, None
