"""The second door, by which an import comes in: what the first one refuses is refused here too."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django_scopes import scope

from limonade.ledger.models import Administration, Batch, Period
from limonade.ledger.selfcheck import check, verify
from limonade.ledger.setting_up import close_period, make_earmark
from limonade.scoping.ids import new_id
from limonade.scoping.sql_guard import national
from tests.ledger.books import Books, another_administration, run_sql
from tests.ledger.test_attacks import ALSO_ON_SQLITE, SPOILED, SQLITE, Raw

REFUSED = (IntegrityError, DatabaseError)
OPENING = "UPDATE ledger_administration SET batch_id = %s WHERE id = %s"
Rows = list[tuple[str, dict[str, Any]]]


class RawBatch(Raw):
    """Two entries with a transfer each, and the batch; `raw.entry` and `raw.transfer` are those of the first."""

    def __init__(self, books: Books) -> None:
        super().__init__(books)
        self.home = books.administration.pk
        first, second = self.entry["number"], new_id()
        self.more = {**self.entry, "id": second, "number": first + 1, "key": f"raw-{second}"}
        self.its = {**self.transfer, "id": new_id(), "entry_id": second, "amount": 7}
        self.batch: dict[str, Any] = {
            "id": new_id(), "neighbourhood_id": books.place.pk, "administration_id": self.home,
            "first_number": first, "last_number": first + 1,
        }  # fmt: skip
        self.opened = self.batch["id"]

    @property
    def rows(self) -> Rows:
        return [("transfer", self.transfer), ("transfer", self.its), ("entry", self.entry), ("entry", self.more)]

    def open(self) -> None:
        with national("an attack"):
            run_sql_now(OPENING, [self.opened, self.home])

    def write_all(self, *before_closing: str) -> None:
        with national("an attack"), transaction.atomic():
            self.open()
            self.insert(self.rows)
            for sql in before_closing:
                run_sql_now(sql)
            self.insert([("batch", self.batch)])
            connection.check_constraints()

    def insert(self, rows: Rows) -> None:
        with connection.cursor() as cursor:
            for table, row in rows:
                columns, marks = ", ".join(row), ", ".join(["%s"] * len(row))
                cursor.execute(f"{self.verb} INTO ledger_{table} ({columns}) VALUES ({marks})", list(row.values()))


def run_sql_now(sql: str, values: Any = ()) -> None:
    """Without looking at what waits for the commit."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)


def state(books: Books) -> tuple[Any, ...]:
    with scope(neighbourhood=books.place):
        head = Administration.objects.get(pk=books.administration.pk)
        return (
            books.count(), head.last_number, bytes(head.last_hash), head.batch_id,
            *(books.own_balance(name) for name in books.accounts), Batch.objects.count(),
        )  # fmt: skip


def test_an_honest_raw_batch_is_taken_and_counted(books: Books) -> None:
    books.post("gifts", "bank", 5, key="first")
    RawBatch(books).write_all()
    assert (books.count(), books.own_balance("bank")) == (3, 112)
    RawBatch(books).write_all()
    assert books.post("gifts", "bank", 1, key="next").number == 6
    with national("a test"):
        assert {finding.rule for finding in check()} == {"chain"}  # of these entries the hash is made up


@pytest.mark.parametrize("verb", ["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE"] if SQLITE else ["INSERT"])
@pytest.mark.parametrize(
    "attack",
    [pytest.param(attack, id=name) for name, attack in {**SPOILED, **(ALSO_ON_SQLITE if SQLITE else {})}.items()],
)
def test_a_spoiled_entry_is_refused_within_a_batch(books: Books, attack: Callable[[Raw], None], verb: str) -> None:
    books.post("gifts", "bank", 5, key="first")
    before, raw = state(books), RawBatch(books)
    attack(raw)
    raw.verb = verb
    with pytest.raises(REFUSED):
        raw.write_all()
    assert state(books) == before


