from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from limonade.facts import store
from limonade.facts.actions import load_located_amounts
from limonade.facts.dutch_dates import day_text
from limonade.facts.management.commands.import_iv3 import LAST_YEAR, STAGES
from limonade.facts.municipalities import find_municipality
from limonade.facts.problems import FileRefused
from limonade.facts.task_fields import FIRST_YEAR


class Command(BaseCommand):
    help = "Loads amounts of which the municipality says where they are spent: Taakveld;Buurt;Bedrag;Omschrijving."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the CSV file, in whole euros")
        parser.add_argument("--municipality", required=True, help="name or code, for example Arnhem or GM0202")
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--stage", choices=sorted(STAGES), required=True)
        parser.add_argument("--retrieved-on", type=day_text, default="", help="day on which you got it")

    def handle(
        self, *, file: Path, municipality: str, year: int, stage: str, retrieved_on: str, **options: Any
    ) -> None:
        if not file.is_file():
            raise CommandError(f"Er is geen bestand {file}. Kijk of het pad klopt.")
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise CommandError(f"Taakvelden bestaan sinds {FIRST_YEAR}. Boekjaar {year} kan niet geladen worden.")
        code = find_municipality(municipality, year)
        if code is None:
            raise CommandError(f"Gemeente “{municipality}” bestaat niet in {year}. Geef de naam of de code: GM0202.")
        try:
            dataset = load_located_amounts(
                file,
                municipality=code,
                year=year,
                stage=STAGES[stage],
                retrieved_on=retrieved_on,
            )
        except FileRefused as error:
            raise CommandError(f"Niets geladen. {error}") from error
        amounts = store.columns(dataset)["euros"]
        self.stdout.write(
            f"Geladen: {dataset.title} van {dataset.publisher}. "
            f"Het zijn {len(amounts)} bedragen, samen {int(amounts.sum())} euro. "
            "Wat er eerder van deze gemeente en dit jaar stond, is vervangen."
        )
