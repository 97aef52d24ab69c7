"""On PostgreSQL the rows of a file wait in a table of this connection, until all are read and seen to be right.

Then they become transfers and entries by two statements, which one batch closes: every guard looks once at all rows.
Nobody else notices a file before that, and one with a fault has touched no table of the books.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import astuple, dataclass
from typing import Any

from django.db import connection

from limonade.ledger import many_rows
from limonade.ledger.made_last import fetch, run, set_aside
from limonade.ledger.models import Account, Administration, Batch, Entry, Transfer
from limonade.scoping.sql_guard import national

EMPTY = r"\N"  # how COPY spells that there is no value
ROWS_IN_PIECE = 2_000  # of what is handed to the driver at once
PAGES_AT_ONCE = 2_000  # some 100,000 rows: what the guards see of a statement then fits in the memory below
SETTINGS = {
    "work_mem": "'64MB'",  # to sort and to join in, of a server that gives 4 when nobody says so
    "jit": "off",
    "enable_sort": "off",  # to add up by account: accounts are few, and transfers do not fit in that memory
    "max_parallel_maintenance_workers": "0",  # with them an index is there a little sooner, for more work
}
COUNTED = ", ".join(model._meta.db_table for model in (Account, Entry, Transfer))
KEYS_TO_WHAT_IS_THERE = "transfer_source_wall, transfer_target_wall, transfer_earmark_wall, entry_administration_wall"

_MAKE = (
    "CREATE TEMPORARY TABLE ledger_waiting (id bigint, number bigint, day date, key varchar, text varchar, "
    "document varchar, hash bytea, unit_id varchar, source_id bigint, target_id bigint, amount bigint, "
    "earmark_id bigint)"
)
_TRANSFERS = (
    "INSERT INTO ledger_transfer (neighbourhood_id, administration_id, id, entry_id, position, day, unit_id, "
    "source_id, target_id, amount, earmark_id) "
    "SELECT %s, %s, id, id, 1, day, unit_id, source_id, target_id, amount, earmark_id FROM ledger_waiting "
    "WHERE ctid >= %s::tid AND ctid < %s::tid"
)
_ENTRIES = (
    "INSERT INTO ledger_entry (neighbourhood_id, administration_id, user_id, acting_party, for_party, kind, moment, "
    "id, number, day, key, text, document, hash) "
    "SELECT %s, %s, %s, %s, %s, %s, %s, id, number, day, key, text, document, hash FROM ledger_waiting "
    "WHERE ctid >= %s::tid AND ctid < %s::tid"
)


@dataclass(frozen=True)
class Alike:
    """What all rows of a file have in common."""

    neighbourhood: int
    administration: int
    user: int | None
    acting_party: int | None
    for_party: int | None
    kind: str
    moment: Any


@contextmanager
def rows_wait() -> Iterator[None]:
    """Within a transaction, whose end is theirs too."""
    run(_MAKE)
    yield
    run("DROP TABLE ledger_waiting")


def add_waiting(lines: list[str]) -> None:
    """Lines as COPY reads them: the columns of the table with a tab between them, and an end."""
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy("COPY ledger_waiting FROM STDIN") as to,
    ):
        for at in range(0, len(lines), ROWS_IN_PIECE):
            to.write("".join(lines[at : at + ROWS_IN_PIECE]))


def any_key_waits_twice() -> bool:
    return bool(fetch("SELECT 1 FROM ledger_waiting GROUP BY key HAVING count(*) > 1 LIMIT 1"))


def book_waiting(alike: Alike, first: int, last: int, tell: Callable[[], object]) -> None:
    """Numbers `first` to `last`. Raises IntegrityError with the rule that a row does not keep.

    `tell` writes in the log, which others may hold. Within all tables for itself alone there is no waiting for them,
    so then that is done first, and else last.
    """
    rows = last - first + 1
    many = rows >= many_rows.ROWS_WORTH_IT  # for fewer, nobody has to keep off the tables
    place, home = alike.neighbourhood, alike.administration
    batch = Batch(neighbourhood_id=place, administration_id=home, first_number=first, last_number=last)
    run(*(f"SET LOCAL {name} = {value}" for name, value in SETTINGS.items()))
    if many and _more_than_there_is(rows) and (aside := set_aside(tell)):
        _move(alike, batch)
        aside.make_indexes()
        run(f"ANALYZE {COUNTED}")
        batch.save(force_insert=True)
        aside.make_keys()
    else:
        with _planned_for_many() if many else nullcontext():
            _move(alike, batch)
        batch.save(force_insert=True)
        tell()
    run(*(f"SET LOCAL {name} TO DEFAULT" for name in SETTINGS))


def _more_than_there_is(rows: int) -> bool:
    with national("a table is larger than this or not"):
        return not fetch("SELECT 1 FROM ledger_transfer LIMIT 1 OFFSET %s", rows)


def _move(alike: Alike, batch: Batch) -> None:
    heads: Any = Administration.objects
    heads.with_scope(neighbourhood=alike.neighbourhood).filter(pk=alike.administration).update(batch=batch.pk)
    values = astuple(alike)
    with connection.cursor() as cursor:
        for sql, given in ((_TRANSFERS, values[:2]), (_ENTRIES, values)):
            for pages in _pages():
                cursor.execute(sql, (*given, *pages))


def _pages() -> Iterator[tuple[str, str]]:
    """Of the table of what waits: places of the first row and of the first that is not meant."""
    [(last,)] = fetch("SELECT pg_relation_size('ledger_waiting') / current_setting('block_size')::int")
    for first in range(0, last, PAGES_AT_ONCE):
        yield f"({first},0)", f"({first + PAGES_AT_ONCE},0)"


@contextmanager
def _planned_for_many() -> Iterator[None]:
    """Tables are counted before and after.

    A connection keeps its plans until a table is counted anew. Without a count before, it would read all accounts or
    all entries for every row; without one after, for every booking that follows. Foreign keys to rows that are there
    already are checked at once, because at the end each row would have to be fetched again.
    """
    run(f"ANALYZE {COUNTED}", f"SET CONSTRAINTS {KEYS_TO_WHAT_IS_THERE} IMMEDIATE")
    yield
    run(f"SET CONSTRAINTS {KEYS_TO_WHAT_IS_THERE} DEFERRED", f"ANALYZE {COUNTED}")
