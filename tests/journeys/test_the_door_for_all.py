"""The door with the keyboard alone, and without JavaScript: then an app with codes stands in for the passkey."""

import re

import pytest
from django.core import mail
from django_scopes import scope
from playwright.sync_api import Locator, Page, expect

from limonade.audit.actor import Actor
from limonade.people.joining import make_codes
from tests.cast import Cast
from tests.journeys.coming_in import (
    address_of,
    code_of_app,
    come_in,
    follow,
    give_finger,
    heading,
    mailed_code,
    main,
    make_app,
    own_menu,
    press,
)
from tests.journeys.conftest import PHONE, Come
from tests.journeys.test_the_door import HERE, IBAN, NEIGHBOUR, POINTED, let_in, make_codes_of

pytestmark = pytest.mark.browser


@pytest.fixture
def width() -> int:
    """Most people do this on a phone; every page is looked at on both widths in test_every_page."""
    return PHONE


MOST_TABS = 120
IS_FOCUSED = "one => one === document.activeElement"


def reach(page: Page, wanted: Locator) -> None:
    """With Tab only."""
    expect(wanted).to_be_visible()
    for _press in range(MOST_TABS):
        if wanted.evaluate(IS_FOCUSED):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{wanted} cannot be reached with Tab")


def type_in(page: Page, label: str, text: str) -> None:
    reach(page, page.get_by_label(label))
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(text)


def enter(page: Page, role: str, name: str) -> None:
    reach(page, page.get_by_role(role, name=name, exact=True).first)  # type: ignore[arg-type]
    page.keyboard.press("Enter")


def come_in_by_keyboard(page: Page, email: str) -> None:
    type_in(page, "Je e-mailadres", email)
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Kijk in je mail")
    type_in(page, "Code", mailed_code(email))
    enter(page, "button", "Ga naar binnen")


def poster_code(cast: Cast) -> str:
    coby = cast.party("Coby")
    by = Actor(coby.user_id, coby.pk)
    with scope(neighbourhood=cast.paasberg):
        return make_codes(cast.paasberg, kind="poster", batch="buurthuis", number=50, days=30, by=by)[0].code


def test_somebody_joins_with_the_keyboard_alone(cast: Cast, page: Page) -> None:
    page.goto(f"{HERE}mee/")
    type_in(page, "Code", poster_code(cast).lower().replace("-", " "))
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Welkom in Paasberg")
    reach(page, main(page).get_by_role("link", name="Kom binnen"))
    page.keyboard.press("Enter")
    come_in_by_keyboard(page, "nieuw@voorbeeld.nl")
    type_in(page, "Hoe mogen we je noemen?", "Samira")
    enter(page, "button", "Doe mee")
    expect(heading(page)).to_have_text("Dag Samira")


def test_coby_lets_a_neighbour_in_with_the_keyboard_alone(cast: Cast, page: Page) -> None:
    give_finger(page)
    page.goto("/binnen/")
    come_in_by_keyboard(page, address_of("Coby"))
    enter(page, "link", "Laat een buur zonder e-mail binnen")
    enter(page, "link", "Maak een passkey")
    enter(page, "button", "Maak de passkey")
    enter(page, "link", "Ik heb ze bewaard, ga verder")
    type_in(page, "Naam van je buur", NEIGHBOUR)
    type_in(page, "Hoe heeft je buur ja gezegd?", "aan de deur")
    enter(page, "button", "Laat binnen")
    expect(page).to_have_url(re.compile("/overzicht/$"))
    expect(heading(page)).to_contain_text(NEIGHBOUR)


def without_javascript(come: Come, width: int) -> Page:
    return come(width, java_script_enabled=False)


