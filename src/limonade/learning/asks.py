"""What stories ask of the people in them, and of who tells them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from limonade.learning.models import PracticeCard, Shown, Story
from limonade.notices.asked import Asked
from limonade.people.models import Party
from limonade.people.queries import people_helped_by
from limonade.people.roles import May
from limonade.people.rules import Standing

MOST = 3


def from_learning(standing: Standing) -> Iterator[Asked]:
    slug, me = standing.party.neighbourhood.slug, standing.party
    waiting = Shown.objects.filter(maker=me, agreed_at=None, refused_at=None).select_related("story")
    for one in waiting[:MOST]:
        where = reverse("learning:story", args=[slug, one.story_id])
        yield Asked(_("Mag dit verhaal over jou naar buiten?"), one.story.title, where, "feather")
    if May.WRITE_PROFILE in standing.may:
        shown = Shown.objects.filter(story=OuterRef("pk"))
        # What was taken back waits for nobody, until somebody said yes to it again.
        waits = Q(published_at=None) | Exists(shown.filter(agreed_at__gt=OuterRef("withdrawn_at")))
        refused = shown.filter(refused_at__isnull=False)
        mine = Q(Exists(refused), maker=me)
        rows = Story.objects.filter(Q(waits, ~Exists(shown.filter(agreed_at=None))) | mine)
        for story in rows.annotate(refused_by=Subquery(refused.values("maker__name")[:1]))[: 2 * MOST]:
            where = reverse("learning:story", args=[slug, story.pk])
            if story.refused_by:
                why = _("%(name)s zei nee. Pas het verhaal aan, of gooi het weg.") % {"name": story.refused_by}
                yield Asked(story.title, why, where, "feather")
                continue
            yield Asked(
                _("Publiceer een verhaal"),
                _("%(title)s. Wie erin voorkomt, zei ja.") % {"title": story.title},
                where,
                "globe",
            )
    if May.GUIDE not in standing.may:
        return
    for card in PracticeCard.objects.filter(maker=me, published_at=None)[:MOST]:
        where = reverse("learning:card", args=[slug, card.pk])
        yield Asked(_("Maak je praktijkkaart af"), card.title, where, "book-marked")


def stories_of_helped(helper: Party) -> QuerySet[Shown, Any]:
    waiting = Shown.objects.filter(maker__in=people_helped_by(helper), agreed_at=None, refused_at=None)
    asked = waiting.annotate(title=Value(_("Mag dit verhaal over jou naar buiten?")))
    return asked.values_list("made_at", "maker", "title", "story__title")
