"""A whole site from a backup. What was there is set aside, and comes back when anything fails."""

import datetime as dt
import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from limonade import __version__
from limonade.web.backup import archive, database_copy
from limonade.web.backup.archive import BackupError, Manifest, move
from limonade.web.backup.files_to_keep import ASIDE, IDS, KEY, STAGED, files_to_keep


def restore(file: Path, *, replace: bool) -> tuple[Manifest, Path]:
    """What is in the backup, and the folder where the old is. Nothing is touched before all of it was checked.

    Migrating and checking is for the caller. Raises BackupError; then all is as it was.
    """
    var = Path(settings.VAR).resolve()
    var.mkdir(parents=True, exist_ok=True)
    refuse_unfit(archive.read(file))
    if not replace:
        _refuse_when_something_is_there(var)
    moment = f"{dt.datetime.now(dt.UTC):%Y%m%d_%H%M%S_%f}"
    aside = var / f"{ASIDE}{moment}"
    with tempfile.TemporaryDirectory(prefix=STAGED, dir=var) as folder:
        staged = Path(folder)
        manifest = archive.unpack(file, staged)
        copy = staged / database_copy.NAMES[connection.vendor]
        is_sqlite = connection.vendor == "sqlite"
        (database_copy.check_sqlite if is_sqlite else database_copy.check_postgres)(copy)
        with ExitStack() as undo:
            if is_sqlite:
                database_copy.set_sqlite_aside(aside, undo.callback)
                database_copy.put_sqlite_in(copy, undo.callback)
            else:
                database_copy.set_postgres_aside(moment, undo.callback)
                database_copy.put_postgres_in(copy)
            _replace_files(var, staged / archive.FILES, aside, undo.callback)
            undo.pop_all()
    return manifest, aside


def refuse_unfit(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        raise BackupError(
            f"Deze back-up is van {manifest.database}, en DATABASE_URL wijst naar {connection.vendor}. "
            "Zet haar terug in een database van dezelfde soort."
        )
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("limonade.")}
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    unknown = [name for name in manifest.migrations if name.split(".")[0] in ours and name not in known]
    if unknown or _numbers(manifest.limonade) > _numbers(__version__):
        raise BackupError(
            f"Deze back-up is van een nieuwere Limonade ({manifest.limonade}) dan deze ({__version__}). "
            "Werk Limonade eerst bij."
        )


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".") if part.isdecimal()]


def _kept(var: Path) -> dict[str, Path]:
    return files_to_keep(var, str(database_copy.sqlite_file()) if connection.vendor == "sqlite" else "")


def _refuse_when_something_is_there(var: Path) -> None:
    """A fresh start by run.py makes a secret key, which protects nothing yet."""
    files = [name for name in _kept(var) if name not in (KEY, IDS)]
    if files or database_copy.has_tables():
        raise BackupError(
            "Hier staat al iets. Met --replace wordt dat eerst opzij gezet. Er is niets veranderd."
            + (f" Er staat bijvoorbeeld {files[0]} in {var}." if files else "")
        )


def _replace_files(var: Path, staged: Path, aside: Path, undo: database_copy.Undo) -> None:
    for name, path in _kept(var).items():
        if name != IDS:
            move(path, aside / name)
            undo(partial(move, aside / name, path))
    for path in sorted(one for one in staged.rglob("*") if one.is_file()):
        target = var / path.relative_to(staged)
        if target.name == IDS and target.parent == var and _last_id(target) >= _last_id(path):
            continue  # numbers that were handed out since are never handed out again
        undo(partial(target.unlink, missing_ok=True))
        move(path, target)


def _last_id(file: Path) -> int:
    try:
        return int(file.read_text())
    except (OSError, ValueError):
        return -1
