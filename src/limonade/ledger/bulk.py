"""Many transfers from a CSV file, one entry per transfer: all or nothing, past the ORM but past no guard.

The first line is `key,day,source,target,amount,text,document,earmark`; source and target are account numbers,
earmark is a name or empty, amount is in the smallest part of the unit. The whole file is checked before
anything is written, and never more than a chunk of it is in memory. A key that was booked before with the same
content is passed over.
"""

import csv
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from limonade.audit.actor import Actor
from limonade.ledger import errors
from limonade.ledger.amounts import MOST
from limonade.ledger.chain import chain_hash, content_hash, spell_booked, spell_transfer
from limonade.ledger.models import (
    DEBIT,
    DOCUMENT_LENGTH,
    KEY_LENGTH,
    TEXT_LENGTH,
    Account,
    Administration,
    Earmark,
    Entry,
    Period,
)
from limonade.ledger.write_lock import write_lock
from limonade.scoping.ids import new_id

HEADER = ["key", "day", "source", "target", "amount", "text", "document", "earmark"]
KIND = "import"
KEYS_AT_ONCE = 500  # SQLite takes some thousands of values in one question
ROWS_AT_ONCE = {"sqlite": 5_000, "postgresql": 50_000}
MOST_FAULTS = 20
CACHE_KIB = 256 * 1024  # of SQLite, for the indexes; given back after the import
SQLITES_OWN_CACHE_KIB = 2_000

ENTRY = (
    "id, neighbourhood_id, administration_id, number, day, moment, user_id, acting_party, for_party, key, content, "
    "kind, text, document, previous_hash, hash"
)
TRANSFER = (
    "id, neighbourhood_id, administration_id, entry_id, position, day, unit_id, source_id, target_id, amount, "
    "earmark_id"
)
Row = list[str]


@dataclass(frozen=True)
class Imported:
    booked: int
    known: int
    """Rows that were booked before."""


@dataclass
class _Known:
    id: int
    unit: str
    sign: int
    floor: int | None
    ceiling: int | None
    balance: int
    limited: bool


@dataclass
class _Books:
    """What the rows may name, and what they were found to do."""

    administration: Administration
    accounts: dict[str, _Known]
    earmarks: dict[str, int | None]
    periods: list[Any]
    days: dict[str, bool] = field(default_factory=dict)
    booked: dict[str, str] = field(default_factory=dict)
    """Keys of the file that were booked before, with their content."""
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
        said = (self.administration.pk, day, KIND, None, text, document)
        return content_hash(said, (spell_transfer(one.id, other.id, one.unit, int(amount), self.earmarks[earmark]),))


def import_csv(administration: Administration, path: Path, *, by: Actor) -> Imported:
    """Raises FileRefused with at most 20 faults by line, or another LedgerError; then nothing was booked.

    Others cannot book until it is done: about a minute per million transfers on SQLite.
    """
    with path.open(encoding="utf-8", newline="") as stream, write_lock(), _large_cache():
        try:
            with transaction.atomic():
                return _import(administration, stream, by)
        except IntegrityError as refusal:
            raise errors.error_for(refusal) or refusal from refusal


@contextmanager
def _large_cache() -> Iterator[None]:
    """On SQLite, for this connection, until the import is done."""
    _set_cache(-CACHE_KIB)
    try:
        yield
    finally:
        _set_cache(-SQLITES_OWN_CACHE_KIB)


def _set_cache(size: int) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = {size}")


def _import(administration: Administration, stream: Any, by: Actor) -> Imported:
    head = _of(administration.neighbourhood_id, Administration).select_for_update().get(pk=administration.pk)
    books = _read_books(head)
    if next(csv.reader(stream), None) != HEADER:
        raise errors.FileRefused([_("De eerste regel moet zijn: %(header)s.") % {"header": ",".join(HEADER)}])
    count = _check(books, _rows(stream))
    if books.faults:
        raise errors.FileRefused(books.faults)
    _write(books, _rows(stream), by)
    return Imported(count - len(books.booked), len(books.booked))


def _of(place: int, model: Any) -> Any:
    return model.objects.with_scope(neighbourhood=place)


def _rows(stream: Any) -> Iterator[Row]:
    stream.seek(0)
    return islice(csv.reader(stream), 1, None)


def _chunks(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, size)):
        yield chunk


