"""Whole numbers in the database, and units with their decimals."""

from typing import Any

from django.db import models

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


def is_whole(field: str) -> models.Q:
    """From one smallest part up, and no part of one."""
    whole = models.functions.Cast(field, models.BigIntegerField())
    return models.Q(**{f"{field}__gte": 1, f"{field}__lte": MOST, field: whole})
