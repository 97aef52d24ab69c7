"""Reading the books, within the active scope. All amounts are whole numbers of the smallest part of their unit."""

import contextlib
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from limonade.ledger.models import DEBIT, Account, Administration, Attachment, Earmark, Entry, Transfer, Unit
from limonade.people.models import Party
from limonade.units.typed_amounts import read_amount

A_DAY = dt.timedelta(days=1)
LINES_PER_PAGE = 50
LONGEST_NUMBER = 18
MOST_WORDS = 8
MOST_IN_FILE = 100_000
UNIT_ORDER = {Unit.MONEY: 0, Unit.HOURS: 1, Unit.LOCAL: 2}


class Moves(Protocol):
    """A transfer that is booked, or will be."""

    @property
    def source(self) -> Account: ...
    @property
    def target(self) -> Account: ...
    @property
    def amount(self) -> int: ...
    @property
    def earmark(self) -> Earmark | None: ...


@dataclass(frozen=True)
class Balance:
    """`amount` is debit - credit; `own` is as the holder of the account sees it."""

    account_id: int
    number: str
    name: str
    whose: str | None
    kind: str
    unit: str
    amount: int

    @property
    def own_credit(self) -> int:
        return -self.amount

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
    def place(self) -> tuple[dt.date, int]:
        return self.day, self.transfer_id

    @property
    def is_of_a_reversal_pair(self) -> bool:
        return self.reverses_id is not None or self.reversed_by_id is not None


@dataclass(frozen=True)
class Page:
    """`next_after` gets the next page, and is None on the last one."""

    lines: tuple[Line, ...]
    next_after: tuple[dt.date, int] | None
    before: int
    """The balance before the oldest of these lines, as the holder sees it."""

    @property
    def running(self) -> Iterator[tuple[Line, int]]:
        """Each line with the balance after it, in the order of the page."""
        backwards = self.lines and self.lines[0].place > self.lines[-1].place
        balance, rows = self.before, []
        for line in reversed(self.lines) if backwards else self.lines:
            balance += line.amount
            rows.append((line, balance))
        return reversed(rows) if backwards else iter(rows)

    @property
    def after(self) -> int:
        return self.before + sum(line.amount for line in self.lines)


def balances(administration: Administration) -> list[Balance]:
    """From the cached balances, in the order of the chart; 1,000 accounts in some milliseconds."""
    return [Balance(*row) for row in _chart(administration).values_list(*_BALANCE, "balance")]


def balances_on(administration: Administration, day: dt.date | None = None) -> list[Balance]:
    """Summed anew from the transfers, up to and including the day; reads every transfer of the administration."""
    moved: dict[int, int] = {}
    rows = Transfer.objects.filter(administration=administration)
    if day is not None:
        rows = rows.filter(day__lte=day)
    for side, sign in (("target_id", 1), ("source_id", -1)):
        for account, amount in rows.order_by().values_list(side).annotate(total=Sum("amount")):
            moved[account] = moved.get(account, 0) + sign * int(amount)
    columns = _chart(administration).values_list(*_BALANCE)
    return [Balance(*row, moved.get(row[0], 0)) for row in columns]  # type: ignore[call-arg]


_BALANCE = ("id", "number", "name", "party__name", "kind", "unit_id")


def _chart(administration: Administration) -> QuerySet[Account]:
    return Account.objects.filter(administration=administration).order_by("number")


def trial_balance(
    administration: Administration, day: dt.date | None = None, *, fold: bool = False
) -> list[TrialBalance]:
    """Per unit; debit and credit are equal. Without a day from the cache, with a day from the sums.

    `fold`: all accounts of people and organisations of one kind are one line.
    """
    lines = [line for line in (balances(administration) if day is None else balances_on(administration, day))
             if line.amount]  # fmt: skip
    if fold:
        lines = folded(lines)
    units = sorted({line.unit for line in lines})
    return [TrialBalance(unit, tuple(line for line in lines if line.unit == unit)) for unit in units]


def folded(lines: list[Balance]) -> list[Balance]:
    """All accounts of people and organisations of one kind as one line, in the order of the chart."""
    ours: dict[tuple[str, str], Balance] = {}
    kept: list[Balance] = []
    for line in lines:
        if not line.whose:
            kept.append(line)
            continue
        known = ours.get((line.unit, line.kind))
        ours[line.unit, line.kind] = replace(
            known or line, account_id=0, amount=line.amount + (known.amount if known else 0)
        )
    return sorted([*kept, *ours.values()], key=lambda line: line.number)


