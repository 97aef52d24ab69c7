from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.db.models import ProtectedError

from limonade.neighbourhoods.actions import remove_neighbourhood
from limonade.neighbourhoods.models import Neighbourhood


class Command(BaseCommand):
    help = "Removes a neighbourhood with its boundaries. Figures of the buurten stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="its name in the web address, for example paasberg")

    def handle(self, *, slug: str, **options: Any) -> None:
        place = Neighbourhood.objects.filter(slug=slug).first()
        if place is None:
            known = ", ".join(Neighbourhood.objects.values_list("slug", flat=True)[:20]) or "geen"
            raise CommandError(f"Er is geen wijk {slug}. Wijken die er zijn: {known}.")
        try:
            remove_neighbourhood(place)
        except (ProtectedError, IntegrityError) as error:
            raise CommandError(
                f"In {place.name} doen mensen mee. Wat zij deden, blijft bewaard; de wijk dus ook."
            ) from error
        self.stdout.write(f"{place.name} is weggehaald. Opnieuw maken kan met add_neighbourhood.")
