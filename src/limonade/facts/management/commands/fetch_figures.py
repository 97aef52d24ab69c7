from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from limonade.facts import store
from limonade.facts.actions import fetch_key_figures
from limonade.facts.cbs import KeyFigures, indicators
from limonade.facts.problems import FileRefused
from limonade.facts.statline.client import TryLater
from limonade.facts.statline.fetching import VERSIONS, Wish
from limonade.facts.statline.tables import KnownTable, kinds, table_for


class Command(BaseCommand):
    help = (
        "Fetches figures of CBS or RIVM over the network and puts them on the shelf. The whole table is checked "
        "before anything is written; a fetch that was broken off goes on where it stopped. Without a name: lists "
        "what there is and what is loaded."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", help="as the list shows it, for example kwb")
        parser.add_argument("year", nargs="?", type=int, help="for example 2023; without it the newest")
        parser.add_argument("--server", default="", metavar="URL", help="a mirror to ask instead of the publisher")
        parser.add_argument("--odata", type=int, choices=sorted(VERSIONS), default=3, help="version of its service")

    def handle(self, *, name: str | None, year: int | None, server: str, **options: Any) -> None:
        if name is None:
            self._list()
            return
        table = table_for(name, year)
        if table is None:
            raise CommandError(_("“%s” kennen we niet. Zonder naam geeft deze opdracht de lijst.") % _asked(name, year))
        wish = Wish(table, year, options["odata"], server)
        with tqdm(desc=f"{name} {table.number}", unit=_(" regels"), disable=None) as bar:
            try:
                dataset, figures = fetch_key_figures(wish, tick=bar.update)
            except TryLater as error:
                raise CommandError(_("Nog niets geladen. %s") % error) from error
            except FileRefused as error:
                raise CommandError(_("Niets geladen. %s") % error) from error
        self._report(dataset, figures)

    def _list(self) -> None:
        shelf = store.datasets(store.KEY_FIGURES)
        for name, tables in kinds().items():
            loaded = ", ".join(str(one.year) for one in shelf if one.key == f"{name}-{one.year}")
            on_shelf = _("geladen: %s") % loaded if loaded else _("nog niets geladen")
            self.stdout.write(f"{name:<16} {_years(tables):<40} {on_shelf}")

    def _report(self, dataset: store.Dataset, figures: KeyFigures) -> None:
        self.stdout.write(
            _("Geladen: %(title)s, %(count)s regio's, jaar %(year)s.")
            % {"title": dataset.title, "count": len(figures.regions), "year": dataset.year}
        )
        filled = [key for key in figures.values if key not in figures.absent]
        self.stdout.write(_("Gevuld (%(count)s): %(names)s.") % {"count": len(filled), "names": _names(filled)})
        if figures.absent:
            told = {"count": len(figures.absent), "names": _names(figures.absent)}
            said = _("Nog leeg (%(count)s): %(names)s. Daarvoor telt een ouder jaar, als dat geladen is.")
            self.stdout.write(said % told)
        for remark in dataset.remarks:
            self.stdout.write(_(remark))


def _asked(name: str, year: int | None) -> str:
    return f"{name} {year}" if year else name


def _names(keys: list[str]) -> str:
    return ", ".join(indicators()[key].name_nl.lower() for key in keys)


def _years(tables: list[KnownTable]) -> str:
    return " ".join(str(one.year) for one in tables if one.year) or _("meer jaren in één tabel")
