"""What somebody does in a browser: press and follow, and come in with a mailed code, a passkey or an app."""

import re
import time
from urllib.parse import urlsplit

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from playwright.sync_api import Locator, Page, expect

CODE = re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", re.MULTILINE)
APP_SECONDS, LEAST_SECONDS_LEFT = 30, 4
FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def address_of(name: str) -> str:
    return f"{name.lower()}@limonade.example"


def path_of(page: Page) -> str:
    return urlsplit(page.url).path


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def own_menu(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Mijn plek").get_by_role("link", name=name, exact=True).click()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    """To the page behind the link; what is read next is read there."""
    with page.expect_navigation():
        main(page).get_by_role("link", name=name, exact=True).click()


def give_finger(page: Page) -> None:
    """This browser can make and use passkeys from now on, as if somebody lays their finger on it each time."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})


def last_mail_to(email: str) -> str:
    found = [message for message in mail.outbox if message.to == [email]]
    assert found, f"no mail to {email}"
    return str(found[-1].body)


def mailed_code(email: str) -> str:
    found = CODE.search(last_mail_to(email))
    assert found
    return found[0]


def ask_for_code(page: Page, email: str) -> None:
    page.get_by_label("Je e-mailadres").fill(email)
    press(page, "Stuur me een code")
    expect(heading(page)).to_have_text("Kijk in je mail")


def come_in_here(page: Page, email: str) -> None:
    """From the door, where the page is now, to where somebody was going."""
    ask_for_code(page, email)
    page.get_by_label("Code", exact=True).fill(mailed_code(email))
    press(page, "Ga naar binnen")


def come_in(page: Page, name: str) -> None:
    """To the own page of somebody of the cast."""
    page.goto("/binnen/")
    come_in_here(page, address_of(name))
    expect(heading(page)).to_have_text(f"Dag {name}")


def make_passkey(page: Page) -> None:
    """From the page about safe sign-in on to where somebody was going."""
    expect(heading(page)).to_have_text("Veilig inloggen")
    follow(page, "Maak een passkey")
    press(page, "Maak de passkey")
    go_on_with_emergency_codes(page)


def go_on_with_emergency_codes(page: Page) -> None:
    expect(heading(page)).to_have_text("Noodcodes")
    follow(page, "Ik heb ze bewaard, ga verder")


def code_of_app(secret: str) -> str:
    """The code that an app shows now, with a few seconds left to type it."""
    left = APP_SECONDS - time.time() % APP_SECONDS
    if left < LEAST_SECONDS_LEFT:
        time.sleep(left)
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def make_app(page: Page) -> str:
    """An app with codes instead of a passkey; from the page about safe sign-in on. Returns the secret."""
    follow(page, "Zet een app aan")
    secret = "".join(page.locator(".secret").inner_text().split())
    page.get_by_label("Code uit de app").fill(code_of_app(secret))
    press(page, "Zet de app aan")
    go_on_with_emergency_codes(page)
    return secret