def _read_books(head: Administration) -> _Books:
    def rows(model: Any) -> Any:
        return _of(head.neighbourhood_id, model).filter(administration_id=head.pk)

    accounts = {
        one.number: _Known(
            one.pk,
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
    return _Books(head, accounts, earmarks, periods)


# Checking


def _check(books: _Books, rows: Iterator[Row]) -> int:
    """How many rows there are; what is wrong with them goes to books.faults."""
    hashes = array("q")
    line = 1
    any_booked = _of(books.administration.neighbourhood_id, Entry).exists()
    for chunk in _chunks(rows, KEYS_AT_ONCE):
        if any_booked:
            _look_up(books, chunk)
        for row in chunk:
            line += 1
            if fault := _fault(books, row):
                books.faults.append(_("Regel %(line)s: %(fault)s") % {"line": line, "fault": fault})
            else:
                hashes.append(hash(row[0]))
        if len(books.faults) >= MOST_FAULTS:
            del books.faults[MOST_FAULTS:]
            return line - 1
    if not books.faults and _has_twice(hashes):
        books.faults.append(_("Twee regels hebben dezelfde sleutel."))
    return line - 1


def _has_twice(hashes: "array[int]") -> bool:
    """By 64 bits of each key: a million keys of which none is twice are all told apart but once in 37 million files."""
    ordered = np.sort(np.frombuffer(hashes, dtype=np.int64)) if hashes else np.empty(0, dtype=np.int64)
    return bool((ordered[1:] == ordered[:-1]).any())


def _look_up(books: _Books, chunk: list[Row]) -> None:
    entries = _of(books.administration.neighbourhood_id, Entry)
    keys = [row[0] for row in chunk if row]
    books.booked.update(entries.filter(key__in=keys).values_list("key", "content"))


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
    if not (amount.isdecimal() and amount.isascii() and 0 < int(amount) <= MOST):
        return str(errors.WrongAmount.says)
    if not (0 < len(key) <= KEY_LENGTH and 0 < len(text) <= TEXT_LENGTH and len(document) <= DOCUMENT_LENGTH):
        return str(errors.WrongText.says)
    if not (key.isprintable() and text.isprintable() and document.isprintable()):
        return str(errors.WrongText.says)
    return _fault_in_books(books, row, one, other) if earmark in books.earmarks else _("deze bestemming is er niet.")


def _fault_in_books(books: _Books, row: Row, one: _Known, other: _Known) -> str:
    if books.booked and row[0] in books.booked:
        return "" if books.booked[row[0]] == books.content(row) else str(errors.KeyUsedDifferently.says)
    if not books.is_open(row[1]):
        return str(errors.NoOpenPeriod.says)
    for account, sign in ((one, -1), (other, 1)):
        if account.limited:
            account.balance += sign * account.sign * int(row[4])
            if account.floor is not None and account.balance < account.floor:
                return str(errors.BelowFloor.says)
            if account.ceiling is not None and account.balance > account.ceiling:
                return str(errors.AboveCeiling.says)
    return ""


# Writing


def _write(books: _Books, rows: Iterator[Row], by: Actor) -> None:
    size = ROWS_AT_ONCE[connection.vendor]
    head = books.administration
    number, last, moment = head.last_number, head.last_hash, timezone.now()
    who = spell_booked(moment, by.user_id, by.party_id, by.for_party_id)
    place, home = head.neighbourhood_id, head.pk
    # Django would spell the moment anew for every row.
    spelled_moment = connection.ops.adapt_datetimefield_value(moment)
    for chunk in _chunks(rows, size):
        entries, transfers = [], []
        for row in chunk:
            key, day, source, target, amount, text, document, earmark = row
            if books.booked and key in books.booked:
                continue
            one, other, mark = books.accounts[source], books.accounts[target], books.earmarks[earmark]
            spelled = spell_transfer(one.id, other.id, one.unit, int(amount), mark)
            content = content_hash((home, day, KIND, None, text, document), (spelled,))
            number += 1
            entry, previous = new_id(), last
            last = chain_hash(previous, number, entry, key, content, who)
            transfers.append((new_id(), place, home, entry, 1, day, one.unit, one.id, other.id, int(amount), mark))
            entries.append((
                entry, place, home, number, day, spelled_moment, by.user_id, by.party_id, by.for_party_id, key,
                content, KIND, text, document, previous, last,
            ))  # fmt: skip
        _add("ledger_transfer", TRANSFER, transfers)
        _add("ledger_entry", ENTRY, entries)


def _add(table: str, columns: str, rows: list[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * (columns.count(",") + 1))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
