"""Whatever is changed behind the database's back is found."""

import random
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django_scopes import scope

from limonade.audit import guards
from limonade.ledger.actions import reverse
from limonade.ledger.chain import START, chain_hash, spell_booked, spell_content, spell_transfer
from limonade.ledger.models import Account, Administration, Entry, Transfer
from limonade.ledger.selfcheck import Anchor, anchor, check, verify
from limonade.scoping.sql_guard import national
from tests.ledger.books import TODAY, Books, another_administration, run_sql

EDITS = 50


@pytest.fixture
def full(books: Books) -> Books:
    for turn in range(6):
        books.post("gifts", "bank", 100 + turn, key=f"k{turn}", document=f"bon {turn}")
    with scope(neighbourhood=books.place):
        reverse(Entry.objects.get(number=2), key="back", day=TODAY, by=books.by, why="Fout")
    another_administration(books).post("bank", "cash", 5, key="other")
    connection.check_constraints()
    return books


def rules() -> set[str]:
    return {finding.rule for finding in check()}


def test_untouched_books_are_right(full: Books, theirs: Books) -> None:
    assert check() == []


class Lifted:
    """SQL behind the guards' back; foreign keys and checks are switched off too, as on another connection."""

    def __init__(self) -> None:
        self.sqlite = connection.vendor == "sqlite"

    def __call__(self, sql: str, *values: Any) -> None:
        with guards.lifted("a test"), connection.cursor() as cursor:
            if self.sqlite:
                cursor.execute("PRAGMA ignore_check_constraints = 1")
            else:
                cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(sql, values or None)
            again = (
                "PRAGMA ignore_check_constraints = 0" if self.sqlite else "SET LOCAL session_replication_role = DEFAULT"
            )
            cursor.execute(again)


FAULTS: dict[str, tuple[str, str]] = {
    "one balance": ("UPDATE ledger_account SET balance = balance + 1 WHERE number = '10201'", "trial_balance"),
    "two balances": (
        "UPDATE ledger_account SET balance = CASE kind WHEN 'asset' THEN balance + 1 ELSE balance - 1 END "
        "WHERE number IN ('10201', '82301')",
        "balance",
    ),
    "a limit": ("UPDATE ledger_account SET floor = 1 WHERE number = '16801'", "limits"),
    "an amount": ("UPDATE ledger_transfer SET amount = 99 WHERE amount = 100", "chain"),
    "a gap": ("DELETE FROM ledger_entry WHERE number = 4", "numbers"),
    "no transfer": ("DELETE FROM ledger_transfer WHERE amount = 103", "transfers"),
    "a closed period": ("UPDATE ledger_period SET closed_at = '2020-01-01 00:00:00+00:00'", "period"),
    "no period": ("UPDATE ledger_period SET first_day = '2028-06-01'", "period"),
    "the head": ("UPDATE ledger_administration SET last_number = 9", "head"),
    "an impossible amount": ("UPDATE ledger_transfer SET amount = 0 WHERE amount = 100", "amount"),
}
ORPHAN = "UPDATE ledger_transfer SET target_id = 7 WHERE amount = 100"


@pytest.mark.parametrize(("sql", "rule"), FAULTS.values(), ids=FAULTS)
def test_an_injected_fault_is_found(full: Books, sql: str, rule: str) -> None:
    with transaction.atomic():
        try:
            Lifted()(sql)
        except Exception as error:  # a check of PostgreSQL cannot be switched off: the fault is impossible there
            assert connection.vendor == "postgresql" and "violates check constraint" in str(error)
        else:
            assert rule in rules()
        transaction.set_rollback(True)  # or the end of the test would look for what is missing


@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite the switch does nothing in a transaction")
def test_a_transfer_to_nowhere_is_found(full: Books) -> None:
    Lifted()(ORPHAN)
    assert "foreign_keys" in rules()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite")
def test_a_transfer_to_nowhere_is_found_on_sqlite(live_books: Books) -> None:
    live_books.post("gifts", "bank", 100, key="a")
    with connection.cursor() as cursor, national("an attack"):
        cursor.execute("PRAGMA foreign_keys = 0")
        guards.drop(connection)
        cursor.execute(ORPHAN)
        guards.install(connection)
        cursor.execute("PRAGMA foreign_keys = 1")
    found = rules()
    with guards.lifted("the end of the test"):
        run_sql("UPDATE ledger_transfer SET target_id = %s", [live_books.bank.pk])
    assert "foreign_keys" in found
    assert check() == []


def test_a_missing_guard_is_found(full: Books) -> None:
    name = guards.PREFIX + "period_stays_closed"
    with national("an attack"):
        run_sql(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else " ON ledger_period"))
    assert rules() == {"guards"}
    guards.install(connection)
    assert check() == []


def edit(model: Any, pk: int, **values: Any) -> None:
    with guards.lifted("a test"):
        assert model.objects.filter(pk=pk).update(**values) == 1


