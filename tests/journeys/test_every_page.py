"""Every page of the site, found by following links: with the example laid out, and on an empty site."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from urllib.parse import urldefrag

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from limonade.people.models import JoinCode
from tests.cast import Cast
from tests.journeys.audit import faults_of
from tests.journeys.coming_in import mailed_code
from tests.journeys.conftest import LANGUAGES, MISSING, WIDTHS, Come, Site
from tests.journeys.crawl import Answer, all_names, name_of, read
from tests.journeys.dutch_words import WORDS, dutch_in, proper_names
from tests.journeys.inside import INSIDERS, as_others_wrote, carry_in, come_inside, furnish, inside
from tests.journeys.kept import KeptAnswers

pytestmark = pytest.mark.browser

Inside = Callable[[str, str], dict[str, Answer]]
COMBINATIONS = [(width, language) for width in WIDTHS for language in LANGUAGES]
# Of an address name this many pages are opened in the browser beside the first; more have the same form.
MOST_ALIKE = 4
EMPTY_SITE = ("/", "/bronnen/", "/sleutels/", MISSING)
PLACE_WITHOUT_FIGURES = ("/", "/wijk/zonder-cijfers/", "/wijk/zonder-cijfers/geld/", "/wijk/zonder-cijfers/cijfers/")
BUTTON = "a button on another page"
WITHOUT_OWN_PAGE = {
    "economy:csv": "a file",
    "economy:household_csv": "a file",
    "economy:my_household_file": "a file",
    "ledger:statement_file": "a file",
    "company:invoices_file": "a file",
    "economy:compare_households_csv": "a file",
    "economy:council_pdf": "a file",
    "economy:infographic_pdf": "a file",
    "economy:data_package": "a file",
    "economy:xlsx": "a file",
    "my_data": "a file",
    "web:log_file": "a file",
    "ledger:cash_book_file": "a file",
    "ledger:my_account_file": "a file",
    "ledger:trial_balance_file": "a file",
    "ledger:journal_file": "a file",
    "ledger:paper": "a file",
    "ledger:remove_template": BUTTON,
    "ledger:attach": BUTTON,
    "economy:withdraw_told": BUTTON,
    "mfa_download_recovery_codes": "a file",
    "security_txt": "for computers",
    "web:choose_language": BUTTON,
    "account_end_sessions": BUTTON,
    "act_for": BUTTON,
    "act_for_myself": BUTTON,
    "codes_withdraw": BUTTON,
    "invite": BUTTON,
    "stop_help": BUTTON,
    "stop_own_help": BUTTON,
    "support_profile": BUTTON,
    "openid_connect_login": "a button, and there only with an organisation",
    "openid_connect_callback": "leads on; its error page is socialaccount_login_error",
    "mfa_login_webauthn": "asked by the page to come in",
    "account_signup": "the page to come in has three names",
    "account_request_login_code": "the page to come in has three names",
    "account_reauthenticate": "leads on to the means that somebody has",
    "socialaccount_signup": "leads back: an organisation that gives no address is refused",
}
"""Which addresses are not looked at in the browser, and why."""
HALFWAY = (
    *("join_with_code", "account_confirm_login_code", "mfa_authenticate"),
    *("account_email_verification_sent", "socialaccount_login_error"),
)
"""Looked at on the way in and not by their address."""
REPEATED_INSIDE = {
    "economy:tell",
    "ledger:entry",
    "ledger:account",
    "ledger:edit_account",
    "person",
    "end_role",
    "offer_role",
    "add_helper",
    "answer_role",
    "help_overview",
    "web:begin_choose",
    *(
        f"{room}:{page}"
        for room in ("community", "governance", "work", "learning", "company", "bakery")
        for page in ("step", "new")
    ),
    "work:why_not",
}


def pages_for(combination: int, answers: dict[str, Answer]) -> list[str]:
    """One page of every address name, and a quarter of the others, so that together all kinds of pages are opened."""
    pages = [address for address, answer in answers.items() if answer.is_page]
    pages.sort(key=lambda address: "/paasberg/" not in address)
    by_name: dict[str, list[str]] = {}
    for address in pages:
        by_name.setdefault(name_of(address), []).append(address)
    others = [address for alike in by_name.values() for address in spread(alike[1:])]
    return [*(alike[0] for alike in by_name.values()), *others[combination :: len(COMBINATIONS)]]


def spread(alike: list[str]) -> list[str]:
    """Some of them, from the first to the last."""
    return alike[:: -(-len(alike) // MOST_ALIKE) or 1]


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


@pytest.fixture
def furnished(demo: None, cast: Cast) -> Cast:
    furnish(cast)
    return cast


@pytest.fixture
def behind_the_door(empty_site: None, request: pytest.FixtureRequest, kept_answers: KeptAnswers) -> Inside:
    """What somebody reads inside, for tests that do not open it: its numbers may be of an earlier stage."""

    def answers(name: str, language: str) -> dict[str, Answer]:
        return kept_answers.get(
            name, language, lambda: read_inside(request.getfixturevalue("furnished"), name, language)
        )

    return answers


def read_inside(cast: Cast, name: str, language: str) -> dict[str, Answer]:
    return inside(cast, come_inside(cast, name), name, language)


def pages_inside(name: str, combination: int, answers: dict[str, Answer]) -> list[str]:
    """As for visitors; of pages that there are many of with the same form, one."""
    pages = pages_for(combination, answers)
    if (name, combination) in WITHOUT_TOGETHER:
        pages = [one for one in pages if name_of(one).split(":")[0] not in TOGETHER]
    return [one for place, one in enumerate(pages) if is_first_of(pages[:place], one)]


def is_first_of(before: list[str], address: str) -> bool:
    name = name_of(address)
    return name not in REPEATED_INSIDE or name not in map(name_of, before)


# Each of them twice: on a phone in one language and on a wide screen in the other.
# All four widths and languages, and what Tom does with money on both widths.
INSIDE = [("Els", 3), ("Coby", 2), ("Tom", 0), ("Tom", 3), ("Farah", 1)]
TOGETHER = frozenset({"community", "governance", "work", "learning", "company", "bakery"})
WITHOUT_TOGETHER = frozenset({("Els", 3), ("Tom", 3)})
"""What people do together is the same page for them; Coby, Tom and Farah look at it on both widths."""


@pytest.mark.parametrize(("name", "combination"), INSIDE)
def test_every_page_behind_the_door_is_accessible_and_fits_the_screen(
    furnished: Cast, come: Come, live_server: LiveServer, kept_answers: KeptAnswers, combination: int, name: str
) -> None:
    width, language = COMBINATIONS[combination]
    client, page = come_inside(furnished, name), come(width, language)
    answers = inside(furnished, client, name, language)
    kept_answers.get(name, language, lambda: answers)
    addresses = pages_inside(name, combination, answers)
    carry_in(page, client, live_server.url)
    found = faults_of_all(page, language, addresses)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("width", "language"), COMBINATIONS)
def test_the_pages_on_the_way_in_are_as_accessible(
    furnished: Cast, come: Come, live_server: LiveServer, refusals: set[int], width: int, language: str
) -> None:
    """In the order of HALFWAY."""
    farah = come_inside(furnished, "Farah")
    with scope(neighbourhood=furnished.paasberg):
        code = JoinCode.objects.filter(kind=JoinCode.POSTER)[0].code
    page, found, seen = come(width, language), [], []

    def look() -> None:
        seen.append(name_of(page.url))
        found.extend(f"{page.url} {fault}" for fault in faults_of(page, language))

    page.goto(reverse("join_with_code", args=["paasberg", code]))
    look()
    page.goto(reverse("account_login"))
    page.locator("[name=email]").fill("farah@limonade.example")
    page.locator("[name=email]").press("Enter")
    page.wait_for_url("**/code/")
    look()
    page.locator("[name=code]").fill(mailed_code("farah@limonade.example"))
    page.locator("[name=code]").press("Enter")
    page.wait_for_url("**/tweede-stap/")
    look()
    carry_in(page, farah, live_server.url)
    page.goto(reverse("account_email"))
    page.locator("[name=email]").fill("anders@limonade.example")
    page.locator("[name=email]").press("Enter")
    page.wait_for_url("**/bevestig/")
    look()
    refusals.add(401)
    page.goto(reverse("socialaccount_login_error"))
    look()
    assert seen == list(HALFWAY)
    assert not found, "\n".join(found)


def test_every_address_of_the_site_is_opened(site: Site, behind_the_door: Inside) -> None:
    wanted = set(all_names()) - WITHOUT_OWN_PAGE.keys()
    opened = set(map(name_of, pages_for(0, site("nl")))) | set(HALFWAY)  # kept for others, so before the furniture
    for name in INSIDERS:
        answers = behind_the_door(name, "nl")
        for combination in (combination for who, combination in INSIDE if who == name):
            opened |= set(map(name_of, pages_inside(name, combination, answers)))
    assert opened == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_page_and_to_its_place_on_that_page(site: Site, language: str) -> None:
    broken = broken_links(site(language))
    assert not broken, "\n".join(sorted(broken))


@pytest.mark.parametrize("name", INSIDERS)
def test_every_link_behind_the_door_leads_somewhere(behind_the_door: Inside, name: str) -> None:
    broken = broken_links(behind_the_door(name, "nl"))
    assert not broken, "\n".join(sorted(broken))


def broken_links(answers: dict[str, Answer]) -> set[str]:
    fine = (HTTPStatus.OK, HTTPStatus.FOUND)
    broken = {f"{address} answers {answer.status}" for address, answer in answers.items() if answer.status not in fine}
    for address, answer in answers.items():
        for target, place in map(urldefrag, answer.links):
            if place and target in answers and place not in answers[target].anchors:
                broken.add(f"{address} links to {target}#{place}, which is not there")
    return broken


def test_no_dutch_is_left_in_english(site: Site, client: Client) -> None:
    names = proper_names()
    found: dict[str, list[str]] = {}
    for address, answer in (site("en") | {MISSING: read(client, MISSING, "en")}).items():
        for words in dutch_in(answer.text, names):
            found.setdefault(words, []).append(address)
    told = [f"“{words}” on {len(places)} pages, such as {places[0]}" for words, places in found.items()]
    assert not found, "\n".join(told)


@pytest.mark.parametrize("name", INSIDERS)
def test_no_dutch_is_left_in_english_behind_the_door(furnished: Cast, behind_the_door: Inside, name: str) -> None:
    names = [*proper_names(), *as_others_wrote(furnished)]
    answers = behind_the_door(name, "en")
    pages = ((address, answer.text) for address, answer in answers.items() if answer.is_page)
    found = {f"{name_of(address)}: {words}" for address, text in pages for words in dutch_in(text, names)}
    assert not found, "\n".join(sorted(found))


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
