"""Many transfers from a CSV file, one entry per transfer: all or nothing, past the ORM but past no guard.

The first line is `key,day,source,target,amount,text,document,earmark`; source and target are account numbers,
earmark is a name or empty, amount is in the smallest part of the unit. Every chunk of rows is a batch, which the
database checks and counts at once; on PostgreSQL the chunks wait until all are read, and are one batch together. All
is one transaction. At the first fault nothing more is written; the rest of the file is still checked, and then all is
undone. Never more than a chunk is in memory. A key that was booked before with the same content is passed over.
"""

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from limonade.audit.actions import record
from limonade.audit.actor import Actor
from limonade.ledger import errors
from limonade.ledger.amounts import MOST
from limonade.ledger.chain import spell_booked, spell_content, spell_entry, spell_transfer
from limonade.ledger.many_rows import add_rows, indexes_made_last, large_cache
from limonade.ledger.models import (
    DEBIT,
    DOCUMENT_LENGTH,
    KEY_LENGTH,
    TEXT_LENGTH,
    Account,
    Administration,
    Batch,
    Earmark,
    Entry,
    Period,
    Transfer,
)
from limonade.ledger.waiting_rows import EMPTY, Alike, add_waiting, any_key_waits_twice, book_waiting, rows_wait
from limonade.ledger.write_lock import write_lock
from limonade.scoping.ids import new_ids

HEADER = ["key", "day", "source", "target", "amount", "text", "document", "earmark"]
KIND = "import"
KEYS_AT_ONCE = 500  # SQLite takes some thousands of values in one question
ROWS_AT_ONCE = {"sqlite": 20_000, "postgresql": 10_000}
MOST_FAULTS = 20
MOST_FIGURES = 100  # of an amount; from thousands Python makes no number

ENTRY = ("id", "number", "day", "key", "text", "document", "hash")
TRANSFER = ("id", "entry_id", "day", "unit_id", "source_id", "target_id", "amount")
SAID = ("administration_id", "day", "kind", "reverses_id", "text", "document")
MOVED = ("source_id", "target_id", "unit_id", "amount", "earmark_id")
FIRST_LINE = 2  # of the file, after the header
Row = list[str]


@dataclass(frozen=True)
class Imported:
    booked: int
    known: int
    """Rows that were booked before."""


@dataclass(slots=True)
class _Known:
    id: int
    spelled: str
    unit: str
    sign: int
    floor: int | None
    ceiling: int | None
    balance: int
    limited: bool


@dataclass
class _Books:
    """What the rows may name, and what they were found to do."""

    home: int
    accounts: dict[str, _Known]
    earmarks: dict[str, int | None]
    periods: list[Any]
    days: dict[str, bool] = field(default_factory=dict)
    booked: dict[str, str] = field(default_factory=dict)
    """Keys of the chunk that were booked before, with their content."""
    faults: list[str] = field(default_factory=list)

    def is_open(self, day: str) -> bool:
        known = self.days.get(day)
        if known is None:
            try:
                read = parse_date(day) if len(day) == len("2026-01-01") else None
            except ValueError:
                read = None
            known = read is not None and any(first <= read <= last for first, last in self.periods)
            self.days[day] = known
        return known

    def content(self, row: Row) -> str:
        _key, day, source, target, amount, text, document, earmark = row
        one, other = self.accounts[source], self.accounts[target]
        line = spell_transfer(one.id, other.id, one.unit, int(amount), self.earmarks[earmark])
        return spell_content((self.home, day, KIND, None, text, document), (line,))


@dataclass
class _Head:
    """Where the chain is, and what was read but not yet written."""

    administration: Administration
    by: Actor
    moment: dt.datetime
    number: int
    hash: bytes
    ids: Iterator[int] = field(default_factory=new_ids)
    entries: list[Any] = field(default_factory=list)
    transfers: defaultdict[int | None, list[Any]] = field(default_factory=lambda: defaultdict(list))
    """By earmark. Both hold the values of all rows after each other, because many small tuples cost more."""
    lines: list[str] = field(default_factory=list)
    """On PostgreSQL, instead of both: a row as it is copied."""

    @property
    def new(self) -> int:
        return self.number - self.administration.last_number


