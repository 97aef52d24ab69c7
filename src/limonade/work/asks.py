"""What work asks of people."""

from collections.abc import Iterator
from itertools import groupby, islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from limonade.design.templatetags.design import weekday
from limonade.notices.asked import Asked
from limonade.people.models import Party
from limonade.people.queries import people_helped_by
from limonade.people.roles import May
from limonade.people.rules import Standing
from limonade.work import queries
from limonade.work.models import Claim, HoursEntry, Match, Turn

MOST = 3


def from_work(standing: Standing) -> Iterator[Asked]:
    """Three queries, and for the company and the treasurer one or two more."""
    yield from _mine(standing)
    if {May.RUN_COMPANY, May.KEEP_BOOKS} & standing.may:
        yield from _to_approve(standing)
    if May.RUN_COMPANY in standing.may:
        yield from _to_agree(standing)
    yield from _portions(standing)
    yield from _table(standing)


def _mine(standing: Standing) -> Iterator[Asked]:
    """Jobs that I am asked for, and those of which my hours are not there or were refused."""
    slug, today = standing.party.neighbourhood.slug, timezone.localdate()
    my_work = reverse("work:my_work", args=[slug])
    hours = HoursEntry.objects.filter(match=OuterRef("pk"))
    refused = hours.filter(refused_at__isnull=False).order_by("-refused_at")
    asked = Q(person_at=None, job__day__gte=today, job__closed_at=None)
    done = Q(person_at__isnull=False, company_at__isnull=False, job__day__lte=today)
    agreed = Q(person_at__isnull=False, company_at__isnull=False, job__day__gt=today)
    rows = Match.objects.filter(asked | done | agreed, ~Exists(hours.filter(refused_at=None)), maker=standing.party)
    rows = (
        rows.filter(ended_at=None).select_related("job").annotate(refused=Subquery(refused.values("refused_why")[:1]))
    )
    for match in rows.order_by("job__day")[: 2 * MOST]:
        if match.person_at is None:
            title = f"{match.job.title}. {match.why}"
            yield Asked(_("Wil je deze klus doen?"), title, my_work, "hammer", due=match.job.day)
        elif match.job.day > today:
            title = _("Afgesproken: %(job)s") % {"job": match.job.title}
            yield Asked(title, match.job.where, my_work, "hammer", due=match.job.day, is_news=True)
        elif match.refused:
            yield Asked(_("Kijk je uren nog eens na"), match.refused, my_work, "clock", is_urgent=True)
        else:
            where = reverse("work:step", args=[slug, "match", match.pk, "uren"])
            yield Asked(_("Schrijf je uren op"), match.job.title, where, "clock")


def _portions(standing: Standing) -> Iterator[Asked]:
    """What lies ready for me, and who comes for what I cook."""
    me = standing.party
    where = reverse("work:table", args=[me.neighbourhood.slug])
    claims = queries.claims_about(me)
    for claim in [one for one in claims if one.maker_id == me.pk][:MOST]:
        portion = claim.portion
        at = f"{weekday(portion.day)}, {portion.at}"
        told = {"what": portion.what, "name": portion.maker.name, "at": at}
        if portion.withdrawn_at:
            why = _("%(name)s trok het in: %(what)s.") % told
            yield Asked(_("Je portie gaat niet door"), why, where, "soup", is_news=True)
        else:
            why = " ".join([_("%(what)s van %(name)s, %(at)s.") % told, portion.where or portion.maker.address])
            yield Asked(_("Er ligt een portie voor je klaar"), why.strip(), where, "soup", is_news=True)
    cooked = groupby((one for one in claims if one.maker_id != me.pk), lambda one: one.portion)
    for portion, of_portion in islice(cooked, MOST):
        title = _("Wie een portie wil: %(what)s") % {"what": portion.what}
        yield Asked(title, _who_comes(list(of_portion)), where, "soup", is_news=True)


def _who_comes(claims: list[Claim]) -> str:
    come = [one for one in claims if not one.ended_at]
    coming = {one.maker_id for one in come}
    gave_back = {one.maker.name for one in claims if one.maker_id not in coming}
    told = [f"{one.maker.name}: “{one.word}”" if one.word else one.maker.name for one in come]
    told += [_("%(name)s toch niet") % {"name": name} for name in sorted(gave_back)]
    return " · ".join(told)


def _table(standing: Standing) -> Iterator[Asked]:
    slug, me, today = standing.party.neighbourhood.slug, standing.party, timezone.localdate()
    turns = Turn.objects.filter(maker=me, done_at=None, meal__day__gte=today).select_related("meal__crew")
    for turn in turns.order_by("meal__day")[:1]:
        where = reverse("work:crew", args=[slug, turn.meal.crew_id])
        yield Asked(
            _("Het is jouw beurt: %(task)s") % {"task": turn.get_task_display()},
            _("Je vroeg een ruil. Zolang niemand haar overneemt, is de beurt van jou.")
            if turn.swap_at else turn.meal.crew.name, where,
            "chef-hat",
            due=turn.meal.day,
        )  # fmt: skip


def _to_approve(standing: Standing) -> Iterator[Asked]:
    me = standing.party
    where = reverse("work:my_work", args=[me.neighbourhood.slug])
    count = queries.waiting_hours().exclude(Q(maker=me) | Q(made_by=me.user_id)).count()
    if count:
        yield Asked(_("Kijk uren na van buren"), _("Aantal dat wacht: %(count)s.") % {"count": count}, where, "clock")


def _to_agree(standing: Standing) -> Iterator[Asked]:
    today = timezone.localdate()
    wanted = Match.objects.filter(ended_at=None, company_at=None, job__day__gte=today, job__closed_at=None)
    for match in wanted.exclude(maker=standing.party).select_related("job", "maker").order_by("job__day")[:MOST]:
        where = reverse("work:job", args=[standing.party.neighbourhood.slug, match.job_id])
        title = _("%(name)s wil een klus doen") % {"name": match.maker.name}
        yield Asked(title, match.job.title, where, "hand-heart", due=match.job.day)


def jobs_of_helped(helper: Party) -> QuerySet[Match, Any]:
    waiting = Match.objects.filter(
        maker__in=people_helped_by(helper), person_at=None, ended_at=None,
        job__day__gte=timezone.localdate(), job__closed_at=None,
    )  # fmt: skip
    asked = waiting.annotate(title=Value(_("Wil je deze klus doen?")))
    return asked.values_list("made_at", "maker", "title", "job__title")
