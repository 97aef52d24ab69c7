from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from limonade.web.backup.archive import BackupError
from limonade.web.backup.files_to_keep import KEY
from limonade.web.backup.making import back_up


class Command(BaseCommand):
    help = "Keeps everything that cannot be made again in one file: database, files, keys. Limonade may be running."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="does not exist yet, for example /mnt/backup/2026-11-22.zip")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            manifest = back_up(file)
        except (BackupError, OSError) as error:
            raise CommandError(f"Er is geen back-up gemaakt. {error}") from error
        self.stdout.write(
            f"{file} is klaar. Bestanden: {len(manifest.sums)}. Administraties en logboeken: {len(manifest.heads)}. "
            "Er staan geheimen en namen van mensen in: bewaar haar versleuteld en op een andere plek."
        )
        if not (Path(settings.VAR) / KEY).exists():
            self.stdout.write("De geheime sleutel komt uit LIMONADE_SECRET_KEY en zit er niet in: bewaar die apart.")
