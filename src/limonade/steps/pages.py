"""The one page of every step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from limonade.accounts.asking_again import ask_again
from limonade.accounts.strength import is_strong
from limonade.people.access import Here, resident
from limonade.people.errors import PeopleError
from limonade.steps.step import NotYours, Step, Steps, open_steps


@dataclass(frozen=True)
class Way:
    """A step with the address where it is taken."""

    step: Step
    href: str


def ways(steps: Steps, here: Here | None, thing: Any, name: str, *parts: Any) -> list[Way]:
    """What this person may do with it now; `name` and `parts` make the address, with the key of the step last."""
    if here is None:
        return []
    return [
        Way(step, reverse(name, args=[here.place.slug, *parts, key])) for key, step in open_steps(steps, here, thing)
    ]


@dataclass(frozen=True)
class Kind:
    """What has steps: its model, its table, and what its rules read with it."""

    model: type[Any]
    steps: Mapping[str, Step]
    related: tuple[str, ...] = ()


def thing_and_step(kinds: Mapping[str, Kind], kind: str, pk: int, key: str) -> tuple[Any, Step]:
    """What an address of a step names; 404 when there is no such thing here or no such step."""
    if kind not in kinds:
        raise Http404
    found = kinds[kind]
    rows = found.model.objects.select_related("neighbourhood", *found.related)
    return get_object_or_404(rows, pk=pk), one_of(found.steps, key)


def one_of(steps: Mapping[str, Step], key: str) -> Step:
    if key not in steps:
        raise Http404
    return steps[key]


def step_page(  # noqa: PLR0913 - a page has this many sides
    request: HttpRequest, here: Here, step: Step, thing: Any, *, back: str, over: str = "", section: str = "together"
) -> HttpResponse:
    """Shows the form, or takes the step and goes to what it made, else back.

    For whom it is not, it is forbidden both ways. Who was too late reads why, next to what they filled in.
    """
    refusals: tuple[type[Exception], ...] = (PeopleError, *step.refusals)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = step.form(here, thing, *sent, initial=request.GET.dict())
    try:
        step.refuse(here, thing)
        if step.strong and not is_strong(request):
            return ask_again(request)
        if form.is_valid():
            result = step.take(here, thing, **form.told())
            messages.success(request, str(step.done or "") or str(step.title))
            return redirect(result if hasattr(result, "get_absolute_url") else back)
    except refusals as refused:
        if not form.is_bound or isinstance(refused, NotYours):
            raise PermissionDenied(str(refused)) from refused
        if step.asks_nothing:
            messages.error(request, str(refused))
            return redirect(back)
        form.add_error(None, str(refused))
    context = {
        "neighbourhood": here.place,
        "step": step,
        "form": form,
        "back": back,
        "over": over,
        "section": section,
    }
    return render(request, "steps/step.html", context)


def beginning(steps: Mapping[str, Step], back: Mapping[str, str]) -> Callable[..., HttpResponse]:
    """The view of a step on the neighbourhood itself; `back` names the page to return to, by the key of the step."""

    @resident()
    @require_http_methods(["GET", "POST"])
    def new(request: HttpRequest, here: Here, step: str) -> HttpResponse:
        found = one_of(steps, step)
        return step_page(request, here, found, here.place, back=reverse(back[step], args=[here.place.slug]))

    return new


def _own_page(here: Here, thing: Any) -> tuple[str, str]:
    return thing.get_absolute_url(), str(thing)


def taking(
    kinds: Mapping[str, Kind], back: Callable[[Here, Any], tuple[str, str]] = _own_page
) -> Callable[..., HttpResponse]:
    """The view of a step on a thing of one of these kinds; `back` gives the page to return to and what to say above."""

    @resident()
    @require_http_methods(["GET", "POST"])
    def step(request: HttpRequest, here: Here, kind: str, pk: int, step: str) -> HttpResponse:
        thing, found = thing_and_step(kinds, kind, pk, step)
        href, over = back(here, thing)
        return step_page(request, here, found, thing, back=href, over=over)

    return step
