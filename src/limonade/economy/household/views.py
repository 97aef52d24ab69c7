"""Pages about the household of a neighbourhood."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_scopes import scope

from limonade.design.cells import csv_file, safe
from limonade.design.templatetags.design import euro_short, text
from limonade.economy.household import presentation
from limonade.economy.household.accounts import FunctionAccount, HouseholdAccounts, ItemAccount
from limonade.economy.household.catalogue import VitalFunction, vital_functions
from limonade.economy.household.forms import EXAMPLE, MultiplierForm
from limonade.economy.household.leakage import ASSUMED_ON, Ring, local_share, receivers
from limonade.economy.household.measured import hours_key, share_key, spent_key
from limonade.economy.household.open_data import origin, origin_header
from limonade.economy.household.parameters import Parameter, parameter, parameters
from limonade.economy.household.queries import household_of
from limonade.economy.household.spending import average
from limonade.economy.models import WayCount
from limonade.economy.told_kinds import HEADINGS, ICONS, PATH_OF
from limonade.facts.errors import NotLoaded
from limonade.facts.municipalities import name_of
from limonade.neighbourhoods.models import Neighbourhood
from limonade.neighbourhoods.queries import find_neighbourhood

LOCAL_BY_DEFAULT = Ring.WIJK
IN_WAGES = "loon"
HOURS_PARAMETERS = {
    "food": "hours.food", "maintenance": "hours.home", "care": "hours.help", "company": "hours.volunteer"
}  # fmt: skip
PARAMETER_GROUPS = (
    (gettext_lazy("Wat een huishouden uitgeeft"), ("spending.", "price_change")),
    (gettext_lazy("Wie wat uitgeeft"), ("mix.", "profile.", "income.", "low_income", "owner_share")),
    (gettext_lazy("Energie en zorg"), ("gas_price", "electricity_price", "energy_bill", "health_premium")),
    (gettext_lazy("Tijd"), ("hours.", "volunteers", "work_outside.", "minimum_wage")),
    (gettext_lazy("Speling"), ("band.",)),
)


@dataclass(frozen=True)
class Page:
    """What every page about one household knows."""

    neighbourhood: Neighbourhood
    accounts: HouseholdAccounts
    ring: Ring

    @property
    def context(self) -> dict[str, object]:
        return {
            "neighbourhood": self.neighbourhood,
            "accounts": self.accounts,
            "edition": self.accounts.money.edition if self.accounts.money else None,
            "town_name": name_of(self.neighbourhood.municipality_code),
            "ring": self.ring.value,
            "rings": [(ring.value, name) for ring, name in presentation.RING_NAMES.items()],
            "stays_in": presentation.STAYS_IN[self.ring],
            "leaves": presentation.LEAVES[self.ring],
            "stays": self.accounts.stays(self.ring),
            "leaks": self.accounts.leaks(self.ring),
            "asked": self.accounts.asked_percent(self.ring),
            "section": "money",
        }

    def href(self, function: VitalFunction) -> str:
        return reverse("economy:function", args=[self.neighbourhood.slug, function.path])


def about_household(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Finds the neighbourhood and its household; a kind page when nobody lives there or nothing is loaded."""

    @wraps(view)
    def found(request: HttpRequest, slug: str, **more: str) -> HttpResponse:
        neighbourhood = get_object_or_404(Neighbourhood, slug=slug)
        asked = request.GET.get("kring", "")
        ring = Ring(asked) if asked in set(Ring) else LOCAL_BY_DEFAULT
        try:
            accounts = household_of(neighbourhood)
        except NotLoaded:
            context = {"neighbourhood": neighbourhood, "section": "money"}
            return render(request, "economy/household/nothing.html", context)
        return view(request, Page(neighbourhood, accounts, ring), **more)

    return found


@about_household
def overview(request: HttpRequest, page: Page) -> HttpResponse:
    hrefs = {key: page.href(one) for key, one in vital_functions().items()}
    flows = presentation.flows(page.accounts, page.ring, hrefs)
    context = page.context | {
        "chart": presentation.flow_chart(flows, page.ring),
        "flows": flows,
        "largest": flows[0].euros,
        "rows": [(one, hrefs[one.function.key], one.leaks(page.ring)) for one in page.accounts.by_size],
        "in_wages": page.accounts.at_minimum_wage() if request.GET.get("uren") == IN_WAGES else None,
        "wage": parameter("minimum_wage"),
        "outside": page.accounts.paid_hours_outside(),
        "made": _made(page.neighbourhood),
        "told_pages": _told_pages(page.neighbourhood.slug),
        "assumed_on": ASSUMED_ON,
    }
    return render(request, "economy/household/overview.html", context)


def _made(neighbourhood: Neighbourhood) -> int:
    """How many households told that they make something themselves, of what most make; 0 when nothing is public."""
    with scope(neighbourhood=neighbourhood):
        return max((one.households for one in WayCount.newest() if one.way == "make"), default=0)


