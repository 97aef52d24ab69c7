"""Dividing a whole number into whole parts that add up to it, by largest remainder (Hamilton)."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
# Larger than the rounding of float64 for amounts up to a trillion, smaller than any part that matters.
TOLERANCE = 1e-4


def apportion_rows(totals: Whole, weights: Real) -> Whole:
    """Whole parts per row, in proportion to the weights (never negative); each row sums to its total exactly.

    Shapes: totals (rows,), weights (rows, parts), result (rows, parts). A weight of zero gets zero. A row
    whose weights are all zero gets zeros: the caller must place that total elsewhere. Negative totals are
    divided as their opposite. Equal remainders: the earlier part wins.
    """
    if not weights.shape[1]:
        return np.zeros(weights.shape, dtype=np.int64)
    sums = weights.sum(axis=1, keepdims=True)
    size = np.where(sums[:, 0] > 0, np.abs(totals), 0)
    exact = size[:, None] * np.divide(weights, sums, out=np.zeros_like(weights), where=sums > 0)
    parts = np.floor(np.maximum(exact - TOLERANCE, 0)).astype(np.int64)
    left = size - parts.sum(axis=1)
    remainder = np.where(weights > 0, exact - parts, -1.0)
    parts += _largest(remainder, left)
    signed: Whole = parts * np.sign(totals)[:, None]
    return signed


def _largest(remainder: Real, wanted: Whole) -> npt.NDArray[np.bool_]:
    """Marks the `wanted` largest of each row; of equal ones the earlier. Shapes: (rows, parts), (rows,)."""
    size = remainder.shape[1]
    at = np.clip(size - wanted, 0, size - 1)[:, None]
    threshold = np.take_along_axis(np.sort(remainder, axis=1), at, axis=1)
    above = remainder > threshold
    equal = remainder == threshold
    room = (wanted - above.sum(axis=1))[:, None]
    chosen: npt.NDArray[np.bool_] = (above | (equal & (np.cumsum(equal, axis=1) <= room))) & (wanted > 0)[:, None]
    return chosen


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """One row of `apportion_rows`. Raises ValueError when there is something to divide and nothing to divide by."""
    if total and not any(weight > 0 for weight in weights):
        raise ValueError("no weight to divide by")
    row = apportion_rows(np.array([total], dtype=np.int64), np.array([weights], dtype=np.float64))
    return [int(part) for part in row[0]]
