from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from limonade.web.backup import archive, database_copy
from limonade.web.backup.archive import BackupError, Manifest
from limonade.web.backup.files_to_keep import KEY
from limonade.web.backup.making import key_mark
from limonade.web.backup.restoring import restore


class Command(BaseCommand):
    help = "Puts a backup back, migrates and checks it. Stop Limonade first."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="made with: limonade backup")
        parser.add_argument("--list", action="store_true", help="only tell what is in it and whether it is whole")
        parser.add_argument("--replace", action="store_true", help="set what is here aside, and put it in its place")

    def handle(self, *, file: Path, replace: bool, **options: Any) -> None:
        try:
            if options["list"]:
                return self.tell(archive.verify(file))
            manifest, aside = restore(file, replace=replace)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        if aside.exists():
            self.stdout.write(f"Wat er stond, staat nu in {aside}. Haal het weg als alles klopt.")
        call_command("migrate", interactive=False, verbosity=0, despite_findings=True, stderr=self.stderr)
        call_command("check", stdout=self.stdout, stderr=self.stderr)
        self.compare(manifest)
        if f"{archive.FILES}{KEY}" not in manifest.sums and key_mark() != manifest.key:
            self.stderr.write(
                "LIMONADE_SECRET_KEY is een andere dan bij de back-up. Zet de oude terug, anders werken apps met codes "
                "niet meer en is iedereen uitgelogd."
            )
        self.stdout.write(f"De back-up van {manifest.made} staat terug en klopt. Start Limonade.")

    def tell(self, manifest: Manifest) -> None:
        self.stdout.write(f"Gemaakt op {manifest.made} door Limonade {manifest.limonade}, {manifest.database}")
        for head in manifest.heads:
            name = f"{head.place or 'de site'}, {head.administration or 'logboek'}"
            self.stdout.write(f"{name}: {head.number}, {head.hash}")
        for name in manifest.sums:
            self.stdout.write(name)
        self.stdout.write("Deze back-up is heel.")

    def compare(self, manifest: Manifest) -> None:
        """Every chain ends where it ended when the backup was made."""
        found = database_copy.heads_now()
        if found != manifest.heads:
            wrong = sorted({head.place or "de site" for head in {*found} ^ {*manifest.heads}})
            raise CommandError(
                f"De boeken of logboeken eindigen anders dan toen de back-up gemaakt werd: {', '.join(wrong)}. "
                "Start Limonade niet, neem een andere back-up en roep de kascommissie."
            )
