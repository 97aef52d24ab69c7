"""Reads about ingredients and cases, within the scope of the neighbourhood."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from limonade.bakery import payers
from limonade.bakery.models import (
    Case,
    CaseIngredient,
    Commitment,
    CommitmentRequest,
    Effect,
    Ingredient,
    InitiativeProposal,
)
from limonade.governance.models import Proposal
from limonade.people.models import Party


def ingredients(kind: str = "") -> QuerySet[Ingredient]:
    rows = Ingredient.objects.filter(gone_at=None).select_related("owner", "maker")
    return rows.filter(kind=kind) if kind in dict(Ingredient.KINDS) else rows


def cases() -> QuerySet[Case]:
    """What is still open first."""
    rows = Case.objects.select_related("initiative", "maker", "proposal", "order")
    return rows.order_by(F("decided_at").desc(nulls_first=True), "-made_at")


def behind(proposal: Proposal) -> Iterator[tuple[str, str]]:
    """The plan or the initiative that a proposal comes from, with its address."""
    for case in Case.objects.filter(proposal=proposal).select_related("neighbourhood"):
        yield case.title, case.get_absolute_url()
    for one in InitiativeProposal.objects.filter(proposal=proposal).select_related("initiative__neighbourhood"):
        yield one.initiative.title, one.initiative.get_absolute_url()


def used_in(found: Iterable[Ingredient]) -> dict[int, list[Case]]:
    """The running plans into which these ingredients are mixed."""
    running = CaseIngredient.objects.filter(~Q(case__outcome=Case.NO_GO), case__initiative__stopped_at=None)
    plans: dict[int, list[Case]] = defaultdict(list)
    for one in running.filter(ingredient__in=list(found)).select_related("case").order_by("case__made_at", "case_id"):
        plans[one.ingredient_id].append(one.case)
    return plans


def mixed(case: Case) -> list[Ingredient]:
    return [one.ingredient for one in case.ingredients.select_related("ingredient__owner")]


def owners(found: Sequence[Ingredient]) -> set[int]:
    return {one.owner_id for one in found}


def effects(case: Case) -> list[Effect]:
    return list(case.effects.filter(gone_at=None).select_related("party"))


def commitments(case: Case) -> list[Commitment]:
    return list(case.commitments.filter(ended_at=None).select_related("party"))


def requests(case: Case) -> QuerySet[CommitmentRequest]:
    """Who was asked to promise something, in the order in which they were asked."""
    return CommitmentRequest.objects.filter(case=case).select_related("party", "maker")


@dataclass(frozen=True)
class Row:
    party: Party
    net: payers.Net


@dataclass(frozen=True)
class Table:
    """Who pays and who gains, with what would even it out."""

    rows: tuple[Row, ...]
    is_split: bool
    transfers: tuple[tuple[Party, Party, int], ...]

    @property
    def low(self) -> int:
        return sum(row.net.low for row in self.rows)

    @property
    def middle(self) -> int:
        return sum(row.net.middle for row in self.rows)

    @property
    def high(self) -> int:
        return sum(row.net.high for row in self.rows)

    @property
    def cashable(self) -> int:
        return sum(row.net.cashable for row in self.rows)


def payer_table(found: Sequence[Effect]) -> Table:
    parties = {one.party_id: one.party for one in found}
    nets = payers.nets(
        [
            payers.Line(
                one.party_id, 1 if one.kind == Effect.BENEFIT else -1, one.low, one.middle, one.high, one.is_cashable
            )
            for one in found
        ]
    )
    even = payers.evening_out(nets)
    return Table(
        tuple(Row(parties[one.party], one) for one in nets),
        payers.is_split(nets),
        tuple((parties[one.source], parties[one.target], one.cents) for one in even),
    )


@dataclass(frozen=True)
class Promised:
    """What is promised in one grade; only binding counts for the rule."""

    grade: str
    name: str
    cents: int
    hours: int
    parties: int


def promised(found: Sequence[Commitment]) -> list[Promised]:
    """From interest to binding."""
    result = []
    for grade, name in Commitment.GRADES:
        rows = [one for one in found if one.grade == grade]
        cents, hours = sum(one.cents for one in rows), sum(one.hours for one in rows)
        result.append(Promised(grade, str(name), cents, hours, len({one.party_id for one in rows})))
    return result


@dataclass(frozen=True)
class RuleLine:
    """One part of the rule: what is needed, what is bound, and whether that is enough. `unit` says how to show it."""

    unit: str
    needed: int
    bound: int

    @property
    def is_met(self) -> bool:
        return self.bound >= self.needed


def rule_lines(case: Case, found: Sequence[Commitment]) -> list[RuleLine]:
    binding = next(one for one in promised(found) if one.grade == Commitment.BINDING)
    lines = [RuleLine("parties", case.least_parties, binding.parties)]
    if case.least_cents:
        lines.append(RuleLine("EUR", case.least_cents, binding.cents))
    if case.least_hours:
        lines.append(RuleLine("UUR", case.least_hours, binding.hours))
    return lines
