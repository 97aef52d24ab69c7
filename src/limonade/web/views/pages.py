"""Home, the neighbourhood's front page, its figures, the sources, and pages about the site itself."""

import sys
from http import HTTPStatus

from django.core.paginator import Paginator
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_POST
from django_scopes import scope

from limonade.accounts.privacy import register
from limonade.economy import queries as economy
from limonade.economy.household.leakage import Ring
from limonade.economy.household.queries import household_of
from limonade.economy.models import Verification
from limonade.facts import queries as facts
from limonade.facts import store
from limonade.facts.cbs import indicators
from limonade.facts.errors import NotLoaded
from limonade.facts.municipalities import name_of
from limonade.ledger.models import Administration
from limonade.neighbourhoods.models import Neighbourhood
from limonade.neighbourhoods.queries import buurt_codes, find_neighbourhood
from limonade.people.access import here_if_resident
from limonade.web import language
from limonade.web.database_trouble import is_database_trouble
from limonade.web.views.try_out import can_try_out

PER_PAGE = 24
LONGEST_NAME = 80
TRY_AGAIN_SECONDS = 60
FACE = ("population", "households", "population_0_15", "population_65p")
STRENGTHS = ("volunteers_percent", "carers_percent", "solar_installations", "cars")


def home(request: HttpRequest) -> HttpResponse:
    wish = request.GET.get("zoek", "").replace("\x00", "").strip()[:LONGEST_NAME]
    found = Neighbourhood.objects.order_by("name", "id")
    if wish:
        found = found.filter(name__icontains=wish)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    cards = [(one, name_of(one.municipality_code)) for one in page]
    context = {"page": page, "cards": cards, "wish": wish, "section": "home", "can_try_out": can_try_out()}
    return render(request, "web/home.html", context)


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("terug", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("web:home")
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("taal", "")
    if chosen in language.KNOWN:
        language.remember(response, chosen)
    return response


def neighbourhood(request: HttpRequest, slug: str) -> HttpResponse:
    place = get_object_or_404(Neighbourhood, slug=slug)
    with scope(neighbourhood=place):
        here_if_resident(request, place)
        has_books = Administration.objects.exists()
    codes = buurt_codes(place)
    edition = economy.best_edition(codes)
    try:
        money = economy.money(edition, codes) if edition else None
    except NotLoaded:
        money = None
    try:
        household = household_of(place)
    except NotLoaded:
        household = None
    context = {
        "neighbourhood": place,
        "household": household,
        "leaks": household.leaks(Ring.WIJK) if household else None,
        "town_name": name_of(place.municipality_code),
        "face": [figure for key in FACE if (figure := facts.figure(key, codes))],
        "strengths": [figure for key in STRENGTHS if (figure := facts.figure(key, codes))],
        "edition": edition,
        "has_books": has_books,
        "money": money,
        "top": sorted(money.clusters, key=lambda one: -one.euros)[:5] if money else [],
        "section": "neighbourhood",
    }
    return render(request, "web/neighbourhood.html", context)


def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """Every figure about the place, open down to its buurten and its source."""
    place = get_object_or_404(Neighbourhood, slug=slug)
    codes = buurt_codes(place)
    town = (place.municipality_code,)
    found_here = {key: facts.figure(key, codes) for key in indicators()}
    rows = [(one, facts.figure(key, town, beside=one.dataset if one else None)) for key, one in found_here.items()]
    names: dict[str, str] = {}
    for found, _town in rows:
        if found:
            names |= {code: facts.region_names(found.dataset)[code] for code, _value in found.places}
    context = {
        "neighbourhood": place,
        "town_name": name_of(place.municipality_code),
        "rows": [(here, there) for here, there in rows if here],
        "unknown": [one for key, one in indicators().items() if found_here[key] is None],
        "names": sorted(names.items()),
        "section": "figures",
    }
    return render(request, "web/figures.html", context)


def sources(request: HttpRequest) -> HttpResponse:
    """What is loaded, from whom, of when, and whether the sums close."""
    done = {(row.dataset_key, row.dataset_stamp): row for row in Verification.objects.all()}
    stamps = {edition.accounts.key: economy.stamp(edition) for edition in economy.editions()}
    shelf = [
        (one, done.get((one.key, stamps.get(one.key, 0))), [name_of(code) for code in one.missing])
        for one in store.datasets()
    ]
    place = find_neighbourhood(request.GET.get("wijk", ""))
    return render(request, "web/sources.html", {"shelf": shelf, "section": "sources", "neighbourhood": place})


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "web/about.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html")


def privacy(request: HttpRequest) -> HttpResponse:
    """With every field about people, why it is kept and until when, as the code itself says it."""
    kept = []
    for model, fields in register():
        if fields and model.__module__.startswith("limonade"):
            labels = {field.name: field.verbose_name for field in model._meta.concrete_fields}
            kept.append((model._meta.verbose_name, [(labels[name], *said) for name, said in fields.items()]))
    return render(request, "web/privacy.html", {"kept": kept})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_database_trouble(exception):  # a session that could not be saved comes here
        return unavailable(request)
    return render(request, "web/error.html", {"kind": "bad_request"}, status=HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """With what the page itself says of why, when it does."""
    context = {"kind": "denied", "why": str(exception)}
    return render(request, "web/error.html", context, status=HTTPStatus.FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from our own page, or a browser that refuses cookies."""
    return render(request, "web/error.html", {"kind": "cookies"}, status=HTTPStatus.FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/error.html", {"kind": "not_found"}, status=HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    if is_database_trouble(sys.exc_info()[1]):
        return unavailable(request)
    return render(request, "web/error.html", {"kind": "broken"}, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Nothing can be saved now. When nothing can be read either, the page does without who is signed in."""
    context = {"kind": "unavailable"}
    try:
        page = render_to_string("web/error.html", context, request)
    except DatabaseError:
        page = render_to_string("web/error.html", {**context, "LANGUAGE_CODE": get_language()})
    return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": str(TRY_AGAIN_SECONDS)})
