"""Pages about municipal money."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.db.models import Case, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify

from limonade.design.templatetags.design import per_household, text
from limonade.economy import exports, presentation, queries
from limonade.economy.answers import answer, answers, often_asked
from limonade.economy.caveats import CAVEATS, REASONS
from limonade.economy.comparison import SCALES, compare_money
from limonade.economy.household.queries import household_of
from limonade.economy.keys import Attribution, Driver, clusters, drivers, rules
from limonade.economy.money import Edition, Line, Money
from limonade.economy.queries import Count
from limonade.economy.questions import questions
from limonade.facts.errors import NotLoaded
from limonade.facts.municipalities import name_of
from limonade.facts.queries import region_names
from limonade.facts.task_fields import task_fields
from limonade.neighbourhoods.models import Neighbourhood
from limonade.neighbourhoods.queries import buurt_codes, find_neighbourhood

MOST_TO_COMPARE = 200
LONGEST_QUESTION = 100
NEWEST_LIST = 2025


@dataclass(frozen=True)
class Page:
    """What every page about one neighbourhood in one edition knows."""

    neighbourhood: Neighbourhood
    edition: Edition
    money: Money

    @property
    def context(self) -> dict[str, object]:
        return {
            "neighbourhood": self.neighbourhood,
            "edition": self.edition,
            "editions": queries.editions(),
            "money": self.money,
            "town_name": name_of(self.money.municipality),
            "section": "money",
        }

    @property
    def file_name(self) -> str:
        return slugify(f"{self.neighbourhood.slug} {self.edition.accounts.key}")


def about_money(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Finds the neighbourhood and its money; a kind page when the figures are not there."""

    @wraps(view)
    def found(request: HttpRequest, slug: str, edition: str, **more: str) -> HttpResponse:
        neighbourhood = get_object_or_404(Neighbourhood, slug=slug)
        try:
            chosen = queries.edition(edition)
        except NotLoaded as error:
            raise Http404 from error
        money = _money(chosen, neighbourhood)
        if money is None:
            return _not_loaded(request, neighbourhood, chosen)
        return view(request, Page(neighbourhood, chosen, money), **more)

    return found


def newest(request: HttpRequest, slug: str) -> HttpResponse:
    """To the newest accounts that this neighbourhood has figures in; budgets come after accounts."""
    return _to_newest(request, slug, "economy:money")


def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """To the answers from the newest accounts."""
    return _to_newest(request, slug, "economy:what_costs")


