"""The door for trying out: only at home, and only as somebody invented."""

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from limonade.accounts.models import User
from limonade.web.demo.people import account_of
from limonade.web.views.try_out import GUESTS, sign_in_invented
from tests.cast import Cast, lay_out_cast

DOOR = "/proef/"


@pytest.fixture
def cast(db: None) -> Cast:
    return lay_out_cast()


@pytest.fixture
def real_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "LOCAL_START", False)


def who(client: Client) -> str:
    found = client.session.get("_auth_user_id")
    return User.objects.get(pk=found).email if found else ""


def test_there_is_a_card_for_every_role_and_the_home_page_leads_there(cast: Cast, client: Client) -> None:
    page = client.get(DOOR).content.decode()
    assert [f"Kijk mee als {guest.name}" in page for guest in GUESTS] == [True] * 11
    assert f'href="{DOOR}"' in client.get("/").content.decode()


@pytest.mark.parametrize("guest", GUESTS, ids=lambda guest: guest.name)
def test_a_press_of_the_button_comes_in_on_today(cast: Cast, client: Client, guest: object) -> None:
    name = guest.name  # type: ignore[attr-defined]
    place = "geitenkamp" if name == "Dirk" else "paasberg"
    response = client.post(DOOR, {"naam": name}, follow=True)
    assert response.redirect_chain[-1][0].startswith(f"/wijk/{place}/")
    assert (response.status_code, who(client)) == (200, f"{name.lower()}@limonade.example")
    assert "Zet een passkey aan" not in response.content.decode()


def test_they_are_strong_enough_for_the_books_and_the_log(cast: Cast, client: Client) -> None:
    client.post(DOOR, {"naam": "Els"})
    assert client.get("/wijk/paasberg/logboek/").status_code == 200


def test_choosing_another_begins_anew(cast: Cast, client: Client) -> None:
    client.post(DOOR, {"naam": "Els"})
    client.post(DOOR, {"naam": "Farah"})
    assert who(client) == "farah@limonade.example"
    assert client.get("/wijk/paasberg/logboek/").status_code == 403


@pytest.mark.parametrize("method", ["get", "post", "head", "put"])
def test_on_a_real_site_it_is_not_there(cast: Cast, real_site: None, client: Client, method: str) -> None:
    response = getattr(client, method)(DOOR, {"naam": "Bram"}) if method != "put" else client.put(DOOR)
    assert (response.status_code in (404, 405), who(client)) == (True, "")
    assert method == "put" or response.status_code == 404
    assert DOOR not in client.get("/").content.decode()


def test_without_the_example_it_is_not_there(db: None, client: Client) -> None:
    assert client.get(DOOR).status_code == client.post(DOOR, {"naam": "Bram"}).status_code == 404
    assert DOOR not in client.get("/").content.decode()


def test_a_press_from_another_site_is_refused(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(DOOR, {"naam": "Bram"}).status_code == 403
    assert who(client) == ""


@pytest.mark.parametrize(
    "name",
    ["", "Aisha", "Mehmet", "beheer", "bram@limonade.example", "bram@voorbeeld.nl", "Bram\x00", " Bram", "x" * 9000],
)
def test_nobody_else_comes_in(cast: Cast, client: Client, name: str) -> None:
    account_of("Mehmet")
    assert client.post(DOOR, {"naam": name}).status_code == 404
    assert who(client) == ""


@pytest.mark.parametrize("change", [{"email": "bram@voorbeeld.nl"}, {"is_site_admin": True}, {"is_active": False}])
def test_whoever_could_be_real_is_refused(cast: Cast, client: Client, change: dict[str, object]) -> None:
    bram = cast.user("Bram")
    EmailAddress.objects.filter(user=bram).delete()
    User.objects.filter(pk=bram.pk).update(**change)
    bram.refresh_from_db()
    assert client.post(DOOR, {"naam": "Bram"}).status_code == 404
    request = RequestFactory().post(DOOR)
    request.session = client.session
    with pytest.raises(PermissionDenied):
        sign_in_invented(request, bram)
    assert (who(client), bram.authenticator_set.exists()) == ("", False)


def test_the_lock_holds_without_the_page(cast: Cast, real_site: None, client: Client) -> None:
    request = RequestFactory().post(DOOR)
    request.session = client.session
    with pytest.raises(PermissionDenied):
        sign_in_invented(request, cast.user("Bram"))
    assert not cast.user("Bram").authenticator_set.exists()
