"""Pages that lay figures side by side: years, places, and a description of the files for computers."""

import csv
from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from limonade.design.cells import csv_file, safe
from limonade.design.numbers import half_up
from limonade.design.templatetags.design import text
from limonade.economy.household.open_data import origin, origin_header
from limonade.economy.household.views import Page, about_household
from limonade.economy.keys import clusters
from limonade.economy.queries import in_all_editions
from limonade.economy.reports import years as through_years
from limonade.economy.reports.open_data import data_package as describe
from limonade.economy.reports.side_by_side import (
    HOUSEHOLD,
    MOST_BESIDE,
    SCALES,
    SideBySide,
    file_rows,
    find_places,
    own_place,
    side_by_side,
    town_name,
)
from limonade.neighbourhoods.models import Neighbourhood
from limonade.neighbourhoods.queries import buurt_codes

MOST_TO_CHOOSE = 200


def years(request: HttpRequest, slug: str) -> HttpResponse:
    """The municipality's money through the years that are loaded, at one of three scales."""
    neighbourhood = get_object_or_404(Neighbourhood, slug=slug)
    stages = through_years.by_stage(in_all_editions(buurt_codes(neighbourhood)))
    context = {"neighbourhood": neighbourhood, "section": "money"}
    if not stages:
        return render(request, "economy/not_loaded.html", context)
    stage = _chosen(request, "soort", stages)
    scale = _chosen(request, "schaal", through_years.SCALES)
    cluster = clusters().get(request.GET.get("groep", ""))
    found = [through_years.Shown(one, scale, cluster) for one in through_years.stretches(stages[stage])]
    amounts = [amount for one in found for _year, amount in one.bars]
    context |= {
        "stages": list(stages),
        "stage": stage,
        "scales": through_years.SCALES.items(),
        "scale": scale,
        "cluster": cluster,
        "stretches": found,
        "largest": max((amount or 0 for amount in amounts), default=0),
        "is_single": len(amounts) == 1,
        "datasets": [one.edition.accounts for one in stages[stage]],
    }
    return render(request, "economy/reports/years.html", context)


@about_household
def compare(request: HttpRequest, page: Page) -> HttpResponse:
    table, problems = _side_by_side(request, page)
    others = table.places[1:]
    query = [("met", one.key) for one in others]
    chosen = {one.key for one in table.places}
    csv_url = reverse("economy:compare_households_csv", args=[page.neighbourhood.slug])
    context = page.context | {
        "table": table,
        "problems": problems,
        "others": [
            {"key": one.key, "name": one.name, "without": _query(table, [pair for pair in query if pair[1] != one.key])}
            for one in others
        ],
        "candidates": [pair for pair in _candidates(page) if pair[0] not in chosen]
        if len(others) < MOST_BESIDE
        else [],
        "scales": SCALES.items(),
        "csv_url": f"{csv_url}?{_query(table, query)}",
    }
    return render(request, "economy/reports/side_by_side.html", context)


def _side_by_side(request: HttpRequest, page: Page) -> tuple[SideBySide, list[str]]:
    """What is asked for; the own municipality when nothing is."""
    own = own_place(page.neighbourhood, page.accounts)
    asked = request.GET.getlist("met") if "met" in request.GET else [page.neighbourhood.municipality_code]
    others, problems = find_places(asked, own)
    is_asked = "met" in request.GET
    return side_by_side(own, others, _chosen(request, "schaal", SCALES)), problems if is_asked else []


def _query(table: SideBySide, places: list[tuple[str, str]]) -> str:
    return urlencode([("schaal", table.scale), *(places or [("met", "")])])


def _candidates(page: Page) -> Iterator[tuple[str, str]]:
    """Key and name: the own municipality, then neighbourhoods, those in the same municipality first."""
    code = page.neighbourhood.municipality_code
    yield code, town_name(code)
    apart = Case(When(municipality_code=code, then=0), default=1)
    others = Neighbourhood.objects.exclude(id=page.neighbourhood.id).order_by(apart, "name", "id")
    yield from others.values_list("slug", "name")[:MOST_TO_CHOOSE]


@about_household
def compare_csv(request: HttpRequest, page: Page) -> HttpResponse:
    table, _problems = _side_by_side(request, page)
    response = csv_file(f"{page.neighbourhood.slug}-naast-elkaar.csv")
    sheet = csv.writer(response, delimiter=";")
    sheet.writerow(
        [
            _("Plek"), _("Levensfunctie"), _("Samen, euro"), _("Laag"), _("Hoog"), _("Euro per huishouden"),
            _("Uren zonder loon"), *origin_header(),
        ]
    )  # fmt: skip
    for place, one in file_rows(table):
        each = int(half_up(place.shown(one.euros, HOUSEHOLD)))
        texts = safe(place.name), safe(text(one.function))
        cells = [*texts, one.euros, one.low, one.high, each, one.hours]
        sheet.writerow([*cells, *map(safe, origin(place.accounts, one))])
    return response


@about_household
def data_package(request: HttpRequest, page: Page) -> HttpResponse:
    """What the files hold, from whom, and under which licence, for computers."""
    place = page.neighbourhood
    files = [("huishouden", _("Het huishouden per levensfunctie"), reverse("economy:household_csv", args=[place.slug]))]
    if page.accounts.money:
        address = reverse("economy:csv", args=[place.slug, page.accounts.money.edition.accounts.key])
        files.append(("gemeente", _("Het geld van de gemeente per taakveld"), address))
    absolute = [(name, title, request.build_absolute_uri(address)) for name, title, address in files]
    title = _("Het huishouden van %(name)s") % {"name": place.name}
    described = describe(place.slug, title, page.accounts, absolute)
    response = JsonResponse(described, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="datapackage.json"'
    return response


def _chosen(request: HttpRequest, name: str, known: Iterable[str]) -> str:
    """What the visitor asks for, else the first."""
    wish, names = request.GET.get(name, ""), list(known)
    return wish if wish in names else names[0]
