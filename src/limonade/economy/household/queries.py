"""The household accounts of neighbourhoods, from the figures on the shelf; nothing is stored."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.utils import timezone
from django_scopes import scope

from limonade.economy.household.accounts import (
    EnergySource,
    FunctionAccount,
    Homes,
    HouseholdAccounts,
    ItemAccount,
    with_betters,
)
from limonade.economy.household.catalogue import SpendingKind, function_of, spending_items, vital_functions
from limonade.economy.household.measured import Better
from limonade.economy.household.parameters import newest_year, parameter
from limonade.economy.household.spending import (
    Real,
    Residents,
    UnpaidHours,
    energy_euros,
    spend,
    unpaid_hours,
)
from limonade.economy.models import ToldFigure
from limonade.economy.money import Line, Money, Sum
from limonade.economy.queries import best_edition, money
from limonade.facts import queries as facts
from limonade.facts import store
from limonade.facts.errors import NotLoaded
from limonade.facts.municipalities import owner_of
from limonade.facts.store import Dataset
from limonade.neighbourhoods.models import Boundary, Neighbourhood
from limonade.neighbourhoods.queries import buurt_codes

HOME_GAS, HOME_ELECTRICITY = "home_gas_m3", "home_electricity_kwh"
"""All homes of a buurt together."""
GAS, ELECTRICITY = "gas_m3", "electricity_kwh"
"""The average home."""
LOCAL, TOWN, COUNTRY = "buurt", "gemeente", "country"
MOST_KEPT = 8
FEWEST = 10
"""Households of a buurt: of fewer nothing is said, and they are in no sum."""
HOURS_OF = {"food": "food", "home": "maintenance", "help": "care", "volunteering": "company"}
"""The vital function that each kind of unpaid hours is for."""


@dataclass(frozen=True, eq=False)
class EnergyUse:
    """Per buurt the euros, and where they come from. All of shape (buurten,)."""

    euros: Real
    source: "np.typing.NDArray[np.int64]"
    """Position in `sources`."""
    sources: tuple[EnergySource, ...]


@dataclass(frozen=True, eq=False)
class NationalHousehold:
    """All buurten of one table of key figures at once."""

    key_figures: Dataset
    year: int
    codes: tuple[str, ...]
    row_of: dict[str, int]
    residents: Residents
    spending: Real
    """Of shape (items, buurten)."""
    energy: EnergyUse
    low_income_percent: Real
    hours: UnpaidHours
    volunteers_percent: Real
    income_per_inhabitant: Real
    """Thousands of euros a year."""


def price_year(wanted: int | None) -> int:
    """The year whose prices we can show: the wanted one, or the newest before it that is known."""
    newest = newest_year("price_change")
    return newest if wanted is None else min(wanted, newest)


def national_household(year: int) -> NationalHousehold:
    """Raises NotLoaded when no key figures are on the shelf. Made once per version of the files."""
    key_figures = facts.key_figures_for(year)
    if key_figures is None:
        raise NotLoaded("key figures")
    return _national(key_figures, year, tuple(store.datasets(store.KEY_FIGURES)))


@lru_cache(maxsize=MOST_KEPT)
def _national(key_figures: Dataset, year: int, shelf: tuple[Dataset, ...]) -> NationalHousehold:
    rows, codes = facts.buurten(key_figures)
    columns = store.columns(key_figures)

    def column(name: str) -> Real:
        found = columns.get(name)
        return np.full(len(rows), np.nan) if found is None else np.asarray(found, dtype=np.float64)[rows]

    too_few = column("households") < FEWEST

    def counted(name: str) -> Real:
        return np.where(too_few, np.nan, column(name))

    residents = Residents(
        population=counted("population"),
        under_15=counted("population_0_15"),
        from_15_to_25=counted("population_15_25"),
        households=counted("households"),
        single=counted("households_single"),
        with_children=counted("households_with_children"),
    )
    homes = np.where(np.isnan(column("dwellings")), residents.households, column("dwellings"))
    energy = _energy(shelf, codes, homes, year)
    volunteers = _newest_per_buurt(shelf, "volunteers_percent", codes)
    low_income = _newest_per_buurt(shelf, "low_income_percent", codes)
    return NationalHousehold(
        key_figures,
        year,
        tuple(codes),
        {code: position for position, code in enumerate(codes)},
        residents,
        spend(residents, energy.euros, low_income, year),
        energy,
        low_income,
        unpaid_hours(residents, volunteers),
        volunteers,
        _newest_per_buurt(shelf, "income_per_inhabitant", codes),
    )


def _at(dataset: Dataset, name: str, codes: list[str]) -> Real | None:
    """The value of each region in one table, NaN where it has none; None when it lacks the column."""
    column = store.columns(dataset).get(name)
    if column is None:
        return None
    rows = facts.rows_by_region(dataset)
    at = np.array([rows.get(code, -1) for code in codes], dtype=np.int64)
    values = np.asarray(column, dtype=np.float64)
    return np.where(at >= 0, values[at], np.nan) if len(values) else np.full(len(codes), np.nan)


def _newest_per_buurt(shelf: tuple[Dataset, ...], name: str, codes: list[str]) -> Real:
    found = np.full(len(codes), np.nan)
    for dataset in shelf:
        values = _at(dataset, name, codes)
        if values is not None:
            found = np.where(np.isnan(found), values, found)
    return found


def _energy(shelf: tuple[Dataset, ...], codes: list[str], homes: Real, year: int) -> EnergyUse:
    """Meters of the buurt first, then the average of its municipality, then the country's average bill."""
    towns = [owner_of(code, year) for code in codes]
    euros = np.full(len(codes), np.nan)
    source = np.zeros(len(codes), dtype=np.int64)
    sources: list[EnergySource] = []
    tries = [(LOCAL, HOME_GAS, HOME_ELECTRICITY, codes, np.ones(len(codes)))]
    tries += [(LOCAL, GAS, ELECTRICITY, codes, homes), (TOWN, GAS, ELECTRICITY, towns, homes)]
    for level, gas, electricity, regions, times in tries:
        for dataset in shelf:
            cubic, kwh = _at(dataset, gas, regions), _at(dataset, electricity, regions)
            if cubic is None or kwh is None:
                continue
            # A buurt on district heating has no gas: the power is then all that is counted.
            found = energy_euros(np.where(np.isnan(cubic), 0, cubic), kwh, dataset.year) * times
            new = np.isnan(euros) & ~np.isnan(found)
            if new.any():
                euros[new], source[new] = found[new], len(sources)
                sources.append(EnergySource(level, dataset.year, dataset))
    left = np.isnan(euros)
    bill = parameter("energy_bill", year)
    euros[left], source[left] = (homes * bill.value)[left], len(sources)
    return EnergyUse(euros, source, (*sources, EnergySource(COUNTRY, bill.year, None)))


