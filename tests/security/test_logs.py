"""S14: what people type, and what opens a door, stands in no log line, error mail, act or address."""

import importlib
import io
import logging
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django_scopes import scope

import limonade
from limonade.audit.models import Act, SiteAct
from limonade.notices.actions import stop_token
from limonade.people.models import BankAccount, JoinCode, Party
from limonade.scoping.sql_guard import national
from tests.cast import Cast
from tests.security.canaries import PLACE, Writer, writer

BSN, IBAN, DIAGNOSIS, NOTE = "111222333", "NL91ABNA0417164300", "longemfyseem", "kanariebriefje"
TYPED = (BSN, "111 222 333", IBAN, DIAGNOSIS, NOTE)
TEXT = f"{DIAGNOSIS} {NOTE}"
SURE = {"geen_bsn": "on"}
NO_BSN = re.compile(r"bsn|burgerservice|citizen_?service|sofi_?nummer|national_?id|social_?security|\bssn\b", re.I)
WARNING = "Dit lijkt op een burgerservicenummer"


@pytest.fixture
def console() -> Iterator[io.StringIO]:
    """All that our own console handler writes, with the loggers wide open.

    But not that of Django's templates: wide open it writes the whole page down, and our settings keep it shut.
    """
    handler = next(
        one
        for one in logging.getLogger().handlers
        if type(one) is logging.StreamHandler and type(one.formatter).__name__ == "DiscreetFormatter"
    )
    stream, before = io.StringIO(), handler.stream
    names = ("", "django.request", "django.security", "django.db.backends", "limonade", "allauth")
    levels = {name: logging.getLogger(name).level for name in names}
    handler.setStream(stream)
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield stream
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    handler.setStream(before)


@pytest.fixture
def admins(settings: Any) -> None:
    settings.ADMINS = [("Beheer", "beheer@voorbeeld.nl")]


def type_everywhere(cast: Cast) -> list[tuple[str, Any]]:
    """Into every field, also numbers that are ticked to be no BSN, by who may."""
    tom, coby, bram, vera, guest = (writer(cast, name) for name in ("Tom", "Coby", "Bram", "Vera", ""))
    told = {"name": NOTE, "phone": BSN, "address": f"{TEXT} {BSN}", **SURE}
    tom.post(f"{PLACE}over-mij/wijzig/", told)
    tom.post(f"{PLACE}kas/rekening/", {"holder": f"{NOTE} {BSN}", "iban": IBAN, **SURE})
    tom.post(f"{PLACE}kas/rekening/", {"holder": NOTE, "iban": f"{IBAN}9"})
    coby.post(f"{PLACE}mensen/binnenlaten/", {**told, "agreed": f"{TEXT} {BSN}"})
    bram.post(f"{PLACE}mensen/organisatie/", {"name": NOTE, "sort": "company", "rsin": BSN, "kvk": "12345678"})
    bram.post(f"{PLACE}codes/", {"kind": "poster", "batch": f"{NOTE} {BSN}", "number": 5, "days": 9, **SURE})
    bram.post(f"{PLACE}codes/mail/", {"email": f"{NOTE}@voorbeeld.nl"})
    texts = dict.fromkeys(("voice", "face", "interest", "desire"), f"{TEXT} {IBAN} {BSN}")
    vera.post(f"{PLACE}profiel/schrijf/", {**texts, "after": 1, **SURE})
    guest.post(f"{PLACE}mee/", {"code": NOTE})
    guest.post(f"{PLACE}helpen/stop/", {"code": BSN})
    guest.post("/binnen/", {"email": f"{NOTE}@voorbeeld.nl"})
    guest.post("/binnen/code/", {"code": NOTE})
    return [answer for one in (tom, coby, bram, vera, guest) for answer in one.answers]


def secrets_of(cast: Cast) -> list[str]:
    """What opens a door: a code to join, a code to stop help, a token, a session."""
    with scope(neighbourhood=cast.paasberg):
        codes = list(JoinCode.objects.values_list("code", flat=True))
        return [*codes, stop_token(Party.objects.get(user=cast.user("Tom")))]


def held(text: str, cast: Cast) -> list[str]:
    return [one for one in (*TYPED, *secrets_of(cast)) if one in text]


def test_an_ordinary_day_says_nothing_of_anybody(cast: Cast, console: io.StringIO, admins: None) -> None:
    assert {response.status_code for _address, response in type_everywhere(cast)} <= {200, 302}
    for who in ("Els", "Tom", "Bram", "Coby", "Dirk", ""):
        client = writer(cast, who)
        for page in ("mensen/", "codes/", "kas/", "logboek/", "over-mij/", "profiel/", "helpen/", "rollen/"):
            client.get(PLACE + page)
    assert not held(console.getvalue(), cast)
    assert not [message for message in mail.outbox if "beheer@voorbeeld.nl" in message.to]


