from typing import Any

from django.core.management.commands import flush

from limonade.audit.guards import lifted


class Command(flush.Command):
    """Django's own flush, which empties the tables of all neighbourhoods at once, also those that only grow."""

    def handle(self, **options: Any) -> None:
        with lifted("flush empties every table", using=options["database"]):
            super().handle(**options)