_Step = Callable[[_Books, _Head], None]


def import_csv(administration: Administration, path: Path, *, by: Actor) -> Imported:
    """Raises FileRefused with at most 20 faults by line, or another LedgerError; then nothing was booked.

    Others cannot book until it is done: about 20 seconds per million transfers on SQLite. On PostgreSQL 45, or 20
    seconds when the file brings more than there is: then nobody can read the books or sign in for the last 15 of them.
    """
    with path.open(encoding="utf-8", newline="") as stream, write_lock(), large_cache():
        try:
            with transaction.atomic():
                if connection.vendor == "postgresql":
                    with rows_wait():
                        return _import(administration, stream, by, _wait, _book_waiting)
                with indexes_made_last(path) as at_once:
                    return _import(administration, stream, by, partial(_write, at_once=at_once), _tell)
        except IntegrityError as refusal:
            raise errors.error_for(refusal) or refusal from refusal


def _import(administration: Administration, stream: Any, by: Actor, write: _Step, end: _Step) -> Imported:
    """`write` puts away what was read of every chunk, and `end` does what can be done when all is."""
    found = _of(administration.neighbourhood_id, Administration).select_for_update().get(pk=administration.pk)
    books, head = _read_books(found), _Head(found, by, timezone.now(), found.last_number, bytes(found.last_hash))
    rows = csv.reader(stream)
    if next(rows, None) != HEADER:
        raise errors.FileRefused([_("De eerste regel moet zijn: %(header)s.") % {"header": ",".join(HEADER)}])
    any_booked = _of(found.neighbourhood_id, Entry).exists()
    line, after = FIRST_LINE - 1, FIRST_LINE
    while after > line and len(books.faults) < MOST_FAULTS:
        chunk: Iterable[Row] = islice(rows, ROWS_AT_ONCE[connection.vendor])
        if any_booked:
            chunk = list(chunk)
            books.booked = _look_up(found, chunk)
        line, after = after, _read(books, head, chunk, after)
        write(books, head)
    end(books, head)
    if books.faults:
        raise errors.FileRefused(books.faults[:MOST_FAULTS])
    return Imported(head.new, after - FIRST_LINE - head.new)


def _of(place: int, model: Any) -> Any:
    return model.objects.with_scope(neighbourhood=place)


def _read_books(head: Administration) -> _Books:
    def rows(model: Any) -> Any:
        return _of(head.neighbourhood_id, model).filter(administration_id=head.pk)

    accounts = {
        one.number: _Known(
            one.pk,
            str(one.pk),
            one.unit_id,
            1 if one.kind in DEBIT else -1,
            one.floor,
            one.ceiling,
            one.own_balance,
            one.floor is not None or one.ceiling is not None,
        )
        for one in rows(Account)
    }
    earmarks: dict[str, int | None] = {"": None, **{one.name: one.pk for one in rows(Earmark)}}
    periods = list(rows(Period).filter(closed_at=None).values_list("first_day", "last_day"))
    return _Books(head.pk, accounts, earmarks, periods)


# Checking


