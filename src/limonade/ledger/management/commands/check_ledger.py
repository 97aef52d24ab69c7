from typing import Any

from django.core.management.base import BaseCommand, CommandError

from limonade.ledger.selfcheck import anchor, check
from limonade.scoping.sql_guard import national


class Command(BaseCommand):
    help = "Does all sums of the books again: balances, limits, numbers, chains and guards."
    requires_system_checks = ()  # a missing guard is one of the things it tells

    def handle(self, **options: Any) -> None:
        from limonade.ledger.models import Administration

        findings = check()
        for finding in findings:
            self.stdout.write(f"{finding.rule}: {finding.says}")
        with national("the heads of all books"):
            for one in Administration.objects.select_related("neighbourhood").order_by("neighbourhood__slug", "name"):
                head = anchor(one)
                self.stdout.write(f"{one.neighbourhood.slug}, {one.name}: boekingen {head.number}, {head.hash}")
        if findings:
            raise CommandError("De boeken kloppen niet. Boek niets, vergelijk met een back-up en roep de kascommissie.")
        self.stdout.write("De boeken kloppen.")
