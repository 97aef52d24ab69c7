from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from limonade.economy.actions import verify
from limonade.economy.queries import editions
from limonade.facts.municipalities import name_of


class Command(BaseCommand):
    help = "Divides every municipality again and says whether all adds up, to the euro."

    def handle(self, **options: Any) -> None:
        found = editions()
        if not found:
            raise CommandError("Er is nog niets geladen. Begin met import_iv3 en import_kwb, of met demo.")
        open_books = []
        for edition in tqdm(found, unit=" boeken", disable=None):
            row = verify(edition)
            self.stdout.write(f"{edition.accounts.title}: {row.closing} van {row.municipalities} gemeenten sluiten.")
            for code in edition.accounts.missing:
                self.stdout.write(f"  weggelaten: {name_of(code)} leverde geen bedragen.")
            if row.closing != row.municipalities:
                open_books.append(edition.accounts.title)
        if open_books:
            raise CommandError(f"Deze boeken sluiten niet: {', '.join(open_books)}. Laad ze opnieuw.")
