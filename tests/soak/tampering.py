"""M17. One field of one row is changed behind the guards' back, five hundred times: each is found.

A tail that is cut off and a chain that was written anew as a whole are found with the anchor that somebody kept.
"""

from benchmarks._report import Bars
from limonade.ledger.selfcheck import anchor, verify
from tests.ledger.books import another_administration, lay_out
from tests.ledger.test_selfcheck import cut_tail, missed_edits, rewrite

EDITS, FEW_EDITS, ENTRIES = 500, 50, 100
CUT_AFTER = 90


def run(bars: Bars, small: bool) -> None:
    edits = FEW_EDITS if small else EDITS
    books = lay_out("paasberg", "Paasberg", "tom")
    another_administration(books)  # where a line may be moved to
    for turn in range(ENTRIES):
        books.post("gifts", "bank", 100 + turn, key=f"k{turn}", document=f"bon {turn}")
    missed = missed_edits(books, edits)
    print(f"M17 {edits} edits of one field", *missed)
    bars.at_most("M17-edits-missed", len(missed), 0, "")
    kept = anchor(books.administration)
    bars.at_most("M17-false-alarms", len(verify(books.administration, against=kept)), 0, "")
    rewrite(books)
    bars.at_least("M17-rewritten-chain-found", bool(verify(books.administration, against=kept)), 1, "")
    other = lay_out("presikhaaf", "Presikhaaf", "dirk")
    for turn in range(ENTRIES):
        other.post("gifts", "bank", 100 + turn, key=f"k{turn}")
    kept = anchor(other.administration)
    cut_tail(other, CUT_AFTER)
    bars.at_least("M17-cut-tail-found", bool(verify(other.administration, against=kept)), 1, "")
