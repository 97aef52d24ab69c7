"""The household accounts: national averages, real places, and what may be said of them."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limonade.economy.household.catalogue import SpendingKind, function_of, spending_items, vital_functions
from limonade.economy.household.ladder import examples
from limonade.economy.household.leakage import BY_MUNICIPALITY, Ring, local_share, payments, receivers
from limonade.economy.household.lm3 import Spent, local_multiplier
from limonade.economy.household.parameters import parameter, price_level
from limonade.economy.household.queries import COUNTRY, TOWN, household_accounts
from limonade.economy.household.spending import Real, Residents, average, national_mix, spend, unpaid_hours
from limonade.economy.keys import Attribution, rules
from limonade.economy.queries import edition, money
from limonade.facts import store
from limonade.facts.errors import NotLoaded
from limonade.facts.store import Dataset
from tests.economy.conftest import GEITENKAMP, PAASBERG

UNKNOWN = np.array([np.nan])
NO_ENERGY = np.array([0.0])


def some(value: float) -> Real:
    return np.array([float(value)])


def people(*, population: float, under_15: float, households: float, mix: Real | None = None) -> Residents:
    single, _together, children = households * (national_mix() if mix is None else mix)
    return Residents(
        some(population), some(under_15), some(0.1 * population), some(households), some(single), some(children)
    )


def test_a_place_with_the_mix_of_the_country_spends_the_national_average() -> None:
    """The worked example: 1,000 households at the level of 2015 spend EUR 33.8 million, energy and premium apart."""
    found = spend(people(population=2130, under_15=320, households=1000), NO_ENERGY, UNKNOWN, 2015)
    bought = [row[0] for row, item in zip(found, spending_items(), strict=True) if item.kind != SpendingKind.PREMIUM]
    assert sum(bought) == pytest.approx(1000 * (33_763 - parameter("spending.energy").value), abs=1000)


def test_prices_of_2024_are_a_third_above_those_of_2015() -> None:
    assert price_level(2024, 2015) == pytest.approx(1.303, abs=0.001)
    assert average("groceries", 2015) == 3721
    assert average("groceries", 2024) == pytest.approx(3721 * 1.303, rel=0.001)


@given(
    st.lists(st.tuples(*[st.integers(0, 5000)] * 3), min_size=2, max_size=6),
    st.integers(2015, 2024),
)
def test_places_together_spend_what_they_spend_apart(mixes: list[tuple[int, int, int]], year: int) -> None:
    counts = np.array(mixes, dtype=np.float64).T
    none = np.zeros(len(mixes))

    def of(single: Real, together: Real, children: Real) -> Real:
        zero = np.zeros_like(single)
        residents = Residents(zero, zero, zero, single + together + children, single, children)
        return spend(residents, np.zeros_like(single), np.full_like(single, np.nan), year)

    apart = of(*counts).sum(axis=1)
    together = of(*(np.array([row.sum()]) for row in counts))[:, 0]
    assert apart == pytest.approx(together, rel=1e-9, abs=1e-6)
    assert (of(none, none, none) == 0).all(), "where nobody lives, nothing is spent"


def test_low_incomes_spend_less_on_food_and_more_on_tobacco() -> None:
    here = people(population=2000, under_15=300, households=1000)
    poor, average_place, rich = (
        {item.key: row[0] for item, row in zip(spending_items(), spend(here, NO_ENERGY, some(low), 2020), strict=True)}
        for low in (40, parameter("low_income").value, 0)
    )
    assert poor["groceries"] < average_place["groceries"] < rich["groceries"]
    assert poor["alcohol_tobacco"] > average_place["alcohol_tobacco"] > rich["alcohol_tobacco"]
    unknown = spend(here, NO_ENERGY, UNKNOWN, 2020)[0, 0]
    assert unknown == pytest.approx(average_place["groceries"])


def test_unpaid_work_of_a_thousand_households_is_two_million_hours() -> None:
    """2,130 inhabitants of whom 1,874 are 12 or older do 22 hours a week; 49% of those over 15 volunteer."""
    under_15 = (2130 - 1874) / 0.8
    residents = people(population=2130, under_15=under_15, households=1000)
    found = unpaid_hours(residents, UNKNOWN)
    at_home = found.food + found.home + found.help
    assert at_home[0] == pytest.approx(2_143_856, abs=1)
    assert found.volunteering[0] == pytest.approx(1810 * 0.49 * 4 * 52, rel=0.001)


def test_the_local_multiplier_of_the_worked_example_is_1_81() -> None:
    spent = [Spent(40_000, 25), Spent(12_000, 50), Spent(10_000, 30)]
    assert local_multiplier(100_000, spent).value == pytest.approx(1.81)


@pytest.mark.parametrize(
    ("income", "spent"),
    [(0, []), (-5, []), (100, [Spent(101, 0)]), (100, [Spent(-1, 0)]), (100, [Spent(10, 101)]), (100, [Spent(1, -1)])],
)
def test_a_multiplier_of_impossible_amounts_is_refused(income: int, spent: list[Spent]) -> None:
    with pytest.raises(ValueError, match=r"must|percent|more"):
        local_multiplier(income, spent)


def test_every_task_field_that_is_divided_serves_one_vital_function() -> None:
    found = [code for one in vital_functions().values() for code in one.task_fields]
    assert len(found) == len(set(found))
    divided = [code for code, rule in rules().items() if rule.attribution is not Attribution.NOT_ATTRIBUTED]
    assert {function_of(code) for code in divided} <= vital_functions().keys()


def test_every_payment_is_received_as_a_whole_and_stays_more_in_a_wider_ring() -> None:
    municipal = {BY_MUNICIPALITY + key for key, one in vital_functions().items() if one.task_fields}
    assert payments().keys() == {one.key for one in spending_items()} | municipal
    for paid, parts in payments().items():
        assert sum(share for _receiver, share in parts) == pytest.approx(1), paid
        assert {receiver for receiver, _share in parts} <= receivers().keys()
    for receiver in receivers():
        rings = [local_share(receiver, ring) for ring in Ring]
        assert all(0 <= one.low <= one.middle <= one.high <= 1 for one in rings), receiver
        for near, wide in pairwise(rings):
            assert near.low <= wide.low, receiver
            assert near.middle <= wide.middle, receiver
            assert near.high <= wide.high, receiver


def test_every_function_has_a_ladder_of_four_rungs() -> None:
    assert all(len(examples(key)) == 4 for key in vital_functions())


def test_the_household_of_paasberg_adds_up(demo: None) -> None:
    found = household_accounts((PAASBERG,))
    assert found.money == money(edition("2023-jaarrekening"), (PAASBERG,))
    assert found.by_municipality == found.money.euros
    assert sum(one.euros for one in found.functions) == found.euros == found.by_households + found.by_municipality
    assert found.low < found.euros < found.high
    for ring in Ring:
        stays, leaks = found.stays(ring), found.leaks(ring)
        assert stays.low + leaks.high == pytest.approx(found.euros)
        assert stays.middle + leaks.middle == pytest.approx(found.euros)


def test_levies_and_rent_to_oneself_are_shown_but_not_added(demo: None) -> None:
    found = household_accounts((PAASBERG,))
    levies = next(item for one in found.functions for item in one.items if item.item.kind is SpendingKind.LEVY)
    assert levies.euros > 0
    assert levies.goes_round == 0
    rent = next(item for one in found.functions for item in one.items if item.item.kind is SpendingKind.RENT)
    assert rent.euros + rent.imputed == rent.all_euros
    assert rent.imputed == round(rent.all_euros * 0.59), "no share of owners is known here, so the country's"


def test_two_buurten_together_have_the_sum_of_both(demo: None) -> None:
    both, one, other = (household_accounts(codes) for codes in ((PAASBERG, GEITENKAMP), (PAASBERG,), (GEITENKAMP,)))
    assert both.euros == pytest.approx(one.euros + other.euros, abs=25)
    assert both.hours == pytest.approx(one.hours + other.hours, abs=5)


def test_energy_comes_from_the_nearest_meters(demo: None) -> None:
    town = household_accounts((PAASBERG,))
    assert (town.energy.level, town.energy.year) == (TOWN, 2023)
    energy = next(item for one in town.functions for item in one.items if item.item.kind is SpendingKind.ENERGY)
    assert energy.euros == round(870 * (720 * 1.35 + 2250 * 0.37))
    assert not energy.is_local
    meters("energie-hier", gas_m3=[500.0], electricity_kwh=[2000.0])
    here = household_accounts((PAASBERG,))
    assert here.energy.level == "buurt"
    energy = next(item for one in here.functions for item in one.items if item.item.kind is SpendingKind.ENERGY)
    assert energy.euros == round(870 * (500 * 1.35 + 2000 * 0.37))
    assert energy.is_local
    assert 0 < here.measured_percent < 5
    store.remove("energie-hier")
    store.remove("energie-2023")
    assert household_accounts((PAASBERG,)).energy.level == COUNTRY


def meters(key: str, **columns: list[float]) -> None:
    dataset = Dataset(key, store.KEY_FIGURES, 2023, "", "Meters", "CBS", "", "", "")
    store.write(dataset, {"region": [PAASBERG], "name": ["Paasberg"], **columns})


def test_a_place_without_households_or_figures_is_not_loaded(demo: None) -> None:
    for codes in (("BU99990000",), ()):
        with pytest.raises(NotLoaded):
            household_accounts(codes)
