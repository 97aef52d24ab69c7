from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from limonade.facts import store


class Command(BaseCommand):
    help = "Takes a dataset off the shelf, for example 2024-jaarrekening. Without a name: lists what is loaded."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", nargs="?", help="as the list shows it")

    def handle(self, *, key: str | None, **options: Any) -> None:
        if key is None:
            for dataset in store.datasets():
                self.stdout.write(f"{dataset.key:<40} {dataset.title}")
            return
        try:
            store.remove(key)
        except KeyError as error:
            raise CommandError(f"Er is geen {key}. Zonder naam geeft deze opdracht de lijst.") from error
        self.stdout.write(f"{key} is weggehaald. Opnieuw laden kan altijd.")
