"""“Samen eten in de Bergstraat”: from a question at the kitchen table to a decision with money, all the way round."""

from limonade.bakery.models import Case
from limonade.bakery.steps import CASE
from limonade.community.models import Initiative
from limonade.governance.budget_steps import BUDGET, DECISION
from limonade.governance.models import DelegatedBudget, Proposal, Reaction
from limonade.governance.steps import PROPOSAL
from limonade.web.demo.year.baking import bake, begin, on_the_table, promise
from limonade.web.demo.year.beginning import challenge, question
from limonade.web.demo.year.stage import Stage

TITLE = "Samen eten in de Bergstraat"
TEXT = (
    "Drie avonden in de week koken buren voor buren, in de keuken van de flat. Wie wil eet mee aan tafel, wie slecht "
    "loopt krijgt een bord thuis. Zodat niemand alleen eet die dat niet wil."
)
GROUP = {
    "Truus": "Mijn recepten, en ik schil graag aardappels", "Mehmet": "Een auto, en ik kook op vrijdag",
    "Fatima": "Schoonmaken na afloop", "Sanne": "Grote pannen en een bakfiets", "Farah": "Ik kook graag voor twintig",
    "Coby": "Ik vraag wie het nodig heeft", "Karim": "Ik tel het geld na",
}  # fmt: skip
CENTS = 250_000
EFFECTS = (
    ("Gemeente Arnhem", "cost", "Het jaarbedrag", (2_500, 2_500, 2_500), False, "Brief van de gemeente"),
    ("Gemeente Arnhem", "benefit", "Minder en later hulp aan huis voor vijf tot tien mensen", (1_000, 4_500, 9_000),
     False, "Aanname, na een gesprek met de wijkverpleging. We meten het na een jaar."),
    ("Gemeente Arnhem", "benefit", "Minder toeslag op maaltijden aan huis", (300, 600, 900), True,
     "Zes mensen die nu een maaltijd met toeslag krijgen"),
    ("Woningcorporatie De Linde", "cost", "Stroom, water en slijtage van de keuken", (400, 600, 800), False,
     "Meterstanden van de keuken in de flat"),
    ("Truus", "benefit", "Geen maaltijden van de bezorgdienst meer", (600, 900, 1_200), True,
     "Drie maaltijden in de week, 8 euro bezorgd en 2 euro aan tafel"),
    ("Samira", "cost", "Eigen kruiden, olie en ritten", (50, 100, 150), False, "Een half jaar bijgehouden"),
)  # fmt: skip
BINDING = (
    ("Gemeente Arnhem", "Een jaarbedrag voor samen eten", 2_500, 0),
    ("Woningcorporatie De Linde", "De keuken van de flat, drie avonden in de week", 0, 0),
    ("Samira", "Een avond in de week koken", 0, 80),
    ("Mehmet", "Koken op vrijdag, en borden rondbrengen", 0, 60),
    ("Sanne", "Ons huis kookt eens in de twee weken", 0, 60),
    ("Farah", "Inkopen en plannen", 0, 40),
)
FIRST = (
    "We koken drie avonden in de week in de keuken van de flat: maandag, woensdag en vrijdag. Een bord kost 2 euro, "
    "contant bij de deur. Samira, Mehmet en het studentenhuis koken om en om. Het geld van de gemeente is voor pannen, "
    "keukenhuur en boodschappen. Bram, Farah en Coby beslissen samen over uitgaven."
)
SECOND = (
    "We koken drie avonden in de week in de keuken van de flat: maandag, woensdag en vrijdag. Een bord kost 2 euro, te "
    "betalen aan het eind van de maand of met een uur helpen. Kinderen eten gratis mee. Samira, Mehmet en het "
    "studentenhuis koken om en om. Het geld van de gemeente is voor pannen, keukenhuur en boodschappen. Bram, Farah en "
    "Coby beslissen samen over uitgaven, en Karim kijkt na drie maanden alle bonnen na."
)
OBJECTION = (
    "Met 2 euro contant bij de deur kom ik niet, want aan het eind van de maand is mijn geld op. Dan eten mijn dochter "
    "en ik juist niet mee, en voor ons is het bedoeld."
)
ROUND_1 = "Samira Mehmet Fatima Sanne Farah Karim Ton Wilma"
ROUND_2 = "Samira Mehmet Fatima Sanne Farah Karim Ton Wilma Chantal Joke Abdel"
HOLDERS = ("Bram", "Farah", "Coby")


def eat_together(stage: Stage) -> DelegatedBudget:
    initiative = begin(
        stage, 298, "Samira", GROUP, title=TITLE, text=TEXT, question=question("Kan er iemand een bordje"),
        challenge=challenge("Eten en gezelschap"),
    )  # fmt: skip
    case = _go(stage, _baked(stage, initiative))
    proposal = _talked_about(stage, case)
    _adopted(stage, proposal)
    return _budget(stage, proposal)


