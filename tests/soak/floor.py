"""M4. Thirty-two people take money from one pot that has room for ten: exactly ten get it, every time."""

from functools import partial
from typing import Any

from benchmarks._report import Bars
from limonade.ledger import errors
from limonade.ledger.selfcheck import check
from tests.ledger.books import Books, lay_out
from tests.soak.at_once import all_at_once

PEOPLE, ROOM, ROUNDS, FEW_ROUNDS = 32, 10, 100, 10
AMOUNT = 100


def withdraw(books: Books, turn: int, place: int) -> Any:
    return books.post("cash", "rent", AMOUNT, key=f"{turn} {place}")


def wrong_rounds(books: Books, rounds: int) -> int:
    wrong = 0
    for turn in range(rounds):
        books.post("bank", "cash", ROOM * AMOUNT, key=f"fill {turn}")
        results = all_at_once(PEOPLE, partial(withdraw, books, turn))
        refused = [one for one in results if isinstance(one, errors.BelowFloor)]
        wrong += (len(results) - len(refused), books.own_balance("cash")) != (ROOM, 0)
    return wrong


def run(bars: Bars, small: bool) -> None:
    books, rounds = lay_out("paasberg", "Paasberg", "tom"), FEW_ROUNDS if small else ROUNDS
    wrong = wrong_rounds(books, rounds)
    print(f"M4 {rounds} rounds of {PEOPLE} people")
    bars.at_most("M4-wrong-rounds", wrong, 0, "")
    bars.at_most("M4-wrong-sums", len(check()), 0, "")
