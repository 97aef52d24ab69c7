from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import check
from django.db import DEFAULT_DB_ALIAS

from limonade.audit import queries as logs
from limonade.ledger import whole_check


class Command(check.Command):
    help = (
        "Checks the whole site: the settings, the database, all sums of the books and every log. "
        "With --tag, --list-tags or names of apps only what Django itself checks."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(databases=[DEFAULT_DB_ALIAS])

    def handle(self, *app_labels: Any, **options: Any) -> None:
        if app_labels or options["tags"] or options["list_tags"]:
            return super().handle(*app_labels, **options)
        problem: Exception | None = None
        try:
            super().handle(**options)
        except CommandError as error:  # the books are looked at all the same
            problem = error
        self.check_books_and_logs()
        if problem:
            raise problem

    def check_books_and_logs(self) -> None:
        if not whole_check.tables_are_there():
            self.stdout.write("Er zijn nog geen boeken. Maak de tabellen met: limonade migrate")
            return
        if not whole_check.tables_are_of_this_version():
            raise CommandError("De database is van een oudere versie. Werk haar bij met: limonade migrate")
        findings = whole_check.check_and_keep()
        self.tell_heads()
        for finding in findings:
            self.stderr.write(finding)
        if findings:
            raise CommandError(
                f"De boeken of de logboeken kloppen niet. Bevindingen: {len(findings)}. Vanaf nu kan niemand boeken; "
                "lezen gaat door. Bewaar de database zoals zij is, roep de kascommissie, en lees in "
                "docs/operators/README.md bij 'Als de controle iets vindt' hoe het verder gaat."
            )
        self.stdout.write("De boeken en de logboeken kloppen.")

    def tell_heads(self) -> None:
        """For the kascommissie to write down: against these a cut or a whole new chain shows."""
        for place, name, head in whole_check.heads():
            self.stdout.write(f"{place}, {name}: boekingen {head.number}, {head.hash}")
        for place, end in logs.heads():
            self.stdout.write(f"{place}, logboek: handelingen {end.number}, {end.hash}")
