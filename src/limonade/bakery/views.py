"""Pages of the business bakery: what lies on the table, and the cases that are baked of it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from limonade.bakery import queries
from limonade.bakery.commitment_steps import COMMITMENT, PROMISE, REQUEST
from limonade.bakery.deciding_steps import DECIDING
from limonade.bakery.ingredient_steps import INGREDIENT, removable
from limonade.bakery.models import Case, Commitment, CommitmentRequest, Effect, Ingredient
from limonade.bakery.rules import bakes, spoken_for
from limonade.bakery.steps import CASE, EFFECT, NEW
from limonade.people.access import Here, resident
from limonade.steps.pages import Kind, Way, beginning, taking, ways

PER_PAGE = 25
OF_CASE = ("neighbourhood", "initiative", "proposal", "order")
KINDS = {
    "ingredient": Kind(Ingredient, INGREDIENT, ("owner",)),
    "plan": Kind(Case, CASE, OF_CASE),
    "effect": Kind(Effect, EFFECT, tuple(f"case__{name}" for name in OF_CASE)),
    "toezegging": Kind(Commitment, COMMITMENT, ("party", *(f"case__{name}" for name in OF_CASE))),
    "gevraagd": Kind(CommitmentRequest, REQUEST, ("party", *(f"case__{name}" for name in OF_CASE))),
}


def _about(here: Here, **more: Any) -> dict[str, Any]:
    return {"neighbourhood": here.place, "here": here, "section": "together", **more}


def _with_ways(here: Here, page: Iterable[Ingredient]) -> list[tuple[Ingredient, list[Case], list[Way]]]:
    """The plans in which each is used, and the rule of the step, asked once for the whole page."""
    plans = queries.used_in(page)
    mine = set(removable(here).filter(pk__in=[one.pk for one in page]).values_list("pk", flat=True))

    def way(one: Ingredient) -> Way:
        return Way(INGREDIENT["weg"], reverse("bakery:step", args=[here.place.slug, "ingredient", one.pk, "weg"]))

    return [(one, plans.get(one.pk, []), [way(one)] if one.pk in mine else []) for one in page]


@resident()
@require_safe
def ingredients(request: HttpRequest, here: Here) -> HttpResponse:
    kind = request.GET.get("soort", "")
    page = Paginator(queries.ingredients(kind), PER_PAGE).get_page(request.GET.get("pagina"))
    context = _about(
        here,
        page=page,
        rows=_with_ways(here, page),
        kind=kind,
        kinds=Ingredient.KINDS,
        ways=ways(NEW, here, here.place, "bakery:new"),
        cases=queries.cases()[:PER_PAGE],
    )
    return render(request, "bakery/ingredients.html", context)


def _ways_to_answer(here: Here, request: CommitmentRequest, case_ways: list[Way]) -> list[Way]:
    """A promise for the one who is asked, or rather not."""
    promise = [replace(one, href=f"{one.href}?party={request.party_id}") for one in case_ways if _is_promise(one)]
    return [*promise, *ways(REQUEST, here, request, "bakery:step", "gevraagd", request.pk)]


def _is_promise(way: Way) -> bool:
    return way.step is PROMISE["zeg-toe"]


def _asked(here: Here, case: Case, commitments: list[Commitment]) -> dict[str, Any]:
    """What waits for an answer of who looks; and for who bakes it, whom they asked and what came of it."""
    asked = list(queries.requests(case))
    for one in asked:
        one.case = case
    waiting = [one for one in asked if one.answered_at is None and not case.decided_at]
    mine = spoken_for(here) if waiting else []
    found = ways(CASE, here, case, "bakery:step", "plan", case.pk)
    asked_of_me = [(one, _ways_to_answer(here, one, found)) for one in waiting if one.party_id in mine]
    promised = {one.party_id for one in commitments}
    return {
        "ways": [one for one in found if not (asked_of_me and _is_promise(one))],
        "asked_of_me": asked_of_me,
        "asked": asked if asked and bakes(here, case) else [],
        "waiting": waiting,
        "declined": [one for one in asked if one.is_no and one.party_id not in promised],
    }


@resident()
@require_safe
def case(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    one = get_object_or_404(queries.cases(), pk=pk)
    effects, commitments = queries.effects(one), queries.commitments(one)
    mixed = queries.mixed(one)
    context = _about(
        here,
        case=one,
        mixed=mixed,
        owners=len(queries.owners(mixed)),
        effects=[(each, ways(EFFECT, here, each, "bakery:step", "effect", each.pk)) for each in effects],
        table=queries.payer_table(effects),
        commitments=[
            (each, ways(COMMITMENT, here, each, "bakery:step", "toezegging", each.pk)) for each in commitments
        ],
        promised=queries.promised(commitments),
        rule=queries.rule_lines(one, commitments),
        **_asked(here, one, commitments),
    )
    return render(request, "bakery/case.html", context)


BEGINNING = {**NEW, **DECIDING}
new = beginning(BEGINNING, dict.fromkeys(BEGINNING, "bakery:ingredients"))
step = taking(KINDS)
