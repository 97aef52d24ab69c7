"""A PostgreSQL of our own for one run of the tests: a temporary folder, one socket in it, no network.

Fast and unsafe on purpose (fsync off): it lives a minute. The soak asks for the safe one.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

SOCKET_FOLDER = "/tmp"  # a socket's path may have some 100 characters, and macOS' own folder is long
START_SECONDS = 30
FAST = "fsync = off\nfull_page_writes = off\nmax_connections = 200\n"
SAFE = "max_connections = 100\n"


@contextmanager
def throwaway_postgres(programs: Path, settings: str = FAST) -> Iterator[str]:
    """The DATABASE_URL of a server that exists inside the `with`."""
    folder = Path(tempfile.mkdtemp(prefix="limonade-postgres-", dir=SOCKET_FOLDER))
    try:
        make(programs, folder, settings)
        server = start(programs, folder)
        try:
            wait_until_ready(folder, server)
            yield f"postgres://limonade@{quote(str(folder), safe='')}/limonade"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(START_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make(programs: Path, folder: Path, wanted: str) -> None:
    """A server that does not run yet, with those settings."""
    as_user = unprivileged_user()
    if as_user:
        os.chown(folder, as_user["user"], as_user["group"])
    data = folder / "data"
    words = [programs / "initdb", "-D", data, "-U", "limonade", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run(words, check=True, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **as_user)
    with (data / "postgresql.conf").open("a") as settings:
        settings.write(wanted)


def start(programs: Path, folder: Path, *words: str) -> "subprocess.Popen[bytes]":
    """`words` go before the settings of its file, such as `-c fsync=off`."""
    with (folder / "log").open("wb") as log:
        command = [programs / "postgres", "-D", folder / "data", "-k", folder, "-h", "", *words]
        common: dict[str, Any] = {"cwd": folder, "stdin": subprocess.DEVNULL, **unprivileged_user()}
        return subprocess.Popen(command, stdout=log, stderr=log, **common)


def unprivileged_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then somebody else does."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    somebody = names.get("postgres") or names["nobody"]
    return {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": []}


def wait_until_ready(folder: Path, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return psycopg.connect(host=str(folder), user="limonade", dbname="postgres").close()
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}") from error
        time.sleep(0.05)
