"""Pages of proposals and of the budgets that decisions free. Those of budgets are public: they are the account."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django_scopes import scope

from limonade.governance import queries
from limonade.governance.budget_steps import BUDGET, DECISION, EXPENSE
from limonade.governance.models import DelegatedBudget, Expense, Proposal
from limonade.governance.origins import origins_of
from limonade.governance.steps import NEW, PROPOSAL
from limonade.ledger.totals import spending_of
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.access import Here, here_if_resident, resident
from limonade.steps.pages import Kind, beginning, taking, ways

PER_PAGE = 25
OF_PROPOSAL = PROPOSAL | DECISION
KINDS = {
    "voorstel": Kind(Proposal, OF_PROPOSAL),
    "budget": Kind(
        DelegatedBudget,
        BUDGET,
        (
            "administration",
            "earmark",
        ),
    ),
    "uitgave": Kind(
        Expense,
        EXPENSE,
        (
            "maker",
            "budget__administration",
            "budget__proposal",
            "budget__neighbourhood",
        ),
    ),
}


@resident()
@require_safe
def proposals(request: HttpRequest, here: Here) -> HttpResponse:
    page = Paginator(queries.proposals(), PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"neighbourhood": here.place, "here": here, "page": page, "section": "together"}
    return render(request, "governance/proposals.html", context)


@resident()
@require_safe
def proposal(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    one = get_object_or_404(queries.proposals(), pk=pk)
    rounds = queries.rounds(one)
    running = next((each for each in rounds if each.closed_at is None), None)
    context = {
        "neighbourhood": here.place,
        "here": here,
        "proposal": one,
        "versions": list(one.versions.select_related("maker")),
        "reactions": list(one.reactions.select_related("maker")),
        "rounds": rounds,
        "running": running,
        "spoken": len(running.voices.all()) if running else 0,
        "budget": one.budgets.first(),
        "origins": origins_of(one),
        "ways": ways(OF_PROPOSAL, here, one, "governance:step", "voorstel", pk),
        "section": "together",
    }
    return render(request, "governance/proposal.html", context)


@require_safe
def budgets(request: HttpRequest, slug: str) -> HttpResponse:
    place = get_object_or_404(Neighbourhood, slug=slug)
    with scope(neighbourhood=place):
        here = here_if_resident(request, place)
        page = Paginator(queries.budgets(), PER_PAGE).get_page(request.GET.get("pagina"))
        sums = queries.sums_of(list(page))
        context = {
            "neighbourhood": place,
            "here": here,
            "page": page,
            "rows": [(one, sums[one.pk]) for one in page],
            "section": "together",
        }
        return render(request, "governance/budgets.html", context)


@require_safe
def budget(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    place = get_object_or_404(Neighbourhood, slug=slug)
    with scope(neighbourhood=place):
        reader = here_if_resident(request, place)
        here = None if "zonder-namen" in request.GET else reader
        rows = DelegatedBudget.objects.select_related("proposal", "giver", "earmark", "administration")
        one = get_object_or_404(rows, pk=pk)
        found = queries.expenses(one)
        own = {each.entry_id for each in found}
        others = [each for each in spending_of(one.earmark) if each.entry.pk not in own]
        names = queries.approvers(one, others) if here and others else {}
        context = {
            "neighbourhood": place,
            "here": here,
            "reader": reader,
            "budget": one,
            "sums": queries.sums(one),
            "holders": queries.holders(one),
            "expenses": [(each, ways(EXPENSE, here, each, "governance:step", "uitgave", each.pk)) for each in found],
            "others": [(each, names.get(each.entry.pk, "")) for each in others],
            "ways": ways(BUDGET, here, one, "governance:step", "budget", pk),
            "may_see_books": here is not None and here.rights["see_treasury"],
            "section": "together",
        }
        return render(request, "governance/budget.html", context)


new = beginning(NEW, {"voorstel": "governance:proposals"})
step = taking(KINDS)
