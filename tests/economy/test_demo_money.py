"""The real figures of Arnhem in the example."""

import pytest

from limonade.economy.keys import Destination
from limonade.economy.money import Money
from limonade.economy.presentation import gap_to_per_head
from limonade.economy.queries import best_edition, book, count, edition, editions, followed, in_all_editions, money
from limonade.facts.errors import NotLoaded
from tests.economy.conftest import GEITENKAMP, PAASBERG


def test_arnhem_spent_what_its_accounts_say(paasberg: Money) -> None:
    assert paasberg.town_spent == 1_071_114_000
    assert paasberg.town_cost == 912_882_000


def test_everything_of_the_municipality_is_somewhere(paasberg: Money) -> None:
    parts = (paasberg.euros, paasberg.rest_of_town, paasberg.town_wide, paasberg.town_not_attributed)
    assert sum(parts) == paasberg.town_spent


def test_spread_per_head_paasberg_would_get_about_twelve_million(paasberg: Money) -> None:
    """912,9 million times 2.170 of the 161.255 inhabitants that the buurten count."""
    assert paasberg.if_per_head == 12_284_605


def test_the_steps_from_per_head_to_ours_add_up(paasberg: Money) -> None:
    gap = gap_to_per_head(paasberg)
    assert gap.per_head + gap.not_divided + gap.by_keys == paasberg.euros


def test_welfare_follows_the_people_who_receive_it(paasberg: Money) -> None:
    """Ten people in Paasberg of 7.920 in the buurten of Arnhem; two buurten are unknown and get a share by head."""
    line = next(line for line in paasberg.lines if line.field.code == "6.3")
    assert [driver.key for driver in line.used] == ["welfare_recipients"]
    found = count(paasberg, line.used[0])
    assert found is not None
    assert (found.here, found.there, found.unknown) == (10, 7920, 2)
    assert line.euros == pytest.approx(182_144_000 * 10 / 7920, rel=0.001)
    assert line.is_fallback, "the municipality's own figure would be better"


def test_nothing_is_called_measured_or_spent_here_without_a_place(paasberg: Money) -> None:
    assert paasberg.measured_percent == 0
    assert paasberg.by_destination[Destination.HERE] == 0


def test_destinations_add_up_to_the_whole(paasberg: Money) -> None:
    assert sum(paasberg.by_destination.values()) == paasberg.euros


def test_a_range_lies_around_every_amount(paasberg: Money) -> None:
    assert all(line.low <= line.euros <= line.high for line in paasberg.lines)
    assert paasberg.low < paasberg.euros < paasberg.high


def test_two_buurten_together_are_the_sum_of_both(demo: None) -> None:
    of = edition("2023-jaarrekening")
    both, one, other = (money(of, codes) for codes in ((PAASBERG, GEITENKAMP), (PAASBERG,), (GEITENKAMP,)))
    assert both.euros == one.euros + other.euros
    assert both.income == one.income + other.income


def test_all_buurten_together_are_what_the_municipality_divided(demo: None) -> None:
    of = edition("2025-begroting")
    town = book(of).town("GM0202")
    whole = money(of, town.buurten)
    assert whole.euros + whole.town_wide + whole.town_not_attributed == whole.town_spent == 1_067_882_000
    assert whole.rest_of_town == 0


def test_accounts_come_before_a_newer_budget(demo: None) -> None:
    found = best_edition((PAASBERG,))
    assert found is not None
    assert found.accounts.key == "2023-jaarrekening"
    assert [one.accounts.key for one in editions()] == ["2025-begroting", "2023-jaarrekening"]


def test_a_municipality_that_is_not_in_the_accounts_is_not_loaded(demo: None) -> None:
    with pytest.raises(NotLoaded):
        money(edition("2023-jaarrekening"), ("BU03630001",))
    assert best_edition(("BU03630001",)) is None


def test_income_by_kind_adds_up_to_all_income(paasberg: Money) -> None:
    assert sum(paasberg.income_by_kind.values()) == int(paasberg.town.total_income.sum())


def test_only_net_use_of_reserves_pays_for_anything(paasberg: Money) -> None:
    """Arnhem took 141,2 million out of its reserves in 2023, and put 124,2 million in."""
    assert paasberg.general_money["reserves"] == 141_153_000 - 124_228_000


def test_a_small_rounded_count_makes_a_figure_shaky(paasberg: Money) -> None:
    """CBS rounds to tens: ten people may be five or fifteen, so half the amount is uncertain."""
    line = next(line for line in paasberg.lines if line.field.code == "6.3")
    assert line.grade == 3
    assert line.margin == round(line.euros * 0.5)


def test_taxes_are_no_income_of_collecting_them(paasberg: Money) -> None:
    taxes = [line for line in paasberg.lines if line.field.code in {"0.61", "0.62", "0.64"}]
    assert sum(line.income for line in taxes) > 700_000
    assert [line.task_income for line in taxes] == [0, 0, 0]


def test_overhead_can_be_traced_to_the_salaries_it_follows(paasberg: Money) -> None:
    line = next(line for line in paasberg.lines if line.field.code == "0.4")
    found = followed(paasberg, line.rule)
    assert line.euros == pytest.approx(line.town_divided * found.here / found.there, abs=1)


def test_every_year_of_a_place_can_be_put_side_by_side(paasberg: Money) -> None:
    assert [one.edition.accounts.key for one in in_all_editions((PAASBERG,))] == [
        "2025-begroting",
        "2023-jaarrekening",
    ]
