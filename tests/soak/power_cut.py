"""M2. The power goes while people book: what the screen said was saved is still there.

A disk of our own on a loop device is copied under writers that stand still, so the copy lacks whatever the system had
not written yet. Not modelled: a disk that lies about what it wrote, and torn sectors. Only SQLite, whose settings are
ours; PostgreSQL has its own tests for this.
"""

import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django_scopes import scope

from benchmarks._report import Bars
from limonade.ledger.models import Entry
from limonade.ledger.selfcheck import check
from limonade.web.backup.archive import BackupError
from limonade.web.backup.database_copy import check_sqlite, sqlite_file
from tests.ledger.books import Books, lay_out
from tests.soak.stage import DATABASE, Skipped, need_root
from tests.soak.writers import Where, Writer, here, keys

CUTS, FEW_CUTS, WRITERS = 50, 4, 2
DISK = "32M"
SHORTEST, LONGEST = 0.3, 1.5


def run(bars: Bars, small: bool) -> None:
    if connection.vendor != "sqlite":
        raise Skipped("of SQLite")
    need_root("mount a disk of its own")
    books, cuts = lay_out("paasberg", "Paasberg", "tom"), FEW_CUTS if small else CUTS
    connection.close()
    start, acknowledged, lost, broken, wrong = sqlite_file(), 0, 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(cuts):
            found = cut(books, Path(folder), start, turn)
            acknowledged, lost, broken, wrong = (
                one + other for one, other in zip((acknowledged, lost, broken, wrong), found, strict=True)
            )
    print(f"M2 {cuts} cuts")
    bars.at_least("M2-acknowledged", acknowledged, cuts, "")
    bars.at_most("M2-lost", lost, 0, "")
    bars.at_most("M2-broken-databases", broken, 0, "")
    bars.at_most("M2-wrong-sums", wrong, 0, "")


def cut(books: Books, folder: Path, start: Path, turn: int) -> tuple[int, int, int, int]:
    """(acknowledged, lost, broken databases, findings) of one power cut."""
    disk, after, log = folder / "disk.img", folder / "after.img", folder / f"log{turn}"
    subprocess.run(["truncate", "-s", DISK, disk], check=True)
    subprocess.run(["mkfs.ext4", "-qF", disk], check=True)
    with mounted(disk, folder / "before") as place:
        shutil.copy(start, place / DATABASE)
        os.sync()
        where = Where(str(place / DATABASE), str(place), here(log).log)
        writers = [Writer(where, number) for number in range(WRITERS)]
        try:
            for writer in writers:
                writer.wait_for(1)
            time.sleep(random.Random(turn).uniform(SHORTEST, LONGEST))
            for writer in writers:
                os.kill(writer.process.pid or 0, signal.SIGSTOP)
            shutil.copy(disk, after)
        finally:
            for writer in writers:
                writer.kill()
    done = keys(log, "done")
    with mounted(after, folder / "then") as place:
        return len(done), *look(books, place, done)


def look(books: Books, place: Path, done: set[str]) -> tuple[int, int, int]:
    before = (connection.settings_dict["NAME"], settings.VAR)
    connection.settings_dict["NAME"], settings.VAR = str(place / DATABASE), place
    try:
        with scope(neighbourhood=books.place):
            lost = len(done - set(Entry.objects.values_list("key", flat=True)))
        wrong = len(check())
        connection.close()
        check_sqlite(place / DATABASE)
    except BackupError as problem:
        print(problem)
        return lost, 1, wrong
    finally:
        connection.close()
        connection.settings_dict["NAME"], settings.VAR = before
    return lost, 0, wrong


@contextmanager
def mounted(disk: Path, folder: Path) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    if subprocess.run(["mount", "-o", "loop", disk, folder]).returncode:
        raise Skipped("this machine gives no loop device")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)