def account_page(
    account: Account,
    *,
    first_day: dt.date,
    last_day: dt.date,
    after: tuple[dt.date, int] | None = None,
    size: int = LINES_PER_PAGE,
    newest_first: bool = False,
) -> Page:
    """Lines of some days in order of day. Costs by the size of the page, not by that of the book."""
    found: list[Line] = []
    order = ("-day", "-id") if newest_first else ("day", "id")
    for side in ("source", "target"):  # each has its own index
        rows = Transfer.objects.filter(**{side: account}, day__gte=first_day, day__lte=last_day)
        if after and newest_first:
            rows = rows.filter(day__lte=after[0]).filter(Q(day__lt=after[0]) | Q(id__lt=after[1]))
        elif after:
            rows = rows.filter(day__gte=after[0]).filter(Q(day__gt=after[0]) | Q(id__gt=after[1]))
        found += _lines(rows.order_by(*order)[: size + 1], account, side)
    found.sort(key=lambda line: line.place, reverse=newest_first)
    lines = found[:size]
    oldest = min(line.place for line in lines) if lines else (first_day, 0)
    return Page(tuple(lines), lines[-1].place if len(found) > size else None, own_balance_before(account, *oldest))


def own_balance_before(account: Account, day: dt.date, transfer: int = 0) -> int:
    """As the holder sees it, at the start of the day, or before that transfer on it."""
    earlier = Q(day__lt=day) | Q(day=day, id__lt=transfer) if transfer else Q(day__lt=day)
    came, went = (
        Transfer.objects.filter(earlier, **{side: account}).aggregate(total=Coalesce(Sum("amount"), 0))["total"]
        for side in ("target", "source")
    )
    return _sign(account) * (int(came) - int(went))


def accounts_of(party_id: int) -> list[Account]:
    """All that somebody has here: euros first, then hours and local units."""
    rows = Account.objects.filter(party_id=party_id).select_related("administration", "unit")
    return sorted(rows, key=lambda one: (UNIT_ORDER[one.unit.kind], one.unit_id, one.number))


def told_to_owner(party: Party) -> list[dict[str, Any]]:
    """All accounts of somebody with every line, for the file of their own data."""
    first, last = dt.date.min, dt.date.max
    return [
        {
            "administration": one.administration.name,
            "account": one.number,
            "unit": one.unit_id,
            "decimals": one.unit.scale,
            "balance": one.own_balance,
            "lines": [
                {"day": line.day.isoformat(), "text": line.text, "from_or_to": line.other, "amount": line.amount}
                for line in account_page(one, first_day=first, last_day=last, size=MOST_IN_FILE).lines
            ],
        }
        for one in accounts_of(party.pk)
    ]


def find_accounts(administration: Administration, text: str = "") -> QuerySet[Account]:
    """In the order of the chart; `text` looks in number, name and whose it is."""
    rows = Account.objects.filter(administration=administration).select_related("party").order_by("number")
    for word in text.replace("·", " ").split():
        rows = rows.filter(Q(number__startswith=word) | Q(name__icontains=word) | Q(party__name__icontains=word))
    return rows


def is_open_on(administration: Administration, day: dt.date) -> bool:
    return administration.periods.filter(closed_at=None, first_day__lte=day, last_day__gte=day).exists()


def next_year(administration: Administration) -> dict[str, dt.date]:
    """The year after the last period, for a form."""
    last = administration.periods.order_by("-last_day").first()
    first_day = last.last_day + dt.timedelta(days=1) if last else timezone.localdate().replace(month=1, day=1)
    return {"first_day": first_day, "last_day": first_day.replace(year=first_day.year + 1) - dt.timedelta(days=1)}


def first_day(administration: Administration) -> dt.date:
    """From which day there can be entries."""
    first = administration.periods.order_by("first_day").values_list("first_day", flat=True).first()
    return first or timezone.localdate()


def entries(
    administration: Administration,
    *,
    text: str = "",
    first_day: dt.date | None = None,
    last_day: dt.date | None = None,
) -> QuerySet[Entry]:
    """Last booked first. Each word of `text` is in description, document, earmark or name, or is a number or amount."""
    rows = Entry.objects.filter(administration=administration).order_by("-number")
    for word in text.split()[:MOST_WORDS]:
        by_number = Q(number=int(word)) if word.isdecimal() and len(word) < LONGEST_NUMBER else Q()
        rows = rows.filter(
            Q(text__icontains=word)
            | Q(document__icontains=word)
            | by_number
            | Q(pk__in=_entries_of(word, administration))
        )
    if first_day:
        rows = rows.filter(day__gte=first_day)
    if last_day:
        rows = rows.filter(day__lte=last_day)
    return rows


