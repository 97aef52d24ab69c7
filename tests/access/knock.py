"""One request at one door, and what came of it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.db import connection, transaction
from django.urls import reverse

from limonade.accounts.models import Guesses
from limonade.scoping.sql_guard import national
from tests.access.matrix import Door, Outcome
from tests.access.stage import Signed, Stage
from tests.access.who import Who

LOOK, WRITE = "GET", "POST"
METHODS = (LOOK, WRITE)
# Where somebody is sent to come in, or to come in more safely.
ENTRANCE = "/binnen/"
SAFER = re.compile(r"/ben-jij-het/|/account/veilig/(\?|$)")
# What a visit may always leave: the session itself and counts of attempts.
OF_THE_VISIT = frozenset({"django_session", Guesses._meta.db_table, settings.CACHES["default"]["LOCATION"]})
OF_THE_BROWSER = frozenset({settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"})
CHANGE = re.compile(r'(INSERT|REPLACE|UPDATE|DELETE)(?: OR \w+)?(?: INTO| FROM)? "?(\w+)')


@dataclass(frozen=True)
class Knock:
    outcome: Outcome
    status: int
    leads_to: str
    changed: frozenset[str]
    """Tables of which rows changed, without those of the visit itself."""
    cache: str

    def __str__(self) -> str:
        return f"{self.outcome} ({self.status} {self.leads_to} changed {sorted(self.changed)})"


@contextmanager
def changes() -> Iterator[set[str]]:
    """The tables in which SQL changes rows meanwhile."""
    found: set[str] = set()

    def note(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        result = execute(sql, params, many, context)
        change = CHANGE.match(sql) if isinstance(sql, str) else None
        # The count of an INSERT that returns its key is not known yet.
        if change and change[2] not in OF_THE_VISIT and (change[1] == "INSERT" or context["cursor"].rowcount):
            found.add(change[2])
        return result

    with connection.execute_wrapper(note):
        yield found


def knock(
    stage: Stage, name: str, door: Door, method: str, who: Who, signed: Signed = Signed.FRESH, **client: Any
) -> Knock:
    """The request, taken back afterwards."""
    with transaction.atomic():
        done = _knock(stage, name, door, method, who, signed, client)
        transaction.set_rollback(True)
    return done


def address(stage: Stage, name: str, door: Door, it: Any) -> str:
    parts = {key: text.format(it=it, stage=stage) for key, text in door.parts.items()}
    query = door.query.format(it=it, stage=stage)
    return reverse(name, kwargs=parts) + (f"?{query}" if query else "")


def _knock(
    stage: Stage, name: str, door: Door, method: str, who: Who, signed: Signed, options: dict[str, Any]
) -> Knock:
    it = stage.make(door.thing, who, door.whose)
    way = address(stage, name, door, it)
    client = stage.client(who, signed, **options)
    before, mails = _session_of(stage, who, signed) if method == WRITE else {}, len(mail.outbox)
    with changes() as changed:
        if method == LOOK:
            response = client.get(way)
        else:
            data = {key: text.format(it=it, stage=stage) for key, text in door.data.items()}
            response = client.post(way, {**data, **(it.files() if hasattr(it, "files") else {})})
    leads_to = response.headers.get("Location", "")
    left = bool(changed) or len(mail.outbox) > mails or bool(set(response.cookies) - OF_THE_BROWSER)
    if (
        method == WRITE
        and leads_to
        and not left
        and leads_to.partition("?")[0] != ENTRANCE
        and not SAFER.match(leads_to)
    ):
        left = before != _session_of(stage, who, signed) or (who is Who.VISITOR and bool(client.session.keys()))
    outcome = _outcome(response.status_code, leads_to, method, left)
    return Knock(outcome, response.status_code, leads_to, frozenset(changed), response.headers.get("Cache-Control", ""))


def _session_of(stage: Stage, who: Who, signed: Signed) -> dict[str, Any]:
    if who is Who.VISITOR:
        return {}
    return dict(SessionStore(stage.sessions[who, signed]).load())


REFUSALS = {405: Outcome.METHOD, 403: Outcome.DENIED, 401: Outcome.FAILED, 404: Outcome.NOT_FOUND}


def _outcome(status: int, leads_to: str, method: str, left: bool) -> Outcome:
    if status >= 400:
        return REFUSALS.get(status, Outcome.BROKEN)
    if method == WRITE and left:
        return Outcome.OK
    if leads_to.partition("?")[0] == ENTRANCE:
        return Outcome.LOGIN
    if SAFER.match(leads_to):
        return Outcome.STRONG
    if method == WRITE:
        return Outcome.UNDONE
    return Outcome.ONWARD if leads_to else Outcome.OK


def fingerprint() -> dict[str, tuple[Any, ...]]:
    """Every row of every table but those of the visit itself."""
    with national("the whole database, to see whether it changed"), connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name not in OF_THE_VISIT]
        rows: dict[str, tuple[Any, ...]] = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows[table] = tuple(sorted(map(repr, cursor.fetchall())))
    return rows
