"""Who pays, for what, for whom: the three columns of the chart add up."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from limonade.economy.flows import flows
from limonade.economy.income_kinds import GENERAL_GRANT, OWN_INCOME, RESERVES, TAXES
from limonade.economy.keys import Destination

GENERAL = {GENERAL_GRANT: 600, TAXES: 300, RESERVES: 100}


@dataclass(frozen=True)
class Cluster:
    euros: int
    income: int
    by_destination: dict[Destination, int]


def people(euros: int, income: int = 0) -> Cluster:
    return Cluster(euros, income, {Destination.PEOPLE: euros, Destination.ALL: 0})


def test_own_income_pays_first_and_general_money_the_rest_in_proportion() -> None:
    found = flows({"waste": people(1000, 800)}, GENERAL)
    assert {flow.source: flow.euros for flow in found.paid} == {
        OWN_INCOME: 800,
        GENERAL_GRANT: 120,
        TAXES: 60,
        RESERVES: 20,
    }


def test_income_beyond_the_cost_goes_to_the_general_money() -> None:
    found = flows({"parking": people(500, 900)}, GENERAL)
    assert [(flow.source, flow.euros) for flow in found.paid] == [(OWN_INCOME, 500)]
    assert found.surplus == 400


def test_a_cluster_that_is_negative_on_balance_has_no_band() -> None:
    assert flows({"odd": people(-5)}, GENERAL).paid == ()


@given(
    st.lists(
        st.tuples(st.integers(1, 10**8), st.integers(-(10**7), 10**8), st.integers(-(10**6), 10**8)),
        min_size=1,
        max_size=14,
    )
)
def test_what_goes_in_comes_out_for_every_cluster(rows: list[tuple[int, int, int]]) -> None:
    clusters = {
        str(number): Cluster(euros, income, {Destination.PEOPLE: euros - part, Destination.ALL: part})
        for number, (euros, income, part) in enumerate(rows)
    }
    found = flows(clusters, GENERAL)
    for key, cluster in clusters.items():
        assert sum(flow.euros for flow in found.paid if flow.target == key) == cluster.euros
        assert sum(flow.euros for flow in found.spent if flow.source == key) == cluster.euros
    assert all(flow.euros > 0 for flow in (*found.paid, *found.spent))
