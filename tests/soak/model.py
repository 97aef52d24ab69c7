"""M6. Two hundred runs of fifty random steps: the books and thirty lines of plain Python always say the same."""

import traceback

from benchmarks._report import Bars
from tests.ledger.test_model import run_machine

RUNS, STEPS = 200, 50
FEW_RUNS, FEW_STEPS = 10, 20


def run(bars: Bars, small: bool) -> None:
    runs, steps = (FEW_RUNS, FEW_STEPS) if small else (RUNS, STEPS)
    differ = 0
    try:
        run_machine(runs, steps)
    except Exception:  # with the shortest steps that lead there
        traceback.print_exc()
        differ = 1
    print(f"M6 {runs} runs of {steps} steps")
    bars.at_most("M6-differences", differ, 0, "")
