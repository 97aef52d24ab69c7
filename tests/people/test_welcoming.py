"""Who came lately is welcomed once, by somebody with a name, and reads it on their own page."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from limonade.notices.asked import Asked, asked_of
from limonade.people import actions
from limonade.people.errors import PeopleError
from limonade.people.models import Party, Welcome
from limonade.people.rules import standing_of
from limonade.people.welcoming import NEWCOMER_DAYS, newcomers, welcome
from tests.cast import Cast, sign_in
from tests.people.conftest import acting

HERE = "/wijk/paasberg/"
ASKED = "Heet nieuwe mensen welkom"


def line(cast: Cast, name: str, title: str) -> Asked | None:
    return next((one for one in asked_of(standing_of(cast.party(name))) if one.title == title), None)


def says(cast: Cast, who: str, whom: str, text: str = "") -> None:
    welcome(cast.party(whom), cast.party(who), text=text, by=acting(cast.party(who)))


def came_long_ago(*names: str) -> None:
    Party.objects.filter(name__in=names).update(joined_at=timezone.now() - dt.timedelta(days=NEWCOMER_DAYS + 1))


def test_the_line_names_who_still_waits_and_ends(cast: Cast) -> None:
    came_long_ago(*Party.objects.exclude(name__in=("Farah", "Karim")).values_list("name", flat=True))
    found = line(cast, "Coby", ASKED)
    assert found
    assert found.why == "2 nieuwe buren wachten nog op een welkom: Farah, Karim."
    says(cast, "Coby", "Farah")
    found = line(cast, "Bram", ASKED)
    assert found
    assert found.why == "1 nieuwe buur wacht nog op een welkom: Karim."
    says(cast, "Bram", "Karim")
    assert line(cast, "Coby", ASKED) is None
    assert line(cast, "Farah", ASKED) is None, "who has no such task is never asked"


def test_the_newcomer_reads_who_and_what_for_two_weeks(cast: Cast) -> None:
    says(cast, "Coby", "Farah", "Woensdag is er soep.")
    found = line(cast, "Farah", "Coby heet je welkom")
    assert found
    assert (found.why, found.is_news) == ("Woensdag is er soep.", True)
    with time_machine.travel(timezone.now() + dt.timedelta(days=15)):
        assert line(cast, "Farah", "Coby heet je welkom") is None


def test_nobody_is_welcomed_twice_or_by_another_in_your_name(cast: Cast) -> None:
    says(cast, "Coby", "Farah")
    with pytest.raises(PeopleError, match="al welkom"):
        says(cast, "Bram", "Farah")
    with pytest.raises(PeopleError, match="iemand zelf"):
        welcome(cast.party("Karim"), cast.party("Aisha"), text="", by=acting(cast.party("Coby"), cast.party("Aisha")))
    assert [one.welcomer.name for one in Welcome.objects.select_related("welcomer")] == ["Coby"]


def test_only_who_came_lately_on_their_own_account_is_listed(cast: Cast) -> None:
    came_long_ago("Tom")
    names = {one.name for one in newcomers(cast.party("Coby"))}
    assert "Farah" in names
    assert not {"Coby", "Tom", "Aisha", "Gemeente Arnhem"} & names


def test_the_page_has_a_button_for_who_waits(cast: Cast, client: Client, django_assert_max_num_queries: Any) -> None:
    sign_in(client, cast.user("Coby"))
    there = f"{HERE}mensen/{cast.party('Farah').pk}/welkom/"
    assert there in client.get(f"{HERE}mensen/nieuw/").content.decode()
    assert client.post(there, {"text": "Kom je ook?"}, follow=True).status_code == 200
    assert "al welkom geheten" in client.post(there, {"text": "Nog eens"}).content.decode()
    with django_assert_max_num_queries(30):
        page = client.get(f"{HERE}mensen/nieuw/").content.decode()
    assert there not in page
    assert "welkom geheten door Coby op" in " ".join(page.split())
    assert "Kom je ook?" not in page, "only the newcomer reads the words"


def test_the_words_go_when_one_of_the_two_left(cast: Cast) -> None:
    says(cast, "Coby", "Farah", "Dag Farah!")
    actions.leave(cast.party("Farah"), by=acting(cast.party("Farah")))
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        actions.forget()
    assert Welcome.objects.get().text == ""
