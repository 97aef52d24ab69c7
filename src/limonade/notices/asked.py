"""What is asked of somebody now. Every room adds a source; nothing is stored, so nothing goes stale.

A source is a function of a Standing, run within the scope of the neighbourhood; a room registers its own in ready().
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from limonade.people.rules import Standing

Source = Callable[[Standing], Iterable["Asked"]]


@dataclass(frozen=True)
class Asked:
    """One thing, in words that start with a verb, with the way there."""

    title: str
    why: str
    url: str
    icon: str = "circle-dot"
    due: dt.date | None = None
    is_urgent: bool = False
    is_news: bool = False
    """Only to know: nothing has to be done."""


_sources: list[Source] = []


def add_source(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def asked_of(standing: Standing) -> list[Asked]:
    """Urgent first, then by day, then in the order of the rooms; what is only to know comes last."""
    found: Iterator[Asked] = (one for source in _sources for one in source(standing))
    return sorted(found, key=lambda one: (one.is_news, not one.is_urgent, one.due or dt.date.max))
