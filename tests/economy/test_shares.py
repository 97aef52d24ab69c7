"""Shares by the wanted key, with the next key where it is missing."""

import numpy as np
import pytest

from limonade.economy.shares import Division, chain_shares

NAN = float("nan")


def division(*sizes: int) -> Division:
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    return Division(tuple(f"BU{number:08}" for number in range(sum(sizes))), starts)


def test_the_wanted_key_divides_when_it_is_known() -> None:
    found = chain_shares(division(2), {"a": np.array([1.0, 3.0]), "b": np.array([5.0, 5.0])}, [("a", "b")])
    assert found.share[:, 0].tolist() == [0.25, 0.75]
    assert found.link[:, 0].tolist() == [0, 0]


def test_a_buurt_without_the_figure_gets_what_the_next_key_gives_it() -> None:
    """Three buurten of 50, 30 and 20 inhabitants; of the third the number of welfare recipients is unknown."""
    drivers = {"welfare": np.array([3.0, 1.0, NAN]), "population": np.array([50.0, 30.0, 20.0])}
    found = chain_shares(division(3), drivers, [("welfare", "population")])
    assert found.share[:, 0].tolist() == pytest.approx([0.6, 0.2, 0.2])
    assert found.link[:, 0].tolist() == [0, 0, 1]


def test_a_municipality_without_any_figure_uses_the_next_key_alone() -> None:
    drivers = {"welfare": np.array([NAN, NAN, 4.0, 4.0]), "population": np.array([1.0, 3.0, 9.0, 1.0])}
    found = chain_shares(division(2, 2), drivers, [("welfare", "population")])
    assert found.share[:, 0].tolist() == [0.25, 0.75, 0.5, 0.5]
    assert found.link[:, 0].tolist() == [1, 1, 0, 0]


def test_a_key_that_counts_nobody_falls_back_too() -> None:
    drivers = {"welfare": np.array([0.0, 0.0]), "population": np.array([1.0, 1.0])}
    found = chain_shares(division(2), drivers, [("welfare", "population")])
    assert found.share[:, 0].tolist() == [0.5, 0.5]
    assert found.link[:, 0].tolist() == [1, 1]


def test_a_zero_is_a_zero_and_not_missing() -> None:
    drivers = {"welfare": np.array([0.0, 5.0]), "population": np.array([9.0, 1.0])}
    found = chain_shares(division(2), drivers, [("welfare", "population")])
    assert found.share[:, 0].tolist() == [0.0, 1.0]


def test_where_nobody_lives_nothing_is_divided() -> None:
    found = chain_shares(division(2, 1), {"population": np.array([0.0, 0.0, 7.0])}, [("population",)])
    assert found.share[:, 0].tolist() == [0.0, 0.0, 1.0]
