"""An initiative that needs no plan goes straight to a proposal, and stays tied to it."""

import pytest

from limonade.bakery.deciding_steps import DECIDING, InitiativeProposeForm
from limonade.community import steps as community
from limonade.community.models import Initiative
from limonade.governance.models import Proposal
from limonade.governance.origins import origins_of
from limonade.steps.step import Refused
from limonade.web.loop import loop_of, stops
from tests.together.stage import Street


def a_bench(street: Street) -> Initiative:
    made: Initiative = street.take("Farah", community.NEW, "initiatief", title="Een bankje", text="Om te rusten.")
    return made


def proposed(street: Street, initiative: Initiative, cents: int = 0) -> Proposal:
    made: Proposal = street.take(
        "Farah", DECIDING, "voorstel", initiative=initiative, title="Een bankje op de hoek", text="We zetten het neer.",
        cents=cents, review_on=street.today,
    )  # fmt: skip
    return made


def test_what_was_decided_stands_at_its_initiative(street: Street) -> None:
    bench = a_bench(street)
    with street.inside():
        assert [one.told for one in stops(loop_of(bench), is_member=True)][2:4] == [
            "Nog geen plan gebakken.", "Nog niet samen besloten.",
        ]  # fmt: skip
    proposal = proposed(street, bench)
    with street.inside():
        plan, decision = stops(loop_of(bench), is_member=True)[2:4]
    assert (plan.told, decision.told) == ("Een plan was niet nodig.", "Het voorstel ligt op tafel.")
    assert decision.href == proposal.get_absolute_url()


def test_only_who_takes_part_or_guides_proposes_for_it(street: Street) -> None:
    bench = a_bench(street)
    for name, may in (("Farah", True), ("Coby", True), ("Corrie", False)):
        with street.inside():
            offered = InitiativeProposeForm(street.here(name), street.place).fields["initiative"].queryset  # type: ignore[attr-defined]
            assert (bench in offered) == may, name
    street.take("Farah", community.INITIATIVE, "stop", bench, why="Er staat er al een.")
    with street.inside():
        bench.refresh_from_db()
    with pytest.raises(Refused):
        proposed(street, bench)


def test_the_proposal_leads_back_to_where_it_came_from(street: Street) -> None:
    bench = a_bench(street)
    proposal = proposed(street, bench)
    with street.inside():
        assert origins_of(proposal) == [("Een bankje", bench.get_absolute_url())]
