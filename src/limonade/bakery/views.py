"""Pages of the business bakery: what lies on the table, and the cases that are baked of it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from limonade.bakery import queries
from limonade.bakery.deciding_steps import DECIDING
from limonade.bakery.ingredient_steps import INGREDIENT
from limonade.bakery.models import Case, Commitment, Effect, Ingredient
from limonade.bakery.steps import CASE, COMMITMENT, EFFECT, NEW
from limonade.people.access import Here, resident
from limonade.steps.pages import Kind, beginning, taking, ways

PER_PAGE = 25
OF_CASE = ("neighbourhood", "initiative", "proposal", "order")
KINDS = {
    "ingredient": Kind(Ingredient, INGREDIENT),
    "plan": Kind(Case, CASE, OF_CASE),
    "effect": Kind(Effect, EFFECT, tuple(f"case__{name}" for name in OF_CASE)),
    "toezegging": Kind(Commitment, COMMITMENT, tuple(f"case__{name}" for name in OF_CASE)),
}


def _about(here: Here, **more: Any) -> dict[str, Any]:
    return {"neighbourhood": here.place, "here": here, "section": "together", **more}


@resident()
@require_safe
def ingredients(request: HttpRequest, here: Here) -> HttpResponse:
    kind = request.GET.get("soort", "")
    page = Paginator(queries.ingredients(kind), PER_PAGE).get_page(request.GET.get("pagina"))
    context = _about(
        here,
        page=page,
        rows=[(one, ways(INGREDIENT, here, one, "bakery:step", "ingredient", one.pk)) for one in page],
        kind=kind,
        kinds=Ingredient.KINDS,
        ways=ways(NEW, here, here.place, "bakery:new"),
        cases=queries.cases()[:PER_PAGE],
    )
    return render(request, "bakery/ingredients.html", context)


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
        ways=ways(CASE, here, one, "bakery:step", "plan", pk),
    )
    return render(request, "bakery/case.html", context)


BEGINNING = {**NEW, **DECIDING}
new = beginning(BEGINNING, dict.fromkeys(BEGINNING, "bakery:ingredients"))
step = taking(KINDS)
