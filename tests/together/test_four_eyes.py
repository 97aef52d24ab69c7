"""Nobody approves what is theirs: every way around a second person is refused, by the rule and by the database."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from limonade.company import steps as company
from limonade.company.models import Order, OrderCost
from limonade.governance import queries as governance
from limonade.governance.budget_steps import BUDGET, EXPENSE
from limonade.governance.models import DelegatedBudget, Expense
from limonade.ledger.actions import reverse
from limonade.ledger.models import Account
from limonade.notices.asked import asked_of
from limonade.people.errors import PeopleError
from limonade.people.models import HelpingHand
from limonade.steps.step import Refused
from limonade.work.hours_steps import HOURS_ENTRY, MATCH_HOURS
from limonade.work.job_steps import JOB, MATCH
from limonade.work.job_steps import NEW as WORK
from limonade.work.models import HoursEntry, Match
from tests.cast import sign_in
from tests.together.stage import Street
from tests.together.test_all_the_way_round import a_case, a_decision, a_job, an_initiative


@pytest.fixture
def budget(street: Street) -> DelegatedBudget:
    return a_decision(street, a_case(street, an_initiative(street)))


def asked(street: Street, budget: DelegatedBudget, who: str, **more: Any) -> Expense:
    street.take(who, BUDGET, "vraag-aan", budget, what="Pannen", cents=5_000, payee="Winkel", document="bon", **more)
    with street.inside():
        return Expense.objects.get()


def test_an_expense_needs_another_holder(street: Street, budget: DelegatedBudget) -> None:
    expense = asked(street, budget, "Farah")
    with pytest.raises(PeopleError, match="jezelf"):
        street.take("Farah", EXPENSE, "keur-goed", expense)
    for stranger in ("Coby", "Tom", "Els"):
        with pytest.raises(Refused, match="Alleen budgethouders"):
            street.take(stranger, EXPENSE, "keur-goed", expense)
    with pytest.raises(Refused, match="nog niet goedgekeurd"):
        street.take("Tom", EXPENSE, "betaald", expense, account=None, day=street.today, file=None)
    assert street.take("Bram", EXPENSE, "keur-goed", expense).approver_id == street.party("Bram").pk


def test_nobody_holds_a_budget_without_their_own_yes(street: Street, budget: DelegatedBudget) -> None:
    expense = asked(street, budget, "Farah")
    ines = street.party("Ines")
    street.take("Farah", BUDGET, "houder-erbij", budget, party=ines)
    question = f"Word je budgethouder van “{budget.name}”?"
    with street.inside():
        waits = {one.title: one.why for one in asked_of(street.here("Ines").standing)}
        assert not any("Keur een uitgave" in title for title in waits)
    assert waits[question].startswith("Farah vraagt je.")
    with pytest.raises(Refused, match="Alleen budgethouders"):
        street.take("Ines", EXPENSE, "keur-goed", expense)
    with pytest.raises(Refused, match="Alleen budgethouders"):
        asked(street, budget, "Ines")
    with pytest.raises(Refused, match="niet voor gevraagd"):
        street.take("Coby", BUDGET, "word-houder", budget)
    street.take("Ines", BUDGET, "word-houder", budget)
    assert street.take("Ines", EXPENSE, "keur-goed", expense).approver_id == ines.pk


def test_who_would_rather_not_is_no_holder_and_may_be_asked_later(street: Street, budget: DelegatedBudget) -> None:
    ines = street.party("Ines")
    street.take("Farah", BUDGET, "houder-erbij", budget, party=ines)
    street.take("Ines", BUDGET, "geen-houder", budget)
    with pytest.raises(Refused, match="niet voor gevraagd"):
        street.take("Ines", BUDGET, "word-houder", budget)
    street.take("Farah", BUDGET, "houder-erbij", budget, party=ines)
    street.take("Ines", BUDGET, "word-houder", budget)
    with street.inside():
        assert governance.holds(ines, budget)


def test_who_helps_the_one_who_asked_approves_nothing(street: Street, budget: DelegatedBudget) -> None:
    expense = asked(street, budget, "Farah")
    with street.inside():
        HelpingHand.objects.create(
            neighbourhood=street.place, person=street.party("Farah"), helper=street.party("Bram"), bond="relative",
            agreed="ja", stop_code="ABCD-1234", started_at=timezone.now(), started_by=street.cast.user("Bram"),
        )  # fmt: skip
    with pytest.raises(PeopleError, match="die je helpt"):
        street.take("Bram", EXPENSE, "keur-goed", expense)


def test_nobody_approves_for_another(street: Street, budget: DelegatedBudget) -> None:
    expense = asked(street, budget, "Farah")
    with pytest.raises(PeopleError, match="zelf doen"):
        street.take("Bram", EXPENSE, "keur-goed", expense, helps="Aisha")


def test_the_database_refuses_one_person_on_both_sides(street: Street, budget: DelegatedBudget) -> None:
    expense = asked(street, budget, "Farah")
    now, farah, bram = timezone.now(), street.party("Farah"), street.party("Bram")
    attacks: list[dict[str, Any]] = [
        {"approved_at": now, "approved_by": bram.user, "approver": farah},
        {"approved_at": now, "approved_by": farah.user, "approver": bram},
        {"approved_at": now, "approved_by": bram.user, "approver": None},
        {"approved_at": None, "approved_by": bram.user, "approver": bram},
    ]
    with street.inside():
        for attack in attacks:
            with pytest.raises(IntegrityError), transaction.atomic():
                Expense.objects.filter(pk=expense.pk).update(**attack)
        with pytest.raises(IntegrityError), transaction.atomic():
            DelegatedBudget.objects.update(committed_cents=budget.cents + 1)


def test_a_budget_is_never_promised_twice(street: Street, budget: DelegatedBudget) -> None:
    for number in (1, 2):
        street.take(
            "Farah",
            BUDGET,
            "vraag-aan",
            budget,
            what=f"Oven {number}",
            cents=150_000,
            payee="Winkel",
            document="offerte",
        )
    with street.inside():
        first, second = Expense.objects.order_by("made_at")
    street.take("Bram", EXPENSE, "keur-goed", first)
    with pytest.raises(Refused, match="Zoveel is er niet meer"):
        street.take("Bram", EXPENSE, "keur-goed", second)


def test_hours_are_approved_by_another_than_who_worked_or_wrote(street: Street) -> None:
    job = street.take("Bram", WORK, "klus", **a_job(street))
    street.take("Bram", JOB, "ik-wil", job, form="hours")
    with street.inside():
        match = Match.objects.get()
    with pytest.raises(Refused, match="zelf"):
        street.take("Bram", MATCH, "akkoord", match)
    with street.inside():
        Match.objects.update(company_at=timezone.now(), company_by=street.cast.user("Els"))
    street.take("Bram", MATCH_HOURS, "uren", match, hours=200, day=street.today, form="hours", cents=0)
    with street.inside():
        hours = HoursEntry.objects.get()
    with pytest.raises(PeopleError, match="jezelf"):
        street.take("Bram", HOURS_ENTRY, "keur-goed", hours)
    with pytest.raises(Refused, match="wijkbedrijf"):
        street.take("Farah", HOURS_ENTRY, "keur-goed", hours)
    assert street.take("Tom", HOURS_ENTRY, "keur-goed", hours).entry_id is not None


def test_who_made_the_quote_never_accepts_it(street: Street) -> None:
    linde = street.party("Woningcorporatie De Linde")
    order: Order = street.take("Wim", company.NEW, "opdracht", partner=linde, title="Portieken", text="Schilderen")
    told = {"hours": 100, "materials_cents": 0, "cents": 10_000, "vat_permille": 0, "administration": street.books}
    street.take("Bram", company.ORDER, "offerte", order, **told)
    for name in ("Bram", "Corrie", "Farah"):
        with pytest.raises(Refused, match="Woningcorporatie"):
            street.take(name, company.ORDER, "aanvaard", order)
    with street.inside(), pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.update(accepted_at=timezone.now(), accepted_by=street.cast.user("Bram"))
    street.take("Wim", company.ORDER, "aanvaard", order)
    street.take("Bram", company.ORDER, "materiaal", order, what="Verf", cents=500, document="bon", day=street.today)
    with street.inside():
        cost = OrderCost.objects.get()
    with pytest.raises(PeopleError, match="jezelf"):
        street.take("Bram", company.COST, "keur-goed", cost)
    assert street.take("Tom", company.COST, "keur-goed", cost).entry_id is not None


def test_the_treasurer_books_no_money_of_a_budget_by_hand(
    street: Street, budget: DelegatedBudget, client: Client
) -> None:
    street.take("Tom", BUDGET, "ontvang", budget, cents=250_000, day=street.today, document="beschikking")
    sign_in(client, street.cast.user("Tom"))
    line = {"source": "10201", "target": "45620", "amount": "10", "earmark": budget.earmark_id}
    told = {"day": str(street.today), "text": "Pannen", "key": "a" * 32, "stap": "boek", "regel-TOTAL_FORMS": 1,
            "regel-INITIAL_FORMS": 0, **{f"regel-0-{name}": value for name, value in line.items()}}  # fmt: skip
    address = f"/wijk/paasberg/boeken/{street.books.pk}/boek/"
    answer = client.post(address, told)
    assert "waar twee mensen over beslissen" in answer.content.decode()
    with street.inside():
        assert governance.sums(budget).spent == 0
    answer = client.post(address, {**told, "regel-0-earmark": ""})
    assert answer.status_code == 302


def test_what_is_turned_back_is_paid_anew_at_the_budget_for_what_was_approved(
    street: Street, budget: DelegatedBudget, client: Client
) -> None:
    """Else another amount could be booked in its place, which no second person saw."""
    street.take("Tom", BUDGET, "ontvang", budget, cents=250_000, day=street.today, document="beschikking")
    expense = asked(street, budget, "Farah")
    street.take("Bram", EXPENSE, "keur-goed", expense)
    with street.inside():
        costs, other = Account.objects.filter(administration=street.books, kind="expense", unit="EUR")[:2]
    street.take("Tom", EXPENSE, "betaald", expense, account=costs, day=street.today, file=None)
    with street.inside():
        before = Expense.objects.select_related("entry").get()
        assert governance.sums(budget).spent == 5_000
    with pytest.raises(Refused, match="staat al in de boeken"):
        street.take("Tom", EXPENSE, "betaald", before, account=costs, day=street.today, file=None)
    with street.inside():
        reverse(before.entry, key="terug", day=street.today, by=street.here("Tom").actor, why="Andere soort")
        sums = governance.sums(budget)
        assert (sums.spent, sums.committed) == (0, 5_000)
    sign_in(client, street.cast.user("Tom"))
    line = {"source": "10201", "target": costs.number, "amount": "90", "earmark": budget.earmark_id}
    told = {"day": str(street.today), "text": "Pannen", "key": "a" * 32, "stap": "boek", "regel-TOTAL_FORMS": 1,
            "regel-INITIAL_FORMS": 0, **{f"regel-0-{name}": value for name, value in line.items()}}  # fmt: skip
    address = f"/wijk/paasberg/boeken/{street.books.pk}/boek/?zoals={before.entry.number}"
    for amount in ("90", "50"):
        answer = client.post(address, {**told, "regel-0-amount": amount})
        assert "staat de uitgave bij het budget weer open" in answer.content.decode()
    street.take("Tom", EXPENSE, "betaald", before, account=other, day=street.today, file=None)
    with street.inside():
        sums = governance.sums(budget)
        assert (sums.spent, sums.committed) == (5_000, 0)
        assert Expense.objects.get().account == other


@pytest.mark.parametrize(("source", "target"), [("10201", "82325"), ("10201", "10101"), ("45620", "10101")])
def test_no_hand_takes_money_out_of_a_budget_another_way(
    street: Street, budget: DelegatedBudget, client: Client, source: str, target: str
) -> None:
    """Back to where it came from, to the till, or out of its costs again."""
    street.take("Tom", BUDGET, "ontvang", budget, cents=250_000, day=street.today, document="beschikking")
    sign_in(client, street.cast.user("Tom"))
    line = {"source": source, "target": target, "amount": "10", "earmark": budget.earmark_id}
    told = {"day": str(street.today), "text": "Terug", "key": "a" * 32, "stap": "boek", "regel-TOTAL_FORMS": 1,
            "regel-INITIAL_FORMS": 0, **{f"regel-0-{name}": value for name, value in line.items()}}  # fmt: skip
    answer = client.post(f"/wijk/paasberg/boeken/{street.books.pk}/boek/", told)
    assert "waar twee mensen over beslissen" in answer.content.decode()


def test_no_more_comes_in_than_was_decided(street: Street, budget: DelegatedBudget) -> None:
    told = {"day": street.today, "document": "beschikking"}
    street.take("Tom", BUDGET, "ontvang", budget, cents=200_000, **told)
    with pytest.raises(Refused, match=r"daarvan kwam al .*2\.000,00 binnen"):
        street.take("Tom", BUDGET, "ontvang", budget, cents=50_001, **told)
    street.take("Tom", BUDGET, "ontvang", budget, cents=50_000, **told)
