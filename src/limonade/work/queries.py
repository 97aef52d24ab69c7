"""Reads about jobs, matches, hours, crews and portions, within the scope of the neighbourhood."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from limonade.people.models import Party
from limonade.units.apportion import apportion
from limonade.work.allowance import SoFar
from limonade.work.kinds import ALLOWANCE
from limonade.work.models import Claim, Crew, HoursEntry, Job, Match, Meal, Portion, Talent


def talent_of(party: Party) -> Talent | None:
    return Talent.objects.filter(maker=party).first()


def open_jobs() -> QuerySet[Job]:
    """What is still ahead, and not closed."""
    return Job.objects.filter(closed_at=None, day__gte=timezone.localdate())


def jobs_of(party: Party) -> QuerySet[Job]:
    """All that somebody put ready, the last day first, with what `state_of` reads."""
    return (
        Job.objects.filter(maker=party)
        .order_by("-day", "-id")
        .prefetch_related("matches__maker", "matches__hours_entries")
    )


@dataclass(frozen=True)
class JobState:
    told: Any
    workers: tuple[str, ...]
    is_done: bool = False


def state_of(job: Job) -> JobState:
    """How far a job is, in the words of who put it ready, and who does it."""
    agreed = [one for one in job.matches.all() if one.is_agreed]
    hours = [one for match in agreed for one in match.hours_entries.all() if not one.refused_at]
    workers = tuple(match.maker.name for match in agreed)
    if any(one.approved_at is None for one in hours):
        return JobState(_("uren wachten op goedkeuring"), workers)
    if agreed and len(hours) == len(agreed):
        return JobState(_("klaar"), workers, is_done=True)
    if agreed and job.day < timezone.localdate():
        return JobState(_("uren nog niet opgeschreven"), workers)
    if job.closed_at or job.day < timezone.localdate():
        return JobState(_("gesloten") if job.closed_at else _("voorbij"), workers, is_done=True)
    return JobState(_("open") if job.free else _("vol"), workers)


def matches(job: Job) -> list[Match]:
    return list(job.matches.filter(ended_at=None).select_related("maker", "job"))


def my_matches(party: Party) -> list[Match]:
    """What is not over, or has no hours yet."""
    rows = Match.objects.filter(maker=party, ended_at=None).select_related("job", "maker")
    return list(rows.order_by("job__day").prefetch_related("hours_entries"))


def hours_of(party: Party) -> QuerySet[HoursEntry]:
    return HoursEntry.objects.filter(maker=party).select_related("match__job", "approver", "entry").order_by("-day")


def waiting_hours() -> QuerySet[HoursEntry]:
    rows = HoursEntry.objects.filter(approved_at=None, refused_at=None)
    return rows.select_related("maker", "match__job__administration", "match__job__earmark").order_by("day", "id")


def allowance_so_far(party: Party, day: dt.date) -> SoFar:
    """What was written down as allowance in the month and the year of this day, approved or waiting."""
    rows = HoursEntry.objects.filter(maker=party, form=ALLOWANCE, refused_at=None, day__year=day.year)
    sums = rows.aggregate(month=Sum("cents", filter=Q(day__month=day.month), default=0), year=Sum("cents", default=0))
    return SoFar(sums["month"], sums["year"])


def is_in_crew(party: Party, crew: Crew) -> bool:
    return party.pk in crew.members_now


def meals(crew: Crew) -> list[Meal]:
    """From a week ago on."""
    since = timezone.localdate() - dt.timedelta(days=7)
    rows = crew.meals.filter(day__gte=since).select_related("payer").order_by("day")
    return list(rows.prefetch_related("turns__maker", "eaters__maker"))


@dataclass(frozen=True)
class Share:
    """What one eater owes of a meal, in cents; who paid is owed the rest."""

    party: Party
    cents: int


def shares(meal: Meal) -> list[Share]:
    """The cost over everybody who ate, to the cent."""
    eaters = [one.maker for one in meal.eaters.all() if one.left_at is None]
    if not meal.cents or not eaters:
        return []
    parts = apportion(meal.cents, [1.0] * len(eaters))
    return [Share(party, part) for party, part in zip(eaters, parts, strict=True)]


def balances(crew: Crew) -> dict[Party, int]:
    """Over all meals: what somebody paid minus what they ate, in cents; together nothing."""
    found: dict[Party, int] = {}
    rows = crew.meals.exclude(cents=None).select_related("payer").prefetch_related("eaters__maker")
    for meal in rows:
        parts = shares(meal)
        if not parts or meal.payer is None:
            continue
        found[meal.payer] = found.get(meal.payer, 0) + (meal.cents or 0)
        for part in parts:
            found[part.party] = found.get(part.party, 0) - part.cents
    return dict(sorted(found.items(), key=lambda one: -one[1]))


def portions(near: Party | None = None) -> list[Portion]:
    """Of today and later, in the street of this person first; the hour of some is past."""
    rows = Portion.objects.filter(withdrawn_at=None, day__gte=timezone.localdate()).select_related("maker")
    found = list(rows.prefetch_related("claims__maker").order_by("day", "id")[:50])
    return sorted(found, key=lambda one: not is_near(one.maker, near))


def street_of(party: Party) -> str:
    """The street of an address such as “Bergstraat 9”; empty when nobody told it."""
    words = [word for word in party.address.split() if not word[:1].isdigit()]
    return " ".join(words).strip(",").lower()


def is_near(one: Party, other: Party | None) -> bool:
    return other is not None and bool(street_of(one)) and street_of(one) == street_of(other)


def claims_about(party: Party) -> list[Claim]:
    """What lies ready for somebody or was withdrawn after they took it, and who takes or gave back what they cook."""
    mine = Q(maker=party, ended_at=None) | Q(portion__maker=party, portion__withdrawn_at=None)
    rows = Claim.objects.filter(mine, portion__day__gte=timezone.localdate())
    found = rows.select_related("maker", "portion__maker").order_by("portion__day", "portion", "made_at")
    return [one for one in found if not one.portion.is_past]
