"""Pages about what lies ahead, what lies idle, what the place is worth, and figures that people know better."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_scopes import scope

from limonade.economy.household.catalogue import vital_functions
from limonade.economy.models import ToldFigure
from limonade.economy.told import actions, known
from limonade.economy.told.forms import ReviewForm, TellForm
from limonade.economy.told_kinds import HEADINGS, PATH_OF
from limonade.neighbourhoods.models import Neighbourhood
from limonade.neighbourhoods.queries import buurt_codes
from limonade.people.access import Here, here_if_resident, resident
from limonade.people.queries import who_may
from limonade.people.roles import May

PATHS = {path: kind for kind, path in PATH_OF.items()}
LEADS = {
    ToldFigure.AHEAD: gettext_lazy(
        "Kosten die nog komen: het riool, oude daken, van het gas af. Wie ze ziet aankomen, kan samen sparen."
    ),
    ToldFigure.IDLE: gettext_lazy(
        "Wat er wel is en wat we niet gebruiken: een leeg lokaal, een saaie groenstrook, een auto die stilstaat."
    ),
    ToldFigure.WORTH: gettext_lazy("Wat we samen hebben. Bij elke regel staat hoe we het weten."),
    ToldFigure.BETTER: gettext_lazy(
        "Jij weet het soms beter dan een landelijk gemiddelde. Vertel het, en hoe je het weet."
    ),
}
BUTTONS = {
    ToldFigure.AHEAD: gettext_lazy("Vertel wat eraan komt"),
    ToldFigure.IDLE: gettext_lazy("Vertel wat stil ligt"),
    ToldFigure.WORTH: gettext_lazy("Vertel wat van waarde is"),
    ToldFigure.BETTER: gettext_lazy("Vertel wat er beter klopt"),
}


def _kind(path: str) -> str:
    if path not in PATHS:
        raise Http404
    return PATHS[path]


def told_list(request: HttpRequest, slug: str, path: str) -> HttpResponse:
    place = get_object_or_404(Neighbourhood, slug=slug)
    kind = _kind(path)
    with scope(neighbourhood=place):
        here = here_if_resident(request, place)
        context = {
            **_about(place, kind, path),
            "figures": list(actions.shown(kind, to_members=here is not None)),
            "sum": actions.checked_sum(kind),
            "known": known.lines(kind, buurt_codes(place)),
            "is_member": here is not None,
            "lead": LEADS[kind],
            "button": BUTTONS[kind],
            "others": [(name, HEADINGS[PATHS[name]]) for name in PATHS],
        }
        return render(request, "economy/told/list.html", context)


def _about(place: Neighbourhood, kind: str, path: str) -> dict[str, object]:
    return {
        "neighbourhood": place,
        "kind": kind,
        "path": path,
        "heading": HEADINGS[kind],
        "functions": vital_functions(),
        "section": "money",
    }


@resident()
@require_http_methods(["GET", "POST"])
def tell(request: HttpRequest, here: Here, path: str) -> HttpResponse:
    kind = _kind(path)
    form = TellForm(kind, request.POST or None, initial={"key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name in TellForm.base_fields}
        given.setdefault("payer", "unknown")
        given.setdefault("reserved", "unknown")
        figure = actions.tell(here, kind=kind, **given)
        reviewers = ", ".join(one.name for one in who_may(May.CHECK_FIGURES) if one != here.me)
        told = _("Verteld. %(names)s kijkt het na. Daarna ziet iedereen het.")
        messages.success(request, told % {"names": reviewers or _("Iemand anders")})
        return redirect("economy:told", here.place.slug, path, figure.pk)
    context = {**_about(here.place, kind, path), "form": form, "button": BUTTONS[kind]}
    return render(request, "economy/told/tell.html", context)


@resident()
@require_safe
def told_figure(request: HttpRequest, here: Here, path: str, pk: int) -> HttpResponse:
    figure = _figure(path, pk)
    waits = figure.state == ToldFigure.TOLD
    context = {
        **_about(here.place, figure.kind, path),
        "figure": figure,
        "function": vital_functions().get(figure.function),
        "may_review": waits and here.can(May.CHECK_FIGURES) and figure.teller_id != here.me.pk,
        "is_mine": waits and figure.teller_id == here.who.pk,
    }
    return render(request, "economy/told/figure.html", context)


@resident(may=May.CHECK_FIGURES)
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, here: Here, path: str, pk: int) -> HttpResponse:
    figure = _figure(path, pk)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        accepted = "overnemen" in request.POST
        try:
            actions.review(here, figure, accepted=accepted, answer=form.cleaned_data["answer"])
            messages.success(request, _("Overgenomen.") if accepted else _("Niet overgenomen."))
        except actions.NotNow as refused:
            messages.error(request, str(refused))
        return redirect("economy:told", here.place.slug, path, pk)
    context = {**_about(here.place, figure.kind, path), "figure": figure, "form": form}
    return render(request, "economy/told/review.html", context)


def _figure(path: str, pk: int) -> ToldFigure:
    return get_object_or_404(ToldFigure.objects.select_related("teller"), pk=pk, kind=_kind(path))


@resident()
@require_POST
def withdraw(request: HttpRequest, here: Here, path: str, pk: int) -> HttpResponse:
    figure = get_object_or_404(ToldFigure, pk=pk, kind=_kind(path), teller=here.who)
    try:
        actions.withdraw(here, figure)
        messages.success(request, _("Ingetrokken."))
    except actions.NotNow as refused:
        messages.error(request, str(refused))
    return redirect("economy:told_list", here.place.slug, path)
