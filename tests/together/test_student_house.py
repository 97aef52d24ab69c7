"""Story 7: shopping, cooking and washing up in turns, a shared cupboard and bill; who eats alone just does."""

import datetime as dt

import pytest

from limonade.people.errors import PeopleError
from limonade.steps.step import Refused
from limonade.work import queries, table_steps
from limonade.work.models import Crew, Meal, Stock, Turn
from tests.together.stage import Street

PEOPLE = ("Farah", "Bram", "Coby", "Vera")


@pytest.fixture
def crew(street: Street) -> Crew:
    made: Crew = street.take("Farah", table_steps.NEW, "ploeg", name="Lindelaan 15", text="Drie avonden.")
    for name in PEOPLE[1:]:
        street.take(name, table_steps.CREW, "doe-mee", made)
    return made


def a_meal(street: Street, crew: Crew, days: int = 0, eaters: tuple[str, ...] = PEOPLE) -> Meal:
    street.take("Farah", table_steps.CREW, "maaltijd", crew, day=street.today + dt.timedelta(days=days), what="Soep")
    with street.inside():
        meal: Meal = crew.meals.latest("made_at")
    for name in eaters:
        street.take(name, table_steps.MEAL, "eet-mee", meal)
    return meal


def test_three_tasks_are_shared_and_a_turn_is_swapped(street: Street, crew: Crew) -> None:
    meal = a_meal(street, crew)
    for name, task in (("Farah", "shop"), ("Bram", "cook"), ("Coby", "wash")):
        street.take(name, table_steps.MEAL, "taak", meal, task=task)
    with pytest.raises(Refused, match="verdeeld"):
        street.take("Vera", table_steps.MEAL, "taak", meal, task="cook")
    with street.inside():
        turn = Turn.objects.get(task="wash")
    with pytest.raises(Refused, match="om een ruil"):
        street.take("Vera", table_steps.TURN, "neem-over", turn)
    street.take("Coby", table_steps.TURN, "ruil", turn)
    assert street.take("Vera", table_steps.TURN, "neem-over", turn).maker_id == street.party("Vera").pk


def test_the_bill_is_shared_to_the_cent_and_who_eats_alone_owes_nothing(street: Street, crew: Crew) -> None:
    """EUR 10.00 over three is 3.34, 3.33 and 3.33; Bram paid."""
    meal = a_meal(street, crew)
    street.take("Vera", table_steps.MEAL, "eet-alleen", meal)
    street.take("Bram", table_steps.MEAL, "kosten", meal, cents=1_000, payer=street.party("Bram"))
    with street.inside():
        found = queries.meals(crew)[0]
        assert sorted(one.cents for one in queries.shares(found)) == [333, 333, 334]
        owed = {party.name: cents for party, cents in queries.balances(crew).items()}
    assert sum(owed.values()) == 0
    assert owed["Bram"] in (666, 667)
    assert "Vera" not in owed


def test_the_cupboard_is_of_all_and_only_of_the_crew(street: Street, crew: Crew) -> None:
    street.take("Coby", table_steps.CREW, "voorraad", crew, what="Rijst", is_low=False)
    with street.inside():
        stock = Stock.objects.select_related("crew").get()
    street.take("Vera", table_steps.STOCK, "bijna-op", stock)
    with pytest.raises(Refused, match="in de ploeg"):
        street.take("Tom", table_steps.STOCK, "op", stock)
    assert street.take("Bram", table_steps.STOCK, "op", stock).gone_at is not None


def test_a_meal_ahead_has_no_bill_yet_and_strangers_plan_nothing(street: Street, crew: Crew) -> None:
    meal = a_meal(street, crew, days=3)
    with pytest.raises(Refused, match="moet nog komen"):
        street.take("Bram", table_steps.MEAL, "kosten", meal, cents=100, payer=street.party("Bram"))
    with pytest.raises(PeopleError):
        street.take("Tom", table_steps.CREW, "maaltijd", crew, day=street.today, what="Pizza")
