"""What several papers say: whose figures, how they were made, and what must be said beside them."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from limonade.design.numbers import half_up
from limonade.design.templatetags.design import day, euro_short, language, number, percent, text
from limonade.economy.household.accounts import HouseholdAccounts
from limonade.economy.household.leakage import ASSUMED_ON
from limonade.economy.household.open_data import datasets
from limonade.economy.household.parameters import parameters
from limonade.economy.household.queries import COUNTRY, LOCAL
from limonade.economy.household.views import LOCAL_BY_DEFAULT, Page
from limonade.economy.presentation import book_name
from limonade.facts.municipalities import name_of

CENTS = 100


def head(page: Page, address: str) -> dict[str, str]:
    """What stands on every sheet."""
    made = _("Gemaakt op %(day)s") % {"day": day(timezone.localdate())}
    figures = edition_name(page.accounts)
    return {
        "language": language(),
        "brand": "Limonade",
        "place": page.neighbourhood.name,
        "town": town(page),
        "figures": figures,
        "made": made,
        "address": address,
        "foot": f"{page.neighbourhood.name} · {figures} · {made}",
        "sheet": _("blad {page} van {all}"),
    }


def town(page: Page) -> str:
    return name_of(page.neighbourhood.municipality_code)


def edition_name(accounts: HouseholdAccounts) -> str:
    """`Jaarrekening 2023`; without money of a municipality the year of the prices."""
    if accounts.money is None:
        return _("Prijzen van %(year)s") % {"year": accounts.year}
    return book_name(accounts.money.edition.accounts)


def cents_of_a_euro(page: Page) -> tuple[int, int]:
    """What stays of every euro that goes round, in whole cents, low and high."""
    stays, euros = page.accounts.stays(page.ring), page.accounts.euros
    low, high = (int(half_up(CENTS * size / euros)) if euros else 0 for size in (stays.low, stays.high))
    return low, high


def assumptions(accounts: HouseholdAccounts) -> list[tuple[str, str]]:
    """What counts and what does not, as the page of the household says it."""
    return [
        (_("Wat blijft"), stays_how(accounts)),
        (_("Huur aan jezelf"), _imputed(accounts)),
        (_("Heffingen"), _levies(accounts)),
        (_("Hypotheek en sparen"), _("Rente en aflossing op een huis zitten niet in deze cijfers.")),
        (_("Inkomen van hier"), _income(accounts)),
        (_("Energie"), energy(accounts)),
        (_("Uren zonder loon"), _hours(accounts)),
    ]


def stays_how(accounts: HouseholdAccounts) -> str:
    asked = accounts.asked_percent(LOCAL_BY_DEFAULT)
    if asked:
        return _(
            "We kijken bij wie het geld als eerste aankomt: een inwoner, een winkel van hier, een keten, een "
            "verzekeraar. Van %(share)s van de euro's is hier gemeten hoeveel er blijft. De rest is een aanname van "
            "%(day)s."
        ) % {"share": percent(asked, 1), "day": day(ASSUMED_ON)}
    return _(
        "Wat blijft, is een aanname van %(day)s. We kijken bij wie het geld als eerste aankomt: een inwoner, een "
        "winkel van hier, een keten, een verzekeraar. Niemand heeft het hier gemeten. Daarom staat er een laag en een "
        "hoog getal. In de tekening staat het midden."
    ) % {"day": day(ASSUMED_ON)}


def _imputed(accounts: HouseholdAccounts) -> str:
    said = _(
        "Wie een eigen huis heeft, betaalt geen huur. Het CBS rekent die wel mee. Wij laten %(amount)s weg, want dat "
        "geld gaat nergens heen."
    ) % {"amount": euro_short(accounts.imputed)}
    if accounts.owner_is_local:
        return said
    share = percent(accounts.owner_percent)
    return f"{said} {_('Gerekend met het landelijke deel eigen huizen, %(share)s.') % {'share': share}}"


def _levies(accounts: HouseholdAccounts) -> str:
    return _(
        "Wij betalen %(amount)s aan heffingen en belasting op gebruik. Dat zit al in het geld van de gemeente en het "
        "Rijk. Het telt hier niet dubbel."
    ) % {"amount": euro_short(accounts.levies)}


def _income(accounts: HouseholdAccounts) -> str:
    if accounts.income_is_local:
        return _("We rekenen mee hoeveel huishoudens hier een laag inkomen hebben.")
    return _(
        "Hoeveel huishoudens hier een laag inkomen hebben, is niet bekend. In een wijk met weinig geld is het echte "
        "bedrag lager."
    )


def energy(accounts: HouseholdAccounts) -> str:
    level, year = accounts.energy.level, {"year": accounts.energy.year}
    if level == LOCAL:
        return _("Gas en stroom zijn hier gemeten, in %(year)s. Maal de prijs van toen.") % year
    if level == COUNTRY:
        return (
            _("Een gemiddelde rekening in Nederland, prijzen van %(year)s. Er is nog geen verbruik van hier geladen.")
            % year
        )
    return (
        _(
            "Gas en stroom van een gemiddeld huis in de gemeente, in %(year)s. Maal de prijs van toen en de huizen van "
            "hier."
        )
        % year
    )


def _hours(accounts: HouseholdAccounts) -> str:
    if accounts.volunteers_are_local:
        share = percent(accounts.volunteers_percent, 1)
        return _(
            "Landelijk gemiddelde tijd per persoon (SCP, CBS), maal de mensen van hier. Het aandeel vrijwilligers is "
            "een modelschatting voor hier: %(share)s."
        ) % {"share": share}
    return _(
        "Landelijk gemiddelde tijd per persoon (SCP, CBS), maal de mensen van hier. Ook het aandeel vrijwilligers is "
        "landelijk."
    )


def measured_here(accounts: HouseholdAccounts) -> list[str]:
    """What people of the place measured and somebody else accepted: one line each."""
    euros = [(text(one.item), euro_short(one.euros), one.better) for one in accounts.measured_items]
    hours = [
        (text(one.function), _("%(total)s uur") % {"total": number(one.hours)}, one.better_hours)
        for one in accounts.measured_hours
    ]
    return [
        _("Door mensen van hier gemeten en nagekeken: %(name)s, %(amount)s (%(day)s).")
        % {"name": name, "amount": amount, "day": day(better.measured_on)}
        for name, amount, better in [*euros, *hours]
        if better
    ]


def small_numbers() -> str:
    return _(
        "Dit gaat over alle huishoudens van de wijk samen, nooit over één huishouden. Kleine aantallen zijn door de "
        "bron afgerond of weggelaten."
    )


def sources(accounts: HouseholdAccounts) -> Iterator[dict[str, str]]:
    """With licence and the day of fetching."""
    for one in datasets(accounts):
        yield {
            "title": one.title,
            "by": one.publisher,
            "licence": one.licence or _("onbekend"),
            "retrieved": day(one.retrieved),
            "url": one.url,
        }


def price_sources() -> str:
    """Of the prices, averages and agreements, each once."""
    return "; ".join(sorted({one.source for one in parameters()}))
