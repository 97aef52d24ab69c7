from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_scopes import scope

from limonade.audit.actor import SYSTEM
from limonade.ledger.bulk import HEADER, import_csv
from limonade.ledger.errors import FileRefused, LedgerError
from limonade.ledger.management.named_books import named_books


class Command(BaseCommand):
    help = f"Books the rows of a CSV file, all or nothing. Its first line is {','.join(HEADER)}. May be repeated."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("neighbourhood", help="as in its address, such as paasberg")
        parser.add_argument("file", type=Path, help="amounts in cents or hundredths of an hour, days as 2026-11-22")
        parser.add_argument("--books", default="", help="name of the administration, when there are more")

    def handle(self, neighbourhood: str, file: Path, books: str, **options: Any) -> None:
        home = named_books(neighbourhood, books)
        try:
            with scope(neighbourhood=home.neighbourhood_id):
                done = import_csv(home, file, by=SYSTEM)
        except FileRefused as refusal:
            told = "\n".join(refusal.faults)
            raise CommandError(
                f"{told}\nEr is niets geboekt. Verbeter het bestand en probeer het opnieuw."
            ) from refusal
        except (LedgerError, OSError, UnicodeDecodeError) as refusal:
            raise CommandError(f"{refusal} Er is niets geboekt.") from refusal
        self.stdout.write(f"{done.booked} boekingen erbij, {done.known} waren er al.")
