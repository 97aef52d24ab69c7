from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from limonade.ledger.management.named_books import named_books
from limonade.ledger.selfcheck import Anchor, verify


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
        home = named_books(neighbourhood, books)
        findings = verify(home, against=Anchor(number, hash.strip().lower()))
        for finding in findings:
            self.stdout.write(finding.says)
        if findings:
            raise CommandError("De boeken kloppen niet met dit anker. Boek niets en zet een back-up ernaast.")
        self.stdout.write(f"{home.name}: alles tot en met boeking {home.last_number} klopt met het anker.")
