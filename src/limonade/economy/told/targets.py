"""The figures of ours that somebody may know better: what each says now, and how a better one is written down."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.design.numbers import euros_range, number
from limonade.design.templatetags.design import language, text
from limonade.economy.household.accounts import FunctionAccount, HouseholdAccounts
from limonade.economy.household.leakage import Range, Ring
from limonade.economy.household.measured import hours_key, known_key, share_key, spent_key, told_key
from limonade.economy.household.presentation import RING_NAMES
from limonade.economy.household.queries import HOURS_OF, household_accounts
from limonade.economy.models import ToldFigure
from limonade.economy.told import known
from limonade.economy.told_kinds import HEADINGS
from limonade.facts.errors import NotLoaded
from limonade.neighbourhoods.models import Neighbourhood
from limonade.neighbourhoods.queries import buurt_codes

ESTIMATE, ASSUMPTION, OPEN, TOLD_AND_CHECKED = (
    gettext_lazy("geschat"),
    gettext_lazy("een aanname"),
    gettext_lazy("uit open cijfers"),
    gettext_lazy("verteld en nagekeken"),
)
UNIT_WORDS = {
    ToldFigure.HOUR: gettext_lazy("%(range)s uur"),
    ToldFigure.HOME: gettext_lazy("%(range)s huizen"),
    ToldFigure.PERCENT: gettext_lazy("%(range)s%%"),
}


@dataclass(frozen=True)
class Target:
    """One figure of ours."""

    key: str
    """What it is called in `ToldFigure.stands_for`."""
    group: str
    name: str
    function: str
    unit: str
    now: Range | None
    """What we show as long as nobody measured it; None when the amount is not known."""
    nature: str
    ring: str = ""
    replaces: ToldFigure | None = None

    @property
    def about(self) -> str:
        if self.replaces:
            return ToldFigure.OTHER_TOLD
        return self.key.removesuffix(f":{self.ring}") if self.ring else self.key

    @property
    def in_words(self) -> str:
        return in_words(self.unit, self.now.low, self.now.high) if self.now else _("onbekend")

    @property
    def said(self) -> str:
        if self.now and not self.replaces:
            return said(self.unit, self.now.low, self.now.middle, self.now.high)
        return self.in_words


def in_words(unit: str, low: float, high: float) -> str:
    """`€ 1.200 – 1.500`, `300 – 400 uur` or `20 – 35%`."""
    if unit == ToldFigure.EURO:
        return euros_range(round(low), round(high), language())
    first, last = number(round(low), language()), number(round(high), language())
    return str(UNIT_WORDS[unit]) % {"range": first if first == last else f"{first} – {last}"}


def said(unit: str, low: float, middle: float, high: float) -> str:
    """`42%, van laag tot hoog 30 – 55%`"""
    likely, between = in_words(unit, middle, middle), in_words(unit, low, high)
    if likely == between:
        return likely
    return _("%(likely)s, van laag tot hoog %(range)s") % {"likely": likely, "range": between}


def targets(place: Neighbourhood) -> dict[str, Target]:
    """By key, in the order of the pages. In the scope of the neighbourhood."""
    codes = buurt_codes(place)
    found = [*_of_household(codes), *_of_open_data(codes), *_of_told()]
    return {one.key: one for one in found}


def _of_household(codes: tuple[str, ...]) -> Iterator[Target]:
    try:
        accounts = household_accounts(codes)
    except NotLoaded:
        return
    yield from _spent(accounts)
    yield from _hours(accounts)
    for one in accounts.by_size:
        yield from _shares(one)


def _spent(accounts: HouseholdAccounts) -> Iterator[Target]:
    for one in accounts.functions:
        for item in one.items:
            now = Range(item.low, item.euros, item.high)
            key, group = spent_key(item.item.key), _("Wat alle huishoudens hier samen betalen in een jaar")
            yield Target(key, group, text(item.item), one.function.key, ToldFigure.EURO, now, str(ESTIMATE))


def _hours(accounts: HouseholdAccounts) -> Iterator[Target]:
    for one in accounts.functions:
        if one.function.key in HOURS_OF.values() and one.hours:
            now, group = Range(one.hours, one.hours, one.hours), _("Wat we hier samen zonder loon doen in een jaar")
            name = _("Uren zonder loon: %(function)s") % {"function": text(one.function)}
            yield Target(
                hours_key(one.function.key), group, name, one.function.key, ToldFigure.HOUR, now, str(ESTIMATE)
            )


def _shares(one: FunctionAccount) -> Iterator[Target]:
    for ring in Ring:
        group = _("Van elke 100 euro: wat blijft er bij wie het krijgt?")
        for part in one.received(ring):
            if not part.may_be_measured:
                continue
            name = _("%(function)s: wat blijft bij %(receiver)s (%(ring)s)") % {
                "function": text(one.function),
                "receiver": text(part.receiver).lower(),
                "ring": str(RING_NAMES[ring]).lower(),
            }
            yield Target(
                share_key(one.function.key, part.receiver.key, ring), group, name,
                one.function.key, ToldFigure.PERCENT, part.share.times(100), str(ASSUMPTION), ring,
            )  # fmt: skip


def _of_open_data(codes: tuple[str, ...]) -> Iterator[Target]:
    for kind in (ToldFigure.IDLE, ToldFigure.WORTH):
        for line in known.lines(kind, codes):
            now = Range(line.size, line.size, line.size)
            group = str(HEADINGS[kind])
            yield Target(known_key(line.key), group, line.title, line.function, line.unit, now, str(OPEN))


def _of_told() -> Iterator[Target]:
    told = ToldFigure.objects.filter(state=ToldFigure.ACCEPTED).exclude(kind=ToldFigure.BETTER)
    for one in told:
        now = (
            Range(one.low, (one.low + one.high) / 2, one.high) if one.low is not None and one.high is not None else None
        )
        yield Target(
            told_key(one.pk), str(HEADINGS[one.kind]), one.title, one.function, ToldFigure.EURO, now,
            str(TOLD_AND_CHECKED), replaces=one,
        )  # fmt: skip


def choices(found: dict[str, Target]) -> list[tuple[str, list[Target]]]:
    """By group, to choose from; of what stays only the ring of the neighbourhood, the others are one click further."""
    groups: dict[str, list[Target]] = {}
    for one in found.values():
        if one.ring in ("", Ring.WIJK):
            groups.setdefault(one.group, []).append(one)
    return list(groups.items())


def other_rings(chosen: Target) -> list[tuple[str, str]]:
    """(key, name) of the same share within every ring; empty for what has no ring."""
    if not chosen.ring:
        return []
    _share, function, receiver, _ring = chosen.key.split(":")
    return [(share_key(function, receiver, ring), str(RING_NAMES[ring])) for ring in Ring]
