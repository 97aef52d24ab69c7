"""Whole parts always add up to the whole."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limonade.units.apportion import apportion, apportion_rows

WEIGHTS = st.lists(st.floats(min_value=0, max_value=1e7, allow_nan=False), min_size=1, max_size=40)
EUROS = st.integers(min_value=-(10**11), max_value=10**11)


def test_worked_example_of_three_neighbourhoods() -> None:
    """1.234.567 euro over 2.130, 5.405 and 980 inhabitants."""
    assert apportion(1_234_567, [2130, 5405, 980]) == [308_823, 783_656, 142_088]


@settings(max_examples=400, deadline=None)
@given(total=EUROS, weights=WEIGHTS.filter(lambda found: sum(found) > 0))
def test_parts_add_up_and_none_is_off_by_more_than_a_euro(total: int, weights: list[float]) -> None:
    parts = apportion(total, weights)
    whole = sum(weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * (weight / whole)) < 1.001
        assert part * total >= 0, "a part never has the other sign"
        assert weight > 0 or part == 0


def test_negative_totals_are_divided_as_their_opposite() -> None:
    """Corrections make negative expenses; they divide like positive ones."""
    assert apportion(-10, [1, 1, 1]) == [-part for part in apportion(10, [1, 1, 1])]


def test_equal_remainders_go_to_the_earlier_part() -> None:
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]


def test_a_row_without_weights_gets_nothing_and_does_not_spoil_the_others() -> None:
    parts = apportion_rows(np.array([7, 7], dtype=np.int64), np.array([[0.0, 0.0], [1.0, 1.0]]))
    assert parts.tolist() == [[0, 0], [4, 3]]


def test_nothing_to_divide_by_is_refused() -> None:
    with pytest.raises(ValueError, match="no weight"):
        apportion(1, [0, 0])


def test_a_municipality_without_parts_gives_nothing_and_no_error() -> None:
    assert apportion_rows(np.array([5, -5], dtype=np.int64), np.zeros((2, 0))).shape == (2, 0)
