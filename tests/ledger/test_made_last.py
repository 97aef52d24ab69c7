"""On PostgreSQL a file that brings more than there is is booked without keys and indexes, which are then made again.

Whatever is wrong with its rows is refused all the same, and whatever comes of it, the schema is what it was.
"""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, connection
from django.utils import timezone
from django_scopes import scope

from limonade.accounts.models import User
from limonade.audit import guards
from limonade.audit.actor import SYSTEM
from limonade.audit.models import Act
from limonade.ledger import bulk, errors, made_last, many_rows, queries, waiting_rows
from limonade.ledger.bulk import HEADER, Imported, import_csv
from limonade.ledger.models import Administration, Entry, Period
from limonade.ledger.selfcheck import check
from limonade.ledger.setting_up import close_period, make_earmark
from limonade.scoping.sql_guard import national
from tests.ledger.books import Books, another_administration
from tests.soak.at_once import all_at_once
from tests.soak.writers import CONTEXT, Where, here, settle

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has a way of its own")
KILLED = 9
FEW = 4
SCHEMA = (
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT conrelid::regclass::text, conname, contype, condeferrable, condeferred, convalidated, "
    "confrelid::regclass::text, confupdtype, confdeltype, pg_get_constraintdef(oid) FROM pg_constraint",
    "SELECT tgrelid::regclass::text, regexp_replace(tgname, '\\d+', ''), tgenabled, tgdeferrable, tginitdeferred, "
    "tgfoid::regprocedure::text, tgtype, tgconstrrelid::regclass::text FROM pg_trigger",
    "SELECT relname, attname, attnotnull FROM pg_attribute JOIN pg_class c ON c.oid = attrelid "
    "WHERE relname ~ '^ledger_'",
    "SELECT oid::regclass::text, relreplident, relkind FROM pg_class WHERE relkind IN ('r', 'v')",
)


def schema() -> list[list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        return [sorted(cursor.execute(sql).fetchall(), key=repr) for sql in SCHEMA]


@pytest.fixture(autouse=True)
def short_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many_rows, "ROWS_WORTH_IT", FEW)
    monkeypatch.setattr(made_last, "TIMES", 2)


