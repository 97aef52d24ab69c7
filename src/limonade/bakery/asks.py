"""What cases ask of the people who bake them, and of who is asked to promise something."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
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
    """Three queries, one more for who works for an organisation, and one for each plan that waits for promises."""
    me, voices = standing.party, voices_of(standing)
    yield from _requests(me, voices)
    yield from _mixed(me, voices)
    joined = Joined.objects.filter(initiative=OuterRef("initiative"), maker=me, left_at=None)
    waiting = Q(decided_at=None) | Q(outcome=Case.GO, proposal=None, order=None)
    mine = Case.objects.filter(waiting, Exists(joined), initiative__stopped_at=None)
    counted = mine.annotate(asked=Count("requests"), answered=Count("requests__answered_at"))
    for case in counted.order_by("decide_on")[: 2 * MOST]:
        yield _next(case, me.neighbourhood.slug)


def _requests(me: Party, voices: list[int]) -> Iterator[Asked]:
    waiting = CommitmentRequest.objects.filter(
        party__in=voices, answered_at=None, case__decided_at=None, case__initiative__stopped_at=None
    )
    for one in waiting.select_related("case", "party", "maker")[: 2 * MOST]:
        told = {"plan": one.case.title, "party": one.party.name, "name": one.maker.name, "text": one.text}
        title = (
            _("Zeg je iets toe voor “%(plan)s”?")
            if one.party_id == me.pk
            else _("Zegt %(party)s iets toe voor “%(plan)s”?")
        )
        where = reverse("bakery:case", args=[me.neighbourhood.slug, one.case_id])
        yield Asked(title % told, _("%(name)s vraagt: %(text)s") % told, where, "handshake", due=one.case.decide_on)


def _mixed(me: Party, voices: list[int]) -> Iterator[Asked]:
    """What somebody else mixed into a plan, told to who speaks for its owner."""
    since = timezone.now() - dt.timedelta(days=TOLD_DAYS)
    rows = CaseIngredient.objects.filter(
        ~Q(maker=me), ingredient__owner__in=voices, ingredient__gone_at=None, made_at__gte=since,
        case__initiative__stopped_at=None,
    )  # fmt: skip
    for one in rows.select_related("case", "ingredient")[: 2 * MOST]:
        where = reverse("bakery:case", args=[me.neighbourhood.slug, one.case_id])
        title = _used(one.ingredient, is_own=one.ingredient.owner_id == me.pk) % {"plan": one.case.title}
        yield Asked(title, one.ingredient.what, where, "blend", is_news=True)


def _used(ingredient: Ingredient, *, is_own: bool) -> str:
    if ingredient.kind != Ingredient.NEED:
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
