"""The list of budgets: for everybody, with what the books say and without people."""

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import reverse

from limonade.governance.budget_steps import BUDGET, EXPENSE
from limonade.governance.models import DelegatedBudget, Expense
from limonade.governance.queries import budgets, sums, sums_of
from tests.cast import sign_in
from tests.together.stage import Street
from tests.together.test_all_the_way_round import a_case, a_decision, an_initiative

LIST = reverse("governance:budgets", args=["paasberg"])


def an_approved_expense(street: Street) -> tuple[DelegatedBudget, Expense]:
    budget = a_decision(street, a_case(street, an_initiative(street)))
    told = {"what": "Pannen", "cents": 5_000, "payee": "De winkel van Henk", "document": "bon 4"}
    expense = street.take("Farah", BUDGET, "vraag-aan", budget, **told)
    with street.inside():
        expense = expense if isinstance(expense, Expense) else Expense.objects.get()
        holder = next(one.maker.name for one in budget.holders.select_related("maker") if one.maker.name != "Farah")
    street.take(holder, EXPENSE, "keur-goed", expense)
    return budget, expense


def test_a_visitor_sees_every_budget_and_nobody_by_name(street: Street) -> None:
    budget, _expense = an_approved_expense(street)
    told = Client().get(LIST).content.decode()
    assert budget.name in told
    assert "50,00" in told
    assert all(words not in told for words in ("Farah", "Henk", "Pannen"))


def test_the_list_says_the_same_as_the_page_of_a_budget(street: Street) -> None:
    budget, _expense = an_approved_expense(street)
    with street.inside():
        found = sums_of(list(budgets()))
        assert found == {budget.pk: sums(budget)}
        assert (found[budget.pk].committed, found[budget.pk].left) == (5_000, budget.cents - 5_000)


def test_what_ended_comes_last(street: Street) -> None:
    budget, _expense = an_approved_expense(street)
    with street.inside():
        DelegatedBudget.objects.filter(pk=budget.pk).update(until=street.today - dt.timedelta(days=1))
        assert budgets()[0].is_over
    assert "afgelopen" in Client().get(LIST).content.decode()


def test_without_budgets_the_page_says_what_one_is(street: Street, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(30):
        told = Client().get(LIST).content.decode()
    assert "Er zijn nog geen potjes" in told
    assert "Doe een voorstel" not in told


def test_the_treasurer_sees_beside_the_invoices_what_waits_to_be_paid(street: Street) -> None:
    """Approved: 50.00. A partner does not see it."""
    an_approved_expense(street)
    client = Client()
    for name, sees in (("Tom", True), ("Wim", False)):
        sign_in(client, street.cast.user(name))
        told = client.get(reverse("company:invoices", args=["paasberg"])).content.decode()
        assert ("Pannen" in told) is sees
        assert ("De winkel van Henk" in told) is sees
