"""Who pays and who gains, in whole cents a year. Plain sums.

A cost at its highest goes with a benefit at its lowest, so that `low` is the poorest outcome. Nothing that a party puts
in by interest or intention is counted anywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from limonade.units.apportion import apportion


@dataclass(frozen=True)
class Line:
    """An effect on one party: `sign` is 1 for a benefit and -1 for a cost."""

    party: int
    sign: int
    low: int
    middle: int
    high: int
    is_cashable: bool = False


@dataclass(frozen=True)
class Net:
    """What one party gains (or, below zero, pays), and how much of its benefit makes a budget smaller."""

    party: int
    costs: int
    benefits: int
    low: int
    middle: int
    high: int
    cashable: int


@dataclass(frozen=True)
class Transfer:
    """What would have to pass from one party to another so that nobody loses, at the middle."""

    source: int
    target: int
    cents: int


def nets(lines: Sequence[Line]) -> list[Net]:
    """Per party in the order in which they come."""
    return [
        _net(party, [line for line in lines if line.party == party])
        for party in dict.fromkeys(one.party for one in lines)
    ]


def _net(party: int, lines: list[Line]) -> Net:
    benefits = [line for line in lines if line.sign > 0]
    costs = [line for line in lines if line.sign < 0]
    return Net(
        party,
        costs=sum(line.middle for line in costs),
        benefits=sum(line.middle for line in benefits),
        low=sum(line.low for line in benefits) - sum(line.high for line in costs),
        middle=sum(line.middle for line in benefits) - sum(line.middle for line in costs),
        high=sum(line.high for line in benefits) - sum(line.low for line in costs),
        cashable=sum(line.middle for line in benefits if line.is_cashable),
    )


def is_split(found: Sequence[Net]) -> bool:
    """Together it gains, and still somebody loses: who pays is not who gains."""
    return sum(one.middle for one in found) > 0 and any(one.middle < 0 for one in found)


def evening_out(found: Sequence[Net]) -> list[Transfer]:
    """From who gains to who loses, in proportion to the gain, and never more than somebody gains.

    Nothing when all together lose: then there is nothing to divide.
    """
    gainers = [one for one in found if one.middle > 0]
    gained = sum(one.middle for one in gainers)
    lost = -sum(one.middle for one in found if one.middle < 0)
    if not lost or gained < lost:
        return []
    gives = dict(
        zip([one.party for one in gainers], apportion(lost, [float(one.middle) for one in gainers]), strict=True)
    )
    transfers = []
    for loser in (one for one in found if one.middle < 0):
        wanted = -loser.middle
        for giver, left in gives.items():
            part = min(wanted, left)
            if part:
                transfers.append(Transfer(giver, loser.party, part))
                gives[giver] -= part
                wanted -= part
    return transfers
