"""Corrie comes in with the account of the municipality. Its sign-in is played by tests/provider."""

import logging
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from limonade.accounts.models import User
from limonade.accounts.sign_in_file import origins, read_organisations
from tests.cast import Cast
from tests.journeys.coming_in import follow, heading, main, path_of, press
from tests.own_place import ROOT
from tests.provider import CLIENT, HOST, SECRET

pytestmark = pytest.mark.browser

LONGEST_START = 60
SIGN_IN = """
[[organisation]]
id = "arnhem"
name = "Gemeente Arnhem"
server = "{server}"
client_id = "{client}"
client_secret = "{secret}"
domains = ["limonade.example"]
"""
Configure = Callable[[str], None]


def free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="session")
def provider(live_server: LiveServer) -> Iterator[str]:
    """The address of the municipality's sign-in, in a process and a database of its own."""
    server = f"http://{HOST}:{free_port()}"
    callback = live_server.url + reverse("openid_connect_callback", args=["arnhem"])
    place = Path(tempfile.mkdtemp(prefix="provider-", dir=os.environ["LIMONADE_VAR"]))
    own = {"LIMONADE_VAR": str(place), "LIMONADE_LOCAL": "1", "LIMONADE_SECRET_KEY": "of-the-provider"}
    outside = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "LIMONADE_SIGN_IN")}
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    command = [sys.executable, "-m", "tests.provider", str(urlsplit(server).port), callback]
    with (place / "log").open("w") as log:
        running = subprocess.Popen(
            command, cwd=ROOT, env={**outside, **own, "PYTHONPATH": paths}, stdout=log, stderr=log
        )
        try:
            wait_for(server, running, place / "log")
            yield server
        finally:
            running.terminate()
            running.wait(timeout=20)


def wait_for(server: str, running: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + LONGEST_START
    while running.poll() is None and time.monotonic() < until:
        try:
            urlopen(f"{server}/.well-known/openid-configuration", timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the provider does not start:\n{log.read_text()}")


@pytest.fixture
def configure(settings: Any, tmp_path: Path) -> Configure:
    """As if the site started with a sign-in.toml that names this server."""

    def with_server(server: str) -> None:
        file = tmp_path / "sign-in.toml"
        file.write_text(SIGN_IN.format(server=server, client=CLIENT, secret=SECRET))
        apps = read_organisations(file, may_be_plain=True)
        policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        settings.ORGANISATIONS = apps
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps, "OAUTH_PKCE_ENABLED": True}}
        form_action = [*policy["form-action"], *origins(apps)]
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**policy, "form-action": form_action}}

    return with_server


@pytest.fixture
def arnhem(cast: Cast, provider: str, configure: Configure) -> Cast:
    configure(provider)
    return cast


def sign_in_as(page: Page, email: str) -> None:
    page.goto("/binnen/")
    press(page, "Ga verder met Gemeente Arnhem")
    expect(heading(page)).to_have_text("Gemeente Arnhem")
    press(page, email)


def test_corrie_comes_in_with_the_account_of_the_municipality_and_stays_who_she_was(
    arnhem: Cast, page: Page, provider: str
) -> None:
    before, asked = User.objects.count(), []
    page.on("request", lambda request: asked.append(request.url))
    sign_in_as(page, "corrie@limonade.example")
    expect(heading(page)).to_have_text("Dag Corrie")
    assert path_of(page) == "/wijk/paasberg/vandaag/"
    assert User.objects.count() == before
    assert SocialAccount.objects.get().user == arnhem.user("Corrie")

    (authorize,) = {one for one in asked if one.startswith(provider) and "/authorize?" in one}
    query = parse_qs(urlsplit(authorize).query)
    assert query["code_challenge_method"] == ["S256"]
    assert len(query["code_challenge"][0]) >= 43

    page.goto("/account/")
    press(page, "Ga naar buiten")
    page.goto("/binnen/")
    press(page, "Ga verder met Gemeente Arnhem")  # who is still inside there comes straight back
    expect(heading(page)).to_have_text("Dag Corrie")
    assert SocialAccount.objects.count() == 1


def test_a_colleague_without_an_account_gets_one(arnhem: Cast, page: Page) -> None:
    sign_in_as(page, "nina@limonade.example")
    expect(main(page)).to_contain_text("Fijn dat je er bent. Je doet nog in geen wijk mee.")
    assert SocialAccount.objects.get().user == User.objects.get(email="nina@limonade.example")


@pytest.mark.parametrize(
    "email",
    ["jan@elders.example", "wim@limonade.example"],
    ids=["of another domain", "not verified"],
)
def test_the_municipality_cannot_vouch_for_every_address(arnhem: Cast, page: Page, email: str) -> None:
    before = set(User.objects.values_list("email", flat=True))
    sign_in_as(page, email)
    expect(heading(page)).to_have_text("Hier kom je niet verder")
    expect(main(page)).to_contain_text("Je organisatie mag niet instaan voor het adres dat ze ons gaf.")
    assert set(User.objects.values_list("email", flat=True)) == before
    assert not SocialAccount.objects.exists()
    page.goto("/mijn/")
    expect(heading(page)).to_have_text("Kom binnen")


def test_a_sign_in_that_is_down_gives_a_page_with_another_way_in(
    cast: Cast,
    configure: Configure,
    page: Page,
    refusals: set[int],
    caplog: pytest.LogCaptureFixture,
) -> None:
    configure(f"http://{HOST}:{free_port()}")
    refusals.add(401)
    page.goto("/binnen/")
    press(page, "Ga verder met Gemeente Arnhem")
    expect(heading(page)).to_have_text("Dat lukte niet")
    expect(main(page)).to_contain_text("Je organisatie kon ons niet vertellen wie je bent.")
    follow(page, "Probeer het opnieuw")
    expect(heading(page)).to_have_text("Kom binnen")
    assert [record for record in caplog.records if record.levelno >= logging.ERROR or record.exc_info] == []


def test_a_sign_in_that_breaks_off_on_the_way_back_gives_that_page_too(
    arnhem: Cast, configure: Configure, page: Page, refusals: set[int], caplog: pytest.LogCaptureFixture
) -> None:
    page.goto("/binnen/")
    press(page, "Ga verder met Gemeente Arnhem")
    expect(heading(page)).to_have_text("Gemeente Arnhem")
    configure(f"http://{HOST}:{free_port()}")
    refusals.add(401)
    press(page, "corrie@limonade.example")
    expect(heading(page)).to_have_text("Dat lukte niet")
    assert [record for record in caplog.records if record.levelno >= logging.ERROR or record.exc_info] == []
