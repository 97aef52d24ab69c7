"""What is written once stays: the database refuses every change, whoever asks."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps
from django_scopes import scope

from limonade.audit import guards
from limonade.audit.actions import record, record_for_site
from limonade.audit.actor import SYSTEM, Actor
from limonade.audit.append_only import AppendOnly, guards_of
from limonade.audit.errors import AppendOnlyRow
from limonade.audit.models import Act, SiteAct
from limonade.audit.queries import verify
from limonade.neighbourhoods.models import Neighbourhood
from limonade.scoping.sql_guard import national
from tests.audit.conftest import run_sql

COLUMNS = ", ".join(field.column for field in Act._meta.local_concrete_fields)
WITH_ANOTHER_ID = COLUMNS.replace("id,", "id + 1,", 1)
ANYWHERE = {
    "update": "UPDATE audit_act SET result = 'failed'",
    "update of one": "UPDATE audit_act SET details = '{}' WHERE number = 2",
    "update by another name": "UPDATE audit_act AS a SET act = 'x.y' WHERE a.number = 2",
    "move to another neighbourhood": "UPDATE audit_act SET neighbourhood_id = neighbourhood_id + 1",
    "change the key": "UPDATE audit_act SET id = id + 1",
    "delete": "DELETE FROM audit_act",
    "delete of one": "DELETE FROM audit_act WHERE number = 6",
    "upsert": f"INSERT INTO audit_act ({COLUMNS}) SELECT {COLUMNS} FROM audit_act WHERE number = 6 "
    "ON CONFLICT (id) DO UPDATE SET result = 'failed'",
}
ON_SQLITE = {
    "insert or replace": f"INSERT OR REPLACE INTO audit_act ({COLUMNS}) SELECT {COLUMNS} FROM audit_act",
    "insert or replace by number": f"INSERT OR REPLACE INTO audit_act ({COLUMNS}) "
    f"SELECT {WITH_ANOTHER_ID} FROM audit_act WHERE number = 3",
    "replace": f"REPLACE INTO audit_act ({COLUMNS}) SELECT {COLUMNS} FROM audit_act WHERE number = 1",
    "update or ignore": "UPDATE OR IGNORE audit_act SET result = 'failed'",
    "update or replace": "UPDATE OR REPLACE audit_act SET number = 1 WHERE number = 2",
    "rowid": "UPDATE audit_act SET rowid = 77 WHERE number = 1",
    "hidden in a trigger": "CREATE TEMP TRIGGER t AFTER INSERT ON audit_siteact BEGIN DELETE FROM audit_act; END",
}
ON_POSTGRES = {
    "truncate": "TRUNCATE audit_act",
    "truncate what it points at": "TRUNCATE accounts_user CASCADE",
    "update only": "UPDATE ONLY audit_act SET result = 'failed'",
    "merge": "MERGE INTO audit_act USING (SELECT 1) one ON true WHEN MATCHED THEN DELETE",
    "with": "WITH gone AS (DELETE FROM audit_act RETURNING id) SELECT * FROM gone",
    "row": "UPDATE audit_act SET (result, act) = ('failed', 'x.y')",
}
RAW = {**ANYWHERE, **(ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRES)}


@pytest.mark.parametrize("sql", RAW.values(), ids=RAW)
def test_raw_sql_is_refused(six_acts: list[Act], here: Neighbourhood, sql: str) -> None:
    with national("an attack"), pytest.raises(IntegrityError, match="append-only"):
        connection.check_constraints()  # PostgreSQL refuses TRUNCATE by itself while a key waits to be checked
        run_sql(sql)
        with transaction.atomic():
            record_for_site("site.started", by=SYSTEM)  # sets off the attack that hides in a trigger
    assert verify(here).count == 6


def change(row: Act) -> Act:
    row.result = "failed"
    return row


ATTACKS: dict[str, Callable[[Act], Any]] = {
    "update": lambda row: Act.objects.filter(number=2).update(result="failed"),
    "delete": lambda row: Act.objects.filter(number=2).delete(),
    "delete of all": lambda row: Act.objects.all().delete(),
    "raw delete": lambda row: Act.objects.all()._raw_delete("default"),
    "bulk_update": lambda row: Act.objects.bulk_update([change(row)], ["result"]),
    "delete of a row": lambda row: row.delete(),
    "bulk_create": lambda row: Act.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["neighbourhood", "id"], update_fields=["result"]
    ),
    "a new row with its key": lambda row: Act.objects.create(
        **{field.attname: getattr(row, field.attname) for field in Act._meta.local_concrete_fields}
    ),
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_the_models_cannot_do_it_either(six_acts: list[Act], here: Neighbourhood, attack: Callable[[Act], Any]) -> None:
    with scope(neighbourhood=here), pytest.raises(IntegrityError), transaction.atomic():
        attack(Act.objects.get(number=2))
    assert verify(here).right


SAVES: dict[str, Callable[[Any], Any]] = {
    "save": lambda row: row.save(),
    "one field": lambda row: row.save(update_fields=["result"]),
    "force_update": lambda row: row.save(force_update=True),
}


@pytest.mark.parametrize("save", SAVES.values(), ids=SAVES)
def test_saving_again_says_what_to_do(six_acts: list[Act], here: Neighbourhood, save: Callable[[Any], Any]) -> None:
    with scope(neighbourhood=here), pytest.raises(AppendOnlyRow, match="Write a new row"):
        save(change(Act.objects.get(number=2)))


def test_the_log_of_the_site_is_guarded_too(db: None) -> None:
    with transaction.atomic():
        act = record_for_site("site.started", by=SYSTEM)
    for attack in (SiteAct.objects.all().delete, lambda: SiteAct.objects.update(result="failed")):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            attack()
    with pytest.raises(AppendOnlyRow):
        act.save()


def test_who_did_something_cannot_be_removed(six_acts: list[Act], aisha: Actor) -> None:
    with national("keys are checked"), pytest.raises(IntegrityError), transaction.atomic():
        run_sql("DELETE FROM accounts_user WHERE id = %s", aisha.user_id)
        connection.check_constraints()


@pytest.fixture
def letter(transactional_db: None) -> Iterator[Any]:
    """A model of which one column may change: when it was sent."""
    with isolate_apps("limonade.audit"):

        class Letter(AppendOnly):
            may_change = ("sent",)
            text = models.CharField(max_length=20, null=True)
            number = models.BigIntegerField(default=1)
            sent = models.CharField(max_length=20, default="")

            class Meta:
                app_label = "audit"

    with connection.schema_editor() as editor:
        editor.create_model(Letter)
    made = list(guards_of(Letter, connection.vendor))
    guards.register(maker := lambda vendor: made)
    guards.install(connection)
    yield Letter
    guards._makers.remove(maker)
    guards.drop(connection)
    with connection.schema_editor() as editor:
        editor.delete_model(Letter)
    guards.install(connection)


def test_columns_that_may_change_can(letter: Any) -> None:
    row = letter.objects.create(text="Dag Tom")
    row.sent = "vandaag"
    row.save(update_fields=["sent"])
    assert letter.objects.filter(sent="vandaag").update(sent="gisteren") == 1
    run_sql("UPDATE audit_letter SET sent = 'ooit'")
    assert letter.objects.get().sent == "ooit"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_letter SET text = 'Dag Coby'",
        "UPDATE audit_letter SET text = NULL",
        "UPDATE audit_letter SET sent = 'nu', number = 2",
        "UPDATE audit_letter SET id = id + 1",
        "DELETE FROM audit_letter",
        "UPDATE audit_letter SET rowid = 9" if connection.vendor == "sqlite" else "TRUNCATE audit_letter",
    ],
)
def test_columns_beside_them_cannot(letter: Any, sql: str) -> None:
    letter.objects.create(text="Dag Tom")
    with pytest.raises(IntegrityError, match="append-only"):
        run_sql(sql)
    assert letter.objects.get().text == "Dag Tom"


def test_saving_names_the_columns_that_may_change(letter: Any) -> None:
    row = letter.objects.create(text="Dag Tom")
    for fields in (None, ["text"], ["text", "sent"]):
        with pytest.raises(AppendOnlyRow, match="only update_fields of sent"):
            row.save(update_fields=fields)


def test_a_test_leaves_nothing_behind(here: Neighbourhood, aisha: Actor) -> None:
    """Rolling back needs no deleting, so Django's own TestCase and the fixture `db` go on working."""
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(here, "people.role_offered", by=aisha)
        raise ZeroDivisionError
    with scope(neighbourhood=here):
        assert not Act.objects.exists()
