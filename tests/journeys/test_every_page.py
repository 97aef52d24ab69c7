"""Every page of the site, found by following links: with the example laid out, and on an empty site."""

from http import HTTPStatus
from urllib.parse import urldefrag

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.journeys.audit import faults_of
from tests.journeys.conftest import LANGUAGES, MISSING, WIDTHS, Come
from tests.journeys.crawl import UNLINKED, Answer, all_names, crawl, name_of, read
from tests.journeys.dutch_words import WORDS, dutch_in, proper_names

pytestmark = pytest.mark.browser

COMBINATIONS = [(width, language) for width in WIDTHS for language in LANGUAGES]
# These come many times in one form: each is opened in the browser at one combination only.
REPEATED = {"economy:cluster", "economy:task_field"}
THOROUGHLY = "/wijk/paasberg/geld/2023-jaarrekening/"
EMPTY_SITE = ("/", "/bronnen/", "/sleutels/", MISSING)
PLACE_WITHOUT_FIGURES = ("/wijk/zonder-cijfers/", "/wijk/zonder-cijfers/geld/", "/wijk/zonder-cijfers/cijfers/")


def pages_for(combination: int, answers: dict[str, Answer]) -> list[str]:
    """One page of every address name and all pages that exist once, and a fourth of those that come often."""
    pages = [address for address, answer in answers.items() if answer.is_page]
    often = [address for address in pages if name_of(address) in REPEATED]
    first = [next(address for address in often if name_of(address) == name) for name in sorted(REPEATED)]
    spread = [address for address in often if address.startswith(THOROUGHLY) and address not in first]
    once = [address for address in pages if name_of(address) not in REPEATED]
    return [*once, *first, *spread[combination :: len(COMBINATIONS)]]


def faults_of_all(page: Page, language: str, addresses: list[str]) -> list[str]:
    found = []
    for address in addresses:
        page.goto(address)
        found += [f"{address} {fault}" for fault in faults_of(page, language)]
    return found


@pytest.mark.parametrize(("width", "language"), COMBINATIONS)
def test_every_page_is_accessible_fits_the_screen_and_names_its_language(
    demo: None, unknown_place: None, client: Client, come: Come, width: int, language: str
) -> None:
    combination = COMBINATIONS.index((width, language))
    addresses = pages_for(combination, crawl(client, language))
    found = faults_of_all(come(width, language), language, [*addresses, MISSING])
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("width", "language"), COMBINATIONS)
def test_a_site_without_figures_is_as_sound(
    unknown_place: None, come: Come, width: int, language: str
) -> None:
    found = faults_of_all(come(width, language), language, [*EMPTY_SITE, *PLACE_WITHOUT_FIGURES])
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("width", "language"), COMBINATIONS)
def test_a_site_without_neighbourhoods_is_as_sound(
    empty_site: None, come: Come, width: int, language: str
) -> None:
    found = faults_of_all(come(width, language), language, [*EMPTY_SITE])
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_page_and_to_its_place_on_that_page(
    demo: None, unknown_place: None, client: Client, language: str
) -> None:
    answers = crawl(client, language)
    fine = (HTTPStatus.OK, HTTPStatus.FOUND)
    broken = [f"{address} answers {answer.status}" for address, answer in answers.items() if answer.status not in fine]
    for address, answer in answers.items():
        for target, place in map(urldefrag, answer.links):
            if place and place not in answers[target].anchors:
                broken.append(f"{address} links to {target}#{place}, which is not there")
    assert not broken, "\n".join(sorted(set(broken)))


def test_links_lead_to_every_address_of_the_site(demo: None, client: Client) -> None:
    found = {name_of(address) for address in crawl(client, "nl")}
    by_form_only = {"web:choose_language"}
    assert found == set(all_names()) - by_form_only
    assert {name_of(address) for address in UNLINKED} == {"design:components"}


def test_no_dutch_is_left_in_english(demo: None, unknown_place: None, client: Client) -> None:
    names = proper_names()
    answers = crawl(client, "en") | {MISSING: read(client, MISSING, "en")}
    found: dict[str, list[str]] = {}
    for address, answer in answers.items():
        for words in dutch_in(answer.text, names):
            found.setdefault(words, []).append(address)
    told = [f"“{words}” on {len(places)} pages, such as {places[0]}" for words, places in found.items()]
    assert not found, "\n".join(told)


def test_no_dutch_is_left_in_english_on_an_empty_site(unknown_place: None, client: Client) -> None:
    pages = [*EMPTY_SITE, *PLACE_WITHOUT_FIGURES]
    told = [(page, dutch_in(read(client, page, "en").text, proper_names())) for page in pages]
    assert not [one for one in told if one[1]]


def test_the_search_for_dutch_notices_every_dutch_page(demo: None, unknown_place: None, client: Client) -> None:
    """Without this, the two tests above could pass because they look for nothing."""
    names = proper_names()
    pages = [answer for answer in crawl(client, "nl").values() if answer.text]
    assert pages
    assert all(dutch_in(answer.text, names) for answer in pages)
    assert dutch_in("Nothing but an English page of the Iv3 jaarrekening gemeenten 2023.", names) == []
    together = " ".join(answer.text for answer in pages)
    assert [word for word in WORDS if not any(f" {word} " in f" {together.lower()} " for _ in (0,))] == []
