"""M9. A million random amounts are divided: the parts add up exactly, and none is off by more than one."""

import numpy as np

from benchmarks._report import Bars
from limonade.units.apportion import apportion, apportion_rows

SPLITS, FEW_SPLITS, AT_ONCE, ONE_BY_ONE = 1_000_000, 50_000, 10_000, 5_000
LARGEST_AMOUNT, LARGEST_WEIGHT, MOST_PARTS = 1_000_000_000, 1_000_000, 12


def run(bars: Bars, small: bool) -> None:
    chance, wrong, off, differ = np.random.default_rng(9), 0, 0, 0
    splits = FEW_SPLITS if small else SPLITS
    for _batch in range(splits // AT_ONCE):
        parts = int(chance.integers(1, MOST_PARTS + 1))
        totals = chance.integers(-LARGEST_AMOUNT, LARGEST_AMOUNT, AT_ONCE)
        weights = chance.integers(0, LARGEST_WEIGHT, (AT_ONCE, parts))
        weights[:, 0] += 1  # something to divide by
        found = apportion_rows(totals, weights.astype(np.float64))
        sums = weights.sum(axis=1)
        wrong += int((found.sum(axis=1) != totals).sum())
        # |part - total * weight / sum| <= 1, in whole numbers
        off += int((np.abs(found * sums[:, None] - totals[:, None] * weights) > sums[:, None]).sum())
        for row in range(0, AT_ONCE, AT_ONCE * splits // ONE_BY_ONE // splits + 1):
            differ += apportion(int(totals[row]), [float(one) for one in weights[row]]) != found[row].tolist()
    print(f"M9 {splits} amounts")
    bars.at_most("M9-sums-that-differ", wrong, 0, "")
    bars.at_most("M9-parts-off-by-more-than-one", off, 0, "")
    bars.at_most("M9-one-row-unlike-many", differ, 0, "")
