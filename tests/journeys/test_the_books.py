"""Tom keeps the books, Farah sees what she has, anybody reads the cash book, and Karim checks that nothing changed."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope
from playwright.sync_api import Page, expect

from limonade.ledger.models import Entry
from tests.cast import Cast, sign_in
from tests.journeys.coming_in import follow, heading, main, own_menu, press
from tests.journeys.conftest import Come
from tests.journeys.inside import carry_in
from tests.some_books import picture, some_books

pytestmark = pytest.mark.browser

HERE = "/wijk/paasberg/"


def come_as(cast: Cast, page: Page, name: str, site: str) -> Page:
    client = Client()
    sign_in(client, cast.user(name))
    carry_in(page, client, site)
    page.goto(f"{HERE}vandaag/")
    return page


def fill_booking(page: Page, source: str, target: str, amount: str, text: str) -> None:
    page.get_by_label("Van", exact=True).fill(source)
    page.get_by_label("Naar", exact=True).fill(target)
    page.get_by_label("Bedrag", exact=True).fill(amount)
    page.get_by_label("Waar is het voor?").fill(text)
    press(page, "Kijk na")


def test_the_treasurer_opens_books_and_everybody_sees_their_part(
    cast: Cast, page: Page, come: Come, width: int, live_server: Any, tmp_path: Path
) -> None:
    tom = come_as(cast, page, "Tom", live_server.url)
    tom.get_by_role("link", name="Open de boeken van de wijk").click()
    tom.get_by_label("Van wie zijn deze boeken?").fill("Stichting Paasberg")
    tom.get_by_label("Rechtsvorm").select_option(label="Stichting")
    press(tom, "Open de boeken")
    follow(tom, "Boek iets")

    fill_booking(tom, "gift", "Bankrekening", "1.250,5", "Gift van de bakker")
    expect(heading(tom)).to_have_text("Klopt dit?")
    expect(main(tom)).to_contain_text("€ 1.250,50")
    expect(main(tom)).to_contain_text("Er is nog niets geboekt.")
    press(tom, "Verander iets")
    expect(tom.get_by_label("Bedrag", exact=True)).to_have_value("1.250,5")
    tom.get_by_label("Bedrag", exact=True).fill("1250")
    press(tom, "Kijk na")
    tom.get_by_role("button", name="Boek dit").dblclick()
    expect(heading(tom)).to_have_text("Gift van de bakker")
    expect(main(tom)).to_contain_text("€ 1.250,00")
    assert count(cast) == 1

    add_receipt(tom, tmp_path)
    book_hours_twice(tom)

    farah = come_as(cast, come(width), "Farah", live_server.url)
    own_menu(farah, "Mijn rekening")
    expect(main(farah)).to_contain_text("4,00 uur")
    follow(farah, "Alles op een rij")
    rows = farah.locator(".rows > li:visible")
    expect(rows).to_have_count(1)
    farah.get_by_text("2 regels die elkaar opheffen").click()
    expect(rows).to_have_count(3)

    anybody = come(width)
    anybody.goto(f"{HERE}kasboek/")
    expect(main(anybody)).to_contain_text("€ 1.250,00")
    expect(main(anybody)).not_to_contain_text("bakker")


def add_receipt(tom: Page, tmp_path: Path) -> None:
    receipt = tmp_path / "bon van de bakker.png"
    receipt.write_bytes(picture())
    tom.get_by_label("Bon, factuur of foto").set_input_files(receipt)
    press(tom, "Doe erbij")
    with tom.expect_download() as fetched:
        main(tom).get_by_role("link", name="bon van de bakker.png", exact=True).click()
    assert Path(fetched.value.path()).read_bytes().startswith(b"\xff\xd8")  # made anew, as JPEG


def book_hours_twice(tom: Page) -> None:
    """Forty by mistake, turned back, and then four."""
    own_menu(tom, "Boeken")
    tom.get_by_role("navigation", name="De boeken").get_by_role("link", name="Rekeningen").click()
    follow(tom, "Open een rekening voor iemand")
    tom.get_by_label("Voor wie? Zoek op naam").fill("Fara")
    press(tom, "Zoek")
    tom.get_by_label("uur").check()
    press(tom, "Open de rekening")
    own_menu(tom, "Boeken")
    follow(tom, "Boek iets")
    fill_booking(tom, "Farah", "90001", "40", "Soep gekookt")
    press(tom, "Boek dit")
    follow(tom, "Klopt niet? Draai terug")
    tom.get_by_label("Waarom draai je dit terug?").fill("Was vier uur")
    press(tom, "Ja, draai terug")
    expect(main(tom)).to_contain_text("Dit draait een eerdere boeking terug.")
    tom.get_by_role("link", name="Zie boeking 2").click()
    expect(main(tom)).to_contain_text("Deze boeking is teruggedraaid: Was vier uur.")
    follow(tom, "Boek het opnieuw, maar goed")
    tom.get_by_label("Bedrag", exact=True).fill("4")
    press(tom, "Kijk na")
    press(tom, "Boek dit")


def count(cast: Cast) -> int:
    with scope(neighbourhood=cast.paasberg):
        return Entry.objects.count()


def test_a_booking_that_cannot_be_says_what_to_do(cast: Cast, page: Page, books: Any, live_server: Any) -> None:
    tom = come_as(cast, page, "Tom", live_server.url)
    own_menu(tom, "Boeken")
    follow(tom, "Boek iets")
    fill_booking(tom, "10101", "huur", "10", "Huur")
    expect(main(tom)).to_contain_text("Op 10101 Kas met contant geld staat niet genoeg: 0,00.")
    fill_booking(tom, "1", "huur", "1", "Huur")
    expect(main(tom)).to_contain_text("Welke bedoel je: ")
    fill_booking(tom, "10201", "huur", "1,234", "Huur")
    expect(main(tom)).to_contain_text("Typ een bedrag zoals 12,50.")
    fill_booking(tom, "hours_worked", "huur", "1", "Huur")
    expect(main(tom)).to_contain_text("Deze rekening is er niet.")
    fill_booking(tom, "90001", "huur", "1", "Huur")
    expect(main(tom)).to_contain_text("De ene rekening telt in uur, de andere in euro.")
    tom.get_by_label("Dag").fill("1999-01-01")
    fill_booking(tom, "bankrekening", "huur", "1", "Huur")
    expect(main(tom)).to_contain_text("Deze dag valt niet in een open boekperiode.")
    assert count(cast) == 4


def test_the_audit_committee_keeps_a_sheet_and_finds_out_what_changed(
    cast: Cast, page: Page, books: Any, live_server: Any
) -> None:
    karim = come_as(cast, page, "Karim", live_server.url)
    own_menu(karim, "Boeken")
    karim.get_by_role("navigation", name="De boeken").get_by_role("link", name="Controle").click()
    follow(karim, "Maak een blad om te bewaren")
    told = karim.locator("code.anchor").inner_text()
    karim.go_back()
    karim.get_by_label("Nummer van de boeking").fill("4")
    karim.get_by_label("Controlegetal").fill(told)
    press(karim, "Vergelijk")
    expect(karim.get_by_role("status")).to_contain_text("Boeking 4 is precies zoals op jouw papier")
    karim.get_by_label("Controlegetal").fill(re.sub(r"\s", "", told)[::-1])
    press(karim, "Vergelijk")
    expect(karim.get_by_role("status")).to_contain_text("Dit getal hoort niet bij boeking 4")


@pytest.fixture
def books(cast: Cast) -> Any:
    with scope(neighbourhood=cast.paasberg):
        return some_books(cast.paasberg)
