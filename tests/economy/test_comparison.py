"""Two neighbourhoods and the municipality, the same money at three scales."""

import pytest

from limonade.economy.comparison import HOUSEHOLD, INHABITANT, MUNICIPALITY, NEIGHBOURHOOD, compare_money
from limonade.economy.money import Money
from limonade.economy.queries import edition, money
from tests.economy.conftest import GEITENKAMP


@pytest.fixture
def geitenkamp(demo: None) -> Money:
    return money(edition("2023-jaarrekening"), (GEITENKAMP,))


def test_per_household_is_the_whole_over_the_households(paasberg: Money, geitenkamp: Money) -> None:
    total = compare_money(paasberg, geitenkamp, HOUSEHOLD).total
    assert total.here == pytest.approx(paasberg.euros / 870)
    assert total.beside == pytest.approx(geitenkamp.euros / 2215)


def test_per_inhabitant_takes_the_size_of_households_out(paasberg: Money, geitenkamp: Money) -> None:
    total = compare_money(paasberg, geitenkamp, INHABITANT).total
    assert total.here == pytest.approx(paasberg.euros / 2170)
    assert total.beside == pytest.approx(geitenkamp.euros / 3895)


def test_the_whole_neighbourhood_adds_up(paasberg: Money, geitenkamp: Money) -> None:
    found = compare_money(paasberg, geitenkamp, NEIGHBOURHOOD)
    assert sum(row.beside or 0 for row in found.rows) == found.total.beside == geitenkamp.euros


def test_of_the_municipality_the_whole_is_a_hundred_percent(paasberg: Money) -> None:
    found = compare_money(paasberg, None, MUNICIPALITY)
    assert found.total.town == pytest.approx(100)
    assert found.total.beside is None
