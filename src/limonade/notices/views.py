"""What is asked of me now, and how often I hear about it."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from django_scopes import scope

from limonade.neighbourhoods.models import Neighbourhood
from limonade.notices import actions
from limonade.notices.asked import asked_of
from limonade.notices.forms import RhythmForm
from limonade.notices.models import Digest
from limonade.people.access import Here, resident
from limonade.people.models import Party
from limonade.people.roles import ROLES
from limonade.people.rules import standing_of


@resident()
@require_safe
def today(request: HttpRequest, here: Here) -> HttpResponse:
    """Every role opens here: what is asked of me now, and what I can do."""
    found = asked_of(replace(standing_of(here.helped), is_helped=True) if here.helped else here.standing)
    context = {
        "neighbourhood": here.place,
        "here": here,
        "asked": [one for one in found if not one.is_news],
        "news": [one for one in found if one.is_news],
        "roles": [ROLES[key] for key in ROLES if key in here.standing.roles],
        "may": here.rights,
        "section": "today",
    }
    return render(request, "notices/today.html", context)


@resident()
@require_http_methods(["GET", "POST"])
def choose_rhythm(request: HttpRequest, here: Here) -> HttpResponse:
    """How often the short mail comes."""
    row = Digest.objects.filter(party=here.me).first()
    form = RhythmForm(request.POST or None, initial={"rhythm": row.rhythm if row else Digest.WEEKLY})
    if request.method == "POST" and form.is_valid():
        actions.choose_rhythm(here.me, form.cleaned_data["rhythm"])
        messages.success(request, _("Het is bewaard."))
        return redirect("about_me", slug=here.place.slug)
    return render(request, "notices/rhythm.html", {"neighbourhood": here.place, "form": form, "section": "me"})


@csrf_exempt  # mail programs press this button themselves, without our cookie; the token says for whom
@require_http_methods(["GET", "POST"])
def stop_digest(request: HttpRequest, token: str) -> HttpResponse:
    found = actions.party_of_token(token)
    place = Neighbourhood.objects.filter(pk=found[0]).first() if found else None
    if found is None or place is None:
        return render(request, "notices/stop_digest.html", {"state": "dead"}, status=404)
    with scope(neighbourhood=place):
        party = Party.objects.filter(pk=found[1], left_at=None).first()
        if party is None:
            return render(request, "notices/stop_digest.html", {"state": "dead"}, status=404)
        if request.method == "POST":
            actions.choose_rhythm(party, Digest.NEVER)
    state = "stopped" if request.method == "POST" else "ask"
    return render(request, "notices/stop_digest.html", {"state": state, "place": place})