def spoiled(books: Books, theirs: Books, other: Books) -> dict[str, Callable[[RawBatch], None]]:
    """What only a batch can do wrong."""

    def put(which: str, **values: Any) -> Callable[[RawBatch], None]:
        return lambda raw: getattr(raw, which).update(values)

    def swap(raw: RawBatch) -> None:
        raw.its["entry_id"], raw.its["position"] = raw.entry["id"], 2

    first = books.post("gifts", "bank", 100, key="to be reversed")
    return {
        "a gap": lambda raw: raw.more.update(number=raw.more["number"] + 1),
        "a gap that the batch tells": lambda raw: (
            raw.more.update(number=raw.more["number"] + 1), raw.batch.update(last_number=raw.more["number"])
        ),
        "one number twice": lambda raw: raw.more.update(number=raw.entry["number"]),
        "more than there are": lambda raw: raw.batch.update(last_number=raw.batch["last_number"] + 1),
        "fewer than there are": lambda raw: raw.batch.update(last_number=raw.batch["last_number"] - 1),
        "from one too early": lambda raw: raw.batch.update(first_number=raw.batch["first_number"] - 1),
        "from one too late": lambda raw: raw.batch.update(first_number=raw.batch["first_number"] + 1),
        "a second entry without transfers": swap,
        "the second day": lambda raw: raw.its.update(day="2028-03-02"),
        "no second place": put("its", position=2),
        "place zero": put("its", position=0),
        "a batch of another administration": put("batch", administration_id=other.administration.pk),
        "a batch of another neighbourhood": put(
            "batch", neighbourhood_id=theirs.place.pk, administration_id=theirs.administration.pk
        ),
        "another batch than was opened": put("batch", id=7),
        "an entry of another administration": lambda raw: raw.more.update(administration_id=other.administration.pk),
        "an entry of another neighbourhood": lambda raw: raw.more.update(neighbourhood_id=theirs.place.pk),
        "a transfer of another administration": put(
            "its", administration_id=other.administration.pk, source_id=other.cash.pk, target_id=other.bank.pk
        ),
        "a transfer of another neighbourhood": put(
            "its", neighbourhood_id=theirs.place.pk, administration_id=theirs.administration.pk,
            source_id=theirs.gifts.pk, target_id=theirs.bank.pk,
        ),
        "an account of another administration": put("its", target_id=other.bank.pk),
        "an account of another neighbourhood": put("its", target_id=theirs.bank.pk),
        "an earmark of another": put("its", earmark_id=make_earmark(other.administration, name="T", by=books.by).pk),
        "an honest reversal": lambda raw: (
            raw.more.update(reverses_id=first.pk),
            raw.its.update(source_id=books.bank.pk, target_id=books.gifts.pk, amount=100),
        ),
        "a floor between two entries": lambda raw: raw.its.update(
            source_id=books.cash.pk, target_id=books.bank.pk, amount=1
        ),
    }  # fmt: skip


