from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from limonade.audit.guards import putting_back
from limonade.ledger import whole_check


def something_waits() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


class Command(migrate.Command):
    """Django's own migrate, between two checks of the books and the logs.

    Missing guards may not stop it, because it puts them back.
    """

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--despite-findings", action="store_true", help="go on although the books or the logs are not right"
        )

    def check(self, *args: Any, **options: Any) -> None:
        with putting_back():
            super().check(*args, **options)

    def handle(self, *args: Any, despite_findings: bool, **options: Any) -> None:
        is_ours = options["database"] == DEFAULT_DB_ALIAS and not (options["plan"] or options["check_unapplied"])
        is_ours = is_ours and something_waits()  # every start asks to migrate
        if is_ours and not despite_findings:
            self.refuse_on_findings()
        super().handle(*args, **options)
        if is_ours and whole_check.tables_are_of_this_version() and self.tell(whole_check.check_and_keep()):
            told = "De migratie is gedaan, en de boeken of de logboeken kloppen niet. Niemand kan nu boeken."
            if despite_findings:
                self.stderr.write(told)
            else:
                raise CommandError(f"{told} Zet de back-up van ervoor terug met: limonade restore")

    def refuse_on_findings(self) -> None:
        if not whole_check.tables_are_there():
            return
        as_they_should_be = whole_check.tables_are_of_this_version()
        try:
            findings = whole_check.findings(despite_guards=True)
        except DatabaseError:
            if as_they_should_be:
                raise
            self.stderr.write("De tabellen zijn van een oudere versie; de boeken worden na de migratie nagekeken.")
            return
        if self.tell(findings):
            if as_they_should_be:
                whole_check.keep(findings)
            raise CommandError(
                "De boeken of de logboeken kloppen niet, dus er is niets gemigreerd. Zet een back-up terug, of ga toch "
                "verder met: limonade migrate --despite-findings"
            )

    def tell(self, findings: list[str]) -> list[str]:
        for finding in findings:
            self.stderr.write(finding)
        return findings
