"""What is asked of each of the cast, and the short mail that says the same."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from limonade.notices.actions import STOP_DAYS, choose_rhythm, send_digests, stop_token
from limonade.notices.asked import asked_of
from limonade.notices.models import Digest
from limonade.people import actions, helping
from limonade.people.models import HelpingHand, ProfileSupport
from limonade.people.rules import standing_of
from tests.cast import Cast, lay_out_cast
from tests.people.conftest import acting

SITE = "https://wijk.example"


@pytest.fixture
def cast(db: None) -> Cast:
    return lay_out_cast()


def titles(cast: Cast, name: str) -> list[str]:
    party = cast.party(name)
    with scope(neighbourhood=party.neighbourhood):
        return [one.title for one in asked_of(standing_of(party))]


def test_every_role_is_asked_something_of_its_own(cast: Cast) -> None:
    assert titles(cast, "Coby") == [
        "Zet een passkey aan",
        "Heet nieuwe mensen welkom",
        "Sta je achter het profiel van de wijk?",
    ]
    tom = ["Zet een passkey aan", "Sta je achter het profiel van de wijk?", "Open de boeken van de wijk"]
    assert sorted(titles(cast, "Tom")) == sorted(tom)
    assert titles(cast, "Farah") == []
    assert titles(cast, "Dirk") == [
        "Zet een passkey aan",
        "Zoek iemand voor de rol penningmeester",
        "Zoek iemand voor de rol kascommissie",
        "Vertel wat voor wijk dit is",
    ]


def test_an_offered_role_is_asked_until_it_is_answered(cast: Cast) -> None:
    farah, els = cast.party("Farah"), cast.party("Els")
    with scope(neighbourhood=cast.paasberg):
        grant = actions.offer_role(farah, "storyteller", by=acting(els))
        assert titles(cast, "Farah") == ["Wil je verhalenverteller zijn?"]
        actions.end_role(grant, by=acting(farah))
    assert titles(cast, "Farah") == []


def test_a_bank_account_is_asked_of_the_board_and_not_of_who_proposed_it(cast: Cast) -> None:
    with scope(neighbourhood=cast.paasberg):
        tom = acting(cast.party("Tom"))
        actions.propose_bank_account(cast.paasberg, holder="S", iban="NL91ABNA0417164300", by=tom)
    assert "Kijk een nieuwe bankrekening na" in titles(cast, "Els")
    assert "Kijk een nieuwe bankrekening na" not in titles(cast, "Tom")


def test_roles_that_end_soon_are_asked_of_the_board(cast: Cast) -> None:
    assert "Kijk de rollen na" not in titles(cast, "Els")
    with time_machine.travel(timezone.now() + dt.timedelta(days=350), tick=False):
        assert "Kijk de rollen na" in titles(cast, "Els")


def sent_to(name: str) -> list[mail.EmailMessage]:
    return [one for one in mail.outbox if one.to == [f"{name.lower()}@limonade.example"]]


def test_the_mail_says_what_the_page_says_and_is_never_empty(cast: Cast) -> None:
    assert send_digests(SITE) == len(mail.outbox) > 5
    (message,) = sent_to("Coby")
    assert message.subject == "Paasberg: Zet een passkey aan"
    for title in titles(cast, "Coby"):
        assert f"- {title}" in message.body
    assert f"{SITE}/wijk/paasberg/vandaag/" in message.body
    assert sent_to("Farah") == [], "nothing is asked of Farah, so she gets no mail"


def test_once_a_week_unless_somebody_wants_it_otherwise(cast: Cast) -> None:
    today = timezone.localdate()
    with scope(neighbourhood=cast.paasberg):
        choose_rhythm(cast.party("Tom"), Digest.DAILY)
        choose_rhythm(cast.party("Coby"), Digest.NEVER)
    for days in range(7):
        send_digests(SITE, today + dt.timedelta(days=days))
        send_digests(SITE, today + dt.timedelta(days=days))
    assert [len(sent_to(name)) for name in ("Tom", "Bram", "Els", "Coby")] == [7, 1, 1, 0]


def test_the_stop_link_asks_first_and_then_stops(cast: Cast, client: Client) -> None:
    coby = cast.party("Coby")
    address = f"/mailtje/stop/{stop_token(coby)}/"
    assert "Stop de mailtjes" in client.get(address).content.decode()
    send_digests(SITE)
    assert len(sent_to("Coby")) == 1, "reading the page stops nothing"
    assert sent_to("Coby")[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Gestopt" in Client(enforce_csrf_checks=True).post(address).content.decode()
    with scope(neighbourhood=cast.paasberg):
        assert Digest.objects.get(party=coby).rhythm == Digest.NEVER


def test_the_stop_link_dies(cast: Cast, client: Client) -> None:
    farah = cast.party("Farah")
    address = f"/mailtje/stop/{stop_token(farah)}/"
    assert client.get(address).status_code == 200
    with time_machine.travel(timezone.now() + dt.timedelta(days=STOP_DAYS + 1)):
        assert client.get(address).status_code == 404
    assert client.get(address.replace("/stop/", "/stop/x")).status_code == 404
    with scope(neighbourhood=cast.paasberg):
        actions.leave(farah, by=acting(farah))
    assert client.get(address).status_code == 404


def test_support_of_the_profile_is_asked_until_it_is_given(cast: Cast) -> None:
    with scope(neighbourhood=cast.paasberg):
        coby = cast.party("Coby")
        profile = ProfileSupport.objects.select_related("profile").first()
        assert profile
        actions.stand_behind(profile.profile, coby, by=acting(coby), stands=True)
        actions.stand_behind(profile.profile, coby, by=acting(coby), stands=True)
        assert ProfileSupport.objects.filter(party=coby).count() == 1
    assert "Sta je achter het profiel van de wijk?" not in titles(cast, "Coby")


def test_a_mail_server_that_refuses_one_mail_stops_no_other_and_is_asked_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = mail.EmailMultiAlternatives.send

    def refuses_coby(message: mail.EmailMultiAlternatives, fail_silently: bool = False) -> int:
        if message.to == ["coby@limonade.example"]:
            raise ConnectionError
        return real(message)

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", refuses_coby)
    send_digests(SITE)
    assert (len(sent_to("Coby")), len(sent_to("Tom"))) == (0, 1)
    monkeypatch.undo()
    send_digests(SITE)
    assert (len(sent_to("Coby")), len(sent_to("Tom"))) == (1, 1)


def test_a_helper_hears_that_the_help_was_stopped_on_paper(cast: Cast) -> None:
    with scope(neighbourhood=cast.paasberg):
        hand = HelpingHand.objects.get(helper=cast.party("Coby"))
        helping.stop_with_code(hand.stop_code, by=acting(cast.party("Farah")))
    assert "De hulp aan Aisha is gestopt" in titles(cast, "Coby")
    with time_machine.travel(timezone.now() + dt.timedelta(days=15)):
        assert "De hulp aan Aisha is gestopt" not in titles(cast, "Coby")
