"""What a neighbourhood takes along: the same figures as on the pages, in files that everybody can read."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.utils import translation

from limonade.design.numbers import euros_range, euros_short, number
from limonade.design.paper import make_pdf, unprintable
from limonade.economy.household.accounts import HouseholdAccounts
from limonade.economy.household.leakage import Ring
from limonade.economy.household.queries import household_accounts
from limonade.economy.household.views import Page
from limonade.economy.queries import in_all_editions
from limonade.economy.reports.council import council_paper
from limonade.economy.reports.infographic import infographic_paper
from limonade.economy.reports.letter import Sender, letter_paper
from limonade.economy.reports.views import LAYOUTS
from limonade.economy.reports.years import NEIGHBOURHOOD, TOWN, stretches
from limonade.facts import store
from limonade.facts.actions import accounts_key
from limonade.neighbourhoods.models import Neighbourhood
from tests.economy.conftest import GEITENKAMP, PAASBERG

pytestmark = pytest.mark.usefixtures("demo")
REPORT = "/wijk/paasberg/rapport/"
BESIDE = "/wijk/paasberg/huishouden/vergelijk/"
YEARS = "/wijk/paasberg/geld/jaren/"
ADDRESS = "https://limonade.example/wijk/paasberg/huishouden/"
TYPED = {"addressee": "De raad", "name": "Aisha", "role": "", "own": ""}


@pytest.fixture
def accounts(demo: None) -> HouseholdAccounts:
    return household_accounts((PAASBERG,))


@pytest.fixture
def page(accounts: HouseholdAccounts) -> Page:
    return Page(Neighbourhood.objects.get(slug="paasberg"), accounts, Ring.WIJK)


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def words(paper: Any) -> list[str]:
    """All texts that a layout is given."""
    match paper:
        case dict():
            return [text for one in paper.values() for text in words(one)]
        case list() | tuple():
            return [text for one in paper for text in words(one)]
    return [str(paper)]


def year_more(key: str, year: int, times: float) -> None:
    """Accounts of another year: those of `key`, so many times as large."""
    known = store.describe(key)
    columns = dict(store.columns(known))
    columns["euros"] = (columns["euros"] * times).round().astype("int64")
    store.write(replace(known, key=accounts_key(year, "accounts"), year=year, stage="accounts"), columns)


@pytest.mark.parametrize(
    ("name", "language", "title"),
    [
        ("raad", "nl", "Het huishouden van Paasberg"),
        ("raad", "en", "The household of Paasberg"),
        ("plaat", "nl", "Paasberg is één huishouden"),
        ("plaat", "en", "Paasberg is one household"),
    ],
)
def test_a_paper_is_tagged_and_says_its_title_and_language(
    client: Client, name: str, language: str, title: str
) -> None:
    client.cookies["taal"] = language
    response = client.get(f"{REPORT}{name}.pdf")
    assert response["Content-Type"] == "application/pdf"
    with opened(response.content) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith(language)
        with pdf.open_metadata() as about:
            assert about["dc:title"] == title
            assert about["pdfuaid:part"] == "1"


def test_the_report_is_a_few_sheets_and_the_infographic_one(client: Client) -> None:
    with opened(client.get(f"{REPORT}raad.pdf").content) as report:
        assert 2 <= len(report.pages) <= 6
    with opened(client.get(f"{REPORT}plaat.pdf").content) as sheet:
        assert len(sheet.pages) == 1


def test_the_report_holds_the_figures_of_the_page(page: Page, accounts: HouseholdAccounts) -> None:
    paper: Any = council_paper(page, ADDRESS)
    assert [row[0] for row in paper["table"]["rows"]] == [one.function.name_nl for one in accounts.by_size]
    assert paper["table"]["total"][1:4] == [
        euros_short(one, "nl") for one in (accounts.by_households, accounts.by_municipality, accounts.euros)
    ]
    assert paper["table"]["total"][-1] == number(accounts.hours, "nl")
    assert accounts.money
    assert paper["municipality"]["total"][1] == euros_short(accounts.money.euros, "nl")
    assert [one["licence"] for one in paper["sources"]["rows"]] == ["CC BY 4.0"] * 3
    assert all("2026" in one["retrieved"] for one in paper["sources"]["rows"])


def test_the_flow_chart_on_paper_is_the_one_of_the_page(client: Client, page: Page) -> None:
    paper: Any = council_paper(page, ADDRESS)
    bands = re.findall(r'<path class="[^"]+" d="[^"]+"', paper["flow"]["svg"])
    overview = text_of(client, "/wijk/paasberg/huishouden/")
    assert bands
    assert all(band in overview for band in bands)


def test_the_infographic_shows_the_five_largest_and_what_stays(page: Page, accounts: HouseholdAccounts) -> None:
    paper: Any = infographic_paper(page, ADDRESS)
    assert [one["name"] for one in paper["functions"]["bars"]] == [one.function.name_nl for one in accounts.by_size[:5]]
    stays = accounts.stays(Ring.WIJK)
    assert paper["euro"]["low"] == round(100 * stays.low / accounts.euros)
    assert paper["euro"]["high"] == round(100 * stays.high / accounts.euros)
    assert len(paper["questions"]["lines"]) == 3


def test_euros_and_hours_are_never_added(page: Page, accounts: HouseholdAccounts) -> None:
    both = number(accounts.euros + accounts.hours, "nl")
    for paper in (council_paper, infographic_paper):
        assert both not in "".join(words(paper(page, ADDRESS)))


def test_a_paper_without_money_of_the_municipality_says_so(page: Page) -> None:
    poor = replace(page, accounts=replace(page.accounts, money=None))
    assert "Van de gemeente zijn nog geen bedragen geladen." in " ".join(words(council_paper(poor, ADDRESS)))
    assert "nog niet geladen" in " ".join(words(letter_paper(poor, Sender(), ADDRESS)))
    for name, paper in (("council", council_paper), ("infographic", infographic_paper)):
        assert make_pdf(LAYOUTS / f"{name}.typ", paper(poor, ADDRESS)).startswith(b"%PDF")


def test_what_somebody_types_is_never_markup(tmp_path: Any) -> None:
    typed = "#pagebreak() *vet* $x^2$ _schuin_ `code` @ref <label> \\ // "
    layout = tmp_path / "typed.typ"
    layout.write_text(
        "#let paper = json(bytes(sys.inputs.paper))\n#set document(title: paper.own)\n#paper.own", encoding="utf-8"
    )
    with opened(make_pdf(layout, {"own": typed})) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.docinfo["/Title"]) == typed


def test_every_sign_that_a_form_takes_can_be_printed(page: Page) -> None:
    signs = "".join(chr(code) for code in range(0x20, 0x2213) if chr(code).isprintable() and not unprintable(chr(code)))
    assert len(signs) > 500
    made = make_pdf(LAYOUTS / "letter.typ", letter_paper(page, Sender(name="Aisha", own=signs), ADDRESS))
    assert made.startswith(b"%PDF")


def test_a_name_with_a_sign_that_we_cannot_print_still_gives_a_paper(page: Page) -> None:
    page.neighbourhood.name = "Paasberg 🍋"
    assert make_pdf(LAYOUTS / "infographic.typ", infographic_paper(page, ADDRESS)).startswith(b"%PDF")


def test_the_letter_asks_for_details_a_person_and_half_a_day(client: Client, accounts: HouseholdAccounts) -> None:
    found = text_of(client, f"{REPORT}brief/")
    for asked in ("kostenplaats", "details", "Noem één mens", "halve dag"):
        assert asked in found
    for figure in (euros_short(accounts.euros, "nl"), euros_short(accounts.by_municipality, "nl")):
        assert figure in found


def test_the_letter_shows_what_was_typed_and_keeps_nothing(
    client: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    typed = TYPED | {"own": "Wij doen mee voor *$5* & #1.\n\nGraag."}
    with django_assert_max_num_queries(4):
        shown = client.post(f"{REPORT}brief/", typed).content.decode()
    assert "Beste De raad," in shown
    assert "Wij doen mee voor *$5* &amp; #1." in shown
    assert "Om te kopiëren" in shown
    assert "Aisha" not in text_of(client, f"{REPORT}brief/")
    made = client.post(f"{REPORT}brief/", typed | {"pdf": "ja"})
    with opened(made.content) as pdf:
        assert len(pdf.pages) == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "Vul dit nog in."),
        ({"name": "Aisha 🍋"}, "Dit teken kan niet op papier: 🍋. Haal het weg."),
        ({"own": "Mijn nummer is 111222333"}, "Dit lijkt op een burgerservicenummer."),
        ({"own": "a" * 1201}, "1200"),
    ],
)
def test_a_letter_that_cannot_be_made_says_why(client: Client, typed: dict[str, str], says: str) -> None:
    response = client.post(f"{REPORT}brief/", TYPED | typed | {"pdf": "ja"})
    assert response["Content-Type"].startswith("text/html")
    assert says in response.content.decode()


def test_one_year_says_that_there_is_nothing_to_compare(client: Client) -> None:
    found = text_of(client, YEARS)
    assert "Er is nog maar één jaar geladen." in found
    assert "/bronnen/" in found
    assert "meer</td>" not in found.replace("\n", "")


def test_no_line_and_no_difference_crosses_the_change_of_2025(client: Client) -> None:
    for key, year, times in (
        ("2023-jaarrekening", 2024, 1.1),
        ("2025-begroting", 2025, 1),
        ("2025-begroting", 2026, 2),
    ):
        year_more(key, year, times)
    moneys = [one for one in in_all_editions((PAASBERG,)) if one.edition.accounts.stage == "accounts"]
    before, after = stretches(moneys)
    assert (before.years, after.years) == ([2023, 2024], [2025, 2026])
    assert before.why_apart == ""
    assert "In 2025 veranderde de indeling van taken." in after.why_apart
    old, new = before.moneys[0].town_total, before.moneys[1].town_total
    assert before.total(TOWN).difference == new - old
    found = text_of(client, YEARS)
    assert found.count('class="series-break"') == 2
    assert "Van 2024 naar 2025" not in found
    assert "Van 2023 naar 2024" in found


def test_the_change_of_2023_is_a_break_too_and_a_year_alone_has_no_difference() -> None:
    year_more("2023-jaarrekening", 2022, 1)
    moneys = [one for one in in_all_editions((PAASBERG,)) if one.edition.accounts.stage == "accounts"]
    before, after = stretches(moneys)
    assert "In 2023 veranderde" in after.why_apart
    assert before.total(NEIGHBOURHOOD).difference is None


def test_groups_and_tasks_of_a_stretch_add_up(client: Client) -> None:
    year_more("2023-jaarrekening", 2024, 1.1)
    moneys = [one for one in in_all_editions((PAASBERG,)) if one.edition.accounts.stage == "accounts"]
    (only,) = stretches(moneys)
    for scale in (TOWN, NEIGHBOURHOOD):
        groups = only.by_cluster(scale)
        assert sum(row.amounts[1] or 0 for row in groups) == only.total(scale).amounts[1]
        tasks = only.by_field("zorg", scale)
        (care,) = (row for row in groups if row.of and getattr(row.of, "key", "") == "zorg")
        assert sum(row.amounts[1] or 0 for row in tasks) == care.amounts[1]
    assert "6.71a" in text_of(client, f"{YEARS}?groep=zorg")


@pytest.mark.parametrize("query", ["soort=maan&schaal=maan&groep=maan", "soort=budget&schaal=huishouden"])
def test_odd_wishes_give_the_first_choice(client: Client, query: str) -> None:
    assert "Geld door de jaren" in text_of(client, f"{YEARS}?{query}")


def test_households_stand_beside_those_of_other_places(client: Client, accounts: HouseholdAccounts) -> None:
    other = household_accounts((GEITENKAMP,))
    found = text_of(client, f"{BESIDE}?met=geitenkamp&met=GM0202&schaal=geheel")
    for euros in (accounts.euros, other.euros):
        assert euros_short(euros, "nl") in found
    assert "Gemeente Arnhem" in found
    assert "100,0%" in text_of(client, f"{BESIDE}?met=geitenkamp&schaal=deel")


def test_without_a_wish_the_own_municipality_stands_beside(client: Client) -> None:
    assert "Haal Gemeente Arnhem" in text_of(client, BESIDE)
    assert "Haal Gemeente Arnhem" not in text_of(client, f"{BESIDE}?met=")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("met=maan", "Van deze plek kennen we geen huishouden: maan."),
        ("met=GM0193", "Van deze plek kennen we geen huishouden: GM0193."),
        ("met=a&met=b&met=c&met=d&met=e", "Er passen vier plekken naast elkaar."),
        ("met=%3Cb%3E", "&lt;b&gt;"),
    ],
)
def test_a_place_that_cannot_stand_beside_is_named(client: Client, query: str, says: str) -> None:
    assert says in text_of(client, f"{BESIDE}?{query}")


def test_every_row_of_a_file_says_its_source_day_and_licence(client: Client, accounts: HouseholdAccounts) -> None:
    for path in (f"{BESIDE}limonade.csv?met=geitenkamp", "/wijk/paasberg/huishouden/limonade.csv"):
        rows = list(csv.DictReader(io.StringIO(text_of(client, path).removeprefix("\ufeff")), delimiter=";"))
        assert {row["Licentie"] for row in rows} == {"CC BY 4.0"}
        assert all("Iv3 jaarrekening gemeenten 2023" in row["Bron"] and row["Opgehaald op"] for row in rows)
        ours = [row for row in rows if row.get("Plek", "Paasberg") == "Paasberg"]
        assert sum(int(row["Samen, euro"]) for row in ours) == accounts.euros


def test_the_description_names_files_sources_and_licence(client: Client) -> None:
    found = json.loads(text_of(client, f"{REPORT}datapackage.json"))
    assert found["licenses"][0]["name"] == "CC-BY-4.0"
    assert all(one["retrieved"] for one in found["sources"])
    assert "nooit over één huishouden" in found["description"]
    for one in found["resources"]:
        assert client.get(one["path"].removeprefix("http://testserver")).status_code == 200


def test_the_papers_are_found_from_the_household_and_from_the_money(client: Client) -> None:
    for path in ("/wijk/paasberg/huishouden/", "/wijk/paasberg/geld/2023-jaarrekening/"):
        assert f'href="{REPORT}"' in text_of(client, path)
    with translation.override("nl"):
        found = text_of(client, REPORT)
    for way in ("raad.pdf", "plaat.pdf", "brief/", "datapackage.json"):
        assert f"{REPORT}{way}" in found


def test_the_range_on_paper_is_that_of_the_page(client: Client, accounts: HouseholdAccounts, page: Page) -> None:
    stays = accounts.stays(Ring.WIJK)
    shown = euros_range(round(stays.low), round(stays.high), "nl")
    assert shown in text_of(client, "/wijk/paasberg/huishouden/")
    assert shown in words(council_paper(page, ADDRESS))
