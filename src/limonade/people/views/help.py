"""Helping hands: acting for somebody, the overview on paper, and stopping."""

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_scopes import scope

from limonade.accounts.models import User
from limonade.audit.actor import Actor, origin_of
from limonade.audit.queries import acts
from limonade.design.qr import qr_svg
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people import helping
from limonade.people.access import Here, resident, session_key
from limonade.people.errors import PeopleError
from limonade.people.forms import StopCodeForm
from limonade.people.models import HelpingHand
from limonade.people.queries import names_of
from limonade.people.roles import May
from limonade.people.words import told

SHOWN_ACTS = 25


@resident()
@require_safe
def helping_list(request: HttpRequest, here: Here) -> HttpResponse:
    """Whom I help, and who helps me."""
    hands = HelpingHand.objects.filter(ended_at=None).select_related("person", "helper").order_by("started_at")
    context = {
        "neighbourhood": here.place,
        "here": here,
        "helps": hands.filter(helper=here.me),
        "helped_by": hands.filter(person=here.me),
        "can_let_in": here.can(May.ADD_PEOPLE),
        "section": "helping",
    }
    return render(request, "people/helping_list.html", context)


@resident()
@require_POST
def act_for(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """From now on this session acts for that person."""
    hand = get_object_or_404(HelpingHand.objects.select_related("person"), pk=pk, helper=here.me, ended_at=None)
    request.session[session_key(here.place)] = hand.person_id
    messages.info(request, _("Je doet nu alles voor %(name)s.") % {"name": hand.person.name})
    return redirect("today", slug=here.place.slug)


@resident()
@require_POST
def act_for_myself(request: HttpRequest, here: Here) -> HttpResponse:
    request.session.pop(session_key(here.place), None)
    return redirect("helping_list", slug=here.place.slug)


@resident()
@require_safe
def help_overview(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """On paper for the person: what was done in their name, by whom, and how to stop it."""
    hand = get_object_or_404(
        HelpingHand.objects.select_related("person", "helper"), pk=pk, helper=here.me, ended_at=None
    )
    stop = request.build_absolute_uri(reverse("stop_help_with_code", args=[here.place.slug]))
    found = list(acts(here.place, party_id=hand.person_id)[:SHOWN_ACTS])
    names = names_of({act.acting_party for act in found if act.acting_party})
    done = [(act.moment, names.get(act.acting_party or 0, _("Iemand met de stopcode")), told(act)) for act in found]
    context = {"neighbourhood": here.place, "hand": hand, "stop": stop, "qr": qr_svg(stop), "done": done}
    return render(request, "people/help_overview.html", {**context, "section": "helping"})


@resident()
@require_POST
def stop_own_help(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The helper stops helping, or the helped person who has an account."""
    mine = Q(helper=here.me) | Q(person=here.me)
    hand = get_object_or_404(HelpingHand.objects.filter(mine).select_related("person"), pk=pk)
    try:
        helping.stop_helping(hand, by=here.actor)
    except PeopleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("De hulp aan %(name)s is gestopt.") % {"name": hand.person.name})
    request.session.pop(session_key(here.place), None)
    return redirect("helping_list", slug=here.place.slug)


@require_http_methods(["GET", "POST"])
def stop_help_with_code(request: HttpRequest, slug: str) -> HttpResponse:
    """Anyone with the paper can stop the help at once, without signing in."""
    place = get_object_or_404(Neighbourhood, slug=slug)
    form = StopCodeForm(request.POST or None)
    stopped = None
    if request.method == "POST" and form.is_valid():
        user_id = request.user.pk if isinstance(request.user, User) else None
        try:
            if not ratelimit.consume(request, app="allauth.account", action="join_code"):
                raise PeopleError(_("Dit is te vaak geprobeerd. Wacht even en probeer het dan opnieuw."))
            with scope(neighbourhood=place):
                stopped = helping.stop_with_code(
                    form.cleaned_data["code"], by=Actor(user_id, origin=origin_of(request))
                )
        except PeopleError as error:
            form.add_error("code", str(error))
    context = {"neighbourhood": place, "form": form, "stopped": stopped, "section": "helping"}
    return render(request, "people/stop_help.html", context)
