"""What a neighbourhood takes along: papers for the council, the wall and the municipality."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from limonade.design.paper import make_pdf
from limonade.economy.household.views import LOCAL_BY_DEFAULT, Page, about_household
from limonade.economy.reports.council import council_paper
from limonade.economy.reports.forms import LetterForm
from limonade.economy.reports.infographic import infographic_paper
from limonade.economy.reports.letter import letter as letter_of
from limonade.economy.reports.letter import letter_paper
from limonade.economy.reports.words import edition_name, small_numbers

AS_PDF = "pdf"
LAYOUTS = Path(__file__).parent / "layouts"
FILE_NAMES = {"council": "raad", "infographic": "plaat", "letter": "brief"}


def on_paper(view: Callable[[HttpRequest, Page], HttpResponse]) -> Callable[..., HttpResponse]:
    """As a page of the household, but always of the same ring: a paper shows no choice."""

    @wraps(view)
    def found(request: HttpRequest, page: Page) -> HttpResponse:
        return view(request, replace(page, ring=LOCAL_BY_DEFAULT))

    return about_household(found)


@on_paper
def papers(request: HttpRequest, page: Page) -> HttpResponse:
    return render(request, "economy/reports/papers.html", _context(page) | {"small_numbers": small_numbers()})


@on_paper
def council(request: HttpRequest, page: Page) -> HttpResponse:
    return _pdf(page, "council", council_paper(page, _address(request, page)))


@on_paper
def infographic(request: HttpRequest, page: Page) -> HttpResponse:
    return _pdf(page, "infographic", infographic_paper(page, _address(request, page)))


@require_http_methods(["GET", "HEAD", "POST"])
@on_paper
def letter(request: HttpRequest, page: Page) -> HttpResponse:
    """The letter as it stands with what was typed, or that as PDF."""
    form, address = LetterForm(request.POST or None), _address(request, page)
    is_ready = form.is_bound and form.is_valid()
    if is_ready and AS_PDF in request.POST:
        return _pdf(page, "letter", letter_paper(page, form.sender(), address))
    context = _context(page) | {
        "form": form,
        "letter": letter_of(page, form.sender(), address),
        "is_ready": is_ready,
        "as_pdf": AS_PDF,
    }
    return render(request, "economy/reports/letter.html", context)


def _context(page: Page) -> dict[str, object]:
    return page.context | {"figures": edition_name(page.accounts)}


def _address(request: HttpRequest, page: Page) -> str:
    return request.build_absolute_uri(reverse("economy:household", args=[page.neighbourhood.slug]))


def _pdf(page: Page, layout: str, paper: Mapping[str, object]) -> HttpResponse:
    response = HttpResponse(make_pdf(LAYOUTS / f"{layout}.typ", paper), content_type="application/pdf")
    name = slugify(f"{page.neighbourhood.slug} {FILE_NAMES[layout]} {page.accounts.year}")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
