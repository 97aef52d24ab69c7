from typing import Any

from django.core.management.commands import migrate

from limonade.audit.checks import putting_back


class Command(migrate.Command):
    """Django's own migrate; missing guards may not stop it, because it puts them back."""

    def check(self, *args: Any, **options: Any) -> None:
        with putting_back():
            super().check(*args, **options)
