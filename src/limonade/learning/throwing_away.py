"""Throwing away what never went out. What was outside stays: others may have read it."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _

from limonade.learning.models import PracticeCard, Story
from limonade.people.access import Here
from limonade.steps.step import Refused

Told = Story | PracticeCard
SomeTold = TypeVar("SomeTold", bound=Told)


@dataclass(frozen=True)
class ToDrafts:
    """Where somebody goes on, as the page of the thing itself is gone."""

    slug: str

    def get_absolute_url(self) -> str:
        return reverse("learning:drafts", args=[self.slug])


def may_throw_away(here: Here, thing: Told) -> None:
    if thing.maker_id != here.who.pk:
        raise Refused(_("Alleen wie het schreef, gooit het weg."))
    if thing.published_at:
        raise Refused(_("Dit ging al eens naar buiten. Daarom blijft het bewaard."))


def locked(thing: SomeTold) -> SomeTold:
    """As it is now, until the end of the transaction; Refused when it is gone."""
    rows: Any = type(thing).objects
    found: SomeTold | None = rows.select_for_update().filter(pk=thing.pk).first()
    if found is None:
        raise Refused(_("Dit is al weggegooid."))
    return found


def throw_away(here: Here, thing: Told, **_told: Any) -> ToDrafts:
    """With what people said of it, which says nothing without the text."""
    found = locked(thing)
    may_throw_away(here, found)
    if isinstance(found, Story):
        found.shown.all().delete()
    type(found).objects.filter(pk=found.pk).delete()
    return ToDrafts(here.place.slug)
