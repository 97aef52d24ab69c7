"""S7: what internet.nl asks of the headers of every answer, and cookies that nobody else can read."""

import datetime as dt
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from csp.constants import NONE, SELF
from django.test import Client
from django.utils import timezone

from tests.cast import Cast, sign_in
from tests.security.guessing import ENTER
from tests.security.walk import every_address

ROOT = Path(__file__).resolve().parents[2]
HSTS_SECONDS = 31_536_000
ASKED_OF_PRODUCTION = (
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_PROXY_SSL_HEADER",
    "CSRF_COOKIE_SECURE",
    "SESSION_COOKIE_SECURE",
    "LANGUAGE_COOKIE_SECURE",
    "CONTENT_SECURITY_POLICY",
    "DEBUG",
    "ALLAUTH_TRUSTED_PROXY_COUNT",
    "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN",
)
ORGANISATION = """
[[organisation]]
id = "arnhem"
name = "Gemeente Arnhem"
server = "https://login.arnhem.example/realms/wijk"
client_id = "limonade"
client_secret = "only-for-tests"
domains = ["arnhem.example"]
"""


def directives(policy: str) -> dict[str, list[str]]:
    parts = [one.split() for one in policy.split(";") if one.strip()]
    return {name: sources for name, *sources in parts}


def is_wide(name: str, source: str) -> bool:
    """Lets in what anybody wrote, or what was not meant to be let in."""
    everybody = ("*", "http:", "https:", "blob:")
    return "unsafe" in source or source in everybody or (source == "data:" and name != "img-src")


def faults_of_policy(policy: str) -> Iterator[str]:
    """By the rules of internet.nl, and stricter: nothing of anybody else, and no data: but for images."""
    found = directives(policy)
    yield from (
        f"{name} allows {source}" for name, all_of in found.items() for source in all_of if is_wide(name, source)
    )
    for name in ("default-src", "base-uri", "frame-ancestors", "object-src"):
        if found.get(name) != ["'none'"]:
            yield f"{name} is {found.get(name)}"
    if not found.get("form-action"):
        yield "form-action is missing, and default-src says nothing about it"


def faults_of_headers(headers: Any) -> Iterator[str]:
    yield from faults_of_policy(headers.get("Content-Security-Policy", ""))
    wanted = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    for name, value in wanted.items():
        if headers.get(name) != value:
            yield f"{name} is {headers.get(name)}"
    for name in ("Server", "X-Powered-By", "Access-Control-Allow-Origin"):
        if name in headers:
            yield f"{name} is told"
    if "charset=utf-8" not in headers.get("Content-Type", "charset=utf-8") and "text/" in headers["Content-Type"]:
        yield "the spelling of the text is not told"


def faults_of_cookies(client: Client, *, secure: bool) -> Iterator[str]:
    for name, cookie in client.cookies.items():
        if not cookie.value:
            continue  # taken away
        if not cookie["httponly"]:
            yield f"{name} can be read by scripts"
        if cookie["samesite"] not in ("Lax", "Strict"):
            yield f"{name} has SameSite {cookie['samesite']!r}"
        if secure and not cookie["secure"]:
            yield f"{name} also goes over plain http"
        if cookie["domain"]:
            yield f"{name} also goes to {cookie['domain']}"


def production(folder: Path, **environment: str) -> dict[str, Any]:
    """The settings as a server has them, read by a process of its own."""
    code = (
        "import json, limonade.settings as found;"
        f"print(json.dumps({{name: getattr(found, name, None) for name in {ASKED_OF_PRODUCTION!r}}}, default=list))"
    )
    plain = {name: value for name, value in os.environ.items() if not name.startswith("LIMONADE_")}
    plain |= {"LIMONADE_VAR": str(folder), "LIMONADE_SECRET_KEY": "only-for-tests", "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", code], env={**plain, **environment}, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout))


@pytest.fixture
def on_a_server(settings: Any, tmp_path: Path) -> None:
    for name, value in production(tmp_path).items():
        setattr(settings, name, value)


def answers(client: Client, addresses: dict[str, str], **options: Any) -> Iterator[tuple[str, Any]]:
    client.raise_request_exception = False
    for name, address in addresses.items():
        yield f"GET {name}", client.get(address, **options)
        yield f"POST {name}", client.post(address, **options)
        yield f"OPTIONS {name}", client.options(address, **options)


@pytest.mark.parametrize("who", ["", "Els", "Coby", "Tom"])
def test_every_answer_of_every_address_has_the_headers_of_internet_nl(cast: Cast, who: str) -> None:
    client = Client()
    if who:
        sign_in(client, cast.user(who))
    addresses = every_address(cast)
    assert len(addresses) > 80
    # Else the walk ends its own session half-way.
    for name in ("account_logout", "account_end_sessions", "account_close", "leave"):
        addresses[name] = addresses.pop(name)
    found = {
        f"{name} ({response.status_code}): {fault}"
        for name, response in answers(client, addresses)
        for fault in faults_of_headers(response.headers)
    }
    assert not found, "\n".join(sorted(found))
    assert not list(faults_of_cookies(client, secure=False))


@pytest.mark.parametrize("address", ["/bestaat-niet/", "/wijk/nergens/", "/wijk/paasberg/mensen/"])
def test_also_a_page_that_is_not_there_has_them(cast: Cast, address: str) -> None:
    assert not list(faults_of_headers(Client().get(address).headers))


