"""What cases ask of the people who bake them, and of who is asked to promise something."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from limonade.bakery.models import Case, CaseIngredient, CommitmentRequest, Ingredient
from limonade.bakery.rules import voices_of
from limonade.bakery.steps import outcome_of
from limonade.community.models import Joined
from limonade.notices.asked import Asked
from limonade.people.models import Party
from limonade.people.rules import Standing

MOST = 3
TOLD_DAYS = 14


def from_bakery(standing: Standing) -> Iterator[Asked]:
    """One query, one more for who works for an organisation, and one for each plan that waits for promises."""
    me = standing.party
    for case in _cases(me, voices_of(standing))[: 3 * MOST]:
        where = reverse("bakery:case", args=[me.neighbourhood.slug, case.pk])
        if case.asked_by:
            yield _request(case, me, where)
        if case.used:
            title = _used(case.used_kind, is_own=case.used_owner == me.pk) % {"plan": case.title}
            yield Asked(title, case.used, where, "blend", is_news=True)
        if case.is_mine:
            yield _next(case, me.neighbourhood.slug)


def _cases(me: Party, voices: list[int]) -> QuerySet[Any]:
    """Plans of their groups, that wait for their promise, or into which somebody else mixed what is theirs."""
    joined = Joined.objects.filter(initiative=OuterRef("initiative"), maker=me, left_at=None)
    waiting = Q(decided_at=None) | Q(outcome=Case.GO, proposal=None, order=None)
    mine = waiting & Q(Exists(joined))
    requested = CommitmentRequest.objects.filter(
        case=OuterRef("pk"), party__in=voices, answered_at=None, case__decided_at=None
    )
    since = timezone.now() - dt.timedelta(days=TOLD_DAYS)
    used = CaseIngredient.objects.filter(
        ~Q(maker=me), case=OuterRef("pk"), made_at__gte=since, ingredient__owner__in=voices, ingredient__gone_at=None
    )
    found = Case.objects.filter(mine | Q(Exists(requested)) | Q(Exists(used)), initiative__stopped_at=None)
    return found.annotate(
        is_mine=ExpressionWrapper(mine, output_field=BooleanField()),
        asked=Count("requests"),
        answered=Count("requests__answered_at"),
        asked_by=Subquery(requested.values("maker__name")[:1]),
        asked_of=Subquery(requested.values("party")[:1]),
        asked_party=Subquery(requested.values("party__name")[:1]),
        asked_why=Subquery(requested.values("text")[:1]),
        used=Subquery(used.values("ingredient__what")[:1]),
        used_kind=Subquery(used.values("ingredient__kind")[:1]),
        used_owner=Subquery(used.values("ingredient__owner")[:1]),
    ).order_by("decide_on")


def _request(case: Any, me: Party, where: str) -> Asked:
    told = {"plan": case.title, "party": case.asked_party, "name": case.asked_by, "text": case.asked_why}
    is_own = case.asked_of == me.pk
    title = _("Zeg je iets toe voor “%(plan)s”?") if is_own else _("Zegt %(party)s iets toe voor “%(plan)s”?")
    return Asked(title % told, _("%(name)s vraagt: %(text)s") % told, where, "handshake", due=case.decide_on)


def _used(kind: str, *, is_own: bool) -> str:
    if kind != Ingredient.NEED:
        return _("“%(plan)s” gebruikt wat jij biedt") if is_own else _("“%(plan)s” gebruikt wat jullie bieden")
    return _("“%(plan)s” gaat over wat jij zoekt") if is_own else _("“%(plan)s” gaat over wat jullie zoeken")


def _next(case: Any, slug: str) -> Asked:
    """`case` comes with how many are `asked` to promise something, and how many `answered`."""
    where = reverse("bakery:case", args=[slug, case.pk])
    if case.decided_at:
        return Asked(_("Maak een voorstel of een opdracht van een plan"), case.title, where, "scroll-text")
    if case.fixed_at is None:
        return Asked(_("Bak verder aan een plan"), case.title, where, "chef-hat")
    outcome = outcome_of(case)
    if outcome:
        why = _("De regel is gehaald.") if outcome == Case.GO else _("De dag is om.")
        return Asked(_("Beslis over een plan"), f"{case.title}. {why}", where, "flag")
    if case.asked == case.answered:
        where = reverse("bakery:step", args=[slug, "plan", case.pk, "vraag-toe"])
    return Asked(_("Vraag wie wat toezegt"), f"{case.title}. {_asked_so_far(case)}", where, "handshake",
                 due=case.decide_on)  # fmt: skip


def _asked_so_far(case: Any) -> str:
    if not case.asked:
        return _("Er is nog niemand gevraagd.")
    return _("Gevraagd: %(asked)s. Antwoord: %(answered)s.") % {"asked": case.asked, "answered": case.answered}
