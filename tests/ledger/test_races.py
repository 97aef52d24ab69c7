"""Many at once, and writers that die: nothing is lost, doubled or below a floor."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django_scopes import scope

from limonade.ledger import errors
from limonade.ledger.actions import Line, post
from limonade.ledger.models import Period
from limonade.ledger.selfcheck import check
from limonade.ledger.setting_up import close_period, set_limits
from tests.ledger.books import TODAY, Books

ROUNDS = 4
KILLS = 15  # each starts a new Python, which takes the most of the time
ROOT = Path(__file__).parents[2]


def all_at_once(count: int, work: Callable[[int], Any]) -> list[Any]:
    """What each gave, or the LedgerError that it got; any other error fails the test."""
    start, results, wrong = threading.Barrier(count), [], []

    def run(place: int) -> None:
        try:
            connection.ensure_connection()
            start.wait()
            results.append(work(place))
        except errors.LedgerError as refusal:
            results.append(refusal)
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    return results


def test_one_key_fifty_times_at_once_is_one_entry(live_books: Books) -> None:
    entries = all_at_once(
        50 if connection.vendor == "sqlite" else 40,
        lambda place: live_books.post("gifts", "bank", 500, key="double click"),
    )
    # PostgreSQL of the tests has 50 connections.
    assert len({entry.pk for entry in entries}) == 1
    assert (live_books.count(), live_books.own_balance("bank")) == (1, 500)


def test_one_key_with_two_contents_at_once_is_one_entry(live_books: Books) -> None:
    results = all_at_once(20, lambda place: live_books.post("gifts", "bank", 1 + place % 2, key="k"))
    refused = [one for one in results if isinstance(one, errors.KeyUsedDifferently)]
    assert (len(refused), live_books.count()) == (10, 1)


def withdraw(books: Books, turn: int, place: int) -> Any:
    return books.post("cash", "rent", 100, key=f"{turn} {place}")


@pytest.mark.slow
def test_withdrawals_at_once_stop_exactly_at_the_floor(live_books: Books) -> None:
    for turn in range(ROUNDS):
        live_books.post("bank", "cash", 1_000, key=f"fill {turn}")
        results = all_at_once(32, partial(withdraw, live_books, turn))
        refused = [one for one in results if isinstance(one, errors.BelowFloor)]
        assert (len(results) - len(refused), live_books.own_balance("cash")) == (10, 0)
    assert check() == []


def test_a_floor_that_moves_during_withdrawals_holds(live_books: Books) -> None:
    live_books.post("bank", "cash", 1_000, key="fill")

    def work(place: int) -> Any:
        if place == 0:
            return set_limits(live_books.cash, floor=500, ceiling=None, by=live_books.by)
        return live_books.post("cash", "rent", 100, key=f"{place}")

    results = all_at_once(16, work)
    withdrawn = [one for one in results if not isinstance(one, errors.LedgerError) and one != live_books.cash]
    set_too_late = len(withdrawn) > 5
    assert live_books.own_balance("cash") == (0 if set_too_late else 500) == 1_000 - 100 * len(withdrawn)
    assert check() == []


def test_crossing_transfers_wait_in_no_circle(live_books: Books) -> None:
    def work(place: int) -> Any:
        pair = (live_books.bank, live_books.rent) if place % 2 else (live_books.rent, live_books.bank)
        lines = [Line(*pair, 10), Line(*reversed(pair), 4)]
        return post(live_books.administration, key=f"{place}", day=TODAY, transfers=lines, text="X", by=live_books.by)

    assert len(all_at_once(16, work)) == live_books.count() == 16
    assert check() == []


def test_nothing_is_booked_after_a_period_closes(live_books: Books) -> None:
    with scope(neighbourhood=live_books.place):
        period = Period.objects.get()

    def work(place: int) -> Any:
        return (
            close_period(period, by=live_books.by)
            if place == 5
            else live_books.post("gifts", "bank", 1, key=f"{place}")
        )

    results = all_at_once(16, work)
    refused = [one for one in results if isinstance(one, errors.NoOpenPeriod)]
    assert live_books.count() == 15 - len(refused)
    assert check() == []


WRITER = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
django.setup()
from django.conf import settings
from django.db import connection
from django_scopes import scope
settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = sys.argv[1]
from limonade.audit.actor import Actor
from limonade.ledger.actions import Line, post
from limonade.ledger.models import Account, Administration
from limonade.scoping.sql_guard import national
from tests.ledger.books import TODAY
with national("a test"):
    home = Administration.objects.get()
    bank, gifts = (Account.objects.get(number=number) for number in ("10201", "82301"))
log = open(sys.argv[2], "a", buffering=1)
for turn in range(10**6):
    key = f"{sys.argv[3]}-{turn}"
    log.write(f"try {key}\\n")
    post(home, key=key, day=TODAY, transfers=[Line(gifts, bank, 7)], text="Gift", by=Actor(None))
    log.write(f"done {key}\\n")
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
def test_writers_that_are_killed_lose_and_double_nothing(live_books: Books, tmp_path: Path) -> None:
    log, name = tmp_path / "log", str(connection.settings_dict["NAME"])
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}", "LIMONADE_VAR": str(settings.VAR)}
    chance = random.Random(5)

    def start(number: int) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-c", WRITER, name, str(log), str(number)]
        return subprocess.Popen(command, env=environment, cwd=ROOT)

    def wait_for_some(writer: int) -> None:
        deadline = time.monotonic() + 60
        while f"done {writer}-1\n" not in (log.read_text() if log.exists() else ""):
            assert time.monotonic() < deadline
            time.sleep(0.05)

    writers = {number: start(number) for number in range(2)}
    for number in range(2, KILLS + 2):
        victim = chance.choice(list(writers))
        wait_for_some(victim)
        time.sleep(chance.random() / 10)
        writers[victim].send_signal(signal.SIGKILL)
        writers.pop(victim).wait()
        if number < KILLS:
            writers[number] = start(number)
    for process in writers.values():
        process.kill()
        process.wait()
    said = [line.split(" ", 1) for line in log.read_text().splitlines() if " " in line]
    tried, done = ({key for word, key in said if word == wanted} for wanted in ("try", "done"))
    assert live_books.count() >= len(done) > KILLS
    for key in [*tried, *tried]:
        live_books.post("gifts", "bank", 7, key=key, text="Gift")
    assert live_books.count() == len(tried)
    assert live_books.own_balance("bank") == 7 * len(tried)
    assert check() == []
