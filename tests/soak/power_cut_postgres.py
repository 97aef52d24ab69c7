"""The machine of `tests.soak.power_cut` with a PostgreSQL of its own, data and all, on the disk that is cut."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from django.db import connection

from limonade.web.backup.database_copy import copy_out, put_postgres_in
from limonade.web.checks import problems_of
from tests.soak.power_cut import VAR, Broken
from tests.soak.stage import Skipped, elsewhere
from tests.throwaway_postgres import SAFE, make, start, wait_until_ready
from tests.tools import postgres_folder

NAME, USER = "limonade", "limonade"
SETTINGS = SAFE + "dynamic_shared_memory_type = mmap\n"  # in its folder, so that a kill leaves nothing behind
DEATH_SECONDS = 10


class PostgresMachine:
    size = "256M"
    unsafe: tuple[str, ...] = ("fsync=off", "synchronous_commit=off")

    def __init__(self) -> None:
        programs = postgres_folder()
        if programs is None:
            raise Skipped("PostgreSQL's server programs are not installed")
        self.programs = programs

    def lay(self, place: Path) -> None:
        """By a backup of ours."""
        dump = place / "dump"
        copy_out(dump)
        connection.close()
        make(self.programs, place, SETTINGS)
        with self.running(place):
            with psycopg.connect(host=str(place), user=USER, dbname="postgres", autocommit=True) as opened:
                opened.execute(f"CREATE DATABASE {NAME} TEMPLATE template0")
            with elsewhere(database(place), place / VAR):
                put_postgres_in(dump)
                assert not (problems := problems_of(connection)), problems
        dump.unlink()

    @contextmanager
    def started(self, place: Path, setting: str = "") -> Iterator[dict[str, str]]:
        with self.running(place, *(("-c", setting) if setting else ())):
            yield database(place)

    @contextmanager
    def running(self, place: Path, *words: str) -> Iterator[None]:
        """Then stopped as it should be, unless it stands still."""
        self.server, self.frozen = start(self.programs, place, *words), False
        try:
            try:
                wait_until_ready(place, self.server)
            except RuntimeError as problem:
                raise Broken(str(problem)) from problem
            yield
            if not self.frozen:
                self.server.send_signal(signal.SIGINT)
                self.server.wait(DEATH_SECONDS)
        finally:
            self.kill()

    def freeze(self) -> None:
        """The one that starts the others first."""
        self.frozen = True
        send(signal.SIGSTOP, self.server.pid)
        send(signal.SIGSTOP, *children(self.server.pid))

    def kill(self) -> None:
        if self.server.poll() is not None:
            return
        send(signal.SIGSTOP, self.server.pid)
        all_of_them = [self.server.pid, *children(self.server.pid)]
        send(signal.SIGKILL, *all_of_them)
        self.server.wait(DEATH_SECONDS)
        deadline = time.monotonic() + DEATH_SECONDS
        while any(is_alive(process) for process in all_of_them):
            assert time.monotonic() < deadline, "PostgreSQL does not die"
            time.sleep(0.01)

    def examine(self, place: Path) -> None:
        program = self.programs / "pg_amcheck"
        if not program.exists():  # before PostgreSQL 14
            return
        words = [program, "--install-missing", "--heapallindexed", "-h", place, "-U", USER, NAME]
        done = subprocess.run(words, capture_output=True, text=True)
        if done.returncode:
            raise Broken(done.stdout + done.stderr)


def database(place: Path) -> dict[str, str]:
    return {"NAME": NAME, "HOST": str(place), "PORT": "", "USER": USER, "PASSWORD": ""}


def send(what: signal.Signals, *processes: int) -> None:
    for process in processes:
        with suppress(ProcessLookupError):  # it had just ended
            os.kill(process, what)


def children(parent: int) -> list[int]:
    return [int(folder.name) for folder in Path("/proc").glob("[0-9]*") if state_of(folder)[1] == str(parent)]


def is_alive(process: int) -> bool:
    """One that is dead but was not yet asked after holds no file."""
    return state_of(Path("/proc", str(process)))[0] not in ("", "Z", "X")


def state_of(folder: Path) -> tuple[str, str]:
    """State and parent."""
    try:
        state, parent, *_rest = (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "", ""
    return state, parent
