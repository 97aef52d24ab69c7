"""A job from both yeses to the booking: wanted, agreed, done, written down, and approved by somebody else."""

from collections.abc import Iterable
from typing import Any

from limonade.ledger import desk
from limonade.ledger.actions import Line, post
from limonade.ledger.chart import BANK, EURO
from limonade.ledger.models import Unit
from limonade.web.demo.year.stage import Stage
from limonade.work.hours_steps import HOURS_ENTRY, MATCH_HOURS, verdict_of
from limonade.work.job_steps import JOB, MATCH, NEW
from limonade.work.kinds import ALLOWANCE, HOURS
from limonade.work.models import HoursEntry, Job, Match

Workers = Iterable[tuple[str, str]]
PAID_AFTER, APPROVED_AFTER = 6, 2


def job_told(title: str, skill: str, *, hours: int, places: int, forms: str, **more: Any) -> dict[str, Any]:
    """What the form of a job gives; `hours` in hundredths a person."""
    told = {"text": "", "part": "morning", "where": "", "rate_cents": 0, "is_first_come": False}
    return {
        **told, "title": title, "skill": skill, "hours": hours, "places": places, "forms_": forms.split(), **more,
    }  # fmt: skip


def put_up(stage: Stage, **told: Any) -> Job:
    return stage.make(Job, "Bram", NEW, "klus", **{"administration": stage.books, "earmark": None, **told})


def agree(stage: Stage, job: Job, workers: Workers) -> list[Match]:
    """Both sides say yes while the job is still ahead."""
    found = []
    for who, form in workers:
        match = stage.make(Match, who, JOB, "ik-wil", job, form=form)
        stage.take("Tom" if who == "Bram" else "Bram", MATCH, "akkoord", match)
        found.append(match)
    return found


def write_down(stage: Stage, job: Job, ago: int, matches: Iterable[Match]) -> list[HoursEntry]:
    """On the day itself. An allowance whose amounts nobody filled in for that day becomes hours."""
    stage.move(job, day=stage.day(ago))
    written = []
    with stage.on(ago, 17) as day:
        for match in matches:
            name, form = match.maker.name, match.form
            verdict = verdict_of(match, match.maker, hours=job.hours, form=form, day=day)
            if form == ALLOWANCE and verdict.refusal:
                form, verdict = HOURS, verdict_of(match, match.maker, hours=job.hours, form=HOURS, day=day)
            told = {"hours": job.hours, "day": day, "form": form, "cents": verdict.cents}
            written.append(stage.make(HoursEntry, name, MATCH_HOURS, "uren", match, **told))
    return written


def approve(stage: Stage, ago: int, written: Iterable[HoursEntry], by: str = "Bram") -> None:
    with stage.on(ago):
        for row in written:
            stage.take(by, HOURS_ENTRY, "keur-goed", row)


def play(stage: Stage, job: Job, ago: int, matches: Iterable[Match]) -> None:
    approve(stage, ago - APPROVED_AFTER, write_down(stage, job, ago, matches))


def pay_out(stage: Stage, ago: int, name: str, cents: int, text: str) -> None:
    """Tom pays what somebody earned; until then the neighbourhood owed it."""
    tom = stage.here("Tom").actor
    wallet = desk.open_wallet(stage.books, stage.party(name), Unit.objects.get(pk=EURO), by=tom)
    post(
        stage.books, key=f"jaar-loon-{stage.party(name).pk}-{ago}", day=stage.day(ago), text=text, by=tom,
        transfers=[Line(stage.account(BANK), wallet, cents)], by_hand=True,
    )  # fmt: skip
