"""A visitor with a browser at the site; whatever the browser complains about fails the test."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

from limonade.facts.actions import Origin, load_boundaries
from limonade.facts.places import buurten_of
from limonade.neighbourhoods.actions import found_neighbourhood
from tests.cast import Cast, lay_out_cast
from tests.example import lay_out_demo
from tests.journeys.crawl import Answer, crawl
from tests.journeys.kept import KeptAnswers, folder_of_this_run

PHONE, DESK = 390, 1280
WIDTHS = (PHONE, DESK)
LANGUAGES = ("nl", "en")
# This address does not exist. Chromium reports its 404 in the console, which is then no fault of ours.
MISSING = "/bestaat-niet/"

SAY_WHAT_THE_POLICY_STOPPED = """
document.addEventListener("securitypolicyviolation", (event) => {
    console.error(`content security policy: ${event.violatedDirective} stopped ${event.blockedURI || "inline"}`);
});
"""

Come = Callable[..., Page]
Site = Callable[[str], dict[str, Answer]]


@pytest.fixture
def empty_site(transactional_db: None, settings: Any, tmp_path: Path) -> None:
    """No neighbourhood, and an empty shelf of its own."""
    settings.FACTS_DIR = tmp_path / "facts"


@pytest.fixture
def demo(empty_site: None) -> None:
    lay_out_demo()


@pytest.fixture
def cast(empty_site: None) -> Cast:
    """The people of the example, without figures; nobody asked for a code yet."""
    cache.clear()
    return lay_out_cast()


@pytest.fixture
def town_map(demo: None, tmp_path: Path) -> None:
    """The map of Arnhem, and a made-up one where the open data is not there."""
    shared = Path(os.environ.get("LIMONADE_SHARED", "")) / "data/geo/arnhem_buurten_2020_cartomap.geojson"
    load_boundaries(shared if shared.is_file() else made_up_map(tmp_path), year=2020, origin=Origin(publisher="CBS"))


def made_up_map(folder: Path) -> Path:
    """Every buurt a square, ten in a row."""
    features = []
    for place, one in enumerate(buurten_of("GM0202")):
        west, south = 5.8 + place % 10 / 100, 51.9 + place // 10 / 100
        ring = [(west + east / 100, south + north / 100) for east, north in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
        about = {"buurtcode": one.code, "buurtnaam": one.name}
        features.append(
            {"type": "Feature", "properties": about, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        )
    file = folder / "arnhem.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return file


@pytest.fixture
def unknown_place(empty_site: None) -> None:
    """A neighbourhood in a municipality of which nothing is loaded, also when the example is."""
    found_neighbourhood(
        name="Zonder cijfers",
        municipality_code="GM0344",
        buurten=["BU03440111"],
        division_year=2020,
        valid_from="2020-01-01",  # type: ignore[arg-type]
    )


@pytest.fixture(scope="session")
def kept_answers(tmp_path_factory: pytest.TempPathFactory) -> KeptAnswers:
    return KeptAnswers(folder_of_this_run(tmp_path_factory))


@pytest.fixture
def site(demo: None, unknown_place: None, client: Client, kept_answers: KeptAnswers) -> Site:
    """All addresses in a language, with the example and a place without figures; followed once per run."""
    return lambda language: kept_answers.get("visitor", language, lambda: crawl(client, language))


@pytest.fixture
def refusals() -> set[int]:
    """Answers that the test expects, such as 403; Chromium reports them in the console."""
    return set()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the console said and the content security policy stopped; must be empty in the end."""
    said: list[str] = []
    yield said
    assert not said, "the browser complains:\n" + "\n".join(said)


@pytest.fixture
def come(
    new_context: Callable[..., BrowserContext], live_server: LiveServer, complaints: list[str], refusals: set[int]
) -> Come:
    """A new visitor: `come(width, language)` gives a page of a browser that knows nothing yet."""

    def new_page(width: int, language: str = "nl", **options: Any) -> Page:
        size = {"width": width, "height": 800}
        context = new_context(viewport=size, base_url=live_server.url, **options)
        context.add_init_script(SAY_WHAT_THE_POLICY_STOPPED)
        context.on("console", lambda message: _note_message(complaints, refusals, message))
        context.on("weberror", lambda error: complaints.append(f"uncaught: {error.error}"))
        if language != "nl":
            context.add_cookies([{"name": "taal", "value": language, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page

    return new_page


def _note_message(complaints: list[str], refusals: set[int], message: ConsoleMessage) -> None:
    address = message.location.get("url", "")
    is_the_missing_page = "404" in message.text and address.endswith(MISSING)
    is_expected = any(f"responded with a status of {status} " in message.text for status in refusals)
    if message.type in ("error", "warning") and not is_the_missing_page and not is_expected:
        complaints.append(f"{message.type} at {address}: {message.text}")


@pytest.fixture(params=WIDTHS)
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def page(come: Come, width: int) -> Page:
    """A new visitor with the Dutch site, on a phone and at a desk."""
    return come(width)
