"""What lies behind a proposal. Governance does not know plans and initiatives; their room tells."""

from collections.abc import Callable, Iterator

from limonade.governance.models import Proposal

Origins = Callable[[Proposal], Iterator[tuple[str, str]]]
_told: list[Origins] = []


def add_origins(origins: Origins) -> None:
    """`origins` gives what somebody can open, with its address."""
    if origins not in _told:
        _told.append(origins)


def origins_of(proposal: Proposal) -> list[tuple[str, str]]:
    return [one for origins in _told for one in origins(proposal)]
