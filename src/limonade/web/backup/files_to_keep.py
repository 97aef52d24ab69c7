"""Which files in LIMONADE_VAR cannot be made again: all but those that are named here."""

import os
from pathlib import Path

from limonade.web.backup.database_copy import BESIDE

MADE_BY_RUN = frozenset({"assets", "locale", "stamps", "static"})
ASIDE, STAGED = "before-restore-", "restoring-"
PASSING = (".lock", ".new", ".part")
IDS = "ids"  # the last numbers that were handed out
KEY = "secret-key"


def files_to_keep(var: Path, database: str) -> dict[str, Path]:
    """By their name below `var`. A new kind of file is kept by itself."""
    own = {f"{Path(database).resolve()}{end}" for end in BESIDE} if database else set()
    found = {}
    for folder, folders, names in os.walk(var, followlinks=True):
        place = Path(folder)
        if place == var:
            folders[:] = [one for one in folders if one not in MADE_BY_RUN and not one.startswith((ASIDE, STAGED))]
        for name in names:
            path = place / name
            if path.is_file() and not name.endswith(PASSING) and str(path) not in own and not _is_of_tests(name):
                found[path.relative_to(var).as_posix()] = path
    return dict(sorted(found.items()))


def _is_of_tests(name: str) -> bool:
    return name.startswith("test-") and ".sqlite3" in name
