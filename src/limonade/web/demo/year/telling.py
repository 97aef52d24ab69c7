"""Stories with the yes of who is in them, and a practice card for other neighbourhoods."""

from limonade.community.models import Initiative
from limonade.governance.models import DelegatedBudget
from limonade.learning.models import PracticeCard, Story
from limonade.learning.steps import CARD, NEW, STORY
from limonade.web.demo.year.stage import Stage

PLATE = (
    "Het begon met een vraag van Truus: kan iemand een bordje brengen? Ze is 81 en kookte haar leven lang voor zes. "
    "“Voor "
    "mij alleen vind ik er niks meer aan”, zei ze aan de keukentafel.\n\n"
    "Samira woont een paar deuren verder en kookt toch al voor een groot gezin. Ze bracht op woensdag een bord. Truus "
    "stuurde het terug met geschilde aardappels erin. “Toen dacht ik: die vrouw moet niet eten krijgen, die moet "
    "meekoken”, zegt Samira.\n\n"
    "Nu staat er op maandag, woensdag en vrijdag een pan op het vuur in de keuken van de flat. Mehmet haalt de "
    "boodschappen, "
    "Truus deelt de taken uit. Wie de trap niet af kan, krijgt een bord thuis. En Truus? “Ik ga weer op tijd naar bed, "
    "want ik heb overdag wat te doen.”"
)
LADDER = (
    "Iedereen in de Bergstraat kent de ladder van Ton. Acht meter aluminium, en elk weekend ligt hij in een andere "
    "tuin. "
    "Jeroen leende hem om een duif uit zijn schoorsteen te halen. Een week later vroeg hij: waarom koopt iedereen dit "
    "eigenlijk zelf?\n\nDe schuur die ze wilden kwam er niet. De lijst met wie wat heeft wel. Bovenaan staat de ladder."
)
PAYSLIP = (
    "Marek reed elke ochtend een uur met de bus om muren te schilderen in een andere stad. Toen schilderde hij "
    "vier portieken om de hoek, met vier buren. Farah bracht koffie en vroeg of hij haar neef het vak kon leren. "
    "“Mijn eerste loonstrook "
    "met mijn eigen wijk erop”, zegt Marek. Hij heeft hem bewaard."
)
WORKED = (
    "Koken door wie het toch al doet, en graag. Een keuken die ’s avonds leeg stond. Betalen aan het eind van de "
    "maand, of "
    "met een uur helpen. Wie eten nodig had, kreeg ook een taak: dat hield mensen erbij."
)
FAILED = (
    "Contant betalen bij de deur hield juist de mensen weg voor wie het bedoeld was. Een bezwaar in de ronde haalde "
    "dat "
    "eruit. In de zomer kwam bijna niemand op vrijdag. De bonnen lagen drie maanden in een la voordat ze werden "
    "geboekt."
)
CONDITIONS = (
    "Vier koks die elkaar vervangen, één keuken, één iemand die de mensen thuis kent. Een klein jaarbedrag dat "
    "bewoners "
    "zelf mogen uitgeven, met twee mensen per bon."
)
FIGURES = (
    "2.500 euro van de gemeente in een jaar, 240 toegezegde uren, vijf tot acht mensen aan tafel, gemiddeld 3,50 "
    "euro aan "
    "boodschappen per bord."
)


def tell(stage: Stage, budget: DelegatedBudget) -> None:
    eating = Initiative.objects.get(title=budget.name)
    tools = Initiative.objects.get(title="Gereedschap delen")
    story = _told(stage, 70, "Een bord voor Truus", PLATE, eating, "Truus Samira Mehmet", "Truus Samira Mehmet")
    with stage.on(61):
        stage.take("Vera", STORY, "publiceer", story)
    with stage.on(55):
        card = stage.make(
            PracticeCard, "Coby", NEW, "kaart", title="Samen eten in een straat met één keuken", worked=WORKED,
            failed=FAILED, conditions=CONDITIONS, figures=FIGURES, initiative=eating,
        )  # fmt: skip
    with stage.on(50):
        stage.take("Coby", CARD, "publiceer", card)
    _told(stage, 20, "De ladder van Ton", LADDER, tools, "Ton Jeroen", "Ton Jeroen")
    _told(stage, 8, "De eerste loonstrook", PAYSLIP, None, "Marek Farah", "Marek")


def _told(  # noqa: PLR0913 - who is shown and who said yes already
    stage: Stage, ago: int, title: str, text: str, initiative: Initiative | None, shown: str, agreed: str
) -> Story:
    with stage.on(ago):
        told = {"title": title, "text": text, "initiative": initiative, "shown": stage.parties(*shown.split())}
        story = stage.make(Story, "Vera", NEW, "verhaal", **told)
    for at, name in enumerate(agreed.split(), start=1):
        with stage.on(ago - at):
            stage.take(name, STORY, "ja", story)
    return story
