"""Guards come back after every migration and flush, and their absence is noticed."""

from typing import Any

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState
from django.test import TransactionTestCase
from django_scopes import scope

from limonade.audit import guards
from limonade.audit.actions import record
from limonade.audit.actor import SYSTEM, Actor
from limonade.audit.append_only import guards_of
from limonade.audit.guards import Guard, drop, install, lifted, missing
from limonade.audit.models import Act, SiteAct
from limonade.audit.queries import verify
from limonade.neighbourhoods.models import Neighbourhood
from limonade.scoping.sql_guard import national
from tests.audit.conftest import run_sql


def names() -> set[str]:
    return {name for _table, name in guards._found(connection)}


def of_act() -> set[str]:
    return {guard.name for guard in guards_of(Act, connection.vendor)}


def problems() -> list[Any]:
    return [one for one in run_checks(tags=[Tags.database], databases=["default"]) if one.id == "limonade.E101"]


def test_every_guard_is_in_its_place(db: None) -> None:
    assert names() == {guard.name for guard in guards.guards(connection.vendor)} >= of_act()
    assert missing(connection) == []
    assert problems() == []


def test_installing_twice_changes_nothing(db: None) -> None:
    before = guards._found(connection)
    install(connection)
    assert guards._found(connection) == before


def test_a_dropped_guard_is_reported_and_migrate_puts_it_back(transactional_db: None, settings: Any) -> None:
    settings.SILENCED_SYSTEM_CHECKS = ["limonade.E006"]  # the throw-away PostgreSQL is unsafe on purpose
    drop(connection)
    assert {guard.name for guard in missing(connection)} >= of_act()
    assert all("migrate" in str(one.hint) for one in problems())
    with pytest.raises(SystemCheckError, match="E101"):
        call_command("check", databases=["default"], tags=["database"])
    call_command("migrate", interactive=False, verbosity=0, skip_checks=False)
    assert problems() == []


def harmless(guard: Guard) -> list[str]:
    """A trigger of the same name that lets everything pass."""
    if connection.vendor == "sqlite":
        return [
            f"DROP TRIGGER {guard.name}",
            f"CREATE TRIGGER {guard.name} BEFORE UPDATE ON audit_act BEGIN SELECT 1; END",
        ]
    return [f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$"]


def test_a_guard_that_was_made_harmless_is_reported_and_mended(db: None) -> None:
    guard = next(iter(guards_of(Act, connection.vendor)))
    with transaction.atomic():
        for sql in harmless(guard):
            run_sql(sql)
        assert [one.msg for one in problems()] and missing(connection) == [guard]
        install(connection)
    assert problems() == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite cannot switch a trigger off")
def test_a_guard_that_was_switched_off_is_reported(db: None) -> None:
    run_sql("ALTER TABLE audit_act DISABLE TRIGGER USER")
    assert {guard.table for guard in missing(connection)} == {"audit_act"}


def test_a_guard_without_its_table_is_not_missing(db: None) -> None:
    guards.register(maker := lambda vendor: [Guard("limonade_later", "later_room", "CREATE TRIGGER ...")])
    try:
        assert missing(connection) == []
    finally:
        guards._makers.remove(maker)


def test_a_guard_has_a_name_that_is_found_back() -> None:
    with pytest.raises(ValueError, match="limonade_"):
        Guard("keep", "audit_act", "CREATE TRIGGER keep ...")


def test_a_guard_that_nobody_asks_for_any_more_goes_with_the_next_migration(transactional_db: None) -> None:
    old = guards.sqlite_guard if connection.vendor == "sqlite" else guards.postgres_guard
    guards.register(maker := lambda vendor: [old("limonade_old", "audit_chainhead", "BEFORE DELETE", "no")])
    install(connection)
    guards._makers.remove(maker)
    assert "limonade_old" in names()
    call_command("migrate", interactive=False, verbosity=0)
    assert "limonade_old" not in names()


def test_migrations_run_without_guards(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    from django.db.migrations.executor import MigrationExecutor

    whole = MigrationExecutor.migrate

    def look(self: Any, *args: Any, **options: Any) -> Any:
        seen.append(names())
        return whole(self, *args, **options)

    monkeypatch.setattr(MigrationExecutor, "migrate", look)
    call_command("migrate", interactive=False, verbosity=0)
    assert seen == [set()]
    assert problems() == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite rebuilds a table")
def test_a_rebuilt_table_loses_its_guards_and_the_check_says_so(transactional_db: None) -> None:
    field = models.CharField(max_length=90, default="")
    state = ProjectState.from_apps(Act._meta.apps)
    changed = state.clone()
    operation = migrations.AlterField("act", "act", field)
    operation.state_forwards("audit", changed)
    with connection.schema_editor() as editor:
        operation.database_forwards("audit", editor, state, changed)
    assert {guard.name for guard in missing(connection)} == of_act()
    with connection.schema_editor() as editor:
        operation.database_backwards("audit", editor, changed, state)
    install(connection)
    assert problems() == []


def test_flush_empties_the_logs_and_leaves_the_guards(
    transactional_db: None, here: Neighbourhood, aisha: Actor
) -> None:
    with transaction.atomic():
        record(here, "people.role_offered", by=aisha)
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
    with national("nothing is left"):
        assert not Act.objects.exists()
    assert not SiteAct.objects.exists()
    assert missing(connection) == []


class TransactionalTestsGoOnWorking(TransactionTestCase):
    """Each of the two finds an empty log, after the other one wrote in it."""

    def write(self) -> None:
        place = Neighbourhood.objects.create(slug="paasberg", name="Paasberg", municipality_code="GM0202")
        with scope(neighbourhood=place):
            assert not Act.objects.exists()
        with transaction.atomic():
            assert record(place, "people.role_offered", by=SYSTEM).number == 1
        with national("an attack"), pytest.raises(IntegrityError):
            run_sql("DELETE FROM audit_act")

    def test_once(self) -> None:
        self.write()

    def test_twice(self) -> None:
        self.write()


def test_lifted_puts_back_what_it_took(six_acts: list[Act], here: Neighbourhood) -> None:
    with lifted("a test"):
        assert names() == set()
        run_sql("DELETE FROM audit_act WHERE number = 6")
    assert missing(connection) == []
    assert verify(here).first_broken == 6


def test_lifted_undoes_everything_after_an_error(six_acts: list[Act], here: Neighbourhood) -> None:
    with pytest.raises(ZeroDivisionError), lifted("a test"):
        run_sql("DELETE FROM audit_act WHERE number = 6")
        raise ZeroDivisionError
    assert missing(connection) == []
    assert verify(here).right
