"""Each rule of the linter catches a planted fault."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Lower
from django.test.utils import isolate_apps

from limonade.scoping.foreign_keys import SameNeighbourhood, ScopedForeignKey
from limonade.scoping.models import Scoped, row_key
from limonade.scoping.schema_linter import problems
from tests.scoping.wall_app.models import House, Street


def scoped(*constraints: models.BaseConstraint, meta: dict[str, object] | None = None, **fields: object) -> str:
    """The problems of a scoped model that is right but for what is given, on one line."""
    options = {"app_label": "wall_app", "constraints": [row_key(), *constraints], **(meta or {})}
    with isolate_apps("tests.scoping.wall_app"):
        model = type("Faulty", (Scoped,), {"__module__": __name__, "Meta": type("Meta", (), options), **fields})
    return " | ".join(problems([model]))


def unscoped(**fields: object) -> str:
    meta = type("Meta", (), {"app_label": "wall_app"})
    with isolate_apps("tests.scoping.wall_app"):
        model = type("Faulty", (models.Model,), {"__module__": __name__, "Meta": meta, **fields})
    return " | ".join(problems([model]))


def test_all_our_models_pass() -> None:
    assert problems(apps.get_models()) == []


def test_good_model_passes() -> None:
    wall = SameNeighbourhood(field="street")
    once = models.UniqueConstraint(models.F("neighbourhood").asc(), models.F("name"), name="once")
    indexes = [models.Index(fields=["-neighbourhood", "name"], name="i")]
    name, street = models.CharField(max_length=9), ScopedForeignKey(Street)
    assert scoped(wall, once, meta={"indexes": indexes}, name=name, street=street) == ""


@pytest.mark.parametrize(
    "constraints",
    [
        [],
        [models.UniqueConstraint(fields=["neighbourhood", "id"], name="k", condition=models.Q(id=1))],
        [models.UniqueConstraint(fields=["neighbourhood", "id"], name="k", deferrable=models.Deferrable.DEFERRED)],
    ],
)
def test_row_key_is_needed(constraints: list[models.BaseConstraint]) -> None:
    assert "has no UNIQUE (neighbourhood, id)" in scoped(meta={"constraints": constraints})


@pytest.mark.parametrize(
    "fault",
    [
        models.UniqueConstraint(fields=["name", "neighbourhood"], name="wrong"),
        models.UniqueConstraint(models.F("name"), name="wrong"),
        models.UniqueConstraint(Lower("neighbourhood"), name="wrong"),
    ],
)
def test_unique_constraint_starts_with_the_neighbourhood(fault: models.UniqueConstraint) -> None:
    assert "wrong does not start with the neighbourhood" in scoped(fault, name=models.CharField(max_length=9))


def test_index_starts_with_the_neighbourhood() -> None:
    meta = {"indexes": [models.Index(fields=["name"], name="wrong")], "unique_together": [("name", "neighbourhood")]}
    found = scoped(meta=meta, name=models.CharField(max_length=9))
    assert "wrong does not start" in found
    assert "unique_together name, neighbourhood does not start" in found


def test_field_is_not_unique_nor_indexed_by_itself() -> None:
    assert "slug is unique" in scoped(slug=models.CharField(max_length=9, unique=True))
    assert "slug has db_index" in scoped(slug=models.SlugField())
    assert "kind has db_index" in scoped(kind=models.ForeignKey(ContentType, models.PROTECT))


def test_one_to_one_is_refused() -> None:
    assert "kind is a OneToOneField" in scoped(kind=models.OneToOneField(ContentType, models.PROTECT))


def test_automatic_many_to_many_is_refused() -> None:
    assert "kinds makes a table" in scoped(kinds=models.ManyToManyField(ContentType))
    assert "houses makes a table" in unscoped(houses=models.ManyToManyField(House))
    assert unscoped(kinds=models.ManyToManyField(ContentType)) == ""


def test_generic_foreign_key_is_refused() -> None:
    kind = models.ForeignKey(ContentType, models.PROTECT, db_index=False)
    found = scoped(kind=kind, number=models.BigIntegerField(), thing=GenericForeignKey("kind", "number"))
    assert "thing is a generic relation" in found


@pytest.mark.parametrize("on_delete", [models.SET_NULL, models.SET_DEFAULT, models.DO_NOTHING])
def test_key_cannot_be_emptied_on_delete(on_delete: Callable[..., None]) -> None:
    kind = models.ForeignKey(ContentType, on_delete, null=True, default=None, db_index=False)
    assert "kind has another on_delete" in scoped(kind=kind)


def test_key_between_scoped_models_is_a_scoped_one_with_its_wall() -> None:
    wall = SameNeighbourhood(field="street")
    plain = models.ForeignKey(Street, models.PROTECT, db_index=False)
    assert "street points at a scoped model without a ScopedForeignKey" in scoped(wall, street=plain)
    assert "street points at a scoped model without a SameNeighbourhood" in scoped(street=ScopedForeignKey(Street))
    assert "kind is a ScopedForeignKey to a model that is not" in scoped(kind=ScopedForeignKey(ContentType))


def test_floats_are_refused_everywhere() -> None:
    assert "amount is a FloatField" in scoped(amount=models.FloatField())
    assert "amount is a FloatField" in unscoped(amount=models.FloatField())


def test_global_model_may_not_point_at_a_scoped_one() -> None:
    assert "house points from outside" in unscoped(house=models.ForeignKey(House, models.CASCADE))


def test_manager_must_be_scoped() -> None:
    assert "manager everything is not scoped" in scoped(everything=models.Manager())
