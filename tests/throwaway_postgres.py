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
        server = start(programs, folder, settings)
        try:
            wait_until_ready(folder, server)
            yield f"postgres://limonade@{quote(str(folder), safe='')}/limonade"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(START_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start(programs: Path, folder: Path, wanted: str) -> "subprocess.Popen[bytes]":
    as_user = unprivileged_user()
    if as_user:
        os.chown(folder, as_user["user"], as_user["group"])
    common: dict[str, Any] = {"cwd": folder, "stdin": subprocess.DEVNULL, **as_user}
    data = folder / "data"
    make = [programs / "initdb", "-D", data, "-U", "limonade", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL, **common)
    with (data / "postgresql.conf").open("a") as settings:
        settings.write(wanted)
    with (folder / "log").open("wb") as log:
        command = [programs / "postgres", "-D", data, "-k", folder, "-h", ""]
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
