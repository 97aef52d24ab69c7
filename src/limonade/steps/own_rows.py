"""What somebody made in a room, for the file of their own data that they take along."""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps

from limonade.people.models import Party
from limonade.steps.made import Made


def own_rows(room: str) -> Callable[[Party], dict[str, list[dict[str, Any]]]]:
    """A source for `add_own_data`: by model, newest first, all that its fields say about a person."""

    def told(party: Party) -> dict[str, list[dict[str, Any]]]:
        return {model._meta.model_name or "": list(_rows(model, party)) for model in _made_in(room)}

    return told


def _made_in(room: str) -> list[type[Made]]:
    return [model for model in apps.get_app_config(room).get_models() if issubclass(model, Made)]


def _rows(model: type[Made], party: Party) -> Iterator[dict[str, Any]]:
    """Without the keys of other rows and of accounts, which say nothing outside the site."""
    relations = {field.name for field in model._meta.concrete_fields if field.is_relation}
    names = [name for name in model.PERSONAL if name not in relations]
    for row in model._default_manager.filter(maker=party).order_by("-made_at").values(*names):
        yield {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}
