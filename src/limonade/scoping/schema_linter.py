"""Says which models would break the wall between neighbourhoods."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import models

from limonade.scoping.foreign_keys import ALLOWED_ON_DELETE, SameNeighbourhood, ScopedForeignKey
from limonade.scoping.models import NEIGHBOURHOOD, Scoped

Model = type[models.Model]


def problems(checked: Iterable[Model]) -> list[str]:
    """One line per problem, of all these models; give it `apps.get_models()`."""
    return [f"{model._meta.label}: {problem}" for model in checked for problem in _problems(model)]


def _problems(model: Model) -> Iterator[str]:
    for rule in [*RULES, *(SCOPED_RULES if _is_scoped(model) else FOREIGN_RULES)]:
        yield from rule(model)


def _is_scoped(model: Any) -> bool:
    """A model that is still a string is one that is not loaded here, such as the neighbourhood itself."""
    return isinstance(model, type) and issubclass(model, Scoped)


def _foreign_keys(model: Model) -> list[Any]:
    return [field for field in model._meta.local_fields if isinstance(field, models.ForeignKey)]


def _no_floats(model: Model) -> Iterator[str]:
    for field in model._meta.local_fields:
        if isinstance(field, models.FloatField):
            yield f"{field.name} is a FloatField; count whole smallest parts, or use a DecimalField"


def _no_automatic_many_to_many(model: Model) -> Iterator[str]:
    for field in model._meta.local_many_to_many:
        through: Any = field.remote_field.through
        automatic = through is None or (not isinstance(through, str) and through._meta.auto_created)
        if automatic and (_is_scoped(model) or _is_scoped(field.remote_field.model)):
            yield f"{field.name} makes a table without a neighbourhood; write the model between them yourself"


def _no_key_from_outside(model: Model) -> Iterator[str]:
    for field in _foreign_keys(model):
        if _is_scoped(field.remote_field.model):
            yield f"{field.name} points from outside at a scoped model"


def _has_row_key(model: Model) -> Iterator[str]:
    unique = [one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
    # A foreign key can only point at a key that holds for every row, at every moment.
    plain = [one.fields for one in unique if one.condition is None and one.deferrable is None]
    if (NEIGHBOURHOOD, "id") not in plain:
        yield "has no UNIQUE (neighbourhood, id); add row_key() to its constraints"


def _indexes_start_with_neighbourhood(model: Model) -> Iterator[str]:
    indexed = [one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
    for one in [*indexed, *model._meta.indexes]:
        if _first_column(one) not in (NEIGHBOURHOOD, f"{NEIGHBOURHOOD}_id"):
            yield f"{one.name} does not start with the neighbourhood"
    for fields in model._meta.unique_together:
        if fields[0] != NEIGHBOURHOOD:
            yield f"unique_together {', '.join(fields)} does not start with the neighbourhood"


def _first_column(index: models.UniqueConstraint | models.Index) -> str:
    if index.fields:
        return index.fields[0].removeprefix("-")
    first: Any = next(iter(index.expressions), None)
    first = getattr(first, "expression", first)  # F("neighbourhood").asc() wraps it
    return str(getattr(first, "name", ""))


def _no_single_column_indexes(model: Model) -> Iterator[str]:
    fields: list[Any] = model._meta.local_fields
    for field in fields:
        if field.primary_key or isinstance(field, models.OneToOneField):
            continue
        if field.unique:
            yield f"{field.name} is unique; use UniqueConstraint(fields=['neighbourhood', ...])"
        elif field.db_index:
            yield f"{field.name} has db_index; use Index(fields=['neighbourhood', ...])"


def _keys_stay_within(model: Model) -> Iterator[str]:
    constraints = [one for one in model._meta.constraints if isinstance(one, SameNeighbourhood)]
    # A field in which we agree with a row of our neighbourhood points where that row's own field points.
    walls = {name for one in constraints for name in (one.field, *one.also)}
    for field in _foreign_keys(model):
        if isinstance(field, models.OneToOneField):
            yield f"{field.name} is a OneToOneField; use a ForeignKey and a UniqueConstraint"
        if field.remote_field.on_delete not in ALLOWED_ON_DELETE:
            yield f"{field.name} has another on_delete than CASCADE, PROTECT or RESTRICT"
        scoped, wall = isinstance(field, ScopedForeignKey), field.name in walls
        if _is_scoped(field.remote_field.model) and not (scoped and wall):
            missing = "SameNeighbourhood constraint" if scoped else "ScopedForeignKey"
            yield f"{field.name} points at a scoped model without a {missing}"
        elif scoped and not _is_scoped(field.remote_field.model):
            yield f"{field.name} is a ScopedForeignKey to a model that is not scoped"


def _no_generic_keys(model: Model) -> Iterator[str]:
    for field in model._meta.private_fields:
        if field.is_relation:
            yield f"{field.name} is a generic relation, which no database can check"


def _managers_are_scoped(model: Model) -> Iterator[str]:
    for manager in {model._default_manager, model._base_manager, *model._meta.managers}:
        if not hasattr(manager, "with_scope"):
            yield f"manager {manager.name} is not scoped; make it with scoped_manager()"


Rules = list[Callable[[Model], Iterator[str]]]
RULES: Rules = [_no_floats, _no_automatic_many_to_many]
FOREIGN_RULES: Rules = [_no_key_from_outside]
SCOPED_RULES: Rules = [
    _has_row_key,
    _indexes_start_with_neighbourhood,
    _no_single_column_indexes,
    _keys_stay_within,
    _no_generic_keys,
    _managers_are_scoped,
]
