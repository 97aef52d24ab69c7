from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from limonade.web.demo.books import lay_out_books
from limonade.web.demo.load import lay_out_demo
from limonade.web.demo.people import lay_out_people


class Command(BaseCommand):
    help = "Lays out the example: Paasberg and Geitenkamp in Arnhem. May be repeated; keeps what you loaded."

    def handle(self, **options: Any) -> None:
        lay_out_demo()
        if settings.DEBUG or settings.LOCAL_START:  # never on a site of real people
            lay_out_people()
            lay_out_books()
        self.stdout.write("Het voorbeeld staat klaar: Paasberg en Geitenkamp in Arnhem.")