def _baked(stage: Stage, initiative: Initiative) -> Case:
    mixed = [
        on_the_table(stage, 288, "offer", "Gemeente Arnhem", "Een jaarbedrag voor ontmoeting in de wijk",
                     "Hoogstens 2.500 euro, als bewoners het zelf dragen."),
        on_the_table(stage, 287, "asset", "Woningcorporatie De Linde", "Een keuken in de flat die ’s avonds leeg staat",
                     "Zes pitten, een vaatwasser en tafels voor twintig."),
        on_the_table(stage, 286, "offer", "Samira", "Een avond in de week koken voor twaalf", "Maandag of woensdag."),
        on_the_table(stage, 286, "asset", "Sanne", "Grote pannen en een bakfiets", "Van ons studentenhuis."),
        on_the_table(stage, 285, "need", "Truus", "Drie avonden in de week warm eten, met mensen erbij",
                     "Ik betaal graag mee en schil de aardappels."),
    ]  # fmt: skip
    return bake(
        stage, 282, "Samira", mixed, EFFECTS, initiative=initiative, title=TITLE, text=(
            "Nu kookt ieder voor zich, en laat wie niet meer kookt het bezorgen. Straks koken buren die het toch al "
            "doen voor een paar mensen meer. De bezorgdienst komt minder vaak, en er zit iemand tegenover je."
        ), least_cents=CENTS, least_hours=20_000, least_parties=4, decide_on=stage.day(256),
    )  # fmt: skip


def _go(stage: Stage, case: Case) -> Case:
    promise(stage, 274, case, "interest", (("Wilma", "Ik eet graag mee", 0, 0), ("Ton", "Ik breng borden rond", 0, 0)))
    promise(stage, 272, case, "intention", (
        ("Gemeente Arnhem", "We zoeken een potje", 2_500, 0), ("Joke", "Af en toe afwassen", 0, 20),
    ))  # fmt: skip
    promise(stage, 262, case, "binding", BINDING)
    with stage.on(256):
        stage.take("Samira", CASE, "beslis", case, learned=(
            "De gemeente zei pas ja toen er al 200 uur van buren lag. Vraag dus eerst de mensen, en dan het geld."
        ))  # fmt: skip
    return case


def _talked_about(stage: Stage, case: Case) -> Proposal:
    with stage.on(252):
        proposal: Proposal = stage.take(
            "Samira", CASE, "voorstel", case, title=TITLE, text=FIRST, cents=CENTS, review_on=stage.day(-24)
        )
    asked = (("Ton", "Wie ruimt de keuken op?", "Wie kookt, wast niet af. Fatima en Joke maken het schema."),
             ("Karim", "Wie kijkt de bonnen na?", "Jij mag het zeggen! Het komt in de volgende versie."))  # fmt: skip
    for at, (who, text, answer) in enumerate(asked):
        with stage.on(250 - at):
            said = stage.make(Reaction, who, PROPOSAL, "reageer", proposal, kind="question", text=text)
        with stage.on(247 - at):
            stage.take("Samira", PROPOSAL, "antwoord", proposal, reaction=said, answer=answer)
    with stage.on(246):
        stage.take("Wilma", PROPOSAL, "reageer", proposal, kind="reaction",
                   text="Fijn dat het ook thuis gebracht wordt. Mijn buurvrouw komt de trap niet af.")  # fmt: skip
    return proposal


def _adopted(stage: Stage, proposal: Proposal) -> None:
    with stage.on(243):
        stage.take("Coby", PROPOSAL, "open-ronde", proposal, until=stage.day(240))
    with stage.on(241):
        for name in ROUND_1.split():
            stage.take(name, PROPOSAL, "stem", proposal, says="consent", reason="")
        stage.take("Chantal", PROPOSAL, "stem", proposal, says="objection", reason=OBJECTION)
    with stage.on(239):
        stage.take("Coby", PROPOSAL, "sluit-ronde", proposal)
    with stage.on(236):
        stage.take("Samira", PROPOSAL, "nieuwe-versie", proposal, text=SECOND, cents=CENTS, review_on=stage.day(-24),
                   changed="Betalen mag achteraf of met een uur helpen, en kinderen eten gratis.")  # fmt: skip
    with stage.on(234):
        stage.take("Coby", PROPOSAL, "open-ronde", proposal, until=stage.day(230))
    with stage.on(231):
        for name in ROUND_2.split():
            stage.take(name, PROPOSAL, "stem", proposal, says="consent", reason="")
    with stage.on(229):
        stage.take("Coby", PROPOSAL, "sluit-ronde", proposal)


def _budget(stage: Stage, proposal: Proposal) -> DelegatedBudget:
    with stage.on(227):
        budget = stage.make(
            DelegatedBudget, "Tom", DECISION, "open-budget", proposal, name=TITLE, administration=stage.books,
            giver=stage.party("Gemeente Arnhem"), route="subsidy", until=stage.day(-75), remainder="back",
            holders=stage.parties(*HOLDERS),
        )  # fmt: skip
    with stage.on(226):
        for name in HOLDERS:
            stage.take(name, BUDGET, "word-houder", budget)
    with stage.on(224) as day:
        stage.take("Tom", BUDGET, "ontvang", budget, cents=CENTS, day=day, document="beschikking 3107")
    return budget
