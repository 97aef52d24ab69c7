"""Which SQLite we run on, and the settings that lose nothing when the power goes.

The SQLite that comes with Python is often older than 3.51.3 and then has the WAL-reset bug
(committed writes can be lost). Where a wheel of `pysqlite3` exists we use the newer SQLite in it;
elsewhere we keep to a rollback journal with synchronous=EXTRA.
"""

import sys

Version = tuple[int, int, int]


def use_newest_engine() -> Version:
    """Puts `pysqlite3` in the place of `sqlite3` where it is installed; returns SQLite's version."""
    try:
        import pysqlite3
    except ImportError:
        import sqlite3

        return sqlite3.sqlite_version_info
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
    version: Version = pysqlite3.sqlite_version_info
    return version


def wal_is_safe(version: Version) -> bool:
    """Whether this SQLite has the mended WAL: 3.51.3 and later, or its back-ports 3.50.7 and 3.44.6."""
    if version >= (3, 51, 3):
        return True
    backported = {(3, 50): (3, 50, 7), (3, 44): (3, 44, 6)}
    return version >= backported.get(version[:2], (4, 0, 0))


def safe_options(version: Version) -> dict[str, object]:
    """Django's OPTIONS for a database that loses nothing that it said it had saved."""
    journal, synchronous = ("WAL", "FULL") if wal_is_safe(version) else ("DELETE", "EXTRA")
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            f"PRAGMA journal_mode={journal}; PRAGMA synchronous={synchronous}; "
            "PRAGMA recursive_triggers=1; PRAGMA foreign_keys=1;"
        ),
    }
