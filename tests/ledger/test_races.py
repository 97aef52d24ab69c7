"""Many at once, and writers that die: nothing is lost, doubled or below a floor."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django_scopes import scope

from limonade.ledger import errors
from limonade.ledger.actions import Line, post
from limonade.ledger.models import Period
from limonade.ledger.selfcheck import check
from limonade.ledger.setting_up import close_period, set_limits
from tests.ledger.books import TODAY, Books
from tests.soak.at_once import all_at_once
from tests.soak.crash import kill_writers
from tests.soak.floor import wrong_rounds
from tests.soak.one_key import entries_of_one_key, refused_of_two_contents

ROUNDS = 4
KILLS = 30


def test_one_key_fifty_times_at_once_is_one_entry(live_books: Books) -> None:
    # PostgreSQL of the tests has 50 connections.
    clicks = 50 if connection.vendor == "sqlite" else 40
    assert entries_of_one_key(live_books, clicks, "double click") == 1
    assert (live_books.count(), live_books.own_balance("bank")) == (1, 500)


def test_one_key_with_two_contents_at_once_is_one_entry(live_books: Books) -> None:
    assert (refused_of_two_contents(live_books, 20, "k"), live_books.count()) == (10, 1)


@pytest.mark.slow
def test_withdrawals_at_once_stop_exactly_at_the_floor(live_books: Books) -> None:
    assert wrong_rounds(live_books, ROUNDS) == 0
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


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
def test_writers_that_are_killed_lose_and_double_nothing(live_books: Books, tmp_path: Path) -> None:
    found = kill_writers(live_books, tmp_path, kills=KILLS, writers=2)
    assert found.acknowledged > KILLS
    assert (found.lost, found.doubled, found.wrong) == (0, 0, 0)
