"""The own household: private sums, and the counts of ten and more that leave it."""

import datetime as dt
import itertools
import random

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from limonade.economy.budget import actions
from limonade.economy.budget.planner import Plan, Written, usual
from limonade.economy.budget.sharing import ideas
from limonade.economy.household.catalogue import spending_items
from limonade.economy.household.leakage import Range
from limonade.economy.models import HouseholdBudget, WayCount
from limonade.people.models import Party
from tests.cast import Cast, lay_out_cast, sign_in

MINE = "/wijk/paasberg/mijn-huishouden/"
WAYS = "/wijk/paasberg/huishouden/maken-delen-ruilen/"
FARAH = {"adults": "2", "children": "1", "euros-groceries": "600", "euros-transport": "299,50",
         "ways-groceries": ["make"], "sharing-meals": "1", "sharing-car": "on", "hour_pay": "15"}  # fmt: skip


@pytest.fixture
def paasberg(db: None) -> Cast:
    return lay_out_cast()


def come(cast: Cast, name: str) -> Client:
    client = Client()
    sign_in(client, cast.user(name))
    return client


def neighbours(cast: Cast, count: int) -> list[Party]:
    """People without an account who take part."""
    told = {"came_through": "code", "joined_at": timezone.now(), "joined_by": cast.user("Coby")}
    return [Party.objects.create(neighbourhood=cast.paasberg, name=f"Buur {number}", **told) for number in range(count)]


def written(**ways: tuple[str, ...]) -> Written:
    return Written(2, 0, None, {}, ways, {})


def test_what_sharing_frees_is_the_sum_of_the_ideas() -> None:
    plan = Plan(Written(2, 1, 1_500, {"transport": 300}, {}, {"car": 1, "meals": 2}))
    car, meals = (ideas()[key].saves for key in ("car", "meals"))
    assert plan.saved == car.times(300 * 12 / 100).plus(meals.times(2))
    assert plan.saved.middle == 0.40 * 3_600 + 2 * 60
    assert plan.hours_saved == 2 * ideas()["meals"].hours
    assert plan.paid_hours_freed.middle == pytest.approx(plan.saved.middle / 15)


def test_an_idea_about_an_unknown_amount_says_so_and_saves_nothing_yet() -> None:
    (saving,) = Plan(Written(1, 0, None, {}, {}, {"insulation": 1})).savings
    assert saving.is_unknown
    assert saving.euros == Range(0, 0, 0)


def test_a_household_is_laid_beside_others_like_it() -> None:
    transport = next(one for one in spending_items() if one.key == "transport")
    alone, together, children = (usual(transport, Written(*who, None, {}, {}, {})) for who in ((1, 0), (2, 0), (2, 2)))
    assert alone < together < children
    assert usual(transport, Written(2, 0, None, {}, {}, {})) % 5 == 0


def test_every_idea_saves_on_something_that_can_be_filled_in() -> None:
    items = {one.key for one in spending_items()}
    for idea in ideas().values():
        assert idea.item in items
        assert idea.saves.low <= idea.saves.middle <= idea.saves.high


