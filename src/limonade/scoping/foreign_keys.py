"""Foreign keys between rows of one neighbourhood, enforced by the database."""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Columns, Statement, Table
from django.utils.translation import gettext_lazy as _

from limonade.scoping.models import NEIGHBOURHOOD

Set = TypeVar("Set")
Get = TypeVar("Get")

# SET NULL would also empty the neighbourhood, which is half of the key.
ALLOWED_ON_DELETE = (models.CASCADE, models.PROTECT, models.RESTRICT)


class ScopedForeignKey(models.ForeignKey[Set, Get]):
    """A foreign key whose JOIN also equates the neighbourhood; give its model a SameNeighbourhood for it."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **options: Any) -> None:
        if on_delete not in ALLOWED_ON_DELETE:
            raise ValueError("A ScopedForeignKey has on_delete CASCADE, PROTECT or RESTRICT.")
        # The constraint and the index both start with the neighbourhood, so the model declares them.
        options.update(db_constraint=False, db_index=False)
        super().__init__(to, on_delete, **options)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        del options["db_constraint"], options["db_index"]
        return name, path, args, options

    def get_joining_fields(self, reverse_join: bool = False) -> Any:
        here = self.model._meta.get_field(NEIGHBOURHOOD)
        there = self.remote_field.model._meta.get_field(NEIGHBOURHOOD)
        neighbourhoods = (there, here) if reverse_join else (here, there)
        return (*super().get_joining_fields(reverse_join), neighbourhoods)


class SameNeighbourhood(models.BaseConstraint):
    """The row that `field` points at has our neighbourhood: FOREIGN KEY (neighbourhood, field), checked at commit.

    `also` names fields that both rows have and in which they must agree too, such as the unit of an amount; the
    target then has a UNIQUE (neighbourhood, *also, id). An empty `field` is not checked.

    SQLite knows it only as part of CREATE TABLE; there Django rebuilds the table to add or remove it.
    """

    default_violation_error_message = _("Kies iets uit dezelfde wijk.")

    sql_clause = "FOREIGN KEY (%(columns)s) REFERENCES %(target)s (%(target_columns)s) DEFERRABLE INITIALLY DEFERRED"
    sql_inline = f"CONSTRAINT %(name)s {sql_clause}"
    sql_add = f"ALTER TABLE %(table)s ADD {sql_inline}"
    sql_drop = "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s"

    def __init__(
        self,
        *,
        field: str,
        also: tuple[str, ...] = (),
        name: str = "",
        violation_error_code: str | None = None,
        violation_error_message: Any = None,
    ) -> None:
        super().__init__(
            name=name or f"%(app_label)s_%(class)s_{field}_wall",
            violation_error_code=violation_error_code,
            violation_error_message=violation_error_message,
        )
        self.field = field
        self.also = tuple(also)

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        if schema_editor.connection.vendor == "sqlite":
            return str(self._statement(self.sql_inline, model, schema_editor))
        return self.create_sql(model, schema_editor)

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """Runs at the end of the migration, because the key of the target may come later in it."""
        schema_editor.deferred_sql.append(self._statement(self.sql_add, model, schema_editor))
        return None

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        drop = Statement(
            self.sql_drop,
            table=Table(model._meta.db_table, schema_editor.quote_name),
            name=schema_editor.quote_name(self.name),
        )
        return None if self._forget_deferred(model, schema_editor) else drop

    def _statement(self, template: str, model: Any, editor: BaseDatabaseSchemaEditor) -> Statement:
        field = model._meta.get_field(self.field)
        shared = (NEIGHBOURHOOD, *self.also)
        target = field.remote_field.model._meta
        here = [*(model._meta.get_field(name).column for name in shared), field.column]
        there = [*(target.get_field(name).column for name in shared), target.pk.column]
        return Statement(
            template,
            table=Table(model._meta.db_table, editor.quote_name),
            name=editor.quote_name(self.name),
            columns=Columns(model._meta.db_table, here, editor.quote_name),
            target=Table(target.db_table, editor.quote_name),
            target_columns=Columns(target.db_table, there, editor.quote_name),
        )

    def _forget_deferred(self, model: Any, editor: BaseDatabaseSchemaEditor) -> bool:
        """Whether the constraint was still waiting to be added by this same migration."""
        add = str(self._statement(self.sql_add, model, editor))
        waiting = [sql for sql in editor.deferred_sql if str(sql) == add]
        for sql in waiting:
            editor.deferred_sql.remove(sql)
        return bool(waiting)

    def validate(
        self, model: type[models.Model], instance: Any, exclude: set[str] | None = None, using: str = "default"
    ) -> None:
        """Costs one query per filled-in field. The neighbourhood itself is never in a form, so it counts always."""
        field: Any = model._meta.get_field(self.field)
        pointed_at = getattr(instance, field.attname)
        target: Any = field.remote_field.model
        if pointed_at is None or self.field in (exclude or ()):
            return
        if target is model._meta.concrete_model and pointed_at == instance.pk:
            return
        rows = target._base_manager.with_scope(neighbourhood=instance.neighbourhood_id).using(using)
        shared: list[Any] = [model._meta.get_field(name) for name in self.also]
        agreeing = {one.attname: getattr(instance, one.attname) for one in shared}
        if not rows.filter(pk=pointed_at, **agreeing).exists():
            raise ValidationError(
                {self.field: ValidationError(self.get_violation_error_message(), code=self.violation_error_code)}
            )

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        path, args, options = super().deconstruct()
        return path, args, {**options, "field": self.field, **({"also": self.also} if self.also else {})}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameNeighbourhood) and self.deconstruct() == other.deconstruct()

    __hash__ = models.BaseConstraint.__hash__
