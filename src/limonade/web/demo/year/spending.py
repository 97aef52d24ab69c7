"""How the money for eating together was spent: two people on every expense, and the work that was done."""

from limonade.governance.budget_steps import BUDGET, EXPENSE
from limonade.governance.models import DelegatedBudget, Expense
from limonade.ledger.actions import reverse
from limonade.web.demo.year.stage import Stage
from limonade.web.demo.year.working import agree, job_told, pay_out, play, put_up

FOOD, COURSE, ENERGY, UPKEEP, OFFICE = "45620", "45620", "45140", "45125", "46101"
# Asked how long ago, by whom, what, cents, to whom, which paper, approved by whom, as which cost.
PAID = (
    (216, "Farah", "Twee grote pannen en zes snijplanken", 18_450, "De kookwinkel", "bon 1182", "Bram", UPKEEP),
    (207, "Bram", "Koelbox en bakken om borden rond te brengen", 9_635, "De groothandel", "bon 40-77", "Coby", UPKEEP),
    (192, "Coby", "Boodschappen voor de eerste twaalf avonden", 21_280, "De markt", "zes bonnen", "Farah", FOOD),
    (161, "Farah", "Stroom en water van de keuken, drie maanden", 18_000, "Woningcorporatie De Linde", "nota 3391",
     "Coby", ENERGY),
    (134, "Coby", "Cursus veilig koken voor zes mensen", 27_000, "Het wijkleerhuis", "factuur 58", "Bram", COURSE),
    (97, "Farah", "Boodschappen voor de lange tafel in de straat", 31_845, "De markt", "elf bonnen", "Bram", FOOD),
    (63, "Bram", "Schorten en theedoeken", 7_425, "De stoffenwinkel", "bon 903", "Farah", UPKEEP),
    (42, "Coby", "Boodschappen voor een maand", 19_860, "De markt", "acht bonnen", "Farah", FOOD),
)  # fmt: skip
WRONG = "Schorten en theedoeken"
REFUSED = (111, "Bram", "Een barbecue voor op het plein", 44_900, "De tuinzaak", "offerte 12")
WHY_NOT = ("Coby", "Mooi plan, maar dit geld is voor wie alleen eet. Vraag het de groep van het straatfeest.")
PROMISED = (9, "Farah", "Een kar die borden warm houdt", 36_500, "De groothandel", "offerte 2271")
PROMISED_BY = "Coby"
ASKED = (2, "Coby", "Boodschappen voor de feesttafel", 14_500, "De markt", "begroting op papier")
RATE = 1_750
# Done how long ago, what, which talent, hours a person in hundredths, who in which form.
JOBS = (
    (218, "De keuken schoonmaken en inrichten", "clean", 300,
     (("Fatima", "hours"), ("Olena", "hours"), ("Henk", "gift"))),
    (170, "Borden rondbrengen in de vakantie", "drive", 200, (("Mehmet", "hours"), ("Ton", "gift"))),
    (128, "De keuken grondig schoonmaken", "clean", 400, (("Chantal", "paid"),)),
    (96, "De lange tafel opbouwen en afbreken", "heavy", 400,
     (("Abdel", "hours"), ("Goran", "hours"), ("Jip", "hours"), ("Marijke", "gift"))),
    (38, "Aardappels en groente halen bij de tuinder", "drive", 250, (("Mehmet", "hours"), ("Robbert", "hours"))),
)  # fmt: skip


def spend_the_budget(stage: Stage, budget: DelegatedBudget) -> None:
    for row in PAID:
        _paid(stage, budget, *row)
    _put_right(stage, budget)
    expense, (approver, why) = _asked(stage, budget, *REFUSED), WHY_NOT
    with stage.on(REFUSED[0] - 2):
        stage.take(approver, EXPENSE, "keur-af", expense, why=why)
    _approved(stage, PROMISED[0] - 2, PROMISED_BY, _asked(stage, budget, *PROMISED))
    _asked(stage, budget, *ASKED)
    _work(stage, budget)


def _asked(  # noqa: PLR0913 - a row of the tables above
    stage: Stage, budget: DelegatedBudget, ago: int, who: str, what: str, cents: int, payee: str, document: str
) -> Expense:
    with stage.on(ago):
        told = {"what": what, "cents": cents, "payee": payee, "document": document}
        return stage.make(Expense, who, BUDGET, "vraag-aan", budget, **told)


def _approved(stage: Stage, ago: int, approver: str, expense: Expense) -> None:
    with stage.on(ago):
        stage.take(approver, EXPENSE, "keur-goed", expense)


def _paid(  # noqa: PLR0913 - a row of the table above
    stage: Stage, budget: DelegatedBudget, ago: int, who: str, what: str, cents: int, payee: str, document: str,
    approver: str, number: str,
) -> None:  # fmt: skip
    expense = _asked(stage, budget, ago, who, what, cents, payee, document)
    _approved(stage, ago - 2, approver, expense)
    booked_as = stage.account(OFFICE if what == WRONG else number)
    with stage.on(ago - 5) as day:
        stage.take("Tom", EXPENSE, "betaald", expense, account=booked_as, day=day, file=None)


def _put_right(stage: Stage, budget: DelegatedBudget) -> None:
    """Tom booked it as printing; turned back, and booked anew as what it was."""
    expense = Expense.objects.select_related("entry").get(what=WRONG)
    if expense.entry is None or expense.account == stage.account(UPKEEP):
        return
    with stage.on(52) as day:
        reverse(expense.entry, key="jaar-terug", day=day, by=stage.here("Tom").actor,
                why="Stond bij drukwerk, hoort bij onderhoud", by_hand=True)  # fmt: skip
        stage.take("Tom", EXPENSE, "betaald", expense, account=stage.account(UPKEEP), day=day, file=None)


def _work(stage: Stage, budget: DelegatedBudget) -> None:
    for ago, title, skill, hours, workers in JOBS:
        forms = " ".join(dict.fromkeys(form for _who, form in workers))
        told = job_told(title, skill, hours=hours, places=len(workers), forms=forms, where="Tuinpad 30",
                        rate_cents=RATE if "paid" in forms else 0)  # fmt: skip
        with stage.on(ago + 5):
            job = put_up(stage, day=stage.today, earmark=budget.earmark, **told)
            matches = agree(stage, job, workers)
        play(stage, job, ago, matches)
        for who, form in workers:
            if form == "paid":
                pay_out(stage, ago - 8, who, RATE * hours // 100, f"Loon uitbetaald: {title.lower()}")
