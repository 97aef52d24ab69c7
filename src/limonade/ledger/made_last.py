"""On PostgreSQL: keys and indexes of entries and transfers that are taken away and made again in one transaction.

To sort an index and to check a foreign key by one join costs a fifth of a place found and a row looked up for every
row. Every rule is made again over all rows before the commit, or there is no commit. Whatever ends the transaction
otherwise, a kill too, gives all of them back as they were, because PostgreSQL undoes such changes as any other.

It asks the tables for itself alone, also against readers, until the commit. It never waits for that: who waits keeps
all who come later waiting, and could wait in a circle. So it asks some times, and is else not done.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError, ProgrammingError, connection, transaction
from psycopg.errors import InsufficientPrivilege, LockNotAvailable, ObjectInUse

from limonade.ledger.models import Entry, Transfer
from limonade.scoping.sql_guard import national

TIMES, SECONDS_BETWEEN = 20, 0.1
TABLES = tuple(model._meta.db_table for model in (Entry, Transfer))
KEY, PLAIN = "f", "i"  # the letter of a foreign key in pg_constraint, and ours for an index that is no constraint

# What PostgreSQL would not give back by its definition alone is not like ours: such an index stays, such a key stops
# all. Neither goes what a key of another table points at, nor an index that only keeps some rows apart.
_RULES = """
    SELECT c.contype, c.conname, c.conrelid::regclass::text, pg_get_constraintdef(c.oid), c.confrelid::regclass::text,
        c.convalidated AND c.conparentid = 0 AND obj_description(c.oid, 'pg_constraint') IS NULL
        AND NOT EXISTS (SELECT 1 FROM pg_trigger g WHERE g.tgconstraint = c.oid AND g.tgenabled <> 'O')
    FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid = ANY(%s::text[]::regclass[])
    UNION ALL
    SELECT COALESCE(c.contype, 'i'), x.relname, i.indrelid::regclass::text,
        COALESCE(pg_get_constraintdef(c.oid), pg_get_indexdef(i.indexrelid)), '', true
    FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid LEFT JOIN pg_constraint c
        ON c.conindid = i.indexrelid AND c.conrelid = i.indrelid AND c.contype IN ('u', 'p')
    WHERE i.indrelid = ANY(%s::text[]::regclass[]) AND (c.oid IS NOT NULL OR NOT i.indisunique)
        AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.contype = 'f' AND k.conindid = i.indexrelid)
        AND i.indisvalid AND NOT i.indisreplident AND NOT i.indisclustered AND i.indexprs IS NULL
        AND x.reltablespace = 0 AND x.reloptions IS NULL AND obj_description(x.oid, 'pg_class') IS NULL
        AND obj_description(c.oid, 'pg_constraint') IS NULL
    ORDER BY 1, 2
"""


@dataclass(frozen=True)
class _Rule:
    """A foreign key, a unique one or a plain index, with the words that make it."""

    kind: str
    name: str
    table: str
    definition: str
    target: str
    """The table that a foreign key points at."""
    like_ours: bool

    @property
    def drop(self) -> str:
        name = connection.ops.quote_name(self.name)
        return f"DROP INDEX {name}" if self.kind == PLAIN else f"ALTER TABLE {self.table} DROP CONSTRAINT {name}"

    @property
    def make(self) -> str:
        name = connection.ops.quote_name(self.name)
        return (
            self.definition
            if self.kind == PLAIN
            else f"ALTER TABLE {self.table} ADD CONSTRAINT {name} {self.definition}"
        )


class SetAside:
    """The rules that are gone. Raises IntegrityError when rows do not keep them."""

    def __init__(self, rules: list[_Rule]) -> None:
        self._rules = rules

    def make_indexes(self) -> None:
        run(*(one.make for one in self._rules if one.kind != KEY))

    def make_keys(self) -> None:
        """Nothing may wait for the commit that belongs to these tables, or PostgreSQL does not change them."""
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run(*(one.make for one in self._rules if one.kind == KEY))
        run("SET CONSTRAINTS ALL DEFERRED")


def set_aside(first: Callable[[], object]) -> SetAside | None:
    """None when the tables cannot be had, or are not like ours: then nothing happened.

    `first` does all that may have to wait for somebody. Whoever has all tables to himself may wait for nobody.
    """
    for _time in _times():
        try:
            with transaction.atomic():
                first()
                run("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED")
                return _take_away()
        except (OperationalError, ProgrammingError) as refusal:
            if isinstance(refusal.__cause__, InsufficientPrivilege | ObjectInUse):
                return None
            if not isinstance(refusal.__cause__, LockNotAvailable):
                raise
        except _NotLikeOurs:
            return None
    return None


class _NotLikeOurs(Exception):
    """So that the savepoint gives the tables back."""


def _times() -> Iterator[int]:
    for turn in range(TIMES):
        if turn:
            time.sleep(SECONDS_BETWEEN)
        yield turn


def _take_away() -> SetAside:
    _lock(*TABLES)
    rules = [_Rule(*row) for row in fetch(_RULES, list(TABLES), list(TABLES))]
    keys = [one for one in rules if one.kind == KEY]
    if not keys or not all(one.like_ours for one in keys):
        raise _NotLikeOurs
    _lock(*sorted({one.target for one in keys}))
    run(*(one.drop for one in rules))
    return SetAside(rules)


def _lock(*tables: str) -> None:
    with national("a table is asked for as a whole"):
        run(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE NOWAIT")


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)


def fetch(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return list(cursor.fetchall())
