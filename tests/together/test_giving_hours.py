"""Hours that somebody earned go to a neighbour who does something for them, and nobody gives what they do not have."""

from typing import Any

import pytest
from django_scopes import scope

from limonade.audit.models import Act
from limonade.ledger import actions, desk
from limonade.ledger.asks import from_ledger
from limonade.ledger.chart import HOUR, HOURS_WORKED
from limonade.ledger.errors import BelowFloor, KeyUsedDifferently, LedgerError
from limonade.ledger.models import Account, Entry, Unit
from limonade.people.rules import standing_of
from limonade.steps.step import NotYours, Refused
from limonade.work.giving_steps import NEW, GiveForm, fullest
from tests.soak.at_once import all_at_once
from tests.together.stage import Street

SHED = "Voor het schilderen van mijn schuur"


@pytest.fixture
def street(db: None) -> Street:
    return earned(Street(), 500)


@pytest.fixture
def live_street(transactional_db: None) -> Street:
    return earned(Street(), 200)


def earned(street: Street, hours: int) -> Street:
    """Farah did so much for the neighbourhood."""
    with street.inside():
        by = street.here("Tom").actor
        wallet = desk.open_wallet(street.books, street.party("Farah"), Unit.objects.get(pk=HOUR), by=by)
        worked = Account.objects.get(administration=street.books, number=HOURS_WORKED)
        line = actions.Line(wallet, worked, hours)
        actions.post(street.books, key="werk", day=street.today, transfers=[line], text="Tuin", by=by)
    return street


def held(street: Street, name: str) -> int:
    with street.inside():
        account = fullest(street.party(name))
        return account.own_balance if account else 0


def give(street: Street, who: str = "Farah", **told: Any) -> Any:
    told = {"receiver": street.party("Bram"), "hours": 200, "word": SHED} | told
    return street.take(who, NEW, "geef-uren", **told)


def form(street: Street, **told: Any) -> GiveForm:
    told = {"receiver": street.party("Bram").pk, "hours": "2", "word": SHED} | told
    with street.inside():
        made = GiveForm(street.here("Farah"), street.place, told)
        made.is_valid()
    return made


def test_farah_gives_two_hours_and_bram_reads_it(street: Street) -> None:
    give(street)
    assert (held(street, "Farah"), held(street, "Bram")) == (300, 200)
    with street.inside():
        asked = list(from_ledger(standing_of(street.party("Bram"))))
    assert [(one.title.replace("\xa0", " "), one.why) for one in asked] == [
        ("Er kwam 2,00 uur bij op je rekening", f"Farah: {SHED}")
    ]


def test_it_is_booked_after_a_tick_for_exactly_this(street: Street) -> None:
    bram, els = street.party("Bram").pk, street.party("Els").pk
    first = form(street)
    assert (first.errors, first.is_seen) == ({}, False)
    assert "heb ik nog 3,00" in str(first["sure"]).replace("\xa0", " ")
    assert form(street, sure=[f"{bram}-200"]).is_seen
    assert not form(street, sure=[f"{bram}-200"], receiver=els).is_seen


def test_nobody_gives_more_than_there_is_or_to_themselves(street: Street) -> None:
    assert "hours" in form(street, hours="6").errors
    assert "receiver" in form(street, receiver=street.party("Farah").pk).errors
    with pytest.raises(BelowFloor):
        give(street, hours=501)
    with pytest.raises(Refused, match="nog geen rekening"):
        give(street, "Els")
    assert held(street, "Farah") == 500


def test_nobody_gives_the_hours_of_another(street: Street) -> None:
    with pytest.raises(NotYours):
        street.take("Coby", NEW, "geef-uren", helps="Farah", receiver=street.party("Bram"), hours=100, word=SHED)


def test_pressed_twice_it_is_one_gift_and_changed_it_is_refused(street: Street) -> None:
    for _time in range(2):
        give(street, key="same", hours=500)
    with pytest.raises(KeyUsedDifferently):
        give(street, key="same", hours=100)
    assert (held(street, "Farah"), held(street, "Bram")) == (0, 500)
    with street.inside():
        assert Act.objects.filter(act="work.hours_given").count() == 1


def test_what_was_given_can_be_given_on_and_is_turned_back_as_any_entry(street: Street) -> None:
    given = give(street)
    give(street, "Bram", receiver=street.party("Els"), hours=50)
    with street.inside(), pytest.raises(BelowFloor):
        actions.reverse(given, key="terug", day=street.today, by=street.here("Tom").actor, why="Verkeerde Bram")
    give(street, "Els", receiver=street.party("Bram"), hours=50)
    with street.inside():
        actions.reverse(given, key="terug", day=street.today, by=street.here("Tom").actor, why="Verkeerde Bram")
    assert (held(street, "Farah"), held(street, "Bram")) == (500, 0)


def test_the_same_hours_are_given_once_by_two_at_once(live_street: Street) -> None:
    street = live_street
    receivers = [street.party(name) for name in ("Bram", "Els", "Coby", "Tom")]
    farah = street.here("Farah")

    def work(place: int) -> Any:
        with scope(neighbourhood=street.place):
            told = {"receiver": receivers[place], "hours": 200, "word": SHED, "key": f"g{place}"}
            try:
                return NEW["geef-uren"].take(farah, street.place, **told)
            except (LedgerError, Refused) as refused:
                return refused

    results = all_at_once(len(receivers), work)
    assert sum(isinstance(one, Entry) for one in results) == 1
    assert held(street, "Farah") == 0
