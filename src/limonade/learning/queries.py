"""Reads about stories and practice cards, within the scope of the neighbourhood."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from limonade.learning.models import PracticeCard, Shown, Story
from limonade.people.access import Here
from limonade.people.models import Party
from limonade.people.roles import May

PUBLIC = {"published_at__isnull": False, "withdrawn_at": None}
NOT_OUTSIDE = Q(published_at=None) | Q(withdrawn_at__isnull=False)


@dataclass(frozen=True)
class Said:
    """What those in a story said about it."""

    yes: tuple[Shown, ...]
    no: tuple[Shown, ...]
    waiting: tuple[Shown, ...]


def said_of(shown: Iterable[Shown]) -> Said:
    found = list(shown)
    return Said(
        tuple(one for one in found if one.agreed_at),
        tuple(one for one in found if one.refused_at),
        tuple(one for one in found if not (one.agreed_at or one.refused_at)),
    )


def said_to(here: Here, story: Story) -> Said | None:
    """Only who wrote it, the storyteller and those in it hear what the others said. One query."""
    shown = list(story.shown.select_related("maker"))
    in_it = {one.maker_id for one in shown}
    if here.who.pk in {story.maker_id, *in_it} or here.can(May.WRITE_PROFILE):
        return said_of(shown)
    return None


def stories_for(here: Here | None) -> QuerySet[Story]:
    """What is outside; and what is not, for who wrote it, who is in it and who tells stories here."""
    rows = Story.objects.select_related("maker", "initiative")
    if here is None:
        return rows.filter(**PUBLIC)
    in_it = Exists(Shown.objects.filter(story=OuterRef("pk"), maker=here.who))
    return rows if here.can(May.WRITE_PROFILE) else rows.filter(Q(**PUBLIC) | Q(maker=here.who) | in_it)


def own_drafts(party: Party) -> QuerySet[Story]:
    """Stories that somebody wrote and that are not outside, with what people said of them. Two queries."""
    named = Prefetch("shown", Shown.objects.select_related("maker"))
    return Story.objects.filter(NOT_OUTSIDE, maker=party).prefetch_related(named)


def own_card_drafts(party: Party) -> QuerySet[PracticeCard]:
    """A card that was taken back stays back, so it is no draft."""
    return PracticeCard.objects.filter(maker=party, published_at=None)
