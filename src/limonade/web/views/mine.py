"""Where somebody lands after coming in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from django_scopes import scope

from limonade.accounts.sessions import user_of
from limonade.notices.asked import asked_of
from limonade.people.queries import places_of
from limonade.people.rules import standing_of


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """One neighbourhood: straight on to it. More: each with how much is asked there. None: how to join or begin."""
    parties = places_of(user_of(request))
    if len(parties) == 1:
        return redirect("today", slug=parties[0].neighbourhood.slug)
    cards = []
    for party in parties:
        with scope(neighbourhood=party.neighbourhood):
            cards.append((party, len(asked_of(standing_of(party)))))
    return render(request, "web/mine.html", {"cards": cards, "section": "mine"})
