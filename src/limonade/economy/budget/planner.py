"""The sums of one household: what it spends beside others like it, and what sharing would free. Plain Python.

Euros are whole; a month is a twelfth of a year.
"""

from dataclasses import dataclass
from functools import cached_property

from limonade.economy.budget.sharing import Idea, ideas
from limonade.economy.household.catalogue import SpendingItem, SpendingKind, spending_items
from limonade.economy.household.leakage import NOTHING, Range
from limonade.economy.household.parameters import newest_year, parameter
from limonade.economy.household.spending import TYPES, average, type_factors

MONTHS = 12
CENTS = 100
ROUND_TO = 5


@dataclass(frozen=True)
class Written:
    """What a household wrote down. `euros` a month by item; `ways` by item; how many of each idea."""

    adults: int
    children: int
    hour_pay: int | None
    """Cents that are left of an hour of paid work."""
    euros: dict[str, int]
    ways: dict[str, tuple[str, ...]]
    sharing: dict[str, int]

    @property
    def type(self) -> int:
        """Position in TYPES."""
        return TYPES.index("children" if self.children else "together" if self.adults > 1 else "single")


@dataclass(frozen=True)
class Saving:
    """What one idea saves in a year."""

    idea: Idea
    euros: Range
    hours: int
    is_unknown: bool
    """A part of an amount that was not filled in."""


@dataclass(frozen=True)
class Plan:
    written: Written

    @cached_property
    def savings(self) -> tuple[Saving, ...]:
        return tuple(_saving(ideas()[key], count, self.written) for key, count in self.written.sharing.items() if count)

    @property
    def spent(self) -> int:
        """A month."""
        return sum(self.written.euros.values())

    @property
    def usual(self) -> int:
        """What others like this household spend a month on the items that are filled in."""
        return sum(usual(one, self.written) for one in spending_items() if one.key in self.written.euros)

    @property
    def saved(self) -> Range:
        """A year."""
        found = NOTHING
        for one in self.savings:
            found = found.plus(one.euros)
        return found

    @property
    def hours_saved(self) -> int:
        """Of unpaid work, a year."""
        return sum(one.hours for one in self.savings)

    @property
    def hour_pay(self) -> float:
        """Euros; the minimum wage when nothing was filled in."""
        return self.written.hour_pay / CENTS if self.written.hour_pay else parameter("minimum_wage").value

    @property
    def paid_hours_freed(self) -> Range:
        """Hours of paid work that need not be worked for what is saved, a year."""
        return self.saved.times(1 / self.hour_pay)


def usual(item: SpendingItem, written: Written) -> int:
    """Euros a month of households like this one, rounded: they come from national averages."""
    year = newest_year("price_change")
    if item.kind is SpendingKind.PREMIUM:
        euros = written.adults * parameter("health_premium").value
    elif item.kind is SpendingKind.ENERGY:
        euros = parameter("energy_bill").value
    else:
        euros = average(item.key, year) * float(type_factors(item.profile)[written.type])
    return ROUND_TO * round(euros / MONTHS / ROUND_TO)


def _saving(idea: Idea, count: int, written: Written) -> Saving:
    if not idea.is_percent:
        return Saving(idea, idea.saves.times(count), idea.hours * count, is_unknown=False)
    known = written.euros.get(idea.item)
    return Saving(idea, idea.saves.times((known or 0) * MONTHS / 100), idea.hours, is_unknown=known is None)
