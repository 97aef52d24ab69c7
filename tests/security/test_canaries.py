"""S8: what people type is text, on every page, for every role, in mail, on paper and in files."""

import csv
import importlib
import io
import pkgutil
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.account.forms import AddEmailForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import EditWebAuthnForm
from django import forms
from django.core import mail
from django.test import Client
from django_scopes import scope
from playwright.sync_api import Page

import limonade
from limonade.audit.models import Act
from limonade.governance.steps import VersionForm
from limonade.neighbourhoods.models import Neighbourhood
from limonade.notices.actions import send_digests
from limonade.people.models import Party
from tests.cast import Cast
from tests.journeys.crawl import name_of
from tests.security.canaries import (
    IMAGE,
    MARK,
    PLACE,
    STARTS,
    VARIANTS,
    WHOLE,
    Harm,
    asking,
    harm_of,
    noting_fields,
    pages_of,
    put_everywhere,
    writer,
)

Come = Callable[[str], Page]
MOST_OF_A_KIND = 2
IN_BROWSER = ("Els", "Bram", "Coby", "Tom", "")
OF_ALLAUTH = (AddEmailForm, ActivateTOTPForm, EditWebAuthnForm)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
IN_NAMES = "Tom\r\nBcc: dief@evil.example\r\n\r\nKlik op https://evil.example"


def our_forms() -> Iterator[type[forms.BaseForm]]:
    for found in pkgutil.walk_packages(limonade.__path__, "limonade."):
        if found.name.endswith((".forms", "steps", ".steps.fields")):
            module = importlib.import_module(found.name)
            for one in vars(module).values():
                if isinstance(one, type) and issubclass(one, forms.BaseForm) and one.__module__ == found.name:
                    yield one


def text_fields() -> set[tuple[str, str]]:
    return {
        (form.__name__, name)
        for form in {*our_forms(), *OF_ALLAUTH} - {VersionForm}  # of which two others are made
        for name, one in form.base_fields.items()  # type: ignore[attr-defined]
        if isinstance(one, forms.CharField)
    }


def test_every_text_field_of_every_form_gets_one(cast: Cast) -> None:
    with noting_fields() as reached:
        answers = put_everywhere(cast)
    assert len(text_fields()) > 25
    assert not text_fields() - reached, "these fields are new here: put a canary into them too"
    assert {response.status_code for _address, response in answers} <= {200, 302}


def test_what_a_form_says_back_holds_it_as_text(cast: Cast) -> None:
    answers = put_everywhere(cast)
    found = {f"{address}: {harm}" for address, response in answers for harm in harm_of(response)}
    assert not found, "\n".join(sorted(found))
    shown = [response for _address, response in answers if response.status_code == 200]
    assert sum(MARK in response.content.decode() for response in shown) > 10


def test_a_question_in_the_address_is_text(cast: Cast) -> None:
    client = writer(cast, "Els")
    found = {f"{address}: {harm}" for address in asking() for harm in harm_of(client.get(address))}
    assert not found, "\n".join(sorted(found))


def test_the_search_for_harm_notices_harm() -> None:
    """Else the tests above might pass because they see nothing."""
    for text in VARIANTS:
        reader = Harm()
        reader.feed(f'<title>{text}</title><p title="{text}">{text}</p><input value=\'{text}\'><a href="{text}">x</a>')
        assert reader.found or "{{7*7}}" in text, text
    reader = Harm()
    reader.feed("<p>K49K</p>")
    assert reader.found


def session_of(client: Client) -> str:
    return client.cookies["sessie"].value if "sessie" in client.cookies else ""


def ran(page: Page, address: str) -> bool:
    page.goto(address, wait_until="domcontentloaded")
    # What waits for a hand or an eye: point at everything, and give every field the focus.
    page.evaluate(
        """() => document.querySelectorAll("*").forEach((one) => {
            one.dispatchEvent(new MouseEvent("mouseover", {bubbles: true}));
            if (one.focus) one.focus();
        })"""
    )
    return bool(page.evaluate(f"'{MARK}' in window || !!document.querySelector('[{MARK}], [onerror], [onload]')"))


@pytest.mark.browser
def test_nothing_runs_in_a_browser_on_any_kind_of_page(cast_of_the_site: Cast, come: Come) -> None:
    """Some pages of every kind that hold such a text, with the first who meets them; of a kind without one, one.

    What each role gets on every page is read as text in test_canaries_on_pages.py.
    """
    put_everywhere(cast_of_the_site)
    bad: list[str] = []
    seen: set[str] = set()
    holding: Counter[str] = Counter()
    for who in IN_BROWSER:
        client = writer(cast_of_the_site, who)
        page = come(session_of(client))
        for address, response in pages_of(client, STARTS, with_money=False).items():
            if response.status_code != 200 or not response.headers["Content-Type"].startswith("text/html"):
                continue
            is_holding, kind = MARK in response.content.decode(), name_of(address)
            alike = address if is_holding else kind
            if alike not in seen and holding[kind] < MOST_OF_A_KIND:
                seen.add(alike)
                holding[kind] += is_holding
                bad += [f"{who} {address}"] if ran(page, address) else []
        page.context.close()
    assert len(holding) > 25
    assert holding.total() > 80
    assert not bad, "\n".join(bad)


@pytest.mark.browser
def test_nothing_runs_in_a_browser_that_asks_it_in_the_address(cast_of_the_site: Cast, come: Come) -> None:
    """Every address with a third of the texts, others at the next; all of them are read as text above."""
    client = writer(cast_of_the_site, "Els")
    page = come(session_of(client))
    pages = [one for one in asking() if "bestand" not in one and client.get(one).status_code in (200, 302)][::3]
    assert not [one for one in pages if ran(page, one)]


