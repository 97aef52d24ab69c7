"""What people type is read as they mean it, or refused; never as something else."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limonade.design import numbers
from limonade.units.typed_amounts import read_amount, read_hours, spelled


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12", 1200),
        ("12,5", 1250),
        ("12,50", 1250),
        ("€ 12,50", 1250),
        ("1.250,50", 125_050),
        ("1.250", 125_000),
        ("1 250", 125_000),
        ("12.50", 1250),
        ("12.5", 1250),
        ("1,250.00", 125_000),
        ("12,-", 1200),
        ("0,01", 1),
        ("1.000.000", 100_000_000),
    ],
)
def test_an_amount_of_euros(text: str, cents: int) -> None:
    assert read_amount(text, 2) == cents


@pytest.mark.parametrize(
    "text",
    ["", " ", "twaalf", "1,250", "12,505", "12,500", "1.25.0", "1,2,3", "-5", "1e3", "٣", "²", "12,5o", "1.2345"],
)
def test_what_could_mean_something_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_amount(text, 2)


@pytest.mark.parametrize(
    ("text", "hundredths"), [("1:30", 150), ("1,5 uur", 150), ("0:15", 25), ("3", 300), ("2,25", 225)]
)
def test_hours_as_people_say_them(text: str, hundredths: int) -> None:
    assert read_hours(text, 2) == hundredths


@pytest.mark.parametrize("text", ["1:3", "1:60", "1:20", "een uur", "-1:00"])
def test_hours_that_are_no_whole_hundredths_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_hours(text, 2)


@given(st.integers(min_value=0, max_value=2**53), st.integers(min_value=0, max_value=6))
def test_what_we_write_is_read_back(amount: int, scale: int) -> None:
    assert read_amount(spelled(amount, scale), scale) == amount
    assert read_amount(numbers.exact(amount, scale, "nl"), scale) == amount


@given(st.integers(min_value=0, max_value=2**53))
def test_english_euros_are_read_back(amount: int) -> None:
    assert read_amount(numbers.exact(amount, 2, "en"), 2) == amount


@given(st.text(max_size=12))
def test_nothing_typed_breaks_it(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert read_amount(text, 2) >= 0