def _entries_of(text: str, administration: Administration) -> QuerySet[Transfer, int]:
    """Those of an amount, of an earmark, or of somebody with such a name."""
    people = list(Account.objects.filter(administration=administration, party__name__icontains=text)[:LINES_PER_PAGE])
    named = Q(earmark__name__icontains=text, administration=administration)
    found = Q(source__in=people) | Q(target__in=people) | named
    with contextlib.suppress(ValueError):
        found |= Q(amount=read_amount(text, 2), administration=administration)
    return Transfer.objects.filter(found).values_list("entry", flat=True)


def turned_back(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """What was wrong, and what turned it back."""
    return rows.filter(Q(reverses__isnull=False) | Exists(Entry.objects.filter(reverses=OuterRef("pk"))))


def is_number(text: str) -> bool:
    """Something that a key or a number of ours may be."""
    return text.isdecimal() and len(text) <= LONGEST_NUMBER


def without_paper(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """Those that spent money, still count, and have no receipt or invoice with them."""
    turned = Entry.objects.filter(reverses=OuterRef("pk"))
    papers = Attachment.objects.filter(entry=OuterRef("pk"), taken_at=None)
    costs = list(Account.objects.filter(kind="expense", unit__kind=Unit.MONEY).values_list("pk", flat=True))
    spent = Transfer.objects.filter(target__in=costs).values("entry")
    return rows.filter(~Exists(turned), ~Exists(papers), pk__in=spent, reverses=None)


def came_lately(party_id: int, since: dt.datetime) -> list[tuple[int, str, int, str, str | None]]:
    """(account, unit, amount, text, from whom) of what was booked to somebody since then and not turned back.

    Newest first; from nobody when the neighbourhood itself gave it.
    """
    turned = Entry.objects.filter(reverses=OuterRef("entry"))
    rows = Transfer.objects.filter(
        ~Exists(turned), source__in=Account.objects.filter(party=party_id, kind="liability").exclude(balance=0),
        entry__moment__gte=since, entry__reverses=None,
    )  # fmt: skip
    columns = ("source_id", "unit_id", "amount", "entry__text", "target__party__name")
    return list(rows.order_by("-pk").values_list(*columns)[:LINES_PER_PAGE])


def with_transfers(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """With their accounts, and whose those are; `turned_by` is the number of the entry that reversed it."""
    transfers = Transfer.objects.select_related("source__party", "target__party", "earmark").order_by("position")
    turned = Entry.objects.filter(reverses=OuterRef("pk")).values("number")[:1]
    papers = Attachment.objects.filter(entry=OuterRef("pk"), taken_at=None)
    rows = rows.annotate(turned_by=Subquery(turned), has_paper=Exists(papers)).select_related("reverses")
    return rows.prefetch_related(Prefetch("transfers", transfers))


def _sign(account: Account) -> int:
    return 1 if account.kind in DEBIT else -1


def _lines(rows: QuerySet[Transfer], account: Account, side: str) -> list[Line]:
    sign = _sign(account) * (1 if side == "target" else -1)
    other = "source" if side == "target" else "target"
    turned = Entry.objects.filter(reverses=OuterRef("entry_id")).values("id")[:1]
    whose = Coalesce(F(f"{other}__party__name"), F(f"{other}__name"))
    columns: Any = rows.annotate(turned=Subquery(turned), other_name=whose).values_list(
        "id", "entry_id", "entry__number", "day", "entry__text", "entry__document", f"{other}_id", "other_name",
        "unit_id", "amount", "entry__reverses_id", "turned",
    )  # fmt: skip
    return [Line(*row[:9], sign * row[9], *row[10:]) for row in columns]  # type: ignore[call-arg]


def own_balances_after(transfers: Sequence[Moves]) -> list[tuple[Account, int]]:
    """What each account would hold, as its holder sees it, in the order in which they are named."""
    moved: dict[int, int] = {}
    accounts: dict[int, Account] = {}
    for one in transfers:
        for account, sign in ((one.source, -1), (one.target, 1)):
            accounts[account.pk] = account
            moved[account.pk] = moved.get(account.pk, 0) + sign * one.amount
    return [(account, account.own_balance + _sign(account) * moved[pk]) for pk, account in accounts.items()]


def entries_like(
    administration: Administration, transfers: Sequence[Moves], day: dt.date, days: int
) -> QuerySet[Entry]:
    """Entries of around that day with such a transfer, that were not turned back: perhaps the same receipt."""
    same = Q()
    for one in transfers:
        same |= Q(transfers__source=one.source, transfers__target=one.target, transfers__amount=one.amount)
    around = (day - dt.timedelta(days=days), day + dt.timedelta(days=days))
    rows = Entry.objects.filter(same, administration=administration, day__range=around, reverses=None)
    turned = Entry.objects.filter(administration=administration, reverses__isnull=False).values("reverses")
    return rows.exclude(pk__in=turned).distinct().order_by("-day")
