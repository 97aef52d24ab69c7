"""Beginning a neighbourhood: find the place, choose its buurten, name it, invite the first people."""

import re
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_scopes import scope

from limonade.accounts.actions import can_mail
from limonade.accounts.asking_again import ask_again
from limonade.accounts.models import User
from limonade.accounts.strength import is_strong
from limonade.audit.actor import Actor, origin_of
from limonade.design.place_map import draw
from limonade.facts import store
from limonade.facts.places import buurten_of, find_places, place
from limonade.facts.queries import outlines
from limonade.neighbourhoods.errors import NeighbourhoodError
from limonade.neighbourhoods.models import Neighbourhood
from limonade.neighbourhoods.queries import neighbourhoods_with
from limonade.people import joining
from limonade.people.errors import PeopleError
from limonade.people.invitations import send_invitation
from limonade.people.queries import party_of
from limonade.web.forms import FoundForm
from limonade.web.founding import found_with_people, loaded_about

CODE = re.compile(r"(?:GM[0-9]{4}|WK[0-9]{6}|BU[0-9A-Z]{8})")
MOST_BUURTEN = 60


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    wish = request.GET.get("zoek", "").replace("\x00", "").strip()[:80]
    context = {
        "wish": wish,
        "places": find_places(wish) if wish else [],
        "has_figures": bool(store.datasets(store.KEY_FIGURES)),
        "section": "begin",
    }
    return render(request, "web/begin_find.html", context)


@require_safe
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """The buurten of a municipality, on a map and in a list; those of the wijk or buurt that was found are ticked."""
    found = place(code) if CODE.fullmatch(code) else None
    if found is None:
        raise Http404
    buurten = buurten_of(found.municipality_code)
    known = {one.code for one in buurten}
    chosen = [one for one in request.GET.getlist("b") if one in known]
    if not chosen and "b" not in request.GET and "leeg" not in request.GET:
        chosen = [one.code for one in buurten if found.kind != "gemeente" and _within(one.code, found.code)]
    drawn = draw(outlines([one.code for one in buurten]))
    shapes = [
        (one, drawn.places[one.code], _toggled(chosen, one.code), one.code in chosen)
        for one in buurten
        if one.code in drawn.places
    ]
    context = {
        "found": found,
        "buurten": sorted(((one, one.code in chosen) for one in buurten), key=lambda pair: not pair[1]),
        "chosen": chosen,
        "drawn": drawn,
        "shapes": shapes,
        "section": "begin",
    }
    return render(request, "web/begin_choose.html", context)


def _within(buurt: str, code: str) -> bool:
    return buurt == code or (code.startswith("WK") and buurt[2:8] == code[2:8])


def _toggled(chosen: list[str], code: str) -> str:
    """The choice as a query after a press on this buurt, for browsers without JavaScript."""
    after = [one for one in chosen if one != code] if code in chosen else [*chosen, code]
    return "&".join(f"b={one}" for one in after) or "leeg=1"


@require_http_methods(["GET", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """Name it and say who comes first. Asks for a safe sign-in, because the founder gets data of others."""
    codes = list(dict.fromkeys((request.POST or request.GET).getlist("b")))
    places = [one for code in codes[: MOST_BUURTEN + 1] if CODE.fullmatch(code) and (one := place(code))]
    towns = {one.municipality_code for one in places}
    if not places or len(towns) != 1 or len(codes) > MOST_BUURTEN or any(one.kind != "buurt" for one in places):
        messages.error(request, _("Kies eerst de buurten van je wijk: minstens één en hoogstens zestig."))
        return redirect("web:begin")
    if not isinstance(request.user, User):
        return redirect_to_login(request.get_full_path())
    if not is_strong(request):
        return ask_again(request)
    form = FoundForm(request.POST or None, initial={"name": places[0].name if len(places) == 1 else ""})
    if request.method == "POST" and form.is_valid():
        by = Actor(request.user.pk, origin=origin_of(request))
        try:
            neighbourhood = found_with_people(form.cleaned_data, places, request.user, by=by)
        except (NeighbourhoodError, PeopleError) as error:
            form.add_error("name", str(error))
        else:
            with scope(neighbourhood=neighbourhood):
                founder = party_of(request.user, neighbourhood)
            _invite(request, neighbourhood, form.cleaned_data, replace(by, party_id=founder.pk if founder else None))
            messages.success(request, _("%(name)s is begonnen. Dit is je eigen pagina.") % {"name": neighbourhood.name})
            return redirect("today", slug=neighbourhood.slug)
    context = {"form": form, "places": places, "town": places[0], "can_mail": can_mail(), "section": "begin"}
    context["already"] = neighbourhoods_with([one.code for one in places])
    return render(request, "web/begin_found.html", {**context, "loaded": loaded_about([one.code for one in places])})


def _invite(request: HttpRequest, neighbourhood: Neighbourhood, told: dict[str, Any], by: Actor) -> None:
    for email in told["emails"]:
        with scope(neighbourhood=neighbourhood):
            code = joining.invite_by_mail(neighbourhood, email=email, by=by)
        if not send_invitation(request, code, name=told["own_name"]):
            messages.warning(request, _("De mail naar %(email)s ging niet weg. Probeer het straks.") % {"email": email})
