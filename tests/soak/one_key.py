"""M5. A double click, fifty times over: one key that comes fifty times at once is booked once."""

from functools import partial
from typing import Any

from benchmarks._report import Bars
from limonade.ledger import errors
from limonade.ledger.selfcheck import check
from tests.ledger.books import Books, lay_out
from tests.soak.at_once import all_at_once

CLICKS, ROUNDS, FEW_ROUNDS = 50, 20, 3


def click(books: Books, key: str, place: int) -> Any:
    return books.post("gifts", "bank", 500, key=key)


def entries_of_one_key(books: Books, clicks: int, key: str) -> int:
    """How many different entries came of it."""
    return len({entry.pk for entry in all_at_once(clicks, partial(click, books, key))})


def click_otherwise(books: Books, key: str, place: int) -> Any:
    return books.post("gifts", "bank", 1 + place % 2, key=key)


def refused_of_two_contents(books: Books, clicks: int, key: str) -> int:
    results = all_at_once(clicks, partial(click_otherwise, books, key))
    return sum(isinstance(one, errors.KeyUsedDifferently) for one in results)


def run(bars: Bars, small: bool) -> None:
    books, rounds = lay_out("paasberg", "Paasberg", "tom"), FEW_ROUNDS if small else ROUNDS
    more = sum(entries_of_one_key(books, CLICKS, f"double click {turn}") != 1 for turn in range(rounds))
    other = sum(refused_of_two_contents(books, CLICKS, f"two {turn}") != CLICKS / 2 for turn in range(rounds))
    print(f"M5 {rounds} rounds of {CLICKS} clicks")
    bars.at_most("M5-rounds-with-more-than-one", more, 0, "")
    bars.at_most("M5-rounds-with-two-contents", other, 0, "")
    bars.at_most("M5-entries-too-many", books.count() - 2 * rounds, 0, "")
    bars.at_most("M5-wrong-sums", len(check()), 0, "")
