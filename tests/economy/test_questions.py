"""“Wat kost ...?”: the words of people find the place in the books."""

import pytest

from limonade.economy.answers import answer, answers, often_asked
from limonade.economy.household.catalogue import spending_items
from limonade.economy.household.queries import household_accounts
from limonade.economy.keys import rules
from limonade.economy.money import Money
from limonade.economy.questions import Extent, find, questions


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("stoepen vegen", "stoepen-vegen"),
        ("Wat kost de voetbalclub ons?", "voetbalclub"),
        ("groen", "groen"),
        ("kinderopvang", "kinderopvang"),
        ("reïntegratie", "reintegratie"),
        ("re-integratie", "reintegratie"),
        ("biblio", "bibliotheek"),
        ("hondenpoep", "toezicht"),
        ("which sewer is due", "riool"),
        ("energierekening", "energierekening"),
        ("onze energie", "energierekening"),
        ("boodschappen", "boodschappen"),
        ("zorgpremie", "zorgverzekering"),
    ],
)
def test_the_words_of_people_find_their_answer(asked: str, key: str) -> None:
    assert find(asked)[0].key == key


@pytest.mark.parametrize("asked", ["", "   ", "wat kost het", "xyzzy", "!!", "a"])
def test_words_that_say_nothing_find_nothing(asked: str) -> None:
    assert find(asked) == []


def test_every_question_points_at_fields_that_have_a_rule() -> None:
    for question in questions():
        assert set(question.task_fields) <= set(rules()), question.key
        assert set(question.spending) <= {one.key for one in spending_items()}, question.key
        assert bool(question.task_fields) == (question.extent is not Extent.NONE), question.key


def test_the_whole_of_green_is_an_estimate_and_sweeping_a_bound(paasberg: Money) -> None:
    green, sweeping = answers(paasberg, None, "openbaar groen")[0], answers(paasberg, None, "stoepen vegen")[0]
    assert green.divided is not None
    assert green.divided.euros == next(line.euros for line in paasberg.lines if line.field.code == "5.7")
    assert not green.is_bound
    assert sweeping.is_bound, "sweeping is a part of the streets, and nobody wrote down how large"


def test_what_is_not_in_the_books_of_the_municipality_says_so(paasberg: Money) -> None:
    police = answers(paasberg, None, "politie")[0]
    assert police.is_elsewhere
    assert police.divided is None


def test_shelter_is_answered_for_the_municipality_only(paasberg: Money) -> None:
    shelter = answers(paasberg, None, "daklozenopvang")[0]
    assert shelter.divided is None
    assert shelter.wide is not None
    assert shelter.wide.town_total == 20_586_000


def test_every_often_asked_question_has_an_answer(paasberg: Money) -> None:
    household = household_accounts(paasberg.buurten)
    found = [answer(paasberg, household, question) for question in often_asked()]
    assert all(one.divided or one.paid for one in found)


def test_what_we_pay_ourselves_is_answered_beside_what_the_municipality_pays(paasberg: Money) -> None:
    household = household_accounts(paasberg.buurten)
    bill = answers(paasberg, household, "energierekening")[0]
    assert bill.divided is None
    assert [one.item.key for one in bill.paid] == ["energy"]
    assert bill.paid_each == round(720 * 1.35 + 2250 * 0.37)
    childcare = answers(paasberg, household, "kinderopvang")[0]
    assert childcare.divided is not None
    assert [one.item.key for one in childcare.paid] == ["day_care"]
    assert answers(paasberg, None, "energierekening")[0].paid == (), "nothing is said where no households are known"
