"""The list of budgets: for everybody, with what the books say and without people."""

import datetime as dt
import re
from typing import Any

from django.test import Client
from django.urls import reverse

from limonade.governance.budget_steps import BUDGET, EXPENSE
from limonade.governance.models import DelegatedBudget, Expense
from limonade.governance.queries import budgets, sums, sums_of
from limonade.ledger.actions import reverse as turn_back
from limonade.ledger.models import Account
from limonade.work.hours_steps import HOURS_ENTRY, MATCH_HOURS
from limonade.work.job_steps import JOB, MATCH
from limonade.work.job_steps import NEW as WORK
from limonade.work.kinds import PAID
from limonade.work.models import HoursEntry, Match
from tests.cast import sign_in
from tests.together.stage import Street
from tests.together.test_all_the_way_round import a_case, a_decision, a_job, an_initiative

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


def test_who_takes_part_reads_who_approved_the_hours(street: Street) -> None:
    """Nothing more is told to a visitor."""
    budget, _expense = an_approved_expense(street)
    told = {"cents": budget.cents, "day": street.today, "document": "beschikking"}
    street.take("Tom", BUDGET, "ontvang", budget, **told)
    job = street.take("Bram", WORK, "klus", **a_job(street, earmark=budget.earmark))
    street.take("Farah", JOB, "ik-wil", job, form=PAID)
    with street.inside():
        match = Match.objects.get()
    street.take("Bram", MATCH, "akkoord", match)
    street.take("Farah", MATCH_HOURS, "uren", match, hours=200, day=street.today, form=PAID, cents=3_200)
    with street.inside():
        hours = HoursEntry.objects.get()
    street.take("Bram", HOURS_ENTRY, "keur-goed", hours)
    page = reverse("governance:budget", args=["paasberg", budget.pk])
    wages = "Ook uit dit budget betaald"
    visited = Client().get(page).content.decode().split(wages)[1]
    assert "waarvan een ander de uren goedkeurde" in visited
    assert "Bram" not in visited
    client = Client()
    sign_in(client, street.cast.user("Ines"))
    assert "Goedgekeurd door Bram." in " ".join(client.get(page).content.decode().split(wages)[1].split())


def test_who_approves_reads_the_purpose_and_whether_it_fits(street: Street) -> None:
    budget, _expense = an_approved_expense(street)
    asked = {"payee": "Winkel", "document": "bon"}
    street.take("Farah", BUDGET, "vraag-aan", budget, what="Oven", cents=200_000, **asked)
    street.take("Farah", BUDGET, "vraag-aan", budget, what="Nog een oven", cents=240_000, **asked)
    with street.inside():
        small, large = Expense.objects.filter(approved_at=None).order_by("made_at")
    client = Client()
    sign_in(client, street.cast.user("Bram"))
    page = reverse("governance:step", args=["paasberg", "uitgave", small.pk, "keur-goed"])
    told = client.get(page).content.decode()
    assert "Het doel van dit budget: Samen eten." in told
    assert re.search(r"Deze uitgave past: daarna is er nog €.450,00", told)
    street.take("Bram", EXPENSE, "keur-goed", small)
    page = reverse("governance:step", args=["paasberg", "uitgave", large.pk, "keur-goed"])
    assert re.search(r"Deze uitgave past niet: er is €.1\.950,00 te weinig", client.get(page).content.decode())


def test_what_was_paid_and_turned_back_names_who_approved_it_and_who_turned_it_back(street: Street) -> None:
    budget, expense = an_approved_expense(street)
    told = {"cents": budget.cents, "day": street.today, "document": "beschikking"}
    street.take("Tom", BUDGET, "ontvang", budget, **told)
    with street.inside():
        costs = Account.objects.get(administration=street.books, number="45620")
        approver = Expense.objects.select_related("approver").get().approver
    paid = {"account": costs, "day": street.today, "file": None}
    street.take("Tom", EXPENSE, "betaald", expense, **paid)
    with street.inside():
        before = Expense.objects.select_related("entry").get().entry
        assert before and approver
        turn_back(before, key="terug", day=street.today, by=street.here("Tom").actor, why="Verkeerde soort")
    street.take("Tom", EXPENSE, "betaald", expense, **paid)
    client = Client()
    sign_in(client, street.cast.user("Ines"))
    page = client.get(reverse("governance:budget", args=["paasberg", budget.pk])).content.decode()
    told_below = " ".join(page.split("Ook uit dit budget betaald")[1].split())
    assert "Teruggedraaid door Tom." in told_below
    assert f"Goedgekeurd door {approver.name}." in told_below
