"""Rows that are written once: the database refuses to change or remove them."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.db.backends.utils import truncate_name

from limonade.audit.errors import AppendOnlyRow
from limonade.audit.guards import PREFIX, SQLITE, Guard, postgres_guard, sqlite_guard

LONGEST_NAME = 63  # of PostgreSQL


class AppendOnly(models.Model):
    """Put it behind `Scoped`, which must come first to keep its managers: `class Act(Scoped, AppendOnly)`.

    The database raises IntegrityError on any UPDATE, DELETE, REPLACE or TRUNCATE.
    """

    # Names of the fields that may change after all. Save those with update_fields.
    may_change: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        changed = options.get("update_fields")
        if not self._state.adding and (changed is None or not set(changed) <= set(self.may_change)):
            allowed = f"only update_fields of {', '.join(self.may_change)}" if self.may_change else "nothing"
            raise AppendOnlyRow(
                f"{self._meta.label} {self.pk} is written and stays as it is: {allowed} may be saved again. "
                "Write a new row that follows on this one."
            )
        super().save(*args, **options)


def every_guard(vendor: str) -> Iterator[Guard]:
    for model in apps.get_models():
        if issubclass(model, AppendOnly):
            yield from guards_of(model, vendor)


def guards_of(model: type[AppendOnly], vendor: str) -> Iterator[Guard]:
    table = model._meta.db_table
    fixed = [field.column for field in model._meta.local_concrete_fields if field.name not in model.may_change]
    if vendor == SQLITE:
        # By value, because UPDATE OF would miss a key that is changed by its other name, rowid.
        changed = " OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in fixed) if model.may_change else ""
        says = f"{table} is append-only"
        yield sqlite_guard(_name(table, "update"), table, "BEFORE UPDATE", says, when=changed)
        yield sqlite_guard(_name(table, "delete"), table, "BEFORE DELETE", says)
    else:
        columns = " OF " + ", ".join(f'"{column}"' for column in fixed) if model.may_change else ""
        event = f"BEFORE DELETE OR UPDATE{columns} OR TRUNCATE"
        yield postgres_guard(_name(table, "append_only"), table, event, f"{table} is append-only")


def _name(table: str, what: str) -> str:
    return truncate_name(f"{PREFIX}{table}_{what}", LONGEST_NAME)
