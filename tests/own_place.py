"""A folder for one test process, so that tests never touch the data of a running Limonade."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILT_FOLDERS = ("assets", "locale", "static")
# Held in memory, where it is there: what a test saves may be lost, so nobody needs to wait for a disk.
IN_MEMORY = Path("/dev/shm")
ROOM = 500_000_000


def make_own_place() -> None:
    """Point the settings at a new temporary folder that shares what run.py has built."""
    place = Path(tempfile.mkdtemp(prefix="limonade-test-", dir=IN_MEMORY if has_room(IN_MEMORY) else None))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    # A worker of pytest-xdist inherits these from the process that started it, and replaces them.
    built = Path(os.environ.setdefault("LIMONADE_BUILT", os.environ.get("LIMONADE_VAR") or str(ROOT / "var")))
    for name in BUILT_FOLDERS:
        if (built / name).exists():
            (place / name).symlink_to((built / name).resolve(), target_is_directory=True)
    os.environ["LIMONADE_VAR"] = str(place)
    os.environ["LIMONADE_SECRET_KEY"] = "only-for-tests"
    os.environ["LIMONADE_LOCAL"] = "1"  # the live server of a test speaks plain http
    # Playwright runs an event loop in the test's thread; our own code there is not asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def has_room(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOM


def empty_shelf() -> None:
    """Takes all datasets away, for a test that starts with nothing loaded."""
    for path in (Path(os.environ["LIMONADE_VAR"]) / "facts").glob("*.parquet"):
        path.unlink()
