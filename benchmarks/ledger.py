"""The same transfers in 3 units over 1,000 accounts, read from a file and added up by us, ledger and hledger.

    python3 run.py bench ledger [--transfers 1000000] [--database sqlite|postgresql]

Ours: read from CSV with every guard, one entry per transfer, on a new SQLite and on a PostgreSQL of our own with its
safe settings (or on DATABASE_URL), whose processes count as ours. Peers: their own journal, all balances. All balances
are compared to the last cent before a figure is printed. Needs the Debian packages ledger and hledger; beancount is
compared when it is installed.
"""

import argparse
import datetime as dt
import importlib.util
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks._ledger_book import UNITS, Book, make_book
from benchmarks._report import Bars, Clock, Cost, measure, once, peak_mib, show
from tests.soak.stage import POSTGRES, SQLITE, Stage, stages

BEANS = """
import sys
from beancount.loader import load_file
from collections import Counter
entries, errors, options = load_file(sys.argv[1])
sums = Counter()
for entry in entries:
    for one in getattr(entry, "postings", ()):
        sums[one.account, one.units.currency] += one.units.number
for (account, unit), amount in sums.items():
    if amount:
        print(amount, unit, account)
"""
PEERS = {  # and at most how many times their CPU we may use
    "ledger": (["ledger", "--args-only", "-f", "{journal}", "balance", "--flat", "--no-total"], 2.0),
    "hledger": (["hledger", "-f", "{journal}", "balance", "--flat", "--no-total"], 0.5),
    "beancount": ([sys.executable, "-c", BEANS, "{beans}"], 0.25),
}
WRITERS, POSTS_OF_EACH, SINGLE = 8, 60, 200


@dataclass(frozen=True)
class Peer:
    name: str
    cpu_seconds: float
    goal: float


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--transfers", type=int, default=1_000_000)
    parser.add_argument("--database", choices=(SQLITE, POSTGRES), help="default is both")
    options = parser.parse_args()
    for program in ("ledger", "hledger"):
        if not shutil.which(program):
            sys.exit(f"{program} is not installed. On Debian: apt-get install ledger hledger")
    with tempfile.TemporaryDirectory(prefix="bench-ledger-") as folder:
        book = make_book(Path(folder), options.transfers)
        peers = peers_of(book, options.transfers)
        wanted = (options.database,) if options.database else (SQLITE, POSTGRES)
        return max([run_apart(stage, book, peers) for stage in stages(wanted)], default=1)


def peers_of(book: Book, transfers: int) -> list[Peer]:
    """What the same costs them."""
    found = []
    for name, (command, goal) in PEERS.items():
        if name == "beancount" and importlib.util.find_spec(name) is None:
            print("beancount is not installed, so it is not compared")
            continue
        text, cost = child([part.format(journal=book.journal, beans=book.beans) for part in command])
        compare(name, text, book)
        show(f"{name}: the same from its journal", cost)
        print(f"{name}: {cost.cpu_seconds / transfers * 1e6:.2f} us CPU per transfer")
        found.append(Peer(name, cost.cpu_seconds, goal))
    return found


def run_apart(opened: AbstractContextManager[Stage], book: Book, peers: list[Peer]) -> int:
    """In a process of its own, because Django knows one database."""
    with opened as stage, stage.place("bench") as environment:
        print(f"\n== {stage.vendor}", flush=True)
        process = get_context("spawn").Process(target=run, args=(environment, book, peers))
        process.start()
        process.join()
    return int(process.exitcode != 0)


def run(environment: dict[str, str], book: Book, peers: list[Peer]) -> None:
    os.environ |= {**environment, "DJANGO_SETTINGS_MODULE": "limonade.settings"}
    import django

    django.setup()
    from benchmarks._all_cpu import AllCpu
    from limonade.ledger.bulk import import_csv
    from limonade.ledger.queries import balances

    bars, (home, by), cpu = Bars(), found(book), AllCpu()
    print(cpu)
    imported, ours = once(
        lambda: (import_csv(home, book.csv, by=by), in_scope(home, lambda: balances(home))),
        cpu,
    )
    if {(one.number, one.unit): one.amount for one in imported[1] if one.amount} != book.balances:
        sys.exit("Our balances are not those of the file.")
    transfers = imported[0].booked
    show(f"ours: {transfers} transfers from CSV, every guard, all balances", ours)
    print(f"ours: {ours.cpu_seconds / transfers * 1e6:.2f} us CPU per transfer, our peak {peak_mib():.0f} MiB")
    for peer in peers:
        bars.at_most(f"import_cpu_times_{peer.name}", ours.cpu_seconds / peer.cpu_seconds, peer.goal, "x")
    reading(home, bars, cpu)
    posting(home, by, bars, cpu)
    check_it(bars, cpu)
    sys.exit(bars.exit_status())


