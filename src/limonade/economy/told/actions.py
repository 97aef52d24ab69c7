"""What people of the place tell: told by anyone who takes part, looked at by the information gatherer."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from limonade.audit.actions import record
from limonade.economy.household.leakage import Ring
from limonade.economy.household.measured import RINGS, Better, Betters, share_key, told_key
from limonade.economy.household.queries import betters_of
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
    """By who told it. What was taken over already ends, and stays to be read. Raises NotNow."""
    if figure.state == ToldFigure.ACCEPTED:
        end(here, figure, why=_("Ingetrokken door wie het vertelde."))
        return
    mine = ToldFigure.objects.filter(pk=figure.pk, teller=here.who, state=ToldFigure.TOLD)
    with transaction.atomic():
        if not mine.update(state=ToldFigure.WITHDRAWN):
            raise NotNow(_("Dit is al nagekeken of ingetrokken. Vertel het opnieuw als het anders is."))
        record(here.place, "economy.figure_withdrawn", by=here.actor, subject=figure)


def review(here: Here, figure: ToldFigure, *, accepted: bool, answer: str) -> None:
    """By somebody else than who told it. Raises NotNow."""
    if here.me.pk == figure.teller_id or here.actor.user_id == figure.told_by_id:
        raise NotNow(_("Je hebt dit zelf verteld. Laat een ander het nakijken."))
    if accepted:
        _check_rings(here, figure)
    state = ToldFigure.ACCEPTED if accepted else ToldFigure.DECLINED
    waiting = ToldFigure.objects.filter(pk=figure.pk, state=ToldFigure.TOLD)
    with transaction.atomic():
        reviewed = {"reviewed_at": timezone.now(), "reviewed_by_id": here.actor.user_id}
        if not waiting.update(state=state, answer=answer, **reviewed):
            raise NotNow(_("Dit is intussen al nagekeken of ingetrokken. Hier is niets veranderd."))
        record(here.place, "economy.figure_reviewed", by=here.actor, subject=figure, accepted=accepted)


def _check_rings(here: Here, figure: ToldFigure) -> None:
    """What stays in a ring is at least what stays in a smaller one. Raises NotNow."""
    if not figure.ring:
        return
    _share, function, receiver = figure.about.split(":")
    betters, at = betters_of(here.place), RINGS.index(Ring(figure.ring))
    for position, ring in enumerate(RINGS):
        other = betters.get(share_key(function, receiver, ring))
        if other and position != at:
            near, wide = (other, figure) if position < at else (figure, other)
            if any(getattr(near, name) > getattr(wide, name) for name in ("low", "middle", "high")):
                raise NotNow(
                    _("In een kleinere kring blijft nooit meer dan in een grotere. Kijk eerst na welk cijfer klopt.")
                )


def end(here: Here, figure: ToldFigure, *, why: str) -> None:
    """What was taken over counts no more, and what stood there before is back. Raises NotNow."""
    counting = ToldFigure.objects.filter(pk=figure.pk, state=ToldFigure.ACCEPTED)
    with transaction.atomic():
        ended = {"ended_at": timezone.now(), "ended_by_id": here.actor.user_id, "ended_why": why}
        if not counting.update(state=ToldFigure.ENDED, **ended):
            raise NotNow(_("Dit gold al niet meer. Hier is niets veranderd."))
        record(here.place, "economy.figure_ended", by=here.actor, subject=figure)


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


def earlier(figure: ToldFigure) -> QuerySet[ToldFigure]:
    """What else was told, and taken over, in the place of the same figure; newest first."""
    if not figure.about:
        return ToldFigure.objects.none()
    same = ToldFigure.objects.filter(about=figure.about, ring=figure.ring, replaces_id=figure.replaces_id)
    return same.filter(reviewed_at__isnull=False).exclude(pk=figure.pk).order_by("-reviewed_at", "-id")


def checked_sum(kind: str, betters: Betters) -> ToldSum:
    """Of what is known better, the better amount counts."""
    checked = ToldFigure.objects.filter(kind=kind, state=ToldFigure.ACCEPTED)
    rows: list[ToldFigure | Better] = [betters.get(told_key(one.pk), one) for one in checked]
    known = [(one.low, one.high) for one in rows if one.low is not None and one.high is not None]
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
