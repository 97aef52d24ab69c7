"""The household accounts of one neighbourhood: per vital function what is paid, what is done unpaid and what stays.

Euros are estimates (households) or divided accounts (municipality), never booked. Whole euros and whole hours.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property

from limonade.economy.household.catalogue import SpendingItem, SpendingKind, VitalFunction
from limonade.economy.household.leakage import (
    BY_MUNICIPALITY,
    CERTAIN,
    NOTHING,
    Range,
    Receiver,
    Ring,
    payments,
    receivers,
)
from limonade.economy.household.measured import SHARE, Better, Betters, hours_key, share_of, spent_key
from limonade.economy.household.parameters import parameter
from limonade.economy.household.spending import WEEKS
from limonade.economy.money import Money, Ranged, Sum
from limonade.facts.store import Dataset


@dataclass(frozen=True)
class Received:
    """What one kind of party receives of a payment, and what of that stays."""

    receiver: Receiver
    euros: float
    share: Range
    """Of what it receives: the part that stays within the ring, as fractions of 1."""
    better: Better | None
    """Who asked here how much stays; None while it is an assumption."""

    @property
    def may_be_measured(self) -> bool:
        return self.receiver.key not in CERTAIN

    @property
    def stays(self) -> Range:
        return self.share.times(self.euros)


@dataclass(frozen=True)
class ItemAccount(Ranged):
    """What all households of the neighbourhood spend on one item."""

    item: SpendingItem
    all_euros: int
    imputed: int
    """The part that nobody pays: the rent that owners would pay to themselves."""
    is_local: bool
    """Made of what meters counted here, not of a national average."""
    better: Better | None = None
    """What people here measured; it stands in the place of our estimate."""

    @property
    def estimate(self) -> int:
        return self.all_euros - self.imputed

    @property
    def euros(self) -> int:
        return self.better.middle if self.better else self.estimate

    @property
    def margin(self) -> int:
        """Of our estimate."""
        return round(self.estimate * parameter("band.local" if self.is_local else "band.average").value / 100)

    @property
    def low(self) -> int:
        return self.better.low if self.better else super().low

    @property
    def high(self) -> int:
        return self.better.high if self.better else super().high

    @property
    def is_measured(self) -> bool:
        return self.is_local or self.better is not None

    @property
    def goes_round(self) -> int:
        """What is added to the money of the municipality: a levy is in there already."""
        return 0 if self.item.kind is SpendingKind.LEVY else self.euros


@dataclass(frozen=True)
class FunctionAccount:
    """One vital function."""

    function: VitalFunction
    items: tuple[ItemAccount, ...]
    municipal: Sum | None
    """What the municipality spends on it here, as far as it can be divided."""
    hours: int
    """Unpaid, in a year; 0 also where no source tells it for this function alone."""
    betters: Betters = field(default_factory=dict)
    """Of the whole neighbourhood."""
    estimated_hours: int = 0
    """What we said before somebody measured the hours."""

    @property
    def better_hours(self) -> Better | None:
        return self.betters.get(hours_key(self.function.key))

    @property
    def has_better(self) -> bool:
        """Whether people here measured something of it: an amount, the hours, or what stays."""
        has_share = any(one.startswith(f"{SHARE}:{self.function.key}:") for one in self.betters)
        return has_share or self.better_hours is not None or any(item.better for item in self.items)

    @cached_property
    def by_households(self) -> int:
        return sum(one.goes_round for one in self.items)

    @cached_property
    def by_municipality(self) -> int:
        return self.municipal.euros if self.municipal else 0

    @property
    def euros(self) -> int:
        return self.by_households + self.by_municipality

    @property
    def low(self) -> int:
        return sum(one.low for one in self._counted) + (self.municipal.low if self.municipal else 0)

    @property
    def high(self) -> int:
        return sum(one.high for one in self._counted) + (self.municipal.high if self.municipal else 0)

    @property
    def _counted(self) -> tuple[ItemAccount, ...]:
        return tuple(one for one in self.items if one.goes_round)

    @property
    def levies(self) -> tuple[ItemAccount, ...]:
        return tuple(one for one in self.items if one.item.kind is SpendingKind.LEVY)

    @property
    def imputed(self) -> int:
        return sum(one.imputed for one in self.items)

    def stays(self, ring: Ring) -> Range:
        """Euros that stay within the ring at the first receiver; the amounts themselves are taken as they are."""
        found = NOTHING
        for part in self.received(ring):
            found = found.plus(part.stays)
        return found

    def leaks(self, ring: Ring) -> Range:
        return self.stays(ring).from_whole(max(self.euros, 0))

    def received(self, ring: Ring) -> tuple[Received, ...]:
        """By kind of receiver, largest first."""
        paid = [(one.item.key, one.euros) for one in self._counted]
        if self.by_municipality > 0:
            paid.append((BY_MUNICIPALITY + self.function.key, self.by_municipality))
        euros: dict[str, float] = {}
        for key, size in paid:
            for receiver, part in payments()[key]:
                euros[receiver] = euros.get(receiver, 0) + size * part
        found = [
            Received(receivers()[key], size, *share_of(self.function.key, key, ring, self.betters))
            for key, size in euros.items()
        ]
        return tuple(sorted(found, key=lambda one: -one.euros))


@dataclass(frozen=True)
class Homes:
    """Who lives here, as far as the sums need it."""

    households: int
    single: int
    together: int
    with_children: int
    adults: int
    of_12_and_over: int
    of_15_and_over: int


@dataclass(frozen=True)
class EnergySource:
    """Where the energy of the homes comes from: `buurt` or `gemeente` meters, or the `country`'s average bill."""

    level: str
    year: int
    dataset: Dataset | None


