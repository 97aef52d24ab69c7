"""“Gereedschap delen”: a plan that did not make it, and what was learned from that."""

from limonade.bakery.steps import CASE
from limonade.community.steps import INITIATIVE
from limonade.learning.models import PracticeCard
from limonade.learning.steps import CARD, NEW
from limonade.web.demo.year.baking import bake, begin, on_the_table, promise
from limonade.web.demo.year.beginning import challenge, question
from limonade.web.demo.year.stage import Stage

GROUP = {
    "Ton": "Mijn ladder van acht meter", "Henk": "Een avond in de maand repareren", "Sjaak": "Een schaafmachine",
    "Ruud": "Ik maak de lijst van wat er is", "Ines": "Ik vraag rond",
}  # fmt: skip
EFFECTS = (
    ("Woningcorporatie De Linde", "cost", "Minder huur voor de berging", (300, 450, 600), False, "Huurprijs van nu"),
    ("Jeroen", "cost", "Inrichten en onderhoud van het gereedschap", (900, 1_350, 1_800), False,
     "Prijzen van drie winkels"),
    ("Jeroen", "benefit", "Geen eigen zaag en boor kopen", (40, 95, 160), True, "Bonnen van het laatste jaar"),
    ("Ton", "benefit", "Geen eigen schaafmachine kopen", (30, 60, 110), True, "Bonnen van het laatste jaar"),
    ("Woningcorporatie De Linde", "benefit", "Een berging die gebruikt wordt en droog blijft", (0, 150, 300), False,
     "Aanname van de opzichter"),
)  # fmt: skip
INTEREST = "Bas Joost Murat Rachid Maarten Duc Robbert Goran Mehmet Kees"
INTENTION = "Sjaak Daan Lotte Femke Chantal"
BINDING = (
    ("Jeroen", "Ik leg vooruit in", 100, 20), ("Ton", "Geld en mijn ladder", 100, 10), ("Henk", "Repareren", 100, 30),
    ("Ruud", "Ik leg in", 150, 0),
)  # fmt: skip
LEARNED = (
    "Tien mensen vonden het een goed idee, en vier legden geld in. Lenen van je buurman kost nu al niets. Wat ontbrak "
    "was geen schuur maar een lijstje: wie heeft wat?"
)
WORKED = (
    "De reparatieavond liep goed: in drie avonden zijn negentien dingen gemaakt. Rondvragen in de straat leverde een "
    "lijst op met wie wat te leen heeft. Die gebruiken we nog elke week."
)
FAILED = (
    "We vroegen geld voor iets wat mensen al gratis van elkaar kregen. Belangstelling hebben we te lang gelezen als "
    "een "
    "ja. Niemand had tijd om drie keer in de week de schuur te openen, en dat vroegen we pas na twee maanden."
)
CONDITIONS = (
    "Begin met een lijst en een appgroep. Denk pas aan een schuur als de lijst vastloopt. Vraag als eerste wie de "
    "sleutel wil beheren, en pas daarna om geld."
)
FIGURES = "Nodig: 1.800 euro van twaalf huizen. Bindend toegezegd: 450 euro van vier. Tien keer belangstelling."


def share_tools(stage: Stage) -> None:
    initiative = begin(
        stage, 284, "Jeroen", GROUP, title="Gereedschap delen", question=question("Wie heeft er een lange"),
        challenge=challenge("Minder weggooien"),
        text="Eén schuur met goed gereedschap voor de hele wijk, zodat niet iedereen dezelfde boor koopt.",
    )  # fmt: skip
    mixed = [
        on_the_table(stage, 270, "asset", "Ton", "Een ladder van acht meter", "Te leen in het weekend."),
        on_the_table(stage, 269, "asset", "Woningcorporatie De Linde", "Een lege berging aan de Lindelaan",
                     "Twaalf vierkante meter, droog, met stroom."),
        on_the_table(stage, 268, "offer", "Henk", "Een avond in de maand repareren", ""),
        on_the_table(stage, 267, "need", "Jeroen", "Gereedschap voor af en toe", "Zonder het zelf te kopen."),
    ]  # fmt: skip
    case = bake(
        stage, 253, "Jeroen", mixed, EFFECTS, initiative=initiative, title="Een schuur vol gereedschap",
        text="Nu koopt ieder huis een eigen boor en ladder. Straks lenen we uit één schuur, met iemand die het "
             "beheert.",
        least_cents=180_000, least_hours=0, least_parties=12, decide_on=stage.day(170),
    )  # fmt: skip
    promise(stage, 240, case, "interest", tuple((name, "Ik wil wel lenen", 0, 0) for name in INTEREST.split()))
    promise(
        stage, 221, case, "intention", tuple((name, "Als meer huizen meedoen", 50, 0) for name in INTENTION.split())
    )
    promise(stage, 199, case, "binding", BINDING)
    with stage.on(170):
        stage.take("Jeroen", CASE, "beslis", case, learned=LEARNED)
    with stage.on(165):
        stage.take(
            "Jeroen", INITIATIVE, "stop", initiative, why="De regel is niet gehaald. De leenlijst gaat wel door."
        )
    with stage.on(158):
        card = stage.make(
            PracticeCard, "Ines", NEW, "kaart", title="Gereedschap delen: eerst een lijst, dan pas een schuur",
            worked=WORKED, failed=FAILED, conditions=CONDITIONS, figures=FIGURES, initiative=initiative,
        )  # fmt: skip
    with stage.on(150):
        stage.take("Ines", CARD, "publiceer", card)
