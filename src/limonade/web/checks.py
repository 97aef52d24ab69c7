"""Refuse to start on a database that could lose what it said it had saved.

Read from the live connection, because a pragma that is asked for is not always granted.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from limonade.sqlite_engine import Version, wal_is_safe

SQLITE_SYNCHRONOUS = ("OFF", "NORMAL", "FULL", "EXTRA")
SQLITE_PRAGMAS = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
POSTGRES_SETTINGS = ("fsync", "synchronous_commit", "full_page_writes")

JOURNAL_HINT = "Use WAL with synchronous FULL, or DELETE with synchronous EXTRA, as limonade.sqlite_engine does."


def register_checks() -> None:
    """Run with the checks of the database: by `limonade serve`, `migrate` and `check --database default`."""
    register(check_safe_settings, Tags.database)


def check_safe_settings(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    return [problem for alias in databases or () for problem in problems_of(connections[alias])]


def problems_of(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    if connection.vendor == "sqlite":
        return _problems_of_sqlite(connection)
    if connection.vendor == "postgresql":
        return postgres_problems(_read(connection, "SHOW", POSTGRES_SETTINGS))
    return [Error("Limonade runs on SQLite or PostgreSQL only.", hint="Change DATABASE_URL.", id="limonade.E001")]


def _read(connection: BaseDatabaseWrapper, question: str, names: Sequence[str]) -> dict[str, str]:
    found = {}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"{question} {name}")
            found[name] = str(cursor.fetchone()[0])
    return found


def _problems_of_sqlite(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    found = _read(connection, "PRAGMA", SQLITE_PRAGMAS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        numbers = str(cursor.fetchone()[0]).split(".")
    found["transaction_mode"] = str(getattr(connection, "transaction_mode", None) or "DEFERRED")
    return sqlite_problems((int(numbers[0]), int(numbers[1]), int(numbers[2])), found)


def sqlite_problems(version: Version, found: Mapping[str, str]) -> list[CheckMessage]:
    """`found` holds the pragmas as SQLite prints them, and Django's transaction_mode."""
    journal = found["journal_mode"].upper()
    synchronous = SQLITE_SYNCHRONOUS[int(found["synchronous"])]
    problems: list[CheckMessage] = []
    if (journal, synchronous) not in {("WAL", "FULL"), ("WAL", "EXTRA"), ("DELETE", "EXTRA")}:
        told = f"SQLite with journal_mode {journal} and synchronous {synchronous} can lose saved data in a power cut."
        problems.append(Error(told, hint=JOURNAL_HINT, id="limonade.E002"))
    if journal == "WAL" and not wal_is_safe(version):
        told = f"SQLite {'.'.join(map(str, version))} can lose saved data in WAL mode."
        problems.append(Error(told, hint="Install pysqlite3, or use DELETE with EXTRA.", id="limonade.E003"))
    if found["transaction_mode"].upper() != "IMMEDIATE":
        told = "SQLite transactions must take the write lock at once, or they fail when two people save."
        problems.append(Error(told, hint='Set the option "transaction_mode": "IMMEDIATE".', id="limonade.E004"))
    for name, reason in (
        ("foreign_keys", "rows can point at nothing, or into another neighbourhood"),
        ("recursive_triggers", "INSERT OR REPLACE deletes rows that may never be deleted"),
    ):
        if found[name] != "1":
            told = f"SQLite runs with {name} off, so {reason}."
            problems.append(Error(told, hint=f"Add PRAGMA {name}=1 to init_command.", id="limonade.E005"))
    return problems


def postgres_problems(found: Mapping[str, str]) -> list[CheckMessage]:
    """`found` holds the settings as SHOW prints them."""
    return [
        Error(
            f"PostgreSQL runs with {name} off, so it can lose saved data in a power cut.",
            hint=f"Set {name} = on, for the server and for our user.",
            id="limonade.E006",
        )
        for name in POSTGRES_SETTINGS
        if found[name] == "off"
    ]
