"""Fifty at once on the last portion and on the last place of a job: exactly one gets it, on both databases."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django_scopes import scope

from limonade.audit.actor import Actor
from limonade.governance.budget_steps import BUDGET, EXPENSE
from limonade.governance.models import DelegatedBudget, Expense
from limonade.people import actions
from limonade.people.access import Here
from limonade.people.rules import standing_of
from limonade.steps.step import Refused, Step
from limonade.work import table_steps
from limonade.work.job_steps import JOB
from limonade.work.job_steps import NEW as WORK
from limonade.work.models import Claim, Job, Match, Portion
from tests.soak.at_once import all_at_once
from tests.together.stage import Street
from tests.together.test_all_the_way_round import a_case, a_decision, a_job, an_initiative

# PostgreSQL of the tests has 50 connections, of which some are its own.
CLICKS = 50


@pytest.fixture
def live_street(transactional_db: None) -> Street:
    """Committed, for tests in which many act at once."""
    return Street()


def clicks() -> int:
    return CLICKS if connection.vendor == "sqlite" else 40


def neighbours(street: Street, count: int) -> list[Here]:
    """So many people without roles."""
    by = street.here("Coby").actor
    with scope(neighbourhood=street.place):
        found = [actions.add_person(street.place, name=f"Buur {at}", by=by, through="builder") for at in range(count)]
        return [Here(street.place, standing_of(one), Actor(by.user_id, one.pk), None) for one in found]


def at_once(street: Street, people: list[Here], step: Step, thing: Any, told: Callable[[int], Any]) -> list[Any]:
    """What each got, or the word with which they were refused."""

    def work(place: int) -> Any:
        with scope(neighbourhood=street.place):
            try:
                return step.take(people[place], type(thing).objects.get(pk=thing.pk), **told(place))
            except Refused as refused:
                return refused

    return all_at_once(len(people), work)


def refused(results: list[Any]) -> int:
    return sum(isinstance(one, Refused) for one in results)


def test_the_last_portion_goes_to_exactly_one(live_street: Street) -> None:
    street = live_street
    told = {"what": "Soep", "diet": "", "count": 1, "day": street.today, "at": "zes uur", "brings": False}
    portion: Portion = street.take("Bram", table_steps.NEW, "portie", **told)
    people = neighbours(street, clicks())
    results = at_once(street, people, table_steps.PORTION["voor-mij"], portion, lambda at: {"key": f"c{at}"})
    assert refused(results) == len(people) - 1
    with street.inside():
        assert (Claim.objects.count(), Portion.objects.get().taken) == (1, 1)


def test_the_last_place_of_a_job_goes_to_exactly_one(live_street: Street) -> None:
    street = live_street
    job: Job = street.take("Bram", WORK, "klus", **a_job(street, places=1, is_first_come=True))
    people = neighbours(street, clicks())
    results = at_once(street, people, JOB["ik-wil"], job, lambda at: {"key": f"c{at}", "form": "hours"})
    assert refused(results) == len(people) - 1
    with street.inside():
        assert (Match.objects.filter(ended_at=None).count(), Job.objects.get().taken) == (1, 1)


def test_a_double_click_is_one_claim(live_street: Street) -> None:
    street = live_street
    told = {"what": "Soep", "diet": "", "count": 9, "day": street.today, "at": "zes uur", "brings": False}
    portion: Portion = street.take("Bram", table_steps.NEW, "portie", **told)
    people = neighbours(street, 1) * 12
    at_once(street, people, table_steps.PORTION["voor-mij"], portion, lambda _at: {"key": "same"})
    with street.inside():
        assert (Claim.objects.count(), Portion.objects.get().taken) == (1, 1)


def test_approvals_at_once_never_pass_the_budget(live_street: Street) -> None:
    """Ten expenses of a fifth of the budget, each approved twice at once: exactly five pass."""
    street = live_street
    budget: DelegatedBudget = a_decision(street, a_case(street, an_initiative(street)))
    for number in range(10):
        street.take("Farah", BUDGET, "vraag-aan", budget, what=f"{number}", cents=50_000, payee="W", document="b")
    with street.inside():
        asked = list(Expense.objects.order_by("made_at"))
    bram = street.here("Bram")

    def work(place: int) -> Any:
        with scope(neighbourhood=street.place):
            try:
                row = Expense.objects.select_related("budget", "maker").get(pk=asked[place % 10].pk)
                return EXPENSE["keur-goed"].take(bram, row)
            except Refused as refusal:
                return refusal

    results = all_at_once(20, work)
    assert refused(results) == 15
    with street.inside():
        assert Expense.objects.filter(approved_at__isnull=False).count() == 5
        assert DelegatedBudget.objects.get().committed_cents == budget.cents
