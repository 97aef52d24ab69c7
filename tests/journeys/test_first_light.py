"""What people come to do with the money of the municipality, on a phone and at a desk."""

import csv
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Download, Locator, Page, expect

from limonade.design.numbers import euros, euros_short, percent
from limonade.economy import queries
from limonade.economy.money import Line, Money, Sum
from limonade.neighbourhoods.models import Neighbourhood
from limonade.neighbourhoods.queries import buurt_codes
from tests.journeys.conftest import PHONE, Come

pytestmark = pytest.mark.browser

EDITION = "2023-jaarrekening"
MONEY = f"/wijk/paasberg/geld/{EDITION}/"
ARNHEM_SPENT_IN_2023 = 1_071_114_000
YEAR_SECONDS = 365 * 24 * 3600
PRINTED = (
    *(MONEY, f"{MONEY}gemeente/", f"{MONEY}zorg/", f"{MONEY}taakveld/6.1/", f"{MONEY}vergelijk/"),
    *("/wijk/paasberg/", "/wijk/paasberg/cijfers/", "/bronnen/", "/sleutels/"),
)
PAPER = {"width": 718, "height": 1046}
"""A4 within the margins that Chromium leaves, in CSS pixels."""


def money_of(slug: str) -> Money:
    return queries.money(queries.edition(EDITION), buurt_codes(Neighbourhood.objects.get(slug=slug)))


def seen(locator: Locator) -> str:
    """What a person reads there, with ordinary spaces."""
    return " ".join(locator.inner_text().split())


def whole_euros(text: str) -> int:
    """`€ 1.234.567` as a number; refuses anything that is not exact."""
    found = re.fullmatch(r"€ ?(-?)([\d.]+)", " ".join(text.split()))
    assert found, f"no whole euros: {text}"
    return int(found[1] + found[2].replace(".", ""))


def told(amount: int) -> str:
    return " ".join(euros(amount, "nl").split())


def told_short(amount: int) -> str:
    return " ".join(euros_short(amount, "nl").split())


def row(table: Locator, first: str) -> list[str]:
    """The first line of each cell behind the head of the row that starts with this text.

    On a phone the range of an amount stands under it in the same cell.
    """
    head = table.page.locator("th", has_text=re.compile(rf"^\s*{re.escape(first)}(?!\w)"))
    cells = table.locator("tbody tr").filter(has=head).locator("td")
    cells.first.wait_for()
    table.page.wait_for_load_state("domcontentloaded")
    return [" ".join(cell.inner_text().strip().partition("\n")[0].split()) for cell in cells.all()]


def per_household(money: Money, part: Sum | Line) -> str:
    amount = money.here.per_household(part.euros)
    assert amount is not None
    return told(amount)


def downloaded(page: Page, name: str) -> Download:
    with page.expect_download() as found:
        page.get_by_role("link", name=name, exact=True).click()
    return found.value


def test_aisha_sees_where_the_money_goes_and_opens_a_figure_down_to_its_source(demo: None, page: Page) -> None:
    paasberg = money_of("paasberg")
    care = next(one for one in paasberg.clusters if one.cluster.key == "zorg")
    line = max(care.lines, key=lambda one: one.euros)

    page.goto("/")
    page.get_by_role("link", name="Paasberg").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit is Paasberg")
    assert f"{told_short(paasberg.euros)} van de gemeente voor Paasberg" in seen(page.get_by_role("main"))

    page.get_by_role("link", name="Zie waar het geld heen gaat").click()
    expect(page).to_have_url(re.compile(MONEY + "$"))
    assert seen(page.locator(".figure-card__amount").first) == told_short(paasberg.euros)
    table = page.locator("#verdeling table")
    assert row(table, "Zorg voor volwassenen")[:2] == [per_household(paasberg, care), told(care.euros)]
    assert row(table, "Samen")[:2] == [per_household(paasberg, paasberg), told(paasberg.euros)]
    assert sum(whole_euros(row(table, one.cluster.name_nl)[1]) for one in paasberg.clusters) == paasberg.euros

    table.get_by_role("link", name="Zorg voor volwassenen").click()
    table = page.locator("#taakvelden table")
    assert row(table, line.field.name_nl)[:2] == [per_household(paasberg, line), told(line.euros)]
    assert row(table, "Samen")[1] == told(care.euros)

    table.get_by_role("link", name=line.field.name_nl, exact=True).click()
    assert seen(page.locator("#som .formula strong")) == told(line.euros)
    assert row(page.locator("#som table"), "Verdeeld over alle buurten")[0] == told(line.town_divided)
    assert row(page.locator("#gemeente table"), "Gemeente Arnhem") == [told(line.town_total)]

    source = paasberg.edition.accounts
    page.locator("#som").get_by_role("link", name=source.title).click()
    expect(page).to_have_url(re.compile(f"/bronnen/#{source.key}$"))
    card = page.locator(":target")
    expect(card).to_be_in_viewport()
    expect(card.get_by_role("heading", name=source.title)).to_be_visible()
    expect(card).to_contain_text(source.publisher)
    expect(card).to_contain_text("22 november 2026")


