"""Row ids made by the application: below 2**53, unique over threads, processes, forks and machines.

An id is node << 45 | block << 12 | number. The node (0-255, LIMONADE_NODE) tells machines apart. On one
machine the file VAR/ids hands every process its own blocks of 4096 numbers; a block's number is at least
the whole seconds since 2025, so when that file is lost the clock keeps new blocks above the old ones, as
long as the machine has used fewer than 4096 ids a second on average since the start of a burst.
"""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from filelock import FileLock

IDS_PER_BLOCK = 4096
FEWEST_IN_ONE_GO, MOST_IN_ONE_GO = 256, 16 * IDS_PER_BLOCK
BLOCK_BITS = 33  # seconds since 2025 fit until the year 2297
NODES = 256
EPOCH = 1_735_689_600  # 2025-01-01T00:00:00Z


class _Supply:
    """The block that this process is using up."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """A child may not use its parent's block, nor wait for a lock that a thread of the parent held."""
        self.lock = threading.Lock()
        self.process = os.getpid()
        self.next = self.end = 0

    def take(self, most: int) -> range:
        with self.lock:
            if self.next == self.end:
                blocks = -(-most // IDS_PER_BLOCK)
                self.next = _first_id_of_new_blocks(blocks)
                self.end = self.next + blocks * IDS_PER_BLOCK
            first, self.next = self.next, min(self.next + most, self.end)
            return range(first, self.next)


_supply = _Supply()


def new_id() -> int:
    return _take(1).start


def new_ids() -> Iterator[int]:
    """Without end, for many rows in one go; of those taken up to half stay unused. Not to be used after a fork."""
    most = FEWEST_IN_ONE_GO
    while True:
        yield from _take(most)
        most = min(2 * most, MOST_IN_ONE_GO)  # for every block the disk is waited for


def _take(most: int) -> range:
    if _supply.process != os.getpid():  # forked where register_at_fork does not exist
        _supply.forget()
    return _supply.take(most)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_supply.forget)


def _first_id_of_new_blocks(count: int) -> int:
    return ((_node() << BLOCK_BITS) | _take_blocks(Path(settings.VAR), count)) * IDS_PER_BLOCK


def _node() -> int:
    node = getattr(settings, "LIMONADE_NODE", 0)
    if isinstance(node, int) and 0 <= node < NODES:
        return node
    raise ImproperlyConfigured(
        f"LIMONADE_NODE is {node!r}, but must be a whole number from 0 to {NODES - 1}: it is part of every id.\n"
        "Give each machine that writes to the same database its own number; with one machine leave it out."
    )


def _take_blocks(folder: Path, count: int) -> int:
    """The first of as many. Writes to disk before they are used, so a power cut never hands them out twice."""
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "ids.lock"):
        block = max(_last_block(folder / "ids") + 1, int(time.time()) - EPOCH)
        _write_durably(folder / "ids", str(block + count - 1))
    return block


def _last_block(file: Path) -> int:
    try:
        return int(file.read_text())
    except FileNotFoundError:
        # A lost file may have handed out this very second's block, so wait for the next second.
        time.sleep(1 - time.time() % 1)
        return -1
    except ValueError:
        raise ImproperlyConfigured(
            f"The file {file} should hold one whole number, the last block of ids, but does not.\n"
            "Remove it: the clock then keeps new ids above the old ones."
        ) from None


def _write_durably(file: Path, text: str) -> None:
    draft = file.with_suffix(".new")
    with draft.open("w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(file)
    if os.name == "posix":  # Windows cannot open a folder; there the replacement itself is durable enough
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
