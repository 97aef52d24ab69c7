"""The household on one sheet, to hang up and talk about."""

from django.utils.translation import gettext as _

from limonade.design.qr import qr_svg
from limonade.design.templatetags.design import crowd, euro, euro_range, euro_short, number, percent, text
from limonade.economy.household.accounts import FunctionAccount, HouseholdAccounts
from limonade.economy.household.leakage import Ring
from limonade.economy.household.open_data import datasets
from limonade.economy.household.spending import WEEKS
from limonade.economy.household.views import Page
from limonade.economy.reports import words

MOST_FUNCTIONS = 5


def infographic_paper(page: Page, address: str) -> dict[str, object]:
    accounts = page.accounts
    households = accounts.homes.households
    return words.head(page, address) | {
        "title": _("%(name)s is één huishouden") % {"name": page.neighbourhood.name},
        "amount": euro_short(accounts.euros),
        "about": _("gaat hier naar schatting rond in een jaar"),
        "each": _("Dat is %(each)s per huishouden. Hier woonden %(total)s huishoudens in %(year)s.")
        % {"each": euro(accounts.euros / households), "total": crowd(households), "year": accounts.key_figures.year},
        "euro": _euro(page),
        "functions": _functions(accounts),
        "hours": _hours(accounts),
        "questions": {"title": _("Om over te praten"), "lines": _questions(page)},
        "qr": {
            "svg": str(qr_svg(address)),
            "alt": _("QR-code naar %(address)s") % {"address": address},
            "text": _("Kijk zelf"),
        },
        "small": _small(accounts),
    }


def _euro(page: Page) -> dict[str, object]:
    low, high = words.cents_of_a_euro(page)
    return {
        "title": _("Van elke euro blijft hier"),
        "amount": _("%(low)s tot %(high)s cent") % {"low": low, "high": high},
        "note": _("Bij wie het geld als eerste krijgt. Deels hier gemeten, deels een aanname.")
        if page.accounts.asked_percent(page.ring)
        else _("Bij wie het geld als eerste krijgt. Niemand heeft dit gemeten: het is een aanname."),
        "low": low,
        "high": high,
        "legend": [_("blijft waarschijnlijk"), _("blijft misschien"), _("stroomt de wijk uit")],
    }


def _functions(accounts: HouseholdAccounts) -> dict[str, object]:
    largest = [one for one in accounts.by_size if one.euros > 0][:MOST_FUNCTIONS]
    longest = max((one.euros for one in largest), default=1)
    return {
        "title": _("Hier gaat het meeste geld heen"),
        "legend": [_("wij zelf"), _("de gemeente")],
        "bars": [_bar(one, longest) for one in largest],
    }


def _bar(one: FunctionAccount, longest: int) -> dict[str, object]:
    return {
        "name": text(one.function),
        "amount": euro_short(one.euros),
        "ours": one.by_households / longest,
        "theirs": max(one.by_municipality, 0) / longest,
    }


def _hours(accounts: HouseholdAccounts) -> dict[str, str]:
    each = accounts.hours / accounts.homes.households / WEEKS
    return {
        "title": _("Werk zonder loon"),
        "amount": _("%(total)s uur") % {"total": number(accounts.hours)},
        "note": _("Koken, schoonmaken, zorgen, helpen. Het telt niet mee in de euro's."),
        "each": _("%(total)s uur") % {"total": number(each)},
        "each_note": _("in de week, per huishouden"),
    }


def _questions(page: Page) -> list[str]:
    leaks = max(page.accounts.functions, key=lambda one: one.leaks(page.ring).middle)
    return [
        _("Bij %(function)s stroomt het meeste weg (%(amount)s). Wie van hier kan dat ook?")
        % {"function": text(leaks.function).lower(), "amount": euro_range(leaks.leaks(Ring.WIJK))},
        _("Wat kopen we allemaal apart, en kan beter samen?"),
        _("Wie doet het werk zonder loon, en wat als die stopt?"),
    ]


def _small(accounts: HouseholdAccounts) -> str:
    return _(
        "Schatting tussen %(low)s en %(high)s; %(share)s is hier gemeten. Bronnen: %(sources)s. Alle bronnen, "
        "licenties en aannames staan op de site."
    ) % {
        "low": euro_short(accounts.low),
        "high": euro_short(accounts.high),
        "share": percent(accounts.measured_percent),
        "sources": "; ".join(one.title for one in datasets(accounts)),
    }
