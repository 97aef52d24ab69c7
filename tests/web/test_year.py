"""The lived year of the example: laid out once, with sums that are right and something to do for every role."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from limonade.bakery import queries as bakery
from limonade.bakery.models import Case
from limonade.community.models import Backing, Initiative, Purpose, Question
from limonade.company.models import Invoice, Order
from limonade.company.queries import sums as order_sums
from limonade.governance.models import DelegatedBudget, Expense, Round
from limonade.governance.queries import sums as budget_sums
from limonade.learning.models import PracticeCard, Story
from limonade.ledger.models import Entry
from limonade.ledger.selfcheck import check
from limonade.neighbourhoods.models import Neighbourhood
from limonade.notices.asked import asked_of
from limonade.people.models import Party
from limonade.people.rules import standing_of
from limonade.web.demo.books import lay_out_books
from limonade.web.demo.told import lay_out_told
from limonade.web.demo.year import lay_out_year
from limonade.work.models import Claim, HoursEntry, Meal
from limonade.work.queries import balances
from tests.cast import lay_out_cast, sign_in
from tests.journeys.crawl import crawl, name_of
from tests.web.test_ceilings import MOST_QUERIES

pytestmark = pytest.mark.django_db
ROOMS = ("community", "governance", "bakery", "work", "company", "learning", "people", "ledger", "audit")
# What fits each of them, among all that is asked.
FITS = {
    "Bram": {"Maak een offerte", "Keur een uitgave goed, of niet", "Kijk uren na van buren"},
    "Coby": {"Wie zorgt voor deze vraag?"},
    "Ines": {"Wie zorgt voor deze vraag?"},
    "Vera": {"Publiceer een verhaal", "Schrijf je uren op"},
    "Tom": {"Betaal en boek een uitgave", "Kijk uren na van buren"},
    "Karim": {"De bonnen van de laatste drie maanden nakijken"},
    "Els": {"Kijk terug op een besluit"},
    "Farah": {"Wil je deze klus doen?", "Mag dit verhaal over jou naar buiten?", "Keur een uitgave goed, of niet"},
    "Corrie": {"Geef antwoord op een vraag"},
    "Wim": {"Bekijk de offerte"},
}


@pytest.fixture(scope="module")
def place(django_db_setup: None, django_db_blocker: Any) -> Iterator[Neighbourhood]:
    """Laid out once for all tests here, and taken away after that."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        lay_out_cast()
        lay_out_books()
        lay_out_told()
        lay_out_year()
        yield Neighbourhood.objects.get(slug="paasberg")
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _inside(place: Neighbourhood, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), scope(neighbourhood=place):
        yield


def test_the_order_came_all_the_way_and_adds_up() -> None:
    order = Order.objects.get(approved_at__isnull=False)
    sums = order_sums(order)
    hours = dict(sums.hours)
    assert (sums.invoiced, sums.hours_total, sums.waiting) == (480_000, 12_000, 0)
    assert (hours["paid"], hours["gift"], hours["hours"] + hours.get("allowance", 0)) == (7_200, 800, 4_000)
    allowance = hours.get("allowance", 0) * 560 // 100
    assert sums.spent == 7_200 * 19.5 + 60_000 + allowance
    assert sums.margin == sums.invoiced - sums.spent > 0
    assert Invoice.objects.get(order=order).paid_at
    assert sorted(bool(one.quoted_at) for one in Order.objects.filter(accepted_at=None)) == [False, True]


def test_every_euro_of_the_budget_is_somewhere() -> None:
    sums = budget_sums(DelegatedBudget.objects.get())
    assert (sums.planned, sums.received) == (250_000, 250_000)
    assert (sums.left, sums.committed, sums.spent, sums.asked) == (53_005, 36_500, 160_495, 14_500)
    assert sums.planned == sums.left + sums.committed + sums.spent
    rows = Expense.objects.filter(approved_at__isnull=False)
    assert len(rows) == 9
    assert all(one.approver_id != one.maker_id for one in rows)
    assert Expense.objects.filter(refused_at__isnull=False).count() == 1
    assert Entry.objects.filter(kind="reversal", key="jaar-terug").count() == 1