def test_corrie_checks_that_everything_adds_up_to_the_euro(demo: None, page: Page) -> None:
    """Per task field: the neighbourhood + the other buurten + for all + not attributed = the municipality."""
    page.goto(MONEY)
    page.get_by_role("link", name="Bekijk de rekening van de hele gemeente").click()
    expect(page).to_have_url(re.compile("/gemeente/$"))
    page.wait_for_load_state("domcontentloaded")
    table = page.get_by_role("region", name="Alle taakvelden").locator("table")
    amounts = [
        [whole_euros(cell) for cell in cells]
        for cells in table.locator("tbody tr").evaluate_all(
            "rows => rows.map(row => [...row.querySelectorAll('td')].map(cell => cell.innerText))"
        )
    ]
    *fields, total = amounts
    assert len(fields) > 40
    assert [cells for cells in amounts if sum(cells[:-1]) != cells[-1]] == []
    assert [sum(column) for column in zip(*fields, strict=True)] == total
    assert total[-1] == ARNHEM_SPENT_IN_2023
    income = page.locator("table.sum tbody tr td").all_inner_texts()
    assert sum(map(whole_euros, income[:-1])) == whole_euros(income[-1])


def test_bram_compares_two_neighbourhoods_at_three_scales(demo: None, page: Page) -> None:
    paasberg, geitenkamp = money_of("paasberg"), money_of("geitenkamp")
    page.goto(MONEY)
    page.get_by_role("link", name="Vergelijk", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Paasberg naast Geitenkamp")

    def shown_for(scale: str, first: str) -> list[str]:
        page.get_by_label("Hoe kijken we").select_option(label=scale)
        page.get_by_label("Vergelijk met").select_option(label="Geitenkamp")
        with page.expect_navigation(wait_until="domcontentloaded"):
            page.get_by_role("button", name="Laat zien").click()
        expect(page.get_by_label("Hoe kijken we").locator("option:checked")).to_have_text(scale)
        return row(page.locator("table.compare"), first)

    both = (paasberg, geitenkamp)
    youth = [next(sum_ for sum_ in one.clusters if sum_.cluster.key == "jeugd") for one in both]
    divided = youth[0].town_divided
    assert shown_for("Per huishouden", "Jeugdhulp")[:2] == [
        per_household(*pair) for pair in zip(both, youth, strict=True)
    ]
    assert shown_for("Per huishouden", "Samen")[:2] == [per_household(one, one) for one in both]
    assert shown_for("Voor de hele wijk", "Jeugdhulp") == [told(one.euros) for one in youth] + [told(divided)]
    assert shown_for("Voor de hele wijk", "Samen")[:2] == [told(one.euros) for one in both]
    parts = [percent(100 * one.euros / divided, "nl", 2) for one in youth]
    assert shown_for("Deel van de gemeente", "Jeugdhulp") == [*parts, "100,00%"]


def test_bram_downloads_the_same_figures_as_csv_and_as_a_spreadsheet(demo: None, page: Page, tmp_path: Path) -> None:
    paasberg = money_of("paasberg")
    page.goto(MONEY)
    text, book = downloaded(page, "CSV"), downloaded(page, "Excel")
    assert text.suggested_filename == "paasberg-2023-jaarrekening.csv"
    assert book.suggested_filename == "paasberg-2023-jaarrekening.xlsx"
    book.save_as(tmp_path / "paasberg.xlsx")
    sheet = load_workbook(tmp_path / "paasberg.xlsx").active
    assert isinstance(sheet, Worksheet)
    assert [cell for cells in sheet.iter_rows() for cell in cells if cell.data_type == "f"] == []
    with open(text.path(), encoding="utf-8-sig", newline="") as file:
        head, *lines = csv.reader(file, delimiter=";")
    cells = [["" if value is None else str(value) for value in values] for values in sheet.iter_rows(values_only=True)]
    assert cells == [head, *lines]
    here, town = head.index("euro in de wijk"), head.index("euro hele gemeente")
    assert sum(int(line[here]) for line in lines) == paasberg.euros
    assert sum(int(line[town]) for line in lines) == paasberg.town_spent == ARNHEM_SPENT_IN_2023


def test_a_visitor_chooses_english_stays_on_the_page_and_it_is_remembered(demo: None, page: Page) -> None:
    address = f"{MONEY}vergelijk/?met=geitenkamp&schaal=wijk"
    page.goto(address)
    here = page.url
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(here)
    expect(page.get_by_role("heading", level=1)).to_have_text("Paasberg next to Geitenkamp")
    later = page.context.new_page()
    later.goto("/")
    expect(later.locator("html")).to_have_attribute("lang", "en")
    cookie = next(one for one in page.context.cookies() if one["name"] == "taal")
    age = cookie["expires"] - later.evaluate("Date.now() / 1000")
    assert age == pytest.approx(YEAR_SECONDS, abs=3600)
    later.get_by_role("button", name="Nederlands").click()
    expect(later.locator("html")).to_have_attribute("lang", "nl")


@pytest.mark.browser_context_args(locale="en-GB")
def test_the_browsers_own_language_is_not_followed(demo: None, page: Page) -> None:
    page.goto("/")
    assert page.evaluate("navigator.language") == "en-GB"
    expect(page.locator("html")).to_have_attribute("lang", "nl")


def test_everything_works_without_javascript(demo: None, come: Come, width: int) -> None:
    page = come(width, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="Paasberg").click()
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Geld").click()
    page.get_by_role("link", name="Geld van de gemeente").click()
    expect(page).to_have_url(re.compile(MONEY + "$"))
    table = page.get_by_role("region", name="Wie betaalt, als tabel")
    expect(table).to_be_hidden()
    page.get_by_text("Bekijk als tabel", exact=True).click()
    expect(table).to_be_visible()
    opened = ".only-narrow a" if width == PHONE else "svg.sankey a"
    page.locator(opened).filter(has_text="Jeugdhulp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jeugdhulp")
    page.goto(f"{MONEY}vergelijk/")
    page.get_by_label("Hoe kijken we").select_option(label="Deel van de gemeente")
    page.get_by_role("button", name="Laat zien").click()
    expect(page.locator("table.compare tbody")).to_contain_text("100,00%")
    assert downloaded_without_error(page, "CSV")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def downloaded_without_error(page: Page, name: str) -> bool:
    page.goto(MONEY)
    return downloaded(page, name).failure() is None


IN_ORDER = """() => {
    const wanted = "a[href], button, summary, select, input:not([type=hidden]), [tabindex='0']";
    window.inOrder = [...document.querySelectorAll(wanted)].filter((one) => one.checkVisibility());
    return window.inOrder.map((one) => `${one.localName}.${one.getAttribute("class") ?? ""}`);
}"""
FOCUSED = """() => {
    const one = document.activeElement;
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    const isOnScreen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return {
        at: window.inOrder.indexOf(one),
        isRinged: isOnScreen && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    };
}"""


def test_the_keyboard_reaches_everything_and_shows_where_it_is(demo: None, page: Page) -> None:
    page.goto(MONEY)
    kinds = page.evaluate(IN_ORDER)
    assert kinds[0].startswith("a.nl-skip-link")
    assert len(kinds) > 40
    looked_at: set[str] = set()
    for at, kind in enumerate(kinds):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        assert focused["at"] == at, f"expected {kind} as number {at}"
        assert focused["isRinged"], f"{kind} as number {at} has no ring or is off the screen"
        if kind not in looked_at:
            looked_at.add(kind)
            assert looks_different_without_focus(page), f"{kind} looks the same with and without focus"


def looks_different_without_focus(page: Page) -> bool:
    """Where the keyboard is stays known after a blur: the next Tab goes on from there."""
    with_focus = page.screenshot()
    page.evaluate("document.activeElement.blur()")
    return page.screenshot() != with_focus


def test_the_skip_link_leads_past_the_menu(demo: None, page: Page) -> None:
    page.goto(MONEY)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Naar de inhoud")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("address", PRINTED)
def test_a_page_fits_on_paper_without_the_menu(demo: None, come: Come, address: str) -> None:
    page = come(PAPER["width"])
    page.emulate_media(media="print")
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    on_screen_only = ".site-nav, .language, .site-footer, .actions, .pills, .choose"
    expect(page.locator(on_screen_only).locator("visible=true")).to_have_count(0)
    content, paper = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert content == paper == PAPER["width"]


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_bram_asks_what_the_football_club_costs(demo: None, come: Come, width: int) -> None:
    page = come(width)
    page.goto(MONEY)
    page.get_by_role("searchbox", name="Wat kost").or_(page.get_by_label("Wat kost de voetbalclub")).fill("voetbalclub")
    page.get_by_role("button", name="Zoek uit").click()
    expect(page.get_by_role("heading", level=2, name="De voetbalclub")).to_be_visible()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Wat dit zelf kost, is onbekend. Het zit in een pot van naar schatting")
    expect(main).to_contain_text("Vraag de gemeente om een beter cijfer per buurt: adres van de sportplek.")
    page.get_by_role("link", name="Sportaccommodaties").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sportaccommodaties")
    page.go_back()
    page.get_by_label("Wat kost de voetbalclub").fill("xyzzy")
    page.get_by_role("button", name="Zoek uit").click()
    expect(page.get_by_role("status")).to_contain_text("Op “xyzzy” weten we geen antwoord.")
