"""What somebody is here: own details, roles, leaving, and taking everything along."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from limonade.accounts.asking_again import fresh_if_possible
from limonade.accounts.sessions import user_of
from limonade.audit.actor import origin_of
from limonade.people import actions
from limonade.people.access import Here, resident, session_key
from limonade.people.errors import PeopleError
from limonade.people.forms import DetailsForm
from limonade.people.models import RoleGrant
from limonade.people.own_data import own_data
from limonade.people.queries import hands_of, places_of
from limonade.people.welcoming import welcomes_of


@resident()
@require_safe
def about_me(request: HttpRequest, here: Here) -> HttpResponse:
    grants = (
        RoleGrant.objects.filter(party=here.who, ended_at=None).select_related("organisation").order_by("offered_at")
    )
    context = {
        "neighbourhood": here.place,
        "here": here,
        "grants": grants,
        "helped_by": hands_of(here.who).filter(person=here.who),
        "helps": hands_of(here.who).filter(helper=here.who),
        "section": "me",
    }
    return render(request, "people/about_me.html", context)


@resident()
@require_http_methods(["GET", "POST"])
def change_details(request: HttpRequest, here: Here) -> HttpResponse:
    party = here.who
    now = {"name": party.name, "phone": party.phone, "address": party.address}
    form = DetailsForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in now}
        actions.change_details(party, **told, by=here.actor)
        messages.success(request, _("Je gegevens zijn bewaard."))
        return redirect("about_me", slug=here.place.slug)
    return render(
        request,
        "people/change_details.html",
        {"neighbourhood": here.place, "here": here, "form": form, "section": "me"},
    )


@resident()
@require_http_methods(["GET", "POST"])
def answer_role(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Say yes or no to a role, or lay it down."""
    grant = get_object_or_404(
        RoleGrant.objects.select_related("party__user", "organisation"), pk=pk, party=here.who, ended_at=None
    )
    if request.method == "POST":
        try:
            if request.POST.get("antwoord") == "ja":
                actions.accept_role(grant, by=here.actor)
                told = _("Dank je wel! Je bent nu %(role)s.") % {"role": str(grant).lower()}
            else:
                actions.end_role(grant, by=here.actor)
                told = _("Je bent geen %(role)s.") % {"role": str(grant).lower()}
        except PeopleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, told)
        return redirect("about_me", slug=here.place.slug)
    context = {"neighbourhood": here.place, "here": here, "grant": grant, "section": "me"}
    return render(request, "people/answer_role.html", context)


@resident()
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, here: Here) -> HttpResponse:
    if request.method == "POST" and request.POST.get("bevestig") == "ja":
        actions.leave(here.who, by=here.actor)
        request.session.pop(session_key(here.place), None)
        if here.helped:
            messages.success(request, _("%(name)s doet niet meer mee.") % {"name": here.helped.name})
            return redirect("today", slug=here.place.slug)
        messages.success(request, _("Je doet niet meer mee in %(place)s. Het ga je goed!") % {"place": here.place.name})
        return redirect("web:home")
    return render(request, "people/leave.html", {"neighbourhood": here.place, "here": here, "section": "me"})


@resident()
@require_safe
def my_data(request: HttpRequest, here: Here) -> HttpResponse:
    """Everything this neighbourhood holds about somebody, as a file."""
    party = here.who
    content: dict[str, Any] = {
        "neighbourhood": here.place.name,
        "name": party.name,
        "phone": party.phone,
        "address": party.address,
        "email": party.user.email if party.user else "",
        "joined": party.joined_at.isoformat(),
        "came_through": party.came_through,
        "roles": [
            {
                "role": grant.role,
                "offered": grant.offered_at.isoformat(),
                "accepted": grant.accepted_at.isoformat() if grant.accepted_at else None,
                "until": grant.until.isoformat() if grant.until else None,
                "ended": grant.ended_at.isoformat() if grant.ended_at else None,
            }
            for grant in RoleGrant.objects.filter(party=party).order_by("offered_at")
        ],
        "helping_hands": [
            {"helper": hand.helper.name, "person": hand.person.name, "since": hand.started_at.isoformat()}
            for hand in hands_of(party)
        ],
        "welcomes": [
            {"from": one.welcomer.name, "to": one.newcomer.name, "text": one.text, "on": one.said_at.isoformat()}
            for one in welcomes_of(party)
        ],
        **own_data(party),
    }
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="limonade-{here.place.slug}.json"'
    return response


@never_cache
@login_required
@fresh_if_possible
@require_http_methods(["GET", "POST"])
def close_account(request: HttpRequest) -> HttpResponse:
    """Leave every neighbourhood and close the account for good."""
    user = user_of(request)
    if request.method == "POST" and request.POST.get("bevestig") == "ja":
        actions.leave_everywhere(user, origin=origin_of(request))
        logout(request)
        messages.success(request, _("Je account is opgeheven. Je e-mailadres is weg."))
        return redirect("web:home")
    return render(request, "account/close.html", {"places": places_of(user), "section": "account"})
