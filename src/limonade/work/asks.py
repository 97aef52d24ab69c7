"""What work asks of people."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from limonade.notices.asked import Asked
from limonade.people.roles import May
from limonade.people.rules import Standing
from limonade.work import queries
from limonade.work.models import HoursEntry, Match, Turn

MOST = 3


def from_work(standing: Standing) -> Iterator[Asked]:
    slug, me, today = standing.party.neighbourhood.slug, standing.party, timezone.localdate()
    my_work = reverse("work:my_work", args=[slug])
    mine = Match.objects.filter(maker=me, ended_at=None).select_related("job")
    for match in mine.filter(person_at=None, job__day__gte=today, job__closed_at=None)[:MOST]:
        yield Asked(
            _("Wil je deze klus doen?"), f"{match.job.title}. {match.why}", my_work, "hammer", due=match.job.day
        )
    done = mine.filter(person_at__isnull=False, company_at__isnull=False, job__day__lte=today)
    written = HoursEntry.objects.filter(match=OuterRef("pk"), refused_at=None)
    for match in done.filter(~Exists(written))[:MOST]:
        where = reverse("work:step", args=[slug, "match", match.pk, "uren"])
        yield Asked(_("Schrijf je uren op"), match.job.title, where, "clock")
    for row in HoursEntry.objects.filter(maker=me, refused_at__isnull=False, match__ended_at=None)[:MOST]:
        if not row.match.hours_entries.filter(refused_at=None).exists():
            yield Asked(_("Kijk je uren nog eens na"), row.refused_why, my_work, "clock", is_urgent=True)
    if {May.RUN_COMPANY, May.KEEP_BOOKS} & standing.may:
        yield from _to_approve(standing, my_work)
    if May.RUN_COMPANY in standing.may:
        yield from _to_agree(standing)
    yield from _table(standing)


def _table(standing: Standing) -> Iterator[Asked]:
    slug, me, today = standing.party.neighbourhood.slug, standing.party, timezone.localdate()
    for claim in queries.my_claims(me)[:MOST]:
        told = _("%(what)s van %(name)s, %(at)s.") % {
            "what": claim.portion.what, "name": claim.portion.maker.name, "at": claim.portion.at,
        }  # fmt: skip
        where = reverse("work:table", args=[slug])
        yield Asked(_("Er ligt een portie voor je klaar"), told, where, "soup", is_news=True)
    turns = Turn.objects.filter(maker=me, swap_at=None, meal__day__gte=today).select_related("meal__crew")
    for turn in turns.order_by("meal__day")[:1]:
        where = reverse("work:crew", args=[slug, turn.meal.crew_id])
        yield Asked(
            _("Het is jouw beurt: %(task)s") % {"task": turn.get_task_display()}, turn.meal.crew.name, where,
            "chef-hat",
            due=turn.meal.day,
        )  # fmt: skip


def _to_approve(standing: Standing, where: str) -> Iterator[Asked]:
    me = standing.party
    count = queries.waiting_hours().exclude(Q(maker=me) | Q(made_by=me.user_id)).count()
    if count:
        yield Asked(_("Kijk uren na van buren"), _("Er wachten er %(count)s.") % {"count": count}, where, "clock")


def _to_agree(standing: Standing) -> Iterator[Asked]:
    today = timezone.localdate()
    wanted = Match.objects.filter(ended_at=None, company_at=None, job__day__gte=today, job__closed_at=None)
    for match in wanted.exclude(maker=standing.party).select_related("job", "maker").order_by("job__day")[:MOST]:
        where = reverse("work:job", args=[standing.party.neighbourhood.slug, match.job_id])
        title = _("%(name)s wil een klus doen") % {"name": match.maker.name}
        yield Asked(title, match.job.title, where, "hand-heart", due=match.job.day)