@dataclass(frozen=True)
class HouseholdAccounts:
    """All vital functions of one neighbourhood."""

    buurten: tuple[str, ...]
    key_figures: Dataset
    year: int
    """Of the prices."""
    homes: Homes
    functions: tuple[FunctionAccount, ...]
    energy: EnergySource
    owner_percent: float
    owner_is_local: bool
    income_is_local: bool
    """The share of low incomes here is known and counted with."""
    volunteers_percent: float
    volunteers_are_local: bool
    income: int | None
    """Of all inhabitants in a year, as CBS counts it; None when that is not on the shelf."""
    money: Money | None
    """None when no accounts of the municipality are loaded."""

    @cached_property
    def by_size(self) -> tuple[FunctionAccount, ...]:
        """Largest first; those without euros and hours last."""
        return tuple(sorted(self.functions, key=lambda one: (-one.euros, -one.hours)))

    @cached_property
    def by_households(self) -> int:
        return sum(one.by_households for one in self.functions)

    @cached_property
    def by_municipality(self) -> int:
        return sum(one.by_municipality for one in self.functions)

    @property
    def euros(self) -> int:
        """What goes round in a year."""
        return self.by_households + self.by_municipality

    @property
    def low(self) -> int:
        return sum(one.low for one in self.functions)

    @property
    def high(self) -> int:
        return sum(one.high for one in self.functions)

    @cached_property
    def hours(self) -> int:
        return sum(one.hours for one in self.functions)

    @property
    def imputed(self) -> int:
        return sum(one.imputed for one in self.functions)

    @property
    def levies(self) -> int:
        return sum(levy.euros for one in self.functions for levy in one.levies)

    @property
    def measured_percent(self) -> float:
        """The part of the euros that meters, bills or people of this place counted."""
        counted = sum(item.goes_round for one in self.functions for item in one.items if item.is_measured)
        located = self.money.located if self.money else 0
        return 100 * (counted + located) / self.euros if self.euros else 0.0

    def stays(self, ring: Ring) -> Range:
        found = NOTHING
        for one in self.functions:
            found = found.plus(one.stays(ring))
        return found

    def leaks(self, ring: Ring) -> Range:
        return self.stays(ring).from_whole(self.euros)

    def asked_percent(self, ring: Ring) -> float:
        """The part of the euros of which somebody measured here how much stays; the rest is an assumption."""
        parts = [part for one in self.functions for part in one.received(ring)]
        return 100 * sum(one.euros for one in parts if one.better) / self.euros if self.euros else 0.0

    @property
    def measured_items(self) -> list[ItemAccount]:
        """Of which people here measured the amount."""
        return [item for one in self.functions for item in one.items if item.better]

    @property
    def measured_hours(self) -> list[FunctionAccount]:
        return [one for one in self.functions if one.better_hours]

    @property
    def paid_hours(self) -> int:
        """Of paid work in a year, from national time use."""
        return round(self.homes.of_12_and_over * parameter("hours.paid").value * WEEKS)

    def paid_hours_outside(self) -> Range:
        """Of those, the hours worked outside the neighbourhood: talent that it misses by day. An assumption."""
        shares = (parameter(f"work_outside.{one}").value / 100 for one in ("low", "middle", "high"))
        return Range(*shares).times(self.paid_hours)

    def at_minimum_wage(self) -> int:
        """What the unpaid hours would cost if somebody were paid the minimum wage for them; only shown when asked."""
        return round(self.hours * parameter("minimum_wage").value)


def with_betters(accounts: HouseholdAccounts, betters: Betters) -> HouseholdAccounts:
    """The same accounts with what people of the place measured in the place of our own figures."""
    return replace(accounts, functions=tuple(_with_betters(one, betters) for one in accounts.functions))


def _with_betters(one: FunctionAccount, betters: Betters) -> FunctionAccount:
    items = tuple(replace(item, better=betters.get(spent_key(item.item.key))) for item in one.items)
    hours = betters.get(hours_key(one.function.key))
    return replace(
        one, items=items, hours=hours.middle if hours else one.hours, estimated_hours=one.hours, betters=betters
    )
