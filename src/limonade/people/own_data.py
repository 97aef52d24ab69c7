"""What rooms above keep about somebody, for the file that they take along. A room registers its own in ready()."""

from collections.abc import Callable
from typing import Any

from limonade.people.models import Party

Source = Callable[[Party], Any]
_sources: dict[str, Source] = {}


def add_own_data(name: str, source: Source) -> None:
    _sources[name] = source


def own_data(party: Party) -> dict[str, Any]:
    """By the name under which it stands in the file; runs within the scope of the neighbourhood."""
    return {name: source(party) for name, source in _sources.items()}
