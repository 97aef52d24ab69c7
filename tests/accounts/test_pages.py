"""The door and the own account, as a browser without JavaScript meets them."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from limonade.accounts.models import User

KNOWN, UNKNOWN, WRONG = "buur@voorbeeld.nl", "nieuw@voorbeeld.nl", "BBBB-BBBB"
CODE = re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", re.MULTILINE)
ENTER, CONFIRM, SECOND, OWN = "/binnen/", "/binnen/code/", "/binnen/tweede-stap/", "/account/"
MAILS = (
    "account/email/account_already_exists",
    "account/email/email_changed",
    "account/email/email_confirm",
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
    "account/email/email_deleted",
    "account/email/login_code",
    "account/email/unknown_account",
    "mfa/email/recovery_codes_generated",
    "mfa/email/totp_activated",
    "mfa/email/totp_deactivated",
    "mfa/email/webauthn_added",
    "mfa/email/webauthn_removed",
    "socialaccount/email/account_connected",
    "socialaccount/email/account_disconnected",
)
# What differs per request or per address, so that the rest of two pages can be compared.
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def ask(client: Client, email: str, going_to: str = OWN) -> Any:
    return client.post(ENTER, {"email": email, "next": going_to}, follow=True)


def mailed_code(number: int = -1) -> str:
    found = CODE.search(str(mail.outbox[number].body))
    assert found
    return found[0]


def send(client: Client, code: str, going_to: str = OWN) -> Any:
    return client.post(CONFIRM, {"code": code, "next": going_to})


def is_inside(client: Client) -> bool:
    return client.get(OWN).status_code == 200


def come_in(client: Client, email: str = KNOWN) -> User:
    ask(client, email)
    send(client, mailed_code())
    return User.objects.get(email=email)


def without_changes(page: Any, email: str) -> str:
    return CHANGING.sub("", page.content.decode()).replace(email, "ADDRESS")


@pytest.fixture
def neighbour(db: None) -> User:
    """Somebody who was here before."""
    return come_in(Client())


def test_a_known_and_an_unknown_address_see_the_same(neighbour: User, client: Client) -> None:
    mail.outbox.clear()
    known, unknown = ask(client, KNOWN), ask(Client(), UNKNOWN)
    assert without_changes(known, KNOWN) == without_changes(unknown, UNKNOWN)
    assert known.redirect_chain == unknown.redirect_chain


def test_a_known_and_an_unknown_address_get_the_same_mail(neighbour: User, client: Client) -> None:
    mail.outbox.clear()
    ask(client, KNOWN)
    ask(Client(), UNKNOWN)
    assert [message.to for message in mail.outbox] == [[KNOWN], [UNKNOWN]]
    known, unknown = [CODE.sub("CODE", str(message.body)) for message in mail.outbox]
    assert known == unknown
    assert mail.outbox[0].subject == mail.outbox[1].subject


def test_the_mailed_code_lets_somebody_in_to_where_they_went(db: None, client: Client) -> None:
    page = ask(client, UNKNOWN, "/account/opheffen/")
    assert UNKNOWN in page.content.decode()
    response = send(client, mailed_code(), "/account/opheffen/")
    assert (response.status_code, response.url) == (302, "/account/opheffen/")
    assert is_inside(client)


@pytest.mark.parametrize("way", ["https://evil.example/", "//evil.example/"])
def test_nobody_is_led_to_another_site(db: None, client: Client, way: str) -> None:
    ask(client, UNKNOWN, way)
    assert "evil" not in send(client, mailed_code(), way).url


def test_the_code_of_one_browser_is_of_no_use_in_another(db: None, client: Client) -> None:
    ask(client, KNOWN)
    stranger = Client()
    ask(stranger, UNKNOWN)
    send(stranger, mailed_code(0))
    assert not is_inside(stranger)


def test_a_wrong_code_says_so_and_the_right_one_still_works(db: None, client: Client) -> None:
    ask(client, KNOWN)
    page = send(client, WRONG).content.decode()
    assert "Deze code klopt niet" in page
    assert 'href="#id_code"' in page
    assert 'aria-invalid="true"' in page
    send(client, mailed_code())
    assert is_inside(client)


def test_after_five_wrong_codes_even_the_right_one_is_refused(db: None) -> None:
    for wrong_codes in (3, 2):  # a second browser, so that the count is of the account and not of the browser
        guesser = Client()
        ask(guesser, KNOWN)
        for _ in range(wrong_codes):
            send(guesser, WRONG)
    send(guesser, mailed_code())
    assert not is_inside(guesser)


def test_after_four_wrong_codes_the_right_one_still_works(db: None) -> None:
    for wrong_codes in (3, 1):
        guesser = Client()
        ask(guesser, KNOWN)
        for _ in range(wrong_codes):
            send(guesser, WRONG)
    send(guesser, mailed_code())
    assert is_inside(guesser)


def test_an_account_is_of_no_use_before_its_code(db: None, client: Client) -> None:
    ask(client, UNKNOWN)
    user = User.objects.get(email=UNKNOWN)
    assert user.last_login is None
    assert not user.emailaddress_set.filter(verified=True).exists()  # type: ignore[attr-defined]
    assert not is_inside(client)
    for closed in ("/account/mail/", "/account/veilig/", "/account/opheffen/", "/account/koppelingen/"):
        assert client.get(closed).status_code == 302


def test_a_new_code_comes_when_asked_and_the_old_one_stops(db: None, client: Client) -> None:
    ask(client, KNOWN)
    page = client.post(CONFIRM, {"action": "resend", "next": OWN}, follow=True)
    assert "Er is een nieuwe code onderweg" in page.content.decode()
    assert len(mail.outbox) == 2
    send(client, mailed_code(0))
    assert not is_inside(client)
    send(client, mailed_code(1))
    assert is_inside(client)


def test_another_address_can_be_taken_halfway(db: None, client: Client) -> None:
    ask(client, "tikfout@voorbeeld.nl")
    page = client.post(reverse("account_logout"), {"next": ENTER}, follow=True)
    assert 'name="email"' in page.content.decode()


@pytest.fixture
def slow_clock(settings: Any) -> None:
    """The half minute of a code may pass between making and sending it."""
    settings.MFA_TOTP_TOLERANCE = 1


def app_code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def test_the_app_is_asked_for_as_a_second_step(neighbour: User, client: Client, slow_clock: None) -> None:
    secret = generate_totp_secret()
    TOTP.activate(neighbour, secret)
    ask(client, KNOWN)
    assert send(client, mailed_code()).url.startswith(SECOND)
    assert not is_inside(client)
    page = client.get(SECOND).content.decode()
    assert "Nog één stap" in page
    assert "passkey" not in page
    assert "Deze code klopt niet" in client.post(SECOND, {"code": "000000"}).content.decode()
    client.post(SECOND, {"code": app_code(secret)})
    assert is_inside(client)


def test_an_emergency_code_works_once_as_a_second_step(neighbour: User) -> None:
    TOTP.activate(neighbour, generate_totp_secret())
    code = RecoveryCodes.activate(neighbour).get_unused_codes()[0]
    inside = []
    for _ in range(2):
        client = Client()
        ask(client, KNOWN)
        send(client, mailed_code())
        client.post(SECOND, {"code": code})
        inside.append(is_inside(client))
    assert inside == [True, False]


def test_an_app_is_added_and_its_secret_is_shown_in_fours(neighbour: User, client: Client, slow_clock: None) -> None:
    come_in(client)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'class="secret"[^>]*>([A-Z2-7\s]+)<', page)
    assert secret
    assert {len(part) for part in secret[1].split()} == {4}
    assert "data:image/svg+xml;base64," in page
    client.post(reverse("mfa_activate_totp"), {"code": app_code("".join(secret[1].split()))})
    assert Authenticator.objects.filter(user=neighbour, type=Authenticator.Type.TOTP).exists()


def test_the_address_changes_by_a_code_to_the_new_one(neighbour: User, client: Client) -> None:
    come_in(client)
    mail.outbox.clear()
    page = client.post("/account/mail/", {"email": UNKNOWN, "action_add": ""}, follow=True)
    assert UNKNOWN in page.content.decode()
    assert [message.to for message in mail.outbox] == [[UNKNOWN]]
    client.post("/account/mail/bevestig/", {"code": mailed_code()})
    neighbour.refresh_from_db()
    assert neighbour.email == UNKNOWN
    assert mail.outbox[-1].to == [KNOWN]  # the old address hears of it
    assert KNOWN in str(mail.outbox[-1].body)


def test_an_address_of_somebody_else_is_not_taken_over(neighbour: User, client: Client) -> None:
    come_in(client, UNKNOWN)
    page = client.post("/account/mail/", {"email": KNOWN, "action_add": ""}, follow=True)
    assert page.status_code == 200
    assert User.objects.filter(email=UNKNOWN).exists()
    assert User.objects.get(email=KNOWN) == neighbour


@pytest.mark.parametrize("name", MAILS)
def test_every_mail_is_in_our_words(rf: RequestFactory, name: str) -> None:
    told = {"timestamp": timezone.now(), "ip": "192.0.2.1", "user_agent": "Browser/1.0", "code": "BCDF-GHJK"}
    request = rf.get("/")
    subject = render_to_string(f"{name}_subject.txt", told, request).strip()
    text = render_to_string(f"{name}_message.txt", told, request)
    assert 10 < len(subject) < 60
    assert "\n" not in subject
    assert text.startswith("Hallo,")
    assert re.search(r"(Was jij dit|Vroeg jij) niet", text)
    assert not re.search("192.0.2.1|Browser|[Yy]ou |account has", text)


def test_everywhere_out(neighbour: User, client: Client) -> None:
    phone = Client()
    come_in(client)
    come_in(phone)
    assert is_inside(phone)
    client.post("/account/overal-uit/")
    assert not is_inside(client)
    assert not is_inside(phone)


def test_closing_takes_a_clear_yes(neighbour: User, client: Client) -> None:
    come_in(client)
    client.post("/account/opheffen/")
    assert is_inside(client)
    client.post("/account/opheffen/", {"bevestig": "ja"})
    assert not is_inside(client)
    assert not User.objects.filter(email=KNOWN).exists()


@pytest.mark.parametrize("page", [OWN, "/account/mail/", "/account/veilig/", "/account/koppelingen/", "/over/"])
def test_pages_of_who_is_inside_are_never_kept(neighbour: User, client: Client, page: str) -> None:
    come_in(client)
    response = client.get(page)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("way", [ENTER, CONFIRM])
def test_the_door_is_never_kept(db: None, client: Client, way: str) -> None:
    ask(client, KNOWN)
    cache = (Client() if way == ENTER else client).get(way).headers["Cache-Control"]
    assert "no-store" in cache


def test_a_site_without_mail_says_so(db: None, client: Client, settings: Any) -> None:
    settings.LIMONADE_CAN_MAIL = False
    page = client.get(ENTER).content.decode()
    assert "Deze site kan nog geen mail sturen" in page
    assert 'name="email"' not in page


def test_only_a_site_admin_sees_whether_mail_works(neighbour: User, client: Client) -> None:
    assert client.get("/beheer/mail/").status_code == 302
    come_in(client)
    assert client.get("/beheer/mail/").status_code == 404
    assert client.post("/beheer/mail/").status_code == 404
    User.objects.filter(pk=neighbour.pk).update(is_site_admin=True)
    assert "Werkt de mail?" in client.get("/beheer/mail/").content.decode()
    mail.outbox.clear()
    page = client.post("/beheer/mail/", follow=True).content.decode()
    assert [message.to for message in mail.outbox] == [[KNOWN]]
    assert "De mail is weg" in page


def test_too_often_is_said_in_plain_words(neighbour: User, client: Client) -> None:
    come_in(client)
    TOTP.activate(neighbour, generate_totp_secret())
    answers = [client.post("/ben-jij-het/code/", {"code": WRONG}) for _ in range(11)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert "Wacht vijf minuten" in answers[-1].content.decode()
