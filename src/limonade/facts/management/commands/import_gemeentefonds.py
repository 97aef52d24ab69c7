from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from limonade.facts.actions import load_gemeentefonds
from limonade.facts.dutch_dates import day_text
from limonade.facts.problems import FileRefused


class Command(BaseCommand):
    help = (
        "Loads what every municipality gets from the gemeentefonds, per cluster, from a folder with the volumes, the "
        "weights and the uitkeringsfactor of one circular. All is checked before anything is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="GF_*_Volumina.csv, GF_*_Gewichten.csv, Uitkeringsfactor.csv")
        parser.add_argument("--retrieved-on", type=day_text, default="", help="day on which you fetched it")

    def handle(self, *, folder: Path, retrieved_on: str, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(_("Er is geen map %s. Kijk of het pad klopt.") % folder)
        try:
            dataset, fund = load_gemeentefonds(folder, retrieved_on=retrieved_on)
        except FileRefused as error:
            raise CommandError(_("Niets geladen. %s") % error) from error
        towns, clusters = ({key[at] for key in fund.euros} for at in (0, 1))
        told = {"title": dataset.title, "towns": len(towns), "clusters": len(clusters)}
        self.stdout.write(_("Geladen: %(title)s, %(towns)s gemeenten en %(clusters)s clusters.") % told)
