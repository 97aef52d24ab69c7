"""What somebody may is looked at anew at every request: an open session is worth no more than today's roles."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from limonade.accounts.models import User
from limonade.people import actions
from limonade.people.access import session_key
from limonade.people.models import HelpingHand, Party, RoleGrant
from tests.access.doors import MATRIX
from tests.access.knock import LOOK, METHODS, WRITE, address, fingerprint
from tests.access.matrix import Outcome
from tests.access.stage import Stage, Whose, actor, give
from tests.access.who import EVERYBODY, Who
from tests.cast import sign_in

pytestmark = pytest.mark.django_db


def at(stage: Stage, name: str, *parts: object) -> str:
    return reverse(name, args=[stage.place.slug, *parts])


def status(client: Client, way: str) -> int:
    return int(client.get(way).status_code)


def grant_of(stage: Stage, name: str, role: str) -> RoleGrant:
    with scope(neighbourhood=stage.place):
        return RoleGrant.objects.get(party__name=name, role=role, ended_at=None)


@pytest.mark.parametrize(
    ("who", "name", "role", "page"),
    [
        (Who.TREASURER, "Tom", "treasurer", "treasury"),
        (Who.WIJKONDERNEMER, "Bram", "wijkondernemer", "people"),
        (Who.COMMUNITY_BUILDER, "Coby", "community_builder", "codes"),
        (Who.AUDIT_COMMITTEE, "Karim", "audit_committee", "web:log"),
    ],
)
def test_a_role_that_the_board_takes_away_ends_the_open_session(
    stage: Stage, who: Who, name: str, role: str, page: str
) -> None:
    theirs, board = stage.client(who), stage.client(Who.BOARD)
    assert status(theirs, at(stage, page)) == 200
    way = at(stage, "end_role", grant_of(stage, name, role).pk)
    assert board.post(way, {"besluit": "stop"}).status_code == 302
    assert theirs.get(at(stage, page)).headers["Location"].startswith("/binnen/")
    sign_in(theirs, stage.user(who))
    assert status(theirs, at(stage, page)) == 403, "and coming in again does not bring it back"
    assert status(theirs, at(stage, "today")) == 200, "but they still take part"


def test_a_role_that_somebody_lays_down_is_gone_at_the_next_request(stage: Stage) -> None:
    tom = stage.client(Who.TREASURER)
    assert status(tom, at(stage, "treasury")) == 200
    tom.post(at(stage, "answer_role", grant_of(stage, "Tom", "treasurer").pk), {"antwoord": "nee"})
    assert status(tom, at(stage, "treasury")) == 403
    assert status(tom, at(stage, "today")) == 200


def test_a_role_counts_once_it_is_accepted(stage: Stage) -> None:
    farah, els = stage.client(Who.RESIDENT), stage.party("Els")
    with scope(neighbourhood=stage.place):
        grant = actions.offer_role(stage.party("Farah"), "treasurer", by=actor(els))
    assert status(farah, at(stage, "treasury")) == 403
    farah.post(at(stage, "answer_role", grant.pk), {"antwoord": "ja"})
    assert status(farah, at(stage, "treasury")) == 200


@pytest.mark.parametrize(("days", "expected"), [(0, 200), (-1, 403)])
def test_a_role_works_on_its_last_day_and_not_the_day_after(stage: Stage, days: int, expected: int) -> None:
    tom = stage.client(Who.TREASURER)
    with scope(neighbourhood=stage.place):
        until = timezone.localdate() + dt.timedelta(days=days)
        RoleGrant.objects.filter(pk=grant_of(stage, "Tom", "treasurer").pk).update(until=until)
    assert status(tom, at(stage, "treasury")) == expected


def test_a_term_ends_by_itself_when_the_time_comes(stage: Stage) -> None:
    until = grant_of(stage, "Tom", "treasurer").until
    assert until is not None
    for days, expected in ((0, 200), (1, 403)):
        noon = dt.datetime.combine(until + dt.timedelta(days=days), dt.time(12), tzinfo=dt.UTC)
        with time_machine.travel(noon):
            tom = Client()
            sign_in(tom, stage.user(Who.TREASURER))
            assert status(tom, at(stage, "treasury")) == expected


def test_everywhere_out_closes_the_other_browser_too(stage: Stage) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, stage.user(Who.BOARD))
        assert status(client, at(stage, "people")) == 200
    here.post(reverse("account_end_sessions"))
    for client in (here, there):
        assert client.get(at(stage, "people")).headers["Location"].startswith("/binnen/")


def test_logging_out_makes_the_old_cookie_worthless(stage: Stage) -> None:
    els = stage.client(Who.BOARD)
    stolen = els.cookies[settings.SESSION_COOKIE_NAME].value
    assert status(els, at(stage, "people")) == 200
    els.post(reverse("account_logout"))
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = stolen
    assert thief.get(at(stage, "people")).headers["Location"].startswith("/binnen/")


def test_a_session_ends_after_two_weeks(stage: Stage) -> None:
    els = stage.client(Who.BOARD)
    for days, expected in ((13, 200), (15, 302)):
        with time_machine.travel(timezone.now() + dt.timedelta(days=days)):
            assert status(els, at(stage, "today")) == expected


def test_who_leaves_finds_nothing_any_more(stage: Stage) -> None:
    els, other = Client(), Client()
    for client in (els, other):
        sign_in(client, stage.user(Who.BOARD))
    assert status(other, at(stage, "people")) == 200
    els.post(at(stage, "leave"), {"bevestig": "ja"})
    for client in (els, other):
        assert {status(client, at(stage, page)) for page in ("people", "today", "about_me", "my_data")} == {404}


def test_who_comes_back_has_none_of_the_old_roles(stage: Stage) -> None:
    tom = stage.client(Who.TREASURER)
    tom.post(at(stage, "leave"), {"bevestig": "ja"})
    assert status(tom, at(stage, "treasury")) == 404
    with scope(neighbourhood=stage.place):
        user = stage.user(Who.TREASURER)
        actions.add_person(stage.place, name="Tom", by=actor(stage.party("Coby")), through="code", user=user)
    assert status(tom, at(stage, "today")) == 200
    assert status(tom, at(stage, "treasury")) == 403


def test_closing_the_account_closes_every_session(stage: Stage) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, stage.user(Who.BOARD))
        assert status(client, at(stage, "people")) == 200
    pk = stage.user(Who.BOARD).pk
    here.post(reverse("account_close"), {"bevestig": "ja"})
    for client in (here, there):
        assert client.get(at(stage, "people")).headers["Location"].startswith("/binnen/")
        assert client.get(reverse("account")).headers["Location"].startswith("/binnen/")
    assert not User.objects.get(pk=pk).is_active


def test_an_account_that_is_shut_is_out_at_the_next_request(stage: Stage) -> None:
    els = stage.client(Who.BOARD)
    assert status(els, at(stage, "people")) == 200
    User.objects.filter(pk=stage.user(Who.BOARD).pk).update(is_active=False)
    assert els.get(at(stage, "people")).headers["Location"].startswith("/binnen/")


def test_a_site_admin_no_longer_is_at_the_next_request(stage: Stage) -> None:
    admin = stage.client(Who.SITE_ADMIN)
    assert status(admin, reverse("test_mail")) == 200
    User.objects.filter(pk=stage.user(Who.SITE_ADMIN).pk).update(is_site_admin=False)
    assert status(admin, reverse("test_mail")) == 404


def test_being_site_admin_opens_no_neighbourhood(stage: Stage) -> None:
    """Also one who takes part gets no more from it."""
    farah = stage.client(Who.RESIDENT)
    User.objects.filter(pk=stage.user(Who.RESIDENT).pk).update(is_site_admin=True)
    pages = ("people", "treasury", "codes", "role_review", "web:log", "web:log_file")
    assert {status(farah, at(stage, page)) for page in pages} == {403}
    assert {status(stage.client(Who.SITE_ADMIN), at(stage, page)) for page in pages} == {404}


def test_rights_of_one_neighbourhood_do_not_reach_another_where_somebody_also_takes_part(stage: Stage) -> None:
    with scope(neighbourhood=stage.place):
        party = actions.add_person(
            stage.place, name="Dirk", by=actor(stage.party("Coby")), through="code", user=stage.user(Who.ELSEWHERE)
        )
    dirk = stage.client(Who.ELSEWHERE)
    assert status(dirk, reverse("people", args=[stage.far_place.slug])) == 200
    assert status(dirk, at(stage, "today")) == 200
    assert status(dirk, at(stage, "people")) == 403
    with scope(neighbourhood=stage.place):
        assert Party.objects.get(pk=party.pk).is_here


# Acting for somebody.


def hand_of(stage: Stage) -> HelpingHand:
    with scope(neighbourhood=stage.place):
        return HelpingHand.objects.get(helper__name="Hanna", ended_at=None)


def test_a_helper_acts_with_none_of_their_own_rights(stage: Stage) -> None:
    """Every page that asks for a right is shut while acting, and open again afterwards."""
    hanna = stage.client(Who.ACTING)
    shut = [name for name in MATRIX if MATRIX[name][0].lock.right]
    assert len(shut) > 15
    for name in shut:
        for door, method in ((door, method) for door in MATRIX[name] for method in METHODS):
            assert door.cells(method)[Who.ACTING] is Outcome.DENIED, name
    assert status(hanna, at(stage, "people")) == 403
    hanna.post(at(stage, "act_for_myself"))
    assert [status(hanna, at(stage, page)) for page in ("people", "treasury", "web:log")] == [200, 200, 200]


def test_what_a_helper_does_is_done_to_the_helped_person(stage: Stage) -> None:
    hanna = stage.client(Who.ACTING)
    hanna.post(at(stage, "change_details"), {"name": "Aisha", "phone": "026 1234567", "address": ""})
    assert stage.party("Aisha").phone == "026 1234567"
    assert stage.party("Hanna").phone == ""
    hanna.post(at(stage, "leave"), {"bevestig": "ja"})
    assert not stage.party("Aisha").is_here
    assert stage.party("Hanna").is_here
    assert status(hanna, at(stage, "today")) == 200


def test_the_stop_code_on_paper_shuts_the_helper_out_at_the_next_click(stage: Stage) -> None:
    hanna, anybody = stage.client(Who.ACTING), Client()
    assert status(hanna, at(stage, "about_me")) == 200
    before = stage.party("Aisha").phone
    anybody.post(at(stage, "stop_help_with_code"), {"code": hand_of(stage).stop_code})
    assert hanna.post(at(stage, "change_details"), {"name": "X", "phone": "1", "address": ""}).status_code == 403
    assert (stage.party("Aisha").name, stage.party("Aisha").phone) == ("Aisha", before)
    assert stage.party("Hanna").name == "Hanna", "nor does the form land on the helper"


def test_a_helper_cannot_choose_somebody_without_a_running_hand(stage: Stage) -> None:
    coby = stage.client(Who.COMMUNITY_BUILDER)
    with scope(neighbourhood=stage.place):
        hand = HelpingHand.objects.get(helper__name="Coby", ended_at=None)
    assert coby.post(at(stage, "act_for", hand_of(stage).pk)).status_code == 404
    assert coby.post(at(stage, "act_for", hand.pk)).status_code == 302
    coby.post(at(stage, "act_for_myself"))
    coby.post(at(stage, "stop_own_help", hand.pk))
    assert coby.post(at(stage, "act_for", hand.pk)).status_code == 404


def test_a_session_that_names_a_stranger_acts_for_nobody(stage: Stage) -> None:
    """Whatever stands in the session, the running hand decides."""
    farah = stage.client(Who.RESIDENT)
    assert status(farah, at(stage, "about_me")) == 200
    session = farah.session
    session[session_key(stage.place)] = stage.party("Aisha").pk
    session.save()
    assert status(farah, at(stage, "about_me")) == 403


def test_a_helped_person_with_an_account_stops_the_help_themselves(stage: Stage) -> None:
    with scope(neighbourhood=stage.place):
        els, mila = stage.party("Els"), stage.party("Mila")
        hand = HelpingHand.objects.create(
            neighbourhood=stage.place,
            person=mila,
            helper=els,
            bond="relative",
            agreed="samen",
            stop_code="22223333",
            started_at=timezone.now(),
            started_by=els.user,
        )
    assert stage.client(Who.RESIDENT).post(at(stage, "stop_own_help", hand.pk)).status_code == 404
    assert stage.client(Who.MEMBER).post(at(stage, "stop_own_help", hand.pk)).status_code == 302
    with scope(neighbourhood=stage.place):
        assert HelpingHand.objects.get(pk=hand.pk).ended_through == "site"


def test_two_roles_together_open_what_either_opens(stage: Stage) -> None:
    with scope(neighbourhood=stage.place):
        give(stage.party("Ines"), "audit_committee", by=actor(stage.party("Els")))
    ines = stage.client(Who.INFORMATION_GATHERER)
    assert [status(ines, at(stage, page)) for page in ("web:log", "write_profile", "people")] == [200, 200, 403]


def test_who_has_power_but_no_passkey_is_led_to_make_one(stage: Stage) -> None:
    els = stage.client(Who.BOARD)
    assert status(els, at(stage, "people")) == 200
    User.objects.get(pk=stage.user(Who.BOARD).pk).authenticator_set.all().delete()  # type: ignore[attr-defined]
    weak = Client()
    sign_in(weak, stage.user(Who.BOARD), strong=False)
    assert weak.get(at(stage, "people")).headers["Location"] == reverse("mfa_index")
    assert weak.post(at(stage, "offer_role", stage.party("Farah").pk)).headers["Location"] == reverse("mfa_index")


# Walks over the whole matrix in one go, with nothing taken back and one comparison of every row of the database.

REFUSED = frozenset(Outcome) - {Outcome.OK, Outcome.ONWARD}
SAME_FOR_ALL = (Outcome.OK, Outcome.UNDONE)
WITH_A_DUMMY = frozenset({"passkey", "passkey without app"})  # no page but their own can show such a passkey


def ways(stage: Stage, who: Who, method: str, wanted: frozenset[Outcome]) -> list[tuple[str, dict[str, str]]]:
    """Addresses and forms for all doors that answer so; makes the things behind them.

    Pages for everybody are left to a visitor, and to test_matrix.py, which looks at each as everyone.
    """
    things: dict[tuple[str, Whose], Any] = {}
    found = []
    for name, doors in MATRIX.items():
        door = doors[0]
        if who is not Who.VISITOR and door.lock.lets_in == EVERYBODY and door.cells(method)[who] in SAME_FOR_ALL:
            continue
        if door.cells(method)[who] in wanted and not door.look_changes and door.thing not in WITH_A_DUMMY:
            key = door.thing, door.whose if door.thing != "proposal" else Whose.OWN
            things[key] = it = things.get(key) or stage.make(door.thing, who, door.whose)
            data = {field: text.format(it=it, stage=stage) for field, text in door.data.items()}
            found.append((address(stage, name, door, it), data))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("who", Who)
def test_looking_around_everywhere_changes_no_row_and_leaves_no_copy(stage: Stage, who: Who) -> None:
    addresses = [way for way, _data in ways(stage, who, LOOK, frozenset(Outcome))]
    client, before = stage.client(who), fingerprint()
    met = {way: client.get(way) for way in addresses}
    assert fingerprint() == before
    assert len([way for way in met if met[way].status_code == 200]) > 5
    kept = [way for way in met if "no-store" not in met[way].headers.get("Cache-Control", "")]
    assert kept == [] or who is Who.VISITOR


@pytest.mark.slow
@pytest.mark.parametrize("who", Who)
def test_what_is_refused_changes_no_row(stage: Stage, who: Who) -> None:
    forms = ways(stage, who, WRITE, REFUSED)
    client, before = stage.client(who), fingerprint()
    for way, data in forms:
        client.post(way, data)
    assert len(forms) > 20
    assert fingerprint() == before


def test_the_comparison_sees_what_is_allowed(stage: Stage) -> None:
    before = fingerprint()
    stage.client(Who.RESIDENT).post(at(stage, "choose_rhythm"), {"rhythm": "daily"})
    assert [table for table, rows in fingerprint().items() if rows != before[table]] == ["notices_digest"]
