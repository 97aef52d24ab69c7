"""Who pays for what in a neighbourhood, and for whom it is: three columns that add up. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from limonade.economy.income_kinds import GENERAL_GRANT, OTHER, OWN_INCOME, RESERVES, TAXES
from limonade.economy.keys import Destination
from limonade.units.apportion import apportion

GENERAL_KINDS = (GENERAL_GRANT, TAXES, RESERVES, OTHER)


class Spending(Protocol):
    """What a flow needs to know of one cluster of tasks."""

    @property
    def euros(self) -> int: ...
    @property
    def income(self) -> int: ...
    @property
    def by_destination(self) -> dict[Destination, int]: ...


@dataclass(frozen=True)
class Flow:
    """Money of one kind for one cluster, or of one cluster to one destination. Never negative."""

    source: str
    target: str
    euros: int


@dataclass(frozen=True)
class Flows:
    paid: tuple[Flow, ...]
    spent: tuple[Flow, ...]
    surplus: int
    """Income on a task beyond what the task costs: it goes to the general money."""


def flows(clusters: Mapping[str, Spending], municipal_income: Mapping[str, int]) -> Flows:
    """Pays each cluster first from its own income, the rest from general money.

    General money has no label: every cluster is paid in the proportion in which the municipality receives
    its general grant, taxes, net use of reserves and other income. That is a convention, and shown as such.
    A cluster that is negative on balance is left out: a band cannot be thinner than nothing.
    """
    general = [max(municipal_income.get(kind, 0), 0) for kind in GENERAL_KINDS]
    paid: list[Flow] = []
    spent: list[Flow] = []
    surplus = 0
    for key, cluster in clusters.items():
        if cluster.euros <= 0:
            continue
        own = min(max(cluster.income, 0), cluster.euros)
        surplus += max(cluster.income - own, 0)
        parts = apportion(cluster.euros - own, general) if any(general) else [0] * len(general)
        paid.append(Flow(OWN_INCOME, key, own if any(general) else cluster.euros))
        paid += [Flow(kind, key, part) for kind, part in zip(GENERAL_KINDS, parts, strict=True)]
        spent += [Flow(key, target.value, part) for target, part in _shown(cluster).items()]
    return Flows(tuple(one for one in paid if one.euros), tuple(one for one in spent if one.euros), surplus)


def _shown(cluster: Spending) -> dict[Destination, int]:
    """Destinations of one cluster without negative ones, still adding up to the cluster."""
    positive = {kind: max(part, 0) for kind, part in cluster.by_destination.items()}
    parts = apportion(cluster.euros, list(positive.values()))
    return dict(zip(positive, parts, strict=True))