NAMES = (
    "a gap", "a gap that the batch tells", "one number twice", "more than there are", "fewer than there are",
    "from one too early", "from one too late", "a second entry without transfers", "the second day",
    "no second place", "place zero", "a batch of another administration", "a batch of another neighbourhood",
    "another batch than was opened", "an entry of another administration", "an entry of another neighbourhood",
    "a transfer of another administration", "a transfer of another neighbourhood",
    "an account of another administration", "an account of another neighbourhood", "an earmark of another",
    "an honest reversal", "a floor between two entries",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_spoiled_batch_is_refused(books: Books, theirs: Books, name: str) -> None:
    attacks = spoiled(books, theirs, another_administration(books))
    assert set(attacks) == set(NAMES)
    before, raw = state(books), RawBatch(books)
    attacks[name](raw)
    with pytest.raises(REFUSED):
        raw.write_all()
    assert state(books) == before


def test_a_batch_that_is_not_closed_cannot_be_committed(books: Books) -> None:
    before, raw = state(books), RawBatch(books)
    for rows in ([], raw.rows):
        with national("an attack"), pytest.raises(IntegrityError), transaction.atomic():
            raw.open()
            raw.insert(rows)
            connection.check_constraints()
    assert state(books) == before


def test_a_batch_cannot_come_before_its_entries_or_without_being_opened(books: Books) -> None:
    before, raw = state(books), RawBatch(books)
    with national("an attack"):
        with pytest.raises(IntegrityError, match="batch_in_order"), transaction.atomic():
            raw.open()
            raw.insert([("batch", raw.batch)])
        with pytest.raises(IntegrityError, match="batch_is_open"), transaction.atomic():
            raw.insert([("batch", raw.batch)])
        with pytest.raises(IntegrityError, match="entry_in_order"), transaction.atomic():
            raw.insert([("transfer", raw.its), ("entry", raw.more)])  # the second number without a batch
    assert state(books) == before


def test_nothing_joins_a_batch_that_is_closed(books: Books) -> None:
    raw = RawBatch(books)
    raw.write_all()
    RawBatch(books).write_all()
    before, late = state(books), RawBatch(books)
    with national("an attack"):
        for entry in (raw.entry, raw.more):
            with pytest.raises(IntegrityError, match="transfer_before_entry"), transaction.atomic():
                late.insert([("transfer", {**late.transfer, "entry_id": entry["id"], "position": 2})])
        with pytest.raises(IntegrityError, match="administration_one_batch"), transaction.atomic():
            run_sql_now(OPENING, [raw.opened, raw.home])
    for number in (raw.entry["number"], raw.more["number"]):
        late = RawBatch(books)
        late.entry["number"] = number
        with pytest.raises(REFUSED):
            late.write_all()
    assert state(books) == before


def test_a_transfer_cannot_be_added_to_an_entry_of_the_open_batch(books: Books) -> None:
    before, raw = state(books), RawBatch(books)
    late = {**raw.its, "id": new_id(), "position": 2, "amount": 1}
    with national("an attack"), pytest.raises(IntegrityError, match="transfer_before_entry"), transaction.atomic():
        raw.open()
        raw.insert([*raw.rows, ("transfer", late)])
    assert state(books) == before


def test_one_administration_has_one_batch_open(books: Books) -> None:
    before, raw, other = state(books), RawBatch(books), RawBatch(books)
    for sql, values in (
        (OPENING, [other.batch["id"], raw.home]),
        (OPENING, [None, raw.home]),
        (OPENING, [raw.batch["id"] + 1, raw.home]),
    ):
        with national("an attack"), transaction.atomic():
            raw.open()
            raw.insert(raw.rows)
            with pytest.raises(IntegrityError, match="administration_one_batch"), transaction.atomic():
                run_sql_now(sql, values)
            transaction.set_rollback(True)
    assert state(books) == before


def test_two_administrations_can_have_a_batch_open_each_but_not_the_same(books: Books) -> None:
    other = another_administration(books)
    one, two = RawBatch(books), RawBatch(other_with_gifts(other))
    with national("two at once"), transaction.atomic():
        one.open()
        two.open()
        one.insert([*one.rows, ("batch", one.batch)])
        two.insert([*two.rows, ("batch", two.batch)])
        connection.check_constraints()
    assert (books.own_balance("bank"), other.own_balance("bank")) == (107, 107)
    before, one, two = state(books), RawBatch(books), RawBatch(other)
    two.opened = one.opened
    with national("an attack"), pytest.raises(IntegrityError), transaction.atomic():
        two.open()
        one.open()  # closing it would let the entries of the other pass, which nobody counted
        two.insert(two.rows)
        one.insert([*one.rows, ("batch", one.batch)])
        connection.check_constraints()
    assert (state(books), other.own_balance("bank")) == (before, 107)


def test_a_batch_of_another_neighbourhood_closes_nothing(books: Books, theirs: Books) -> None:
    before, one, two = state(books), RawBatch(books), RawBatch(theirs)
    two.opened = one.opened
    with national("an attack"), pytest.raises(IntegrityError), transaction.atomic():
        two.open()
        one.open()
        two.insert(two.rows)
        one.insert([*one.rows, ("batch", one.batch)])
        connection.check_constraints()
    assert (state(books), theirs.count()) == (before, 0)


def other_with_gifts(other: Books) -> Books:
    other.accounts["gifts"] = other.accounts["cash"]
    return other


MEANWHILE = {
    "a balance": "UPDATE ledger_account SET balance = balance + 100 WHERE number = '10201'",
    "all balances": "UPDATE ledger_account SET balance = 0 - balance - 1",
    "the head": "UPDATE ledger_administration SET last_number = last_number + 1, last_hash = {hash}",
    "the head and its number": "UPDATE ledger_administration SET last_number = last_number + 2, last_hash = {hash}",
    "the hash": "UPDATE ledger_administration SET last_hash = {hash}",
    "an entry": "DELETE FROM ledger_entry",
    "a transfer": "UPDATE ledger_transfer SET amount = 9",
    "the batch": "UPDATE ledger_batch SET last_number = 9",
}


@pytest.mark.parametrize("sql", MEANWHILE.values(), ids=MEANWHILE)
def test_nothing_moves_while_a_batch_is_open(books: Books, sql: str) -> None:
    books.post("gifts", "bank", 5, key="first")
    RawBatch(books).write_all()
    before, raw = state(books), RawBatch(books)
    for row in (raw.entry, raw.more):
        row["hash"] = b"f" * 32
    its_hash = "x'" + "66" * 32 + "'" if SQLITE else "decode('" + "66" * 32 + "', 'hex')"
    with pytest.raises(IntegrityError):
        raw.write_all(sql.format(hash=its_hash))
    assert state(books) == before


def test_a_period_that_closes_before_the_batch_does_takes_nothing(books: Books) -> None:
    before, raw = state(books), RawBatch(books)
    with national("an attack"), pytest.raises(IntegrityError, match="batch_in_open_period"), transaction.atomic():
        raw.open()
        raw.insert(raw.rows)
        close_period(Period.objects.get(), by=books.by)
        raw.insert([("batch", raw.batch)])
    assert state(books) == before


COLUMNS = ", ".join(field.column for field in Batch._meta.local_concrete_fields)
CHANGES = {
    "update": "UPDATE ledger_batch SET last_number = 9",
    "update its id": "UPDATE ledger_batch SET id = id + 1",
    "delete": "DELETE FROM ledger_batch",
    "upsert": f"INSERT INTO ledger_batch ({COLUMNS}) SELECT {COLUMNS} FROM ledger_batch WHERE true "
    "ON CONFLICT (id) DO UPDATE SET last_number = 9",
    "one more": f"INSERT INTO ledger_batch ({COLUMNS}) SELECT "
    + COLUMNS.replace("id,", "id + 1,", 1).replace("first_number", "first_number + 5")
    + " FROM ledger_batch",
    "forget it": "UPDATE ledger_administration SET batch_id = NULL",
    "name another": "UPDATE ledger_administration SET batch_id = 7",
}
ON_SQLITE = {
    "replace": f"INSERT OR REPLACE INTO ledger_batch ({COLUMNS}) SELECT {COLUMNS} FROM ledger_batch",
    "update or ignore": "UPDATE OR IGNORE ledger_batch SET last_number = 9",
}
ON_POSTGRES = {"truncate": "TRUNCATE ledger_batch CASCADE"}


@pytest.mark.parametrize(
    "sql", [pytest.param(sql, id=name) for name, sql in {**CHANGES, **(ON_SQLITE if SQLITE else ON_POSTGRES)}.items()]
)
def test_a_closed_batch_stays(books: Books, sql: str) -> None:
    RawBatch(books).write_all()
    before = state(books)
    with national("an attack"), pytest.raises(REFUSED):
        run_sql(sql)
    assert state(books) == before


def test_a_batch_with_an_entry_of_two_transfers_is_counted(books: Books) -> None:
    raw = RawBatch(books)
    second = {**raw.its, "id": new_id(), "position": 2, "source_id": books.bank.pk, "target_id": books.rent.pk}
    with national("honest"), transaction.atomic():
        raw.open()
        raw.insert([("transfer", second), *raw.rows, ("batch", raw.batch)])
        connection.check_constraints()
    assert (books.own_balance("bank"), books.own_balance("rent"), books.own_balance("gifts")) == (100, 7, 107)
    assert {finding.rule for finding in verify(books.administration)} == {"chain"}