def _read(books: _Books, head: _Head, rows: Iterable[Row], line: int) -> int:
    """The line after these rows. They come to wait in the head; what is wrong comes to books.faults.

    Most rows are right, and are seen to be so without a call: for every row a call costs as much as its work.
    """
    accounts, earmarks, days, booked, faults = books.accounts, books.earmarks, books.days, books.booked, books.faults
    number, last, entries, transfers = head.number, head.hash, head.entries, head.transfers
    spelled, ids, lines = _spelling(books, head), head.ids, head.lines
    as_text = connection.vendor == "postgresql"
    for row in rows:
        try:
            key, day, source, target, amount, text, document, earmark = row
            one, other, mark, whole = accounts[source], accounts[target], earmarks[earmark], int(amount)
            said = f"{key}{text}{document}"
            right = (
                one.unit == other.unit
                and one is not other
                and not (one.limited or other.limited)
                and 0 < whole <= MOST
                and amount.isdecimal()
                and amount.isascii()
                and 0 < len(key) <= KEY_LENGTH
                and 0 < len(text) <= TEXT_LENGTH
                and len(document) <= DOCUMENT_LENGTH
                and said.isprintable()
                and day in days
                and days[day]
                and key not in booked
            )
        except (ValueError, KeyError):
            right = False
        if not right and (fault := _fault(books, row)):
            faults.append(_("Regel %(line)s: %(fault)s") % {"line": line, "fault": fault})
        elif not (faults or key in booked):
            number, new = number + 1, next(ids)
            says = (number, new, key, day, text, document, one.spelled, other.spelled, one.unit, whole, mark or "")
            last = sha256(last + (spelled % says).encode()).digest()
            if as_text:
                if "\\" in said:
                    key, text, document = (one.replace("\\", r"\\") for one in (key, text, document))
                lines.append(
                    f"{new}\t{number}\t{day}\t{key}\t{text}\t{document}\t\\\\x{last.hex()}\t{one.unit}\t{one.spelled}"
                    f"\t{other.spelled}\t{whole}\t{mark or EMPTY}\n"
                )
            else:
                # Python's driver takes a bytearray as it is, and asks around for bytes and None.
                entries += (new, number, day, key, text, document, bytearray(last))
                # An entry and its only transfer have one id, each in its own table.
                transfers[mark] += (new, new, day, one.unit, one.id, other.id, whole)
        line += 1
    head.number, head.hash = number, last
    return line


def _spelling(books: _Books, head: _Head) -> str:
    """What the hash of a row is made of, with %s for what differs by row."""
    who = spell_booked(head.moment, head.by.user_id, head.by.party_id, head.by.for_party_id)
    transfer = spell_transfer("%s", "%s", "%s", "%s", "%s")
    content = spell_content((books.home, "%s", KIND, None, "%s", "%s"), (transfer,))
    return spell_entry("%s", "%s", "%s", content, who)


def _look_up(head: Administration, rows: list[Row]) -> dict[str, str]:
    """Content by key of what was booked before this import."""
    of_this_import = Q(administration_id=head.pk, number__gt=head.last_number)
    entries = _of(head.neighbourhood_id, Entry).exclude(of_this_import).values_list("id", "key", *SAID)
    transfers = _of(head.neighbourhood_id, Transfer).order_by("entry_id", "position").values_list("entry_id", *MOVED)
    found = {}
    for at in range(0, len(rows), KEYS_AT_ONCE):
        same = {one[0]: one for one in entries.filter(key__in=[row[0] for row in rows[at : at + KEYS_AT_ONCE] if row])}
        by_entry = groupby(transfers.filter(entry_id__in=list(same)), itemgetter(0))
        for entry, lines in by_entry:
            _id, key, *said = same[entry]
            found[key] = spell_content(tuple(said), (spell_transfer(*line[1:]) for line in lines))
    return found


def _fault(books: _Books, row: Row) -> str:  # noqa: PLR0911 - one line per thing that can be wrong
    if len(row) != len(HEADER):
        return _("een regel heeft acht velden.")
    key, _day, source, target, amount, text, document, earmark = row
    one, other = books.accounts.get(source), books.accounts.get(target)
    if one is None or other is None:
        return _("deze rekening is er niet.")
    if one is other:
        return str(errors.SameAccount.says)
    if one.unit != other.unit:
        return str(errors.OtherUnit.says)
    if not (amount.isdecimal() and amount.isascii() and len(amount) <= MOST_FIGURES and 0 < int(amount) <= MOST):
        return str(errors.WrongAmount.says)
    if not (0 < len(key) <= KEY_LENGTH and 0 < len(text) <= TEXT_LENGTH and len(document) <= DOCUMENT_LENGTH):
        return str(errors.WrongText.says)
    if not f"{key}{text}{document}".isprintable():
        return str(errors.WrongText.says)
    return _fault_in_books(books, row, one, other) if earmark in books.earmarks else _("deze bestemming is er niet.")


