"""The base of every model whose rows belong to one neighbourhood."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self, TypeVar

from django.db import models, router
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager, get_scope

from limonade.scoping.deletion import ScopedCollector
from limonade.scoping.errors import NeighbourhoodIsFixed
from limonade.scoping.ids import new_id

NEIGHBOURHOOD = "neighbourhood"
Row = TypeVar("Row", bound=models.Model)
Deleted = tuple[int, dict[str, int]]


def row_key(name: str = "%(app_label)s_%(class)s_key") -> models.UniqueConstraint:
    """What scoped foreign keys point at; every scoped model has it among its constraints."""
    return models.UniqueConstraint(fields=[NEIGHBOURHOOD, "id"], name=name)


class ScopedQuerySet(models.QuerySet[Row]):
    def delete(self) -> Deleted:
        fields = self._fields  # type: ignore[attr-defined]
        if self.query.is_sliced or self.query.distinct_fields or self.query.combinator or fields is not None:
            raise TypeError("Only plain rows can be deleted: no slice, distinct(), union() or values().")
        rows = self.select_related(None).order_by()
        rows._for_write = True  # type: ignore[attr-defined]
        rows.query.select_for_update = False
        collector = ScopedCollector(using=rows.db, origin=self)
        collector.collect(rows)
        self._result_cache = None
        return collector.delete()

    delete.alters_data = True  # type: ignore[attr-defined]  # templates may not call it
    delete.queryset_only = True  # type: ignore[attr-defined]  # House.objects.delete() does not exist

    def _insert(self, objs: Iterable[Any], *args: Any, **options: Any) -> Any:
        """All of Django's ways to add rows come through here: save, create and bulk_create."""
        rows = list(objs)
        _check_written_from_own_neighbourhood(rows)
        return super()._insert(rows, *args, **options)  # type: ignore[misc]

    _insert.alters_data = True  # type: ignore[attr-defined]
    _insert.queryset_only = False  # type: ignore[attr-defined]


def _check_written_from_own_neighbourhood(rows: Iterable["Scoped"]) -> None:
    scope = get_scope()
    active = scope.get(NEIGHBOURHOOD) if scope.get("_enabled", True) else None
    if active is None:
        return
    allowed = {getattr(one, "pk", one) for one in (active if isinstance(active, list | tuple) else [active])}
    for row in rows:
        if row.neighbourhood_id not in allowed:
            raise NeighbourhoodIsFixed(
                f"{row._meta.label} for neighbourhood {row.neighbourhood_id} cannot be added "
                f"within the scope of neighbourhood {', '.join(sorted(map(str, allowed)))}."
            )


def scoped_manager(queryset: type[ScopedQuerySet[Any]] = ScopedQuerySet) -> Any:
    """`objects` of a scoped model with its own queryset; always assign it to the name `objects`."""
    manager = ScopedManager(_manager_class=models.Manager.from_queryset(queryset), neighbourhood=NEIGHBOURHOOD)
    # Its class is made inside a function, where mypy's Django plugin finds no type for reverse relations.
    type(manager).__module__, type(manager).__qualname__ = models.Manager.__module__, models.Manager.__qualname__
    return manager


class Scoped(models.Model):
    """A row of one neighbourhood, for ever.

    Reads, saves and deletes need an active scope, `with scope(neighbourhood=...)`, and stay within it;
    so do foreign key hops, cascades and refresh_from_db, because the base manager is scoped too.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    neighbourhood = models.ForeignKey(
        "neighbourhoods.Neighbourhood",
        verbose_name=_("wijk"),
        help_text=_("De wijk waar dit bij hoort; dat verandert nooit."),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # the index of row_key starts with it
    )

    objects: ClassVar[models.Manager[Self]] = scoped_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def delete(self, using: str | None = None, keep_parents: bool = False) -> Deleted:
        collector = ScopedCollector(using=using or router.db_for_write(type(self), instance=self), origin=self)
        collector.collect([self], keep_parents=keep_parents)
        return collector.delete()

    delete.alters_data = True  # type: ignore[attr-defined]

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Iterable[Any], *options: Any) -> Any:
        """Never rewrites the neighbourhood and always filters on it, so a moved row matches nothing."""
        rows = base_qs.filter(neighbourhood_id=self.neighbourhood_id)
        kept = [value for value in values if value[0].name != NEIGHBOURHOOD]
        found = rows.filter(pk=pk_val)
        updated = super()._do_update(rows, using, pk_val, kept, *options) if kept else found.exists()
        if not updated and not self._state.adding:
            # Django would now insert it anew, in the other neighbourhood.
            raise NeighbourhoodIsFixed(
                f"{self._meta.label} {pk_val} is not in neighbourhood {self.neighbourhood_id} of this scope: "
                "a row never moves to another neighbourhood. (Or it was deleted in the meantime.)"
            )
        return updated
