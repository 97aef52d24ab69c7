"""The pages of the books with the large example: queries and CPU of one neighbourhood of fifty.

    python3 run.py bench ledger_pages [--neighbourhoods 50]

Lays the example out in a place of its own, which takes some minutes for fifty neighbourhoods.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks._report import Bars

ROOT = Path(__file__).resolve().parents[1]
BUILT = ("assets", "locale", "static")
PLACE = "/wijk/proefwijk-01"
TURNS, MOST_QUERIES, MOST_MILLISECONDS = 15, 30, 25


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--neighbourhoods", type=int, default=50)
    count = parser.parse_args().neighbourhoods
    folder = Path(tempfile.mkdtemp(prefix="bench-ledger-pages-"))
    for name in BUILT:
        (folder / name).symlink_to(ROOT / "var" / name, target_is_directory=True)
    os.environ |= {"LIMONADE_VAR": str(folder), "LIMONADE_LOCAL": "1", "DJANGO_SETTINGS_MODULE": "limonade.settings"}
    os.environ.setdefault("LIMONADE_SECRET_KEY", "only-for-this-benchmark")
    try:
        return run(count)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(count: int) -> int:
    import django

    django.setup()
    from django.core.management import call_command

    from limonade.web.demo.large import lay_out_large
    from limonade.web.demo.load import lay_out_demo

    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    lay_out_demo()
    began = time.perf_counter()
    lay_out_large(lambda name: None, count)
    print(f"{count} neighbourhoods laid out in {time.perf_counter() - began:.0f} s")
    return measure(Bars())


def measure(bars: Bars) -> int:
    from django.db import connection
    from django.test import Client

    from limonade.accounts.models import User
    from tests.cast import sign_in

    client = Client(HTTP_HOST="localhost")
    sign_in(client, User.objects.get(email="proef-1-2@limonade.example"))
    for name, address in addresses():
        client.get(address)
        queries: list[str] = []
        with connection.execute_wrapper(counting(queries)):
            response = client.get(address)
        if response.status_code != 200:
            sys.exit(f"{address} answers {response.status_code}")
        times = sorted(one_turn(client, address) for _turn in range(TURNS))
        bars.at_most(f"{name}_queries", len(queries), MOST_QUERIES, "")
        bars.at_most(f"{name}_cpu", statistics.median(times), MOST_MILLISECONDS, "ms")
    return bars.exit_status()


def counting(queries: list[str]) -> Callable[..., Any]:
    """Django forgets its own list of queries when a request begins."""

    def counted(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        queries.append(sql)
        return execute(sql, *more)

    return counted


def one_turn(client: Any, address: str) -> float:
    cpu = time.process_time()
    client.get(address)
    return (time.process_time() - cpu) * 1000


def addresses() -> Iterator[tuple[str, str]]:
    from limonade.ledger.models import Account, Administration
    from limonade.scoping.sql_guard import national

    with national("the example of this benchmark"):
        books = Administration.objects.get(neighbourhood__slug="proefwijk-01")
        bank = Account.objects.get(administration=books, number="10201")
        own = Account.objects.get(administration=books, party__user__email="proef-1-2@limonade.example")
    here = f"{PLACE}/boeken/{books.pk}"
    yield "home", f"{here}/"
    yield "entries", f"{here}/boekingen/"
    yield "search", f"{here}/boekingen/?zoek=tuin"
    yield "entry", f"{here}/boeking/1000/"
    yield "accounts", f"{here}/rekeningen/"
    yield "account_card", f"{here}/rekeningen/{bank.pk}/"
    yield "trial_balance", f"{here}/balans/"
    yield "statement", f"{here}/jaarcijfers/"
    yield "entries_without_paper", f"{here}/boekingen/?zonder=bon"
    yield "booking", f"{here}/boek/"
    yield "earmarks", f"{here}/bestemmingen/"
    yield "control", f"{here}/controle/"
    yield "my_accounts", f"{PLACE}/mijn-rekening/"
    yield "my_account", f"{PLACE}/mijn-rekening/{own.pk}/"
    yield "cash_book", f"{PLACE}/kasboek/"
    yield "people", f"{PLACE}/vandaag/"


if __name__ == "__main__":
    sys.exit(main())
