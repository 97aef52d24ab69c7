"""The report for the council: words and figures of a paper of a few sheets."""

from django.utils.translation import gettext as _

from limonade.design.templatetags.design import crowd, euro, euro_range, euro_short, number, percent, text
from limonade.economy.caveats import CAVEATS, OUTSIDE
from limonade.economy.household import presentation
from limonade.economy.household.accounts import FunctionAccount, HouseholdAccounts
from limonade.economy.household.views import Page
from limonade.economy.money import ClusterSum, Money
from limonade.economy.presentation import GRADE_NAMES
from limonade.economy.reports import words
from limonade.economy.reports.drawing import for_paper

NOTHING = "–"


def council_paper(page: Page, address: str) -> dict[str, object]:
    accounts, name = page.accounts, page.neighbourhood.name
    return words.head(page, address) | {
        "title": _("Het huishouden van %(name)s") % {"name": name},
        "over": _("Voor de raad van de gemeente %(town)s") % {"town": words.town(page)},
        "cards": _cards(page),
        "brief": {"title": _("In het kort"), "lines": _brief(page)},
        "asks": {"title": _("Wat we de raad vragen"), "lines": _asks()},
        "table": _table(page),
        "flow": _flow(page),
        "hours": _hours(accounts),
        "municipality": _municipality(accounts.money) if accounts.money else None,
        "known": {"title": _("Wat is gemeten, en wat is geschat?"), "lines": _known(accounts)},
        "assumptions": {"title": _("Wat telt mee, en wat niet?"), "rows": words.assumptions(accounts)},
        "caveats": {"title": _("Goed om te weten"), "lines": _caveats()},
        "sources": _sources(accounts),
    }


def _caveats() -> list[str]:
    return [*(str(one) for one in CAVEATS if one is not OUTSIDE), words.small_numbers()]


def _cards(page: Page) -> list[dict[str, str]]:
    accounts = page.accounts
    between = {"low": euro_short(accounts.low), "high": euro_short(accounts.high)}
    return [
        {
            "title": _("Gaat hier rond in een jaar"),
            "amount": euro_short(accounts.euros),
            "note": _("geschat, tussen %(low)s en %(high)s") % between,
        },
        {
            "title": str(presentation.STAYS_IN[page.ring]),
            "amount": euro_range(accounts.stays(page.ring)),
            "note": _("bij wie het geld als eerste krijgt; deels hier gemeten")
            if accounts.asked_percent(page.ring)
            else _("bij wie het geld als eerste krijgt; een aanname"),
        },
        {
            "title": _("Werk zonder loon"),
            "amount": _("%(total)s uur") % {"total": number(accounts.hours)},
            "note": _("in een jaar; uren tellen we nooit bij euro's op"),
        },
    ]


def _brief(page: Page) -> list[str]:
    accounts = page.accounts
    place = {
        "name": page.neighbourhood.name,
        "total": crowd(accounts.homes.households),
        "year": accounts.key_figures.year,
    }
    low, high = words.cents_of_a_euro(page)
    sums = {
        "ours": euro_short(accounts.by_households),
        "theirs": euro_short(accounts.by_municipality),
        "each": euro(accounts.euros / accounts.homes.households),
    }
    return [
        _("In %(name)s woonden in %(year)s %(total)s huishoudens. Samen zijn we één groot huishouden.") % place,
        _(
            "Wij betalen in een jaar %(ours)s zelf. De gemeente geeft voor ons %(theirs)s uit. Dat is samen %(each)s "
            "per huishouden."
        )
        % sums
        if accounts.money
        else _("Wij betalen in een jaar %(ours)s zelf. Van de gemeente zijn nog geen bedragen geladen.") % sums,
        _("Van elke euro blijft naar schatting %(low)s tot %(high)s cent in de wijk. De rest stroomt meteen weg.")
        % {"low": low, "high": high},
    ]


def _asks() -> list[str]:
    return [
        _("Laat de gemeente bij haar cijfers zetten voor welke plek het geld is: de kostenplaats en het project."),
        _("Kies met ons één levensfunctie, en bespreek wat wijk en gemeente daar samen beter kunnen doen."),
        _("Wijs één mens aan bij wie de wijk met vragen over deze cijfers terechtkan."),
    ]


def _table(page: Page) -> dict[str, object]:
    accounts = page.accounts
    return {
        "title": _("Wat kost het huishouden van de wijk?"),
        "lead": _(
            "Dit zijn de levensfuncties van de wijk. Bij elke functie zie je euro's en uren naast elkaar. We tellen ze "
            "niet bij elkaar op."
        ),
        "head": [
            _("Levensfunctie"),
            _("Wij zelf"),
            _("Gemeente"),
            _("Samen"),
            _("Laag – hoog"),
            str(presentation.STAYS_IN[page.ring]),
            _("Uren zonder loon"),
        ],
        "rows": [_function(page, one) for one in accounts.by_size],
        "total": [_("Alles"), *_amounts(page, accounts)],
    }


