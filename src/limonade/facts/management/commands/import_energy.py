from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from limonade.facts.dutch_dates import day_text
from limonade.facts.klimaatmonitor import load_energy
from limonade.facts.municipalities import find_municipality
from limonade.facts.problems import FileRefused
from limonade.facts.store import columns


class Command(BaseCommand):
    help = "Loads the energy of homes per buurt of one municipality and year, from a CSV file of the Klimaatmonitor."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--municipality", required=True, help="name or code, such as Zwolle or GM0193")
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--retrieved-on", type=day_text, default="", help="day on which you fetched it")

    def handle(self, *, file: Path, municipality: str, year: int, retrieved_on: str, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"Er is geen bestand {file}. Kijk of het pad klopt.")
        code = find_municipality(municipality, year)
        if code is None:
            raise CommandError(f"Gemeente “{municipality}” kennen we niet in {year}. Gebruik de naam of een GM-code.")
        try:
            dataset = load_energy(file, municipality=code, year=year, retrieved_on=retrieved_on)
        except FileRefused as error:
            raise CommandError(f"Niets geladen. {error}") from error
        self.stdout.write(f"Geladen: {dataset.title}, {len(columns(dataset)['region'])} buurten.")
