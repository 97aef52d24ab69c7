"""Making a backup, while everybody goes on."""

import datetime as dt
import hashlib
import hmac
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection

from limonade import __version__
from limonade.web.backup import archive, database_copy
from limonade.web.backup.archive import BackupError, Manifest
from limonade.web.backup.files_to_keep import files_to_keep


def back_up(target: Path) -> Manifest:
    """The database first: a file that a row of it names was there before that row. Raises BackupError."""
    target, var = target.absolute(), Path(settings.VAR).resolve()
    if target.exists():
        raise BackupError(f"{target} is er al. Kies een andere naam, bijvoorbeeld met de datum erin.")
    if not target.parent.is_dir():
        raise BackupError(f"De map {target.parent} is er niet.")
    if target.parent.resolve().is_relative_to(var):
        raise BackupError(f"Bewaar een back-up niet in {var} zelf: wat daar misgaat, gaat dan mee.")
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as folder:
        name = database_copy.NAMES[connection.vendor]
        heads, migrations = database_copy.copy_out(Path(folder) / name)
        files = {name: Path(folder) / name}
        kept = files_to_keep(var, str(database_copy.sqlite_file()) if connection.vendor == "sqlite" else "")
        files |= {archive.FILES + inside: path for inside, path in kept.items()}
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        about = Manifest(__version__, connection.vendor, now, key_mark(), migrations, heads)
        return archive.write(target, files, about)


def key_mark() -> str:
    """The same for the same secret key; says nothing about the key itself."""
    return hmac.new(settings.SECRET_KEY.encode(), b"limonade.backup", hashlib.sha256).hexdigest()[:16]
