"""A round: until when, what somebody says, who closes it, and who hears of it."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from limonade.governance.models import Proposal, Round, Voice
from limonade.governance.round_steps import OtherVoiceForm
from limonade.governance.steps import NEW, PROPOSAL
from limonade.notices.asked import Asked, asked_of
from limonade.steps.step import Refused
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


def test_who_changes_their_mind_says_something_else(street: Street, client: Client) -> None:
    proposal = in_round(street)
    with pytest.raises(Refused, match="nog niets gezegd"):
        street.take("Tom", PROPOSAL, "stem-anders", proposal, says="consent", reason="")
    consent(street, proposal, "Bram", "Ines")
    street.take("Tom", PROPOSAL, "stem", proposal, says="objection", reason="Het bankje staat in de weg.")
    with pytest.raises(Refused, match="al iets gezegd"):
        consent(street, proposal, "Tom")
    sign_in(client, street.cast.user("Tom"))
    address = f"/wijk/paasberg/besluiten/voorstel/{proposal.pk}/stem-anders/"
    assert "Het bankje staat in de weg." in client.get(address).content.decode()
    assert client.post(address, {"says": "consent", "reason": ""}).status_code == 302
    assert "Zeg of je bezwaar hebt" not in asked(street, "Tom")
    told = page_of(street, proposal, client)
    assert "Tot nu toe spraken 3 mensen." in told
    assert "Het bankje staat in de weg." not in told
    decided = street.take("Farah", PROPOSAL, "sluit-ronde", proposal)
    assert decided.adopted_at
    with street.inside():
        assert Voice.objects.get(maker__name="Tom", ended_at__isnull=False).reason, "nothing that was said is lost"
    with pytest.raises(Refused, match="al aangenomen"):
        street.take("Tom", PROPOSAL, "stem-anders", proposal, says="objection", reason="Toch niet.")


def test_a_click_that_comes_again_changes_nothing(street: Street) -> None:
    proposal = in_round(street)
    consent(street, proposal, "Tom")
    told: dict[str, str] = {"says": "objection", "reason": "Te duur."}
    street.take("Tom", PROPOSAL, "stem-anders", proposal, key="een", **told)
    street.take("Tom", PROPOSAL, "stem-anders", proposal, key="twee", says="consent", reason="")
    street.take("Tom", PROPOSAL, "stem-anders", proposal, key="een", **told)
    with street.inside():
        assert Voice.objects.get(ended_at=None).says == Voice.CONSENT
        assert Voice.objects.count() == 3


def test_who_changes_it_twice_is_one_voice_of_three(street: Street) -> None:
    proposal = in_round(street)
    consent(street, proposal, "Bram", "Tom")
    street.take("Tom", PROPOSAL, "stem-anders", proposal, says="consent", reason="")
    with pytest.raises(Refused, match="minstens 3"):
        street.take("Farah", PROPOSAL, "sluit-ronde", proposal)
    with street.inside(), pytest.raises(IntegrityError), transaction.atomic():
        Voice.objects.update(ended_at=None, ended_by=None)


def test_a_round_is_closed_by_who_wrote_the_proposal_or_opened_the_round(street: Street, client: Client) -> None:
    proposal = in_round(street, by="Coby")
    consent(street, proposal, "Bram", "Ines", "Tom")
    with pytest.raises(Refused, match="Farah of Coby sluit deze ronde"):
        street.take("Tom", PROPOSAL, "sluit-ronde", proposal)
    with pytest.raises(Refused, match="mag jij het ook"):
        street.take("Bram", PROPOSAL, "sluit-ronde", proposal)
    sign_in(client, street.cast.user("Coby"))
    told = client.get(f"/wijk/paasberg/besluiten/voorstel/{proposal.pk}/sluit-ronde/").content.decode()
    assert "Sluit je nu, dan kan niemand daarna nog iets zeggen." in told
    assert street.take("Farah", PROPOSAL, "sluit-ronde", proposal).adopted_at


@pytest.mark.parametrize("last_day", [-1, None])
def test_after_the_last_day_who_guides_may_close_it(street: Street, last_day: int | None) -> None:
    """And a round of before, which has no last day."""
    proposal = in_round(street)
    consent(street, proposal, "Ines", "Tom")
    last_day_was(street, None if last_day is None else street.today + dt.timedelta(days=last_day))
    with pytest.raises(Refused, match="minstens 3"):
        street.take("Bram", PROPOSAL, "sluit-ronde", proposal)
    consent(street, proposal, "Bram")
    with pytest.raises(Refused, match="wie rondes begeleidt"):
        street.take("Tom", PROPOSAL, "sluit-ronde", proposal)
    assert street.take("Bram", PROPOSAL, "sluit-ronde", proposal).adopted_at


def test_nobody_takes_the_proposal_of_another_out_of_its_round(street: Street) -> None:
    proposal = in_round(street)
    with pytest.raises(Refused, match="alleen Farah"):
        street.take("Bram", PROPOSAL, "leg-weg", proposal, why="Niet nu")
    with pytest.raises(Refused, match="mag het wegleggen"):
        street.take("Tom", PROPOSAL, "leg-weg", proposal, why="Niet nu")
    assert street.take("Farah", PROPOSAL, "leg-weg", proposal, why="Toch niet").parked_at
    assert "Zeg of je bezwaar hebt" not in asked(street, "Ines")
    assert "Je voorstel is weggelegd" not in asked(street, "Farah")
    with street.inside():
        assert Round.objects.get().get_outcome_display() == "het voorstel is weggelegd"


def test_who_made_it_hears_that_another_put_it_away(street: Street) -> None:
    proposal = proposed(street)
    street.take("Bram", PROPOSAL, "leg-weg", proposal, why="Er staat er al een.")
    news = asked(street, "Farah")["Je voorstel is weggelegd"]
    assert news.is_news
    assert news.why == "Een bankje. Door Bram: “Er staat er al een.”"
    with street.inside():
        Proposal.objects.update(parked_at=timezone.now() - dt.timedelta(days=15))
    assert "Je voorstel is weggelegd" not in asked(street, "Farah")


def test_who_made_it_hears_that_another_closed_the_round(street: Street) -> None:
    proposal = in_round(street, by="Coby")
    consent(street, proposal, "Bram", "Ines", "Tom")
    street.take("Coby", PROPOSAL, "sluit-ronde", proposal)
    assert asked(street, "Farah")["Je voorstel is aangenomen"].why == "Een bankje. Coby sloot de ronde, zonder bezwaar."


def test_who_made_it_reads_the_objection_with_which_the_round_was_closed(street: Street) -> None:
    proposal = in_round(street, by="Coby")
    consent(street, proposal, "Bram", "Ines")
    street.take("Tom", PROPOSAL, "stem", proposal, says="objection", reason="Het staat in de weg.")
    street.take("Coby", PROPOSAL, "sluit-ronde", proposal)
    told = asked(street, "Farah")["Maak je voorstel beter"].why
    assert told == (
        "Een bankje. Coby sloot de ronde. Er was een bezwaar: “Het staat in de weg.” Schrijf een nieuwe versie."
    )


def test_who_wrote_it_hears_an_objection_at_once(street: Street) -> None:
    proposal = in_round(street, by="Coby")
    street.take("Tom", PROPOSAL, "stem", proposal, says="objection", reason="Het staat in de weg.")
    objection = "Lees het bezwaar tegen je voorstel"
    assert asked(street, "Farah")[objection].why == "Een bankje. “Het staat in de weg.”"
    assert objection not in asked(street, "Coby")
    street.take("Tom", PROPOSAL, "stem-anders", proposal, says="consent", reason="")
    assert objection not in asked(street, "Farah")


def test_who_may_close_it_hears_when_the_last_day_has_gone(street: Street) -> None:
    proposal = in_round(street, by="Coby")
    consent(street, proposal, "Bram", "Tom")
    yesterday = street.today - dt.timedelta(days=1)
    last_day_was(street, yesterday)
    assert "Sluit de ronde" not in asked(street, "Farah"), "two voices are too few"
    consent(street, proposal, "Ines")
    last_day_was(street, street.today)
    assert "Sluit de ronde" not in asked(street, "Farah"), "there is still a day"
    last_day_was(street, yesterday)
    for name in ("Farah", "Coby"):
        assert asked(street, name)["Sluit de ronde"].why == "Een bankje. 3 mensen spraken, niemand had bezwaar."
    street.take("Tom", PROPOSAL, "stem-anders", proposal, says="objection", reason="Toch in de weg.")
    assert asked(street, "Coby")["Sluit de ronde"].why == "Een bankje. 3 mensen spraken, en er is bezwaar."
    street.take("Coby", PROPOSAL, "sluit-ronde", proposal)
    assert "Sluit de ronde" not in asked(street, "Coby")


def test_who_lets_go_of_an_objection_lets_go_of_its_reason(street: Street) -> None:
    proposal = in_round(street)
    street.take("Farah", PROPOSAL, "stem", proposal, says="objection", reason="Te smal.")
    with street.inside():
        form = OtherVoiceForm(street.here("Farah"), proposal, {"says": "consent", "reason": "Te smal."})
        assert form.is_valid()
        assert form.told()["reason"] == ""
