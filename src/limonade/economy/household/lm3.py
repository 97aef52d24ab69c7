"""Local Multiplier 3: what a euro does in three rounds. A tool for a conversation, no measurement. Plain Python.

Method: New Economics Foundation. Round one is the money that comes in, round two the part of it that is spent with
local people and suppliers, round three the part of that which they spend locally again.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spent:
    """A part of round two: what was spent locally, and which part of it those receivers spend locally again."""

    euros: int
    again_percent: float


@dataclass(frozen=True)
class LocalMultiplier:
    first: float
    second: float
    third: float

    @property
    def value(self) -> float:
        """Between 1 and 3."""
        return (self.first + self.second + self.third) / self.first


def local_multiplier(income: int, spent: Sequence[Spent]) -> LocalMultiplier:
    """Raises ValueError when there is no income, an amount is negative, or more is spent than came in."""
    if income <= 0 or any(one.euros < 0 for one in spent):
        raise ValueError("amounts must be positive")
    if any(not 0 <= one.again_percent <= 100 for one in spent):
        raise ValueError("a share is from 0 to 100 percent")
    second = sum(one.euros for one in spent)
    if second > income:
        raise ValueError("more is spent than came in")
    third = sum(one.euros * one.again_percent / 100 for one in spent)
    return LocalMultiplier(income, second, third)
