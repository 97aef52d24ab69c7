"""What came into and went out of bank and cash together. Nothing here is about people: anybody may read it.

No names, texts, documents or accounts of people. Money between bank and cash is left out, and so is what was turned
back within the same days. Own capital that was booked in (what there was at the start) did not come in.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum

from limonade.ledger.models import Account, Administration, Entry, Transfer, Unit
from limonade.ledger.queries import own_balance_before

PURPOSES = ("bank", "cash")
SIDES = (("target", "source", 1), ("source", "target", -1))


@dataclass(frozen=True)
class CashBookRow:
    day: dt.date
    number: int
    what: str
    """The other account, or nothing for people: those of a month are one row, with the day and number of the last."""
    was_there: bool
    """Own capital: it was there before these books."""
    account: str
    unit: str
    amount: int
    earmark: str


@dataclass(frozen=True)
class CashBook:
    before: int
    rows: tuple[CashBookRow, ...]

    @property
    def came(self) -> int:
        return sum(row.amount for row in self.rows if row.amount > 0 and not row.was_there)

    @property
    def went(self) -> int:
        return -sum(row.amount for row in self.rows if row.amount < 0 and not row.was_there)

    @property
    def start(self) -> int:
        """What there was, also when that was booked within these days."""
        return self.before + sum(row.amount for row in self.rows if row.was_there)

    @property
    def after(self) -> int:
        return self.before + sum(row.amount for row in self.rows)


@dataclass(frozen=True)
class Heading:
    """All of one account in some days: what came and went through it, with what was turned back taken off."""

    what: str
    came: int
    went: int


def cash_accounts(administration: Administration) -> QuerySet[Account]:
    rows = Account.objects.filter(administration=administration, purpose__in=PURPOSES, party=None)
    return rows.filter(unit__kind=Unit.MONEY).order_by("number")


def cash_book(administration: Administration, *, first_day: dt.date, last_day: dt.date) -> CashBook:
    rows: list[CashBookRow] = []
    turned = Entry.objects.filter(reverses=OuterRef("entry")).values("day")[:1]
    is_of_before = Q(entry__reverses=None) | Q(entry__reverses__day__lt=first_day)
    is_turned_later = Q(turned=None) | Q(turned__gt=last_day)
    for side, other, sign in SIDES:
        found = _moved(administration, side, other, first_day, last_day).annotate(turned=Subquery(turned))
        columns: Any = found.filter(is_of_before, is_turned_later).values_list(
            "day", "entry__number", f"{other}__name", f"{other}__party", f"{other}__kind", f"{side}__name", "unit_id",
            "amount", "earmark__name",
        )  # fmt: skip
        for day, number, what, whose, kind, account, unit, amount, earmark in columns:
            shown, money = "" if whose else what, sign * int(amount)
            rows.append(CashBookRow(day, number, shown, kind == "equity", account, unit, money, earmark or ""))
    before = sum(own_balance_before(one, first_day) for one in cash_accounts(administration))
    rows = [*(one for one in rows if one.what), *_people_together([one for one in rows if not one.what])]
    return CashBook(before, tuple(sorted(rows, key=lambda row: (row.day, row.number, row.account, row.amount))))


def _people_together(rows: list[CashBookRow]) -> Iterator[CashBookRow]:
    """Who knows who worked or shopped could else read what one neighbour got."""
    by_month: defaultdict[tuple[Any, ...], list[CashBookRow]] = defaultdict(list)
    for row in rows:
        by_month[row.day.year, row.day.month, row.account, row.unit, row.amount > 0, row.earmark].append(row)
    for alike in by_month.values():
        last = max(alike, key=lambda row: (row.day, row.number))
        yield replace(last, amount=sum(row.amount for row in alike))


def headings(administration: Administration, *, first_day: dt.date, last_day: dt.date) -> list[Heading]:
    """The largest first; accounts of people are one heading without a name."""
    sums: dict[str, int] = {}
    for side, other, sign in SIDES:
        rows = _moved(administration, side, other, first_day, last_day).exclude(**{f"{other}__kind": "equity"})
        for what, whose, amount in (
            rows.order_by().values_list(f"{other}__name", f"{other}__party").annotate(total=Sum("amount"))
        ):
            sums["" if whose else what] = sums.get("" if whose else what, 0) + sign * int(amount)
    found = [Heading(what, max(amount, 0), max(-amount, 0)) for what, amount in sums.items() if amount]
    return sorted(found, key=lambda one: (-one.came, -one.went))


def _moved(
    administration: Administration, side: str, other: str, first_day: dt.date, last_day: dt.date
) -> QuerySet[Transfer]:
    rows = Transfer.objects.filter(
        Q(**{f"{side}__purpose__in": PURPOSES, f"{side}__party": None}),
        administration=administration,
        day__gte=first_day,
        day__lte=last_day,
        unit__kind=Unit.MONEY,
    )
    return rows.exclude(**{f"{other}__purpose__in": PURPOSES})
