"""Pages of stories and practice cards. What is published, everybody may read; names only as the story tells them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django_scopes import scope

from limonade.learning.models import PracticeCard, Story
from limonade.learning.queries import PUBLIC
from limonade.learning.steps import CARD, NEW, STORY
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.access import Here, here_if_resident
from limonade.steps.pages import Kind, beginning, taking, ways

PER_PAGE = 20
KINDS = {
    "verhaal": Kind(Story, STORY),
    "kaart": Kind(PracticeCard, CARD),
}


def _seen_by(here: Here | None, rows: Any) -> Any:
    """Everything for who takes part; only what was published for everybody else."""
    return rows if here else rows.filter(**PUBLIC)


@require_safe
def stories(request: HttpRequest, slug: str) -> HttpResponse:
    place = get_object_or_404(Neighbourhood, slug=slug)
    with scope(neighbourhood=place):
        here = here_if_resident(request, place)
        rows = _seen_by(here, Story.objects.select_related("maker", "initiative"))
        context = {
            "neighbourhood": place,
            "here": here,
            "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina")),
            "cards": list(_seen_by(here, PracticeCard.objects.all())[:PER_PAGE]),
            "ways": ways(NEW, here, place, "learning:new"),
            "section": "together",
        }
        return render(request, "learning/stories.html", context)


@require_safe
def story(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    place = get_object_or_404(Neighbourhood, slug=slug)
    with scope(neighbourhood=place):
        here = here_if_resident(request, place)
        one = get_object_or_404(_seen_by(here, Story.objects.select_related("maker", "initiative")), pk=pk)
        context = {
            "neighbourhood": place,
            "here": here,
            "story": one,
            "shown": list(one.shown.select_related("maker")) if here else [],
            "ways": ways(STORY, here, one, "learning:step", "verhaal", pk),
            "section": "together",
        }
        return render(request, "learning/story.html", context)


@require_safe
def card(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    place = get_object_or_404(Neighbourhood, slug=slug)
    with scope(neighbourhood=place):
        here = here_if_resident(request, place)
        one = get_object_or_404(_seen_by(here, PracticeCard.objects.select_related("initiative")), pk=pk)
        context = {
            "neighbourhood": place,
            "here": here,
            "card": one,
            "ways": ways(CARD, here, one, "learning:step", "kaart", pk),
            "section": "together",
        }
        return render(request, "learning/card.html", context)


new = beginning(NEW, dict.fromkeys(NEW, "learning:stories"))
step = taking(KINDS)
