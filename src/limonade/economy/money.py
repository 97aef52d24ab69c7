"""Municipal money of one neighbourhood: its lines, their sums, and what may be said of them."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from limonade.economy.allocation import TownTable
from limonade.economy.income_kinds import RESERVES, RESERVES_FIELD, TAX_FIELDS
from limonade.economy.keys import (
    BAND_PERCENT,
    LAST_RESORT,
    MEASURED_GRADE,
    WEAKEST_GRADE,
    Cluster,
    Destination,
    Driver,
    Rule,
    clusters,
    drivers,
)
from limonade.facts.store import Dataset
from limonade.facts.task_fields import TaskField

CLOSING_FIELDS = frozenset({"0.10", "0.11"})
"""They balance the books; they are not spending."""


@dataclass(frozen=True)
class Edition:
    """One book year and stage, with the key figures that divide it."""

    accounts: Dataset
    key_figures: Dataset


# From here on a rounded count is called small: fewer than 50 people.
SMALL_COUNT_PERCENT = 10


@dataclass(frozen=True)
class BuurtPart:
    """What one buurt gets of one task field, and how."""

    code: str
    euros: int
    located: int
    driver: Driver
    key_grade: int
    """What the key is worth when the count is large enough."""
    rounding_percent: float
    """How far the count may lie off because the source rounded it."""

    @property
    def grade(self) -> int:
        is_shaky = self.rounding_percent > BAND_PERCENT[self.key_grade]
        return WEAKEST_GRADE if is_shaky else self.key_grade

    @property
    def estimated_margin(self) -> int:
        """How far the estimate may lie off, in euros: the display convention, or the rounding of a small count."""
        percent = max(BAND_PERCENT[self.grade], self.rounding_percent)
        return round(abs(self.euros - self.located) * percent / 100)

    @property
    def located_margin(self) -> int:
        return round(abs(self.located) * BAND_PERCENT[MEASURED_GRADE] / 100)

    @property
    def margin(self) -> int:
        return self.estimated_margin + self.located_margin


class Ranged(ABC):
    """An amount that may lie off by its margin."""

    @property
    @abstractmethod
    def euros(self) -> int: ...

    @property
    @abstractmethod
    def margin(self) -> int: ...

    @property
    def low(self) -> int:
        return self.euros - self.margin

    @property
    def high(self) -> int:
        return self.euros + self.margin


@dataclass(frozen=True)
class Line(Ranged):
    """One task field of one neighbourhood, in whole euros."""

    field: TaskField
    rule: Rule
    parts: tuple[BuurtPart, ...]
    income: int
    town_total: int
    town_divided: int
    town_wide: int
    town_not_attributed: int
    town_located: int
    """Of the whole municipality: what has a place."""
    per_head: int
    """What it would be if every inhabitant of the municipality counted the same."""

    @property
    def task_income(self) -> int:
        """Income on the work itself; a tax is for everything, so it is no income of collecting it."""
        return 0 if self.field.code in TAX_FIELDS else self.income

    @cached_property
    def euros(self) -> int:
        return sum(part.euros for part in self.parts)

    @cached_property
    def located(self) -> int:
        return sum(part.located for part in self.parts)

    @property
    def town_estimated(self) -> int:
        """What is divided by a key."""
        return self.town_divided - self.town_located

    @property
    def share_percent(self) -> float:
        """The neighbourhood's part of what is divided by a key."""
        return 100 * (self.euros - self.located) / self.town_estimated if self.town_estimated else 0.0

    @cached_property
    def margin(self) -> int:
        return sum(part.margin for part in self.parts)

    @property
    def rest_of_town(self) -> int:
        """What the other buurten of the municipality get."""
        return self.town_divided - self.euros

    @cached_property
    def grade(self) -> int:
        return max(part.grade for part in self.parts)

    @property
    def wanted(self) -> Driver:
        return drivers()[(self.rule.chain or (LAST_RESORT,))[0]]

    @cached_property
    def used(self) -> tuple[Driver, ...]:
        return tuple(dict.fromkeys(part.driver for part in self.parts))

    @property
    def is_small(self) -> bool:
        """Whether a rounded count of only a few people decides."""
        return any(part.rounding_percent > SMALL_COUNT_PERCENT for part in self.parts)

    @property
    def is_fallback(self) -> bool:
        return bool(self.rule.chain) and any(driver != self.wanted for driver in self.used)

    @cached_property
    def by_destination(self) -> dict[Destination, int]:
        found = dict.fromkeys(Destination, 0)
        for part in self.parts:
            found[Destination.HERE] += part.located
            found[self.rule.destination(part.driver.key)] += part.euros - part.located
        return found

    @cached_property
    def margin_by_destination(self) -> dict[Destination, int]:
        found = dict.fromkeys(Destination, 0)
        for part in self.parts:
            found[Destination.HERE] += part.located_margin
            found[self.rule.destination(part.driver.key)] += part.estimated_margin
        return found


