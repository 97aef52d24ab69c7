"""The cast at work: who takes which step, as the pages let them."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone
from django_scopes import scope

from limonade.audit.actor import Actor
from limonade.ledger import desk
from limonade.ledger.models import Administration
from limonade.ledger.setting_up import open_period
from limonade.people.access import Here
from limonade.people.models import Party
from limonade.people.rules import standing_of
from limonade.steps.step import Steps
from tests.cast import Cast, lay_out_cast


class Street:
    """Paasberg with books of this year and the last; `take` is somebody taking a step."""

    def __init__(self, cast: Cast | None = None) -> None:
        """With a cast that is there already, its first books are used."""
        self.cast = cast or lay_out_cast()
        self.place = self.cast.paasberg
        self.count = 0
        self.today = timezone.localdate()
        with scope(neighbourhood=self.place):
            self.books = Administration.objects.order_by("pk").first() or self._books()

    def _books(self) -> Administration:
        by = self.here("Tom").actor
        made = desk.open_books(
            self.place, name="Stichting Paasberg", kind="foundation", year=self.today.year - 1, by=by
        )
        open_period(made, first_day=dt.date(self.today.year, 1, 1), last_day=dt.date(self.today.year, 12, 31), by=by)
        return made

    def party(self, name: str) -> Party:
        with scope(neighbourhood=self.place):
            return Party.objects.select_related("neighbourhood", "user").get(name=name)

    def here(self, name: str, helps: str = "") -> Here:
        with scope(neighbourhood=self.place):
            party = self.party(name)
            helped = self.party(helps) if helps else None
            actor = Actor(party.user_id, party.pk, helped.pk if helped else None, origin="test")
            return Here(self.place, standing_of(party), actor, helped)

    def take(self, who: str, steps: Steps, step: str, thing: Any = None, /, *, helps: str = "", **told: Any) -> Any:
        """With a new key every time; gives what the step made, or the thing as it is now."""
        self.count += 1
        told.setdefault("key", f"k{self.count}")
        with scope(neighbourhood=self.place):
            subject = self.place if thing is None else type(thing).objects.get(pk=thing.pk)
            made = steps[step].take(self.here(who, helps), subject, **told)
            if made is not None:
                return made
            return None if thing is None else type(thing).objects.get(pk=thing.pk)

    @contextmanager
    def inside(self) -> Iterator[None]:
        with scope(neighbourhood=self.place):
            yield
