"""What waits for somebody with a helping hand stands on the page of the helper, as long as the hand runs."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from limonade.community import steps as community
from limonade.community.models import Initiative
from limonade.notices.asked import Asked, asked_of
from limonade.people import actions, helping
from limonade.people.models import HelpingHand
from limonade.people.rules import standing_of
from tests.cast import sign_in
from tests.together.stage import Street


@pytest.fixture
def initiative(street: Street) -> Initiative:
    """For which Aisha, who has no screen, is asked along; Coby helps her."""
    made: Initiative = street.take(
        "Farah", community.NEW, "initiatief", title="Samen eten", text="Elke week.", question=None, challenge=None
    )
    street.take("Farah", community.INITIATIVE, "vraag-mee", made, party=street.party("Aisha"), text="")
    return made


def lines(street: Street, name: str, **standing: Any) -> list[Asked]:
    with street.inside():
        found = asked_of(replace(standing_of(street.party(name)), **standing))
        return [one for one in found if one.title.startswith("Voor ")]


def hand(street: Street) -> HelpingHand:
    with street.inside():
        return HelpingHand.objects.get(helper=street.party("Coby"), person=street.party("Aisha"))


def test_the_helper_sees_what_waits_until_it_is_done(street: Street, initiative: Initiative) -> None:
    (line,) = lines(street, "Coby")
    assert (line.title, line.why) == ("Voor Aisha: 1 ding", "Doe je mee? Samen eten")
    assert line.url == f"/wijk/paasberg/helpen/#hulp-{hand(street).pk}"
    with street.inside():
        actions.offer_role(street.party("Aisha"), "storyteller", by=street.here("Els").actor)
        actions.offer_role(street.party("Aisha"), "member", by=street.here("Els").actor)
    (line,) = lines(street, "Coby")
    assert line.title in ("Voor Aisha: 2 dingen", "Voor Aisha: 3 dingen")
    street.take("Coby", community.INITIATIVE, "liever-niet", initiative, helps="Aisha")
    (line,) = lines(street, "Coby")
    assert line.why.startswith("Neem je deze rol aan?")


def test_nobody_else_sees_it_and_a_helper_not_after_the_help(street: Street, initiative: Initiative) -> None:
    assert lines(street, "Bram") == []
    assert lines(street, "Coby", is_helped=True) == [], "who acts for Coby does not look on at Aisha"
    with street.inside():
        helping.stop_helping(hand(street), by=street.here("Coby").actor)
    assert lines(street, "Coby") == []


def test_the_line_leads_to_the_button_for_that_person(
    street: Street, initiative: Initiative, client: Client, django_assert_max_num_queries: Any
) -> None:
    sign_in(client, street.cast.user("Coby"))
    with django_assert_max_num_queries(30):
        page = client.get("/wijk/paasberg/vandaag/").content.decode()
    assert f"/wijk/paasberg/helpen/#hulp-{hand(street).pk}" in page
    assert f'id="hulp-{hand(street).pk}"' in client.get("/wijk/paasberg/helpen/").content.decode()