def _to_newest(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    neighbourhood = get_object_or_404(Neighbourhood, slug=slug)
    best = queries.best_edition(buurt_codes(neighbourhood))
    if best is None:
        return _not_loaded(request, neighbourhood, None)
    asked = request.GET.urlencode()
    return redirect(reverse(name, args=[slug, best.accounts.key]) + (f"?{asked}" if asked else ""))


@about_money
def money(request: HttpRequest, page: Page) -> HttpResponse:
    found = page.money
    context = page.context | {
        "chart": presentation.flow_chart(found),
        "years": [(one.edition, one) for one in queries.in_all_editions(found.buurten)],
        "per_household": per_household(found, found),
        "cards": presentation.destination_cards(found),
        "gap": presentation.gap_to_per_head(found),
        "caveats": CAVEATS,
    }
    return render(request, "economy/money.html", context)


@about_money
def cluster(request: HttpRequest, page: Page, cluster: str) -> HttpResponse:
    found = page.money
    chosen = next((one for one in found.clusters if one.cluster.key == cluster), None)
    wide = [line for line in found.undivided if line.rule.cluster == cluster and line.town_total]
    if chosen is None and not (wide and cluster in clusters()):
        raise Http404
    years = [
        (other, next((one for one in other.clusters if one.cluster.key == cluster), None))
        for other in queries.in_all_editions(found.buurten)
    ]
    biggest = max(chosen.lines, key=lambda line: line.euros) if chosen else None
    context = page.context | {
        "cluster": clusters()[cluster],
        "sum": chosen,
        "wide": wide,
        "caveats": CAVEATS[:5],
        "years": [(other.edition, one) for other, one in years if one],
        "biggest": biggest,
        "biggest_count": queries.count(found, biggest.used[0]) if biggest else None,
    }
    return render(request, "economy/cluster.html", context)


@about_money
def task_field(request: HttpRequest, page: Page, code: str) -> HttpResponse:
    found = page.money
    line = next((one for one in (*found.lines, *found.undivided) if one.field.code == code), None)
    if line is None:
        raise Http404
    names = region_names(found.edition.key_figures)
    context = page.context | {
        "line": line,
        "is_divided": line in found.lines,
        "cluster": clusters().get(line.rule.cluster),
        "reason": _reason(line),
        "counts": _counts(found, line),
        "parts": [(names[part.code], part) for part in line.parts],
        "destinations": presentation.destinations_of(line),
        "placed": [(names[one.buurt], one) for one in queries.placed(found, code)],
    }
    return render(request, "economy/task_field.html", context)


@about_money
def municipality(request: HttpRequest, page: Page) -> HttpResponse:
    found = page.money
    order = list(found.town.fields)
    income_total = sum(found.income_by_kind.values())
    lines = sorted((*found.lines, *found.undivided), key=lambda line: order.index(line.field.code))
    context = page.context | {
        "lines": [(line, "" if line in found.lines else _reason(line)) for line in lines if line.town_total],
        "kinds": [
            (presentation.SOURCE_NAMES[kind], found.income_by_kind[kind])
            for kind in presentation.SOURCE_NAMES
            if found.income_by_kind.get(kind)
        ],
        "income_total": income_total,
        "income_gap": abs(income_total - found.town_spent),
    }
    return render(request, "economy/municipality.html", context)


@about_money
def what_costs(request: HttpRequest, page: Page) -> HttpResponse:
    """Answers in the words that people use; a key of a question counts as its words."""
    asked = request.GET.get("vraag", "").strip()[:LONGEST_QUESTION]
    chosen = next((one for one in questions() if one.key == asked), None)
    try:
        household = household_of(page.neighbourhood)
    except NotLoaded:
        household = None
    found = [answer(page.money, household, chosen)] if chosen else answers(page.money, household, asked)
    context = page.context | {
        "asked": text(chosen) if chosen else asked,
        "found": found,
        "accounts": household,
        "only_household": bool(found and household and all(one.is_elsewhere for one in found)),
        "often": often_asked(),
    }
    return render(request, "economy/what_costs.html", context)


@about_money
def compare(request: HttpRequest, page: Page) -> HttpResponse:
    found = page.money
    # Neighbours in the same municipality first: they share one set of accounts.
    apart = Case(When(municipality_code=page.neighbourhood.municipality_code, then=0), default=1)
    candidates = Neighbourhood.objects.exclude(id=page.neighbourhood.id)
    others = list(candidates.order_by(apart, "name", "id")[:MOST_TO_COMPARE])
    wish = request.GET.get("met", "")
    wished = find_neighbourhood(wish)
    other = wished if wished and wished != page.neighbourhood else others[0] if others else None
    scale = request.GET.get("schaal", "")
    scale = scale if scale in SCALES else next(iter(SCALES))
    beside = _money(page.edition, other) if other else None
    context = page.context | {
        "others": [(one, name_of(one.municipality_code)) for one in others],
        "other": other,
        "scales": SCALES.items(),
        "scale": scale,
        "table": compare_money(found, beside, scale),
        "other_is_missing": bool(other and beside is None),
        "caveats": CAVEATS[:5],
    }
    return render(request, "economy/compare.html", context)


@about_money
def download_csv(request: HttpRequest, page: Page) -> HttpResponse:
    response = HttpResponse(exports.as_csv(page.money), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{page.file_name}.csv"'
    return response


@about_money
def download_xlsx(request: HttpRequest, page: Page) -> HttpResponse:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(exports.as_xlsx(page.money, page.file_name), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{page.file_name}.xlsx"'
    return response


def keys(request: HttpRequest) -> HttpResponse:
    """All keys and the method, for the task fields of one year."""
    years = sorted({edition.accounts.year for edition in queries.editions()} | {NEWEST_LIST}, reverse=True)
    wish = request.GET.get("jaar", "")
    year = next((one for one in years if str(one) == wish), years[0])
    fields = [
        (field, rules()[code], [drivers()[key] for key in rules()[code].chain])
        for code, field in task_fields(year).items()
    ]
    grouped = [(cluster, [row for row in fields if row[1].cluster == key]) for key, cluster in clusters().items()]
    context = {
        "neighbourhood": find_neighbourhood(request.GET.get("wijk", "")),
        "year": year,
        "years": years,
        "groups": [(cluster, rows) for cluster, rows in grouped if rows],
        "left_out": [
            (field, REASONS[rule.reason])
            for field, rule, _chain in fields
            if rule.attribution is Attribution.NOT_ATTRIBUTED
        ],
        "caveats": CAVEATS,
        "section": "keys",
        "destinations": [
            (name, presentation.DESTINATION_MEANINGS[kind]) for kind, name in presentation.DESTINATION_NAMES.items()
        ],
    }
    return render(request, "economy/keys.html", context)


def _money(edition: Edition, neighbourhood: Neighbourhood) -> Money | None:
    try:
        return queries.money(edition, buurt_codes(neighbourhood))
    except NotLoaded:
        return None


def _not_loaded(request: HttpRequest, neighbourhood: object, edition: object) -> HttpResponse:
    context = {"neighbourhood": neighbourhood, "edition": edition, "editions": queries.editions(), "section": "money"}
    return render(request, "economy/not_loaded.html", context)


def _counts(found: Money, line: Line) -> list[tuple[Driver, Count | None]]:
    if line.rule.attribution is Attribution.OVERHEAD:
        return [(line.wanted, queries.followed(found, line.rule))]
    return [(driver, queries.count(found, driver)) for driver in line.used]


def _reason(line: Line) -> str:
    return str(REASONS[line.rule.reason]) if line.rule.reason else ""
