"""Buurten + municipality-wide + not attributed = what the municipality spent, to the euro."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limonade.economy.allocation import MUNICIPALITY_WIDE, Accounts, Located, NationalBook, make_book
from limonade.facts.task_fields import task_fields

FIELDS = tuple(task_fields(2023))
TOWN = "GM0202"
BUURTEN = ("BU02020001", "BU02020002", "BU02020003")


def accounts(expenses: dict[str, int], income: dict[str, int] | None = None, **more: dict[str, int]) -> Accounts:
    def row(values: dict[str, int] | None) -> "np.ndarray[Any, np.dtype[np.int64]]":
        return np.array([[(values or {}).get(code, 0) for code in FIELDS]], dtype=np.int64)

    return Accounts(
        (TOWN,), FIELDS, row(expenses), row(more.get("internal")), row(income), row(more.get("staff")), {}, False
    )


def book(made: Accounts, located: tuple[Located, ...] = (), **drivers: list[float]) -> NationalBook:
    given_drivers = {"population": [60.0, 30.0, 10.0], **drivers}
    columns = {key: np.array(values) for key, values in given_drivers.items()}
    return make_book(made, BUURTEN, [TOWN] * 3, columns, located)


def euros(national: NationalBook, code: str) -> list[int]:
    found: list[int] = national.town(TOWN).expenses[FIELDS.index(code)].tolist()
    return found


def test_collective_money_is_counted_per_head() -> None:
    assert euros(book(accounts({"0.1": 1000})), "0.1") == [600, 300, 100]


def test_waste_follows_households() -> None:
    assert euros(book(accounts({"7.3": 1000}), households=[10.0, 10.0, 20.0]), "7.3") == [250, 250, 500]


def test_located_money_comes_first_and_the_rest_is_divided() -> None:
    """1.000 euro for community life: 400 at a community centre in the third buurt, 100 for all of the town."""
    places = (
        Located(TOWN, "6.1", BUURTEN[2], 400),
        Located(TOWN, "6.1", MUNICIPALITY_WIDE, 100),
    )
    national = book(accounts({"6.1": 1000}), places)
    assert euros(national, "6.1") == [300, 150, 450]
    assert national.town(TOWN).wide[FIELDS.index("6.1")] == 100


def test_shelter_is_never_given_to_a_neighbourhood() -> None:
    national = book(accounts({"6.81b": 500}))
    assert euros(national, "6.81b") == [0, 0, 0]
    assert national.town(TOWN).wide[FIELDS.index("6.81b")] == 500


@pytest.mark.parametrize("code", ["0.5", "0.7", "0.8", "0.9", "0.10", "0.11", "3.2", "8.2"])
def test_what_is_not_spending_on_a_neighbourhood_stays_apart(code: str) -> None:
    national = book(accounts({code: 500}))
    assert euros(national, code) == [0, 0, 0]
    assert national.town(TOWN).not_attributed[FIELDS.index(code)] == 500


def test_overhead_follows_the_salaries_of_the_other_work() -> None:
    """Salaries: 100 on waste (all in the third buurt), 100 on governance (60, 30, 10 by head)."""
    national = book(accounts({"0.4": 2000}, staff={"7.3": 100, "0.1": 100, "0.4": 9999}), households=[0.0, 0.0, 5.0])
    assert euros(national, "0.4") == [600, 300, 1100]


def test_a_negative_correction_of_salaries_does_not_lead_overhead() -> None:
    national = book(accounts({"0.4": 100}, staff={"0.8": -50, "0.1": 10}))
    assert euros(national, "0.4") == [60, 30, 10]


def test_internal_bookings_are_not_spending_here() -> None:
    national = book(accounts({"0.1": 1000}, internal={"0.1": 400}))
    assert euros(national, "0.1") == [360, 180, 60]
    assert national.town(TOWN).not_attributed[FIELDS.index("0.1")] == 400


def test_negative_expenses_are_kept() -> None:
    assert euros(book(accounts({"0.64": -110})), "0.64") == [-66, -33, -11]


@settings(max_examples=60, deadline=None)
@given(
    expenses=st.dictionaries(st.sampled_from(FIELDS), st.integers(-(10**9), 10**9)),
    income=st.dictionaries(st.sampled_from(FIELDS), st.integers(-(10**9), 10**9)),
    people=st.lists(st.one_of(st.integers(0, 20_000).map(float), st.just(float("nan"))), min_size=3, max_size=3),
    welfare=st.lists(st.one_of(st.integers(0, 500).map(float), st.just(float("nan"))), min_size=3, max_size=3),
)
def test_every_field_closes_whatever_is_missing(
    expenses: dict[str, int], income: dict[str, int], people: list[float], welfare: list[float]
) -> None:
    national = book(
        accounts(expenses, income, staff=expenses), population=people, welfare_recipients=welfare, households=people
    )
    town = national.town(TOWN)
    assert town.closes()
    assert int(town.total.sum()) == sum(expenses.values())


def test_a_buurt_goes_to_the_municipality_that_owns_it_in_the_book_year() -> None:
    made = Accounts(("GM0363",), FIELDS, *(np.full((1, len(FIELDS)), 9, dtype=np.int64) for _ in range(4)), {}, False)
    population = {"population": np.array([1.0, 2.0])}
    national = make_book(made, ["BU04570101", "BU02020001"], ["GM0363", "GM0202"], population)
    assert national.town("GM0363").buurten == ("BU04570101",)
