from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from limonade.web.demo.books import lay_out_books
from limonade.web.demo.large import lay_out_large
from limonade.web.demo.load import lay_out_demo
from limonade.web.demo.people import lay_out_people
from limonade.web.demo.told import lay_out_told
from limonade.web.demo.year import lay_out_year


class Command(BaseCommand):
    help = "Lays out the example: Paasberg and Geitenkamp in Arnhem. May be repeated; keeps what you loaded."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--large", action="store_true", help="also 50 neighbourhoods with 10,000 people and 100,000 transfers"
        )

    def handle(self, large: bool, **options: Any) -> None:
        invented = settings.DEBUG or settings.LOCAL_START  # never on a site of real people
        if large and not invented:
            raise CommandError("Verzonnen mensen horen niet op een echte site. Start met run.py, of zonder --large.")
        lay_out_demo()
        if invented:
            lay_out_people()
            lay_out_books()
            lay_out_told()
            lay_out_year()
        if large:
            lay_out_large(self.stdout.write)
        self.stdout.write("Het voorbeeld staat klaar: Paasberg en Geitenkamp in Arnhem.")
