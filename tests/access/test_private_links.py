"""Files, exports, prints and links in mails: only for whom they are, and no longer than they may."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from limonade.notices.actions import STOP_DAYS, stop_token
from limonade.notices.models import Digest
from limonade.people import actions
from limonade.people.models import Party, RoleGrant
from tests.access.knock import fingerprint
from tests.access.stage import Signed, Stage, Whose, actor
from tests.access.who import Who
from tests.cast import sign_in

pytestmark = pytest.mark.django_db
OTHERS = (Who.VISITOR, Who.OUTSIDER, Who.RESIDENT, Who.EX_MEMBER, Who.ROLE_LOSER, Who.SITE_ADMIN, Who.ELSEWHERE)
# For whom, and who of the team may not see it either.
LINKS = {
    "log_file": (Who.AUDIT_COMMITTEE, (Who.WIJKONDERNEMER, Who.COMMUNITY_BUILDER, Who.MUNICIPALITY, Who.ACTING)),
    "codes_print": (Who.COMMUNITY_BUILDER, (Who.BOARD, Who.TREASURER, Who.MUNICIPALITY, Who.ACTING)),
    "help_overview": (Who.COMMUNITY_BUILDER, (Who.BOARD, Who.WIJKONDERNEMER, Who.MUNICIPALITY, Who.ACTING)),
    "my_data": (Who.TREASURER, ()),
}


def link(stage: Stage, name: str, who: Who) -> str:
    """The address as its owner has it."""
    place = [stage.place.slug]
    if name == "codes_print":
        return f"{reverse(name, args=place)}?serie={stage.make('code', who, Whose.OWN).pk}"
    if name == "help_overview":
        return reverse(name, args=[*place, stage.make("hand", who, Whose.OWN).pk])
    return reverse(f"web:{name}" if name == "log_file" else name, args=place)


def opens(client: Client, way: str) -> bool:
    return client.get(way).status_code == 200


@pytest.mark.parametrize("name", LINKS)
def test_a_private_link_opens_for_its_owner_and_nobody_else(stage: Stage, name: str) -> None:
    owner, team = LINKS[name]
    way = link(stage, name, owner)
    assert opens(stage.client(owner), way)
    others = [who for who in OTHERS if name != "my_data" or who not in (Who.RESIDENT, Who.ROLE_LOSER)]
    assert [who for who in (*others, *team) if opens(stage.client(who), way)] == []


@pytest.mark.parametrize("name", ["log_file", "codes_print", "my_data", "help_overview"])
def test_a_private_link_is_dead_after_logging_out(stage: Stage, name: str) -> None:
    owner, _team = LINKS[name]
    way, client = link(stage, name, owner), stage.client(owner)
    assert opens(client, way)
    client.post(reverse("account_logout"))
    assert not opens(client, way)
    assert not opens(stage.client(owner), way), "the old cookie still works"


@pytest.mark.parametrize("name", ["log_file", "codes_print"])
def test_a_private_link_is_dead_once_the_role_is_gone(stage: Stage, name: str) -> None:
    owner, _team = LINKS[name]
    way, client = link(stage, name, owner), stage.client(owner)
    assert opens(client, way)
    party = stage.party("Karim" if owner is Who.AUDIT_COMMITTEE else "Coby")
    with scope(neighbourhood=stage.place):
        for grant in party.grants.filter(ended_at=None):
            actions.end_role(grant, by=actor(stage.party("Els")))
    assert not opens(client, way)
    sign_in(client, stage.user(owner))
    assert not opens(client, way), "also after coming in again"


@pytest.mark.parametrize("name", LINKS)
def test_a_private_link_is_dead_after_leaving(stage: Stage, name: str) -> None:
    owner, _team = LINKS[name]
    way, client = link(stage, name, owner), stage.client(owner)
    assert opens(client, way)
    with scope(neighbourhood=stage.place):
        party = Party.objects.get(user=stage.user(owner))
        actions.leave(party, by=actor(party))
    assert not opens(client, way)


@pytest.mark.parametrize("name", LINKS)
def test_a_private_file_is_never_kept_by_the_browser(stage: Stage, name: str) -> None:
    owner, _team = LINKS[name]
    response = stage.client(owner).get(link(stage, name, owner))
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


def test_the_file_about_somebody_holds_nobody_else(stage: Stage) -> None:
    way = reverse("my_data", args=[stage.place.slug])
    told = {who: stage.client(who).get(way).json() for who in (Who.RESIDENT, Who.TREASURER, Who.ACTING)}
    assert [told[who]["name"] for who in told] == ["Farah", "Tom", "Aisha"]
    assert "Farah" not in str(told[Who.TREASURER])
    assert told[Who.ACTING]["roles"] == [], "a helper sees what is of the helped person, and not their own"


def test_the_file_of_the_log_holds_one_neighbourhood(stage: Stage) -> None:
    way = reverse("web:log_file", args=[stage.place.slug])
    with scope(neighbourhood=stage.far_place):
        far = [str(pk) for pk in Party.objects.values_list("pk", flat=True)]
        far += [str(pk) for pk in RoleGrant.objects.values_list("pk", flat=True)]
    text = stage.client(Who.BOARD).get(way).content.decode()
    assert str(stage.party("Els").pk) in text
    assert [pk for pk in far if pk in text] == []


def test_the_log_as_a_file_asks_for_a_safe_sign_in(stage: Stage) -> None:
    way = reverse("web:log_file", args=[stage.place.slug])
    assert opens(stage.client(Who.BOARD), way)
    assert stage.client(Who.BOARD, Signed.WEAK).get(way).headers["Location"].startswith("/ben-jij-het/")


def rhythm(stage: Stage, name: str) -> str | None:
    with scope(neighbourhood=stage.place):
        row = Digest.objects.filter(party__name=name).first()
    return row.rhythm if row else None


def stop_link(stage: Stage, name: str) -> str:
    return reverse("stop_digest", args=[stop_token(stage.party(name))])


def test_the_link_in_a_mail_stops_the_mail_of_that_person_only(stage: Stage, client: Client) -> None:
    before = fingerprint()
    assert client.get(stop_link(stage, "Farah")).status_code == 200
    assert fingerprint() == before, "looking at the link, as mail programs do, stops nothing"
    assert client.post(stop_link(stage, "Farah")).status_code == 200
    assert (rhythm(stage, "Farah"), rhythm(stage, "Tom")) == (Digest.NEVER, None)


def test_the_link_in_a_mail_tells_nobody_who_it_is_for(stage: Stage, client: Client) -> None:
    page = client.get(stop_link(stage, "Farah")).content.decode()
    assert "Paasberg" in page
    assert "Farah" not in page
    assert "@" not in page


@pytest.mark.parametrize("days", [STOP_DAYS - 1, STOP_DAYS + 1, 400])
def test_the_link_in_a_mail_lives_sixty_days(stage: Stage, client: Client, days: int) -> None:
    way = stop_link(stage, "Farah")
    lives = days < 60
    with time_machine.travel(timezone.now() + dt.timedelta(days=days), tick=False):
        assert client.get(way).status_code == (200 if lives else 404)
        assert client.post(way).status_code == (200 if lives else 404)
    assert rhythm(stage, "Farah") == (Digest.NEVER if lives else None)


def test_the_link_in_a_mail_is_dead_after_leaving(stage: Stage, client: Client) -> None:
    way = stop_link(stage, "Farah")
    assert client.get(way).status_code == 200
    with scope(neighbourhood=stage.place):
        farah = stage.party("Farah")
        actions.leave(farah, by=actor(farah))
    assert (client.get(way).status_code, client.post(way).status_code) == (404, 404)
    assert rhythm(stage, "Farah") is None


@pytest.mark.parametrize("spoil", [lambda text: text[:-1], lambda text: text + "x", lambda text: "x" + text[1:]])
def test_a_forged_link_stops_nothing(stage: Stage, client: Client, spoil: object) -> None:
    way = reverse("stop_digest", args=[spoil(stop_token(stage.party("Farah")))])  # type: ignore[operator]
    assert (client.get(way).status_code, client.post(way).status_code) == (404, 404)
    assert rhythm(stage, "Farah") is None


def test_a_token_made_for_something_else_stops_nothing(stage: Stage, client: Client) -> None:
    from django.core import signing

    farah = stage.party("Farah")
    way = reverse("stop_digest", args=[signing.dumps([farah.neighbourhood_id, farah.pk], salt="something else")])
    assert client.post(way).status_code == 404


def test_a_token_that_names_a_person_of_another_neighbourhood_stops_nothing(stage: Stage, client: Client) -> None:
    from django.core import signing

    from limonade.notices.actions import SALT

    crossed = signing.dumps([stage.far_place.pk, stage.party("Farah").pk], salt=SALT)
    assert client.post(reverse("stop_digest", args=[crossed])).status_code == 404
    assert rhythm(stage, "Farah") is None


@pytest.mark.parametrize("end", ["withdrawn", "over", "used up"])
def test_the_code_on_a_letter_works_until_it_ends(stage: Stage, end: str) -> None:
    code = stage.make("code", Who.COMMUNITY_BUILDER, Whose.OWN)
    way = reverse("join_with_code", args=[stage.place.slug, code.code])
    later = timezone.now() + dt.timedelta(days=31 if end == "over" else 0)
    stranger = Client()
    assert opens(stranger, way)
    with scope(neighbourhood=stage.place):
        if end == "withdrawn":
            type(code).objects.filter(pk=code.pk).update(withdrawn_at=later, withdrawn_by=code.made_by)
        elif end == "used up":
            type(code).objects.filter(pk=code.pk).update(uses=1)
    with time_machine.travel(later, tick=False):
        assert not opens(stranger, way)
        outsider = stage.client(Who.OUTSIDER)
        if end == "over":
            outsider = Client()
            sign_in(outsider, stage.user(Who.OUTSIDER))
        assert outsider.post(way, {"name": "Nieuw"}).status_code == 404
    with scope(neighbourhood=stage.place):
        assert not Party.objects.filter(name="Nieuw").exists()
