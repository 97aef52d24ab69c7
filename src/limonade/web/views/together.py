"""What people do together: the front page of it, one initiative all the way round, and the practice of others."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django_scopes import scope

from limonade.bakery.queries import ingredients
from limonade.community import queries as community
from limonade.community.models import Initiative
from limonade.community.steps import INITIATIVE
from limonade.governance.models import Round
from limonade.learning.models import PracticeCard, Story
from limonade.learning.queries import PUBLIC
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.access import Here, here_if_resident
from limonade.steps.pages import ways
from limonade.web.loop import loop_of, stops
from limonade.work import queries as work

SHOWN = 6


@require_safe
def together(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody sees what is going on; who takes part also sees what can be joined today."""
    place = get_object_or_404(Neighbourhood, slug=slug)
    with scope(neighbourhood=place):
        here = here_if_resident(request, place)
        purpose = community.purpose()
        context = {
            "neighbourhood": place,
            "here": here,
            "purpose": purpose,
            "behind": len(community.behind(purpose)) if purpose else 0,
            "asked": community.open_purpose(),
            "initiatives": list(community.initiatives().filter(stopped_at=None)[:SHOWN]),
            "challenges": list(community.challenges()[:SHOWN]),
            "stories": list(Story.objects.filter(**PUBLIC).order_by("-published_at")[:3]),
            "cards": list(PracticeCard.objects.filter(**PUBLIC).order_by("-published_at")[:3]),
            "section": "together",
            **(_for_members(here) if here else {}),
        }
        return render(request, "web/together.html", context)


def _for_members(here: Here) -> dict[str, Any]:
    return {
        "portions": [one for one in work.portions(here.who) if one.left > 0][:3],
        "jobs": [one for one in work.open_jobs()[: SHOWN * 2] if one.free > 0][:SHOWN],
        "rounds": list(Round.objects.filter(closed_at=None).select_related("version__proposal")[:3]),
        "questions": list(community.questions().filter(answered_at=None)[:3]),
        "on_table": list(ingredients()[:4]),
    }


@require_safe
def initiative(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The account of an initiative, for everybody; names only for who takes part."""
    place = get_object_or_404(Neighbourhood, slug=slug)
    with scope(neighbourhood=place):
        here = here_if_resident(request, place)
        rows = Initiative.objects.select_related(
            "neighbourhood", "maker", "challenge", "question", "purpose", "next_of"
        )
        one = get_object_or_404(rows, pk=pk)
        loop = loop_of(one)
        context = {
            "neighbourhood": place,
            "here": here,
            "initiative": one,
            "loop": loop,
            "stops": stops(loop, is_member=here is not None),
            "group": community.group(one),
            "behind": community.behind(one),
            "in_group": here is not None and community.is_in_group(here.who, one),
            "ways": ways(INITIATIVE, here, one, "community:step", "initiatief", pk),
            "section": "together",
        }
        return render(request, "web/initiative.html", context)
