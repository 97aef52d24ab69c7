"""A role is offered, accepted by the person, for a term; nobody decides about what is theirs."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from limonade.audit.queries import acts
from limonade.people import actions, helping, joining
from limonade.people.actions import Contact
from limonade.people.errors import PeopleError
from limonade.people.models import HelpingHand, Party, RoleGrant
from limonade.people.queries import holders, role_lines, who_may
from limonade.people.roles import ROLES, May
from limonade.people.rules import standing_of
from tests.cast import Cast
from tests.people.conftest import acting


def test_a_role_counts_once_the_person_says_yes(cast: Cast) -> None:
    farah, els = cast.party("Farah"), cast.party("Els")
    grant = actions.offer_role(farah, "storyteller", by=acting(els))
    assert standing_of(farah).roles == frozenset()
    actions.accept_role(grant, by=acting(farah))
    assert standing_of(farah).roles == {"storyteller"}
    assert [act.act for act in acts(cast.paasberg)[:2]] == ["people.role_accepted", "people.role_offered"]


def test_nobody_accepts_for_somebody_else(cast: Cast) -> None:
    grant = actions.offer_role(cast.party("Farah"), "storyteller", by=acting(cast.party("Els")))
    with pytest.raises(PeopleError, match="Alleen iemand zelf"):
        actions.accept_role(grant, by=acting(cast.party("Els")))


def test_nobody_gives_a_role_to_themselves_or_to_who_they_help(cast: Cast) -> None:
    els, aisha = cast.party("Els"), cast.party("Aisha")
    with pytest.raises(PeopleError, match="over jezelf"):
        actions.offer_role(els, "treasurer", by=acting(els))
    helping.start_helping(aisha, els, bond=HelpingHand.RELATIVE, agreed="samen", by=acting(els))
    with pytest.raises(PeopleError, match="iemand die je helpt"):
        actions.offer_role(aisha, "member", by=acting(els))


def test_a_helper_accepts_no_role_with_power_and_none_that_they_offered_themselves(cast: Cast) -> None:
    coby, aisha, els = cast.party("Coby"), cast.party("Aisha"), cast.party("Els")
    member = actions.offer_role(aisha, "member", by=acting(els))
    actions.accept_role(member, by=acting(coby, aisha))
    assert standing_of(aisha).roles == {"member"}
    with pytest.raises(PeopleError, match="eigen account"):
        actions.offer_role(aisha, "treasurer", by=acting(els))
    with pytest.raises(PeopleError, match="niet via een helpende hand"):
        actions.offer_role(cast.party("Farah"), "member", by=acting(coby, aisha))


def test_who_checks_the_treasurer_is_not_the_treasurer(cast: Cast) -> None:
    with pytest.raises(PeopleError, match="gaan niet samen"):
        actions.offer_role(cast.party("Tom"), "audit_committee", by=acting(cast.party("Els")))


def test_two_offers_that_clash_are_found_when_the_second_is_accepted(cast: Cast) -> None:
    farah, els = cast.party("Farah"), cast.party("Els")
    first, second = (actions.offer_role(farah, role, by=acting(els)) for role in ("treasurer", "audit_committee"))
    actions.accept_role(first, by=acting(farah))
    with pytest.raises(PeopleError, match="gaan niet samen"):
        actions.accept_role(second, by=acting(farah))


def test_a_partner_acts_for_an_organisation_and_nobody_else_does(cast: Cast) -> None:
    farah, els = cast.party("Farah"), cast.party("Els")
    with pytest.raises(PeopleError, match="hoort bij een organisatie"):
        actions.offer_role(farah, "partner", by=acting(els))
    with pytest.raises(PeopleError, match="hoort bij een organisatie"):
        actions.offer_role(farah, "member", by=acting(els), organisation=cast.party("Gemeente Arnhem"))
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.filter(role="partner").update(organisation=None)


def test_a_role_ends_with_its_term(cast: Cast) -> None:
    karim = cast.party("Karim")
    grant = RoleGrant.objects.get(party=karim)
    assert grant.until is not None
    after = timezone.make_aware(dt.datetime.combine(grant.until + dt.timedelta(days=1), dt.time(12)))
    with time_machine.travel(after, tick=False):
        assert standing_of(karim).roles == frozenset()
        assert next(line for line in role_lines() if line.grant.party == karim).is_over
        again = actions.offer_role(karim, "audit_committee", by=acting(cast.party("Els")))
        actions.accept_role(again, by=acting(karim))
        assert standing_of(karim).roles == {"audit_committee"}


def test_the_yearly_look_shows_what_needs_it_first(cast: Cast) -> None:
    tom = RoleGrant.objects.get(party=cast.party("Tom"), role="treasurer")
    assert tom.accepted_at is not None
    RoleGrant.objects.filter(pk=tom.pk).update(accepted_at=tom.accepted_at - dt.timedelta(days=366))
    first = role_lines()[0]
    assert (first.grant.pk, first.review_due) == (tom.pk, True)
    actions.renew_role(first.grant, by=acting(cast.party("Els")))
    assert not any(line.review_due for line in role_lines())


def test_losing_a_role_closes_the_door_everywhere(cast: Cast) -> None:
    bram = cast.party("Bram")
    before = cast.user("Bram").session_epoch
    actions.end_role(RoleGrant.objects.get(party=bram), by=acting(cast.party("Els")))
    assert cast.user("Bram").session_epoch == before + 1
    assert standing_of(bram).may == frozenset()


def test_laying_down_a_role_keeps_you_in(cast: Cast) -> None:
    vera = cast.party("Vera")
    actions.end_role(RoleGrant.objects.get(party=vera), by=acting(vera))
    assert cast.user("Vera").session_epoch == 0


def test_a_role_is_asked_once(cast: Cast) -> None:
    farah, els = cast.party("Farah"), cast.party("Els")
    actions.offer_role(farah, "member", by=acting(els))
    with pytest.raises(PeopleError, match="al voor gevraagd"):
        actions.offer_role(farah, "member", by=acting(els))


def test_who_left_gets_no_role(cast: Cast) -> None:
    farah = cast.party("Farah")
    actions.leave(farah, by=acting(farah))
    with pytest.raises(PeopleError, match="doet niet meer mee"):
        actions.offer_role(farah, "member", by=acting(cast.party("Els")))


def test_leaving_ends_all_at_once_and_the_name_goes_after_a_month(cast: Cast) -> None:
    coby = cast.party("Coby")
    Party.objects.filter(pk=coby.pk).update(phone="026 123 45 67")
    actions.leave(cast.party("Coby"), by=acting(coby))
    gone = Party.objects.get(pk=coby.pk)
    assert (gone.phone, gone.address, gone.is_here) == ("", "", False)
    assert not RoleGrant.objects.filter(party=gone, ended_at=None).exists()
    assert not HelpingHand.objects.filter(helper=gone, ended_at=None).exists()
    assert actions.forget() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        assert actions.forget() == 1
        assert actions.forget() == 0
    gone.refresh_from_db()
    assert (gone.name, gone.user) == ("Oud-deelnemer", None)


def test_who_comes_back_is_the_same_party(cast: Cast) -> None:
    farah, user = cast.party("Farah"), cast.user("Farah")
    actions.leave(farah, by=acting(farah))
    back = actions.add_person(
        cast.paasberg, name="Farah", by=acting(farah), through="code", user=user, contact=Contact(phone="06")
    )
    assert (back.pk, back.is_here, back.phone) == (farah.pk, True, "06")


def test_the_database_knows_a_person_from_an_organisation(cast: Cast) -> None:
    for change in ({"sort": "company"}, {"kvk": "12345678"}, {"rsin": "111222333"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Party.objects.filter(name="Farah").update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.filter(name="Gemeente Arnhem").update(user=cast.user("Farah"))


def test_every_role_with_power_asks_for_a_safe_sign_in() -> None:
    weak = {key for key, role in ROLES.items() if not role.needs_strong}
    assert weak == {"member", "information_gatherer", "storyteller", "partner"}


def test_it_can_be_asked_who_has_a_role_or_may_do_something(cast: Cast) -> None:
    assert [party.name for party in holders("treasurer")] == ["Tom"]
    assert [party.name for party in who_may(May.ADD_PEOPLE)] == ["Bram", "Coby"]


def test_the_last_of_the_board_stays_until_there_is_another(cast: Cast) -> None:
    els, farah = cast.party("Els"), cast.party("Farah")
    seat = RoleGrant.objects.get(party=els, role="board", ended_at=None)
    with pytest.raises(PeopleError, match="laatste bestuurslid"):
        actions.end_role(seat, by=acting(els))
    actions.accept_role(actions.offer_role(farah, "board", by=acting(els)), by=acting(farah))
    actions.end_role(seat, by=acting(els))
    assert [party.name for party in holders("board")] == ["Farah"]


def test_a_neighbourhood_that_lost_its_board_gets_one_from_an_operator(cast: Cast) -> None:
    els, bram = cast.party("Els"), cast.party("Bram")
    actions.leave(els, by=acting(els))
    assert holders("board") == []
    assert joining.begin(cast.paasberg, cast.user("Bram"), name="Bram", by=acting(bram)) == bram
    assert [party.name for party in holders("board")] == ["Bram"]
