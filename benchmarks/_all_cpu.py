"""CPU of our own process and of everybody who works for it: with PostgreSQL the processes of its server too."""

import os
import sys
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
# In /proc/PID/stat behind the name: parent, own time as user and as system, and that of children that ended.
PARENT, OWN, ENDED = 1, slice(11, 13), slice(13, 15)


class AllCpu:
    """Call it for the seconds until now. Needs a server on this machine, and a Linux that tells of its processes."""

    def __init__(self) -> None:
        self.server = _server()

    def __call__(self) -> float:
        return time.process_time() + (_of_server(self.server) if self.server else 0.0)

    def __str__(self) -> str:
        beside = " and all processes of the PostgreSQL server, also those that ended" if self.server else ""
        return f"CPU is that of our process{beside}"


def _server() -> int:
    """The process that all others of the server come from; 0 for SQLite, which works within ours."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        found = _stat(Path("/proc", str(cursor.fetchone()[0])))
    if not found:
        sys.exit("The CPU of this PostgreSQL cannot be counted: it runs on another machine, or this is no Linux.")
    return int(found[PARENT])


def _of_server(server: int) -> float:
    ticks = 0
    for folder in Path("/proc").glob("[0-9]*"):
        found = _stat(folder)
        if folder.name == str(server):
            ticks += sum(int(one) for one in (*found[OWN], *found[ENDED]))
        elif found and found[PARENT] == str(server):
            ticks += sum(int(one) for one in found[OWN])
    return ticks / TICKS


def _stat(folder: Path) -> list[str]:
    try:
        return (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