@pytest.fixture
def gone(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many keys and indexes were gone while rows were moved, per import."""
    gone: list[int] = []
    move = waiting_rows._move

    def look_and_move(*given: Any) -> None:
        now = schema()
        gone.append(len(before[0]) - len(now[0]) + len(before[1]) - len(now[1]))
        move(*given)

    before = schema()
    monkeypatch.setattr(waiting_rows, "_move", look_and_move)
    return gone


def gifts(file: Path, first: int, last: int, *more: str) -> Path:
    rows = [f"g{at},2028-03-01,82301,10201,{at},Gift,," for at in range(first, last + 1)]
    file.write_text("\n".join([",".join(HEADER), *rows, *more]) + "\n")
    return file


def test_only_when_the_file_brings_more_than_there_is(books: Books, tmp_path: Path, gone: list[int]) -> None:
    before = schema()
    for first, last, without in ((1, 1, False), (2, 12, True), (13, 17, False), (18, 60, True)):
        import_csv(books.administration, gifts(tmp_path / "file", first, last), by=books.by)
        assert (gone.pop() > 10) == without
        assert (schema(), guards.missing(connection)) == (before, [])
    assert books.count() == 60
    with scope(neighbourhood=books.place):
        assert queries.balances(books.administration) == queries.balances_on(books.administration)
        assert Act.objects.filter(act="ledger.file_imported").count() == 4
    connection.check_constraints()
    assert check() == []


def test_texts_come_in_as_they_are(books: Books, tmp_path: Path) -> None:
    """Also one with the signs of COPY, and of an account with limits."""
    rows = [
        r"a\b,2028-03-01,82301,10201,1,\N,,",
        r"c\\,2028-03-01,82301,10101,2,Wat \t? é,\.,",
        "d,2028-03-01,82301,10201,1,x,,",
    ]
    file = gifts(tmp_path / "file", 1, 4, *rows)
    assert import_csv(books.administration, file, by=books.by) == Imported(7, 0)
    with scope(neighbourhood=books.place):
        said = Entry.objects.filter(number__gt=4).order_by("number").values_list("key", "text", "document")
        assert list(said) == [("a\\b", "\\N", ""), (r"c\\", r"Wat \t? é", r"\."), ("d", "x", "")]
    assert import_csv(books.administration, file, by=books.by) == Imported(0, 7)
    assert check() == []


# What a mistake of ours might let through, done to the third row while it waits: (SQL, the rule that refuses it).
BAD = {
    "no amount": ("SET amount = 0", "transfer_amount_whole"),
    "itself": ("SET source_id = target_id", "transfer_other_account"),
    "other unit": ("SET unit_id = 'UUR'", "transfer_(source|target)_wall"),
    "account of another unit": ("SET source_id = {pot}", "transfer_source_wall"),
    "account of another administration": ("SET target_id = {other}", "transfer_target_wall"),
    "account of another neighbourhood": ("SET target_id = {theirs}", "transfer_target_wall"),
    "account that is not there": ("SET source_id = 5", "transfer_source_wall"),
    "earmark that is not there": ("SET earmark_id = 5", "transfer_earmark_wall"),
    "day outside": ("SET day = '2027-12-31'", "batch_in_open_period"),
    "key twice": ("SET key = 'g1'", "Twee regels"),
    "key that was booked": ("SET key = 'first'", "Twee regels"),
    "number twice": ("SET number = number - 1", "entry_number_once"),
    "number skipped": ("SET number = number + 100", "batch_in_order"),
    "id twice": ("SET id = (SELECT min(id) FROM ledger_waiting)", "ledger_(entry|transfer)_pkey|entry_key"),
    "id of what was booked": ("SET id = {booked}", "transfer_before_entry|transfer_position_once"),
    "below floor": ("SET source_id = {cash}", "niet genoeg"),
    "above ceiling": ("SET target_id = {cash}, amount = 60000", "niet zoveel"),
}


@pytest.fixture(params=["alone", "beside others"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, gone: list[int]) -> str:
    """Both ways to book the same rows keep the same rules."""
    if request.param == "beside others":
        monkeypatch.setattr(waiting_rows, "set_aside", lambda _first: None)
    return str(request.param)


def refused(books: Books, file: Path, rule: str) -> None:
    before, booked = schema(), books.count()
    balances = [books.own_balance(name) for name in books.accounts]
    with pytest.raises((errors.LedgerError, IntegrityError), match=rule):
        import_csv(books.administration, gifts(file, 1, 9), by=books.by)
    assert (schema(), books.count(), guards.missing(connection)) == (before, booked, [])
    assert [books.own_balance(name) for name in books.accounts] == balances
    with scope(neighbourhood=books.place):
        assert not Act.objects.filter(act="ledger.file_imported").exists()
    connection.check_constraints()
    assert check() == []


@pytest.mark.parametrize(("change", "rule"), BAD.values(), ids=BAD)
def test_a_row_that_is_wrong_is_refused_and_nothing_is_left(
    books: Books, theirs: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: list[int], way: str,
    change: str, rule: str,
) -> None:  # fmt: skip
    other = another_administration(books)
    booked = books.post("gifts", "bank", 5, key="first")
    change = change.format(
        pot=books.pot.pk, cash=books.cash.pk, other=other.bank.pk, theirs=theirs.bank.pk, booked=booked.pk
    )
    before_booking(monkeypatch, lambda: made_last.run(f"UPDATE ledger_waiting {change} WHERE key = 'g3'"))
    refused(books, tmp_path / "file", rule)
    assert [number > 10 for number in gone] == [way == "alone"]


def before_booking(monkeypatch: pytest.MonkeyPatch, first: Callable[[], Any]) -> None:
    book = bulk.book_waiting

    def spoil_and_book(*given: Any) -> None:
        first()
        book(*given)

    monkeypatch.setattr(bulk, "book_waiting", spoil_and_book)


PART = {
    "an entry without transfers": ("_TRANSFERS", " AND key <> 'g3'", "batch_closes_transfers"),
    "a transfer without entry": ("_ENTRIES", " AND key <> 'g9'", "batch_in_order"),
    "a transfer of no entry at all": (
        "_TRANSFERS",
        " UNION ALL SELECT neighbourhood_id, administration_id, 6, 6, 1, '2028-03-01', unit_id, "
        "(SELECT min(source_id) FROM ledger_waiting), id, 7, NULL FROM ledger_account WHERE number = '10201'",
        "transfer_entry_wall",
    ),
}


@pytest.mark.parametrize(("statement", "more", "rule"), PART.values(), ids=PART)
def test_a_part_of_an_entry_is_refused(
    books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: list[int], way: str,
    statement: str, more: str, rule: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(waiting_rows, statement, getattr(waiting_rows, statement) + more)
    monkeypatch.setattr(waiting_rows, "_move", nationally(waiting_rows._move))
    if "wall" in rule and way == "beside others":
        before_leaving(monkeypatch)
    refused(books, tmp_path / "file", rule)


def nationally(move: Callable[..., None]) -> Callable[..., None]:
    def moved(*given: Any) -> None:
        with national("a mistake that crosses the wall"):
            move(*given)

    return moved


def before_leaving(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for the commit is checked, which this test never comes to."""
    book = bulk.book_waiting

    def book_and_check(*given: Any) -> None:
        book(*given)
        connection.check_constraints()

    monkeypatch.setattr(bulk, "book_waiting", book_and_check)


def test_a_user_who_is_not_there_is_refused(books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = bulk.book_waiting
    monkeypatch.setattr(bulk, "book_waiting", lambda alike, *more: book(replace(alike, user=5), *more))
    refused(books, tmp_path / "file", "ledger_entry_user_id")


def test_a_period_that_closed_is_refused(
    books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    with scope(neighbourhood=books.place):
        period = Period.objects.get()
    before_booking(monkeypatch, lambda: close_period(period, by=books.by))
    with pytest.raises(IntegrityError, match="batch_in_open_period"):
        import_csv(books.administration, gifts(tmp_path / "file", 1, 9), by=books.by)
    assert books.count() == 0


def test_what_was_committed_and_what_was_refused_leave_the_schema(live_books: Books, tmp_path: Path) -> None:
    before, file = schema(), tmp_path / "file"
    with pytest.raises(errors.FileRefused, match="Twee regels"):
        import_csv(live_books.administration, gifts(file, 1, 7, "g1,2028-03-01,82301,10201,1,x,,"), by=live_books.by)
    assert (schema(), live_books.count()) == (before, 0)
    assert import_csv(live_books.administration, gifts(file, 1, 7), by=live_books.by) == Imported(7, 0)
    assert (schema(), guards.missing(connection), check()) == (before, [], [])
    assert live_books.post("gifts", "bank", 1, key="next").number == 8


def test_who_reads_the_books_is_not_waited_for(live_books: Books, tmp_path: Path, gone: list[int]) -> None:
    before = schema()
    with reading("ledger_account"):
        assert import_csv(live_books.administration, gifts(tmp_path / "file", 1, 7), by=live_books.by) == Imported(7, 0)
    assert import_csv(live_books.administration, gifts(tmp_path / "file", 8, 30), by=live_books.by) == Imported(23, 0)
    assert (gone[0], gone[1] > 10, schema(), check()) == (0, True, before, [])


def reading(table: str) -> Any:
    """Somebody else, who is not done."""
    known = connection.get_connection_params()
    other = psycopg.connect(**{name: known[name] for name in ("dbname", "user", "host", "port") if known.get(name)})
    other.execute(f"SELECT 1 FROM {table}")  # type: ignore[call-overload]
    return other


OF_SOMEBODY_ELSE = {
    "a remark on a key": ("COMMENT ON CONSTRAINT transfer_source_wall ON ledger_transfer IS 'x'", False),
    "a key that was not checked": (
        "ALTER TABLE ledger_entry ADD CONSTRAINT own FOREIGN KEY (for_party) REFERENCES people_party (id) NOT VALID",
        False,
    ),
    "an index": ("CREATE INDEX own ON ledger_transfer (amount) WHERE amount > 5", True),
    "an index with a setting": ("CREATE INDEX own ON ledger_transfer (amount) WITH (fillfactor = 50)", True),
}


@pytest.mark.parametrize(("sql", "alone"), OF_SOMEBODY_ELSE.values(), ids=OF_SOMEBODY_ELSE)
def test_what_somebody_else_added_stays(books: Books, tmp_path: Path, sql: str, alone: bool, gone: list[int]) -> None:
    connection.check_constraints()
    made_last.run(sql)
    gone.clear()
    before = schema()
    import_csv(books.administration, gifts(tmp_path / "file", 1, 7), by=books.by)
    connection.check_constraints()
    assert (schema(), gone[0] > 10, books.count()) == (before, alone, 7)


def test_who_comes_while_the_tables_are_taken_waits(
    live_books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: list[int]
) -> None:
    """Who books, who reads, who writes in the log and who signs in: all are served after it, and nobody in a circle."""
    taken, move = threading.Event(), waiting_rows._move

    def take_and_move(*given: Any) -> None:
        taken.set()
        time.sleep(1.5)  # longer than PostgreSQL waits before it looks for a circle
        move(*given)

    monkeypatch.setattr(waiting_rows, "_move", take_and_move)
    file = gifts(tmp_path / "file", 1, 30)

    def work(place: int) -> Any:
        if place == 0:
            return import_csv(live_books.administration, file, by=live_books.by).booked
        taken.wait(30)
        if place == 1:
            return make_earmark(live_books.administration, name="Tuin", by=live_books.by).name
        if place == 2:
            return User.objects.update(last_login=timezone.now())
        if place == 3:
            assert live_books.own_balance("bank") >= sum(range(1, 31))
            return None
        return live_books.post("gifts", "bank", 1, key=f"{place}")

    assert len(all_at_once(8, work)) == 8
    assert (gone[0] > 10, live_books.count(), check()) == (True, 34, [])


@pytest.mark.slow
def test_who_books_at_the_same_time_loses_nothing(live_books: Books, tmp_path: Path) -> None:
    """Two of one administration and two of another one, around an import of each; and readers."""
    other, before = another_administration(live_books), schema()
    rows = "\n".join(f"o{at},2028-03-01,10201,10101,1,x,," for at in range(200))
    (tmp_path / "other").write_text(f"{','.join(HEADER)}\n{rows}\n")
    gifts(tmp_path / "file", 1, 300)

    def work(place: int) -> Any:
        if place < 2:
            whose, file = ((live_books, "file"), (other, "other"))[place]
            return import_csv(whose.administration, tmp_path / file, by=whose.by).booked
        for turn in range(15):
            if place % 3 == 0:
                live_books.post("gifts", "bank", 1, key=f"{place} {turn}")
            elif place % 3 == 1:
                other.post("bank", "cash", 1, key=f"{place} {turn}")
            else:
                live_books.own_balance("bank")
        return 0

    assert sorted(all_at_once(11, work)) == [0] * 9 + [200, 300]
    assert live_books.count() == 300 + 200 + 3 * 15 + 3 * 15
    assert live_books.own_balance("bank") == sum(range(1, 301)) + 3 * 15
    assert (schema(), guards.missing(connection), check()) == (before, [], [])


def test_a_kill_leaves_the_schema(live_books: Books, tmp_path: Path) -> None:
    before, file = schema(), gifts(tmp_path / "file", 1, 7)
    killed = CONTEXT.Process(target=import_until_killed, args=(here(tmp_path / "log"), file))
    killed.start()
    killed.join()
    assert killed.exitcode == KILLED
    assert int((tmp_path / "log" / "gone").read_text()) < len(before[0])
    assert (schema(), guards.missing(connection), live_books.count()) == (before, [], 0)
    assert import_csv(live_books.administration, file, by=live_books.by) == Imported(7, 0)
    assert schema() == before


def import_until_killed(where: Where, file: Path) -> None:
    """In a process of its own, that is gone without a word when it has written its rows."""
    settle(where)
    many_rows.ROWS_WORTH_IT = FEW
    move = waiting_rows._move

    def move_and_die(*given: Any) -> None:
        move(*given)
        (where.log / "gone").write_text(str(len(schema()[0])))
        os._exit(KILLED)

    waiting_rows._move = move_and_die
    with national("a killed import"):
        import_csv(Administration.objects.get(), file, by=SYSTEM)
