"""What is open today: jobs, proposals of the plan, hours, a round, and a step for whoever has one."""

from limonade.community.models import Initiative
from limonade.community.steps import INITIATIVE
from limonade.governance.models import Proposal
from limonade.governance.steps import NEW as PROPOSE
from limonade.governance.steps import PROPOSAL
from limonade.web.demo.year.stage import Stage
from limonade.web.demo.year.working import agree, job_told, put_up, write_down
from limonade.work.job_steps import JOB, NEW
from limonade.work.models import Job

# In how many days, what, which talent, part of the day, where, hours a person, places, forms, wage.
SOON = (
    (4, "Laat zien hoe je soep kookt voor twintig", "teach", "evening", "Tuinpad 30", 200, 1, "hours gift", 0),
    (6, "Plantvakken bijhouden in de Lindelaan", "green", "morning", "Lindelaan 1", 300, 3, "hours gift", 0),
    (9, "De buurtkamer schilderen", "paint", "morning", "Tuinpad 11", 600, 2, "paid hours", 1_950),
)
LATER = (
    (12, "Boodschappen halen voor vijf buren", "drive", "afternoon", "Bergstraat 9", 200, 2, "hours gift", 0),
    (16, "Lampjes ophangen in de Bergstraat", "heavy", "afternoon", "Bergstraat 4", 250, 3, "hours gift", 0),
    (20, "Telefoonspreekuur in de buurtkamer", "computer", "evening", "Tuinpad 11", 200, 1, "hours", 0),
)
WANTED = ((0, "Mehmet", "hours"), (1, "Abdel", "hours"), (2, "Jip", "hours"))
# Done, and written down, but nobody looked at it yet; and done, and not written down.
DONE = (3, "De put voor de buurtkamer leegmaken", "heavy", 200, (("Abdel", "hours"), ("Goran", "hours")))
UNWRITTEN = (1, "Foto’s maken van de tuingroep", "other", 150, (("Vera", "gift"),))
BENCH = (
    "Halverwege de helling, bij de oude kastanje, zetten we een bank met een leuning. De tuingroep plaatst hem, Kees "
    "maakt "
    "hem van hout dat we al hebben. De gemeente vindt de plek goed."
)
KEY = "De sleutel van de buurtkamer hangt in een kastje met een code. Wie de kamer gebruikt, zet de stoelen terug."


def leave_things_to_do(stage: Stage) -> None:
    _jobs(stage)
    _hours(stage)
    _round(stage)
    _to_look_at_again(stage)
    eating = Initiative.objects.get(title="Samen eten in de Bergstraat")
    with stage.on(10):
        stage.take("Samira", INITIATIVE, "volgende-stap", eating, next_of=stage.party("Karim"),
                   next_step="De bonnen van de laatste drie maanden nakijken", next_on=stage.day(-8))  # fmt: skip


def _put_up(stage: Stage, row: tuple[int, str, str, str, str, int, int, str, int]) -> Job:
    ahead, title, skill, part, where, hours, places, forms, rate = row
    told = job_told(title, skill, hours=hours, places=places, forms=forms, part=part, where=where, rate_cents=rate)
    return put_up(stage, day=stage.day(-ahead), **told)


def _jobs(stage: Stage) -> None:
    """The plan asks people for the first ones; for the others people may say so themselves."""
    with stage.on(3):
        for row in SOON:
            _put_up(stage, row)
        stage.take("Bram", NEW, "plan")
    with stage.on(1):
        later = [_put_up(stage, row) for row in LATER]
        for at, who, form in WANTED:
            stage.take(who, JOB, "ik-wil", later[at], form=form)


def _hours(stage: Stage) -> None:
    for ago, title, skill, hours, workers in (DONE, UNWRITTEN):
        forms = " ".join(dict.fromkeys(form for _who, form in workers))
        told = job_told(title, skill, hours=hours, places=len(workers), forms=forms, where="Tuinpad 11")
        with stage.on(ago + 5):
            job = put_up(stage, day=stage.today, **told)
            matches = agree(stage, job, workers)
        if title == DONE[1]:
            write_down(stage, job, ago, matches)
        else:
            stage.move(job, day=stage.day(ago))


def _round(stage: Stage) -> None:
    with stage.on(12):
        proposal = stage.make(Proposal, "Hanneke", PROPOSE, "voorstel", title="Een bank halverwege de helling",
                              text=BENCH, cents=0, review_on=stage.day(-150))  # fmt: skip
    with stage.on(5):
        stage.take("Coby", PROPOSAL, "open-ronde", proposal, until=stage.day(-2))
    with stage.on(3):
        for name in ("Hanneke", "Kees", "Dorine", "Linh"):
            stage.take(name, PROPOSAL, "stem", proposal, says="consent", reason="")


def _to_look_at_again(stage: Stage) -> None:
    """A decision of Els, on the day that was chosen to look at it again."""
    with stage.on(190):
        proposal = stage.make(Proposal, "Els", PROPOSE, "voorstel", title="De sleutel van de buurtkamer", text=KEY,
                              cents=0, review_on=stage.day(1))  # fmt: skip
    with stage.on(187):
        stage.take("Els", PROPOSAL, "open-ronde", proposal, until=stage.day(182))
    with stage.on(183):
        for name in ("Els", "Tom", "Farah", "Hanneke", "Kees"):
            stage.take(name, PROPOSAL, "stem", proposal, says="consent", reason="")
    with stage.on(181):
        stage.take("Els", PROPOSAL, "sluit-ronde", proposal)