def _told_pages(slug: str) -> list[tuple[object, str, str]]:
    """(heading, address, icon) of what people of the place tell themselves."""
    told = [
        (HEADINGS[kind], reverse("economy:told_list", args=[slug, path]), ICONS[kind]) for kind, path in PATH_OF.items()
    ]
    return [
        *told,
        (_("Wat we maken, delen en ruilen"), reverse("economy:ways", args=[slug]), "recycle"),
        (_("Mijn eigen huishouden"), reverse("economy:my_household", args=[slug]), "lock"),
    ]


def _told_ways(neighbourhood: Neighbourhood, function_key: str) -> dict[str, int]:
    with scope(neighbourhood=neighbourhood):
        return {one.way: one.households for one in WayCount.newest() if one.function == function_key}


@about_household
def function(request: HttpRequest, page: Page, path: str) -> HttpResponse:
    chosen = next((one for one in page.accounts.functions if one.function.path == path), None)
    if chosen is None:
        raise Http404
    context = page.context | {
        "one": chosen,
        "by_ring": [(name, chosen.stays(ring)) for ring, name in presentation.STAYS_IN.items()],
        "function_stays": chosen.stays(page.ring),
        "received": [
            (part, share_key(chosen.function.key, part.receiver.key, page.ring)) for part in chosen.received(page.ring)
        ],
        "function_asked": any(part.better for part in chosen.received(page.ring)),
        "estimated_hours": presentation.in_hours(chosen.estimated_hours),
        "items": [_row(page.accounts, one) for one in chosen.items],
        "premium": parameter("health_premium", page.accounts.year),
        "hours_of": parameter(HOURS_PARAMETERS[chosen.function.key]) if chosen.hours else None,
        "hours_key": hours_key(chosen.function.key) if chosen.hours else "",
        "ladder": presentation.ladder(chosen, _told_ways(page.neighbourhood, chosen.function.key)),
        "assumed_on": ASSUMED_ON,
    }
    return render(request, "economy/household/function.html", context)


def _row(accounts: HouseholdAccounts, one: ItemAccount) -> dict[str, object]:
    return {
        "account": one,
        "key": spent_key(one.item.key),
        "first": euro_short(one.estimate),
        "per_household": round(one.euros / accounts.homes.households),
        "average": round(average(one.item.key, accounts.year)),
    }


def assumptions(request: HttpRequest) -> HttpResponse:
    """Every price, average and agreement that the household accounts are made of."""
    context = {
        "neighbourhood": find_neighbourhood(request.GET.get("wijk", "")),
        "groups": [(str(title), _with_key(starts)) for title, starts in PARAMETER_GROUPS],
        "rings": list(presentation.RING_NAMES.values()),
        "receivers": [(one, [local_share(key, ring).times(100) for ring in Ring]) for key, one in receivers().items()],
        "assumed_on": ASSUMED_ON,
        "section": "keys",
    }
    return render(request, "economy/household/assumptions.html", context)


def multiplier(request: HttpRequest, slug: str) -> HttpResponse:
    """The local multiplier of amounts in the address: nothing is kept, and the sum can be shared as a link."""
    form = MultiplierForm(request.GET if "income" in request.GET else EXAMPLE)
    context = {
        "neighbourhood": get_object_or_404(Neighbourhood, slug=slug),
        "form": form,
        "found": form.multiplier() if form.is_valid() else None,
        "section": "money",
    }
    return render(request, "economy/household/multiplier.html", context)


def _with_key(starts: tuple[str, ...]) -> list[Parameter]:
    return [one for one in parameters() if one.key.startswith(starts)]


@about_household
def download(request: HttpRequest, page: Page) -> HttpResponse:
    response = csv_file(f"{page.neighbourhood.slug}-huishouden-{page.accounts.year}.csv")
    sheet = csv.writer(response, delimiter=";")
    sheet.writerow(
        [
            _("Levensfunctie"), _("Wij zelf, euro"), _("Gemeente, euro"), _("Samen, euro"), _("Laag"), _("Hoog"),
            _("Uren zonder loon"), _("Stroomt weg, laag"), _("Stroomt weg, midden"), _("Stroomt weg, hoog"),
            *origin_header(),
        ]
    )  # fmt: skip
    for one in page.accounts.by_size:
        sheet.writerow([*_cells(one, page.ring), *map(safe, origin(page.accounts, one))])
    return response


def _cells(one: FunctionAccount, ring: Ring) -> list[object]:
    leaks = one.leaks(ring)
    return [
        safe(text(one.function)), one.by_households, one.by_municipality, one.euros, one.low, one.high, one.hours,
        round(leaks.low), round(leaks.middle), round(leaks.high),
    ]  # fmt: skip
