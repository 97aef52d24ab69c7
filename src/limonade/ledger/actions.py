"""Booking. Everything or nothing, and one key is booked once, however often it comes.

A caller may be inside or outside a scope and a transaction; with its own transaction it books together with what it
changes itself. It then holds the administration until it commits, so book as late as you can. Booking by hand also
writes an audit act; entries that follow from something else carry their own chain and need none.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from limonade.audit.actions import record
from limonade.audit.actor import Actor
from limonade.ledger import errors
from limonade.ledger.amounts import MOST
from limonade.ledger.chain import chain_hash, spell_booked, spell_content, spell_transfer
from limonade.ledger.models import (
    DOCUMENT_LENGTH,
    KEY_LENGTH,
    TEXT_LENGTH,
    Account,
    Administration,
    Earmark,
    Entry,
    Transfer,
)
from limonade.ledger.write_lock import write_lock

KIND_LENGTH = 24


@dataclass(frozen=True)
class Line:
    """`amount` in the smallest part of the unit that both accounts have: cents, hundredths of an hour."""

    source: Account
    target: Account
    amount: int
    earmark: Earmark | None = None

    @property
    def earmark_id(self) -> int | None:
        return self.earmark.pk if self.earmark else None


@dataclass(frozen=True)
class Booking:
    key: str
    day: dt.date
    transfers: Sequence[Line]
    text: str
    document: str = ""
    kind: str = "booking"
    reverses_id: int | None = None


def post(  # noqa: PLR0913 - a booking has this many sides
    administration: Administration,
    *,
    key: str,
    day: dt.date,
    transfers: Sequence[Line],
    text: str,
    by: Actor,
    document: str = "",
    kind: str = "booking",
    by_hand: bool = False,
) -> Entry:
    """One entry. The same key with the same content gives the entry that is there; raises LedgerError otherwise.

    The content is all but `by`: administration, day, transfers in order, text, document and kind.
    """
    booking = Booking(key, day, transfers, text, document, kind)
    return post_batch(administration, [booking], by=by, by_hand=by_hand)[0]


def post_batch(
    administration: Administration, bookings: Sequence[Booking], *, by: Actor, by_hand: bool = False
) -> list[Entry]:
    """All of them in this order, or none. Raises LedgerError."""
    for booking in bookings:
        _check(administration, booking)
    try:
        with write_lock(), transaction.atomic():
            return _book(administration, bookings, by, by_hand)
    except IntegrityError as refusal:
        if known := errors.error_for(refusal):
            raise known from refusal
        raise


def reverse(entry: Entry, *, key: str, day: dt.date, by: Actor, why: str, by_hand: bool = False) -> Entry:
    """A new entry with every transfer the other way round, once, on its own day in an open period."""
    lines = Transfer.objects.with_scope(neighbourhood=entry.neighbourhood_id)  # type: ignore[attr-defined]
    old = lines.filter(entry_id=entry.pk).order_by("position").select_related("source", "target", "earmark")
    turned = [Line(one.target, one.source, one.amount, one.earmark) for one in old]
    heads = Administration.objects.with_scope(neighbourhood=entry.neighbourhood_id)  # type: ignore[attr-defined]
    booking = Booking(key, day, turned, why, entry.document, "reversal", entry.pk)
    return post_batch(heads.get(pk=entry.administration_id), [booking], by=by, by_hand=by_hand)[0]


def _check(administration: Administration, booking: Booking) -> None:
    """What we can say kindly before the database refuses it."""
    if not booking.transfers:
        raise errors.NothingToBook
    for line in booking.transfers:
        _check_line(administration, line)
    fits = (
        (booking.key, 1, KEY_LENGTH),
        (booking.text, 1, TEXT_LENGTH),
        (booking.document, 0, DOCUMENT_LENGTH),
        (booking.kind, 1, KIND_LENGTH),
    )
    if not all(least <= len(text) <= most and text.isprintable() for text, least, most in fits):
        raise errors.WrongText


def _check_line(administration: Administration, line: Line) -> None:
    if type(line.amount) is not int or not 0 < line.amount <= MOST:  # bool is an int, but no amount
        raise errors.WrongAmount
    if line.source.pk == line.target.pk:
        raise errors.SameAccount
    if line.source.unit_id != line.target.unit_id:
        raise errors.OtherUnit
    home = (administration.pk, administration.neighbourhood_id)
    for row in (line.source, line.target, line.earmark):
        if row is not None and (row.administration_id, row.neighbourhood_id) != home:
            raise errors.OtherAdministration


def _book(administration: Administration, bookings: Sequence[Booking], by: Actor, by_hand: bool) -> list[Entry]:
    place = administration.neighbourhood_id
    heads = Administration.objects.with_scope(neighbourhood=place)  # type: ignore[attr-defined]
    head = heads.select_for_update().only("last_number", "last_hash").get(pk=administration.pk)
    number, last, moment = head.last_number, bytes(head.last_hash), timezone.now()
    booked = []
    for booking in bookings:
        content = _content(administration, booking)
        earlier = Entry.objects.with_scope(neighbourhood=place).filter(key=booking.key).first()  # type: ignore[attr-defined]
        if earlier and content_of(earlier) != content:
            raise errors.KeyUsedDifferently
        if earlier:
            booked.append(earlier)
            continue
        number += 1
        entry = _entry(administration, booking, by)
        entry.number, entry.moment = number, moment
        last = entry.hash = _hash(entry, last, content)
        _write(entry, booking)
        if by_hand:
            record(administration.neighbourhood, "ledger.entry_booked", by=by, subject=entry, number=number)
        booked.append(entry)
    return booked


def _content(administration: Administration, booking: Booking) -> str:
    said = (administration.pk, booking.day, booking.kind, booking.reverses_id, booking.text, booking.document)
    lines = (
        spell_transfer(one.source.pk, one.target.pk, one.source.unit_id, one.amount, one.earmark_id)
        for one in booking.transfers
    )
    return spell_content(said, lines)


def content_of(entry: Entry) -> str:
    """What was booked with it, spelled as for its hash."""
    rows = Transfer.objects.with_scope(neighbourhood=entry.neighbourhood_id).filter(entry_id=entry.pk)  # type: ignore[attr-defined]
    lines = rows.order_by("position").values_list("source_id", "target_id", "unit_id", "amount", "earmark_id")
    said = (entry.administration_id, entry.day, entry.kind, entry.reverses_id, entry.text, entry.document)
    return spell_content(said, (spell_transfer(*line) for line in lines))


def _entry(administration: Administration, booking: Booking, by: Actor) -> Entry:
    return Entry(
        neighbourhood_id=administration.neighbourhood_id,
        administration_id=administration.pk,
        day=booking.day,
        user_id=by.user_id,
        acting_party=by.party_id,
        for_party=by.for_party_id,
        key=booking.key,
        kind=booking.kind,
        text=booking.text,
        document=booking.document,
        reverses_id=booking.reverses_id,
    )


def _hash(entry: Entry, previous: bytes, content: str) -> bytes:
    who = spell_booked(entry.moment, entry.user_id, entry.acting_party, entry.for_party)
    return chain_hash(previous, entry.number, entry.pk, entry.key, content, who)


def _write(entry: Entry, booking: Booking) -> None:
    """The transfers first, and then the entry that closes them."""
    rows = [
        Transfer(
            neighbourhood_id=entry.neighbourhood_id,
            administration_id=entry.administration_id,
            entry_id=entry.pk,
            position=position,
            day=entry.day,
            unit_id=line.source.unit_id,
            source_id=line.source.pk,
            target_id=line.target.pk,
            amount=line.amount,
            earmark_id=line.earmark_id,
        )
        for position, line in enumerate(booking.transfers, start=1)
    ]
    Transfer.objects.with_scope(neighbourhood=entry.neighbourhood_id).bulk_create(rows)  # type: ignore[attr-defined]
    entry.save(force_insert=True)
