from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from limonade.facts.actions import load_located_amounts
from limonade.facts.management.commands.import_iv3 import STAGES
from limonade.facts.problems import FileRefused


class Command(BaseCommand):
    help = "Loads amounts of which the municipality says where they are spent: Taakveld;Buurt;Bedrag;Omschrijving."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the CSV file, in whole euros")
        parser.add_argument("--municipality", required=True, help="for example GM0202")
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--stage", choices=sorted(STAGES), required=True)
        parser.add_argument("--retrieved-on", default="", help="day on which you got it, as 2026-11-22")

    def handle(
        self, *, file: Path, municipality: str, year: int, stage: str, retrieved_on: str, **options: Any
    ) -> None:
        if not file.is_file():
            raise CommandError(f"Er is geen bestand {file}. Kijk of het pad klopt.")
        try:
            dataset = load_located_amounts(
                file,
                municipality=municipality,
                year=year,
                stage=STAGES[stage],
                retrieved_on=retrieved_on or f"{timezone.localdate():%Y-%m-%d}",
            )
        except FileRefused as error:
            raise CommandError(f"Niets geladen. {error}") from error
        self.stdout.write(f"Geladen: {dataset.title} van {municipality}.")
