"""Refuse to start while rows that may never change can be changed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from limonade.audit.guards import missing

_putting_back: ContextVar[bool] = ContextVar("putting_back", default=False)


def register_checks() -> None:
    register(check_guards, Tags.database)


def check_guards(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    if _putting_back.get():
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
            hint="Put it back with `limonade migrate`, and look with `limonade check_audit` what happened meanwhile.",
            id="limonade.E101",
        )
        for guard in wrong
    ]


@contextmanager
def putting_back() -> Iterator[None]:
    """Within it missing guards are no problem, because they are about to be put back."""
    token = _putting_back.set(True)
    try:
        yield
    finally:
        _putting_back.reset(token)


def _migrations_wait(connection: BaseDatabaseWrapper) -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
