"""Pages of questions, the purpose, challenges and initiatives."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django_scopes import scope

from limonade.community import queries
from limonade.community.cost_now import cost_now
from limonade.community.models import Challenge, Initiative, Purpose, Question
from limonade.community.purpose_steps import PURPOSE
from limonade.community.steps import CHALLENGE, INITIATIVE, NEW, QUESTION
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.access import Here, here_if_resident, resident
from limonade.steps.pages import Kind, beginning, taking, ways

PER_PAGE = 25
KINDS = {
    "vraag": Kind(Question, QUESTION),
    "bedoeling": Kind(Purpose, PURPOSE),
    "opgave": Kind(Challenge, CHALLENGE),
    "initiatief": Kind(Initiative, INITIATIVE),
}


def _page(request: HttpRequest, rows: Any) -> Any:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))


def _about(place: Neighbourhood, here: Here | None, **more: Any) -> dict[str, Any]:
    return {"neighbourhood": place, "here": here, "section": "together", **more}


@resident()
@require_safe
def questions(request: HttpRequest, here: Here) -> HttpResponse:
    page = _page(request, queries.questions())
    return render(request, "community/questions.html", _about(here.place, here, page=page))


@resident()
@require_safe
def question(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    one = get_object_or_404(queries.questions(), pk=pk)
    context = _about(
        here.place, here, question=one, ways=ways(QUESTION, here, one, "community:step", "vraag", pk),
        replies=queries.replies(one), initiatives=queries.initiatives().filter(question=one),
    )  # fmt: skip
    return render(request, "community/question.html", context)


@require_safe
def purpose(request: HttpRequest, slug: str) -> HttpResponse:
    place = get_object_or_404(Neighbourhood, slug=slug)
    with scope(neighbourhood=place):
        here = here_if_resident(request, place)
        holds, asked = queries.purpose(), queries.open_purpose()
        together, loose = queries.clustered(asked) if asked else ([], [])
        context = _about(
            place,
            here,
            holds=holds,
            asked=asked,
            clusters=together,
            loose=loose,
            behind=queries.behind(holds) if holds else [],
            holds_ways=ways(PURPOSE, here, holds, "community:step", "bedoeling", holds.pk) if holds else [],
            asked_ways=ways(PURPOSE, here, asked, "community:step", "bedoeling", asked.pk) if asked else [],
            new_ways=[one for one in ways(NEW, here, place, "community:new") if one.step is NEW["bedoeling"]],
        )
        return render(request, "community/purpose.html", context)


@require_safe
def challenges(request: HttpRequest, slug: str) -> HttpResponse:
    place = get_object_or_404(Neighbourhood, slug=slug)
    with scope(neighbourhood=place):
        here = here_if_resident(request, place)
        page = _page(request, queries.challenges())
        rows = [(one, cost_now(place, one.task_field)) for one in page]
        return render(request, "community/challenges.html", _about(place, here, page=page, rows=rows))


@require_safe
def challenge(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    place = get_object_or_404(Neighbourhood, slug=slug)
    with scope(neighbourhood=place):
        here = here_if_resident(request, place)
        one = get_object_or_404(Challenge, pk=pk)
        context = _about(
            place, here, challenge=one, cost=cost_now(place, one.task_field),
            initiatives=queries.initiatives().filter(challenge=one),
            ways=ways(CHALLENGE, here, one, "community:step", "opgave", pk),
        )  # fmt: skip
        return render(request, "community/challenge.html", context)


@require_safe
def initiatives(request: HttpRequest, slug: str) -> HttpResponse:
    place = get_object_or_404(Neighbourhood, slug=slug)
    with scope(neighbourhood=place):
        here = here_if_resident(request, place)
        page = _page(request, queries.initiatives())
        return render(request, "community/initiatives.html", _about(place, here, page=page))


new = beginning(
    NEW,
    {
        "vraag": "community:questions",
        "bedoeling": "community:purpose",
        "opgave": "community:challenges",
        "initiatief": "community:initiatives",
    },
)
step = taking(KINDS)
