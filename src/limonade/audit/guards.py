"""Triggers that keep what no constraint can say, such as "a row is never changed".

A room registers a maker of guards in its AppConfig.ready(). They are dropped before a migration and put back
after it, because SQLite drops a table's triggers when Django rebuilds it, and a trigger can break a migration.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from limonade.scoping.sql_guard import national

# Everything in the database that starts with this is ours to drop, also what an older version of us made.
PREFIX = "limonade_"
SQLITE, POSTGRES = "sqlite", "postgresql"

_ON_SQLITE = "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'"
_ON_POSTGRES = """
    SELECT c.relname, t.tgname, pg_get_triggerdef(t.oid, true) || p.prosrc || t.tgenabled::text
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)
"""
_ENABLED = "O"  # of pg_trigger.tgenabled


@dataclass(frozen=True)
class Guard:
    """One trigger. `sql` is the whole CREATE TRIGGER in the words with which the database gives it back, quotes aside.

    On PostgreSQL `body` is the plpgsql of the function that `sql` calls; it is made here, named as the guard.
    """

    name: str
    table: str
    sql: str
    body: str = ""

    def __post_init__(self) -> None:
        if not self.name.startswith(PREFIX):
            raise ValueError(f"The name of a guard starts with {PREFIX}, so that we find it back.")

    @property
    def text(self) -> str:
        """What the database holds of it when all is well."""
        return _without_quotes(self.sql + (self.body + _ENABLED if self.body else ""))


def sqlite_guard(name: str, table: str, event: str, says: str, *, when: str = "") -> Guard:
    """`event` such as BEFORE DELETE; `when` is a condition on NEW and OLD that refuses; empty: always."""
    condition = f" WHEN {when}" if when else ""
    sql = f'CREATE TRIGGER "{name}" {event} ON "{table}"{condition} BEGIN SELECT RAISE(ABORT, \'{says}\'); END'
    return Guard(name, table, sql)


def postgres_guard(name: str, table: str, event: str, says: str) -> Guard:
    """Refuses a whole statement, also one that touches no row: some 7 times faster than looking at every row."""
    sql = f'CREATE TRIGGER "{name}" {event} ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION "{name}"()'
    body = f"BEGIN RAISE EXCEPTION '{says}' USING ERRCODE = 'integrity_constraint_violation'; END"
    return Guard(name, table, sql, body)


_putting_back: ContextVar[bool] = ContextVar("putting_back", default=False)
Maker = Callable[[str], Iterable[Guard]]  # from "sqlite" or "postgresql"
_makers: list[Maker] = []


def register(maker: Maker) -> None:
    """Call it in AppConfig.ready(). The maker is called when the guards are needed."""
    if maker not in _makers:
        _makers.append(maker)


def guards(vendor: str) -> list[Guard]:
    return [guard for maker in _makers for guard in maker(vendor)]


def missing(connection: BaseDatabaseWrapper) -> list[Guard]:
    """Guards that are not there, or not as they should be, on tables that do exist."""
    found = _found(connection)
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    return [
        guard
        for guard in guards(connection.vendor)
        if guard.table in tables and found.get((guard.table, guard.name)) != guard.text
    ]


def install(connection: BaseDatabaseWrapper) -> None:
    """Puts every missing guard in its place. Repeatable."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        there = _found(connection)
        for guard in missing(connection):
            if (guard.table, guard.name) in there:
                cursor.execute(_drop_sql(connection, guard.table, guard.name))
            if guard.body:
                cursor.execute(
                    f'CREATE OR REPLACE FUNCTION "{guard.name}"() RETURNS trigger LANGUAGE plpgsql AS $${guard.body}$$'
                )
            cursor.execute(guard.sql)


def drop(connection: BaseDatabaseWrapper) -> None:
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == POSTGRES:
            connection.check_constraints()  # no trigger can go while keys still wait to be checked
        for table, name in _found(connection):
            cursor.execute(_drop_sql(connection, table, name))


@contextmanager
def lifted(reason: str, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Without guards and without the wall, in one transaction: others never see the gap and a crash leaves none."""
    connection = connections[using]
    with national(reason), transaction.atomic(using=using):
        drop(connection)
        yield
        install(connection)


@contextmanager
def putting_back() -> Iterator[None]:
    """Within it missing guards are no problem, because they are about to be put back."""
    token = _putting_back.set(True)
    try:
        yield
    finally:
        _putting_back.reset(token)


def are_being_put_back() -> bool:
    return _putting_back.get()


def _found(connection: BaseDatabaseWrapper) -> dict[tuple[str, str], str]:
    """The text of our triggers by table and name."""
    if connection.vendor not in (SQLITE, POSTGRES):
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_ON_SQLITE if connection.vendor == SQLITE else _ON_POSTGRES)
        rows = cursor.fetchall()
    return {(table, name): _without_quotes(text) for table, name, text in rows if name.startswith(PREFIX)}


def _drop_sql(connection: BaseDatabaseWrapper, table: str, name: str) -> str:
    if connection.vendor == SQLITE:
        return f'DROP TRIGGER "{name}"'
    return f'DROP TRIGGER "{name}" ON "{table}"'


def _without_quotes(text: str) -> str:
    """PostgreSQL quotes only the names that need it."""
    return text.replace('"', "")
