"""A portion that is left over: who cooks and who comes can find each other, and what is past is past."""

import datetime as dt

import pytest
from django.utils import timezone

from limonade.people.rules import standing_of
from limonade.steps.step import Refused
from limonade.work import queries
from limonade.work.asks import from_work
from limonade.work.models import Portion
from limonade.work.table_steps import NEW, PORTION, PortionForm
from tests.together.stage import Street

pytestmark = pytest.mark.django_db
DOOR = "Bergstraat 9, bel twee keer"


@pytest.fixture
def street() -> Street:
    return Street()


def soup(street: Street, **told: object) -> Portion:
    day = street.today + dt.timedelta(days=1)
    told = {"what": "Soep", "diet": "", "count": 1, "day": day, "at": "zes uur", "where": DOOR, "brings": False} | told
    made: Portion = street.take("Farah", NEW, "portie", **told)
    return made


def today(street: Street, name: str) -> str:
    with street.inside():
        return " / ".join(f"{one.title}: {one.why}" for one in from_work(standing_of(street.party(name))))


def test_both_know_who_comes_and_where(street: Street) -> None:
    portion = soup(street)
    street.take("Bram", PORTION, "voor-mij", portion, word="Ik kom om zes uur")
    assert "Bram: “Ik kom om zes uur”" in today(street, "Farah")
    assert f"zes uur. {DOOR}" in today(street, "Bram")


def test_a_portion_given_back_is_for_another_and_the_cook_knows(street: Street) -> None:
    portion = soup(street)
    street.take("Bram", PORTION, "voor-mij", portion)
    with pytest.raises(Refused):
        street.take("Els", PORTION, "voor-mij", portion)
    street.take("Bram", PORTION, "toch-niet", portion)
    street.take("Els", PORTION, "voor-mij", portion)
    assert "Wie een portie wil: Soep: Els · Bram toch niet" in today(street, "Farah")


def test_who_counted_on_it_reads_that_it_was_withdrawn(street: Street) -> None:
    portion = soup(street)
    street.take("Bram", PORTION, "voor-mij", portion)
    street.take("Farah", PORTION, "trek-in", portion)
    assert "Je portie gaat niet door: Farah trok het in: Soep." in today(street, "Bram")


def test_after_its_hour_nobody_takes_gives_back_or_reads_it(street: Street) -> None:
    portion = soup(street, count=3)
    street.take("Bram", PORTION, "voor-mij", portion)
    with street.inside():
        Portion.objects.update(day=timezone.localdate(), until=dt.time(0, 0))
    for name, step in (("Els", "voor-mij"), ("Bram", "toch-niet"), ("Farah", "trek-in")):
        with pytest.raises(Refused, match="voorbij"):
            street.take(name, PORTION, step, portion)
    assert "Soep" not in today(street, "Bram") + today(street, "Farah")
    with street.inside():
        assert not Portion.objects.get().is_offered


def test_an_hour_that_is_past_is_not_offered(street: Street) -> None:
    told = {"what": "Soep", "count": 1, "day": street.today, "at": "net", "until": "00:00"}
    with street.inside():
        form = PortionForm(street.here("Farah"), street.place, told)
        assert "until" in form.errors
        assert queries.portions() == []
