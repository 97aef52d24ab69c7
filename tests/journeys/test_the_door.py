"""Everyone who comes in: with a letter, a poster or a mail, with and without e-mail, and what each finds there."""

import re

import pytest
from django.core import mail
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from limonade.design.qr import qr_svg
from limonade.notices.actions import send_digests
from tests.cast import Cast, sign_in
from tests.journeys.coming_in import (
    address_of,
    come_in,
    come_in_here,
    follow,
    give_finger,
    heading,
    last_mail_to,
    main,
    make_passkey,
    own_menu,
    path_of,
    press,
)
from tests.journeys.conftest import PHONE, Come
from tests.journeys.crawl import crawl, name_of
from tests.journeys.inside import OWN_HOUSEHOLD

pytestmark = pytest.mark.browser


@pytest.fixture
def width() -> int:
    """Most people do this on a phone; every page is looked at on both widths in test_every_page."""
    return PHONE


HERE = "/wijk/paasberg/"
NEIGHBOUR = "Rietje"
IBAN, IBAN_SPACED = "NL91ABNA0417164300", "NL91 ABNA 0417 1643 00"


def make_codes_of(page: Page, *, kind: str, batch: str, number: int) -> str:
    """From the own page to the printed sheets; gives the first code."""
    follow(page, "Maak brieven of een poster")
    if path_of(page).startswith("/account/veilig/"):
        make_passkey(page)
    page.get_by_label(kind).check()
    page.get_by_label("Waarvoor is het?").fill(batch)
    page.get_by_label("Hoeveel?").fill(str(number))
    press(page, "Maak de codes")
    return page.locator(".join-code").first.inner_text()


def let_in(page: Page, name: str, code: str) -> None:
    page.get_by_label("Naam van je buur").fill(name)
    page.get_by_label("Straat en huisnummer").fill("Lindelaan 30")
    page.get_by_label("Code op de brief").fill(code)
    page.get_by_label("Hoe heeft je buur ja gezegd?").fill("aan de deur, alles voorgelezen")
    press(page, "Laat binnen")


def drawn(svg: str) -> str:
    return svg.partition(' d="')[2].partition('"')[0]


def test_a_neighbour_without_email_joins_with_a_letter_and_ends_the_help_with_her_stop_code(
    cast: Cast, page: Page, come: Come, width: int, live_server: LiveServer, refusals: set[int]
) -> None:
    give_finger(page)
    come_in(page, "Coby")
    code = make_codes_of(page, kind="brieven", batch="brieven Lindelaan", number=3)
    expect(page.locator(".sheet")).to_have_count(3)

    own_menu(page, "Mensen")
    follow(page, "Laat een buur zonder e-mail binnen")
    let_in(page, NEIGHBOUR, code)
    expect(page).to_have_url(re.compile("/overzicht/$"))
    expect(heading(page)).to_contain_text(NEIGHBOUR)
    sheet = page.locator(".sheet")
    stop_code, stop = sheet.locator(".join-code").inner_text(), f"{live_server.url}{HERE}helpen/stop/"
    expect(sheet).to_contain_text(stop)
    assert drawn(sheet.locator("svg").inner_html()) == drawn(qr_svg(stop))

    own_menu(page, "Helpen")
    press(page, f"Doe iets voor {NEIGHBOUR}")
    expect(page.locator(".acting")).to_contain_text(f"Je doet dit voor {NEIGHBOUR}.")
    follow(page, "Sta je achter het profiel van de wijk?")
    press(page, f"{NEIGHBOUR} staat hierachter")
    expect(main(page)).to_contain_text(f"Farah · {NEIGHBOUR}, samen met Coby")

    reader = come(width)
    give_finger(reader)
    come_in(reader, "Karim")
    own_menu(reader, "Logboek")
    make_passkey(reader)
    expect(reader.locator(".rows li").first).to_contain_text(f"Coby voor {NEIGHBOUR} staat achter het profiel")

    anybody = come(width)
    anybody.goto(stop)
    anybody.get_by_label("Stopcode").fill(stop_code)
    press(anybody, "Stop de hulp")
    expect(anybody.get_by_role("status")).to_have_text(f"Coby kan niets meer doen in naam van {NEIGHBOUR}.")

    refusals.add(403)
    press(page, f"{NEIGHBOUR} staat er niet meer achter")
    expect(heading(page)).to_have_text("Hier mag je niet bij")
    expect(main(page)).to_contain_text("De hulp is gestopt. Hier is niets gedaan.")
    page.goto(f"{HERE}profiel/")
    expect(main(page)).to_contain_text(f"Farah · {NEIGHBOUR}, samen met Coby")
    page.goto(f"{HERE}vandaag/")
    expect(heading(page)).to_have_text("Dag Coby")
    expect(page.locator(".acting")).to_have_count(0)


