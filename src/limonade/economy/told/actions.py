"""What people of the place tell: told by anyone who takes part, looked at by the information gatherer."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from limonade.audit.actions import record
from limonade.economy.models import ToldFigure
from limonade.people.access import Here
from limonade.people.models import Party

SHOWN = (ToldFigure.TOLD, ToldFigure.ACCEPTED)


class NotNow(Exception):
    """Dutch, for people: why this cannot be done any more."""


def tell(here: Here, *, key: str, **told: Any) -> ToldFigure:
    """Kept once per key, however often the button is pressed."""
    with transaction.atomic():
        if found := ToldFigure.objects.filter(key=key).first():
            return found
        try:
            with transaction.atomic():
                new = ToldFigure.objects.create(
                    neighbourhood=here.place, key=key, teller=here.who, told_by_id=here.actor.user_id, **told
                )
        except IntegrityError:
            return ToldFigure.objects.get(key=key)
        record(here.place, "economy.figure_told", by=here.actor, subject=new, kind=new.kind)
    return new


def withdraw(here: Here, figure: ToldFigure) -> None:
    """By who told it, as long as nobody looked at it. Raises NotNow."""
    mine = ToldFigure.objects.filter(pk=figure.pk, teller=here.who, state=ToldFigure.TOLD)
    with transaction.atomic():
        if not mine.update(state=ToldFigure.WITHDRAWN):
            raise NotNow(_("Dit is al nagekeken of ingetrokken. Vertel het opnieuw als het anders is."))
        record(here.place, "economy.figure_withdrawn", by=here.actor, subject=figure)


def review(here: Here, figure: ToldFigure, *, accepted: bool, answer: str) -> None:
    """By somebody else than who told it. Raises NotNow."""
    if here.me.pk == figure.teller_id or here.actor.user_id == figure.told_by_id:
        raise NotNow(_("Je hebt dit zelf verteld. Laat een ander het nakijken."))
    state = ToldFigure.ACCEPTED if accepted else ToldFigure.DECLINED
    waiting = ToldFigure.objects.filter(pk=figure.pk, state=ToldFigure.TOLD)
    with transaction.atomic():
        reviewed = {"reviewed_at": timezone.now(), "reviewed_by_id": here.actor.user_id}
        if not waiting.update(state=state, answer=answer, **reviewed):
            raise NotNow(_("Dit is intussen al nagekeken of ingetrokken. Hier is niets veranderd."))
        record(here.place, "economy.figure_reviewed", by=here.actor, subject=figure, accepted=accepted)


@dataclass(frozen=True)
class ToldSum:
    """All that was told of one kind and is checked."""

    low: int
    high: int
    count: int
    without_amount: int


def shown(kind: str, *, to_members: bool) -> QuerySet[ToldFigure]:
    """Everybody sees what was checked; who takes part also sees what waits."""
    states = SHOWN if to_members else (ToldFigure.ACCEPTED,)
    return ToldFigure.objects.filter(kind=kind, state__in=states).select_related("teller")


def checked_sum(kind: str) -> ToldSum:
    rows = list(ToldFigure.objects.filter(kind=kind, state=ToldFigure.ACCEPTED).values_list("low", "high"))
    known = [(low, high) for low, high in rows if low is not None and high is not None]
    return ToldSum(
        sum(low for low, _high in known), sum(high for _low, high in known), len(rows), len(rows) - len(known)
    )


def told_by_owner(party: Party) -> list[dict[str, Any]]:
    """For the file of their own data."""
    return [
        {
            "told": one.told_at.isoformat(),
            "kind": one.kind,
            "title": one.title,
            "evidence": one.evidence,
            "state": one.state,
        }
        for one in ToldFigure.objects.filter(teller=party)
    ]
