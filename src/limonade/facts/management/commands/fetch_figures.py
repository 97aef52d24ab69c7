from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from limonade.facts import pdok, store
from limonade.facts.actions import Tick, fetch_boundaries, fetch_key_figures, fetch_municipal_accounts
from limonade.facts.cbs import KeyFigures, indicators
from limonade.facts.management.commands.import_boundaries import boundaries_report
from limonade.facts.management.commands.import_iv3 import LAST_YEAR, STAGES, accounts_report
from limonade.facts.municipalities import find_municipality
from limonade.facts.problems import FileRefused
from limonade.facts.statline import iv3_table
from limonade.facts.statline.client import TryLater
from limonade.facts.statline.fetching import VERSIONS, Wish
from limonade.facts.statline.tables import KnownTable, kinds, table_for
from limonade.facts.task_fields import FIRST_YEAR


class Command(BaseCommand):
    help = (
        "Fetches figures of CBS, RIVM or municipalities over the network and puts them on the shelf. The whole table "
        "is checked before anything is written; a fetch that was broken off goes on where it stopped. Without a name: "
        "lists what there is and what is loaded."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", help="as the list shows it, for example kwb")
        parser.add_argument("year", nargs="?", type=int, help="for example 2023; without it the newest")
        parser.add_argument("--stage", choices=sorted(STAGES), help="of municipal accounts (iv3): which of both")
        parser.add_argument("--municipality", default="", help="of boundaries (grenzen): only these, Arnhem or GM0202")
        parser.add_argument("--server", default="", metavar="URL", help="a mirror to ask instead of the publisher")
        parser.add_argument("--odata", type=int, choices=sorted(VERSIONS), default=3, help="version of its service")

    def handle(self, *, name: str | None, year: int | None, **options: Any) -> None:
        if name is None:
            self._list()
        elif name == iv3_table.NAME:
            self._accounts(year, options["stage"], options["server"])
        elif name == pdok.NAME:
            self._boundaries(year, options["municipality"], options["server"])
        else:
            self._key_figures(name, year, options["odata"], options["server"])

    def _key_figures(self, name: str, year: int | None, odata: int, server: str) -> None:
        table = table_for(name, year)
        if table is None:
            raise CommandError(_("“%s” kennen we niet. Zonder naam geeft deze opdracht de lijst.") % _asked(name, year))
        wish = Wish(table, year, odata, server)
        with _progress(f"{name} {table.number}") as tick:
            dataset, figures = fetch_key_figures(wish, tick=tick)
        self._report(dataset, figures)

    def _accounts(self, year: int | None, stage: str | None, server: str) -> None:
        if year is None or stage is None or not FIRST_YEAR <= year <= LAST_YEAR:
            asked = _("Zeg welk boekjaar sinds %s, en welke soort: --stage jaarrekening of --stage begroting.")
            raise CommandError(asked % FIRST_YEAR)
        with _progress(f"{iv3_table.NAME} {year} {stage}") as tick:
            dataset, parsed = fetch_municipal_accounts(year, STAGES[stage], server=server, tick=tick)
        for line in accounts_report(dataset, parsed):
            self.stdout.write(line)

    def _boundaries(self, year: int | None, municipality: str, server: str) -> None:
        if year is None or not pdok.FIRST_YEAR <= year <= pdok.LAST_YEAR:
            raise CommandError(_("Zeg van welk jaar de grenzen zijn, bijvoorbeeld: grenzen 2024."))
        code = find_municipality(municipality, year) if municipality else ""
        if code is None:
            told = {"name": municipality, "year": year}
            raise CommandError(_("Gemeente “%(name)s” bestaat niet in %(year)s.") % told)
        with _progress(f"{pdok.NAME} {year} {code}".strip()) as tick:
            dataset, read, changed = fetch_boundaries(year, municipality=code, server=server, tick=tick)
        for line in boundaries_report(dataset, read, changed=changed):
            self.stdout.write(line)

    def _list(self) -> None:
        shelf = store.datasets(store.KEY_FIGURES)
        for name, tables in kinds().items():
            loaded = ", ".join(str(one.year) for one in shelf if one.key == f"{name}-{one.year}")
            on_shelf = _("geladen: %s") % loaded if loaded else _("nog niets geladen")
            self.stdout.write(f"{name:<16} {_years(tables):<40} {on_shelf}")
        self._list_kind(iv3_table.NAME, _("elk boekjaar, met --stage"), store.MUNICIPAL_ACCOUNTS)
        self._list_kind(pdok.NAME, _("elk jaar, met --municipality één gemeente"), store.BOUNDARIES)

    def _list_kind(self, name: str, years: str, kind: str) -> None:
        loaded = ", ".join(one.key for one in store.datasets(kind))
        on_shelf = _("geladen: %s") % loaded if loaded else _("nog niets geladen")
        self.stdout.write(f"{name:<16} {years:<40} {on_shelf}")

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


@contextmanager
def _progress(said: str) -> Iterator[Tick]:
    """A bar that hears of every row; what goes wrong becomes a message for the operator."""
    with tqdm(desc=said, unit=_(" regels"), disable=None) as bar:
        try:
            yield bar.update
        except TryLater as error:
            raise CommandError(_("Nog niets geladen. %s") % error) from error
        except FileRefused as error:
            raise CommandError(_("Niets geladen. %s") % error) from error


def _asked(name: str, year: int | None) -> str:
    return f"{name} {year}" if year else name


def _names(keys: list[str]) -> str:
    return ", ".join(indicators()[key].name_nl.lower() for key in keys)


def _years(tables: list[KnownTable]) -> str:
    return " ".join(str(one.year) for one in tables if one.year) or _("meer jaren in één tabel")
