"""Every page of the site, found by following links: with the example laid out, and on an empty site."""

from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import urldefrag

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.journeys.audit import faults_of
from tests.journeys.conftest import LANGUAGES, MISSING, WIDTHS, Come, Site
from tests.journeys.crawl import Answer, all_names, name_of, read
from tests.journeys.dutch_words import WORDS, dutch_in, proper_names

pytestmark = pytest.mark.browser

COMBINATIONS = [(width, language) for width in WIDTHS for language in LANGUAGES]
# The clusters and task fields of one edition are opened in the browser; the others have the same form.
REPEATED = {"economy:cluster", "economy:task_field"}
THOROUGHLY = "/wijk/paasberg/geld/2023-jaarrekening/"
EMPTY_SITE = ("/", "/bronnen/", "/sleutels/", MISSING)
PLACE_WITHOUT_FIGURES = ("/", "/wijk/zonder-cijfers/", "/wijk/zonder-cijfers/geld/", "/wijk/zonder-cijfers/cijfers/")
WITHOUT_OWN_PAGE = {"web:choose_language", "economy:csv", "economy:xlsx"}
"""A form that leads back to the page, and two files."""


def pages_for(combination: int, answers: dict[str, Answer]) -> list[str]:
    """One page of every address name, and of all other pages a quarter, so that together all are opened."""
    pages = [address for address, answer in answers.items() if answer.is_page]
    pages.sort(key=lambda address: "/paasberg/" not in address)
    of_name = {name_of(address): address for address in reversed(pages)}
    others = [
        address
        for address in pages
        if address not in of_name.values() and (name_of(address) not in REPEATED or address.startswith(THOROUGHLY))
    ]
    return [*of_name.values(), *others[combination :: len(COMBINATIONS)]]


def faults_of_all(page: Page, language: str, addresses: Iterable[str]) -> list[str]:
    found = []
    for address in addresses:
        page.goto(address)
        found += [f"{address} {fault}" for fault in faults_of(page, language)]
    return found


@pytest.mark.parametrize(("width", "language"), COMBINATIONS)
def test_every_page_is_accessible_fits_the_screen_and_says_its_language(
    site: Site, come: Come, width: int, language: str
) -> None:
    addresses = pages_for(COMBINATIONS.index((width, language)), site(language))
    found = faults_of_all(come(width, language), language, [*addresses, MISSING])
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("width", "language"), COMBINATIONS)
def test_a_site_without_figures_is_as_accessible(
    empty_site: None, request: pytest.FixtureRequest, come: Come, width: int, language: str
) -> None:
    page = come(width, language)
    found = faults_of_all(page, language, EMPTY_SITE)
    request.getfixturevalue("unknown_place")
    found += faults_of_all(page, language, PLACE_WITHOUT_FIGURES)
    assert not found, "\n".join(found)


def test_every_address_of_the_site_is_opened_in_every_width_and_language(site: Site) -> None:
    wanted = set(all_names()) - WITHOUT_OWN_PAGE
    for combination, (_width, language) in enumerate(COMBINATIONS):
        assert {name_of(address) for address in pages_for(combination, site(language))} == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_page_and_to_its_place_on_that_page(site: Site, language: str) -> None:
    answers = site(language)
    fine = (HTTPStatus.OK, HTTPStatus.FOUND)
    broken = {f"{address} answers {answer.status}" for address, answer in answers.items() if answer.status not in fine}
    for address, answer in answers.items():
        for target, place in map(urldefrag, answer.links):
            if place and place not in answers[target].anchors:
                broken.add(f"{address} links to {target}#{place}, which is not there")
    assert not broken, "\n".join(sorted(broken))


def test_no_dutch_is_left_in_english(site: Site, client: Client) -> None:
    names = proper_names()
    found: dict[str, list[str]] = {}
    for address, answer in (site("en") | {MISSING: read(client, MISSING, "en")}).items():
        for words in dutch_in(answer.text, names):
            found.setdefault(words, []).append(address)
    told = [f"“{words}” on {len(places)} pages, such as {places[0]}" for words, places in found.items()]
    assert not found, "\n".join(told)


def test_no_dutch_is_left_in_english_on_an_empty_site(
    empty_site: None, request: pytest.FixtureRequest, client: Client
) -> None:
    texts = [(address, read(client, address, "en").text) for address in EMPTY_SITE]
    request.getfixturevalue("unknown_place")
    texts += [(address, read(client, address, "en").text) for address in PLACE_WITHOUT_FIGURES]
    found = [f"{address}: {words}" for address, text in texts for words in dutch_in(text, proper_names())]
    assert not found, "\n".join(found)


def test_the_search_for_dutch_notices_every_dutch_page(site: Site) -> None:
    """Else the two tests above might pass because they look for nothing."""
    names = proper_names()
    texts = [answer.text for answer in site("nl").values() if answer.text]
    assert texts
    assert all(dutch_in(text, names) for text in texts)
    spoken = set(" ".join(texts).lower().split())
    assert set(WORDS) <= spoken
    assert dutch_in("The source is “Iv3 jaarrekening gemeenten 2023”, for Paasberg.", names) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_audit_notices_a_bad_page(empty_site: None, come: Come, complaints: list[str], width: int) -> None:
    """Else the tests above might pass because they see nothing."""
    page = come(width)
    page.goto("/over/")
    page.evaluate(
        """() => {
            document.querySelector("h1").remove();
            document.querySelector("main").append(new Image(3000, 10));
            document.querySelector("main").insertAdjacentHTML("beforeend", '<p style="color: red">!</p>');
        }"""
    )
    found = "\n".join(faults_of(page, "en"))
    assert "says that its language is nl" in found
    assert "has 0 headings of level one" in found
    assert f"wide on a screen of {width}" in found
    assert "axe image-alt" in found
    assert any("content security policy: style-src" in one for one in complaints)
    complaints.clear()