def test_a_newcomer_joins_with_the_code_of_a_poster_and_leaves_with_one_button(
    cast: Cast, page: Page, come: Come, width: int, live_server: LiveServer
) -> None:
    coby = come(width)
    give_finger(coby)
    come_in(coby, "Coby")
    code = make_codes_of(coby, kind="poster", batch="poster buurthuis", number=50)
    scanned = f"{live_server.url}{HERE}mee/{code}/"
    assert drawn(coby.locator(".sheet svg").inner_html()) == drawn(qr_svg(scanned))

    page.goto(scanned)
    expect(heading(page)).to_have_text("Welkom in Paasberg")
    follow(page, "Kom binnen")
    come_in_here(page, "nieuw@voorbeeld.nl")
    page.get_by_label("Hoe mogen we je noemen?").fill("Samira")
    press(page, "Doe mee")
    expect(heading(page)).to_have_text("Dag Samira")
    assert path_of(page) == f"{HERE}vandaag/"
    expect(main(page)).to_contain_text("Welkom in Paasberg! Fijn dat je er bent.")
    expect(page.locator(".asked")).to_contain_text("Sta je achter het profiel van de wijk?")

    own_menu(page, "Over mij")
    follow(page, "Ik wil stoppen met meedoen")
    press(page, "Ja, stop")
    expect(main(page)).to_contain_text("Je doet niet meer mee in Paasberg. Het ga je goed!")
    page.get_by_role("link", name="Mijn plek").click()
    expect(main(page)).to_contain_text("Je doet nog in geen wijk mee.")


def test_tom_proposes_a_bank_account_and_only_els_can_confirm_it(
    cast: Cast, page: Page, come: Come, width: int, refusals: set[int]
) -> None:
    give_finger(page)
    come_in(page, "Tom")
    own_menu(page, "Boeken")
    expect(main(page)).to_contain_text("Voor deze pagina heb je een passkey nodig")
    make_passkey(page)
    assert path_of(page) == f"{HERE}boeken/"
    follow(page, "De bankrekening van de wijk")
    follow(page, "Stel een rekening voor")
    page.get_by_label("Op naam van").fill("Vereniging Paasberg")
    page.get_by_label("IBAN").fill(IBAN_SPACED)
    press(page, "Stel voor")
    expect(main(page)).to_contain_text("Er ligt een voorstel")
    expect(main(page).get_by_role("link", name="Kijk het voorstel na")).to_have_count(0)

    els = come(width)
    give_finger(els)
    come_in(els, "Els")
    follow(els, "Kijk een nieuwe bankrekening na")
    make_passkey(els)
    confirm = path_of(els)
    expect(main(els)).to_contain_text(IBAN)

    refusals.add(403)
    page.goto(confirm)
    expect(heading(page)).to_have_text("Hier mag je niet bij")

    press(els, "Klopt, dit is de rekening")
    expect(main(els)).to_contain_text("Dit is nu de rekening van de wijk.")
    page.goto(f"{HERE}kas/")
    expect(page.locator(".facts")).to_contain_text(IBAN)
    expect(main(page)).not_to_contain_text("Er ligt een voorstel")


