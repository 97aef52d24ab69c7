from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from limonade.facts.actions import ACCOUNTS, BUDGET, load_municipal_accounts
from limonade.facts.dutch_dates import day_text
from limonade.facts.iv3 import Parsed
from limonade.facts.municipalities import municipalities, name_of
from limonade.facts.problems import FileRefused
from limonade.facts.store import Dataset
from limonade.facts.task_fields import FIRST_YEAR

LAST_YEAR = 2100
STAGES = {"jaarrekening": ACCOUNTS, "begroting": BUDGET}


class Command(BaseCommand):
    help = (
        "Loads municipal accounts or budgets in Iv3 form (CSV). The whole file is checked before anything is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the CSV file")
        parser.add_argument("--year", type=int, required=True, help="book year, for example 2023")
        parser.add_argument("--stage", choices=sorted(STAGES), required=True, help="what the file holds")
        parser.add_argument("--retrieved-on", type=day_text, default="", help="day on which you fetched it")

    def handle(self, *, file: Path, year: int, stage: str, retrieved_on: str, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"Er is geen bestand {file}. Kijk of het pad klopt.")
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise CommandError(f"Taakvelden bestaan sinds {FIRST_YEAR}. Boekjaar {year} kan niet geladen worden.")
        with tqdm(desc=file.name, unit=" regels", disable=None) as bar:
            try:
                dataset, parsed = load_municipal_accounts(
                    file,
                    year=year,
                    stage=STAGES[stage],
                    retrieved_on=retrieved_on,
                    tick=bar.update,
                )
            except FileRefused as error:
                raise CommandError(f"Niets geladen. {error}") from error
        for line in accounts_report(dataset, parsed):
            self.stdout.write(line)


def accounts_report(dataset: Dataset, parsed: Parsed) -> Iterator[str]:
    """What came in and what did not, for the operator."""
    yield f"Geladen: {dataset.title}, {len(parsed.delivered())} gemeenten met bedragen."
    for code in dataset.missing:
        yield f"Weggelaten: {name_of(code)} leverde geen bedragen. Dat is onbekend, geen nul."
    unnamed = [
        town.name
        for code, town in municipalities().items()
        if town.exists_in(dataset.year) and code not in parsed.listed
    ]
    if unnamed:
        yield f"Niet in het bestand: {', '.join(sorted(unnamed))}."
    if parsed.first_only:
        names = ", ".join(sorted(name_of(code) for code in parsed.first_only))
        yield _("Nog alleen de eerste levering bij het CBS: %s.") % names