@dataclass(frozen=True)
class Sum(Ranged):
    """Several lines together."""

    lines: tuple[Line, ...]

    @cached_property
    def euros(self) -> int:
        return sum(line.euros for line in self.lines)

    @cached_property
    def income(self) -> int:
        """On the work itself, without taxes."""
        return sum(line.task_income for line in self.lines)

    @cached_property
    def margin(self) -> int:
        return sum(line.margin for line in self.lines)

    @cached_property
    def located(self) -> int:
        return sum(line.located for line in self.lines)

    @cached_property
    def per_head(self) -> int:
        return sum(line.per_head for line in self.lines)

    @cached_property
    def town_total(self) -> int:
        return sum(line.town_total for line in self.lines)

    @cached_property
    def town_divided(self) -> int:
        return sum(line.town_divided for line in self.lines)

    @cached_property
    def measured_percent(self) -> float:
        return 100 * self.located / self.euros if self.euros else 0.0

    @cached_property
    def grade(self) -> float:
        """Weighted by euros: 1 is measured, 3 is weak."""
        size = sum(abs(part.euros) for line in self.lines for part in line.parts)
        weighted = sum(abs(part.euros) * part.grade for line in self.lines for part in line.parts)
        return weighted / size if size else float(WEAKEST_GRADE)

    @cached_property
    def by_destination(self) -> dict[Destination, int]:
        return {kind: sum(line.by_destination[kind] for line in self.lines) for kind in Destination}


@dataclass(frozen=True)
class ClusterSum(Sum):
    cluster: Cluster


@dataclass(frozen=True)
class Scale:
    """How many people and households the figures are about."""

    population: float
    households: float

    def per_household(self, euros: int) -> int | None:
        return round(euros / self.households) if self.households else None


@dataclass(frozen=True)
class Money(Sum):
    """All municipal money of one neighbourhood in one edition; `lines` are the divided task fields."""

    edition: Edition
    municipality: str
    buurten: tuple[str, ...]
    undivided: tuple[Line, ...]
    """Task fields of which nothing is divided: for the whole municipality, or not spending at all."""
    town: TownTable
    here: Scale
    there: Scale
    income_by_kind: Mapping[str, int]
    """Of the municipality: where all its money comes from."""

    @cached_property
    def clusters(self) -> tuple[ClusterSum, ...]:
        return tuple(
            ClusterSum(tuple(line for line in self.lines if line.rule.cluster == key), cluster)
            for key, cluster in clusters().items()
            if any(line.rule.cluster == key and line.town_total for line in self.lines)
        )

    @property
    def town_wide(self) -> int:
        return int(self.town.wide.sum())

    @property
    def town_not_attributed(self) -> int:
        return int(self.town.not_attributed.sum())

    @property
    def town_spent(self) -> int:
        """All expenses of the municipality."""
        return int(self.town.total.sum())

    @property
    def town_cost(self) -> int:
        """Without the fields that only balance the books."""
        closing = [position for position, code in enumerate(self.town.fields) if code in CLOSING_FIELDS]
        return self.town_spent - int(self.town.total[closing].sum())

    @property
    def rest_of_town(self) -> int:
        """What the other buurten of the municipality get."""
        return int(self.town.expenses.sum()) - self.euros

    @property
    def put_in_reserves(self) -> int:
        return int(self.town.total[self.town.fields.index(RESERVES_FIELD)])

    @property
    def general_money(self) -> dict[str, int]:
        """Income by kind, with what is put into the reserves taken off what is taken out of them."""
        return {**self.income_by_kind, RESERVES: self.income_by_kind.get(RESERVES, 0) - self.put_in_reserves}

    @property
    def largest(self) -> int:
        """Euros of the largest cluster, to scale bars."""
        return max((one.euros for one in self.clusters), default=0)

    @property
    def town_closing(self) -> int:
        """The fields that only balance the books."""
        return self.town_spent - self.town_cost

    @property
    def town_left_out(self) -> int:
        """Not attributed for other reasons than balancing the books."""
        return self.town_not_attributed - self.town_closing

    @cached_property
    def if_per_head(self) -> int:
        """All cost of the municipality spread over its inhabitants: the sum that people make on a napkin."""
        return round(self.town_cost * self.here.population / self.there.population) if self.there.population else 0
