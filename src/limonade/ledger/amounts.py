"""Fields of the books: whole numbers, and keys that cost no more than they must."""

from typing import Any, TypeVar

from django.db import models

Set = TypeVar("Set")
Get = TypeVar("Get")

MOST = 2**53 - 1  # JavaScript and spreadsheets keep it whole; some 90 thousand billion euros in cents


class WholeField(models.BigIntegerField[int, int]):
    """A whole number of which the database refuses any other number, instead of rounding it.

    PostgreSQL rounds 1.5 to 2 on its way into a bigint, before any rule sees it, so there it is a numeric. Give its
    model `is_whole(name)`.
    """

    def db_type(self, connection: Any) -> str | None:
        return "numeric" if connection.vendor == "postgresql" else super().db_type(connection)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> int | None:
        return None if value is None else int(value)


class RowNumberField(models.BigIntegerField[int, int]):
    """A primary key that is SQLite's own number of the row, which saves a whole index; elsewhere a bigint."""

    def db_type(self, connection: Any) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


def is_whole(field: str) -> models.Q:
    """From one smallest part up, and no part of one."""
    whole = models.functions.Cast(field, models.BigIntegerField())
    return models.Q(**{f"{field}__gte": 1, f"{field}__lte": MOST, field: whole})


class OuterKey(models.ForeignKey[Set, Get]):
    """To a row of no neighbourhood, and without an index."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **options: Any) -> None:
        options.update(related_name="+", db_index=False)
        super().__init__(to, on_delete, **options)


class PinnedNeighbourhood(OuterKey[Set, Get]):
    """Of rows of which another key already holds the neighbourhood to that of their administration."""

    def __init__(self, to: Any = "neighbourhoods.Neighbourhood", **options: Any) -> None:
        options.update(db_constraint=False)
        super().__init__(to, **options)
