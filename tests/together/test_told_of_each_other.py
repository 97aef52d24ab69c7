"""Who began something hears who joined, and who asked somebody along hears of a no; both a week long."""

import datetime as dt

import time_machine
from django.utils import timezone

from limonade.community import steps as community
from limonade.community.models import Initiative
from limonade.notices.asked import asked_of
from limonade.people.rules import standing_of
from tests.together.stage import Street


def begins(street: Street) -> Initiative:
    made: Initiative = street.take(
        "Farah", community.NEW, "initiatief", title="Samen eten", text="Elke week.", question=None, challenge=None
    )
    return made


def news(street: Street, name: str) -> set[str]:
    with street.inside():
        return {one.title for one in asked_of(standing_of(street.party(name))) if one.is_news}


def test_who_began_it_hears_who_joined(street: Street) -> None:
    initiative = begins(street)
    assert not any("Samen eten" in title for title in news(street, "Farah"))
    street.take("Bram", community.INITIATIVE, "doe-mee", initiative, brings="")
    assert "Bram doet nu mee met “Samen eten”" in news(street, "Farah")
    for name in ("Coby", "Tom", "Ines"):
        street.take(name, community.INITIATIVE, "doe-mee", initiative, brings="")
    assert "Bram, Coby, Tom en nog 1 doen nu mee met “Samen eten”" in news(street, "Farah")
    for name in ("Tom", "Ines"):
        street.take(name, community.INITIATIVE, "stop-meedoen", initiative)
    assert "Bram en Coby doen nu mee met “Samen eten”" in news(street, "Farah")
    assert not any("nu mee" in title for title in news(street, "Bram"))
    with time_machine.travel(timezone.now() + dt.timedelta(days=8)):
        assert not any("nu mee" in title for title in news(street, "Farah"))


def test_who_asked_hears_of_a_no_and_not_of_a_yes(street: Street) -> None:
    initiative = begins(street)
    street.take("Bram", community.INITIATIVE, "doe-mee", initiative, brings="")
    for name in ("Ines", "Tom"):
        street.take("Bram", community.INITIATIVE, "vraag-mee", initiative, party=street.party(name), text="")
    assert not any("liever niet" in title for title in news(street, "Bram")), "nobody answered yet"
    street.take("Ines", community.INITIATIVE, "liever-niet", initiative)
    street.take("Tom", community.INITIATIVE, "doe-mee", initiative, brings="")
    no = "Ines doet liever niet mee met “Samen eten”"
    assert {title for title in news(street, "Bram") if "liever niet" in title} == {no}
    assert no not in news(street, "Farah"), "only who asked is told"
    with time_machine.travel(timezone.now() + dt.timedelta(days=8)):
        assert no not in news(street, "Bram")
    street.take("Ines", community.INITIATIVE, "doe-mee", initiative, brings="")
    assert no not in news(street, "Bram"), "she came after all"
