"""Story 9: what does it cost? Asked in plain words, answered at three scales, and every figure opens to its source."""

import re
from html import unescape
from urllib.parse import urldefrag, urljoin

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from limonade.economy.household.catalogue import vital_functions
from tests.cast import Cast, sign_in
from tests.journeys.inside import carry_in

pytestmark = pytest.mark.browser

PLACE = "/wijk/paasberg/"
HOUSEHOLD, MONEY, ASK = f"{PLACE}huishouden/", f"{PLACE}geld/2023-jaarrekening/", f"{PLACE}wat-kost/"
AMOUNT = re.compile(r"€\s?-?\d")
ANSWERED = {
    "voetbalclub": "De voetbalclub",
    "stoepen vegen": "Stoepen vegen",
    "energierekening": "Onze energierekening",
    "kinderopvang": "Kinderopvang",
    "reïntegratie": "Hulp naar werk",
}
SOURCES = ("/bronnen/", "/aannames/", f"{PLACE}cijfers/")
FIGURES = (HOUSEHOLD, MONEY, f"{MONEY}gemeente/", f"{MONEY}zorg/", f"{MONEY}taakveld/6.3/")
WITHOUT_A_WAY = """
() => {
  const amount = /€\\s?-?\\d/, parts = ".card, .figure-card, section", found = [];
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    if (!amount.test(texts.currentNode.data)) continue;
    const around = [];
    for (let one = texts.currentNode.parentElement; one; one = one.parentElement) around.push(one);
    const within = around.filter((one) => one.matches(parts));
    const leads = within.length
      ? within.some((one) => one.querySelector("a[href], summary"))
      : around.some((one) => one.querySelector(":scope > .source a[href]"));
    if (!leads) found.push(texts.currentNode.data.trim());
  }
  return found;
}
"""


def test_aisha_asks_what_things_cost_in_her_own_words(demo: None, page: Page) -> None:
    for words, title in ANSWERED.items():
        page.goto(ASK)
        question = page.get_by_label("Wat kost de voetbalclub")
        question.fill(words)
        question.press("Enter")
        answer = page.locator("main section.card").filter(has=page.get_by_role("heading", name=title, exact=True)).first
        expect(answer).to_be_visible()
        expect(answer).to_contain_text(AMOUNT)
    page.goto(f"{MONEY}wat-kost/?vraag=reïntegratie")
    answer = page.locator("main section.card").first
    for scale in ("Per huishouden", "Paasberg", "Gemeente Arnhem"):
        expect(answer.locator("dt", has_text=scale).first).to_be_visible()
    answer.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("/taakveld/"))


def test_which_sewer_is_due_is_known_by_who_lives_there(
    demo: None, cast: Cast, page: Page, live_server: LiveServer
) -> None:
    """Farah tells it, Ines looks at it, and a visitor finds it from the household."""
    farah, ines = Client(), Client()
    sign_in(farah, cast.user("Farah"))
    sign_in(ines, cast.user("Ines"))
    carry_in(page, farah, live_server.url)
    page.goto(HOUSEHOLD)
    page.get_by_role("link", name="Wat komt er op ons af?").click()
    page.get_by_role("link", name="Vertel wat eraan komt").click()
    page.get_by_label("Wat is het?").fill("Het riool in de Bergstraat is aan vervanging toe")
    page.get_by_label("Waar hoort het bij?").select_option("water")
    page.get_by_label("Hoeveel euro, minstens?").fill("200.000")
    page.get_by_label("En hoogstens?").fill("350.000")
    page.get_by_label("Vanaf welk jaar?").fill("2031")
    page.get_by_label("Hoe weet je dat?").fill("Het staat in de brief van de gemeente.")
    page.get_by_role("button", name="Vertel het").click()
    expect(page.get_by_role("main")).to_contain_text("Het riool in de Bergstraat")
    page.context.clear_cookies()
    carry_in(page, ines, live_server.url)
    page.goto(f"{PLACE}vandaag/")
    page.get_by_role("link", name="Kijk na: Het riool").click()
    page.get_by_label("Wat zeg je erbij?").fill("Nagekeken in het rioleringsplan.")
    page.locator("button[name=overnemen]").click()
    page.context.clear_cookies()
    page.goto(f"{PLACE}weten/straks/")
    told = page.get_by_role("listitem").filter(has_text="Het riool in de Bergstraat")
    expect(told).to_contain_text(re.compile("200.000.*350.000"))
    expect(told).to_contain_text("2031")


def test_every_figure_has_a_way_to_where_it_is_from(demo: None, page: Page) -> None:
    functions = [f"{HOUSEHOLD}{one.path}/" for one in vital_functions().values()]
    for address in (*FIGURES, *functions[::4]):
        page.goto(address)
        assert len(AMOUNT.findall(page.get_by_role("main").inner_text())) >= 3, f"{address} holds figures"
        assert page.evaluate(WITHOUT_A_WAY) == [], address


def own_links(client: Client, address: str) -> list[str]:
    """Of the page itself, without the bar above and the foot below."""
    main = (
        client.get(address, follow=True).content.decode(errors="replace").partition("<main")[2].partition("</main>")[0]
    )
    return [urldefrag(urljoin(address, unescape(link))).url for link in re.findall(r'href="([^"]+)"', main)]


def test_every_page_with_figures_leads_down_to_its_sources(demo: None, client: Client) -> None:
    for start in FIGURES:
        seen: set[str] = set()
        waiting = [start]
        while waiting and not any(address.startswith(SOURCES) for address in seen):
            address = waiting.pop(0)
            if address not in seen and address.startswith((PLACE, *SOURCES)):
                seen.add(address)
                waiting += own_links(client, address)
        assert any(address.startswith(SOURCES) for address in seen), start