def test_bram_is_out_at_the_next_click_after_els_ended_his_role(
    cast: Cast, page: Page, come: Come, width: int, refusals: set[int]
) -> None:
    give_finger(page)
    come_in(page, "Bram")
    own_menu(page, "Mensen")
    make_passkey(page)
    expect(heading(page)).to_have_text("Wie doen er mee")

    els = come(width)
    give_finger(els)
    come_in(els, "Els")
    own_menu(els, "Rollen")
    make_passkey(els)
    line = els.locator(".rows li").filter(has_text="Bram")
    line.get_by_role("link", name="Verleng of stop").click()
    press(els, "Stop deze rol")
    expect(main(els)).to_contain_text("Het is vastgelegd.")

    page.get_by_role("link", name="Coby", exact=True).click()
    expect(heading(page)).to_have_text("Kom binnen")
    refusals.add(403)
    press(page, "Kom binnen met je passkey")
    expect(heading(page)).to_have_text("Hier mag je niet bij")
    page.goto(f"{HERE}vandaag/")
    expect(heading(page)).to_have_text("Dag Bram")
    expect(page.get_by_role("link", name="Mensen", exact=True)).to_have_count(0)


OPEN = {
    *("web:neighbourhood", "web:figures", "join", "stop_help_with_code", "profile"),
    *("ledger:cash_book", "ledger:cash_book_file"),
    *("web:together", "web:initiative", "governance:budget", "governance:budgets"),
    *("community:purpose", "community:challenges", "community:challenge", "community:initiatives"),
    *("learning:stories", "learning:story", "learning:card"),
}
OF_MEMBERS = frozenset({"economy:tell", "economy:told", "economy:review_told"}) | OWN_HOUSEHOLD
SOME_CLOSED = {
    "today",
    "about_me",
    "helping_list",
    "people",
    "person",
    "role_review",
    "end_role",
    "treasury",
    "web:log",
}


FEW = 4


class InPaasberg:
    """Of addresses with one name the first few: tests/access knocks at all of them, as everybody."""

    def __init__(self) -> None:
        self.followed: dict[str, set[str]] = {}

    def __call__(self, address: str) -> bool:
        alike = self.followed.setdefault(name_of(address), set()) if address.startswith(HERE) else set()
        if address.startswith(HERE) and len(alike) < FEW:
            alike.add(address)
        return address in alike


def test_somebody_of_another_neighbourhood_finds_nothing_behind_the_door(
    demo: None, cast: Cast, page: Page, refusals: set[int]
) -> None:
    seen = set()
    for name in ("Farah", "Els"):
        client = Client()
        sign_in(client, cast.user(name))
        here = crawl(client, "nl", [f"{HERE}vandaag/"], InPaasberg())
        seen |= {address for address, answer in here.items() if answer.status == 200}
    is_open = {one: name_of(one) in OPEN or name_of(one).startswith("economy:") for one in seen}
    is_open |= {one: False for one in seen if name_of(one) in OF_MEMBERS}
    closed = [address for address in sorted(seen) if not is_open[address]]
    assert {name_of(address) for address in closed} > SOME_CLOSED
    assert "economy:money" in {name_of(address) for address in seen}

    give_finger(page)
    come_in(page, "Dirk")
    own_menu(page, "Mensen")
    make_passkey(page)
    asked = {address: page.request.get(address, max_redirects=0).status for address in sorted(seen)}
    assert asked == {address: 200 if is_open[address] else 404 for address in seen}
    refusals.add(404)
    page.goto(closed[0])
    expect(heading(page)).to_have_text("Deze bladzijde is er niet")


CHOSEN, TICKED, POINTED = "BU02020844", "BU02020842", "BU02020841"
"""Angerenstein comes along, Terrein ENKA and Molenbeke are added."""
TEXTS = {"Stem": "Nuchter.", "Gezicht": "Veel bomen.", "Belang": "Veilig oversteken.", "Verlangen": "Een dorpsplein."}


def choose_buurten(page: Page) -> None:
    """Found by name and by postcode; one comes along, one is ticked, and one is pointed at on the map."""
    page.goto("/")
    page.get_by_role("contentinfo").get_by_role("link", name="Begin een wijk").click()
    for wish in ("angeren", "6824"):
        page.get_by_label("Naam van je buurt").fill(wish)
        press(page, "Zoek")
        expect(main(page).get_by_role("link", name="Angerenstein")).to_be_visible()
    expect(main(page).get_by_role("link", name="Paasberg", exact=True)).to_be_visible()
    follow(page, "Angerenstein")
    expect(page.locator(f"#{CHOSEN}")).to_be_checked()
    page.locator(f"[data-buurt={POINTED}] path").click()
    expect(page.locator(f"#{POINTED}")).to_be_checked()
    expect(page.locator(f"[data-buurt={POINTED}]")).to_have_class("is-chosen")
    page.locator(f"#{TICKED}").check()
    expect(page.locator(".ticks :checked")).to_have_count(3)
    press(page, "Verder")


