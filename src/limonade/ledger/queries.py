"""Reading the books, within the active scope. All amounts are whole numbers of the smallest part of their unit."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from limonade.ledger.models import DEBIT, Account, Administration, Earmark, Entry, Transfer

LINES_PER_PAGE = 50
CASH_BOOK_PURPOSES = ("bank", "cash")


@dataclass(frozen=True)
class Balance:
    """`amount` is debit - credit; `own` is as the holder of the account sees it."""

    account_id: int
    number: str
    name: str
    kind: str
    unit: str
    amount: int

    @property
    def own(self) -> int:
        return self.amount if self.kind in DEBIT else -self.amount


@dataclass(frozen=True)
class TrialBalance:
    unit: str
    lines: tuple[Balance, ...]

    @property
    def debit(self) -> int:
        return sum(line.amount for line in self.lines if line.amount > 0)

    @property
    def credit(self) -> int:
        return -sum(line.amount for line in self.lines if line.amount < 0)


@dataclass(frozen=True)
class Line:
    """One transfer as one account sees it. `amount` is positive for what came, as its holder sees it."""

    transfer_id: int
    entry_id: int
    number: int
    day: dt.date
    text: str
    document: str
    other_id: int
    other: str
    unit: str
    amount: int
    reverses_id: int | None
    reversed_by_id: int | None

    @property
    def is_of_a_reversal_pair(self) -> bool:
        return self.reverses_id is not None or self.reversed_by_id is not None


@dataclass(frozen=True)
class Page:
    """`next_after` gets the next page, and is None on the last one."""

    lines: tuple[Line, ...]
    next_after: tuple[dt.date, int] | None


@dataclass(frozen=True)
class StatementPart:
    """One account of a party over some days: balance before, what came and went, balance after."""

    account_id: int
    name: str
    unit: str
    before: int
    lines: tuple[Line, ...]
    after: int


@dataclass(frozen=True)
class CashBookRow:
    """No names, texts, documents or accounts of people: what everybody may see."""

    day: dt.date
    number: int
    kind: str
    account: str
    unit: str
    amount: int
    earmark: str


def balances(administration: Administration) -> list[Balance]:
    """From the cached balances, in the order of the chart; 1,000 accounts in some milliseconds."""
    rows = Account.objects.filter(administration=administration).order_by("number")
    return [Balance(*row) for row in rows.values_list("id", "number", "name", "kind", "unit_id", "balance")]


def balances_on(administration: Administration, day: dt.date | None = None) -> list[Balance]:
    """Summed anew from the transfers, up to and including the day; reads every transfer of the administration."""
    moved: dict[int, int] = {}
    rows = Transfer.objects.filter(administration=administration)
    if day is not None:
        rows = rows.filter(day__lte=day)
    for side, sign in (("target_id", 1), ("source_id", -1)):
        for account, amount in rows.order_by().values_list(side).annotate(total=Sum("amount")):
            moved[account] = moved.get(account, 0) + sign * int(amount)
    accounts = Account.objects.filter(administration=administration).order_by("number")
    columns = accounts.values_list("id", "number", "name", "kind", "unit_id")
    return [Balance(*row, amount=moved.get(row[0], 0)) for row in columns]


def trial_balance(administration: Administration, day: dt.date | None = None) -> list[TrialBalance]:
    """Per unit; debit and credit are equal. Without a day from the cache, with a day from the sums."""
    lines = balances(administration) if day is None else balances_on(administration, day)
    units = sorted({line.unit for line in lines})
    return [TrialBalance(unit, tuple(line for line in lines if line.unit == unit and line.amount)) for unit in units]


def account_page(
    account: Account,
    *,
    first_day: dt.date,
    last_day: dt.date,
    after: tuple[dt.date, int] | None = None,
    size: int = LINES_PER_PAGE,
) -> Page:
    """Lines of some days in order of day. Costs by the size of the page, not by that of the book."""
    found: list[Line] = []
    for side in ("source", "target"):  # each has its own index
        rows = Transfer.objects.filter(**{side: account}, day__gte=first_day, day__lte=last_day)
        if after:
            rows = rows.filter(day__gte=after[0]).filter(Q(day__gt=after[0]) | Q(id__gt=after[1]))
        found += _lines(rows.order_by("day", "id")[: size + 1], account, side)
    found.sort(key=lambda line: (line.day, line.transfer_id))
    last = found[size - 1] if len(found) > size else None
    return Page(tuple(found[:size]), (last.day, last.transfer_id) if last else None)


def own_balance_before(account: Account, day: dt.date) -> int:
    """As the holder sees it, at the start of the day."""
    came, went = (
        Transfer.objects.filter(**{side: account}, day__lt=day).aggregate(total=Coalesce(Sum("amount"), 0))["total"]
        for side in ("target", "source")
    )
    return _sign(account) * (int(came) - int(went))


def statement(party_id: int, *, first_day: dt.date, last_day: dt.date) -> list[StatementPart]:
    """Everything of one party, in euros, hours and local units; reversal pairs are marked, for a page to fold."""
    parts = []
    for account in Account.objects.filter(party_id=party_id).order_by("unit_id", "number"):
        before = own_balance_before(account, first_day)
        lines = account_page(account, first_day=first_day, last_day=last_day, size=10_000).lines
        after = before + sum(line.amount for line in lines)
        parts.append(StatementPart(account.pk, account.name, account.unit_id, before, lines, after))
    return parts


def cash_book(administration: Administration, *, first_day: dt.date, last_day: dt.date) -> list[CashBookRow]:
    """What came into and went out of bank and cash. A row per transfer; money between the two has two rows."""
    rows: list[CashBookRow] = []
    for side, sign in (("target", 1), ("source", -1)):
        found: Any = Transfer.objects.filter(
            administration=administration,
            day__gte=first_day,
            day__lte=last_day,
            **{f"{side}__purpose__in": CASH_BOOK_PURPOSES, f"{side}__party": None},
        ).values_list("day", "entry__number", "entry__kind", f"{side}__number", "unit_id", "amount", "earmark__name")
        rows += [CashBookRow(*row[:5], sign * row[5], row[6] or "") for row in found]  # type: ignore[call-arg]
    return sorted(rows, key=lambda row: (row.day, row.number, row.account, row.amount))


def earmark_totals(earmark: Earmark) -> dict[tuple[int, str], int]:
    """Debit - credit by account and unit of the money with this purpose, from the first to the last cent."""
    totals: dict[tuple[int, str], int] = {}
    rows = Transfer.objects.filter(earmark=earmark).values_list("source_id", "target_id", "unit_id", "amount")
    for source, target, unit, amount in rows:
        totals[source, unit] = totals.get((source, unit), 0) - amount
        totals[target, unit] = totals.get((target, unit), 0) + amount
    return totals


def entries(administration: Administration, *, text: str = "", day: dt.date | None = None) -> QuerySet[Entry]:
    """Newest first; `text` looks in description and document."""
    rows = Entry.objects.filter(administration=administration).order_by("-number")
    if text:
        rows = rows.filter(Q(text__icontains=text) | Q(document__icontains=text))
    return rows.filter(day=day) if day else rows


def _sign(account: Account) -> int:
    return 1 if account.kind in DEBIT else -1


def _lines(rows: QuerySet[Transfer], account: Account, side: str) -> list[Line]:
    sign = _sign(account) * (1 if side == "target" else -1)
    other = "source" if side == "target" else "target"
    turned = Entry.objects.filter(reverses=OuterRef("entry_id")).values("id")[:1]
    columns: Any = rows.annotate(turned=Subquery(turned), other_name=F(f"{other}__name")).values_list(
        "id", "entry_id", "entry__number", "day", "entry__text", "entry__document", f"{other}_id", "other_name",
        "unit_id", "amount", "entry__reverses_id", "turned",
    )  # fmt: skip
    return [Line(*row[:9], sign * row[9], *row[10:]) for row in columns]  # type: ignore[call-arg]
