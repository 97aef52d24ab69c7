from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_scopes import scope

from limonade.ledger.models import Administration
from limonade.ledger.selfcheck import Anchor, verify
from limonade.neighbourhoods.models import Neighbourhood


class Command(BaseCommand):
    help = (
        "Whether the books still hold what an anchor says: the number and hash on a mail or sheet of the kascommissie."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("neighbourhood", help="as in its address, such as paasberg")
        parser.add_argument("number", type=int, help="of the last entry at that time")
        parser.add_argument("hash", help="its 64 characters")
        parser.add_argument("--books", default="", help="name of the administration, when there are more")

    def handle(self, neighbourhood: str, number: int, hash: str, books: str, **options: Any) -> None:
        place = Neighbourhood.objects.filter(slug=neighbourhood).first()
        if place is None:
            raise CommandError(f"Er is geen wijk met de naam {neighbourhood}.")
        with scope(neighbourhood=place):
            found = Administration.objects.filter(**({"name": books} if books else {}))
            if len(found) != 1:
                names = ", ".join(Administration.objects.order_by("name").values_list("name", flat=True)) or "geen"
                raise CommandError(f"Zeg met --books welke boeken het zijn. Hier zijn: {names}.")
            findings = verify(found[0], against=Anchor(number, hash.strip().lower()))
        for finding in findings:
            self.stdout.write(finding.says)
        if findings:
            raise CommandError("De boeken kloppen niet met dit anker. Boek niets en zet een back-up ernaast.")
        self.stdout.write(f"{found[0].name}: alles tot en met boeking {found[0].last_number} klopt met het anker.")