def name_place(page: Page, *, invited: str) -> None:
    expect(main(page)).to_contain_text("Angerenstein, Molenbeke, Terrein ENKA.")
    page.get_by_label("Hoe heet je wijk?").fill("De Bomenhof")
    page.get_by_label("Hoe mogen we jou noemen?").fill("Noor")
    page.get_by_label("Wie nodig je als eersten uit?").fill(invited)
    press(page, "Begin de wijk")
    expect(heading(page)).to_have_text("Dag Noor")
    assert path_of(page) == "/wijk/de-bomenhof/vandaag/"


def test_somebody_begins_a_neighbourhood_and_invites_the_first_neighbour(
    town_map: None, page: Page, come: Come, width: int
) -> None:
    give_finger(page)
    choose_buurten(page)
    come_in_here(page, "noor@voorbeeld.nl")
    make_passkey(page)
    name_place(page, invited="joris@voorbeeld.nl")

    follow(page, "Vertel wat voor wijk dit is")
    for label, text in TEXTS.items():
        page.get_by_label(label).fill(text)
    press(page, "Zet de nieuwe versie erop")
    expect(heading(page)).to_have_text("Wie is De Bomenhof?")
    for text in TEXTS.values():
        expect(main(page)).to_contain_text(text)

    joris = come(width)
    invitation = re.search(r"http\S+", last_mail_to("joris@voorbeeld.nl"))
    assert invitation
    joris.goto(invitation[0])
    follow(joris, "Kom binnen")
    come_in_here(joris, "joris@voorbeeld.nl")
    joris.get_by_label("Hoe mogen we je noemen?").fill("Joris")
    press(joris, "Doe mee")
    expect(heading(joris)).to_have_text("Dag Joris")
    expect(main(joris)).to_contain_text("Welkom in De Bomenhof!")


PASSKEY, WELCOME = "Zet een passkey aan", "Heet nieuwe mensen welkom"
SUPPORT = "Sta je achter het profiel van de wijk?"
ASKED: dict[str, list[str]] = {
    "Els": [PASSKEY, SUPPORT],
    "Bram": [PASSKEY, WELCOME],
    "Coby": [PASSKEY, WELCOME, SUPPORT],
    "Ines": [SUPPORT],
    "Vera": [],
    "Tom": [PASSKEY, "Open de boeken van de wijk", SUPPORT],
    "Karim": [PASSKEY, SUPPORT],
    "Farah": [],
    "Corrie": [SUPPORT],
    "Wim": [SUPPORT],
    "Dirk": [
        PASSKEY,
        "Zoek iemand voor de rol penningmeester",
        "Zoek iemand voor de rol kascommissie",
        "Vertel wat voor wijk dit is",
    ],
}


def test_everyone_opens_on_what_is_asked_of_them_and_the_mail_says_the_same(
    cast: Cast, come: Come, width: int, live_server: LiveServer
) -> None:
    for name, titles in ASKED.items():
        page = come(width)
        come_in(page, name)
        expect(page.locator(".asked .card__link")).to_have_text(titles)
        page.context.close()
    mail.outbox.clear()
    assert send_digests(live_server.url) == sum(map(bool, ASKED.values()))
    mailed = {message.to[0]: re.findall(r"^- (.+)$", str(message.body), re.MULTILINE) for message in mail.outbox}
    assert mailed == {address_of(name): titles for name, titles in ASKED.items() if titles}

    page = come(width)
    page.goto(last_mail_to(address_of("Coby")).split()[-1])
    press(page, "Stop de mailtjes")
    expect(page.get_by_role("status")).to_have_text("Gestopt. Je krijgt geen mailtjes meer.")
