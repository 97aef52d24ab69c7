"""What the households of many buurten spend, in one sum. Plain NumPy, no Django.

National averages times the households that live there, weighed by how many live alone, together or with children.
A place with the same mix as the country gets precisely the average.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from limonade.economy.household.catalogue import SpendingKind, spending_items
from limonade.economy.household.parameters import parameter, price_level

Real = npt.NDArray[np.float64]
TYPES = ("single", "together", "children")
SURVEY_YEAR = 2015
CHILDREN_UNDER_12 = 12 / 15
"""Of the children up to 15, if every year of birth were as large."""
CHILDREN_OF_15_TO_18 = 3 / 10
"""Of the young people of 15 to 25, likewise."""
WEEKS = 52
ALL_GROUPS = "00"
GROUPS_BY_INCOME = frozenset({"01", "02", "03", "04", "05", "06"})


@dataclass(frozen=True)
class Residents:
    """Counts per buurt; NaN is not published. All of shape (buurten,)."""

    population: Real
    under_15: Real
    from_15_to_25: Real
    households: Real
    single: Real
    with_children: Real

    @property
    def by_type(self) -> Real:
        """Households alone, together and with children, of shape (3, buurten); the national mix where unknown."""
        single, children = np.minimum(self.single, self.households), np.minimum(self.with_children, self.households)
        together = np.maximum(self.households - single - children, 0)
        known = np.stack([single, together, children])
        known *= np.where(known.sum(axis=0) > 0, self.households / np.maximum(known.sum(axis=0), 1), 0)
        mix = national_mix()
        return np.where(np.isnan(known).any(axis=0), mix[:, None] * self.households, known)

    @property
    def adults(self) -> Real:
        return self.population - self.under_15 - CHILDREN_OF_15_TO_18 * self.from_15_to_25

    @property
    def of_12_and_over(self) -> Real:
        return self.population - CHILDREN_UNDER_12 * self.under_15

    @property
    def of_15_and_over(self) -> Real:
        return self.population - self.under_15


def national_mix() -> Real:
    """The part of all households of the country that each type is."""
    counts = np.array([parameter(f"mix.{one}").value for one in TYPES])
    mix: Real = counts / counts.sum()
    return mix


def type_factors(profile: str) -> Real:
    """How many times the average each type of household spends; 1 for the country as a whole."""
    amounts = np.array([parameter(f"profile.{profile}.{one}").value for one in TYPES])
    factors: Real = amounts / (amounts @ national_mix())
    return factors


def average(item_key: str, year: int) -> float:
    """Euros per household and year on one item, in prices of that year; 0 for energy and premium."""
    item = next(one for one in spending_items() if one.key == item_key)
    if item.kind in (SpendingKind.ENERGY, SpendingKind.PREMIUM):
        return 0.0
    group = parameter(f"spending.{item.coicop}").value
    if item.kind is SpendingKind.RENT:
        group -= parameter("spending.energy").value
    return group * item.share * price_level(year, SURVEY_YEAR)


def income_factor(group: str, low_income_percent: Real) -> Real:
    """How many times the country's average a place spends on a main group, by its share of low incomes; 1 if unknown.

    Of shape (buurten,). Groups without amounts by income follow those of all spending together.
    """
    own = group if group in GROUPS_BY_INCOME else ALL_GROUPS
    low, above = parameter(f"income.low.{own}").value, parameter(f"income.above.{own}").value
    there = parameter("low_income").value / 100
    here = np.where(np.isnan(low_income_percent), there, low_income_percent / 100)
    return (here * low + (1 - here) * above) / (there * low + (1 - there) * above)


def spend(residents: Residents, energy: Real, low_income_percent: Real, year: int) -> Real:
    """Euros per item and buurt, of shape (items, buurten); NaN where the households are not known.

    `energy` is euros per buurt, because it is known from meters and not from an average.
    """
    by_type = residents.by_type
    weighed = {profile: type_factors(profile) @ by_type for profile in {one.profile for one in spending_items()}}
    rows = []
    for item in spending_items():
        if item.kind is SpendingKind.ENERGY:
            rows.append(energy)
        elif item.kind is SpendingKind.PREMIUM:
            rows.append(residents.adults * parameter("health_premium", year).value)
        else:
            income = income_factor(item.coicop, low_income_percent)
            rows.append(weighed[item.profile] * income * average(item.key, year))
    return np.stack(rows)


def energy_euros(gas_m3: Real, kwh: Real, year: int) -> Real:
    """Euros of all homes of a buurt in a year, from what their meters counted."""
    return gas_m3 * parameter("gas_price", year).value + kwh * parameter("electricity_price", year).value


@dataclass(frozen=True)
class UnpaidHours:
    """Hours in a year, by what they are done for. All of shape (buurten,)."""

    food: Real
    home: Real
    help: Real
    volunteering: Real

    @property
    def total(self) -> Real:
        return self.food + self.home + self.help + self.volunteering


def unpaid_hours(residents: Residents, volunteers_percent: Real) -> UnpaidHours:
    """Time use of the average inhabitant times those of 12 and over; volunteers are counted from 15."""
    year = residents.of_12_and_over * WEEKS
    share = np.where(np.isnan(volunteers_percent), parameter("volunteers").value, volunteers_percent) / 100
    return UnpaidHours(
        food=year * parameter("hours.food").value,
        home=year * parameter("hours.home").value,
        help=year * parameter("hours.help").value,
        volunteering=residents.of_15_and_over * share * parameter("hours.volunteer").value * WEEKS,
    )
