"""M7. The database refuses whatever may not be in the books, also from raw SQL: `tests/ledger/test_attacks.py`."""

from benchmarks._report import Bars
from tests.soak.chosen_tests import run_tests

LEAST = 60


def run(bars: Bars, small: bool) -> None:
    passed, failed = run_tests("tests/ledger/test_attacks.py")
    bars.at_least("M7-refused", passed, LEAST, "")
    bars.at_most("M7-not-refused", failed, 0, "")
