"""Somebody without e-mail has a helping hand: with their yes, with both names, until they say stop."""

import pytest
from django.db import IntegrityError, transaction

from limonade.audit.queries import acts
from limonade.people import actions, helping, joining
from limonade.people.actions import Contact
from limonade.people.errors import PeopleError
from limonade.people.models import HelpingHand, JoinCode, Party
from limonade.people.rules import helps
from tests.cast import Cast
from tests.people.conftest import acting


def let_in(cast: Cast, text: str = "", agreed: str = "aan tafel") -> HelpingHand:
    coby = cast.party("Coby")
    return helping.let_in(
        coby, name="Mien", contact=Contact(address="Dorpsplein 1"), agreed=agreed, text=text, by=acting(coby)
    )


def test_a_neighbour_without_email_comes_in_with_a_helping_hand(cast: Cast) -> None:
    hand = let_in(cast)
    assert (hand.person.user, hand.helper.name, len(hand.stop_code)) == (None, "Coby", 8)
    assert hand.person.came_through == "builder"


def test_the_code_of_her_letter_counts_and_a_wrong_one_lets_nobody_in(cast: Cast) -> None:
    by = acting(cast.party("Coby"))
    (code,) = joining.make_codes(cast.paasberg, kind=JoinCode.LETTER, batch="x", number=1, days=9, by=by)
    assert let_in(cast, code.code).person.came_through == "code"
    with pytest.raises(PeopleError, match="werkt niet"):
        let_in(cast, "XXXX-2222")
    assert Party.objects.filter(name="Mien").count() == 1


def test_without_her_yes_there_is_no_help(cast: Cast) -> None:
    with pytest.raises(PeopleError, match="ja heeft gezegd"):
        let_in(cast, agreed="  ")
    assert not Party.objects.filter(name="Mien").exists()


def test_the_log_names_both(cast: Cast) -> None:
    coby, aisha = cast.party("Coby"), cast.party("Aisha")
    actions.change_details(aisha, name="Aisha", phone="026", address="", by=acting(coby, aisha))
    act = acts(cast.paasberg)[0]
    assert (act.act, act.acting_party, act.for_party) == ("people.details_changed", coby.pk, aisha.pk)


def test_the_paper_code_stops_it_at_once_and_only_once(cast: Cast) -> None:
    aisha, coby = cast.party("Aisha"), cast.party("Coby")
    hand = HelpingHand.objects.get(person=aisha)
    spaced = f"{hand.stop_code[:4]} {hand.stop_code[4:]}"
    assert helping.stop_with_code(spaced, by=acting(cast.party("Farah"))).pk == hand.pk
    assert not helps(coby, aisha)
    with pytest.raises(PeopleError, match="was al gestopt, op"):
        helping.stop_with_code(hand.stop_code, by=acting(cast.party("Farah")))


def test_who_was_stopped_on_paper_does_not_begin_again_alone(cast: Cast) -> None:
    aisha, coby, bram = cast.party("Aisha"), cast.party("Coby"), cast.party("Bram")
    old = HelpingHand.objects.get(person=aisha)
    helping.stop_with_code(old.stop_code, by=acting(cast.party("Farah")))
    with pytest.raises(PeopleError, match="Vraag iemand anders"):
        helping.start_helping(aisha, coby, bond=HelpingHand.BUILDER, agreed="toch wel", by=acting(coby))
    helping.start_helping(aisha, coby, bond=HelpingHand.BUILDER, agreed="Bram vroeg het zelf", by=acting(bram))
    with pytest.raises(PeopleError, match="vraag om het nieuwe papier"):
        helping.stop_with_code(old.stop_code, by=acting(cast.party("Farah")))
    told = [act.act for act in acts(cast.paasberg, party_id=aisha.pk)]
    assert told[:2] == ["people.help_started", "people.help_stopped"], "both stand on her paper"


@pytest.mark.parametrize("text", ["", "12345678", "x" * 3000, "１２３４５６７８", "' OR 1=1"])
def test_another_code_stops_nothing(cast: Cast, text: str) -> None:
    with pytest.raises(PeopleError):
        helping.stop_with_code(text, by=acting(cast.party("Farah")))
    assert helps(cast.party("Coby"), cast.party("Aisha"))


def test_she_may_have_two_helpers_but_not_one_twice(cast: Cast) -> None:
    aisha, farah, coby = cast.party("Aisha"), cast.party("Farah"), cast.party("Coby")
    helping.start_helping(aisha, farah, bond=HelpingHand.RELATIVE, agreed="dochter", by=acting(coby))
    with pytest.raises(PeopleError, match="helpt Aisha al"):
        helping.start_helping(aisha, farah, bond=HelpingHand.RELATIVE, agreed="dochter", by=acting(coby))


def test_nobody_helps_themselves_or_without_an_account(cast: Cast) -> None:
    aisha, farah, coby = cast.party("Aisha"), cast.party("Farah"), cast.party("Coby")
    with pytest.raises(PeopleError, match="zelf een account"):
        helping.start_helping(farah, aisha, bond=HelpingHand.RELATIVE, agreed="ja", by=acting(coby))
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpingHand.objects.filter(person=aisha).update(helper=aisha)


def test_a_helper_helps_at_most_forty(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(helping, "MOST_HELPED", 1)
    with pytest.raises(PeopleError, match="Vraag een ander"):
        let_in(cast)


def test_acting_for_somebody_one_does_not_let_others_in(cast: Cast) -> None:
    coby, aisha = cast.party("Coby"), cast.party("Aisha")
    with pytest.raises(PeopleError, match="niet via een helpende hand"):
        helping.let_in(coby, name="X", contact=Contact(), agreed="ja", by=acting(coby, aisha))