@pytest.mark.browser
def test_the_browser_would_notice(cast_of_the_site: Cast, come: Come, said: list[str]) -> None:
    """Else the tests above might pass because they see nothing."""
    page = come("")
    page.goto("/over/")
    page.evaluate(f"document.querySelector('main').insertAdjacentHTML('beforeend', {IMAGE!r})")
    assert page.evaluate("!!document.querySelector('[onerror]')")
    page.wait_for_timeout(200)
    assert any("content security policy: script-src" in one for one in said)
    assert page.evaluate(f"'{MARK}' in window") is False, "the policy is the second lock"
    said.clear()


def recipients(message: Any) -> set[str]:
    return set(message.recipients())


def check_mail(message: Any, *, to: str) -> None:
    """Only to whom it is meant, with the headers that we gave and a first line in one piece."""
    assert recipients(message) == {to}
    assert "\n" not in message.subject
    assert "\r" not in message.subject
    sent = message.message()
    assert "Bcc" not in sent
    assert sent.get_content_type() == "text/plain"
    assert len(sent.get_all("Subject")) == len(sent.get_all("To")) == 1


def test_a_name_with_new_lines_adds_nothing_to_an_invitation(cast: Cast) -> None:
    bram = writer(cast, "Bram")
    bram.post(f"{PLACE}over-mij/wijzig/", {"name": IN_NAMES[:80]})
    bram.post(f"{PLACE}codes/mail/", {"email": "buur@voorbeeld.nl"})
    check_mail(mail.outbox[-1], to="buur@voorbeeld.nl")
    assert "\nBcc:" not in str(mail.outbox[-1].body)
    assert "\nKlik" not in str(mail.outbox[-1].body)


def test_the_address_of_an_invitation_is_one_address(cast: Cast) -> None:
    mail.outbox.clear()
    for email in ("a@voorbeeld.nl\r\nBcc: b@evil.example", "a@voorbeeld.nl,b@evil.example", "a@voorbeeld.nl b@c.nl"):
        writer(cast, "Bram").post(f"{PLACE}codes/mail/", {"email": email})
    assert not mail.outbox


def test_a_neighbourhood_with_new_lines_in_its_name_adds_nothing_to_its_invitations(cast: Cast) -> None:
    mail.outbox.clear()
    told = {"b": "BU02020845", "name": "Wijk\r\nBcc: dief@evil.example", "own_name": IN_NAMES[:80]}
    answer = writer(cast, "outsider").post("/beginnen/wijk/", {**told, "emails": "buur@voorbeeld.nl"})
    assert answer.status_code == 302
    check_mail(mail.outbox[-1], to="buur@voorbeeld.nl")
    assert "\nKlik" not in str(mail.outbox[-1].body)


def test_names_with_new_lines_do_not_stop_the_round_of_short_mails(cast: Cast) -> None:
    """As they may stand in the database already, from before the forms were strict."""
    Neighbourhood.objects.filter(pk=cast.paasberg.pk).update(name="Wijk\r\nBcc: dief@evil.example")
    with scope(neighbourhood=cast.paasberg):
        Party.objects.filter(user__isnull=False).update(name=IN_NAMES[:80])
    mail.outbox.clear()
    assert send_digests("https://wijk.example") == len(mail.outbox) > 5
    for message in mail.outbox:
        check_mail(message, to=message.to[0])


def test_mail_is_plain_text_so_nothing_in_it_runs(cast: Cast) -> None:
    mail.outbox.clear()
    put_everywhere(cast)
    mail.outbox.clear()
    send_digests("https://wijk.example")
    writer(cast, "Bram").post(f"{PLACE}codes/mail/", {"email": "buur@voorbeeld.nl"})
    assert any(MARK in str(message.body) for message in mail.outbox)
    for message in mail.outbox:
        assert message.message().get_content_type() == "text/plain"
        assert not getattr(message, "alternatives", [])
        assert "K49K" not in str(message.body)


def cells(response: Any) -> list[str]:
    text = io.StringIO(response.content.decode("utf-8-sig"))
    return [cell for row in csv.reader(text, delimiter=";") for cell in row]


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_cell_of_the_log_is_a_formula(cast: Cast, start: str) -> None:
    evil = f"{start}HYPERLINK(0)"
    bram = writer(cast, "Bram")
    bram.post(f"{PLACE}over-mij/wijzig/", {"name": evil, "phone": evil, "address": evil})
    bram.post(f"{PLACE}codes/", {"kind": "poster", "batch": evil, "number": 2, "days": 30})
    bram.defaults["HTTP_X_FORWARDED_FOR"] = bram.defaults["HTTP_USER_AGENT"] = evil
    bram.post(f"{PLACE}mensen/organisatie/", {"name": evil, "sort": "company"})
    found = cells(writer(cast, "Els").get(f"{PLACE}logboek/bestand/?wat={evil}"))
    with scope(neighbourhood=cast.paasberg):
        assert len(found) > 10 * Act.objects.count() / 2
    assert not [cell for cell in found if cell.startswith(FORMULA_STARTS)]
    assert not [cell for cell in found if "HYPERLINK" in cell]


def test_the_money_of_a_place_holds_no_formula_either(cast: Cast) -> None:
    found = cells(Client().get(f"{PLACE}geld/2023-jaarrekening/limonade.csv"))
    texts = [cell for cell in found if not cell.replace("-", "").replace(".", "").isdecimal()]
    assert found
    assert not [cell for cell in texts if cell.startswith(FORMULA_STARTS)]


def test_a_name_of_only_spaces_or_new_lines_is_refused(cast: Cast) -> None:
    answer = writer(cast, "Tom").post(f"{PLACE}over-mij/wijzig/", {"name": "\r\n \t"})
    assert answer.status_code == 200
    assert WHOLE not in answer.content.decode()
