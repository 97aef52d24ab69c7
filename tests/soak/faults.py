"""M8. A fault of each kind, put in behind the guards' back, is found by the self-check; and then nobody books."""

from benchmarks._report import Bars
from tests.soak.chosen_tests import run_tests

LEAST = 12
FILES = ("tests/ledger/test_selfcheck.py", "tests/ledger/test_whole_check.py")


def run(bars: Bars, small: bool) -> None:
    passed, failed = run_tests(*FILES, "-k", "fault or nowhere or guard or nobody or wrong")
    bars.at_least("M8-found", passed, LEAST, "")
    bars.at_most("M8-not-found", failed, 0, "")
