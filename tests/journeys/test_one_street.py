"""One street goes all the way round, with every role at its own screen, and the money agrees at every stop."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from limonade.ledger.selfcheck import check
from tests.cast import Cast, sign_in
from tests.journeys.coming_in import follow, heading, main, press
from tests.journeys.conftest import Come
from tests.journeys.inside import carry_in
from tests.together.stage import Street

pytestmark = pytest.mark.browser
HERE = "/wijk/paasberg/"
TITLE = "Samen eten op woensdag"


@dataclass
class Walk:
    """One browser that is handed from role to role; each begins at its own “Vandaag”."""

    cast: Cast
    page: Page
    site: str
    sessions: dict[str, Client]

    def who(self, name: str, path: str = "vandaag/") -> Page:
        if name not in self.sessions:
            client = Client()
            sign_in(client, self.cast.user(name))
            self.sessions[name] = client
        carry_in(self.page, self.sessions[name], self.site)
        self.page.goto(path if path.startswith("/") else f"{HERE}{path}")
        return self.page

    def asked(self, name: str, title: str) -> Page:
        """From “Vandaag” to what is asked there."""
        page = self.who(name)
        with page.expect_navigation():
            main(page).get_by_role("link", name=title, exact=True).first.click()
        return page


@pytest.fixture
def walk(cast: Cast, page: Page, live_server: Any) -> Walk:
    Street(cast)
    return Walk(cast, page, live_server.url, {})


def fill(page: Page, **fields: str) -> None:
    for label, text in fields.items():
        page.get_by_label(label.replace("_", " "), exact=False).first.fill(text)


def sends(page: Page, button: str, done: str) -> None:
    with page.expect_navigation():
        main(page).get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".messages")).to_contain_text(done)


def a_question_becomes_an_initiative(walk: Walk) -> None:
    page = walk.who("Farah", "samen/")
    follow(page, "Stel je vraag")
    page.get_by_label("Wat is je vraag?").fill("Wie kookt er met mij mee?")
    sends(page, "Stel je vraag", "Je vraag staat er")
    page = walk.asked("Coby", "Wie zorgt voor deze vraag?")
    sends(page, "Ik zorg voor antwoord", "Jij zorgt nu voor antwoord")
    page = walk.asked("Coby", "Geef antwoord op een vraag")
    follow(page, "Geef antwoord")
    page.get_by_label("Je antwoord").fill("Bram en ik. Begin maar iets.")
    sends(page, "Geef antwoord", "Beantwoord")
    page = walk.asked("Farah", "Je vraag heeft antwoord")
    follow(page, "Begin iets met deze vraag")
    page.get_by_label("Hoe heet het?").fill(TITLE)
    page.get_by_label("Wat gaan jullie doen").fill("Elke woensdag koken we voor de straat.")
    sends(page, "Begin iets", "Het is begonnen")
    for name in ("Bram", "Coby"):
        page = walk.who(name, "samen/")
        follow(page, TITLE)
        follow(page, "Doe mee")
        sends(page, "Doe mee", "Fijn dat je meedoet")


def on_the_table(walk: Walk, name: str, kind: str, owner: str, what: str) -> None:
    page = walk.who(name, "bakkerij/")
    follow(page, "Leg iets op tafel")
    page.get_by_label(kind).check()
    page.get_by_label("Van wie is het?").select_option(label=owner)
    page.get_by_label("Wat is het?").fill(what)
    sends(page, "Leg iets op tafel", "Het ligt op tafel")


def effect(page: Page, party: str, kind: str, what: str, low: str, middle: str, high: str) -> None:
    follow(page, "Schrijf op wat het kost of oplevert")
    page.get_by_label("Voor wie?").select_option(label=party)
    page.get_by_label(kind, exact=True).check()
    page.get_by_label("Wat?", exact=True).fill(what)
    page.get_by_label("Hoeveel in een jaar?").fill(middle)
    page.get_by_label("Laag: hoeveel minstens?").fill(low)
    page.get_by_label("Hoog: hoeveel hoogstens?").fill(high)
    page.get_by_label("Hoe weten we dit?").fill("Een aanname van de groep")
    sends(page, "Schrijf op wat het kost of oplevert", "Het staat in de tabel")


def a_case_is_baked(walk: Walk) -> None:
    on_the_table(walk, "Wim", "Wij hebben", "Woningcorporatie De Linde", "Een keuken die overdag leeg staat")
    on_the_table(walk, "Farah", "Wij bieden", "Farah", "Kookt graag voor twintig mensen")
    page = walk.who("Farah", "samen/")
    follow(page, TITLE)
    follow(page, "Bak een plan")
    page.get_by_label("Hoe heet het plan?").fill("Eten in de keuken van De Linde")
    page.get_by_label("Wat doen we anders?").fill("De keuken staat leeg; buren koken er.")
    page.get_by_label("Hoeveel geld moet er minstens bindend zijn?").fill("500")
    sends(page, "Bak een plan", "Het plan is begonnen")
    follow(page, "Meng ingrediënten")
    for box in page.get_by_role("checkbox").all():
        box.check()
    sends(page, "Meng ingrediënten", "Erin gemengd")
    effect(page, "Gemeente Arnhem", "Kost", "Budget", "400", "500", "600")
    effect(page, "Woningcorporatie De Linde", "Levert op", "Minder leegstand", "200", "900", "1.500")
    expect(main(page)).to_contain_text("Wie betaalt is hier niet wie er wat aan heeft.")
    expect(main(page)).to_contain_text("Woningcorporatie De Linde betaalt € 500,00 aan Gemeente Arnhem")
    follow(page, "Zet de regel vast")
    sends(page, "Zet de regel vast", "De regel staat vast")


def promises(walk: Walk, name: str, party: str, grade: str, euros: str = "") -> None:
    page = walk.who(name, "bakkerij/")
    with page.expect_navigation():
        main(page).get_by_role("heading", name="Eten in de keuken van De Linde").get_by_role("link").click()
    follow(page, "Zeg iets toe")
    page.get_by_label("Voor wie zeg je toe?").select_option(label=party)
    page.get_by_label(grade, exact=True).check()
    page.get_by_label("Wat breng je in?").fill("Wij doen mee")
    if euros:
        page.get_by_label("Geld").fill(euros)
    if grade == "Bindend":
        page.get_by_label("Ja, dit is bindend").check()
    sends(page, "Zeg iets toe", "Het staat erbij")


def a_decision_by_consent(walk: Walk) -> None:
    promises(walk, "Corrie", "Gemeente Arnhem", "Belangstelling", "500")
    page = walk.asked("Farah", "Vraag wie wat toezegt")
    page.get_by_label("Wie vraag je?").select_option(label="Woningcorporatie De Linde")
    page.get_by_label("Waarvoor?").fill("De keuken, elke woensdag")
    sends(page, "Vraag het", "Gevraagd")
    expect(main(page)).to_contain_text("€ 0,00 van € 500,00")
    promises(walk, "Corrie", "Gemeente Arnhem", "Bindend", "500")
    page = walk.asked("Wim", "Zegt Woningcorporatie De Linde iets toe voor “Eten in de keuken van De Linde”?")
    expect(main(page)).to_contain_text("De keuken, elke woensdag")
    promises(walk, "Wim", "Woningcorporatie De Linde", "Bindend")
    page = walk.asked("Farah", "Beslis over een plan")
    follow(page, "Kijk of het genoeg is, en beslis")
    sends(page, "Kijk of het genoeg is, en beslis", "Beslist")
    page = walk.asked("Farah", "Maak een voorstel of een opdracht van een plan")
    follow(page, "Maak er een voorstel van")
    expect(page.get_by_label("Hoeveel geld is ervoor nodig?")).to_have_value("500,00")
    sends(page, "Maak er een voorstel van", "Het voorstel staat er")
    follow(page, "Open een ronde")
    sends(page, "Open een ronde", "De ronde is open")
    for name in ("Bram", "Coby"):
        page = walk.asked(name, "Zeg of je bezwaar hebt")
        speak(page, "Ik heb geen bezwaar")
    page = walk.asked("Tom", "Zeg of je bezwaar hebt")
    speak(page, "Ik heb een bezwaar", "Er staat niet bij wie de bonnen bewaart.")
    page = walk.who("Farah", "besluiten/")
    follow(page, "Eten in de keuken van De Linde")
    follow(page, "Sluit de ronde")
    sends(page, "Sluit de ronde", "De ronde is gesloten")
    page = walk.asked("Farah", "Maak je voorstel beter")
    follow(page, "Schrijf een nieuwe versie")
    page.get_by_label("Wat is er anders?").fill("Tom bewaart de bonnen.")
    sends(page, "Schrijf een nieuwe versie", "De nieuwe versie staat er")
    follow(page, "Open een ronde")
    sends(page, "Open een ronde", "De ronde is open")
    for name in ("Bram", "Coby", "Tom"):
        speak(walk.asked(name, "Zeg of je bezwaar hebt"), "Ik heb geen bezwaar")
    page = walk.who("Farah", "besluiten/")
    follow(page, "Eten in de keuken van De Linde")
    follow(page, "Sluit de ronde")
    sends(page, "Sluit de ronde", "De ronde is gesloten")
    expect(main(page)).to_contain_text("Aangenomen zonder bezwaar")


def speak(page: Page, says: str, reason: str = "") -> None:
    follow(page, "Zeg of je bezwaar hebt")
    page.get_by_label(says, exact=True).check()
    if reason:
        page.get_by_label("Wat gaat er mis als we dit doen?").fill(reason)
    sends(page, "Geef je stem", "Je stem telt mee")


def a_budget_with_two_people_on_every_expense(walk: Walk) -> None:
    page = walk.asked("Tom", "Open het budget bij een besluit")
    follow(page, "Open het budget")
    page.get_by_label("Waarvoor is het geld?").fill("Samen eten")
    page.get_by_label("Wie geeft het?").select_option(label="Gemeente Arnhem")
    page.get_by_label("Tot en met welke dag").fill(str(timezone.localdate() + dt.timedelta(days=90)))
    for name in ("Farah", "Bram"):
        page.get_by_label(name, exact=True).check()
    sends(page, "Open het budget", "Het budget is open")
    follow(page, "Boek wat er binnenkwam")
    page.get_by_label("Hoeveel kwam er op de bank?").fill("500")
    page.get_by_label("Nummer van het afschrift of de brief").fill("afschrift 7")
    sends(page, "Boek wat er binnenkwam", "Het staat in de boeken")
    for name in ("Bram", "Farah"):
        page = walk.asked(name, "Word je budgethouder van “Samen eten”?")
        follow(page, "Ja, ik word budgethouder")
        sends(page, "Ja, ik word budgethouder", "Je bent nu budgethouder")
    follow(page, "Vraag een uitgave aan")
    page.get_by_label("Wat wil je uitgeven?").fill("Pannen")
    page.get_by_label("Hoeveel kost het, met btw?").fill("123,45")
    page.get_by_label("Aan wie?").fill("De winkel")
    page.get_by_label("Welke bon of offerte hoort erbij?").fill("bon 1")
    sends(page, "Vraag een uitgave aan", "Gevraagd")
    expect(main(page).get_by_role("link", name="Keur goed", exact=True)).to_have_count(0)
    page = walk.asked("Bram", "Keur een uitgave goed, of niet")
    follow(page, "Keur goed")
    sends(page, "Keur goed", "Goedgekeurd")
    page = walk.asked("Tom", "Betaal en boek een uitgave")
    follow(page, "Boek de betaling")
    page.get_by_label("Wat voor kosten zijn het?").select_option(label="45620 Eten, drinken en activiteiten")
    sends(page, "Boek de betaling", "Betaald en geboekt")
    expect(main(page)).to_contain_text("€ 376,55")


def work_hours_and_reward(walk: Walk) -> None:
    page = walk.who("Farah", "werk/mijn/")
    follow(page, "Vertel wat je kunt en wilt")
    page.get_by_label("koken", exact=True).check()
    for box in page.get_by_role("group", name="Wanneer kun je?").get_by_role("checkbox").all():
        box.check()
    page.get_by_label("voor uren op de eigen rekening").check()
    page.get_by_label("Hoeveel uur in een week, hoogstens?").fill("6")
    sends(page, "Vertel wat je kunt en wilt", "Bewaard")
    page = walk.who("Bram", "werk/")
    follow(page, "Zet een klus klaar")
    page.get_by_label("Wat is er te doen?").fill("Koken op woensdag")
    page.get_by_label("Wat moet iemand kunnen?").select_option(label="koken")
    page.get_by_label("Welke dag?").fill(str(timezone.localdate()))
    page.get_by_label("Hoeveel uur, per mens?").fill("2,5")
    page.get_by_label("voor uren op de eigen rekening").check()
    page.get_by_label("Uit welk geld?").select_option(label="Samen eten")
    sends(page, "Zet een klus klaar", "De klus staat klaar")
    page.goto(f"{HERE}werk/")
    follow(page, "Maak een plan")
    sends(page, "Vraag deze mensen", "Gevraagd. Ieder krijgt de vraag bij Vandaag.")
    page = walk.asked("Farah", "Wil je deze klus doen?")
    expect(main(page)).to_contain_text("Doet dit graag (koken)")
    sends(page, "Ja, dat doe ik", "Het staat bij Mijn werk")
    page = walk.asked("Farah", "Schrijf je uren op")
    sends(page, "Schrijf je uren op", "Opgeschreven")
    page = walk.asked("Bram", "Kijk uren na van buren")
    sends(page, "Keur goed", "Goedgekeurd en geboekt")
    page = walk.who("Farah", "mijn-rekening/")
    expect(main(page)).to_contain_text("2,50 uur")


def account_and_story(walk: Walk) -> None:
    page = walk.who("Vera", "verhalen/")
    follow(page, "Schrijf een verhaal")
    page.get_by_label("Hoe heet het verhaal?").fill("De eerste woensdag")
    page.get_by_label("Wat gebeurde er?").fill("Farah kookte, en de gang rook naar soep.")
    page.get_by_label("Bij welk initiatief hoort het?").select_option(label=TITLE)
    page.get_by_label("Farah", exact=True).check()
    sends(page, "Leg het hun voor", "Het staat klaar")
    expect(main(page).get_by_role("link", name="Publiceer het verhaal")).to_have_count(0)
    page = walk.asked("Farah", "Mag dit verhaal over jou naar buiten?")
    sends(page, "Ja, dit mag zo naar buiten", "Nee zeggen mag later ook nog")
    page = walk.asked("Vera", "Publiceer een verhaal")
    follow(page, "Publiceer het verhaal")
    sends(page, "Publiceer het verhaal", "Het verhaal staat buiten")
    page = walk.who("Coby", "verhalen/")
    follow(page, "Schrijf een praktijkkaart")
    page.get_by_label("Wat deden jullie?").fill("Samen eten in een lege keuken")
    page.get_by_label("Wat werkte?").fill("Elke week dezelfde dag.")
    page.get_by_label("Wat werkte niet?").fill("Zonder afspraak over de afwas ging het mis.")
    page.get_by_label("Wat was ervoor nodig?").fill("Een keuken en twee mensen die koken.")
    page.get_by_label("Bij welk initiatief hoort het?").select_option(label=TITLE)
    sends(page, "Schrijf een praktijkkaart", "De kaart staat klaar")
    follow(page, "Publiceer de kaart")
    sends(page, "Publiceer de kaart", "De kaart staat buiten")


def the_neighbour_of_elsewhere_sees_only_what_is_published(walk: Walk) -> None:
    page = walk.who("Dirk", f"{HERE}samen/")
    follow(page, "Samen eten in een lege keuken")
    expect(main(page)).to_contain_text("Zonder afspraak over de afwas")
    page.goto(f"{HERE}samen/")
    follow(page, TITLE)
    expect(main(page)).to_contain_text("€ 123,45")
    expect(main(page)).to_contain_text("2,50 uur")
    for name in ("Farah", "Bram", "Coby"):
        expect(main(page)).not_to_contain_text(name)


def test_one_street_goes_all_the_way_round(walk: Walk) -> None:
    a_question_becomes_an_initiative(walk)
    a_case_is_baked(walk)
    a_decision_by_consent(walk)
    a_budget_with_two_people_on_every_expense(walk)
    work_hours_and_reward(walk)
    account_and_story(walk)
    the_neighbour_of_elsewhere_sees_only_what_is_published(walk)
    assert check() == []


def test_the_old_ladys_dinner(walk: Walk, come: Come) -> None:
    """Story 6: she neither cooks nor orders; somebody in her street has a portion over, and Coby helps her ask."""
    page = walk.who("Bram", "tafel/")
    follow(page, "Bied een portie aan")
    page.get_by_label("Wat is er over?").fill("Stamppot met worst")
    page.get_by_label("Hoe laat?", exact=True).fill("om zes uur")
    page.get_by_label("Tot hoe laat?").fill("23:59")
    page.get_by_label("Waar en hoe halen ze het?").fill("Bel twee keer aan")
    page.get_by_label("Ik kan het brengen").check()
    sends(page, "Bied een portie aan", "Het staat op tafel")
    page = walk.who("Coby", "helpen/")
    press(page, "Doe iets voor Aisha")
    page.goto(f"{HERE}tafel/")
    expect(main(page)).to_contain_text("In jouw straat")
    follow(page, "Die lust ik")
    sends(page, "Die lust ik", "Smakelijk!")
    expect(main(page)).to_contain_text("Bel twee keer aan")
    expect(heading(page)).to_have_text("Aan tafel")
    page = walk.who("Farah", "tafel/")
    expect(main(page)).not_to_contain_text("Stamppot")
    page = walk.who("Bram", "tafel/")
    expect(main(page)).to_contain_text("Aisha")
