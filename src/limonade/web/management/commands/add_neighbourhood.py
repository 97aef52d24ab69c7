import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from limonade.facts.dutch_dates import day
from limonade.facts.queries import known_buurten
from limonade.neighbourhoods.actions import found_neighbourhood
from limonade.neighbourhoods.errors import NeighbourhoodError


class Command(BaseCommand):
    help = "Makes a neighbourhood of any set of CBS buurten within one municipality, or draws its boundary anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="as residents call it")
        parser.add_argument("buurten", nargs="+", help="codes, for example BU02020845; find them with: buurten Arnhem")
        parser.add_argument(
            "--division-year",
            type=int,
            choices=range(1995, 2101),
            metavar="YEAR",
            default=2020,
            help="year of the CBS division of buurten",
        )
        parser.add_argument("--valid-from", type=day, help="first day of the boundary, as 2-1-2021")

    def handle(self, *, name: str, buurten: list[str], division_year: int, **options: Any) -> None:
        codes = [code.strip().upper() for code in buurten]
        known = known_buurten(division_year)
        unknown = [code for code in codes if known and code not in known]
        if unknown:
            raise CommandError(
                f"Deze buurten staan niet in de geladen kerncijfers: {', '.join(unknown)}. "
                "Zoek de codes met de opdracht buurten, bijvoorbeeld: buurten Zwolle"
            )
        municipalities = {"GM" + code[2:6] for code in codes}
        if len(municipalities) != 1:
            raise CommandError("Deze buurten liggen in meer dan één gemeente. Kies buurten van één gemeente.")
        try:
            made = found_neighbourhood(
                name=name,
                municipality_code=municipalities.pop(),
                buurten=codes,
                division_year=division_year,
                valid_from=options["valid_from"] or dt.date(division_year, 1, 1),
            )
        except NeighbourhoodError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{made.name} staat klaar op {made.get_absolute_url()}")
