from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from limonade.facts.actions import Origin, load_boundaries
from limonade.facts.boundaries import Boundaries
from limonade.facts.dutch_dates import day_text
from limonade.facts.problems import FileRefused
from limonade.facts.store import Dataset


class Command(BaseCommand):
    help = (
        "Loads outlines of CBS buurten from a GeoJSON file in WGS84 (PDOK, cartomap or a municipality). "
        "The whole file is checked before anything is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the GeoJSON file")
        parser.add_argument(
            "--year",
            type=int,
            choices=range(1995, 2101),
            metavar="YEAR",
            help="year of the CBS division of buurten, when the file does not say it",
        )
        parser.add_argument("--source", default="", help="who made the map, for example CBS and Kadaster")
        parser.add_argument("--url", default="", help="where it can be found")
        parser.add_argument("--licence", default="", help="for example CC BY 4.0")
        parser.add_argument(
            "--retrieved",
            "--retrieved-on",
            type=day_text,
            default="",
            metavar="DATE",
            help="day on which you fetched it",
        )

    def handle(self, *, file: Path, year: int | None, source: str, url: str, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(_("Er is geen bestand %s. Kijk of het pad klopt.") % file)
        origin = Origin(source, url, options["licence"], options["retrieved"])
        try:
            dataset, read, changed = load_boundaries(file, year=year, origin=origin)
        except FileRefused as error:
            raise CommandError(_("Niets geladen. %s") % error) from error
        for line in boundaries_report(dataset, read, changed=changed):
            self.stdout.write(line)


def boundaries_report(dataset: Dataset, read: Boundaries, *, changed: bool) -> Iterator[str]:
    """What came in, for the operator."""
    if not changed:
        yield _("%s stond er precies zo al. Er is niets veranderd.") % dataset.title
        return
    yield _("Geladen: %(title)s, %(count)s buurten.") % {"title": dataset.title, "count": len(read.outlines)}
    if read.waters:
        yield _("Overgeslagen: %s gebieden met water.") % read.waters
