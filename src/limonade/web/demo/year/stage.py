"""Where the invented year is played: who takes which step, and on which day it was.

Every step really runs, with its rules, its log and its bookings. Only afterwards the moments in the rows of the rooms
go back to the day of the story; what is in the ledger was given its day when it was booked and is never touched.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.apps import apps
from django.db import models
from django.utils import timezone

from limonade.audit.actor import Actor
from limonade.ledger.models import Account, Administration
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.access import Here
from limonade.people.models import HelpingHand, Party
from limonade.people.rules import standing_of
from limonade.steps.made import Made
from limonade.steps.step import Steps

ORIGIN = "demo"
# A step of one room may also write in a room below it.
ROOMS_OF = {"bakery": ("bakery", "governance", "company"), "company": ("company", "work")}
New = TypeVar("New", bound=Made)


class Stage:
    """`ago` counts days back from today; below zero is still to come."""

    def __init__(self, place: Neighbourhood) -> None:
        self.place, self.today = place, timezone.localdate()
        self.books = Administration.objects.order_by("pk")[0]
        self._parties = {one.name: one for one in Party.objects.select_related("neighbourhood", "user")}
        self._heres: dict[str, Here] = {}
        self._rooms: set[str] = set()
        self._count = 0

    def day(self, ago: int) -> dt.date:
        return self.today - dt.timedelta(days=ago)

    def on_weekday(self, ago: int, weekdays: tuple[int, ...], step: int = 1) -> int:
        """The first day from there, further back or with -1 further on, that is one of these; Monday is 0."""
        while self.day(ago).weekday() not in weekdays:
            ago += step
        return ago

    def party(self, name: str) -> Party:
        return self._parties[name]

    def parties(self, *names: str) -> list[Party]:
        return [self._parties[name] for name in names]

    def account(self, number: str) -> Account:
        return Account.objects.get(administration=self.books, number=number)

    def here(self, name: str) -> Here:
        """As this person; through the helping hand of who has no account."""
        if name not in self._heres:
            self._heres[name] = self._entered(self._parties[name])
        return self._heres[name]

    def _entered(self, party: Party) -> Here:
        if party.user_id:
            return Here(self.place, standing_of(party), Actor(party.user_id, party.pk, origin=ORIGIN), None)
        hand = HelpingHand.objects.select_related("helper").get(person=party, ended_at=None)
        by = Actor(hand.helper.user_id, hand.helper_id, party.pk, origin=ORIGIN)
        return Here(self.place, standing_of(hand.helper), by, party)

    def take(self, who: str, steps: Steps, step: str, thing: Any = None, /, **told: Any) -> Any:
        """The thing as it is now, so that no step sees what an earlier one changed."""
        self._count += 1
        found = type(thing).objects.get(pk=thing.pk) if isinstance(thing, Made) else self.place
        room = steps[step].act.split(".")[0]
        self._rooms.update(ROOMS_OF.get(room, (room,)))
        return steps[step].take(self.here(who), found, key=self._key, **told)

    @property
    def _key(self) -> str:
        return f"jaar-{self._count}"

    def make(self, model: type[New], who: str, steps: Steps, step: str, thing: Any = None, /, **told: Any) -> New:
        """The row that the step made, for steps that do not give it themselves."""
        self.take(who, steps, step, thing, **told)
        return model.objects.get(key=self._key)

    @contextmanager
    def on(self, ago: int, hour: int = 19) -> Iterator[dt.date]:
        """All steps within it were taken on that day."""
        begun = timezone.now()
        self._rooms.clear()
        yield self.day(ago)
        if ago > 0:
            then = timezone.make_aware(dt.datetime.combine(self.day(ago), dt.time(hour, 15)))
            for room in self._rooms:
                for model in apps.get_app_config(room).get_models():
                    _put_back(model, begun, then)

    def move(self, row: New, /, **columns: Any) -> New:
        """Another day than the form allows, which only looks ahead."""
        type(row).objects.filter(pk=row.pk).update(**columns)
        return type(row).objects.get(pk=row.pk)


def _put_back(model: type[models.Model], begun: dt.datetime, then: dt.datetime) -> None:
    """Every moment since then in this table."""
    fields = [one.name for one in model._meta.fields if isinstance(one, models.DateTimeField)]
    rows: Any = model._default_manager
    for name in fields:
        rows.filter(**{f"{name}__gte": begun}).update(**{name: then})
