"""What people intend and ask: the purpose with who stands behind it, questions with their answers, and challenges."""

from limonade.community.models import Answer, Challenge, Purpose, Question
from limonade.community.purpose_steps import PURPOSE
from limonade.community.steps import NEW, QUESTION
from limonade.web.demo.year.stage import Stage

# Under each name what people said, with who said it.
ANSWERS = (
    ("Samen eten en elkaar kennen", (
        ("Truus", "Dat ik niet elke avond alleen aan tafel zit."),
        ("Mehmet", "Dat je elkaars naam weet, en een beetje elkaars verhaal."),
        ("Fatima", "Eén keer in de week met de buren eten. Meer hoeft niet."),
        ("Sanne", "Wij koken toch al voor vijf. Er kan best iemand bij."),
        ("Wilma", "Dat iemand het merkt als mijn gordijnen dicht blijven."),
        ("Abdel", "Dat de kinderen hier buiten spelen en wij erbij zitten."),
    )),
    ("Goede huizen zonder hoge rekening", (
        ("Femke", "Een huis dat warm is, zonder dat je schrikt van de rekening."),
        ("Ton", "Dat we onderhoud samen inkopen. Nu belt iedereen een eigen schilder."),
        ("Chantal", "Geen schimmel meer in de kamer van mijn dochter."),
        ("Henk", "Dat de goten en de daken er over twintig jaar nog goed bij liggen."),
        ("Andriy", "Dat ik mag helpen klussen. Ik kan veel, maar niemand vraagt het."),
    )),
    ("Werk en geld dat hier blijft", (
        ("Marek", "Werk in de buurt in plaats van elke dag een uur in de bus."),
        ("Nadia", "Dat klussen van de gemeente naar mensen van hier gaan."),
        ("Kees", "Dat jongeren hier een vak kunnen leren van oudere buren."),
        ("Malika", "Dat wat we verdienen ook weer in de wijk terechtkomt."),
        ("Robbert", "Iets te doen hebben. Ik ben nog lang niet klaar met werken."),
    )),
    ("Groen en rustig", (
        ("Hanneke", "Meer bomen en minder tegels, ook op de pleintjes."),
        ("Lotte", "Een wijk waar je met een kinderwagen veilig oversteekt."),
        ("Willem", "Een bank halverwege de helling. Naar boven is ver."),
        ("Linh", "Een plek waar kruiden groeien die iedereen mag plukken."),
    )),
)  # fmt: skip
STATEMENT = (
    "We zorgen dat niemand in Paasberg alleen eet die dat niet wil, dat onze huizen goed blijven zonder hoge rekening, "
    "en dat het werk dat daarvoor nodig is zoveel mogelijk door buren wordt gedaan."
)
BEHIND = "Coby Bram Farah Vera Truus Mehmet Samira Femke Ton Marek Nadia Kees Hanneke Sanne Fatima Chantal"
# Asked how long ago, by whom, through which door, the question and what belongs to it; who cares for it, answered how
# long ago, and the answer.
QUESTIONS = (
    (310, "Truus", "resident", "Kan er iemand een bordje eten brengen als ik zelf niet kook?",
     "Koken voor mij alleen vind ik niks meer. Ik betaal graag mee.", "Coby", 303,
     "Dat horen we van meer mensen in de Bergstraat. Vier buren willen wel vaker samen koken. We beginnen er iets mee: "
     "“Samen eten in de Bergstraat”. Tot die tijd brengt Samira je op woensdag een bord."),
    (292, "Jeroen", "resident", "Wie heeft er een lange ladder te leen?",
     "Ik heb er één middag een nodig.", "Bram", 290,
     "Ton heeft er een. We zien dat er in elke straat dezelfde boormachine en ladder in de schuur staat. Daar is "
     "“Gereedschap delen” uit begonnen."),
    (262, "Corrie", "municipality", "Wat vinden bewoners van de nieuwe oversteek bij de Lindelaan?",
     "De gemeente kiest dit jaar tussen een zebra en een drempel.", "Ines", 248,
     "Ines vroeg het aan 34 mensen aan de deur. 21 willen een zebra, 9 een drempel, 4 weten het niet. Ouders noemen "
     "vooral het kruispunt bij het Tuinpad. Dat staat nu in het plan."),
    (241, "Wim", "organisation", "Wie kan meedenken over de binnentuin van de Kastanjehof?",
     "We knappen de tuin op en willen niet over de hoofden van de huurders heen plannen.", "Coby", 233,
     "Dorine, Malika en Kees willen dat graag. Zij zitten op dinsdagavond in de binnentuin. Kom langs, de koffie staat "
     "klaar."),
    (215, "Olena", "resident", "Waar kan ik Nederlands oefenen met buren?", "", "Coby", 209,
     "Elke donderdagochtend in de buurtkamer, bij Hanneke en Marijke. Je hoeft je niet op te geven."),
    (188, "Corina", "resident", "Kan iemand mij leren bellen met beeld?",
     "Mijn kleinzoon woont ver weg.", "Vera", 181,
     "Jip van het studentenhuis komt zaterdag bij je langs. Hij neemt de tijd."),
    (120, "Maarten", "resident", "Mogen we de stoep voor ons huis zelf groen maken?", "", "Ines", 109,
     "Ja. De gemeente noemt dit een geveltuin: één tegel breed, en 1,20 meter stoep blijft vrij. Je hoeft er geen "
     "vergunning voor te vragen."),
    (74, "Shanaya", "resident", "Is er opvang in de schoolvakantie?", "Ik werk dan vier dagen.", "Coby", 69,
     "Esra en Nadia doen het om en om, bij Esra thuis. Er is plaats voor drie kinderen. Ze bellen je vanavond."),
)  # fmt: skip
WAITING = (
    (6, "Tamara", "resident", "Kan ik ergens een fiets voor mijn kind lenen?", "Ik ben net verhuisd."),
    (4, "Mieke", "resident", "Wanneer wordt de put bij de Molenweg leeggemaakt?",
     "Bij regen staat het water tot de stoep."),
)  # fmt: skip
CHALLENGES = (
    ("Eten en gezelschap voor wie alleen woont",
     "In onze straten wonen veel mensen alleen. Sommigen koken niet meer voor zichzelf en spreken dagenlang niemand.",
     "now", "6.71a", "Thuiszorg en familie, en vaak niemand", "Buren die toch al koken, met de keuken van de flat"),
    ("Oude dakgoten van zestig huizen",
     "De goten uit de jaren dertig lekken op steeds meer plekken. Iedereen laat het apart maken, en dat is duur.",
     "soon", "8.3", "Ieder huis een eigen loodgieter", "Een ploeg buren met één vakman erbij"),
    ("Groen dat er slecht bij ligt",
     "De plantvakken aan de Lindelaan en de Molenweg worden twee keer in een jaar gemaaid. Daartussen ligt er afval.",
     "now", "5.7", "Een aannemer uit een andere stad", "De tuingroep, met een jaarbedrag van de gemeente"),
    ("Minder weggooien en meer delen",
     "In elke schuur staat dezelfde ladder. Wat stuk is gaat naar de stort. Er zijn buren die het kunnen maken.",
     "later", "7.3", "De afvaldienst", "Een kast met gereedschap en een avond om te repareren"),
)  # fmt: skip