def found(book: Book) -> tuple[Any, Any]:
    """A new administration with the accounts of the book."""
    from limonade.accounts.models import User
    from limonade.audit.actor import Actor
    from limonade.ledger.models import Account, Unit
    from limonade.ledger.setting_up import ensure_units, open_administration, open_period
    from limonade.neighbourhoods.models import Neighbourhood

    place = Neighbourhood.objects.create(slug="bench", name="Bench", municipality_code="GM0202")
    by = Actor(User.objects.create(email="bench@limonade.example").pk)
    ensure_units()
    Unit.objects.get_or_create(code="PLUIM", defaults={"name": "pluim", "scale": 0, "kind": Unit.LOCAL})
    home = open_administration(place, name="Bench", kind="community", by=by)
    open_period(home, first_day=dt.date(2027, 1, 1), last_day=dt.date(2028, 12, 31), by=by)
    rows = [
        Account(neighbourhood=place, administration=home, unit_id=unit, number=number, name=number, kind="asset",
                purpose="bench")
        for number, unit in book.accounts
    ]  # fmt: skip
    in_scope(home, lambda: Account.objects.bulk_create(rows))
    return home, by


def in_scope(home: Any, work: Callable[[], Any]) -> Any:
    from django_scopes import scope

    with scope(neighbourhood=home.neighbourhood_id):
        return work()


def child(command: list[str]) -> tuple[str, Cost]:
    def used() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    cpu, wall = used(), time.perf_counter()
    text = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    return text.stdout, Cost(used() - cpu, time.perf_counter() - wall)


def compare(name: str, text: str, book: Book) -> None:
    """Their balances, printed as `amount unit account`, are ours to the last cent."""
    scales, told = dict(UNITS), {}
    for line in text.splitlines():
        amount, unit, account = line.split()
        number = account.rpartition("A")[2]
        told[number, unit] = int(Decimal(amount.replace(",", "")).scaleb(scales[unit]))
    if told != book.balances:
        sys.exit(f"{name} has other balances than we have.")


def reading(home: Any, bars: Bars, cpu: Clock) -> None:
    from limonade.ledger.models import Account
    from limonade.ledger.queries import account_page, balances

    _rows, all_of_them = measure(lambda: in_scope(home, lambda: balances(home)), rounds=5, cpu=cpu)
    account = in_scope(home, lambda: Account.objects.filter(administration=home).first())
    days = {"first_day": dt.date(2028, 3, 1), "last_day": dt.date(2028, 3, 31)}
    page, month = measure(lambda: in_scope(home, lambda: account_page(account, **days, size=1_000)), rounds=9, cpu=cpu)
    show("all balances", all_of_them)
    show(f"one account's month, {len(page.lines)} lines", month)
    bars.at_most("all_balances", all_of_them.wall_seconds, 0.2, "s")
    bars.at_most("account_month", month.wall_seconds * 1000, 20, "ms")


def posting(home: Any, by: Any, bars: Bars, cpu: Clock) -> None:
    """One after the other, and by 8 threads with a connection each."""
    from django.db import connection

    from limonade.ledger.actions import Line, post
    from limonade.ledger.models import Account

    one, other = in_scope(home, lambda: list(Account.objects.filter(administration=home)[:2]))
    waits: list[float] = []

    def book(key: str) -> None:
        began = time.perf_counter()
        lines = [Line(one, other, 100)]
        post(home, key=key, day=dt.date(2028, 3, 1), transfers=lines, text="Bench", by=by)
        waits.append(time.perf_counter() - began)

    def writer(name: int) -> None:
        for turn in range(POSTS_OF_EACH):
            book(f"writer {name} {turn}")
        connection.close()

    _none, single = once(lambda: [book(f"single {turn}") for turn in range(SINGLE)], cpu)
    waits.clear()
    threads = [threading.Thread(target=writer, args=(name,)) for name in range(WRITERS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    bars.at_most("posting_cpu", single.cpu_seconds / SINGLE * 1000, 5, "ms")
    bars.at_least("postings_by_8_writers", len(waits) / seconds, 150, "/s")
    bars.at_most("posting_p99", statistics.quantiles(waits, n=100)[98] * 1000, 500, "ms")


def check_it(bars: Bars, cpu: Clock) -> None:
    from limonade.ledger.selfcheck import check

    findings, cost = once(check, cpu)
    show("self-check of all", cost)
    bars.at_most("self_check_findings", len(findings), 0, "")


if __name__ == "__main__":
    sys.exit(main())
