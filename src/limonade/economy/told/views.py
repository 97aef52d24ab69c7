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
from limonade.economy.household.measured import Betters, known_key, told_key
from limonade.economy.household.queries import betters_of
from limonade.economy.models import ToldFigure
from limonade.economy.told import actions, known
from limonade.economy.told.better import card, reviewer_of, written_down
from limonade.economy.told.forms import BetterForm, ChooseForm, EndForm, ReviewForm, TellForm
from limonade.economy.told.targets import choices, in_words, other_rings, targets
from limonade.economy.told_kinds import HEADINGS, PATH_OF
from limonade.neighbourhoods.models import Neighbourhood
from limonade.neighbourhoods.queries import buurt_codes
from limonade.people.access import Here, here_if_resident, resident
from limonade.people.queries import who_may
from limonade.people.roles import May

ENDS = "beeindigen"
ANY = "anders"
"""Something of which we have no figure."""
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
        betters = betters_of(place)
        found = targets(place) if kind == ToldFigure.BETTER else {}
        context = {
            **_about(place, kind, path),
            "cards": [card(one, found, betters) for one in actions.shown(kind, to_members=here is not None)],
            # Figures in the place of ours are of different units, so they have no sum.
            "sum": None if kind == ToldFigure.BETTER else actions.checked_sum(kind, betters),
            "known": [_known(line, betters) for line in known.lines(kind, buurt_codes(place))],
            "is_member": here is not None,
            "lead": LEADS[kind],
            "button": BUTTONS[kind],
            "others": [(name, HEADINGS[PATHS[name]]) for name in PATHS],
        }
        return render(request, "economy/told/list.html", context)


def _known(line: known.KnownLine, betters: Betters) -> dict[str, object]:
    better = betters.get(known_key(line.key))
    return {
        "line": line,
        "key": known_key(line.key),
        "better": better,
        "ours": in_words(line.unit, line.size, line.size),
        "shown": in_words(line.unit, better.low, better.high) if better else "",
    }


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
    if kind == ToldFigure.BETTER and request.GET.get("over", ANY) != ANY:
        return _tell_better(request, here, path)
    context = {
        **_about(here.place, kind, path),
        "button": BUTTONS[kind],
    }
    if kind == ToldFigure.BETTER and request.method == "GET" and "over" not in request.GET:
        return render(
            request, "economy/told/choose.html", {**context, "form": ChooseForm(choices(targets(here.place)), ANY)}
        )
    form = TellForm(kind, request.POST or None, initial={"key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name in TellForm.base_fields}
        given.setdefault("payer", "unknown")
        given.setdefault("reserved", "unknown")
        return _told(request, here, path, actions.tell(here, kind=kind, **given))
    return render(request, "economy/told/tell.html", {**context, "form": form})


def _tell_better(request: HttpRequest, here: Here, path: str) -> HttpResponse:
    """A figure in the place of one of ours."""
    target = targets(here.place).get(request.GET["over"])
    if target is None:
        messages.error(request, _("Dit cijfer staat er niet meer. Kies een ander."))
        return redirect("economy:tell", here.place.slug, path)
    form = BetterForm(target, request.POST or None, initial={"key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        written = written_down(form, target)
        figure = actions.tell(here, kind=ToldFigure.BETTER, key=form.cleaned_data["key"], **written)
        return _told(request, here, path, figure)
    context = {
        **_about(here.place, ToldFigure.BETTER, path),
        "form": form,
        "target": target,
        "rings": other_rings(target),
        "button": BUTTONS[ToldFigure.BETTER],
    }
    return render(request, "economy/told/tell.html", context)


def _told(request: HttpRequest, here: Here, path: str, figure: ToldFigure) -> HttpResponse:
    reviewers = ", ".join(one.name for one in who_may(May.CHECK_FIGURES) if one != here.me)
    told = _("Verteld. %(names)s kijkt het na. Daarna ziet iedereen het.")
    messages.success(request, told % {"names": reviewers or _("Iemand anders")})
    return redirect("economy:told", here.place.slug, path, figure.pk)


@resident()
@require_safe
def told_figure(request: HttpRequest, here: Here, path: str, pk: int) -> HttpResponse:
    figure = _figure(path, pk)
    waits, counts = figure.state == ToldFigure.TOLD, figure.state == ToldFigure.ACCEPTED
    is_checker, is_mine = here.can(May.CHECK_FIGURES), figure.teller_id == here.who.pk
    found = targets(here.place) if figure.about else {}
    context = {
        **_about(here.place, figure.kind, path),
        "figure": figure,
        "card": card(figure, found, betters_of(here.place)),
        "reviewer": reviewer_of(figure),
        "earlier": [card(one, found, {}) for one in actions.earlier(figure)],
        "function": vital_functions().get(figure.function),
        "may_review": waits and is_checker and figure.teller_id != here.me.pk,
        "may_end": counts and is_checker,
        "is_mine": (waits or counts) and is_mine,
        "better_key": told_key(figure.pk) if counts and figure.kind != ToldFigure.BETTER else "",
    }
    return render(request, "economy/told/figure.html", context)


@resident(may=May.CHECK_FIGURES)
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, here: Here, path: str, pk: int) -> HttpResponse:
    figure = _figure(path, pk)
    if ENDS in request.POST or (request.method == "GET" and figure.state == ToldFigure.ACCEPTED):
        return _end(request, here, path, figure)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        accepted = "overnemen" in request.POST
        try:
            actions.review(here, figure, accepted=accepted, answer=form.cleaned_data["answer"])
            messages.success(request, _("Overgenomen.") if accepted else _("Niet overgenomen."))
        except actions.NotNow as refused:
            messages.error(request, str(refused))
        return redirect("economy:told", here.place.slug, path, pk)
    found = targets(here.place) if figure.about else {}
    context = {**_about(here.place, figure.kind, path), "figure": figure, "card": card(figure, found, {}), "form": form}
    return render(request, "economy/told/review.html", context)


def _end(request: HttpRequest, here: Here, path: str, figure: ToldFigure) -> HttpResponse:
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end(here, figure, why=form.cleaned_data["why"])
            messages.success(request, _("Dit geldt niet meer. Wat er eerst stond, is terug."))
        except actions.NotNow as refused:
            messages.error(request, str(refused))
        return redirect("economy:told", here.place.slug, path, figure.pk)
    context = {**_about(here.place, figure.kind, path), "figure": figure, "form": form, "ends": ENDS}
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
