"""Pages of the own household, and of what many households do without money."""

import csv

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_scopes import scope

from limonade.design.cells import csv_file, safe
from limonade.design.templatetags.design import text
from limonade.economy.budget import actions
from limonade.economy.budget.forms import BudgetForm
from limonade.economy.budget.planner import Plan, Written, usual
from limonade.economy.household.catalogue import spending_items, vital_functions
from limonade.economy.household.parameters import parameter
from limonade.economy.models import HouseholdBudget, WayCount
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.access import Here, here_if_resident, resident


@resident()
@require_http_methods(["GET", "POST"])
def my_household(request: HttpRequest, here: Here) -> HttpResponse:
    """Only for somebody themselves: who helps another does not see it."""
    if here.helped:
        return render(request, "economy/budget/private.html", {"neighbourhood": here.place, "here": here})
    budget = actions.budget_of(here.me)
    written = actions.written_of(budget) if budget else None
    if request.method == "POST":
        form = BudgetForm(request.POST, like=written)
    else:
        form = BudgetForm.filled(written, is_counted=bool(budget and budget.is_counted))
    if request.method == "POST" and form.is_valid():
        actions.keep(here.me, form.written, is_counted=form.cleaned_data["is_counted"])
        messages.success(request, _("Bewaard. Alleen jij ziet dit."))
        return redirect("economy:my_household", slug=here.place.slug)
    context = {
        "neighbourhood": here.place,
        "form": form,
        "plan": Plan(written) if written else None,
        "lines": _lines(written) if written else [],
        "wage": parameter("minimum_wage"),
        "section": "own_household",
    }
    return render(request, "economy/budget/my_household.html", context)


def _lines(written: Written) -> list[tuple[str, int | None, int, list[str]]]:
    """(what, euros a month, what is usual, how else) of what was filled in, largest first."""
    names, ways_of = {key: str(name) for key, name in HouseholdBudget.WAYS}, written.ways
    found = [
        (text(one), written.euros.get(one.key), usual(one, written), [names[way] for way in ways_of.get(one.key, ())])
        for one in spending_items()
        if one.key in written.euros or one.key in ways_of
    ]
    return sorted(found, key=lambda line: -(line[1] or 0))


@resident()
@require_safe
def my_household_file(request: HttpRequest, here: Here) -> HttpResponse:
    budget = None if here.helped else actions.budget_of(here.me)
    response = csv_file("mijn-huishouden.csv")
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("waarvoor"), _("euro per maand"), _("gewoon"), _("hoe nog meer")])
    for what, euros, common, how in _lines(actions.written_of(budget)) if budget else ():
        writer.writerow([safe(what), "" if euros is None else euros, common, ", ".join(how)])
    return response


@resident()
@require_http_methods(["GET", "POST"])
def throw_away(request: HttpRequest, here: Here) -> HttpResponse:
    if request.method == "POST":
        if not here.helped and actions.throw_away(here.me):
            messages.success(request, _("Weg. Er is niets van bewaard."))
        return redirect("economy:my_household", slug=here.place.slug)
    return render(request, "economy/budget/throw_away.html", {"neighbourhood": here.place, "section": "own_household"})


@require_safe
def ways(request: HttpRequest, slug: str) -> HttpResponse:
    """What households here make, share and swap; for everybody, because no count is small."""
    place = get_object_or_404(Neighbourhood, slug=slug)
    with scope(neighbourhood=place):
        here = here_if_resident(request, place)
        counts = WayCount.newest()
        by_function: dict[str, dict[str, int]] = {}
        for one in counts:
            by_function.setdefault(one.function, {})[one.way] = one.households
        context = {
            "neighbourhood": place,
            "is_member": here is not None,
            "day": counts[0].day if counts else None,
            "all": by_function.get("", {}).get(WayCount.ALL),
            "rows": [
                (one, [(name, by_function[key][way]) for way, name in HouseholdBudget.WAYS if way in by_function[key]])
                for key, one in vital_functions().items()
                if key in by_function
            ],
            "least": actions.LEAST,
            "section": "money",
        }
        return render(request, "economy/budget/ways.html", context)
