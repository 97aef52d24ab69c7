"""Money of a budget does not lose its purpose, and nobody chooses alone who may spend it."""

from typing import Any

import pytest
from django.test import Client

from limonade.governance import queries as governance
from limonade.governance.budget_steps import BUDGET, EXPENSE, HolderForm
from limonade.governance.models import DelegatedBudget, Expense
from limonade.ledger.models import Account, Entry
from limonade.steps.step import Refused
from tests.cast import sign_in
from tests.together.stage import Street
from tests.together.test_all_the_way_round import a_case, a_decision, an_initiative


@pytest.fixture
def budget(street: Street) -> DelegatedBudget:
    made = a_decision(street, a_case(street, an_initiative(street)))
    street.take("Tom", BUDGET, "ontvang", made, cents=250_000, day=street.today, document="beschikking")
    return made


@pytest.fixture
def tom(street: Street, client: Client) -> Client:
    sign_in(client, street.cast.user("Tom"))
    return client


def paid(street: Street, budget: DelegatedBudget) -> Entry:
    """Pans for 50 euros, asked by Farah, approved by Bram."""
    street.take("Farah", BUDGET, "vraag-aan", budget, what="Pannen", cents=5_000, payee="Winkel", document="bon")
    with street.inside():
        expense = Expense.objects.get()
        costs = Account.objects.get(administration=street.books, number="45620")
    street.take("Bram", EXPENSE, "keur-goed", expense)
    street.take("Tom", EXPENSE, "betaald", expense, account=costs, day=street.today, file=None)
    with street.inside():
        return Expense.objects.select_related("entry").get().entry


def books(street: Street, page: str) -> str:
    return f"/wijk/paasberg/boeken/{street.books.pk}/{page}"


def book(tom: Client, street: Street, asked: str, **line: Any) -> str:
    told = {"day": str(street.today), "text": "Anders", "key": "b" * 32, "stap": "boek", "regel-TOTAL_FORMS": 1,
            "regel-INITIAL_FORMS": 0, **{f"regel-0-{name}": value for name, value in line.items()}}  # fmt: skip
    answer = tom.post(books(street, f"boek/?{asked}"), told)
    return "" if answer.status_code == 302 else answer.content.decode()


def turn_back(tom: Client, street: Street, number: int) -> str:
    told = {"day": str(street.today), "why": "Fout"}
    answer = tom.post(books(street, f"boeking/{number}/terug/"), told)
    return "" if answer.status_code == 302 else answer.content.decode()


def received(street: Street, budget: DelegatedBudget) -> Entry:
    with street.inside():
        return Entry.objects.get(transfers__earmark=budget.earmark_id, transfers__target__number="10201")


def test_what_came_in_cannot_go_once_it_is_spent(street: Street, budget: DelegatedBudget, tom: Client) -> None:
    paid(street, budget)
    assert "is al zoveel uitgegeven" in turn_back(tom, street, received(street, budget).number)
    with street.inside():
        assert governance.sums(budget).received == 250_000


def test_what_came_in_is_not_booked_anew_without_its_purpose(
    street: Street, budget: DelegatedBudget, tom: Client
) -> None:
    came = received(street, budget).number
    assert turn_back(tom, street, came) == ""
    told = book(tom, street, f"zoals={came}", source="82325", target="10201", amount="2500")
    assert "waar twee mensen over beslissen" in told


def test_costs_move_with_their_purpose_and_once(street: Street, budget: DelegatedBudget, tom: Client) -> None:
    number = paid(street, budget).number
    line = {"source": "45620", "target": "45125", "amount": "50"}
    assert "met hetzelfde doel" in book(tom, street, f"verplaats={number}", **line)
    assert book(tom, street, f"verplaats={number}", **line, earmark=budget.earmark_id) == ""
    assert "Draai die eerst terug" in turn_back(tom, street, number)


def test_what_was_turned_back_is_not_moved(street: Street, budget: DelegatedBudget, tom: Client) -> None:
    number = paid(street, budget).number
    assert turn_back(tom, street, number) == ""
    line = {"source": "45620", "target": "45125", "amount": "50", "earmark": budget.earmark_id}
    assert "niets meer om te verplaatsen" in book(tom, street, f"verplaats={number}", **line)


def test_a_holder_asks_the_next_one_and_nobody_who_checks(street: Street, budget: DelegatedBudget) -> None:
    with pytest.raises(Refused, match="budgethouder van dit potje"):
        street.take("Tom", BUDGET, "houder-erbij", budget, party=street.party("Vera"))
    with street.inside():
        offered = HolderForm(street.here("Farah"), budget).fields["party"].queryset  # type: ignore[attr-defined]
        assert "Karim" not in {one.name for one in offered}
        assert "Vera" in {one.name for one in offered}
    street.take("Farah", BUDGET, "houder-erbij", budget, party=street.party("Vera"))
    with street.inside():
        assert not governance.holds(street.party("Vera"), budget)
