"""Pages of stories and practice cards. What is published, everybody may read; names only as the story tells them."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django_scopes import scope

from limonade.accounts.models import User
from limonade.facts.municipalities import name_of
from limonade.learning.models import PracticeCard, Story
from limonade.learning.practice import begin_like, practice_page
from limonade.learning.queries import PUBLIC, own_card_drafts, own_drafts, said_of, said_to, stories_for
from limonade.learning.steps import CARD, NEW, STORY
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.access import Here, here_if_resident, resident
from limonade.people.queries import places_of
from limonade.steps.pages import Kind, beginning, taking, ways

PER_PAGE = 20
LONGEST_WISH = 80
KINDS = {
    "verhaal": Kind(Story, STORY),
    "kaart": Kind(PracticeCard, CARD),
}


def _seen_by(here: Here | None, cards: QuerySet[PracticeCard]) -> QuerySet[PracticeCard]:
    """All for who takes part, because nobody is in a card; only what was published for everybody else."""
    return cards if here else cards.filter(**PUBLIC)


@require_safe
def stories(request: HttpRequest, slug: str) -> HttpResponse:
    place = get_object_or_404(Neighbourhood, slug=slug)
    with scope(neighbourhood=place):
        here = here_if_resident(request, place)
        rows = stories_for(here)
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
        one = get_object_or_404(stories_for(here), pk=pk)
        context = {
            "neighbourhood": place,
            "here": here,
            "story": one,
            "said": said_to(here, one) if here else None,
            "ways": ways(STORY, here, one, "learning:step", "verhaal", pk),
            "section": "together",
        }
        return render(request, "learning/story.html", context)


@require_safe
def card(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    place = get_object_or_404(Neighbourhood, slug=slug)
    with scope(neighbourhood=place):
        here = here_if_resident(request, place)
        rows = PracticeCard.objects.select_related("initiative", "neighbourhood")
        one = get_object_or_404(_seen_by(here, rows), pk=pk)
        context = {
            "neighbourhood": place,
            "here": here,
            "card": one,
            "begins": _begins(request, one) if one.is_public else [],
            "ways": ways(CARD, here, one, "learning:step", "kaart", pk),
            "section": "together",
        }
        return render(request, "learning/card.html", context)


def _begins(request: HttpRequest, card: PracticeCard) -> list[tuple[str, str]]:
    """The other neighbourhoods of who is reading, each with where the same begins there."""
    if not isinstance(request.user, User):
        return []
    address = request.build_absolute_uri(card.get_absolute_url())
    others = [one.neighbourhood for one in places_of(request.user) if one.neighbourhood_id != card.neighbourhood_id]
    return [(one.name, begin_like(card, one, address)) for one in others]


@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    """What all neighbourhoods published, for everybody."""
    wish = request.GET.get("zoek", "").replace("\x00", "").strip()[:LONGEST_WISH]
    page = practice_page(wish, request.GET.get("pagina"))
    rows = [(one, name_of(one.neighbourhood.municipality_code)) for one in page]
    return render(request, "learning/cards.html", {"page": page, "rows": rows, "wish": wish, "section": "practice"})


@resident()
@require_safe
def drafts(request: HttpRequest, here: Here) -> HttpResponse:
    """What somebody wrote and did not send out, with who is waited for."""
    page = Paginator(own_drafts(here.who), PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "neighbourhood": here.place,
        "page": page,
        "rows": [(one, said_of(one.shown.all())) for one in page],
        "cards": list(own_card_drafts(here.who)[:PER_PAGE]),
        "section": "together",
    }
    return render(request, "learning/drafts.html", context)


new = beginning(NEW, dict.fromkeys(NEW, "learning:stories"))
step = taking(KINDS)