def household_of(neighbourhood: Neighbourhood) -> HouseholdAccounts:
    """As its people know it: with what they measured in the place of our figures. Raises NotLoaded."""
    return with_betters(household_accounts(buurt_codes(neighbourhood)), betters_of(neighbourhood))


def betters_of(neighbourhood: Neighbourhood) -> dict[str, Better]:
    """What stands in the place of our figures: of each the newest that was accepted. One query.

    What was told before the boundary changed was about another place, and does not count.
    """
    with scope(neighbourhood=neighbourhood):
        drawn = Boundary.objects.order_by("-valid_from").values("valid_from")[:1]
        counting = ToldFigure.objects.filter(state=ToldFigure.ACCEPTED, told_at__date__gte=drawn).exclude(about="")
        return {one.stands_for: _better(one) for one in counting.order_by("reviewed_at", "id")}


def _better(one: ToldFigure) -> Better:
    reviewed_on = timezone.localdate(one.reviewed_at)
    return Better(one.pk, one.low, one.middle, one.high, one.measured_on, reviewed_on, one.asked, one.evidence)  # type: ignore[arg-type]


def household_accounts(buurten: tuple[str, ...]) -> HouseholdAccounts:
    """Any set of buurten. Raises NotLoaded when none of them has households in the key figures."""
    edition = best_edition(buurten)
    found = money(edition, buurten) if edition else None
    national = national_household(price_year(edition.accounts.year if edition else None))
    at = [national.row_of[code] for code in buurten if code in national.row_of]
    if not at or not np.nansum(national.residents.households[at]):
        raise NotLoaded(", ".join(buurten))
    return _accounts(national, at, buurten, found)


