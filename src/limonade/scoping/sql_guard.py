"""Refuses SQL that reads or changes rows of neighbourhoods without saying of which neighbourhood.

Every statement that goes through a Django cursor passes here; see sql_reader for what can be seen in it.
Not seen: `cursor.callproc`, `cursor.copy` and connections opened without Django.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django_scopes import scopes_disabled

from limonade.scoping.errors import UnscopedQuery
from limonade.scoping.models import Scoped
from limonade.scoping.sql_reader import unscoped

# Longer SQL has long lists of placeholders. Those are shortened, to keep the cache small and to the point.
LONG_SQL = 4_000
_PLACEHOLDER_LISTS = re.compile(r"\((?:%s(?:, )?)+\)(?:, ?\((?:%s(?:, )?)+\))*")

_national: ContextVar[str] = ContextVar("national", default="")


@contextmanager
def national(reason: str) -> Iterator[None]:
    """Lifts the wall for a deliberate query across neighbourhoods: no scope is asked for, no SQL refused.

    A queryset made within must also be evaluated within.
    """
    if not reason.strip():
        raise ValueError("Give the reason why this query may cross the neighbourhoods.")
    token = _national.set(reason)
    try:
        with scopes_disabled():
            yield
    finally:
        _national.reset(token)


def guard_connection(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    if refuse_unscoped not in connection.execute_wrappers:
        connection.execute_wrappers.append(refuse_unscoped)
        connection.SchemaEditorClass = _national_schema_editor(connection.SchemaEditorClass)


def refuse_unscoped(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if not _national.get():
        text = sql if isinstance(sql, str) else sql.as_string(context["connection"].connection)
        if len(text) > LONG_SQL:
            text = _PLACEHOLDER_LISTS.sub("(%s)", text)
        if problems := _problems(text):
            raise UnscopedQuery(_explain(problems, text))
    return execute(sql, params, many, context)


@lru_cache(maxsize=4096)
def _problems(sql: str) -> tuple[str, ...]:
    return tuple(unscoped(sql, _scoped_tables()))


@cache
def _scoped_tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in apps.get_models() if issubclass(model, Scoped))


def _explain(problems: tuple[str, ...], sql: str) -> str:
    return (
        f"{'; '.join(problems)}.\n"
        "Read and write within `with scope(neighbourhood=...)`. In SQL of your own, compare the neighbourhood_id of "
        "every scoped table (or its alias) with a value, or with that of another table that is held to one.\n"
        "Instead of exclude() over a reverse relation, write ~Exists(Model.objects.filter(...=OuterRef(...))).\n"
        "Does it cross the neighbourhoods on purpose? Then mark it: `with national('the reason')`.\n"
        f"The SQL: {sql[:2000]}"
    )


class _NationalSchemaEditor(BaseDatabaseSchemaEditor):
    """While the schema is changed every row of a table is: SQLite's table rebuild, and data migrations."""

    def __enter__(self) -> Any:
        with ExitStack() as until_exit:
            until_exit.enter_context(national("the schema is changed"))
            editor = super().__enter__()
            self._until_exit = until_exit.pop_all()
            return editor

    def __exit__(self, *error: Any) -> None:
        with self._until_exit:
            super().__exit__(*error)


@cache
def _national_schema_editor(editor: type[BaseDatabaseSchemaEditor]) -> type[BaseDatabaseSchemaEditor]:
    return type(editor.__name__, (_NationalSchemaEditor, editor), {})
