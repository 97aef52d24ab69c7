"""The books that an operator means."""

from django.core.management.base import CommandError
from django_scopes import scope

from limonade.ledger.models import Administration
from limonade.neighbourhoods.models import Neighbourhood


def named_books(neighbourhood: str, name: str) -> Administration:
    """The administration of this name, or the only one. Raises CommandError that lists what there is."""
    place = Neighbourhood.objects.filter(slug=neighbourhood).first()
    if place is None:
        raise CommandError(f"Er is geen wijk met de naam {neighbourhood}.")
    with scope(neighbourhood=place):
        found = Administration.objects.filter(**({"name": name} if name else {})).order_by("name")
        if len(found) != 1:
            names = ", ".join(Administration.objects.order_by("name").values_list("name", flat=True)) or "geen"
            raise CommandError(f"Zeg met --books welke boeken het zijn. Hier zijn: {names}.")
        return found[0]
