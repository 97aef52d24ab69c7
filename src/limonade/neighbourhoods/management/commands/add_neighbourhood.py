import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from limonade.neighbourhoods.actions import found_neighbourhood
from limonade.neighbourhoods.errors import NeighbourhoodError


class Command(BaseCommand):
    help = "Makes a neighbourhood of any set of CBS buurten within one municipality, or draws its boundary anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="as residents call it")
        parser.add_argument("buurten", nargs="+", help="buurt codes, for example BU02020845 BU02021053")
        parser.add_argument("--division-year", type=int, default=2020, help="year of the CBS division of buurten")
        parser.add_argument("--valid-from", type=dt.date.fromisoformat, help="first day, as 2026-11-22")

    def handle(self, *, name: str, buurten: list[str], division_year: int, **options: Any) -> None:
        municipalities = {"GM" + code.strip()[2:6] for code in buurten}
        if len(municipalities) != 1:
            raise CommandError("Deze buurten liggen in meer dan één gemeente. Kies buurten van één gemeente.")
        try:
            made = found_neighbourhood(
                name=name,
                municipality_code=municipalities.pop(),
                buurten=buurten,
                division_year=division_year,
                valid_from=options["valid_from"] or dt.date(division_year, 1, 1),
            )
        except NeighbourhoodError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{made.name} staat klaar op {made.get_absolute_url()}")
