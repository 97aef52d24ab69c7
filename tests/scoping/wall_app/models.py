"""The smallest models that use the whole wall; for tests only."""

from django.db import models

from limonade.scoping.foreign_keys import SameNeighbourhood, ScopedForeignKey
from limonade.scoping.models import Scoped, row_key


class Street(Scoped):
    name = models.CharField(max_length=40)

    class Meta:
        constraints = (row_key(), models.UniqueConstraint(fields=["neighbourhood", "name"], name="street_once"))


class House(Scoped):
    street = ScopedForeignKey(Street, on_delete=models.PROTECT)
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (row_key(), SameNeighbourhood(field="street"))


class Note(Scoped):
    house = ScopedForeignKey(House, on_delete=models.CASCADE, null=True)
    parent = ScopedForeignKey("self", on_delete=models.CASCADE, null=True)
    text = models.CharField(max_length=40)

    class Meta:
        constraints = (row_key(), SameNeighbourhood(field="house"), SameNeighbourhood(field="parent"))