def ask_and_intend(stage: Stage) -> None:
    _purpose(stage)
    for row in QUESTIONS:
        _question(stage, *row)
    _waiting(stage)
    for at, (title, text, horizon, field, now_by, could_by) in enumerate(CHALLENGES):
        with stage.on(305 - at * 12):
            stage.take(
                "Ines", NEW, "opgave", title=title, text=text, horizon=horizon, task_field=field, now_by=now_by,
                could_by=could_by,
            )  # fmt: skip


def _purpose(stage: Stage) -> None:
    with stage.on(340):
        asked = stage.make(Purpose, "Coby", NEW, "bedoeling", question="Wat is hier nu de bedoeling?")
    groups: list[tuple[str, list[Answer]]] = []
    for at, (name, answers) in enumerate(ANSWERS):
        with stage.on(337 - at * 3):
            said = [stage.make(Answer, who, PURPOSE, "antwoord", asked, text=text) for who, text in answers]
        groups.append((name, said))
    with stage.on(322):
        for name, said in groups:
            stage.take("Coby", PURPOSE, "groepje", asked, name=name, answers=said)
    with stage.on(318):
        stage.take("Coby", PURPOSE, "vaststellen", asked, statement=STATEMENT)
    with stage.on(314):
        for name in BEHIND.split():
            stage.take(name, PURPOSE, "sta-erachter", asked)


def _question(  # noqa: PLR0913 - a row of the table above
    stage: Stage, ago: int, who: str, door: str, title: str, text: str, owner: str, answered: int, answer: str
) -> None:
    with stage.on(ago):
        asked = stage.make(Question, who, NEW, "vraag", door=door, title=title, text=text)
    with stage.on(ago - 1):
        stage.take(owner, QUESTION, "neem", asked)
    with stage.on(answered):
        stage.take(owner, QUESTION, "antwoord", asked, answer=answer)


def _waiting(stage: Stage) -> None:
    """One that nobody cares for yet, and one that Corrie is asked to answer."""
    questions = []
    for ago, who, door, title, text in WAITING:
        with stage.on(ago):
            questions.append(stage.make(Question, who, NEW, "vraag", door=door, title=title, text=text))
    with stage.on(2):
        stage.take("Bram", QUESTION, "geef-door", questions[-1], owner=stage.party("Corrie"))


def challenge(start: str) -> Challenge:
    return Challenge.objects.get(title__startswith=start)


def question(start: str) -> Question:
    return Question.objects.get(title__startswith=start)
