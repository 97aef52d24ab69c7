"""The books as plain text that both hledger and beancount read, entry by entry and without names of people.

Account names are a root per kind, the unit and the number: `Assets:EUR:N10201`. What is no letter or figure in a number
becomes its code in hexadecimal, so that two accounts never get one name.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from limonade.ledger.models import Account, Administration, Transfer, Unit

ROOTS = {
    "asset": "Assets",
    "liability": "Liabilities",
    "equity": "Equity",
    "income": "Income",
    "expense": "Expenses",
}
_COLUMNS = ("entry__number", "day", "source_id", "target_id", "unit_id", "amount")


def beancount(administration: Administration) -> Iterator[str]:
    """Lines with their end, within the active scope; some 5 microseconds per transfer."""
    first = administration.periods.order_by("first_day").values_list("first_day", flat=True).first()
    accounts = _names(administration)
    for name, unit in sorted(accounts.values()):
        yield f"{first} open {name} {unit}\n"
    for number, day, postings in _entries(administration, accounts):
        yield f'\n{day} * "{number}"\n'
        yield from postings


def hledger(administration: Administration) -> Iterator[str]:
    """As beancount, without the opening of accounts."""
    for number, day, postings in _entries(administration, _names(administration)):
        yield f"\n{day} * ({number}) boeking {number}\n"
        yield from postings


def plain(amount: int, scale: int) -> str:
    """1234 with two decimals is 12.34."""
    sign, digits = "-" if amount < 0 else "", f"{abs(amount):0{scale + 1}}"
    return f"{sign}{digits[:-scale]}.{digits[-scale:]}" if scale else f"{sign}{digits}"


def _names(administration: Administration) -> dict[int, tuple[str, str]]:
    """(name, unit) by the id of the account."""
    rows = Account.objects.filter(administration=administration).values_list("id", "kind", "unit_id", "number")
    return {id: (f"{ROOTS[kind]}:{unit}:N{_spelled(number)}", unit) for id, kind, unit, number in rows}


def _spelled(number: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", lambda found: f"-{ord(found.group()):x}-", number)


def _entries(
    administration: Administration, accounts: dict[int, tuple[str, str]]
) -> Iterator[tuple[int, str, list[str]]]:
    scales = dict(Unit.objects.values_list("code", "scale"))
    rows = Transfer.objects.filter(administration=administration).order_by("entry__number", "position")
    for (number, day), lines in groupby(rows.values_list(*_COLUMNS).iterator(), itemgetter(0, 1)):
        postings = []
        for _number, _day, source, target, unit, amount in lines:
            spelled = plain(amount, scales[unit])
            postings.append(f"  {accounts[target][0]}  {spelled} {unit}\n  {accounts[source][0]}  -{spelled} {unit}\n")
        yield number, day.isoformat(), postings
