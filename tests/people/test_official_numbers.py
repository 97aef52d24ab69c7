"""Numbers that follow a norm, and the one we never keep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limonade.people.forms import NameForm, OrganisationForm
from limonade.people.free_text import SURE, FreeTextForm
from limonade.people.official_numbers import is_kvk, is_rsin, looks_like_bsn

BSN = "111222333"


@pytest.mark.parametrize("text", [BSN, f"mijn nummer is {BSN}.", "111.222.333", "111 222 333", "1112 22 333"])
def test_nine_digits_that_pass_the_eleven_test_are_seen(text: str) -> None:
    assert looks_like_bsn(text)


@pytest.mark.parametrize("text", ["", "111222334", "1112223330", "06 12345678", "NL91ABNA0417164300", "6824 ND 12"])
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not looks_like_bsn(text)


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    assert looks_like_bsn(text) in (True, False)


@given(st.lists(st.integers(0, 9), min_size=9, max_size=9))
def test_it_is_the_eleven_test(digits: list[int]) -> None:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(digit * weight for digit, weight in zip(digits, weights, strict=True))
    assert looks_like_bsn("".join(map(str, digits))) == (total % 11 == 0 and total > 0)


def test_a_form_asks_kindly_and_lets_it_pass_with_a_tick() -> None:
    form: FreeTextForm = NameForm({"name": BSN})
    assert not form.is_valid()
    assert "burgerservicenummer" in str(form.errors["name"])
    assert "geen burgerservicenummer" in str(form)
    assert NameForm({"name": BSN, SURE: "on"}).is_valid()


def test_official_fields_may_hold_such_numbers() -> None:
    assert OrganisationForm({"name": "De Linde", "sort": "corporation", "rsin": BSN, "kvk": "12345678"}).is_valid()
    assert not OrganisationForm({"name": f"De Linde {BSN}", "sort": "corporation"}).is_valid()


def test_numbers_of_the_trade_register() -> None:
    assert is_kvk("12345678") and not is_kvk("1234567") and not is_kvk("00000000") and not is_kvk("1234567a")
    assert is_rsin(BSN) and not is_rsin("111222334") and not is_rsin("11122233")
