"""Refuse to start while rows that may never change can be changed."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from limonade.audit.guards import are_being_put_back, missing


def register_checks() -> None:
    register(check_guards, Tags.database)


def check_guards(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    if are_being_put_back():
        return []
    return [problem for alias in databases or () for problem in problems_of(connections[alias])]


def problems_of(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    """Nothing while migrations wait: those put all guards in their place."""
    wrong = missing(connection)
    if wrong and _migrations_wait(connection):
        return []
    return [
        Error(
            f"The guard {guard.name} on {guard.table} is missing or was changed, so what must stay can be changed.",
            hint="Put it back with `limonade migrate`, and look with `limonade check` what happened meanwhile.",
            id="limonade.E101",
        )
        for guard in wrong
    ]


def _migrations_wait(connection: BaseDatabaseWrapper) -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