def _function(page: Page, one: FunctionAccount) -> list[str]:
    return [text(one.function), *_amounts(page, one)]


def _amounts(page: Page, one: FunctionAccount | HouseholdAccounts) -> list[str]:
    return [
        _euros(one.by_households),
        _euros(one.by_municipality),
        _euros(one.euros),
        euro_range(one) if one.euros else NOTHING,
        euro_range(one.stays(page.ring)) if one.euros else NOTHING,
        number(one.hours) if one.hours else NOTHING,
    ]


def _euros(amount: int) -> str:
    return euro_short(amount) if amount else NOTHING


def _flow(page: Page) -> dict[str, str]:
    # No links on paper, so any address will do.
    nowhere = dict.fromkeys((one.function.key for one in page.accounts.functions), "")
    flows = presentation.flows(page.accounts, page.ring, nowhere)
    parts = [f"{one.name} {euro_short(one.euros)}" for one in flows]
    return {
        "title": _("De geldstromen van ons huishouden"),
        "lead": _(
            "Links wie betaalt, in het midden waarvoor, rechts of het blijft. Hoe dikker de band, hoe meer geld."
        ),
        "svg": for_paper(presentation.flow_chart(flows, page.ring)),
        "alt": _("Wie betaalt, waarvoor, en wat blijft") + ": " + ", ".join(parts),
    }


def _hours(accounts: HouseholdAccounts) -> dict[str, object]:
    told = sorted((one for one in accounts.functions if one.hours), key=lambda one: -one.hours)
    largest = max((one.hours for one in told), default=1)
    return {
        "title": _("Werk dat niemand betaalt"),
        "lead": _(
            "Zoveel werken we hier in een jaar zonder loon: koken, schoonmaken, zorgen, helpen en vrijwilligerswerk. "
            "Zonder dat werk staat de wijk stil."
        ),
        "total": _("%(total)s uur") % {"total": number(accounts.hours)},
        "bars": [
            {
                "name": text(one.function),
                "amount": _("%(total)s uur") % {"total": number(one.hours)},
                "share": one.hours / largest,
            }
            for one in told
        ],
    }


def _municipality(money: Money) -> dict[str, object]:
    return {
        "title": _("Wat de gemeente hier uitgeeft"),
        "lead": _("De gemeente maakt haar begroting voor de hele gemeente, niet per wijk. Wij delen die met sleutels."),
        "head": [
            _("Groep taken"),
            _("In de wijk"),
            _("Laag – hoog"),
            _("Per huishouden"),
            _("Hele gemeente"),
            _("Zekerheid"),
        ],
        "rows": [_cluster(money, one) for one in money.clusters],
        "total": [_("Samen"), *_cells(money, money)],
        "note": _("Niet verdeeld over buurten: %(wide)s voor de hele gemeente en %(left)s dat niet bij een plek hoort.")
        % {"wide": euro_short(money.town_wide), "left": euro_short(money.town_not_attributed)},
    }


def _cluster(money: Money, one: ClusterSum) -> list[str]:
    return [text(one.cluster), *_cells(money, one)]


def _cells(money: Money, one: ClusterSum | Money) -> list[str]:
    each = money.here.per_household(one.euros)
    return [
        euro_short(one.euros),
        euro_range(one),
        NOTHING if each is None else euro(each),
        euro_short(one.town_total),
        str(GRADE_NAMES[round(one.grade)]),
    ]


def _known(accounts: HouseholdAccounts) -> list[str]:
    lines = [
        _("Van deze euro's is %(share)s hier gemeten. De rest is een schatting.")
        % {"share": percent(accounts.measured_percent)},
        _(
            "Wat wij zelf betalen, is wat huishoudens in Nederland gemiddeld uitgeven (CBS, 2015), in prijzen van "
            "%(year)s, maal de huishoudens van hier."
        )
        % {"year": accounts.year},
        words.energy(accounts),
        *words.measured_here(accounts),
    ]
    if accounts.money:
        lines.append(
            _(
                "Van het geld van de gemeente heeft %(share)s een plek in de wijk. De rest is verdeeld met sleutels, "
                "zoals het aantal inwoners."
            )
            % {"share": percent(accounts.money.measured_percent)}
        )
    return lines


def _sources(accounts: HouseholdAccounts) -> dict[str, object]:
    return {
        "title": _("Bronnen"),
        "head": [_("Bron"), _("Van wie"), _("Licentie"), _("Opgehaald op")],
        "rows": list(words.sources(accounts)),
        "note": _("Prijzen, gemiddelden en aannames: %(sources)s.") % {"sources": words.price_sources()},
        "more": _("Elk cijfer is na te rekenen op de site:"),
    }
