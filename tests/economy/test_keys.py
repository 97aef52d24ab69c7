"""Every task field of every year has a rule, and every rule has drivers that exist."""

import pytest

from limonade.economy.caveats import REASONS
from limonade.economy.keys import LAST_RESORT, STAFF, Attribution, Destination, clusters, drivers, rules
from limonade.facts.cbs import indicators
from limonade.facts.task_fields import task_fields


@pytest.mark.parametrize("year", range(2017, 2027))
def test_every_task_field_of_the_year_has_a_rule(year: int) -> None:
    assert [code for code in task_fields(year) if code not in rules()] == []


def test_every_key_exists_and_ends_where_everybody_counts() -> None:
    for rule in rules().values():
        assert set(rule.chain) <= set(drivers())
        assert len(rule.grades) == len(rule.chain)
        if rule.attribution not in (Attribution.OVERHEAD, Attribution.MUNICIPALITY_WIDE, Attribution.NOT_ATTRIBUTED):
            assert rule.chain[-1] == LAST_RESORT


def test_a_fallback_is_never_surer_than_the_wanted_key() -> None:
    for rule in rules().values():
        assert list(rule.grades) == sorted(rule.grades)


def test_every_rule_has_its_cluster_or_its_reason() -> None:
    for rule in rules().values():
        if rule.attribution is Attribution.NOT_ATTRIBUTED:
            assert rule.reason in REASONS
        else:
            assert rule.cluster in clusters()


def test_drivers_name_indicators_that_we_can_load() -> None:
    assert {driver.indicator for driver in drivers().values() if driver.indicator} <= set(indicators())


def test_collective_money_is_never_called_spent_here() -> None:
    """Whatever key divides it: what is for all of us is not spent in one neighbourhood."""
    for rule in rules().values():
        if rule.attribution is Attribution.COLLECTIVE:
            assert {rule.destination(driver) for driver in rule.chain} == {Destination.ALL}


def test_counting_heads_is_for_all_of_us_and_overhead_stays_apart() -> None:
    assert rules()["6.1"].destination("population") is Destination.ALL
    assert rules()["6.2"].destination("population") is Destination.PEOPLE, "a local team serves persons, whatever key"
    assert rules()["6.3"].destination("welfare_recipients") is Destination.PEOPLE
    assert rules()["5.7"].destination("green_area") is Destination.HERE
    assert rules()["0.4"].destination(STAFF) is Destination.OVERHEAD
