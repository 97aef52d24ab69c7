from typing import Any

from django.core.management.commands import flush

from limonade.scoping.sql_guard import national


class Command(flush.Command):
    """Django's own flush, which empties the tables of all neighbourhoods at once."""

    def handle(self, **options: Any) -> None:
        with national("flush empties every table"):
            super().handle(**options)
