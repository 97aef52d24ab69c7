"""The database itself refuses what may not be in the books, whoever writes it and with whatever SQL."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from django_scopes import scope

from limonade.ledger.actions import reverse
from limonade.ledger.models import Account, Administration, Entry, Period, Transfer
from limonade.ledger.setting_up import close_period, make_earmark
from limonade.scoping.ids import new_id
from limonade.scoping.sql_guard import national
from tests.ledger.books import TODAY, YEAR, Books, another_administration, run_sql

SQLITE = connection.vendor == "sqlite"
REFUSED = (IntegrityError, DatabaseError)


class Raw:
    """An entry with one transfer as raw rows; each attack spoils something."""

    def __init__(self, books: Books) -> None:
        self.books = books
        with scope(neighbourhood=books.place):
            head = Administration.objects.get(pk=books.administration.pk)
        place = {"neighbourhood_id": books.place.pk, "administration_id": books.administration.pk, "day": TODAY}
        entry = new_id()
        self.entry: dict[str, Any] = {
            **place, "id": entry, "number": head.last_number + 1, "moment": timezone.now(), "user_id": None,
            "key": f"raw-{entry}", "kind": "booking", "text": "Raw", "document": "",
            "reverses_id": None, "hash": b"d" * 32,
        }  # fmt: skip
        self.transfer: dict[str, Any] = {
            **place, "id": new_id(), "entry_id": entry, "position": 1, "unit_id": "EUR",
            "source_id": books.gifts.pk, "target_id": books.bank.pk, "amount": 100, "earmark_id": None,
        }  # fmt: skip
        self.verb = "INSERT"

    def write(self, *rows: tuple[str, dict[str, Any]]) -> None:
        wanted = rows or (("transfer", self.transfer), ("entry", self.entry))
        with national("an attack"), transaction.atomic(), connection.cursor() as cursor:
            for table, row in wanted:
                columns, marks = ", ".join(row), ", ".join(["%s"] * len(row))
                cursor.execute(f"{self.verb} INTO ledger_{table} ({columns}) VALUES ({marks})", list(row.values()))
            connection.check_constraints()


def test_an_honest_raw_entry_is_taken_and_counted(books: Books) -> None:
    """So that the refusals below are refused for the reason that they name."""
    Raw(books).write()
    assert books.own_balance("bank") == 100
    assert books.post("gifts", "bank", 1, key="next").number == 2


def spoil(table: str, **values: Any) -> Callable[[Raw], None]:
    def change(raw: Raw) -> None:
        rows = getattr(raw, table)
        rows.update({name: value(raw) if callable(value) else value for name, value in values.items()})

    return change


def both(**values: Any) -> Callable[[Raw], None]:
    def change(raw: Raw) -> None:
        raw.entry.update(values)
        raw.transfer.update(values)

    return change


SPOILED: dict[str, Callable[[Raw], None]] = {
    "zero": spoil("transfer", amount=0),
    "negative": spoil("transfer", amount=-5),
    "a float": spoil("transfer", amount=1.5),
    "a text": spoil("transfer", amount="veel"),
    "nothing": spoil("transfer", amount=None),
    "too large": spoil("transfer", amount=2**53),
    "to itself": spoil("transfer", target_id=lambda raw: raw.books.gifts.pk),
    "an account of another unit": spoil("transfer", target_id=lambda raw: raw.books.hours.pk),
    "a unit of neither": spoil("transfer", unit_id="UUR"),
    "no such account": spoil("transfer", target_id=7),
    "no such entry": spoil("transfer", entry_id=7),
    "another day than its entry": spoil("transfer", day=dt.date(YEAR, 3, 2)),
    "a second place without a first": spoil("transfer", position=2),
    "below a floor": spoil("transfer", source_id=lambda raw: raw.books.cash.pk),
    "above a ceiling": spoil("transfer", target_id=lambda raw: raw.books.cash.pk, amount=50_001),
    "the year before": both(day=dt.date(YEAR - 1, 12, 31)),
    "a number too far": spoil("entry", number=7),
    "a number twice": spoil("entry", number=1),
    "a number below the first": spoil("entry", number=0),
    "a key twice": spoil("entry", key="first"),
    "reverses nothing": spoil("entry", reverses_id=7),
}
ALSO_ON_SQLITE = {
    "a day that is none": both(day="2028-02-31"),
    "a day in other words": both(day="2028-3-1"),
    "part of a number": spoil("entry", number=2.5),  # PostgreSQL makes it 2
}


@pytest.mark.parametrize("verb", ["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE"] if SQLITE else ["INSERT"])
@pytest.mark.parametrize(
    "attack",
    [pytest.param(attack, id=name) for name, attack in {**SPOILED, **(ALSO_ON_SQLITE if SQLITE else {})}.items()],
)
def test_a_spoiled_entry_is_refused(books: Books, attack: Callable[[Raw], None], verb: str) -> None:
    books.post("gifts", "bank", 5, key="first")
    raw = Raw(books)
    attack(raw)
    raw.verb = verb
    with pytest.raises(REFUSED):
        raw.write()
    assert (books.count(), books.own_balance("bank"), books.own_balance("cash")) == (1, 5, 0)


def test_accounts_of_another_neighbourhood_or_administration_are_refused(books: Books, theirs: Books) -> None:
    other = another_administration(books)
    for account in (theirs.bank, other.bank):
        raw = Raw(books)
        raw.transfer["target_id"] = account.pk
        with pytest.raises(IntegrityError):
            raw.write()
    raw = Raw(books)
    raw.transfer |= {
        "administration_id": other.administration.pk,
        "source_id": other.cash.pk,
        "target_id": other.bank.pk,
    }
    with pytest.raises(IntegrityError):
        raw.write()  # accounts of one administration, entry of another
    raw = Raw(books)
    raw.transfer |= {
        "neighbourhood_id": theirs.place.pk, "administration_id": theirs.administration.pk,
        "source_id": theirs.gifts.pk, "target_id": theirs.bank.pk,
    }  # fmt: skip
    with pytest.raises(IntegrityError):
        raw.write()
    raw = Raw(books)
    raw.transfer["earmark_id"] = make_earmark(other.administration, name="Tuin", by=books.by).pk
    with pytest.raises(IntegrityError):
        raw.write()


def test_an_entry_has_transfers_and_a_transfer_has_an_entry(books: Books) -> None:
    raw = Raw(books)
    with pytest.raises(IntegrityError, match="entry_closes_transfers"):
        raw.write(("entry", raw.entry))
    with pytest.raises(IntegrityError):
        raw.write(("transfer", raw.transfer))


def test_a_transfer_cannot_be_added_later(books: Books) -> None:
    entry = books.post("gifts", "bank", 5, key="a")
    raw = Raw(books)
    raw.transfer |= {"entry_id": entry.pk, "position": 2}
    with pytest.raises(IntegrityError, match="transfer_before_entry"):
        raw.write(("transfer", raw.transfer))


def test_a_closed_period_takes_nothing_and_stays_closed(books: Books) -> None:
    with scope(neighbourhood=books.place):
        close_period(Period.objects.get(), by=books.by)
    with pytest.raises(IntegrityError, match="entry_in_open_period"):
        Raw(books).write()
    for sql in (
        "UPDATE ledger_period SET closed_at = NULL, closed_by_id = NULL",
        "UPDATE ledger_period SET last_day = '2029-12-31'",
        "DELETE FROM ledger_period",
        "INSERT INTO ledger_period (id, neighbourhood_id, administration_id, first_day, last_day) SELECT id + 1, "
        "neighbourhood_id, administration_id, '2028-02-01', '2028-02-29' FROM ledger_period",
    ):
        with national("an attack"), pytest.raises(IntegrityError):
            run_sql(sql)
    with pytest.raises(IntegrityError, match="entry_in_open_period"):
        Raw(books).write()


def test_a_reversal_is_the_mirror_once_and_of_no_reversal(books: Books) -> None:
    first = books.post("gifts", "bank", 100, key="a")
    wrong: list[dict[str, Any]] = [
        {}, {"amount": 99}, {"target_id": books.rent.pk}, {"source_id": books.cash.pk, "target_id": books.gifts.pk},
    ]  # fmt: skip
    for change in wrong:
        raw = Raw(books)
        raw.entry["reverses_id"] = first.pk
        if change:
            raw.transfer |= {"source_id": books.bank.pk, "target_id": books.gifts.pk, **change}
        with pytest.raises(IntegrityError, match=r"entry_mirrors|account_floor"):
            raw.write()
    back = reverse(first, key="b", day=TODAY, by=books.by, why="Fout")
    for which, source, target in ((first, books.bank, books.gifts), (back, books.gifts, books.bank)):
        raw = Raw(books)
        raw.entry["reverses_id"] = which.pk
        raw.transfer |= {"source_id": source.pk, "target_id": target.pk}
        with pytest.raises(IntegrityError):
            raw.write()


ENTRY = ", ".join(field.column for field in Entry._meta.local_concrete_fields)
TRANSFER = ", ".join(field.column for field in Transfer._meta.local_concrete_fields)
HASH = "x'6464'" if SQLITE else "decode('6464', 'hex')"
CHANGES = {
    "the amount": "UPDATE ledger_transfer SET amount = 1",
    "the target": "UPDATE ledger_transfer SET target_id = source_id",
    "the text": "UPDATE ledger_entry SET text = 'x'",
    "the day": "UPDATE ledger_entry SET day = '2028-01-01'",
    "the number": "UPDATE ledger_entry SET number = 9 WHERE number = 1",
    "no entry": "DELETE FROM ledger_entry",
    "no transfer": "DELETE FROM ledger_transfer",
    "the neighbourhood": "UPDATE ledger_entry SET neighbourhood_id = neighbourhood_id + 1",
    "upsert": f"INSERT INTO ledger_transfer ({TRANSFER}) SELECT {TRANSFER} FROM ledger_transfer WHERE true "
    "ON CONFLICT (id) DO UPDATE SET amount = 1",
    "a balance": "UPDATE ledger_account SET balance = balance + 100",
    "one balance": "UPDATE ledger_account SET balance = 0 WHERE number = '10201'",
    "a balance below the floor": "UPDATE ledger_account SET balance = -1 WHERE number = '10101'",
    "a floor above the balance": "UPDATE ledger_account SET floor = 1 WHERE number = '10101'",
    "the kind of an account": "UPDATE ledger_account SET kind = 'expense'",
    "the unit of an account": "UPDATE ledger_account SET unit_id = 'UUR'",
    "no account": "DELETE FROM ledger_account",
    "the head": "UPDATE ledger_administration SET last_number = 0",
    "the head's hash": f"UPDATE ledger_administration SET last_hash = {HASH}",
    "no administration": "DELETE FROM ledger_administration",
    "no unit": "DELETE FROM ledger_unit",
}
ON_SQLITE = {
    "replace a transfer": f"INSERT OR REPLACE INTO ledger_transfer ({TRANSFER}) SELECT {TRANSFER} FROM ledger_transfer",
    "replace an entry": f"INSERT OR REPLACE INTO ledger_entry ({ENTRY}) SELECT {ENTRY} FROM ledger_entry",
    "update or ignore": "UPDATE OR IGNORE ledger_transfer SET amount = 1",
    "update or replace": "UPDATE OR REPLACE ledger_entry SET number = 1 WHERE number = 2",
    "ignore a floor": "UPDATE OR IGNORE ledger_account SET balance = 7",
    "rowid": "UPDATE ledger_transfer SET rowid = 77",
}
ON_POSTGRES = {
    "truncate": "TRUNCATE ledger_entry CASCADE",
    "merge": "MERGE INTO ledger_transfer USING (SELECT 1) one ON true WHEN MATCHED THEN DELETE",
    "with": "WITH gone AS (DELETE FROM ledger_transfer RETURNING id) SELECT * FROM gone",
}


@pytest.mark.parametrize(
    "sql", [pytest.param(sql, id=name) for name, sql in {**CHANGES, **(ON_SQLITE if SQLITE else ON_POSTGRES)}.items()]
)
def test_what_is_booked_stays(books: Books, sql: str) -> None:
    books.post("gifts", "bank", 5, key="a")
    books.post("gifts", "bank", 5, key="b")
    connection.check_constraints()
    with national("an attack"), pytest.raises(REFUSED):
        run_sql(sql)
    assert (books.count(), books.own_balance("bank")) == (2, 10)


def test_an_account_and_an_administration_start_empty(books: Books) -> None:
    with scope(neighbourhood=books.place):
        columns = {"neighbourhood": books.place, "name": "X", "kind": "other"}
        with pytest.raises(IntegrityError, match="administration_starts_empty"), transaction.atomic():
            Administration.objects.create(**columns, last_number=3)
        with pytest.raises(IntegrityError, match="account_starts_at_zero"), transaction.atomic():
            Account.objects.bulk_create([
                Account(neighbourhood=books.place, administration=books.administration, unit_id="EUR", purpose="x",
                        number="9", name="x", kind="asset", balance=5)
            ])  # fmt: skip


@pytest.mark.parametrize("code", ["B", "X", "bLim", "BLi", "BLimBanRbaXyzAbc", "BLIM"])
def test_the_form_of_a_chart_code_is_checked(books: Books, code: str) -> None:
    with scope(neighbourhood=books.place), pytest.raises(DatabaseError), transaction.atomic():
        Account.objects.filter(pk=books.bank.pk).update(rgs=code)


MODELS: dict[str, Callable[[Books], Any]] = {
    "update": lambda books: Transfer.objects.update(amount=1),
    "delete": lambda books: Entry.objects.all().delete(),
    "delete transfers": lambda books: Transfer.objects.all()._raw_delete("default"),
    "bulk_update": lambda books: Entry.objects.bulk_update([_changed(Entry.objects.first())], ["text"]),
    "update a balance": lambda books: Account.objects.update(balance=0),
    "save a balance": lambda books: _changed(books.bank).save(update_fields=["balance"]),
    "bulk_create": lambda books: Transfer.objects.bulk_create([
        Transfer(neighbourhood=books.place, administration=books.administration, entry=Entry.objects.first(),
                 position=2, day=TODAY, unit_id="EUR", source=books.gifts, target=books.bank, amount=5)
    ]),
    "upsert": lambda books: Transfer.objects.bulk_create(
        [_changed(Transfer.objects.first())], update_conflicts=True,
        unique_fields=["neighbourhood", "entry", "position"], update_fields=["amount"],
    ),
}  # fmt: skip


def _changed(row: Any) -> Any:
    for name, value in (("text", "x"), ("balance", 7), ("amount", 7)):
        if hasattr(row, name):
            setattr(row, name, value)
    return row


@pytest.mark.parametrize("attack", [pytest.param(attack, id=name) for name, attack in MODELS.items()])
def test_the_models_cannot_do_it_either(books: Books, attack: Callable[[Books], Any]) -> None:
    books.post("gifts", "bank", 5, key="a")
    connection.check_constraints()
    with scope(neighbourhood=books.place), pytest.raises(IntegrityError), transaction.atomic():
        attack(books)
        connection.check_constraints()
    assert (books.count(), books.own_balance("bank")) == (1, 5)