def test_three_plans_ended_three_ways() -> None:
    cases = {case.initiative.title: case for case in Case.objects.select_related("initiative")}
    assert {title: case.outcome for title, case in cases.items()} == {
        "Samen eten in de Bergstraat": Case.GO, "Gereedschap delen": Case.NO_GO, "Dakgoten samen": "",
    }  # fmt: skip
    eaten = bakery.payer_table(bakery.effects(cases["Samen eten in de Bergstraat"]))
    assert eaten.is_split
    assert eaten.middle == 280_000
    stuck = cases["Dakgoten samen"]
    assert bakery.promised(bakery.commitments(stuck))[-1].parties == 0
    assert Initiative.objects.get(title="Dakgoten samen").next_of is None


def test_the_decision_was_made_better_by_an_objection() -> None:
    proposal = Case.objects.get(outcome=Case.GO).proposal
    rounds = Round.objects.filter(version__proposal=proposal).order_by("made_at")
    assert [one.outcome for one in rounds] == [Round.OBJECTIONS, Round.ADOPTED]
    assert rounds[0].voices.get(says="objection").reason


def test_who_intended_asked_ate_and_told() -> None:
    purpose = Purpose.objects.get()
    assert (purpose.answers.count(), purpose.clusters.count()) == (20, 4)
    assert Backing.objects.filter(purpose=purpose).count() == 16
    assert Question.objects.filter(answered_at=None).count() == 2
    assert (Meal.objects.exclude(cents=None).count(), Meal.objects.count()) == (10, 11)
    assert sum(balances(Meal.objects.all()[0].crew).values()) == 0
    assert Claim.objects.filter(maker__name="Annie", portion__brings=True).count() == 3
    assert sum(one.is_public for one in Story.objects.all()) == 1
    assert sum(one.is_public for one in PracticeCard.objects.all()) == 2
    assert {"hours", "gift", "paid"} <= set(HoursEntry.objects.values_list("form", flat=True))


@pytest.mark.parametrize("name", FITS)
def test_every_role_has_something_that_fits(name: str) -> None:
    party = Party.objects.select_related("neighbourhood", "user").get(name=name)
    assert FITS[name] <= {one.title for one in asked_of(standing_of(party)) if not one.is_news}


def test_the_books_hold() -> None:
    assert check() == []


def test_a_second_time_adds_nothing() -> None:
    before = _rows()
    lay_out_year()
    assert _rows() == before


def _rows() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        if hasattr(model, "neighbourhood")
    }


TOGETHER = frozenset(ROOMS) - {"people", "ledger", "audit"}
HERE = "/wijk/paasberg/"
OTHERS = frozenset({"today", "web:together", "web:initiative"})
MOST_ALIKE = 3


def is_together(address: str) -> bool:
    return address.startswith(HERE) and (name_of(address).split(":")[0] in TOGETHER or name_of(address) in OTHERS)


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "sqlite", reason="as many are asked of any database, and this takes a minute")
@pytest.mark.parametrize("who", ["Farah", "Bram", "Tom"])
def test_its_pages_stay_within_their_ceilings(who: str) -> None:
    client = Client()
    sign_in(client, lay_out_cast().user(who))
    answers = crawl(client, "nl", [f"{HERE}vandaag/", f"{HERE}samen/"], is_together)
    opened: Counter[str] = Counter()
    too_many = []
    for address, answer in answers.items():
        name = name_of(address)
        if answer.status == 200 and opened[name] < MOST_ALIKE:
            opened[name] += 1
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            too_many += [f"{address}: {len(queries)}"] if len(queries) > MOST_QUERIES else []
    assert len(opened) > 15
    assert not too_many, "\n".join(too_many)
