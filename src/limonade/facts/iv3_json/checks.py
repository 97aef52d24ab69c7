"""The plausibility checks of CBS, PF001 to PF009, as far as the file itself can tell.

CBS publishes the names of its checks, the lists of codes for them and, of PF001, the formula (definitions of 2019).
PF006, PF007 and PF008 compare two totals; a file that fails those is refused. Of the others the denominator is not
published and is ours: they are told as something to look at, and refuse nothing. PF002 (other categories on claims
and debts) cannot happen here: those cells are forbidden. In a budget only PF006 counts.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from limonade.facts.iv3_json.delivery import BEGIN, END, Booking, Delivery
from limonade.facts.iv3_json.lists import BALANCE_EXPENSES, BALANCE_INCOME, EXPENSES, INCOME

MOST_PERCENT = 1
# CBS lets totals differ by 50; many municipalities round every cell to thousands of euros.
MOST_EUROS = 50_000
FINANCIAL_CATEGORY = "6.1"
INTERNAL = ("7.1", "7.2", "7.3", "7.4", "7.5")
UNDIVIDED = frozenset({"4.3.9", "4.4.9"})
TREASURY = "0.5"
ASSET, DEBT = "A", "P"
BUDGET = "budget"
SPENT, RECEIVED = (EXPENSES, BALANCE_EXPENSES), (INCOME, BALANCE_INCOME)

Chosen = Callable[[Booking], bool]


@dataclass(frozen=True)
class Finding:
    check: str
    what: str
    refuses: bool = False


def findings(delivery: Delivery) -> list[Finding]:
    """What does not add up, the worst first."""
    found = list(_totals(delivery))
    if delivery.stage != BUDGET:
        found += [*_standings(delivery), *_balance(delivery), *_undivided(delivery)]
    return sorted(found, key=lambda one: (not one.refuses, one.check))


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))


def _totals(delivery: Delivery) -> Iterator[Finding]:
    spent, received = delivery.total(EXPENSES), delivery.total(INCOME)
    if abs(spent - received) > MOST_EUROS:
        told = {"spent": round(spent), "received": round(received)}
        what = _("De lasten (%(spent)s euro) zijn niet gelijk aan de baten (%(received)s euro).") % told
        yield Finding("PF006", what, refuses=True)


def _standings(delivery: Delivery) -> Iterator[Finding]:
    for check, moment, name in (("PF007", BEGIN, _("begin")), ("PF008", END, _("eind"))):
        at = [one for one in delivery.standings if one.moment == moment]
        owned, owed = (_sum(one.amount for one in at if one.item.startswith(side)) for side in (ASSET, DEBT))
        told = {"moment": name, "owned": round(owned), "owed": round(owed)}
        if not at:
            yield Finding(check, _("De balans aan het %s van het jaar ontbreekt.") % name)
        elif abs(owned - owed) > MOST_EUROS:
            what = _("Aan het %(moment)s van het jaar zijn activa (%(owned)s) en passiva (%(owed)s euro) niet gelijk.")
            yield Finding(check, what % told, refuses=True)


def _balance(delivery: Delivery) -> Iterator[Finding]:
    """The checks that need what was booked on the balance sheet."""
    if not any(one.part in (BALANCE_EXPENSES, BALANCE_INCOME) for one in delivery.cells):
        yield Finding("PF001-PF005", _("De boekingen op de balans ontbreken, dus dit is niet te controleren."))
        return
    checks = (
        ("PF001", _current_and_financial, _("De lopende en de financiële rekening sluiten niet op elkaar aan.")),
        ("PF003", _developments, _("De balans ontwikkelt zich anders dan wat er op geboekt is.")),
        ("PF004", _settlements, _("De verrekeningen (7.1 tot en met 7.5) zijn in lasten en baten niet gelijk.")),
        ("PF005", _financial_elsewhere, _("Categorie 6.1 staat buiten vorderingen, schulden en taakveld 0.5.")),
    )
    for check, measure, what in checks:
        off, size = measure(delivery)
        percent = 100 * off / size if size else Decimal(0)
        if percent > MOST_PERCENT:
            told = _("%(what)s Het verschil is %(percent)s%%.")
            yield Finding(check, told % {"what": what, "percent": round(percent, 1)})


def _of(delivery: Delivery, parts: tuple[str, ...], chosen: Chosen) -> Decimal:
    return _sum(one.amount for one in delivery.cells if one.part in parts and chosen(one))


def _size_of(delivery: Delivery, chosen: Chosen) -> Decimal:
    return _sum(abs(one.amount) for one in delivery.cells if chosen(one))


def _is_current(one: Booking) -> bool:
    return one.category != FINANCIAL_CATEGORY and one.category not in INTERNAL


def _is_financial(one: Booking) -> bool:
    return one.category == FINANCIAL_CATEGORY


def _current_and_financial(delivery: Delivery) -> tuple[Decimal, Decimal]:
    spent = _of(delivery, SPENT, _is_current)
    current = _of(delivery, RECEIVED, _is_current) - spent
    financial = _of(delivery, SPENT, _is_financial) - _of(delivery, RECEIVED, _is_financial)
    return abs(current - financial), abs(spent)


def _developments(delivery: Delivery) -> tuple[Decimal, Decimal]:
    """Per item: what it moved, less what was booked on it; against the size of the balance sheet."""
    moved: dict[str, Decimal] = {}
    for standing in delivery.standings:
        change = standing.amount if standing.moment == END else -standing.amount
        moved[standing.item] = moved.get(standing.item, Decimal(0)) + change
    for one in delivery.cells:
        if one.part in (BALANCE_EXPENSES, BALANCE_INCOME):
            adds = (one.part == BALANCE_EXPENSES) == one.item.startswith(ASSET)
            moved[one.item] = moved.get(one.item, Decimal(0)) - (one.amount if adds else -one.amount)
    size = _sum(abs(one.amount) for one in delivery.standings if one.moment == END)
    return _sum(abs(left) for left in moved.values()), size


def _settlements(delivery: Delivery) -> tuple[Decimal, Decimal]:
    off = size = Decimal(0)
    for category in INTERNAL:
        spent, received = (
            _sum(one.amount for one in delivery.cells if one.part in parts and one.category == category)
            for parts in (SPENT, RECEIVED)
        )
        off += abs(spent - received)
        size += abs(spent)
    return off, size


def _financial_elsewhere(delivery: Delivery) -> tuple[Decimal, Decimal]:
    home = delivery.lists.financial | {TREASURY}
    off = _size_of(delivery, lambda one: _is_financial(one) and one.item not in home)
    return off, _size_of(delivery, _is_financial)


def _undivided(delivery: Delivery) -> Iterator[Finding]:
    left = _size_of(delivery, lambda one: one.category in UNDIVIDED)
    if left > MOST_EUROS:
        what = _("Op de onverdeelde categorieën 4.3.9 en 4.4.9 staat %s euro.") % round(left)
        yield Finding("PF009", what)
