"""What waits for people with a helping hand, as far as their helper may do it for them. One query asks every room."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from limonade.people.models import Party

Source = Callable[[Party], QuerySet[Any, Any]]
"""Of a helper: the moment, the person (key), in words what is asked, and about what. `people_helped_by` gives whom."""
_sources: list[Source] = []


def add_for_helped(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def waiting_for_helped(helper: Party) -> dict[int, list[str]]:
    """By the key of the person, what waits longest first."""
    first, *rest = (source(helper).order_by() for source in _sources)
    found: dict[int, list[str]] = {}
    for _moment, person, title, about in sorted(first.union(*rest, all=True)):
        found.setdefault(person, []).append(f"{title} {about}".strip())
    return found