def _accounts(
    national: NationalHousehold, at: list[int], buurten: tuple[str, ...], found: Money | None
) -> HouseholdAccounts:
    owner_percent, owner_is_local = _owner_percent(national, buurten, at)
    sources = [national.energy.sources[position] for position in national.energy.source[at]]
    # The weakest source of all buurten speaks for the whole.
    energy = max(sources, key=lambda one: (LOCAL, TOWN, COUNTRY).index(one.level))
    euros = np.nansum(national.spending[:, at], axis=1)
    items: dict[str, list[ItemAccount]] = {}
    for item, amount in zip(spending_items(), euros.tolist(), strict=True):
        imputed = round(amount * owner_percent / 100) if item.kind is SpendingKind.RENT else 0
        is_local = item.kind is SpendingKind.ENERGY and energy.level == LOCAL
        items.setdefault(item.function, []).append(ItemAccount(item, round(amount), imputed, is_local))
    hours = {HOURS_OF[name]: round(float(np.nansum(getattr(national.hours, name)[at]))) for name in HOURS_OF}
    municipal = _by_function(found) if found else {}
    volunteers = national.volunteers_percent[at]
    are_local = not np.isnan(volunteers).any()
    return HouseholdAccounts(
        buurten=buurten,
        key_figures=national.key_figures,
        year=national.year,
        homes=_homes(national.residents, at),
        functions=tuple(
            FunctionAccount(one, tuple(items.get(key, ())), municipal.get(key), hours.get(key, 0))
            for key, one in vital_functions().items()
        ),
        energy=energy,
        owner_percent=owner_percent,
        owner_is_local=owner_is_local,
        income_is_local=not np.isnan(national.low_income_percent[at]).any(),
        volunteers_percent=float(volunteers.mean()) if are_local else parameter("volunteers").value,
        volunteers_are_local=are_local,
        income=_income(national, at),
        money=found,
    )


def _income(national: NationalHousehold, at: list[int]) -> int | None:
    """Of all inhabitants in a year; None when it is not published for every buurt."""
    euros = 1_000 * national.income_per_inhabitant[at] * national.residents.population[at]
    return None if np.isnan(euros).any() else round(float(euros.sum()))


def _owner_percent(national: NationalHousehold, buurten: tuple[str, ...], at: list[int]) -> tuple[float, bool]:
    """Of the homes here, weighed by households; the country's where it is not published."""
    shelf = tuple(store.datasets(store.KEY_FIGURES))
    known = _newest_per_buurt(shelf, "owner_percent", [code for code in buurten if code in national.row_of])
    households = national.residents.households[at]
    if np.isnan(known).any():
        return parameter("owner_share").value, False
    return float(np.average(known, weights=households)), True


def _homes(residents: Residents, at: list[int]) -> Homes:
    single, together, children = np.nansum(residents.by_type[:, at], axis=1).tolist()

    def count(values: Real) -> int:
        return round(float(np.nansum(values[at])))

    return Homes(
        count(residents.households),
        round(single),
        round(together),
        round(children),
        count(residents.adults),
        count(residents.of_12_and_over),
        count(residents.of_15_and_over),
    )


def _by_function(found: Money) -> dict[str, Sum]:
    """The divided task fields by the vital function that they serve."""
    lines: dict[str, list[Line]] = {}
    for line in found.lines:
        if line.town_total:
            lines.setdefault(function_of(line.field.code), []).append(line)
    return {key: Sum(tuple(some)) for key, some in lines.items()}
