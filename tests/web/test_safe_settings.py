"""Limonade refuses to start on a database that could lose what it said it had saved."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import ERROR
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper

from limonade.settings import SQLITE_VERSION
from limonade.sqlite_engine import safe_options, wal_is_safe
from limonade.web import checks

SAFE_VERSION, OLD_VERSION = (3, 51, 3), (3, 40, 1)
EVERY_RULE = "PRAGMA foreign_keys=1; PRAGMA recursive_triggers=1;"

BAD_SQLITE = {
    "wal-normal": ("WAL", "NORMAL", EVERY_RULE, "IMMEDIATE"),
    "wal-off": ("WAL", "OFF", EVERY_RULE, "IMMEDIATE"),
    "delete-full": ("DELETE", "FULL", EVERY_RULE, "IMMEDIATE"),
    "delete-normal": ("DELETE", "NORMAL", EVERY_RULE, "IMMEDIATE"),
    "truncate-full": ("TRUNCATE", "FULL", EVERY_RULE, "IMMEDIATE"),
    "memory-journal": ("MEMORY", "EXTRA", EVERY_RULE, "IMMEDIATE"),
    "no-journal": ("OFF", "EXTRA", EVERY_RULE, "IMMEDIATE"),
    "deferred-transactions": ("DELETE", "EXTRA", EVERY_RULE, None),
    "no-foreign-keys": ("DELETE", "EXTRA", "PRAGMA foreign_keys=0; PRAGMA recursive_triggers=1;", "IMMEDIATE"),
    "no-recursive-triggers": ("DELETE", "EXTRA", "PRAGMA foreign_keys=1;", "IMMEDIATE"),
}
SAFE_READING = {
    "journal_mode": "wal",
    "synchronous": "2",
    "foreign_keys": "1",
    "recursive_triggers": "1",
    "transaction_mode": "IMMEDIATE",
}
OLD_SQLITES = [(3, 40, 1), (3, 44, 5), (3, 50, 6), (3, 51, 2)]
MENDED_SQLITES = [(3, 44, 6), (3, 50, 7), (3, 51, 3), (3, 53, 4)]

on_postgres = pytest.mark.skipif(
    not os.environ.get("LIMONADE_THROWAWAY_POSTGRES"), reason="changes settings of a throw-away PostgreSQL"
)


@contextmanager
def sqlite_file(folder: Path, options: dict[str, Any], blocker: Any) -> Iterator[BaseDatabaseWrapper]:
    settings = {**connections.settings["default"], "NAME": folder / "some.sqlite3", "OPTIONS": options}
    opened = DatabaseWrapper({**settings, "CONN_MAX_AGE": None}, alias="some")
    with blocker.unblock():
        try:
            yield opened
        finally:
            opened.close()


@pytest.mark.parametrize(("journal", "synchronous", "rules", "mode"), BAD_SQLITE.values(), ids=BAD_SQLITE)
def test_bad_sqlite_is_refused(
    tmp_path: Path, django_db_blocker: Any, journal: str, synchronous: str, rules: str, mode: str | None
) -> None:
    command = f"PRAGMA journal_mode={journal}; PRAGMA synchronous={synchronous}; {rules}"
    with sqlite_file(tmp_path, {"transaction_mode": mode, "init_command": command}, django_db_blocker) as opened:
        problems = checks.problems_of(opened)
    assert [problem.level for problem in problems] == [ERROR]


@pytest.mark.parametrize("version", {SQLITE_VERSION, SAFE_VERSION, OLD_VERSION})
def test_shipped_sqlite_is_accepted(tmp_path: Path, django_db_blocker: Any, version: tuple[int, int, int]) -> None:
    if wal_is_safe(version) and not wal_is_safe(SQLITE_VERSION):
        pytest.skip("this SQLite is too old for WAL")
    with sqlite_file(tmp_path, safe_options(version), django_db_blocker) as opened:
        assert checks.problems_of(opened) == []


@pytest.mark.parametrize("version", OLD_SQLITES)
def test_wal_on_an_old_sqlite_is_refused(version: tuple[int, int, int]) -> None:
    assert [problem.id for problem in checks.sqlite_problems(version, SAFE_READING)] == ["limonade.E003"]


@pytest.mark.parametrize("version", MENDED_SQLITES)
def test_wal_on_a_mended_sqlite_is_accepted(version: tuple[int, int, int]) -> None:
    assert checks.sqlite_problems(version, SAFE_READING) == []


@pytest.mark.parametrize("name", checks.POSTGRES_SETTINGS)
def test_bad_postgres_is_refused(name: str) -> None:
    shipped = dict.fromkeys(checks.POSTGRES_SETTINGS, "on")
    assert checks.postgres_problems(shipped) == []
    assert [problem.level for problem in checks.postgres_problems({**shipped, name: "off"})] == [ERROR]


@pytest.mark.django_db
def test_default_database_is_asked() -> None:
    assert checks.check_safe_settings(databases=None) == []
    assert checks.check_safe_settings(databases=["default"]) == checks.problems_of(connection)


@on_postgres
@pytest.mark.django_db
def test_live_postgres_is_read() -> None:
    """The throw-away server has fsync and full_page_writes off; a session may turn the third one off."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    assert len(checks.problems_of(connection)) == 3
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on")
    assert len(checks.problems_of(connection)) == 2
