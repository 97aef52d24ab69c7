"""Processes that book without end, with a line in a log outside the database before and after every booking."""

import multiprocessing
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
AMOUNT = 7
WHICH = ("NAME", "HOST", "PORT", "USER", "PASSWORD")

# A server that has loaded everything once, and forks: a new Python for each writer would take most of the time.
CONTEXT = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
if os.name == "posix":
    CONTEXT.set_forkserver_preload(["tests.soak.writers"])
if not apps.ready and os.environ.get("DJANGO_SETTINGS_MODULE"):
    django.setup()


@dataclass(frozen=True)
class Where:
    """The database, in the words of Django's settings, and the folder that a writer writes in."""

    database: dict[str, str]
    var: str
    log: Path


def here(log: Path) -> Where:
    """Of this very process."""
    from django.conf import settings
    from django.db import connection

    os.environ["PYTHONPATH"] = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    log.mkdir(exist_ok=True)
    return Where({name: str(connection.settings_dict[name]) for name in WHICH}, str(settings.VAR), log)


class Writer:
    def __init__(self, where: Where, number: int) -> None:
        self.file = where.log / str(number)
        self.process = CONTEXT.Process(target=write, args=(where, number), daemon=True)
        self.process.start()

    def wait_for(self, count: int) -> None:
        """Until it has booked that much."""
        deadline = time.monotonic() + START_SECONDS
        while len(list(lines(self.file, "done"))) < count:
            assert time.monotonic() < deadline and self.process.is_alive(), f"writer {self.file.name} does not book"
            time.sleep(0.01)

    def kill(self) -> None:
        """With a signal that no program can catch."""
        self.process.kill()
        self.process.join()


def lines(file: Path, word: str) -> Iterator[list[str]]:
    """The words behind that word in whole lines of one writer."""
    text = file.read_text() if file.exists() else ""
    for line in text[: text.rfind("\n") + 1].splitlines():
        first, *rest = line.split(" ", 2)
        if first == word:
            yield rest


def said(log: Path, word: str) -> list[list[str]]:
    return [rest for file in sorted(log.iterdir()) for rest in lines(file, word)]


def keys(log: Path, word: str) -> set[str]:
    return {rest[0] for rest in said(log, word)}


def settle(where: Where) -> None:
    """In a process of its own: use the database and the folder of the one that started it."""
    from django.conf import settings
    from django.db import connection

    settings.DATABASES["default"].update(where.database)
    connection.settings_dict.update(where.database)
    settings.VAR = Path(where.var)


def write(where: Where, number: int) -> None:
    """In the process of the writer."""
    from limonade.audit.actor import Actor
    from limonade.ledger.actions import Line, post
    from limonade.ledger.models import Account, Administration
    from limonade.scoping.sql_guard import national
    from tests.ledger.books import TODAY

    settle(where)
    with national("a test"):
        home = Administration.objects.get()
        bank, gifts = (Account.objects.get(number=one) for one in ("10201", "82301"))
    with (where.log / str(number)).open("a", buffering=1) as log:
        for turn in range(10**6):
            key = f"{number}-{turn}"
            log.write(f"try {key}\n")
            started = time.perf_counter()
            try:
                post(home, key=key, day=TODAY, transfers=[Line(gifts, bank, AMOUNT)], text="Gift", by=Actor(None))
            except Exception as error:
                log.write(f"error {key} {type(error).__name__}: {' '.join(str(error).split())}\n")
            else:
                log.write(f"done {key} {time.perf_counter() - started:.6f}\n")
