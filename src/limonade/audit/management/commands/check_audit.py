from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from limonade.audit.models import Act
from limonade.audit.queries import Verdict, verify, verify_site


class Command(BaseCommand):
    help = "Does the sums of the logs again: has anybody changed or removed what happened?"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--neighbourhood", metavar="SLUG", help="only this one, for example paasberg")

    def handle(self, *, neighbourhood: str | None, **options: Any) -> None:
        model: Any = Act._meta.get_field("neighbourhood").related_model  # lives higher in the house
        places = model.objects.order_by("slug")
        if neighbourhood:
            places = places.filter(slug=neighbourhood)
            if not places:
                raise CommandError(f"Er is geen wijk {neighbourhood}.")
        verdicts = [self.tell(place.slug, verify(place)) for place in places.iterator()]
        if not neighbourhood:
            verdicts.append(self.tell("de site", verify_site()))
        if not all(verdict.right for verdict in verdicts):
            raise CommandError("Niet elke reeks klopt. Vergelijk met een back-up en vraag de kascommissie erbij.")

    def tell(self, name: str, verdict: Verdict) -> Verdict:
        if verdict.right:
            told = f"klopt. Handelingen: {verdict.count}. Laatste controlegetal: {verdict.head_hash}"
        else:
            told = f"KLOPT NIET bij handeling {verdict.first_broken}. {verdict.reason}"
        self.stdout.write(f"{name}: {told}")
        return verdict