def missed_edits(books: Books, turns: int) -> list[str]:
    """Changes one field of one row, over and over; the fields of which nobody noticed."""
    chance, missed = random.Random(17), []
    with scope(neighbourhood=books.place):
        entries = list(Entry.objects.filter(administration=books.administration))
        lines = list(Transfer.objects.filter(administration=books.administration))
        elsewhere = Administration.objects.exclude(pk=books.administration.pk).get().pk
    changes: list[tuple[type, str, Callable[[Any], Any]]] = [
        (Entry, "text", lambda old: old + "."), (Entry, "document", lambda old: old + "x"),
        (Entry, "kind", lambda old: "gift"), (Entry, "key", lambda old: old + "x"),
        (Entry, "acting_party", lambda old: 7), (Entry, "for_party", lambda old: 7),
        (Entry, "moment", lambda old: old.replace(year=2020)), (Entry, "hash", lambda old: b"\1" * 32),
        (Entry, "day", lambda old: old.replace(month=2)), (Entry, "number", lambda old: old + 100),
        (Entry, "user_id", lambda old: None),
        (Transfer, "amount", lambda old: old + 1), (Transfer, "day", lambda old: old.replace(month=2)),
        (Transfer, "position", lambda old: 2), (Transfer, "source_id", lambda old: books.rent.pk),
        (Transfer, "target_id", lambda old: books.rent.pk), (Transfer, "unit_id", lambda old: "UUR"),
        (Transfer, "administration_id", lambda old: elsewhere), (Transfer, "earmark_id", lambda old: 7),
    ]  # fmt: skip
    for turn in range(turns):
        model, field, other = changes[turn % len(changes)]
        row = chance.choice(entries if model is Entry else lines)
        with transaction.atomic():
            edit(model, row.pk, **{field: other(getattr(row, field))})
            if not verify(books.administration):
                missed.append(field)
            transaction.set_rollback(True)
    return missed


def test_fifty_edits_of_one_field_are_all_found(full: Books) -> None:
    assert missed_edits(full, EDITS) == []
    assert verify(full.administration) == []


def rewrite(books: Books) -> None:
    """What somebody does who has the code: change an amount and do all sums again, with balances and head."""
    with guards.lifted("a test"):
        last = START
        for entry in Entry.objects.filter(administration=books.administration).order_by("number"):
            lines = list(entry.transfers.order_by("position"))
            for one in lines:
                one.amount += 1
                Transfer.objects.filter(pk=one.pk).update(amount=one.amount)
            said = (entry.administration_id, entry.day, entry.kind, entry.reverses_id, entry.text, entry.document)
            spelled = [spell_transfer(x.source_id, x.target_id, x.unit_id, x.amount, x.earmark_id) for x in lines]
            content = spell_content(said, spelled)
            who = spell_booked(entry.moment, entry.user_id, entry.acting_party, entry.for_party)
            last = chain_hash(last, entry.number, entry.pk, entry.key, content, who)
            Entry.objects.filter(pk=entry.pk).update(hash=last)
        Account.objects.filter(pk=books.bank.pk).update(balance=books.own_balance("bank") + 5)
        Account.objects.filter(pk=books.gifts.pk).update(balance=-books.own_balance("gifts") - 5)
        Administration.objects.filter(pk=books.administration.pk).update(last_hash=last)


def test_a_rewritten_chain_is_found_only_with_an_anchor(books: Books) -> None:
    for turn in range(5):
        books.post("gifts", "bank", 100, key=f"k{turn}")
    kept = anchor(books.administration)
    books.post("gifts", "bank", 100, key="later")
    assert verify(books.administration, against=kept) == []
    connection.check_constraints()
    rewrite(books)
    assert verify(books.administration) == []
    assert [finding.rule for finding in verify(books.administration, against=kept)] == ["anchor"]


def cut_tail(books: Books, number: int) -> str:
    """Takes away what came after that entry, and sets the head back to it; its hash."""
    with guards.lifted("a test"):
        entries = Entry.objects.filter(administration=books.administration)
        head = entries.get(number=number)
        gone = entries.filter(number__gt=number)
        Transfer.objects.filter(entry__in=gone).delete()
        gone.filter(reverses__isnull=False).delete()
        gone.delete()
        Administration.objects.filter(pk=books.administration.pk).update(last_number=number, last_hash=head.hash)
    return bytes(head.hash).hex()


def test_a_cut_tail_is_found_with_an_anchor(full: Books) -> None:
    kept = anchor(full.administration)
    last = cut_tail(full, 5)
    assert verify(full.administration) == []
    assert verify(full.administration, against=kept)
    assert verify(full.administration, against=Anchor(5, last)) == []


def test_the_check_lets_others_write(live_books: Books) -> None:
    """On SQLite it may not hold the lock of writers."""
    live_books.post("gifts", "bank", 5, key="a")
    started = time.monotonic()
    assert check() == []
    assert not connection.in_atomic_block
    live_books.post("gifts", "bank", 5, key="b")
    assert time.monotonic() - started < 5