def test_acts_hold_keys_and_codes_only(cast: Cast) -> None:
    type_everywhere(cast)
    with national("a test reads the whole log"):
        acts = [*Act.objects.all(), *SiteAct.objects.all()]
    rows = [" ".join(str(value) for value in act.facts().values()) for act in acts]
    assert len(rows) > 10
    assert not [found for row in rows for found in held(row, cast)]


def test_each_act_tells_the_six(cast: Cast) -> None:
    """What, on what, with which result, from where, who and when."""
    with scope(neighbourhood=cast.paasberg):
        last = max(Act.objects.values_list("number", flat=True))
        type_everywhere(cast)
        acts = list(Act.objects.filter(number__gt=last))
    assert {one.act for one in acts} >= {
        "people.joined",
        "people.details_changed",
        "people.organisation_added",
        "people.bank_account_proposed",
        "people.codes_made",
        "people.invited_by_mail",
        "people.help_started",
        "neighbourhoods.profile_written",
    }
    for one in acts:
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", one.act)
        assert one.result == "done"
        assert one.origin == "web 127.0.0.0/24", one.act
        assert one.user_id, one.act
        assert one.acting_party, one.act
        assert one.moment
        # A batch of codes is many things; the act says how many instead.
        assert one.subject_id or one.act == "people.codes_made", one.act


def test_no_address_holds_what_somebody_typed(cast: Cast) -> None:
    answers = type_everywhere(cast)
    led = [response.headers["Location"] for _address, response in answers if response.status_code == 302]
    assert len(led) > 5
    assert not [found for one in led for found in TYPED if found in one]


def breaks_with(error: Exception) -> Any:
    def breaks(*_any: Any, **_options: Any) -> None:
        raise error

    return breaks


