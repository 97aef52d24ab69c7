"""What a neighbourhood takes along: papers for the council, the wall and the municipality."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import wraps
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST

from limonade.design.paper import make_pdf
from limonade.economy.household.views import LOCAL_BY_DEFAULT, Page, about_household
from limonade.economy.keys import clusters
from limonade.economy.queries import in_all_editions
from limonade.economy.reports.council import council_paper
from limonade.economy.reports.forms import LetterForm
from limonade.economy.reports.infographic import infographic_paper
from limonade.economy.reports.letter import letter as letter_of
from limonade.economy.reports.letter import letter_paper
from limonade.economy.reports.words import edition_name
from limonade.economy.reports.years import SCALES, Shown, by_stage, stretches
from limonade.neighbourhoods.models import Neighbourhood
from limonade.neighbourhoods.queries import buurt_codes

LAYOUTS = Path(__file__).parent / "layouts"


def on_paper(view: Callable[[HttpRequest, Page], HttpResponse]) -> Callable[..., HttpResponse]:
    """As a page of the household, but always of the same ring: a paper shows no choice."""

    @wraps(view)
    def found(request: HttpRequest, page: Page) -> HttpResponse:
        return view(request, replace(page, ring=LOCAL_BY_DEFAULT))

    return about_household(found)


@on_paper
def papers(request: HttpRequest, page: Page) -> HttpResponse:
    return render(request, "economy/reports/papers.html", _context(page))


@on_paper
def council(request: HttpRequest, page: Page) -> HttpResponse:
    return _pdf(page, "council", council_paper(page, _address(request, page)))


@on_paper
def infographic(request: HttpRequest, page: Page) -> HttpResponse:
    return _pdf(page, "infographic", infographic_paper(page, _address(request, page)))


@require_http_methods(["GET", "HEAD", "POST"])
@on_paper
def letter(request: HttpRequest, page: Page) -> HttpResponse:
    """The letter as it stands with what was typed so far."""
    return _show_letter(request, page, LetterForm(request.POST or None))


@require_POST
@on_paper
def letter_pdf(request: HttpRequest, page: Page) -> HttpResponse:
    form = LetterForm(request.POST)
    if not form.is_valid():
        return _show_letter(request, page, form)
    return _pdf(page, "letter", letter_paper(page, form.sender(), _address(request, page)))


def _show_letter(request: HttpRequest, page: Page, form: LetterForm) -> HttpResponse:
    context = _context(page) | {
        "form": form,
        "letter": letter_of(page, form.sender(), _address(request, page)),
        "is_ready": form.is_bound and form.is_valid(),
    }
    return render(request, "economy/reports/letter.html", context)


def years(request: HttpRequest, slug: str) -> HttpResponse:
    """The municipality's money through the years that are loaded, at one of three scales."""
    neighbourhood = get_object_or_404(Neighbourhood, slug=slug)
    stages = by_stage(in_all_editions(buurt_codes(neighbourhood)))
    context = {"neighbourhood": neighbourhood, "section": "money"}
    if not stages:
        return render(request, "economy/not_loaded.html", context)
    stage = _chosen(request, "soort", stages)
    scale = _chosen(request, "schaal", SCALES)
    cluster = clusters().get(request.GET.get("groep", ""))
    found = [Shown(one, scale, cluster) for one in stretches(stages[stage])]
    amounts = [amount for one in found for _year, amount in one.bars]
    context |= {
        "stages": list(stages),
        "stage": stage,
        "scales": SCALES.items(),
        "scale": scale,
        "cluster": cluster,
        "stretches": found,
        "largest": max((amount or 0 for amount in amounts), default=0),
        "is_single": len(amounts) == 1,
        "datasets": [one.edition.accounts for one in stages[stage]],
    }
    return render(request, "economy/reports/years.html", context)


def _chosen(request: HttpRequest, name: str, known: Iterable[str]) -> str:
    """What the visitor asks for, else the first."""
    wish, names = request.GET.get(name, ""), list(known)
    return wish if wish in names else names[0]


def _context(page: Page) -> dict[str, object]:
    return page.context | {"figures": edition_name(page.accounts)}


def _address(request: HttpRequest, page: Page) -> str:
    return request.build_absolute_uri(reverse("economy:household", args=[page.neighbourhood.slug]))


FILE_NAMES = {"council": "raad", "infographic": "plaat", "letter": "brief"}


def _pdf(page: Page, layout: str, paper: Mapping[str, object]) -> HttpResponse:
    response = HttpResponse(make_pdf(LAYOUTS / f"{layout}.typ", paper), content_type="application/pdf")
    name = slugify(f"{page.neighbourhood.slug} {FILE_NAMES[layout]} {page.accounts.year}")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
