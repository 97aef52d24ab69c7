"""M10. The disk fills up while people book: they are told, reading goes on, nothing that was saved is lost, and as
soon as there is room everything works again in the same process. Only SQLite, whose disk is ours to fill.
"""

import logging
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.test import Client
from django_scopes import scope

from benchmarks._report import Bars
from limonade.ledger.models import Entry
from limonade.ledger.selfcheck import check
from limonade.web.database_trouble import is_database_trouble
from tests.cast import lay_out_cast, sign_in
from tests.ledger.books import Books, lay_out
from tests.soak.stage import DATABASE, Skipped, elsewhere, need_root

FREE_KIB, FEW_FREE_KIB, LATER = 6_144, 1_024, "64m"
TRIES = 50


def run(bars: Bars, small: bool) -> None:
    if connection.vendor != "sqlite":
        raise Skipped("of SQLite")
    need_root("mount a disk of its own")
    logging.disable(logging.CRITICAL)  # Django tells of every page that could not save
    cast, books, client = lay_out_cast(), lay_out("presikhaaf", "Presikhaaf", "dirk2"), Client(SERVER_NAME="localhost")
    client.raise_request_exception = False
    sign_in(client, cast.user("Tom"))
    with small_disk(FEW_FREE_KIB if small else FREE_KIB) as disk:
        acknowledged = fill(books)
        told, read = is_told(client), reads(client)
        subprocess.run(["mount", "-o", f"remount,size={LATER}", disk], check=True)
        again = rename(client, "Tom weer").status_code == HTTPStatus.FOUND
        books.post("gifts", "bank", 1, key="there is room")
        with scope(neighbourhood=books.place):
            lost = acknowledged - set(Entry.objects.values_list("key", flat=True))
        wrong = len(check())
        connection.close()
    bars.at_least("M10-acknowledged", len(acknowledged), 10 if small else 100, "")
    bars.at_most("M10-lost", len(lost), 0, "")
    bars.at_least("M10-told-with-503", told, 1, "")
    bars.at_least("M10-pages-that-still-read", read, len(PAGES), "")
    bars.at_least("M10-saved-when-there-is-room", again, 1, "")
    bars.at_most("M10-wrong-sums", wrong, 0, "")


@contextmanager
def small_disk(free_kib: int) -> Iterator[Path]:
    """The database of this place, on a disk with that much room; afterwards back on its own."""
    connection.close()
    file = Path(str(connection.settings_dict["NAME"]))
    with tempfile.TemporaryDirectory() as folder:
        size = file.stat().st_size // 1024 + free_kib
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "limonade-soak", folder]).returncode:
            raise Skipped("this machine gives no disk in memory")
        try:
            shutil.copy(file, Path(folder, DATABASE))
            with elsewhere({"NAME": str(Path(folder, DATABASE))}, Path(folder)):
                yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def fill(books: Books) -> set[str]:
    """Books until the disk is full; the keys that were acknowledged."""
    done: set[str] = set()
    for turn in range(10**6):
        try:
            books.post("gifts", "bank", 1, key=f"k{turn}")
        except (DatabaseError, OSError) as trouble:
            assert is_database_trouble(trouble), trouble
            return done
        done.add(f"k{turn}")
    raise AssertionError("the disk never filled up")


PAGES = ("/", "/wijk/paasberg/", "/wijk/paasberg/over-mij/", "/wijk/paasberg/logboek/")


def rename(client: Client, name: str) -> HttpResponse:
    return client.post("/wijk/paasberg/over-mij/wijzig/", {"name": name, "phone": "", "address": "Lange straat " * 8})


def is_told(client: Client) -> bool:
    """Something small may still fit."""
    answers = [rename(client, f"Tom {turn}") for turn in range(TRIES)]
    good = {HTTPStatus.FOUND, HTTPStatus.SERVICE_UNAVAILABLE}
    return answers[-1].status_code == HTTPStatus.SERVICE_UNAVAILABLE and {one.status_code for one in answers} <= good


def reads(client: Client) -> int:
    return sum(client.get(page).status_code == HTTPStatus.OK for page in PAGES)