@pytest.mark.parametrize("broken", ["change_details", "permission"])
def test_a_page_that_breaks_says_nothing_of_what_was_typed(
    cast: Cast, console: io.StringIO, admins: None, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    error = PermissionDenied() if broken == "permission" else RuntimeError("on purpose")
    monkeypatch.setattr("limonade.people.actions.change_details", breaks_with(error))
    client = writer(cast, "Tom")
    client.raise_request_exception = False
    told = {"name": NOTE, "phone": BSN, "address": f"{TEXT} {IBAN}"}
    response = client.post(f"{PLACE}over-mij/wijzig/", told)
    assert response.status_code == (403 if broken == "permission" else 500)
    assert broken == "permission" or "RuntimeError" in console.getvalue()
    assert not held(console.getvalue() + response.content.decode(), cast)
    assert client.cookies["sessie"].value not in console.getvalue()
    assert not [message for message in mail.outbox if "beheer@voorbeeld.nl" in message.to]


def test_what_the_database_says_of_a_refused_row_is_left_out(
    cast: Cast, console: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL tells the whole row in its DETAIL."""

    def twice(*_any: Any, **_options: Any) -> None:
        row = {"neighbourhood": cast.paasberg, "kind": "person", "name": f"{NOTE}\n\n{DIAGNOSIS}", "sort": "wrong"}
        with transaction.atomic():
            tom = Party.objects.get(user=cast.user("Tom"))
            Party.objects.create(
                **row, joined_at=tom.joined_at, joined_by=tom.joined_by, came_through="code", phone=BSN
            )

    monkeypatch.setattr("limonade.people.actions.change_details", twice)
    client = writer(cast, "Tom")
    client.raise_request_exception = False
    assert client.post(f"{PLACE}over-mij/wijzig/", {"name": "Tom"}).status_code == 500
    said = console.getvalue()
    assert "IntegrityError" in said
    assert "party_person_or_organisation" in said, "which rule refused is still told"
    assert ("DETAIL: ..." in said) == (connection.vendor == "postgresql")
    assert not held(said, cast)


def test_the_words_of_a_refused_row_would_have_been_there(cast: Cast) -> None:
    """Else the test above might pass because nobody said anything."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite does not tell the row")
    with scope(neighbourhood=cast.paasberg):
        tom = Party.objects.get(user=cast.user("Tom"))
        with pytest.raises(IntegrityError, match=NOTE), transaction.atomic():
            Party.objects.filter(pk=tom.pk).update(name=NOTE, sort="wrong")


def test_codes_and_tokens_in_addresses_stay_out_of_the_log(cast: Cast, console: io.StringIO) -> None:
    type_everywhere(cast)
    for secret in secrets_of(cast):
        for path in (f"{PLACE}mee/{secret}/", f"/wijk/geitenkamp/mee/{secret}/", f"/mailtje/stop/{secret}/"):
            Client().put(path)
            Client().get(path)
            Client(enforce_csrf_checks=True).post(path, {"name": NOTE})
    said = console.getvalue()
    assert "/mee/..." in said
    assert not held(said, cast)


def test_bad_input_says_nothing_of_itself(cast: Cast, console: io.StringIO) -> None:
    client = writer(cast, "Bram")
    client.raise_request_exception = False
    for field in ("kind", "number", "days", "batch", "zzz"):
        client.post(
            f"{PLACE}codes/", {"kind": "poster", "batch": "x", "number": 1, "days": 1, field: f"{NOTE}\x00{BSN}"}
        )
    client.post(f"{PLACE}codes/", data=f"{{{NOTE}", content_type="application/json")
    client.post(f"{PLACE}codes/mail/", {"email": f"{NOTE}\x00@voorbeeld.nl"})
    client.get(f"{PLACE}mensen/", {"zoek": f"{NOTE}\x00{BSN}"})
    client.get("/over/", headers={"host": f"{NOTE}.evil.example"})
    client.cookies["sessie"] = NOTE
    client.get(f"{PLACE}mensen/")
    said = console.getvalue().replace(f"{NOTE}.evil.example", "")  # a host is not typed into a field
    assert not held(said, cast)


def field_said(client: Writer, address: str, told: dict[str, Any]) -> str:
    return str(client.post(address, told).content.decode())


DETAILS = {"name": "Tom", "phone": "", "address": ""}


@pytest.mark.parametrize("typed", [BSN, "111 222 333", "111.222.333", "111-222-333", f"mijn bsn is {BSN}."])
def test_what_looks_like_a_bsn_is_asked_about_and_may_be_kept_with_a_tick(cast: Cast, typed: str) -> None:
    tom = writer(cast, "Tom")
    page = field_said(tom, f"{PLACE}over-mij/wijzig/", {**DETAILS, "address": typed})
    assert WARNING in page
    assert 'name="geen_bsn"' in page
    with scope(neighbourhood=cast.paasberg):
        assert Party.objects.get(user=cast.user("Tom")).address != typed
        assert tom.post(f"{PLACE}over-mij/wijzig/", {**DETAILS, "address": typed, **SURE}).status_code == 302
        assert Party.objects.get(user=cast.user("Tom")).address == typed


@pytest.mark.parametrize("typed", ["111222334", "1112223330", "12345678", "Bergstraat 12", "06 12345678"])
def test_other_numbers_are_not_asked_about(cast: Cast, typed: str) -> None:
    assert writer(cast, "Tom").post(f"{PLACE}over-mij/wijzig/", {**DETAILS, "address": typed}).status_code == 302


def test_official_fields_are_not_asked_about(cast: Cast) -> None:
    told = {"name": "Stichting De Linde", "sort": "foundation", "kvk": "12345678", "rsin": BSN}
    assert writer(cast, "Bram").post(f"{PLACE}mensen/organisatie/", told).status_code == 302
    tom = writer(cast, "Tom")
    assert tom.post(f"{PLACE}over-mij/wijzig/", {**DETAILS, "phone": BSN}).status_code == 302
    assert tom.post(f"{PLACE}kas/rekening/", {"holder": "Wijkbedrijf", "iban": IBAN}).status_code == 302
    with scope(neighbourhood=cast.paasberg):
        assert Party.objects.filter(rsin=BSN).exists()
        assert BankAccount.objects.filter(iban=IBAN).exists()


def names_in_models() -> Iterator[str]:
    for model in apps.get_models(include_auto_created=True):
        for one in model._meta.get_fields():
            yield f"{model._meta.label}.{one.name} {getattr(one, 'verbose_name', '')}"


def names_in_forms() -> Iterator[str]:
    for found in pkgutil.walk_packages(limonade.__path__, "limonade."):
        if found.name.endswith(".forms"):
            for one in vars(importlib.import_module(found.name)).values():
                if isinstance(one, type) and issubclass(one, forms.BaseForm):
                    fields: dict[str, forms.Field] = one.base_fields  # type: ignore[attr-defined]
                    yield from (f"{one.__name__}.{name} {field.label}" for name, field in fields.items())


def test_no_model_and_no_form_has_a_place_for_a_bsn() -> None:
    found = [*names_in_models(), *names_in_forms()]
    assert len(found) > 150
    assert not [one for one in found if NO_BSN.search(one)]