def test_farah_fills_in_and_only_she_sees_it(paasberg: Cast) -> None:
    farah = come(paasberg, "Farah")
    assert "per maand; er is nog niets ingevuld" not in farah.get(MINE).content.decode()
    for _twice in range(2):
        assert farah.post(MINE, FARAH).status_code == 302
    page = farah.get(MINE).content.decode()
    for told in ("€ 900", "Samen koken en eten", "Een auto delen", 'value="600"', "15,00"):
        assert told in page.replace("\xa0", " "), told
    with scope(neighbourhood=paasberg.paasberg):
        assert HouseholdBudget.objects.count() == 1
        assert not HouseholdBudget.objects.get().is_counted, "nothing leaves by itself"
    for other in ("Els", "Bram"):
        assert 'value="600"' not in come(paasberg, other).get(MINE).content.decode()
    assert "600" in farah.get(f"{MINE}bestand/").content.decode()
    farah.post(f"{MINE}weg/")
    with scope(neighbourhood=paasberg.paasberg):
        assert not HouseholdBudget.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("euros-groceries", "veel", "Schrijf een bedrag, bijvoorbeeld 210"),
        ("euros-groceries", "200000", "Dit is erg veel voor een maand."),
        ("hour_pay", "0,10", "Schrijf een bedrag zoals 14,50."),
        ("adults", "0", "1"),
        ("ways-groceries", "steal", "steal"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(paasberg: Cast, field: str, typed: str, says: str) -> None:
    answer = come(paasberg, "Farah").post(MINE, {**FARAH, "euros-leisure": "77", field: typed})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert says in page
    assert 'value="77"' in page
    with scope(neighbourhood=paasberg.paasberg):
        assert not HouseholdBudget.objects.exists()


def test_nine_households_are_not_told_and_ten_are(paasberg: Cast, client: Client) -> None:
    with scope(neighbourhood=paasberg.paasberg):
        people = neighbours(paasberg, 10)
        for one in people[:9]:
            actions.keep(one, written(groceries=("make",)), is_counted=True)
        actions.keep(people[9], written(groceries=("make",)), is_counted=False)
        assert actions.publish_counts() == 0
        actions.keep(people[9], written(groceries=("make", "share")), is_counted=True)
        assert actions.publish_counts() == 2
        told = {(one.function, one.way): one.households for one in WayCount.newest()}
    assert told == {("food", "make"): 10, ("", "all"): 10}
    assert "10 huishoudens of meer" in client.get(WAYS).content.decode()


def test_a_small_count_cannot_be_stored(paasberg: Cast) -> None:
    with scope(neighbourhood=paasberg.paasberg), pytest.raises(IntegrityError), transaction.atomic():
        WayCount.objects.create(
            neighbourhood=paasberg.paasberg, day=timezone.localdate(), function="food", way="make", tens=0
        )


def test_who_stops_taking_part_leaves_nothing_behind(paasberg: Cast) -> None:
    with scope(neighbourhood=paasberg.paasberg):
        (somebody,) = neighbours(paasberg, 1)
        actions.keep(somebody, written(), is_counted=True)
        assert actions.forget() == 0
        Party.objects.filter(pk=somebody.pk).update(left_at=timezone.now(), left_by=paasberg.user("Coby"))
        assert actions.forget() == 1


def told_now() -> dict[tuple[str, str], int]:
    return {(one.function, one.way): one.households for one in WayCount.newest()}


def groups_now() -> dict[tuple[str, str], set[int]]:
    """Who really does what."""
    functions = {one.key: one.function for one in spending_items()}
    found: dict[tuple[str, str], set[int]] = {}
    for budget in HouseholdBudget.objects.filter(is_counted=True):
        found.setdefault(("", WayCount.ALL), set()).add(budget.party_id)
        for item, ways in actions.written_of(budget).ways.items():
            for way in ways:
                found.setdefault((functions[item], way), set()).add(budget.party_id)
    return found


def a_week_goes_by(people: list[Party], chance: random.Random) -> None:
    for one in chance.sample(people, chance.randint(0, 5)):
        if chance.random() < 0.15:
            actions.throw_away(one)
            continue
        chosen = {
            item: tuple(way for way in ("make", "share", "swap") if chance.random() < 0.4)
            for item in ("groceries", "clothes", "transport")
        }
        actions.keep(one, written(**chosen), is_counted=chance.random() < 0.9)


def test_an_attacker_who_takes_all_differences_finds_no_small_group(paasberg: Cast) -> None:
    """A year of people who come, change and go; all that was ever public, subtracted from all the rest."""
    chance, start = random.Random(7), timezone.now()
    public, truth = [], []
    with scope(neighbourhood=paasberg.paasberg):
        people = neighbours(paasberg, 36)
        for week in range(60):
            with time_machine.travel(start + dt.timedelta(days=7 * week)):
                a_week_goes_by(people, chance)
                if actions.publish_counts():
                    public.append(told_now())
                    truth.append(groups_now())
    assert len(public) >= 5, "there was something to attack"
    everything = [count for told in public for count in told.values()]
    derived = {abs(one - other) for one, other in itertools.product(everything, repeat=2)} | set(everything)
    assert not {number for number in derived if 0 < number < actions.LEAST}
    for told, groups in zip(public, truth, strict=True):
        assert all(count <= len(groups[key]) < count + actions.LEAST for key, count in told.items())
        assert not {key for key, group in groups.items() if len(group) < actions.LEAST} & told.keys()
