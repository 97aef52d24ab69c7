"""What questions and initiatives ask of people."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from limonade.community import queries
from limonade.community.models import Answer, Initiative, Question
from limonade.notices.asked import Asked
from limonade.people.roles import May
from limonade.people.rules import Standing

TOLD_DAYS = 14
MOST = 3


def from_community(standing: Standing) -> Iterator[Asked]:
    place, me = standing.party.neighbourhood, standing.party
    mine = Question.objects.filter(answered_at=None, owner=me)
    for question in mine[:MOST]:
        where = reverse("community:question", args=[place.slug, question.pk])
        yield Asked(_("Geef antwoord op een vraag"), question.title, where, "message-circle-reply")
    if May.GUIDE in standing.may:
        for question in Question.objects.filter(answered_at=None, owner=None)[:MOST]:
            where = reverse("community:question", args=[place.slug, question.pk])
            yield Asked(_("Wie zorgt voor deze vraag?"), question.title, where, "message-circle-question-mark")
    for initiative in Initiative.objects.filter(stopped_at=None, next_of=me)[:MOST]:
        where = reverse("web:initiative", args=[place.slug, initiative.pk])
        why = _("De volgende stap van %(name)s is van jou.") % {"name": initiative.title}
        yield Asked(initiative.next_step, why, where, "footprints", due=initiative.next_on)
    yield from _purpose(standing)
    since = timezone.now() - dt.timedelta(days=TOLD_DAYS)
    for question in Question.objects.filter(maker=me, answered_at__gte=since)[:MOST]:
        where = reverse("community:question", args=[place.slug, question.pk])
        yield Asked(_("Je vraag heeft antwoord"), question.title, where, "message-circle-reply", is_news=True)


def _purpose(standing: Standing) -> Iterator[Asked]:
    where = reverse("community:purpose", args=[standing.party.neighbourhood.slug])
    asked = queries.open_purpose()
    if asked and not Answer.objects.filter(purpose=asked, maker=standing.party).exists():
        yield Asked(asked.question, _("Een paar woorden zijn genoeg."), where, "message-circle-question-mark")
    holds = queries.purpose()
    if holds and not asked and not holds.backings.filter(maker=standing.party).exists():
        yield Asked(_("Sta je achter de bedoeling?"), holds.statement, where, "flag", is_news=True)
