"""The whole database as one file, of one moment and while others write; and such a file as the database."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.client import DatabaseClient
from django.db.backends.sqlite3._functions import register as register_functions

from limonade.scoping.sql_guard import national
from limonade.web.backup.archive import BackupError, Head, move

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
ASIDE = "before_restore_"  # the start of the name of a schema; the rest is the moment
WAIT_SECONDS = 20
Undo = Callable[[Callable[[], object]], object]  # remembers what to do when a later step fails
BESIDE = ("", "-wal", "-shm", "-journal")  # of an SQLite file

_HEADS = (
    "SELECT n.slug, a.name, a.last_number, a.last_hash FROM ledger_administration a "
    "JOIN neighbourhoods_neighbourhood n ON n.id = a.neighbourhood_id",
    "SELECT n.slug, '', h.number, h.hash FROM audit_chainhead h "
    "JOIN neighbourhoods_neighbourhood n ON n.id = h.neighbourhood_id",
    "SELECT '', '', h.number, h.hash FROM audit_sitechainhead h",
)


def copy_out(target: Path) -> tuple[list[Head], list[str]]:
    """Also the heads and the migrations of that very moment. Raises BackupError."""
    if not has_tables():
        raise BackupError("Er is nog geen database om te bewaren. Start Limonade eerst.")
    return _from_sqlite(target) if connection.vendor == "sqlite" else _from_postgres(target)


def has_tables() -> bool:
    return bool(connection.introspection.table_names())


def heads_now() -> list[Head]:
    with national("the heads after a restore"), connection.cursor() as cursor:
        return _read_heads(cursor)


def _read_heads(cursor: Any) -> list[Head]:
    found = []
    for question in _HEADS:
        cursor.execute(question)
        found += [Head(place, books, number, as_text(told)) for place, books, number, told in cursor.fetchall()]
    return sorted(found, key=lambda head: (head.place, head.administration))


def as_text(told: Any) -> str:
    """The books keep their hashes as bytes, the logs as text."""
    return told if isinstance(told, str) else bytes(told).hex()


def _read_migrations(cursor: Any) -> list[str]:
    cursor.execute("SELECT app, name FROM django_migrations")
    return sorted(f"{app}.{name}" for app, name in cursor.fetchall())


# SQLite


def _from_sqlite(target: Path) -> tuple[list[Head], list[str]]:
    with (
        closing(sqlite3.connect(str(connection.settings_dict["NAME"]), timeout=WAIT_SECONDS)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # so that it is one file
        cursor = copy.cursor()
        told = _read_heads(cursor), _read_migrations(cursor)
    check_sqlite(target)
    return told


def check_sqlite(file: Path) -> None:
    """Every page and every index once more. Raises BackupError."""
    try:
        with closing(sqlite3.connect(file)) as opened:
            register_functions(opened)  # rules of tables call them
            said = [row[0] for row in opened.execute("PRAGMA integrity_check")]
    except sqlite3.DatabaseError as error:
        said = [str(error)]
    if said != ["ok"]:
        raise BackupError(f"De database zelf is beschadigd. Neem een oudere back-up. SQLite zegt: {said[0]}")


def sqlite_file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def set_sqlite_aside(folder: Path, undo: Undo) -> None:
    """Raises BackupError when somebody else has it open."""
    file = sqlite_file()
    connection.close()
    _refuse_when_open_elsewhere(file)
    for end in BESIDE:
        old = file.with_name(file.name + end)
        if old.exists():
            move(old, folder / old.name)
            undo(partial(move, folder / old.name, old))


def _refuse_when_open_elsewhere(file: Path) -> None:
    """Leaving WAL asks for the file alone, and leaves one file."""
    if not file.exists():
        return
    try:
        with closing(sqlite3.connect(file, timeout=1)) as opened:
            opened.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise BackupError("De database is in gebruik. Stop Limonade eerst. Er is niets veranderd.") from error
    except sqlite3.DatabaseError:
        pass  # broken, which is why somebody restores


def put_sqlite_in(copy: Path, undo: Undo) -> None:
    undo(partial(sqlite_file().unlink, missing_ok=True))
    move(copy, sqlite_file())


# PostgreSQL


def _from_postgres(target: Path) -> tuple[list[Head], list[str]]:
    with national("a backup"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        told = _read_heads(cursor), _read_migrations(cursor)
        cursor.execute("SELECT pg_export_snapshot()")
        moment = cursor.fetchone()[0]
        _run_tool(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--exclude-schema={ASIDE}*",
            f"--snapshot={moment}", f"--file={target}",
        )  # fmt: skip
    return told


def _run_tool(tool: str, *words: str, named: bool = False) -> None:
    """On our own database; `named` writes its name after --dbname."""
    program = shutil.which(tool)
    if program is None:
        raise BackupError(
            f"Het programma {tool} is er niet. Installeer de client van PostgreSQL, in dezelfde versie als de server "
            "of nieuwer: op Debian en Ubuntu het pakket postgresql-client."
        )
    found, extra = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    *where, name = found[1:]
    command = [program, *where, *words[:-1], *(["--dbname", name, words[-1]] if named else [words[-1], name])]
    done = subprocess.run(command, check=False, env={**os.environ, **(extra or {})}, capture_output=True, text=True)
    if done.returncode:
        raise BackupError(f"{tool} lukte niet. Het zei: {done.stderr.strip()[-2_000:]}")


def check_postgres(file: Path) -> None:
    """Whether pg_restore can read its table of contents; its content has the sum of the manifest."""
    program = shutil.which("pg_restore")
    if program and subprocess.run([program, "--list", file], check=False, capture_output=True).returncode:
        raise BackupError("pg_restore kan de database in deze back-up niet lezen. Is het van een oudere versie?")


def set_postgres_aside(moment: str, undo: Undo) -> None:
    """The tables stay in the database, under a schema of another name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND backend_type = 'client backend'"
        )
        if cursor.fetchone()[0]:
            raise BackupError("De database is in gebruik. Stop Limonade eerst. Er is niets veranderd.")
        cursor.execute("SELECT current_schema()")
        schema, aside = cursor.fetchone()[0], f"{ASIDE}{moment}"
        with transaction.atomic():
            cursor.execute(f'ALTER SCHEMA "{schema}" RENAME TO "{aside}"')
            cursor.execute(f'CREATE SCHEMA "{schema}"')
    undo(partial(_put_schema_back, schema, aside))


def _put_schema_back(schema: str, aside: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA "{schema}" CASCADE')
        cursor.execute(f'ALTER SCHEMA "{aside}" RENAME TO "{schema}"')


def put_postgres_in(copy: Path) -> None:
    """All of it or nothing."""
    _run_tool(
        "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(copy), named=True
    )
