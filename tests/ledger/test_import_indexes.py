"""A large file is read in without the indexes that only readers need; whatever comes of it, they are there again."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django_scopes import scope

from limonade.audit import guards
from limonade.audit.actor import SYSTEM
from limonade.ledger import bulk, many_rows, queries
from limonade.ledger.bulk import HEADER, Imported, import_csv
from limonade.ledger.errors import FileRefused
from limonade.ledger.models import Administration, Transfer
from limonade.ledger.selfcheck import check
from limonade.scoping.sql_guard import national
from tests.ledger.books import Books
from tests.soak.writers import CONTEXT, Where, here, settle

OF_READERS = {one.name for one in Transfer._meta.indexes}
KILLED = 9
FEW, MANY = 4, 1_000
pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="on PostgreSQL they stay")


def schema() -> dict[str, str]:
    """Every table, index and trigger with its SQL."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return dict(cursor.fetchall())


def gone() -> set[str]:
    return OF_READERS - schema().keys()


@pytest.fixture(autouse=True)
def short_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many_rows, "ROWS_WORTH_IT", FEW)
    monkeypatch.setattr(many_rows, "BYTES_OF_ROW", 30)
    monkeypatch.setattr(bulk, "ROWS_AT_ONCE", {"sqlite": 3, "postgresql": 3})


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """Which indexes were gone while rows were written."""
    seen: list[set[str]] = []
    write = bulk.add_rows

    def look_and_write(*rows: Any) -> None:
        seen.append(gone())
        write(*rows)

    monkeypatch.setattr(bulk, "add_rows", look_and_write)
    return seen


def gifts(file: Path, first: int, last: int, *more: str) -> Path:
    rows = [f"g{at},2028-03-01,82301,10201,{at},Gift,," for at in range(first, last + 1)]
    file.write_text("\n".join([",".join(HEADER), *rows, *more]) + "\n")
    return file


def test_they_are_made_last_only_when_the_file_brings_more_than_there_is(
    books: Books, tmp_path: Path, seen: list[set[str]]
) -> None:
    before = schema()
    for first, last, without in ((1, 1, set()), (2, 12, OF_READERS), (13, 17, set()), (18, 60, OF_READERS)):
        import_csv(books.administration, gifts(tmp_path / "file", first, last), by=books.by)
        assert [one for one in seen if one != without] == []
        assert (schema(), guards.missing(connection)) == (before, [])
        seen.clear()
    assert books.count() == 60
    with scope(neighbourhood=books.place):
        assert queries.balances(books.administration) == queries.balances_on(books.administration)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchall() == [("ok",)]
    connection.check_constraints()
    assert check() == []


@pytest.mark.parametrize("worth_it", [FEW, MANY])
@pytest.mark.parametrize(
    "last", ["g1,2028-03-01,82301,10201,1,Gift,,", "x,2028-03-01,82301,10201,0,Gift,,"], ids=["key twice", "no amount"]
)
def test_a_refused_file_leaves_them(
    live_books: Books, tmp_path: Path, seen: list[set[str]], monkeypatch: pytest.MonkeyPatch, last: str, worth_it: int
) -> None:
    monkeypatch.setattr(many_rows, "ROWS_WORTH_IT", worth_it)
    before = schema()
    with pytest.raises(FileRefused):
        import_csv(live_books.administration, gifts(tmp_path / "file", 1, 7, last), by=live_books.by)
    assert seen[-1] == (OF_READERS if worth_it == FEW else set())
    assert (schema(), guards.missing(connection), live_books.count()) == (before, [], 0)


@pytest.mark.parametrize("worth_it", [FEW, MANY])
def test_a_kill_leaves_them(live_books: Books, tmp_path: Path, worth_it: int) -> None:
    before, file = schema(), gifts(tmp_path / "file", 1, 7)
    killed = CONTEXT.Process(target=import_until_killed, args=(here(tmp_path / "log"), file, worth_it))
    killed.start()
    killed.join()
    assert killed.exitcode == KILLED
    assert (tmp_path / "log" / "gone").read_text() == str(len(OF_READERS) if worth_it == FEW else 0)
    assert (schema(), guards.missing(connection), live_books.count()) == (before, [], 0)
    assert import_csv(live_books.administration, file, by=live_books.by) == Imported(7, 0)
    assert schema() == before


def import_until_killed(where: Where, file: Path, worth_it: int) -> None:
    """In a process of its own, that is gone without a word when it has written its last rows."""
    settle(where)
    many_rows.ROWS_WORTH_IT, many_rows.BYTES_OF_ROW = worth_it, 30
    read = bulk._import

    def read_and_die(*given: Any) -> None:
        read(*given)
        (where.log / "gone").write_text(str(len(gone())))
        os._exit(KILLED)

    bulk._import = read_and_die  # type: ignore[assignment]
    with national("a killed import"):
        import_csv(Administration.objects.get(), file, by=SYSTEM)