def _fault_in_books(books: _Books, row: Row, one: _Known, other: _Known) -> str:
    if books.booked and row[0] in books.booked:
        return "" if books.booked[row[0]] == books.content(row) else str(errors.KeyUsedDifferently.says)
    if not (books.days.get(row[1]) or books.is_open(row[1])):
        return str(errors.NoOpenPeriod.says)
    return _fault_of_limits(row, one, other) if one.limited or other.limited else ""


def _fault_of_limits(row: Row, one: _Known, other: _Known) -> str:
    for account, sign in ((one, -1), (other, 1)):
        if account.limited:
            account.balance += sign * account.sign * int(row[4])
            if account.floor is not None and account.balance < account.floor:
                return str(errors.BelowFloor.says)
            if account.ceiling is not None and account.balance > account.ceiling:
                return str(errors.AboveCeiling.says)
    return ""


# Writing


def _write(books: _Books, head: _Head, at_once: int) -> None:
    """A key that the file has twice is refused by the database, which is the only one to know them all."""
    if head.entries and not books.faults:
        with _keys_once(books):
            # A refused statement leaves the transaction as it was, and a savepoint copies every page.
            _write_batch(head, at_once)
    head.entries.clear()
    head.transfers.clear()


@contextmanager
def _keys_once(books: _Books) -> Iterator[None]:
    try:
        yield
    except IntegrityError as refusal:
        if not isinstance(errors.error_for(refusal), errors.KeyUsedDifferently):
            raise
        books.faults.append(_key_twice())


def _key_twice() -> str:
    return _("Twee regels hebben dezelfde sleutel.")


def _write_batch(head: _Head, at_once: int) -> None:
    place, home, by = head.administration.neighbourhood_id, head.administration.pk, head.by
    first = head.entries[ENTRY.index("number")]
    batch = Batch(neighbourhood_id=place, administration_id=home, first_number=first, last_number=head.number)
    _of(place, Administration).filter(pk=home).update(batch=batch.pk)
    alike = {"neighbourhood_id": place, "administration_id": home}
    for earmark, values in head.transfers.items():
        add_rows("ledger_transfer", {**alike, "position": 1, "earmark_id": earmark}, TRANSFER, values, at_once)
    who = {"user_id": by.user_id, "acting_party": by.party_id, "for_party": by.for_party_id}
    # Django would spell the moment anew for every row.
    moment = connection.ops.adapt_datetimefield_value(head.moment)
    add_rows("ledger_entry", {**alike, **who, "kind": KIND, "moment": moment}, ENTRY, head.entries)
    batch.save(force_insert=True)


def _tell(_books: _Books, head: _Head) -> None:
    home = head.administration
    record(home.neighbourhood, "ledger.file_imported", by=head.by, subject=home, booked=head.new)


def _wait(books: _Books, head: _Head) -> None:
    if head.lines and not books.faults:
        add_waiting(head.lines)
    head.lines.clear()


def _book_waiting(books: _Books, head: _Head) -> None:
    tell = partial(_tell, books, head)
    if books.faults:
        books.faults[:0] = [_key_twice()] if any_key_waits_twice() else []
    elif head.new:
        by, home = head.by, head.administration
        who = (by.user_id, by.party_id, by.for_party_id)
        with _keys_once(books):
            alike = Alike(home.neighbourhood_id, home.pk, *who, KIND, head.moment)
            book_waiting(alike, home.last_number + 1, head.number, tell)
    else:
        tell()