def test_coby_works_without_javascript_with_an_app_instead_of_a_passkey(cast: Cast, come: Come, width: int) -> None:
    page = without_javascript(come, width)
    come_in(page, "Coby")
    follow(page, "Maak brieven of een poster")
    follow(page, "Maak een passkey")
    expect(main(page).get_by_role("button")).to_have_count(0)
    assert "Voor een passkey moet JavaScript aanstaan." in page.content()
    page.go_back()
    secret = make_app(page)
    own_menu(page, "Vandaag")
    code = make_codes_of(page, kind="brieven", batch="brieven Lindelaan", number=2)

    own_menu(page, "Mensen")
    follow(page, "Laat een buur zonder e-mail binnen")
    let_in(page, NEIGHBOUR, code)
    expect(page).to_have_url(re.compile("/overzicht/$"))
    expect(heading(page)).to_contain_text(NEIGHBOUR)
    own_menu(page, "Helpen")
    press(page, f"Doe iets voor {NEIGHBOUR}")
    own_menu(page, NEIGHBOUR)
    follow(page, "Verander")
    page.get_by_label("Telefoon").fill("026 1234567")
    press(page, "Bewaar")
    expect(main(page)).to_contain_text("026 1234567")
    press(page, "Klaar, weer voor mezelf")
    card = page.locator(".card", has_text=NEIGHBOUR)
    card.get_by_text("Stop deze hulp", exact=True).click()
    press(card, "Ja, stop deze hulp")
    expect(main(page)).to_contain_text(f"De hulp aan {NEIGHBOUR} is gestopt.")

    page.goto("/account/")
    press(page, "Ga naar buiten")
    page.goto("/binnen/")
    mail.outbox.clear()
    page.get_by_label("Je e-mailadres").fill(address_of("Coby"))
    press(page, "Stuur me een code")
    page.get_by_label("Code", exact=True).fill(mailed_code(address_of("Coby")))
    press(page, "Ga naar binnen")
    expect(heading(page)).to_have_text("Nog één stap")
    page.get_by_label("Code", exact=True).fill(code_of_app(secret))
    press(page, "Ga naar binnen")
    expect(heading(page)).to_have_text("Dag Coby")


def test_money_and_roles_work_without_javascript(cast: Cast, come: Come, width: int) -> None:
    tom, els = without_javascript(come, width), without_javascript(come, width)
    come_in(tom, "Tom")
    own_menu(tom, "Boeken")
    make_app(tom)
    follow(tom, "De bankrekening van de wijk")
    follow(tom, "Stel een rekening voor")
    tom.get_by_label("Op naam van").fill("Vereniging Paasberg")
    tom.get_by_label("IBAN").fill(IBAN)
    press(tom, "Stel voor")

    come_in(els, "Els")
    follow(els, "Kijk een nieuwe bankrekening na")
    make_app(els)
    press(els, "Klopt, dit is de rekening")
    own_menu(els, "Mensen")
    follow(els, "Farah")
    follow(els, "Vraag Farah voor een rol")
    els.get_by_label("Verhalenverteller").check()
    press(els, "Vraag het")
    expect(main(els)).to_contain_text("De vraag ligt bij Farah, ook per mail.")

    farah = without_javascript(come, width)
    come_in(farah, "Farah")
    follow(farah, "Wil je verhalenverteller zijn?")
    press(farah, "Ja, dat wil ik")
    expect(main(farah)).to_contain_text("Dank je wel! Je bent nu verhalenverteller.")


def test_a_neighbourhood_begins_without_javascript(town_map: None, come: Come, width: int) -> None:
    page = without_javascript(come, width)
    page.goto("/beginnen/")
    page.get_by_label("Naam van je buurt").fill("Angerenstein")
    press(page, "Zoek")
    follow(page, "Angerenstein")
    page.locator(f"[data-buurt={POINTED}] path").click()
    expect(page.locator(f"#{POINTED}")).to_be_checked()
    expect(page.locator(".ticks :checked")).to_have_count(2)
    press(page, "Verder")
    expect(heading(page)).to_have_text("Kom binnen")
    page.get_by_label("Je e-mailadres").fill("noor@voorbeeld.nl")
    press(page, "Stuur me een code")
    page.get_by_label("Code", exact=True).fill(mailed_code("noor@voorbeeld.nl"))
    press(page, "Ga naar binnen")
    make_app(page)
    page.get_by_label("Hoe heet je wijk?").fill("De Bomenhof")
    page.get_by_label("Hoe mogen we jou noemen?").fill("Noor")
    press(page, "Begin de wijk")
    expect(heading(page)).to_have_text("Dag Noor")
