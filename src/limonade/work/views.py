"""Pages of jobs, the plan, one's own work, the table and crews."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from limonade.people.access import Here, resident
from limonade.people.models import Party
from limonade.people.roles import May
from limonade.steps.pages import Kind, beginning, taking, ways
from limonade.work import giving_steps, job_steps, planning, queries, table_steps
from limonade.work.hours_steps import HOURS_ENTRY, MATCH_HOURS
from limonade.work.job_steps import JOB, MATCH
from limonade.work.matching import NoPlan
from limonade.work.models import Crew, HoursEntry, Job, Match, Meal, Portion, Stock, Turn

PER_PAGE = 25
NEW = job_steps.NEW | table_steps.NEW | giving_steps.NEW
OF_MATCH = MATCH_HOURS | MATCH
KINDS = {
    "klus": Kind(Job, JOB),
    "match": Kind(
        Match,
        OF_MATCH,
        (
            "job",
            "maker",
        ),
    ),
    "uren": Kind(
        HoursEntry,
        HOURS_ENTRY,
        (
            "maker",
            "match__job__administration",
            "match__job__earmark",
            "match__job__neighbourhood",
        ),
    ),
    "portie": Kind(Portion, table_steps.PORTION, ("maker",)),
    "ploeg": Kind(Crew, table_steps.CREW),
    "maaltijd": Kind(Meal, table_steps.MEAL, ("crew__neighbourhood",)),
    "beurt": Kind(Turn, table_steps.TURN, ("meal__crew__neighbourhood",)),
    "voorraad": Kind(Stock, table_steps.STOCK, ("crew__neighbourhood",)),
}


def _about(here: Here, **more: Any) -> dict[str, Any]:
    return {"neighbourhood": here.place, "here": here, "section": "together", **more}


def _new_ways(here: Here, *keys: str) -> list[Any]:
    return ways({key: NEW[key] for key in keys}, here, here.place, "work:new")


@resident()
@require_safe
def jobs(request: HttpRequest, here: Here) -> HttpResponse:
    is_mine = request.GET.get("van") == "mij"
    found = queries.jobs_of(here.who) if is_mine else queries.open_jobs().prefetch_related("matches")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    context = _about(
        here,
        page=page,
        rows=[(one, queries.state_of(one) if is_mine else None) for one in page],
        is_mine=is_mine,
        has_mine=is_mine or here.can(May.RUN_COMPANY),
        talent=queries.talent_of(here.who),
        new_ways=_new_ways(here, "klus", "plan", "talent"),
    )
    return render(request, "work/jobs.html", context)


@resident()
@require_safe
def job(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    one = get_object_or_404(Job.objects.select_related("administration", "earmark"), pk=pk)
    runs = here.can(May.RUN_COMPANY)
    found = queries.matches(one)
    shown = [each for each in found if runs or each.maker_id == here.who.pk or each.is_agreed]
    context = _about(
        here,
        job=one,
        runs=runs,
        matches=[(each, ways(OF_MATCH, here, each, "work:step", "match", each.pk)) for each in shown],
        ways=ways(JOB, here, one, "work:step", "klus", pk),
        talents=[each.maker for each in _others(one, found)] if runs else [],
    )
    return render(request, "work/job.html", context)


def _others(one: Job, found: list[Match]) -> Any:
    """Who told a talent and is not asked for this job."""
    from limonade.work.models import Talent

    asked = [each.maker_id for each in found]
    return Talent.objects.exclude(maker__in=asked).filter(maker__left_at=None).select_related("maker")[:PER_PAGE]


@resident(may=May.RUN_COMPANY)
@require_safe
def why_not(request: HttpRequest, here: Here, pk: int, person: int) -> HttpResponse:
    """Solves the plan again to say why somebody is not in it for this job."""
    one = get_object_or_404(Job.objects.prefetch_related("matches"), pk=pk)
    party = get_object_or_404(Party, pk=person, left_at=None)
    try:
        told = planning.why_not_told(one, party)
    except NoPlan:
        told = ""
    return render(request, "work/why_not.html", _about(here, job=one, party=party, told=told))


@resident()
@require_safe
def my_work(request: HttpRequest, here: Here) -> HttpResponse:
    approves = here.can(May.RUN_COMPANY) or here.can(May.KEEP_BOOKS)
    waiting = queries.waiting_hours() if approves else HoursEntry.objects.none()
    page = Paginator(queries.hours_of(here.who), PER_PAGE).get_page(request.GET.get("pagina"))
    mine = [
        each for each in queries.my_matches(here.who) if not any(not one.refused_at for one in each.hours_entries.all())
    ]
    context = _about(
        here,
        matches=[(each, ways(OF_MATCH, here, each, "work:step", "match", each.pk)) for each in mine[:PER_PAGE]],
        page=page,
        talent=queries.talent_of(here.who),
        approves=approves,
        section="own_work",
        waiting=[(each, ways(HOURS_ENTRY, here, each, "work:step", "uren", each.pk)) for each in waiting[:PER_PAGE]],
        new_ways=_new_ways(here, "talent"),
        giving_ways=_new_ways(here, "geef-uren") if giving_steps.fullest(here.who) else [],
    )
    return render(request, "work/my_work.html", context)


@resident()
@require_safe
def table(request: HttpRequest, here: Here) -> HttpResponse:
    """What there is to eat: portions that are left over, and crews that cook."""
    found = queries.portions(here.who)
    context = _about(
        here,
        portions=[
            (
                one,
                queries.is_near(one.maker, here.who),
                ways(table_steps.PORTION, here, one, "work:step", "portie", one.pk),
            )
            for one in found
            if one.is_offered or one.is_for(here.who)
        ],
        crews=list(Crew.objects.all()[:PER_PAGE]),
        new_ways=_new_ways(here, "portie", "ploeg"),
    )
    return render(request, "work/table.html", context)


@resident()
@require_safe
def crew(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    one = get_object_or_404(Crew, pk=pk)
    meals = [
        {
            "meal": meal,
            "turns": [
                (turn, ways(table_steps.TURN, here, turn, "work:step", "beurt", turn.pk)) for turn in meal.turns.all()
            ],
            "eaters": [eater for eater in meal.eaters.all() if not eater.left_at],
            "shares": queries.shares(meal),
            "ways": ways(table_steps.MEAL, here, meal, "work:step", "maaltijd", meal.pk),
        }
        for meal in queries.meals(one)
    ]
    inside = queries.is_in_crew(here.who, one)
    context = _about(
        here,
        crew=one,
        members=[each.maker for each in one.members.filter(left_at=None).select_related("maker")],
        meals=meals,
        inside=inside,
        balances=queries.balances(one) if inside else {},
        stock=[
            (each, ways(table_steps.STOCK, here, each, "work:step", "voorraad", each.pk))
            for each in one.stock.filter(gone_at=None)
        ],
        ways=ways(table_steps.CREW, here, one, "work:step", "ploeg", pk),
    )
    return render(request, "work/crew.html", context)


BACK = {
    "talent": "work:my_work",
    "klus": "work:jobs",
    "plan": "work:jobs",
    "portie": "work:table",
    "ploeg": "work:table",
    "geef-uren": "ledger:my_accounts",
}


def _back(here: Here, thing: Any) -> tuple[str, str]:
    """From hours and one's own match to one's own work, and from another's match to its job."""
    if not isinstance(thing, Match | HoursEntry):
        return thing.get_absolute_url(), str(thing)
    job = thing.job if isinstance(thing, Match) else thing.match.job
    if isinstance(thing, Match) and thing.maker_id != here.who.pk:
        return reverse("work:job", args=[here.place.slug, job.pk]), job.title
    return reverse("work:my_work", args=[here.place.slug]), job.title


new = beginning(NEW, BACK)
step = taking(KINDS, _back)
