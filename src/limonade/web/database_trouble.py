"""Tells a disk that is full, or a database that refuses or is away, from a mistake of ours: then waiting helps."""

import errno

from django.db import DatabaseError, InterfaceError

NO_WRITING = frozenset({errno.ENOSPC, errno.EROFS, getattr(errno, "EDQUOT", errno.ENOSPC)})
SAYS_SQLITE = (
    "database or disk is full",
    "attempt to write a readonly database",
    "disk I/O error",
    "unable to open database file",
    "database is locked",
)
# Classes and codes of PostgreSQL: no connection, no room, stopped by its operator, not while reading only, broken disk.
SQLSTATES = ("08", "53", "57P", "25006", "58030")


def is_database_trouble(error: BaseException | None) -> bool:
    """Also when Django made another error of it, such as a session that could not be saved."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if _is_trouble(error):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False


def _is_trouble(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in NO_WRITING
    if not isinstance(error, DatabaseError | InterfaceError):
        return False
    from django.db import connection

    if connection.vendor == "sqlite":
        return any(words in str(error) for words in SAYS_SQLITE)
    state = getattr(error.__cause__, "sqlstate", None)
    return _never_connected(error) if state is None else state.startswith(SQLSTATES)


def _never_connected(error: BaseException) -> bool:
    """Then PostgreSQL had no chance to give a code."""
    return "connection" in str(error)
