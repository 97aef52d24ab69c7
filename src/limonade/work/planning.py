"""From the rows to the solver and back: who could do what, the plan, and its reasons in words."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from limonade.ledger.templatetags.ledger import amount
from limonade.people.models import Party
from limonade.work import queries
from limonade.work.allowance import Verdict
from limonade.work.kinds import FORMS, PARTS, SKILLS
from limonade.work.matching import Person, Plan, WhyNot, Work, best_plan, hindrance, why_not
from limonade.work.models import HoursEntry, Job, Match, Talent

LOOK_BACK = dt.timedelta(days=90)


@dataclass(frozen=True)
class Planned:
    job: Job
    party: Party
    form: str
    why: str


def work_of(job: Job) -> Work:
    year, week, weekday = job.day.isocalendar()
    street = " ".join(word for word in job.where.split() if not word[:1].isdigit()).lower()
    return Work(
        job.pk, job.skill, (job.day.toordinal(), job.part), weekday - 1, (year, week), job.hours,
        _free(job), frozenset(job.forms), street,
    )  # fmt: skip


def _free(job: Job) -> int:
    """Places for which nobody is asked and nobody came forward yet."""
    asked = sum(1 for one in job.matches.all() if not one.ended_at and not one.is_agreed)
    return max(0, job.places - job.taken - asked)


def people() -> tuple[list[Person], dict[int, Party]]:
    """Everybody who told a talent, with what is planned for them and what they worked lately. Three queries."""
    talents = list(Talent.objects.filter(maker__left_at=None).select_related("maker"))
    matched: dict[int, list[Job]] = {}
    ended: dict[int, set[int]] = {}
    for match in Match.objects.filter(job__day__gte=timezone.localdate()).select_related("job", "maker"):
        if match.ended_at and not match.was_withdrawn:
            ended.setdefault(match.maker_id, set()).add(match.job_id)
        elif not match.ended_at:
            matched.setdefault(match.maker_id, []).append(match.job)
    since = timezone.localdate() - LOOK_BACK
    rows = HoursEntry.objects.filter(refused_at=None, day__gte=since).order_by().values_list("maker_id")
    worked = dict(rows.annotate(total=Sum("hours")))
    found = [
        _person(one, matched.get(one.maker_id, []), worked.get(one.maker_id, 0), ended.get(one.maker_id, set()))
        for one in talents
    ]
    return found, {one.maker_id: one.maker for one in talents}


def _person(talent: Talent, jobs: list[Job], worked: int, ended: set[int]) -> Person:
    planned: dict[tuple[int, int], int] = {}
    for job in jobs:
        week = job.day.isocalendar()[:2]
        planned[week] = planned.get(week, 0) + job.hours
    return Person(
        talent.maker_id, frozenset(talent.skills), frozenset(talent.parts), tuple(talent.forms), talent.hours_a_week,
        queries.street_of(talent.maker), frozenset((job.day.toordinal(), job.part) for job in jobs),
        tuple(planned.items()), worked, frozenset(ended),
    )  # fmt: skip


def _open_jobs() -> list[Job]:
    return list(queries.open_jobs().filter(taken__lt=F("places")).prefetch_related("matches"))


def plan() -> list[Planned]:
    """The best plan for all jobs with a free place, with who is in it and why. Raises NoPlan."""
    jobs = _open_jobs()
    all_people, parties = people()
    found = best_plan(all_people, [work_of(job) for job in jobs])
    by_key = {job.pk: job for job in jobs}
    asked = {(one.job_id, one.maker_id) for job in jobs for one in job.matches.all() if not one.ended_at}
    return [
        Planned(by_key[one.work], parties[one.person], one.form, _why(by_key[one.work], one.form, one.is_near))
        for one in (found.chosen if found else ())
        if (one.work, one.person) not in asked
    ]


def _why(job: Job, form: str, is_near: bool) -> str:
    part = str(PARTS[job.part])
    told = _("Doet dit graag (%(skill)s), kan in de %(part)s, en wil het %(form)s.") % {
        "skill": SKILLS[job.skill], "part": part, "form": FORMS[form],
    }  # fmt: skip
    return f"{told} {_('Woont in dezelfde straat.')}" if is_near else str(told)


def why_not_told(job: Job, party: Party) -> str:
    """In words, why this person is not in the plan for this job. Solves the plan twice. Raises NoPlan."""
    jobs = _open_jobs()
    all_people, _parties = people()
    person = next((one for one in all_people if one.key == party.pk), None)
    if person is None:
        return _("Vertelde nog niet wat die kan en wil.")
    works = [work_of(one) for one in jobs]
    work = next((one for one in works if one.key == job.pk), work_of(job))
    if reason := hindrance(person, work):
        return _words(WhyNot(reason))
    found: Plan | None = best_plan(all_people, works)
    if found is None or any((one.person, one.work) == (party.pk, job.pk) for one in found.chosen):
        return _("Staat in het plan.")
    return _words(why_not(all_people, works, found, person, work))


def _words(why: WhyNot) -> str:
    told = {
        "ended": _("Zei eerder nee tegen deze klus, of het ging toen niet door."),
        "skill": _("Noemde dit niet bij wat die graag doet."),
        "time": _("Kan niet op deze dag en dit dagdeel."),
        "busy": _("Doet op dat moment al iets anders."),
        "form": _("Wil het niet op een manier die bij deze klus kan."),
        "week": _("Zou die week boven de eigen uren komen."),
        "full": _("Alle plekken zijn bezet."),
        "others_empty": _("Dan zouden er %(count)s plekken bij andere klussen leeg blijven.")
        % {"count": why.fewer_places},
        "spread": _("Een ander had minder werk de laatste tijd, of woont dichterbij."),
        "equal": _("Het kon net zo goed. Het plan koos een ander."),
    }
    return told[why.reason]


def told(verdict: Verdict) -> str:
    """What the law says about an hour, in words; empty when there is nothing to say."""
    limit, left = amount(verdict.limit, "EUR"), amount(verdict.left, "EUR")
    words = {
        "not_known": _(
            "De bedragen van de vrijwilligersvergoeding voor dit jaar zijn nog niet ingevuld. Kies een andere "
            "vorm, of vraag de beheerder om ze in te vullen."
        ),
        "month": _("De grens is %(limit)s in een maand. Daarvan is nog %(left)s over."),
        "year": _("De grens is %(limit)s in een jaar. Daarvan is nog %(left)s over."),
        "wage_not_known": _(
            "Het minimumloon voor deze dag is nog niet ingevuld. Vraag de beheerder om het in te vullen."
        ),
        "wage": _("Dit is minder dan het minimumloon van %(limit)s per uur."),
    }
    key = verdict.refusal or verdict.warning
    return words[key] % {"limit": limit, "left": left} if key else ""
