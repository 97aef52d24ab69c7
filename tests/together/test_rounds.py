"""A round: until when, what somebody says, who closes it, and who hears of it."""

import datetime as dt

from django.test import Client

from limonade.governance.models import Proposal, Round
from limonade.governance.steps import NEW, PROPOSAL
from limonade.notices.asked import Asked, asked_of
from tests.cast import sign_in
from tests.together.stage import Street

WEEK = dt.timedelta(days=7)


def proposed(street: Street) -> Proposal:
    told = {"title": "Een bankje", "text": "Op de hoek.", "cents": 0, "review_on": street.today + 20 * WEEK}
    return street.take("Farah", NEW, "voorstel", **told)  # type: ignore[no-any-return]


def in_round(street: Street, by: str = "Farah") -> Proposal:
    return street.take(by, PROPOSAL, "open-ronde", proposed(street), until=street.today + WEEK)  # type: ignore[no-any-return]


def consent(street: Street, proposal: Proposal, *names: str) -> None:
    for name in names:
        street.take(name, PROPOSAL, "stem", proposal, says="consent", reason="")


def page_of(street: Street, proposal: Proposal, client: Client, name: str = "Ines") -> str:
    sign_in(client, street.cast.user(name))
    return client.get(f"/wijk/paasberg/besluiten/{proposal.pk}/").content.decode()


def asked(street: Street, name: str) -> dict[str, Asked]:
    """What is on somebody's own page, by its title."""
    with street.inside():
        return {str(one.title): one for one in asked_of(street.here(name).standing)}


def last_day_was(street: Street, day: dt.date | None) -> None:
    with street.inside():
        Round.objects.update(until=day)


def test_everybody_reads_until_when_they_can_speak(street: Street, client: Client) -> None:
    proposal = in_round(street)
    assert asked(street, "Ines")["Zeg of je bezwaar hebt"].due == street.today + WEEK
    told = page_of(street, proposal, client)
    assert "kan iets zeggen tot en met" in told
    assert "Nog niemand sprak." in told
    consent(street, proposal, "Bram")
    assert "Tot nu toe sprak 1 mens." in page_of(street, proposal, client)


def test_a_round_lasts_a_week_unless_somebody_says_otherwise(street: Street, client: Client) -> None:
    proposal = proposed(street)
    sign_in(client, street.cast.user("Farah"))
    address = f"/wijk/paasberg/besluiten/voorstel/{proposal.pk}/open-ronde/"
    assert str(street.today + WEEK) in client.get(address).content.decode()
    assert "al voorbij" in client.post(address, {"until": str(street.today - WEEK)}).content.decode()
    assert client.post(address, {"until": ""}).status_code == 200
    assert client.post(address, {"until": str(street.today)}).status_code == 302
    with street.inside():
        assert Round.objects.get().until == street.today


def test_a_round_of_before_has_no_last_day(street: Street, client: Client) -> None:
    proposal = in_round(street)
    last_day_was(street, None)
    assert "Zolang de ronde open is, kun je nog iets zeggen." in page_of(street, proposal, client)
    assert asked(street, "Ines")["Zeg of je bezwaar hebt"].due is None
