"""A folder and a database of its own for every bar, copied from one that was migrated once."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[2]
SQLITE, POSTGRES = "sqlite", "postgresql"
TEMPLATE = "soak_template"
DATABASE = "limonade.sqlite3"


class Skipped(Exception):
    """The reason why this bar cannot be measured here."""


@dataclass(frozen=True)
class Stage:
    vendor: str
    folder: Path
    address: str
    """Of any database of the PostgreSQL server; empty for SQLite."""

    @contextmanager
    def place(self, name: str) -> Iterator[dict[str, str]]:
        """The environment for a process with a migrated and empty site."""
        var = self.folder / f"{name}-var"
        (var / "static").mkdir(parents=True)  # of which the web server would complain
        try:
            if self.vendor == SQLITE:
                shutil.copy(self.folder / "template" / DATABASE, var / DATABASE)
                yield environment(var, "")
                return
            with database(self.address, f"soak_{name}", TEMPLATE) as address:
                yield environment(var, address)
        finally:
            shutil.rmtree(var, ignore_errors=True)


def environment(var: Path, address: str) -> dict[str, str]:
    own = {
        "LIMONADE_VAR": str(var),
        "LIMONADE_SECRET_KEY": "only-for-tests",
        "LIMONADE_LOCAL": "1",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    others = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "LIMONADE_NODE")}
    return {**others, **own, **({"DATABASE_URL": address} if address else {})}


def stages(wanted: tuple[str, ...] = (SQLITE, POSTGRES)) -> Iterator[AbstractContextManager[Stage]]:
    """The database of DATABASE_URL, or SQLite and then a PostgreSQL of our own; those of them that are wanted."""
    address = os.environ.get("DATABASE_URL", "")
    if SQLITE in wanted and not address.startswith("postgres"):
        yield sqlite()
    if POSTGRES not in wanted:
        return
    if not address:
        from tests.tools import postgres_folder

        if programs := postgres_folder():
            yield own_postgres(programs)
        else:
            print("SKIP all on postgresql: PostgreSQL's server programs are not installed")
    elif address.startswith("postgres"):
        yield postgres(address)


@contextmanager
def sqlite() -> Iterator[Stage]:
    with tempfile.TemporaryDirectory(prefix="limonade-soak-") as folder:
        template = Path(folder, "template")
        template.mkdir()
        migrate(environment(template, ""))
        yield Stage(SQLITE, Path(folder), "")


@contextmanager
def own_postgres(programs: Path) -> Iterator[Stage]:
    """With the safe settings of PostgreSQL itself: it is measured too."""
    from tests.throwaway_postgres import SAFE, throwaway_postgres

    with throwaway_postgres(programs, SAFE) as address, postgres(address) as stage:
        yield stage


@contextmanager
def postgres(address: str) -> Iterator[Stage]:
    with tempfile.TemporaryDirectory(prefix="limonade-soak-") as folder, database(address, TEMPLATE) as own:
        migrate(environment(Path(folder), own))
        yield Stage(POSTGRES, Path(folder), address)


@contextmanager
def database(address: str, name: str, template: str = "template0") -> Iterator[str]:
    """A new database beside that of the address, which need not exist."""
    parts = urlsplit(address)
    server = urlunsplit(parts._replace(path="/postgres", scheme="postgresql"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def migrate(place: dict[str, str]) -> None:
    for words in (("migrate", "--verbosity", "0"), ("createcachetable",)):
        subprocess.run([sys.executable, "-m", "limonade", *words], cwd=ROOT, env=place, check=True)


@contextmanager
def elsewhere(database: dict[str, str], var: Path) -> Iterator[None]:
    """This very process uses another database, in the words of Django's settings, and another folder."""
    from django.conf import settings
    from django.db import connection

    connection.close()
    before = (dict(connection.settings_dict), settings.VAR)
    connection.settings_dict.update(database)
    settings.VAR = var
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before[0])
        settings.VAR = before[1]


def need_root(what: str) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("mount"):
        raise Skipped(f"only root can {what}")
