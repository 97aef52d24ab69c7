"""What questions and initiatives ask of people."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from limonade.community.models import Answer, Backing, Initiative, Invitation, Joined, Purpose, Question, Reply
from limonade.notices.asked import Asked
from limonade.people.models import Party
from limonade.people.queries import people_helped_by
from limonade.people.roles import May
from limonade.people.rules import Standing

TOLD_DAYS = 14
WEEK = 7
MOST = 3


def from_community(standing: Standing) -> Iterator[Asked]:
    """Three queries."""
    yield from _questions(standing)
    yield from _initiatives(standing)
    yield from _purpose(standing)


def _questions(standing: Standing) -> Iterator[Asked]:
    me = standing.party
    since = timezone.now() - dt.timedelta(days=TOLD_DAYS)
    said = Reply.objects.filter(question=OuterRef("pk"), withdrawn_at=None, made_at__gte=since).exclude(maker=me)
    waiting = Q(answered_at=None, owner=me) | Q(Exists(said), Q(maker=me) | Q(owner=me))
    if May.GUIDE in standing.may:
        waiting |= Q(~Q(maker=me), answered_at=None, owner=None)
    found = Question.objects.filter(waiting | Q(maker=me, answered_at__gte=since))
    found = found.annotate(said_by=Subquery(said.order_by("-made_at").values("maker__name")[:1]))
    for one in found.order_by(F("said_by").asc(nulls_last=True), "made_at")[: 2 * MOST]:
        where = reverse("community:question", args=[me.neighbourhood.slug, one.pk])
        if one.said_by and me.pk in (one.maker_id, one.owner_id):
            mine = one.maker_id == me.pk
            title = _("%(name)s weet iets over je vraag") if mine else _("%(name)s weet iets over een vraag")
            yield Asked(title % {"name": one.said_by}, one.title, where, "message-circle-heart", is_news=True)
        if one.answered_at:
            if one.maker_id == me.pk and one.answered_at >= since:
                yield Asked(_("Je vraag heeft antwoord"), one.title, where, "message-circle-reply", is_news=True)
        elif one.owner_id == me.pk:
            yield Asked(_("Geef antwoord op een vraag"), one.title, where, "message-circle-reply")
        elif one.owner_id is None and one.maker_id != me.pk and May.GUIDE in standing.may:
            yield Asked(_("Wie zorgt voor deze vraag?"), one.title, where, "message-circle-question-mark")


def _initiatives(standing: Standing) -> Iterator[Asked]:
    """What waits for an answer or a step, and a week long: who joined what I began, and who said no to me."""
    slug, me = standing.party.neighbourhood.slug, standing.party
    since = timezone.now() - dt.timedelta(days=WEEK)
    invited = Invitation.objects.filter(initiative=OuterRef("pk"), party=me, answered_at=None)
    came = Joined.objects.filter(initiative=OuterRef("pk"), left_at=None, made_at__gte=since).exclude(maker=me)
    came = came.filter(initiative__maker=me).order_by("made_at")
    declined = _declined(me, since)
    about_me = Q(next_of=me) | Exists(invited) | Exists(came) | Exists(declined)
    rows = Initiative.objects.filter(about_me, stopped_at=None).annotate(
        asked_by=Subquery(invited.values("maker__name")[:1]), asked_why=Subquery(invited.values("text")[:1]),
        came_count=_count(came), **_names("came", came, "maker__name"),
        declined_count=_count(declined), **_names("declined", declined, "party__name"),
    )  # fmt: skip
    for one in rows[: 2 * MOST]:
        where = reverse("web:initiative", args=[slug, one.pk])
        if one.asked_by:
            title = _("Doe je mee met “%(name)s”?") % {"name": one.title}
            why = _("%(name)s vraagt je mee.") % {"name": one.asked_by}
            yield Asked(title, f"{why} {one.asked_why}", where, "user-plus")
        if one.next_of_id == me.pk:
            why = _("De volgende stap van %(name)s is van jou.") % {"name": one.title}
            yield Asked(one.next_step, why, where, "footprints", due=one.next_on)
        if one.came_count:
            title = ngettext(
                "%(names)s doet nu mee met “%(title)s”", "%(names)s doen nu mee met “%(title)s”", one.came_count
            ) % {"names": _in_a_row(one, "came"), "title": one.title}
            yield Asked(title, _("Zeg even hallo."), where, "party-popper", is_news=True)
        if one.declined_count:
            title = ngettext(
                "%(names)s doet liever niet mee met “%(title)s”",
                "%(names)s doen liever niet mee met “%(title)s”",
                one.declined_count,
            ) % {"names": _in_a_row(one, "declined"), "title": one.title}
            yield Asked(title, _("Meedoen kan later altijd nog."), where, "circle-dot", is_news=True)


def _declined(me: Party, since: dt.datetime) -> QuerySet[Invitation]:
    """Whom I asked along, who answered and did not join."""
    joined = Joined.objects.filter(
        initiative=OuterRef("initiative"), maker=OuterRef("party"), made_at__gte=OuterRef("made_at")
    )
    return Invitation.objects.filter(
        ~Exists(joined), initiative=OuterRef("pk"), maker=me, answered_at__gte=since
    ).order_by("answered_at")


def _count(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by().values("initiative").annotate(count=Count("pk")).values("count"))


def _names(what: str, rows: QuerySet[Any], name: str) -> dict[str, Subquery]:
    """The first of them in the same query; `_in_a_row` says them."""
    return {f"{what}_{at}": Subquery(rows.values(name)[at : at + 1]) for at in range(MOST)}


def _in_a_row(one: Any, what: str) -> str:
    names = [name for at in range(MOST) if (name := getattr(one, f"{what}_{at}"))]
    left = getattr(one, f"{what}_count") - len(names)
    if left:
        return _("%(told)s en nog %(left)s") % {"told": ", ".join(names), "left": left}
    *first, last = names
    return _("%(names)s en %(last)s") % {"names": ", ".join(first), "last": last} if first else last


def _purpose(standing: Standing) -> Iterator[Asked]:
    """The open question when there is one, else the statement that holds."""
    answered = Answer.objects.filter(purpose=OuterRef("pk"), maker=standing.party)
    backed = Backing.objects.filter(purpose=OuterRef("pk"), maker=standing.party)
    newest = Purpose.objects.annotate(answered=Exists(answered), backed=Exists(backed)).order_by("-made_at").first()
    where = reverse("community:purpose", args=[standing.party.neighbourhood.slug])
    if newest and newest.adopted_at is None and not newest.answered:
        yield Asked(newest.question, _("Een paar woorden zijn genoeg."), where, "message-circle-question-mark")
    if newest and newest.adopted_at and not newest.backed:
        yield Asked(_("Sta je achter de bedoeling?"), newest.statement, where, "flag", is_news=True)


def invitations_of_helped(helper: Party) -> QuerySet[Invitation, Any]:
    waiting = Invitation.objects.filter(
        party__in=people_helped_by(helper), answered_at=None, initiative__stopped_at=None
    ).annotate(title=Value(_("Doe je mee?")))
    return waiting.values_list("made_at", "party", "title", "initiative__title")


def next_steps_of_helped(helper: Party) -> QuerySet[Initiative, Any]:
    waiting = Initiative.objects.filter(next_of__in=people_helped_by(helper), stopped_at=None)
    return waiting.annotate(asked=Value(_("Volgende stap:"))).values_list("made_at", "next_of", "asked", "next_step")
