"""Many rows at once on SQLite: what Django, a long statement and an index of readers cost is saved.

PostgreSQL has its own way, see waiting_rows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.db import connection

from limonade.ledger.models import Transfer
from limonade.scoping.sql_guard import national

ROWS_IN_STATEMENT = 500  # what SQLite makes of these fits in the processor's cache; fewer cost more calls
ROWS_ALL_OVER = 10_000  # a statement costs SQLite a copy of every page that it changes: with such indexes, of most
VALUES_IN_STATEMENT = 32_766  # of SQLite as it comes; Debian and pysqlite build it for 250,000
CACHE_KIB = 256 * 1024  # of SQLite, for indexes in which every row has a place of its own
CACHE_IN_ORDER_KIB = 64 * 1024  # without those rows follow each other, and more only takes memory and its time
SQLITES_OWN_CACHE_KIB = 2_000
BYTES_OF_ROW = 60  # of a file, about
ROWS_WORTH_IT = 20_000


@contextmanager
def large_cache() -> Iterator[None]:
    """For this connection, until the import is done. PostgreSQL has its own."""
    _set_cache(-CACHE_KIB)
    try:
        yield
    finally:
        _set_cache(-SQLITES_OWN_CACHE_KIB)


def _set_cache(size: int) -> None:
    if connection.vendor == "sqlite":
        _run(f"PRAGMA cache_size = {size}")


@contextmanager
def indexes_made_last(file: Path) -> Iterator[int]:
    """On SQLite the indexes of transfers that only readers need, when the file brings more than there is.

    Sorting them at the end costs a third of a place found for every row. To be used within a transaction, in which
    nothing reads by those indexes; whatever ends it, a kill too, gives them back. Tells how many transfers are best
    put in a statement.
    """
    dropped = _drop_indexes() if connection.vendor == "sqlite" and _brings_more(file) else []
    if dropped:
        _set_cache(-CACHE_IN_ORDER_KIB)
    yield ROWS_IN_STATEMENT if dropped else ROWS_ALL_OVER
    for sql in dropped:
        _run(sql)


def _brings_more(file: Path) -> bool:
    rows = _rows_of(file)
    if rows < ROWS_WORTH_IT:
        return False
    with national("a table is larger than this or not"):
        return not _run(f"SELECT 1 FROM {Transfer._meta.db_table} LIMIT 1 OFFSET %s", rows)


def _rows_of(file: Path) -> int:
    return file.stat().st_size // BYTES_OF_ROW


def _drop_indexes() -> list[str]:
    """The SQL that makes them again. Unique ones stay: those are rules."""
    by_name = _run(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql LIKE 'CREATE INDEX %%'",
        Transfer._meta.db_table,
    )
    for name, _sql in by_name:
        _run(f"DROP INDEX {connection.ops.quote_name(name)}")
    return [sql for _name, sql in by_name]


def _run(sql: str, *values: str | int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return list(cursor.fetchall()) if cursor.description else []


def add_rows(
    table: str,
    alike: dict[str, Any],
    columns: tuple[str, ...],
    values: list[Any],
    at_once: int = ROWS_IN_STATEMENT,
) -> None:
    """Rows of `columns`, whose values follow each other, each with `alike`."""
    fixed, width = tuple(alike.values()), len(columns)
    with connection.wrap_database_errors:
        size = width * min(at_once, (_most_values() - len(fixed)) // width)
        for at in range(0, len(values), size):
            part = values[at : at + size]
            connection.connection.execute(_insert(table, tuple(alike), columns, len(part) // width), [*fixed, *part])


@cache
def _most_values() -> int:
    options = dict(option.split("=", 1) for (option,) in _run("PRAGMA compile_options") if "=" in option)
    return int(options.get("MAX_VARIABLE_NUMBER", VALUES_IN_STATEMENT))


@lru_cache(maxsize=8)
def _insert(table: str, alike: tuple[str, ...], columns: tuple[str, ...], rows: int) -> str:
    """Of many rows, for each of which the first values are those of `alike`."""
    fixed, width = len(alike), len(columns)
    shared = "".join(f"?{at}, " for at in range(1, fixed + 1))
    own = (", ".join(f"?{fixed + row * width + at}" for at in range(1, width + 1)) for row in range(rows))
    return f"INSERT INTO {table} ({', '.join([*alike, *columns])}) VALUES " + ", ".join(
        f"({shared}{one})" for one in own
    )
