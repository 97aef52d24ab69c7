"""What cases ask of the people who bake them."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from limonade.bakery.models import Case
from limonade.bakery.steps import outcome_of
from limonade.community.models import Joined
from limonade.notices.asked import Asked
from limonade.people.rules import Standing

MOST = 3


def from_bakery(standing: Standing) -> Iterator[Asked]:
    """One query, and one for each plan that waits for promises."""
    me = standing.party
    joined = Joined.objects.filter(initiative=OuterRef("initiative"), maker=me, left_at=None)
    waiting = Q(decided_at=None) | Q(outcome=Case.GO, proposal=None, order=None)
    mine = Case.objects.filter(waiting, Exists(joined), initiative__stopped_at=None)
    for case in mine.order_by("decide_on")[: 2 * MOST]:
        title, why, icon, due = _next(case)
        where = reverse("bakery:case", args=[me.neighbourhood.slug, case.pk])
        yield Asked(title, f"{case.title}. {why}" if why else case.title, where, icon, due=due)


def _next(case: Case) -> tuple[str, str, str, dt.date | None]:
    if case.decided_at:
        return _("Maak een voorstel of een opdracht van een plan"), "", "scroll-text", None
    if case.fixed_at is None:
        return _("Bak verder aan een plan"), "", "chef-hat", None
    outcome = outcome_of(case)
    if not outcome:
        return _("Vraag wie wat toezegt"), "", "handshake", case.decide_on
    why = _("De regel is gehaald.") if outcome == Case.GO else _("De dag is om.")
    return _("Beslis over een plan"), why, "flag", None