def test_also_a_page_that_breaks_has_them(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_any: Any, **_options: Any) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr("limonade.web.views.pages.Paginator", breaks)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert not list(faults_of_headers(response.headers))


def test_also_a_form_from_elsewhere_and_too_many_tries_have_them(cast: Cast) -> None:
    refused = Client(enforce_csrf_checks=True).post("/taal/", {"taal": "en"})
    assert refused.status_code == 403
    assert not list(faults_of_headers(refused.headers))
    client = Client()
    sign_in(client, cast.user("Tom"), strong=True)
    pages = [client.post("/ben-jij-het/code/", {"code": "000000"}) for _one in range(12)]
    assert pages[-1].status_code == 429
    assert not list(faults_of_headers(pages[-1].headers))


def test_the_rules_notice_a_bad_policy() -> None:
    """Else the tests above might pass because they see nothing."""
    bad = (
        "",
        "default-src *",
        "default-src 'none'; script-src 'self' 'unsafe-inline'",
        "default-src 'none'; script-src data:",
        "default-src 'none'; style-src https:",
        "default-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'",
        "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'",
    )
    assert all(list(faults_of_policy(one)) for one in bad)


def test_a_server_keeps_everyone_on_https(cast: Cast, on_a_server: None) -> None:
    plain = Client().get("/over/")
    assert (plain.status_code, plain.url) == (301, "https://testserver/over/")  # type: ignore[attr-defined]
    client = Client()
    sign_in(client, cast.user("Els"))
    found = set()
    addresses = {name: one for name, one in every_address(cast).items() if name not in ("account_logout", "leave")}
    for name, response in answers(client, addresses, secure=True):
        told = re.match(r"max-age=(\d+); includeSubDomains", response.headers.get("Strict-Transport-Security", ""))
        if not told or int(told[1]) < HSTS_SECONDS:
            found.add(f"{name}: {response.headers.get('Strict-Transport-Security')}")
    assert not found, "\n".join(sorted(found))


def test_cookies_of_a_server_go_over_https_only(cast: Cast, on_a_server: None) -> None:
    client = Client()
    client.get(ENTER, secure=True)
    client.post(ENTER, {"email": "tom@limonade.example"}, secure=True)
    client.post("/taal/", {"taal": "en"}, secure=True)
    assert {"csrftoken", "sessie", "taal"} <= set(client.cookies)
    assert not list(faults_of_cookies(client, secure=True))


def test_a_server_believes_no_proxy_that_it_was_not_told_of(tmp_path: Path) -> None:
    found = production(tmp_path)
    assert found["DEBUG"] is False
    assert found["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0
    assert found["SECURE_PROXY_SSL_HEADER"] is None
    assert found["MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"] is False
    behind = production(tmp_path, LIMONADE_BEHIND_PROXY="1")
    assert behind["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]


def test_with_an_organisation_forms_may_lead_there_and_nowhere_else(db: None, settings: Any, tmp_path: Path) -> None:
    file = tmp_path / "sign-in.toml"
    file.write_text(ORGANISATION)
    policy = production(tmp_path, LIMONADE_SIGN_IN=str(file))["CONTENT_SECURITY_POLICY"]
    assert policy["DIRECTIVES"]["form-action"] == [SELF, "https://login.arnhem.example"]
    settings.CONTENT_SECURITY_POLICY = policy
    sent = Client().get(ENTER).headers["Content-Security-Policy"]
    assert directives(sent)["form-action"] == ["'self'", "https://login.arnhem.example"]
    others = {name: sources for name, sources in directives(sent).items() if name != "form-action"}
    assert "arnhem" not in json.dumps(others)
    assert not list(faults_of_policy(sent))


def test_without_an_organisation_forms_lead_to_ourselves_only(tmp_path: Path) -> None:
    policy = production(tmp_path)["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert policy["form-action"] == [SELF]
    assert policy["default-src"] == [NONE]


@pytest.mark.parametrize(
    "server",
    [
        "http://login.arnhem.example",
        "javascript:alert(1)",
        "*",
        "https:",
        "https://*",
        "https://name@arnhem.example",
        "https://arnhem.example; script-src *",
    ],
)
def test_a_server_of_an_organisation_that_would_open_the_policy_stops_the_start(tmp_path: Path, server: str) -> None:
    file = tmp_path / "sign-in.toml"
    file.write_text(ORGANISATION.replace("https://login.arnhem.example/realms/wijk", server))
    with pytest.raises(subprocess.CalledProcessError) as stopped:
        production(tmp_path, LIMONADE_SIGN_IN=str(file))
    assert "must begin with https://" in stopped.value.stderr


def test_security_txt_says_who_to_tell_and_stays_valid(db: None, on_a_server: None) -> None:
    response = Client().get("/.well-known/security.txt", secure=True)
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    left = dt.datetime.fromisoformat(lines["Expires"].replace("Z", "+00:00")) - timezone.now()
    assert dt.timedelta(days=30) < left < dt.timedelta(days=365)
    assert re.match(r"(mailto:|https://)", lines["Contact"])
    assert lines["Canonical"] == "https://testserver/.well-known/security.txt"
    assert "nl" in lines["Preferred-Languages"]
