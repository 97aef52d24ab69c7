from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from limonade.facts.municipalities import find_municipality, name_of
from limonade.facts.queries import buurten_of

YEARS = (2025, 2020)
"""A municipality of now, or one of the oldest figures that we read."""


class Command(BaseCommand):
    help = "Lists the CBS buurten of a municipality with their codes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("municipality", help="name or code, for example Zwolle or GM0193")
        parser.add_argument("search", nargs="?", default="", help="a part of the name")

    def handle(self, *, municipality: str, search: str, **options: Any) -> None:
        codes = (find_municipality(municipality, year) for year in YEARS)
        code = next((one for one in codes if one), None)
        if code is None:
            raise CommandError(f"Gemeente “{municipality}” kennen we niet. Geef de naam of de code: GM0193.")
        found = buurten_of(code, search)
        if not found:
            raise CommandError(f"Van {name_of(code)} zijn geen buurten geladen. Laad eerst kerncijfers: import_kwb.")
        for buurt, name in found:
            self.stdout.write(f"{buurt}  {name}")
