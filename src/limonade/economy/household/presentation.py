"""The household accounts in the form in which pages show them: the flow chart and names of rings."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.design import charts
from limonade.design.numbers import euros_short, number
from limonade.design.sankey import Band, Node, lay_out
from limonade.design.templatetags.design import language, text
from limonade.economy.household.accounts import FunctionAccount, HouseholdAccounts
from limonade.economy.household.ladder import Example, Rung, examples
from limonade.economy.household.leakage import Ring

CHART_WIDTH, CHART_HEIGHT, CHART_GAP = 1080, 720, 20
SMALLEST_SHARE = 0.02
"""Of all that goes round: a smaller function is drawn together with other small ones."""
HOUSEHOLDS, MUNICIPALITY, REST, STAYS, LEAKS = "households", "municipality", "rest", "stays", "leaks"

DONE_FOR_OTHERS = frozenset({"care", "company"})
"""Functions whose unpaid hours are help and voluntary work, not the own household."""
RING_NAMES = {
    Ring.BUURT: gettext_lazy("De eigen buurt"),
    Ring.WIJK: gettext_lazy("De wijk"),
    Ring.GEMEENTE: gettext_lazy("De gemeente"),
    Ring.STREEK: gettext_lazy("15 kilometer"),
}
STAYS_IN = {
    Ring.BUURT: gettext_lazy("Blijft in de buurt"),
    Ring.WIJK: gettext_lazy("Blijft in de wijk"),
    Ring.GEMEENTE: gettext_lazy("Blijft in de gemeente"),
    Ring.STREEK: gettext_lazy("Blijft binnen 15 kilometer"),
}
LEAVES = {
    Ring.BUURT: gettext_lazy("Stroomt de buurt uit"),
    Ring.WIJK: gettext_lazy("Stroomt de wijk uit"),
    Ring.GEMEENTE: gettext_lazy("Stroomt de gemeente uit"),
    Ring.STREEK: gettext_lazy("Stroomt verder weg"),
}


@dataclass(frozen=True)
class Flow:
    """One function, or the small ones together: who pays and what stays, in whole euros."""

    key: str
    name: str
    href: str
    households: int
    municipality: int
    stays: int

    @property
    def euros(self) -> int:
        return self.households + self.municipality

    @property
    def leaks(self) -> int:
        return self.euros - self.stays


def flows(accounts: HouseholdAccounts, ring: Ring, hrefs: dict[str, str]) -> list[Flow]:
    """Largest first, the small ones together last; what is negative on balance is left out."""
    least = accounts.euros * SMALLEST_SHARE
    shown = [one for one in accounts.by_size if one.euros > 0]
    large = [_flow(one, ring, hrefs) for one in shown if one.euros >= least]
    small = [_flow(one, ring, hrefs) for one in shown if one.euros < least]
    if small:
        sums = (sum(getattr(one, name) for one in small) for name in ("households", "municipality", "stays"))
        large.append(Flow(REST, _("Al het andere"), "#functies", *sums))
    return large


def _flow(one: FunctionAccount, ring: Ring, hrefs: dict[str, str]) -> Flow:
    key = one.function.key
    return Flow(
        key,
        text(one.function),
        hrefs[key],
        one.by_households,
        max(one.by_municipality, 0),
        round(one.stays(ring).middle),
    )


def flow_chart(found: list[Flow], ring: Ring) -> SafeString:
    """Who pays, for what, and whether it stays; every function is a link to its page."""
    payers = {HOUSEHOLDS: _("Wij zelf"), MUNICIPALITY: _("Gemeente")}
    sums = {payer: sum(getattr(one, payer) for one in found) for payer in payers}
    ends = {STAYS: str(STAYS_IN[ring]), LEAKS: str(LEAVES[ring])}
    end_sums = {STAYS: sum(one.stays for one in found), LEAKS: sum(one.leaks for one in found)}
    nodes = [
        *(Node(key, 0, name, _short(sums[key])) for key, name in payers.items() if sums[key]),
        *(Node(one.key, 1, one.name, _short(one.euros), one.href, "cluster") for one in found),
        *(Node(key, 2, name, _short(end_sums[key]), look=key) for key, name in ends.items() if end_sums[key]),
    ]
    bands = [
        Band(payer, one.key, getattr(one, payer), f"{name}: {one.name}, {_short(getattr(one, payer))}")
        for payer, name in payers.items()
        for one in found
        if getattr(one, payer)
    ]
    bands += [
        Band(one.key, end, getattr(one, end), f"{one.name}: {name}, {_short(getattr(one, end))}", end)
        for end, name in ends.items()
        for one in found
        if getattr(one, end)
    ]
    drawing = lay_out(nodes, bands, width=CHART_WIDTH, height=CHART_HEIGHT, gap=CHART_GAP)
    return charts.sankey_svg(drawing, title=_("Wie betaalt, waarvoor, en wat blijft"), last_column=2)


RUNG_NAMES = {
    Rung.INDIVIDUAL: gettext_lazy("Zelf"),
    Rung.NEIGHBOUR: gettext_lazy("Met de buren"),
    Rung.STRUCTURE: gettext_lazy("Met de wijk"),
    Rung.PROFESSIONAL: gettext_lazy("Een bedrijf of instelling"),
}


@dataclass(frozen=True)
class Step:
    """One rung of the ladder of a function, as far as our figures know it."""

    name: str
    example: Example
    note: str
    """What shows that somebody stands on it; empty is a chance."""

    @property
    def is_filled(self) -> bool:
        return bool(self.note)


def in_hours(hours: int) -> str:
    return _("%(total)s uur") % {"total": number(hours, language())}


def ladder(one: FunctionAccount, told: dict[str, int]) -> list[Step]:
    """Low to high. `told`: by way, how many households told that they make, share or swap."""
    notes = dict.fromkeys(Rung, "")
    notes[Rung.INDIVIDUAL] = _("Dat doen we thuis. Hoeveel, vertelt geen bron.")
    if one.hours:
        for_others = one.function.key in DONE_FOR_OTHERS
        notes[Rung.NEIGHBOUR if for_others else Rung.INDIVIDUAL] = _("Ongeveer %(hours)s uur in een jaar.") % {
            "hours": number(one.hours, language())
        }
    if "make" in told:
        notes[Rung.INDIVIDUAL] = _("%(count)s huishoudens of meer maken dit zelf.") % {"count": told["make"]}
    if together := max(told.get("share", 0), told.get("swap", 0)):
        notes[Rung.NEIGHBOUR] = _("%(count)s huishoudens of meer delen of ruilen.") % {"count": together}
    if one.euros > 0:
        paid = _("Hier gaat %(amount)s heen.") % {"amount": _short(one.euros)}
        notes[Rung.PROFESSIONAL] = paid
    return [Step(str(RUNG_NAMES[one.rung]), one, notes[one.rung]) for one in examples(one.function.key)]


def _short(amount: int) -> str:
    return euros_short(amount, language())
