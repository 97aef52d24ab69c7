"""Throwing away what never went out. What was outside stays: others may have read it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from limonade.learning.models import PracticeCard, Story
from limonade.people.access import Here
from limonade.steps.step import Refused

Told = Story | PracticeCard


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
        raise Refused(_("Dit is al eens naar buiten gegaan. Terughalen kan wel."))


def throw_away(here: Here, thing: Told, **_told: Any) -> ToDrafts:
    """With what people said of it, which says nothing without the text."""
    rows = type(thing).objects.filter(pk=thing.pk)
    locked = rows.select_for_update().first()
    if locked is None:
        raise Refused(_("Dit is al weggegooid."))
    may_throw_away(here, locked)
    if isinstance(locked, Story):
        locked.shown.all().delete()
    rows.delete()
    return ToDrafts(here.place.slug)
