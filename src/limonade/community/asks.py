"""What questions and initiatives ask of people."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from limonade.community.models import Answer, Backing, Initiative, Invitation, Joined, Purpose, Question, Reply
from limonade.notices.asked import Asked
from limonade.people.roles import May
from limonade.people.rules import Standing

TOLD_DAYS = 14
WEEK = 7
MOST = 3


def from_community(standing: Standing) -> Iterator[Asked]:
    """Six queries."""
    yield from _questions(standing)
    yield from _replies(standing)
    slug, me = standing.party.neighbourhood.slug, standing.party
    invited = Invitation.objects.filter(initiative=OuterRef("pk"), party=me, answered_at=None)
    rows = Initiative.objects.filter(Q(next_of=me) | Exists(invited), stopped_at=None).annotate(
        asked_by=Subquery(invited.values("maker__name")[:1]), asked_why=Subquery(invited.values("text")[:1])
    )
    for one in rows[: 2 * MOST]:
        where = reverse("web:initiative", args=[slug, one.pk])
        if one.asked_by:
            title = _("Doe je mee met “%(name)s”?") % {"name": one.title}
            why = _("%(name)s vraagt je mee.") % {"name": one.asked_by}
            yield Asked(title, f"{why} {one.asked_why}", where, "user-plus")
        if one.next_of_id == me.pk:
            why = _("De volgende stap van %(name)s is van jou.") % {"name": one.title}
            yield Asked(one.next_step, why, where, "footprints", due=one.next_on)
    yield from _joined(standing)
    yield from _declined(standing)
    yield from _purpose(standing)


def _questions(standing: Standing) -> Iterator[Asked]:
    me = standing.party
    since = timezone.now() - dt.timedelta(days=TOLD_DAYS)
    waiting = Q(answered_at=None, owner=me)
    if May.GUIDE in standing.may:
        waiting |= Q(answered_at=None, owner=None)
    for one in Question.objects.filter(waiting | Q(maker=me, answered_at__gte=since)).order_by("made_at")[: 2 * MOST]:
        where = reverse("community:question", args=[me.neighbourhood.slug, one.pk])
        if one.answered_at:
            yield Asked(_("Je vraag heeft antwoord"), one.title, where, "message-circle-reply", is_news=True)
        elif one.owner_id:
            yield Asked(_("Geef antwoord op een vraag"), one.title, where, "message-circle-reply")
        else:
            yield Asked(_("Wie zorgt voor deze vraag?"), one.title, where, "message-circle-question-mark")


def _replies(standing: Standing) -> Iterator[Asked]:
    """For who asked the question, and for who cares for it."""
    me = standing.party
    since = timezone.now() - dt.timedelta(days=TOLD_DAYS)
    whose = Q(question__maker=me) | Q(question__owner=me)
    said = Reply.objects.filter(whose, withdrawn_at=None, made_at__gte=since).exclude(maker=me)
    for one in said.select_related("maker", "question").order_by("-made_at")[:MOST]:
        asks = one.question.maker_id == me.pk
        title = _("%(name)s weet iets over je vraag") if asks else _("%(name)s weet iets over een vraag van een buur")
        where = reverse("community:question", args=[me.neighbourhood.slug, one.question_id])
        yield Asked(title % {"name": one.maker.name}, one.question.title, where, "message-circle-heart", is_news=True)


def _joined(standing: Standing) -> Iterator[Asked]:
    """For who began it: one line for each initiative, with everybody who came this week."""
    me, since = standing.party, timezone.now() - dt.timedelta(days=WEEK)
    came = Joined.objects.filter(initiative__maker=me, initiative__stopped_at=None, left_at=None, made_at__gte=since)
    names: dict[Initiative, list[str]] = {}
    for one in came.exclude(maker=me).select_related("initiative", "maker"):
        names.setdefault(one.initiative, []).append(one.maker.name)
    for initiative, those in list(names.items())[:MOST]:
        title = ngettext(
            "%(names)s doet nu mee met “%(title)s”", "%(names)s doen nu mee met “%(title)s”", len(those)
        ) % {"names": _in_a_row(those), "title": initiative.title}
        where = reverse("web:initiative", args=[me.neighbourhood.slug, initiative.pk])
        yield Asked(title, _("Zeg even hallo."), where, "party-popper", is_news=True)


def _in_a_row(names: list[str]) -> str:
    if len(names) > MOST:
        return _("%(names)s en nog %(left)s") % {"names": ", ".join(names[:MOST]), "left": len(names) - MOST}
    if len(names) == 1:
        return names[0]
    return _("%(names)s en %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _declined(standing: Standing) -> Iterator[Asked]:
    """For who asked somebody along: who answered and did not join."""
    me, since = standing.party, timezone.now() - dt.timedelta(days=WEEK)
    joined = Joined.objects.filter(
        initiative=OuterRef("initiative"), maker=OuterRef("party"), made_at__gte=OuterRef("made_at")
    )
    said_no = Invitation.objects.filter(
        ~Exists(joined), maker=me, answered_at__gte=since, initiative__stopped_at=None
    ).select_related("initiative", "party")
    for one in said_no.order_by("-answered_at")[:MOST]:
        title = _("%(name)s doet liever niet mee met “%(title)s”") % {
            "name": one.party.name, "title": one.initiative.title,
        }  # fmt: skip
        where = reverse("web:initiative", args=[me.neighbourhood.slug, one.initiative_id])
        yield Asked(title, _("Meedoen kan later altijd nog."), where, "circle-dot", is_news=True)


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
