"""The example with its people, and a browser that notes what the policy stopped."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import BrowserContext, ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast, lay_out_cast
from tests.example import lay_out_demo

SAY_WHAT_THE_POLICY_STOPPED = """
document.addEventListener("securitypolicyviolation", (event) => {
    console.error(`content security policy: ${event.violatedDirective} stopped ${event.blockedURI || "inline"}`);
});
"""
# Nothing runs from these, and the pages are many.
HOW_IT_LOOKS = re.compile(r"\.(css|woff2|png|svg)(\?|$)")


@pytest.fixture
def cast(db: None) -> Cast:
    lay_out_demo()
    return lay_out_cast()


@pytest.fixture
def empty_cache(transactional_db: None) -> Iterator[None]:
    """Its table is no model's, so nothing else empties it after a test that commits."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def cast_of_the_site(empty_cache: None, settings: Any, tmp_path: Path) -> Cast:
    """As the live server sees it."""
    settings.FACTS_DIR = tmp_path / "facts"
    lay_out_demo()
    return lay_out_cast()


@pytest.fixture
def said() -> Iterator[list[str]]:
    """What the content security policy stopped, and what was thrown; must be empty in the end."""
    heard: list[str] = []
    yield heard
    assert not heard, "the browser complains:\n" + "\n".join(heard)


@pytest.fixture
def come(new_context: Callable[..., BrowserContext], live_server: LiveServer, said: list[str]) -> Callable[[str], Page]:
    """A browser with this session, or with none when it is empty."""

    def new_page(session: str) -> Page:
        context = new_context(viewport={"width": 1280, "height": 800}, base_url=live_server.url)
        context.add_init_script(SAY_WHAT_THE_POLICY_STOPPED)
        context.route(HOW_IT_LOOKS, lambda route: route.abort())
        context.on("console", lambda message: _note(said, message))
        context.on("weberror", lambda error: said.append(f"uncaught: {error.error}"))
        if session:
            context.add_cookies([{"name": "sessie", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page

    return new_page


def _note(said: list[str], message: ConsoleMessage) -> None:
    if "content security policy" in message.text.lower():
        said.append(f"{message.type} at {message.location.get('url', '')}: {message.text}")
