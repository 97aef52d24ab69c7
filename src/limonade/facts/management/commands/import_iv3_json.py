from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from limonade.facts import store
from limonade.facts.dutch_dates import day_text
from limonade.facts.iv3_json.cost_centres import described, template
from limonade.facts.iv3_json.loading import Loaded, load_iv3_json, refuse_hidden_details
from limonade.facts.municipalities import name_of
from limonade.facts.problems import FileRefused


class Command(BaseCommand):
    help = (
        "Loads the Iv3-JSON of one municipality, as it delivers it to CBS: its accounts and, with a mapping of cost "
        "centres to buurten, the amounts that have a place. All is checked before anything is written. Without a "
        "mapping: lists the cost centres."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the JSON file, schema 2.1.1")
        parser.add_argument("--mapping", type=Path, metavar="CSV", help="Kostenplaats;Buurt, empty is all of the town")
        parser.add_argument("--template", type=Path, metavar="CSV", help="write a mapping to fill in to this new file")
        parser.add_argument(
            "--details-may-be-shown", action="store_true", help="the municipality agreed, though the file says no"
        )
        parser.add_argument("--retrieved-on", type=day_text, default="", help="day on which you got it")

    def handle(self, *, file: Path, mapping: Path | None, template: Path | None, **options: Any) -> None:
        for path in filter(None, (file, mapping)):
            if not path.is_file():
                raise CommandError(_("Er is geen bestand %s. Kijk of het pad klopt.") % path)
        if template and template.exists():
            raise CommandError(_("%s bestaat al. Kies een andere naam.") % template)
        may_be_shown = options["details_may_be_shown"]
        try:
            loaded = load_iv3_json(
                file, mapping=mapping, may_be_shown=may_be_shown, retrieved_on=options["retrieved_on"]
            )
        except FileRefused as error:
            raise CommandError(_("Niets geladen. %s") % error) from error
        self._report(loaded)
        self._details(loaded, template, may_be_shown)

    def _report(self, loaded: Loaded) -> None:
        delivery, town = loaded.delivery, name_of(loaded.delivery.municipality)
        if loaded.accounts:
            self.stdout.write(_("Geladen: %(title)s, van %(town)s.") % {"title": loaded.accounts.title, "town": town})
        else:
            said = _("De cijfers per taakveld van %s blijven staan zoals ze geladen waren.")
            self.stdout.write(said % delivery.year)
        for finding in loaded.findings:
            self.stdout.write(_("Let op, %(check)s: %(what)s") % {"check": finding.check, "what": finding.what})
        if loaded.located:
            amounts = store.columns(loaded.located)["euros"]
            told = {"count": len(amounts), "sum": int(amounts.sum())}
            self.stdout.write(_("Met een plek: %(count)s bedragen, samen %(sum)s euro.") % told)

    def _details(self, loaded: Loaded, out: Path | None, may_be_shown: bool) -> None:
        if not loaded.delivery.has_details:
            self.stdout.write(_("Er staan geen details in dit bestand, dus niets kan een plek krijgen."))
        elif not (loaded.delivery.details_public or may_be_shown):
            self.stdout.write(str(refuse_hidden_details(loaded.delivery)))
        elif not loaded.centres:
            self.stdout.write(_("De details noemen geen kostenplaatsen, dus niets kan een plek krijgen."))
        elif out:
            try:
                out.write_text(template(list(loaded.centres)), encoding="utf-8-sig", newline="")
            except OSError as error:
                raise CommandError(_("Bewaren lukt niet: %s.") % error) from error
            said = _("%(count)s kostenplaatsen staan in %(file)s. Vul de buurt in en geef het mee met --mapping.")
            self.stdout.write(said % {"count": len(loaded.centres), "file": out})
        elif not loaded.located:
            for code, _unknown, name, expenses, income, fields in described(list(loaded.centres)):
                self.stdout.write(f"{code:<16} {expenses:>14} {income:>14}  {name[:40]:<40} {fields}")
