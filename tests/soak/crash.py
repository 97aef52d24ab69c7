"""M1. Writers are killed with -9 at any moment; afterwards whatever was not acknowledged is tried again, twice.

Nothing that was acknowledged is lost, nothing is booked in part, and no retry books a second time.
"""

import random
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from django_scopes import scope

from benchmarks._report import Bars
from limonade.ledger.models import Entry
from limonade.ledger.selfcheck import check
from tests.ledger.books import Books, lay_out
from tests.soak.writers import AMOUNT, Writer, here, keys

WRITERS, KILLS, FEW_KILLS = 4, 1_000, 60
LONGEST_PAUSE = 0.1


@dataclass(frozen=True)
class Outcome:
    """`landed` were saved although their writer never heard so: without keys, each would be paid twice."""

    acknowledged: int
    landed: int
    lost: int
    doubled: int
    wrong: int


def kill_writers(books: Books, folder: Path, *, kills: int, writers: int) -> Outcome:
    where, chance = here(folder / "log"), random.Random(5)
    alive = {number: Writer(where, number) for number in range(writers)}
    for number in range(writers, writers + kills):
        victim = alive.pop(chance.choice(list(alive)))
        victim.wait_for(1)
        time.sleep(chance.random() * LONGEST_PAUSE)
        victim.kill()
        alive[number] = Writer(where, number)
    for writer in alive.values():
        writer.kill()
    return look(books, where.log)


def look(books: Books, log: Path) -> Outcome:
    tried, done = keys(log, "try"), keys(log, "done")
    with scope(neighbourhood=books.place):
        booked = set(Entry.objects.values_list("key", flat=True))
    landed = (tried - done) & booked
    for key in [*(tried - done), *(tried - done)]:
        books.post("gifts", "bank", AMOUNT, key=key, text="Gift", by=books.by)
    doubled = books.count() - len(tried)
    wrong = len(check()) + (books.own_balance("bank") != AMOUNT * len(tried))
    return Outcome(len(done), len(landed), len(done - booked), doubled, wrong)


def run(bars: Bars, small: bool) -> None:
    books = lay_out("paasberg", "Paasberg", "tom")
    with tempfile.TemporaryDirectory() as folder:
        kills = FEW_KILLS if small else KILLS
        found = kill_writers(books, Path(folder), kills=kills, writers=WRITERS)
    print(f"M1 {kills} kills, {found.landed} saved of which the writer never heard")
    bars.at_least("M1-acknowledged", found.acknowledged, kills, "")
    bars.at_most("M1-lost", found.lost, 0, "")
    bars.at_most("M1-doubled", found.doubled, 0, "")
    bars.at_most("M1-wrong-sums", found.wrong, 0, "")
