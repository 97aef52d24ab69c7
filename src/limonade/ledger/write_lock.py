"""The door that everybody who writes in the books goes through: shut while the books do not add up.

On SQLite one writer at a time, in the order in which they came. SQLite lets its waiting writers try again at random
moments, so that an unlucky one waits for seconds. A lock of the system makes them queue. PostgreSQL has its own
queue, on the row of the administration.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from limonade.ledger.whole_check import refuse_when_read_only

if sys.platform == "win32":
    from filelock import FileLock
else:
    import fcntl


@contextmanager
def write_lock(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Held until after the commit. Within a transaction nobody waits, because that one has the database already.

    Raises BooksAreReadOnly.
    """
    refuse_when_read_only()
    connection = connections[using]
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    folder = Path(settings.VAR)
    folder.mkdir(parents=True, exist_ok=True)
    with _queue(folder / "ledger.lock"):
        yield


if sys.platform == "win32":

    @contextmanager
    def _queue(file: Path) -> Iterator[None]:
        with FileLock(file, poll_interval=0.002):
            yield

else:

    @contextmanager
    def _queue(file: Path) -> Iterator[None]:
        """The system releases it when the process dies."""
        with file.open("w") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            yield
