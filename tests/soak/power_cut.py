"""M2. The power goes while people book: what the screen said was saved is still there.

A disk of our own on a loop device is copied under writers, and a server, that stand still, so the copy lacks whatever
the system had not written yet. Not modelled: a disk that lies about what it wrote, and torn sectors. PostgreSQL runs
with its own safe settings; with each unsafe one the same cuts must lose something, or they would prove nothing.
"""

import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.db import connection
from django_scopes import scope

from benchmarks._report import Bars
from limonade.ledger.models import Entry
from limonade.ledger.selfcheck import check
from limonade.web.backup.archive import BackupError
from limonade.web.backup.database_copy import check_sqlite, sqlite_file
from tests.ledger.books import Books, lay_out
from tests.soak.stage import DATABASE, Skipped, elsewhere, need_root
from tests.soak.writers import AMOUNT, Where, Writer, here, keys

CUTS, FEW_CUTS, WRITERS = 50, 4, 2
UNSAFE_CUTS, FEW_UNSAFE_CUTS = 5, 1
SHORTEST, LONGEST = 0.3, 1.5
VAR = "var"
MEMORY = "1g"  # for three of the larger disks


class Broken(Exception):
    """The database does not start, or is damaged."""


class Machine(Protocol):
    """The computer whose power goes."""

    size: str
    """Of its disk."""
    unsafe: tuple[str, ...]
    """Settings with which a power cut loses something."""

    def lay(self, place: Path) -> None:
        """Put our database on its disk."""

    def started(self, place: Path, setting: str = "") -> AbstractContextManager[dict[str, str]]:
        """Until it is killed; the database in the words of Django's settings. Raises Broken."""

    def freeze(self) -> None: ...

    def examine(self, place: Path) -> None:
        """Every page and every index once more. Raises Broken."""


class SqliteMachine:
    size = "32M"
    unsafe: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.start = sqlite_file()

    def lay(self, place: Path) -> None:
        connection.close()
        shutil.copy(self.start, place / DATABASE)

    @contextmanager
    def started(self, place: Path, setting: str = "") -> Iterator[dict[str, str]]:
        yield {"NAME": str(place / DATABASE)}

    def freeze(self) -> None:
        """It runs within the writers."""

    def examine(self, place: Path) -> None:
        try:
            check_sqlite(place / DATABASE)
        except BackupError as problem:
            raise Broken(str(problem)) from problem


@dataclass(frozen=True)
class Outcome:
    acknowledged: int = 0
    lost: int = 0
    broken: int = 0
    wrong: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(*(one + more for one, more in zip(vars(self).values(), vars(other).values(), strict=True)))


def run(bars: Bars, small: bool) -> None:
    books, cuts, unsafe_cuts = lay_out("paasberg", "Paasberg", "tom"), CUTS, UNSAFE_CUTS
    if small:
        cuts, unsafe_cuts = FEW_CUTS, FEW_UNSAFE_CUTS
    with own_disk() as (machine, folder):
        found = cut_often(machine, books, folder, cuts)
        print(f"M2 {cuts} cuts")
        bars.at_least("M2-acknowledged", found.acknowledged, cuts, "")
        bars.at_most("M2-lost", found.lost, 0, "")
        bars.at_most("M2-broken-databases", found.broken, 0, "")
        bars.at_most("M2-wrong-sums", found.wrong, 0, "")
        for setting in machine.unsafe:
            found = cut_often(machine, books, folder, unsafe_cuts, setting)
            print(f"M2 {unsafe_cuts} cuts with {setting}: {found}")
            bars.at_least(f"M2-lost-or-broken-with-{setting}", found.lost + found.broken, 1, "")


@contextmanager
def own_disk() -> Iterator[tuple[Machine, Path]]:
    """The machine, and a folder with its disk as it is before every cut: base.img."""
    machine = machine_of_here()
    with folder_in_memory() as folder:
        base = folder / "base.img"
        subprocess.run(["truncate", "-s", machine.size, base], check=True)
        subprocess.run(["mkfs.ext4", "-qF", base], check=True)
        with mounted(base, folder / "before") as place:
            (place / VAR).mkdir()
            machine.lay(place)
        yield machine, folder


def machine_of_here() -> Machine:
    need_root("mount a disk of its own")
    if connection.vendor == "sqlite":
        return SqliteMachine()
    from tests.soak.power_cut_postgres import PostgresMachine

    return PostgresMachine()


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """So that nobody waits for the disk below the disk. PostgreSQL, which is another user, may look in."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        if subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={MEMORY},mode=711", "limonade-soak", folder]
        ).returncode:
            raise Skipped("this machine gives no disk in memory")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def cut_often(machine: Machine, books: Books, folder: Path, cuts: int, setting: str = "") -> Outcome:
    return sum((cut(machine, books, folder, turn, setting) for turn in range(cuts)), Outcome())


def cut(machine: Machine, books: Books, folder: Path, turn: int, setting: str) -> Outcome:
    disk, after, log = folder / "disk.img", folder / "after.img", folder / f"log{turn}{setting}"
    copy(folder / "base.img", disk)
    with mounted(disk, folder / "before") as place, machine.started(place, setting) as database:
        where = Where(database, str(place / VAR), here(log).log)
        writers = [Writer(where, number) for number in range(WRITERS)]
        try:
            for writer in writers:
                writer.wait_for(1)
            time.sleep(random.Random(turn).uniform(SHORTEST, LONGEST))
            machine.freeze()
            for writer in writers:
                os.kill(writer.process.pid or 0, signal.SIGSTOP)
            copy(disk, after)
        finally:
            for writer in writers:
                writer.kill()
    with mounted(after, folder / "then") as place:
        return look(machine, books, place, keys(log, "done"))


def look(machine: Machine, books: Books, place: Path, done: set[str]) -> Outcome:
    lost, wrong = len(done), 0
    try:
        with machine.started(place) as database:
            with elsewhere(database, place / VAR):
                with scope(neighbourhood=books.place):
                    booked = list(Entry.objects.values_list("key", flat=True))
                lost = len(done - set(booked))
                doubled = len(booked) - len(set(booked))
                wrong = len(check()) + doubled + (books.own_balance("bank") != AMOUNT * len(booked))
            machine.examine(place)
    except Broken as problem:
        print(problem)
        return Outcome(len(done), lost, 1, wrong)
    return Outcome(len(done), lost, 0, wrong)


def copy(disk: Path, to: Path) -> None:
    """What the device holds now, and quickly: the holes stay holes."""
    subprocess.run(["cp", "--sparse=auto", disk, to], check=True)


@contextmanager
def mounted(disk: Path, folder: Path) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    if subprocess.run(["mount", "-o", "loop", disk, folder]).returncode:
        raise Skipped("this machine gives no loop device")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)
