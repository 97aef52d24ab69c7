"""“Dakgoten samen”: much interest, nothing binding, an objection without an answer. Stuck, for now."""

from limonade.bakery.commitment_steps import REQUEST
from limonade.bakery.models import CommitmentRequest
from limonade.bakery.steps import CASE
from limonade.community.models import Initiative
from limonade.community.steps import INITIATIVE
from limonade.governance.models import Proposal
from limonade.governance.steps import NEW, PROPOSAL
from limonade.web.demo.year.baking import bake, begin, on_the_table, promise
from limonade.web.demo.year.beginning import challenge
from limonade.web.demo.year.stage import Stage

GROUP = {
    "Ton": "Ik ken de daken", "Ruud": "Een steiger van mijn broer", "Joke": "Ik ga de deuren langs",
    "Abdel": "Twee handen", "Bram": "Ik vraag offertes aan",
}  # fmt: skip
EFFECTS = (
    ("Femke", "cost", "Een nieuwe goot, verdeeld over tien jaar", (90, 120, 150), False,
     "Eén offerte, en een rondje door de straat met een schilder"),
    ("Femke", "benefit", "Minder lekkage en losse reparaties", (50, 100, 180), True,
     "Wat veertien huizen de laatste drie jaar betaalden"),
    ("Woningcorporatie De Linde", "cost", "Goten van 22 huurhuizen", (2_200, 3_300, 4_400), False,
     "Onderhoudsplan van De Linde"),
    ("Woningcorporatie De Linde", "benefit", "Minder losse reparaties en schilderwerk", (3_000, 4_800, 6_000), True,
     "Rekeningen van de laatste drie jaar"),
)  # fmt: skip
INTEREST = "Henk Wilma Marijke Lotte Anouk Corina Iris Maarten Astrid Ellen Selma Goran Eline Dorine"
INTENTION = (
    ("Femke", "Mijn goot, als er een vaste prijs is", 400, 0), ("Ton", "Mijn goot", 400, 0),
    ("Ruud", "De steiger en mijn goot", 400, 10), ("Abdel", "Meewerken", 0, 40), ("Joke", "Onze goot", 400, 0),
    ("Woningcorporatie De Linde", "22 huurhuizen, als de directie ja zegt", 8_000, 0),
)  # fmt: skip
REQUESTS = (
    ("Gemeente Arnhem", "Een vergunning voor de steiger, zonder leges"),
    ("Chantal", "Meedoen met jullie goot, aan het eind van de rij"),
)
NEXT = "Een tweede vakman om een vaste prijs vragen"


def clean_gutters(stage: Stage) -> None:
    initiative = begin(
        stage, 96, "Femke", GROUP, title="Dakgoten samen", challenge=challenge("Oude dakgoten"),
        text="Zestig huizen met goten uit de jaren dertig. In één keer met één steiger is goedkoper dan zestig keer "
             "apart.",
    )  # fmt: skip
    _baked(stage, initiative)
    _objected(stage)
    with stage.on(21):
        stage.take("Femke", INITIATIVE, "volgende-stap", initiative, next_step=NEXT, next_of=None,
                   next_on=stage.day(-9))  # fmt: skip


def _baked(stage: Stage, initiative: Initiative) -> None:
    mixed = [
        on_the_table(stage, 86, "need", "Femke", "Een goot die niet lekt, voor een vaste prijs", ""),
        on_the_table(stage, 85, "asset", "Ruud", "Een steiger van twaalf meter", "Vanaf volgend seizoen vrij."),
        on_the_table(stage, 84, "need", "Woningcorporatie De Linde", "Onderhoud aan de goten van 22 huurhuizen",
                     "Staat in het plan voor over twee jaar. Eerder mag, als het niet duurder is."),
    ]  # fmt: skip
    case = bake(
        stage, 80, "Femke", mixed, EFFECTS, initiative=initiative, title="Zestig goten in één keer",
        text="Nu laat ieder huis de goot apart maken, als het al lekt. Straks doen we de hele rij, met één steiger, "
             "één "
             "vakman en een ploeg buren.",
        least_cents=1_200_000, least_hours=0, least_parties=30, decide_on=stage.day(-6),
    )  # fmt: skip
    promise(stage, 66, case, "interest", tuple((name, "Ik doe misschien mee", 0, 0) for name in INTEREST.split()))
    promise(stage, 47, case, "intention", INTENTION)
    for name, text in REQUESTS:
        with stage.on(30):
            asked = stage.make(CommitmentRequest, "Femke", CASE, "vraag-toe", case, party=stage.party(name), text=text)
    with stage.on(28):
        stage.take("Chantal", REQUEST, "liever-niet", asked)


def _objected(stage: Stage) -> None:
    with stage.on(44):
        proposal = stage.make(
            Proposal, "Femke", NEW, "voorstel", title="Ieder huis legt 100 euro in voor de steiger", cents=0,
            text="Wie meedoet met de goten betaalt vooraf 100 euro. Daarmee leggen we de steiger vast.",
            review_on=stage.day(-120),
        )  # fmt: skip
    with stage.on(40):
        stage.take("Bram", PROPOSAL, "open-ronde", proposal, until=stage.day(34))
    with stage.on(36):
        for name in ("Ton", "Ruud", "Abdel", "Lotte"):
            stage.take(name, PROPOSAL, "stem", proposal, says="consent", reason="")
        stage.take("Henk", PROPOSAL, "stem", proposal, says="objection", reason=(
            "Als de directie van De Linde nee zegt, gaat het niet door. Wie betaalt mij dan die 100 euro terug?"
        ))  # fmt: skip
    with stage.on(33):
        stage.take("Bram", PROPOSAL, "sluit-ronde", proposal)
