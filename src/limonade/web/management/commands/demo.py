from typing import Any

from django.core.management.base import BaseCommand

from limonade.web.demo.load import lay_out_demo


class Command(BaseCommand):
    help = "Lays out the example: Paasberg and Geitenkamp in Arnhem. May be repeated; keeps what you loaded."

    def handle(self, **options: Any) -> None:
        lay_out_demo()
        self.stdout.write("Het voorbeeld staat klaar: Paasberg en Geitenkamp in Arnhem.")
