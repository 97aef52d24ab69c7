from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from limonade.facts.actions import load_key_figures
from limonade.facts.cbs import indicators
from limonade.facts.dutch_dates import day_text
from limonade.facts.problems import FileRefused


class Command(BaseCommand):
    help = "Loads one year of CBS key figures (Kerncijfers wijken en buurten) from a folder with the table's files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", type=Path, help="with TypedDataSet, DataProperties, WijkenEnBuurten and Metadata.json"
        )
        parser.add_argument("--retrieved-on", type=day_text, default="", help="day on which you fetched it")

    def handle(self, *, folder: Path, retrieved_on: str, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"Er is geen map {folder}. Kijk of het pad klopt.")
        with tqdm(desc=folder.name, unit=" regels", disable=None) as bar:
            try:
                dataset, figures = load_key_figures(folder, retrieved_on=retrieved_on, tick=bar.update)
            except FileRefused as error:
                raise CommandError(f"Niets geladen. {error}") from error
        self.stdout.write(f"Geladen: {dataset.title}, {len(figures.regions)} regio's.")
        if figures.absent:
            names = ", ".join(indicators()[key].name_nl.lower() for key in figures.absent)
            self.stdout.write(f"Nog niet ingevuld door het CBS: {names}. Sleutels vallen dan terug op een andere.")
