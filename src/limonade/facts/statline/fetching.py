"""Fetching a whole table: asked, kept, read and only given when it did not change meanwhile."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from django.utils.translation import gettext as _
from filelock import FileLock, Timeout

from limonade.facts.cbs import KeyFigures
from limonade.facts.problems import FileRefused, Problem
from limonade.facts.statline import version_3, version_4
from limonade.facts.statline.client import PATIENCE, Client, Patience, TryLater
from limonade.facts.statline.described import Described
from limonade.facts.statline.pages import Tick, WorkFolder, no_room
from limonade.facts.statline.resources import Resources
from limonade.facts.statline.tables import KnownTable

Found = TypeVar("Found")
VERSIONS: Mapping[int, ModuleType] = {3: version_3, 4: version_4}
MOST_ROUNDS = 2
"""A table that changes while we read it is read once more."""


@dataclass(frozen=True)
class Wish:
    """What to fetch and from where."""

    table: KnownTable
    year: int | None = None
    """None: the newest in the table."""
    version: int = 3
    server: str = ""
    """A mirror; empty is the publisher's own."""


def fetch(wish: Wish, *, place: Path, tick: Tick, patience: Patience = PATIENCE) -> KeyFigures:
    """The figures of a table. Pages lie under `place` until all are in.

    Raises TryLater when the server or the line fails: a next time goes on where this one stopped. Raises
    FileRefused when the table is not as the publisher delivers, and forgets its pages.
    """
    module, table = VERSIONS[wish.version], wish.table
    with asking(table.number, wish.server or module.server_of(table), place, patience) as client:
        figures: KeyFigures = whole_table(
            client,
            (table.number, place),
            lambda: module.describe(client, table),
            lambda source, told: module.read(source, table, told, wish.year, tick),
        )
        return figures


@contextmanager
def asking(name: str, server: str, place: Path, patience: Patience) -> Iterator[Client]:
    """One at a time per name. Raises TryLater when the disk does not take what comes in."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        with FileLock(place / f"{name}.lock", timeout=0), Client(server, patience) as client:
            yield client
    except Timeout:
        what = _("Deze tabel wordt al opgehaald.")
        raise TryLater([Problem(name, None, what, _("Wacht tot dat klaar is."))]) from None
    except OSError as error:
        raise no_room(place, error) from error


def whole_table(
    client: Client,
    kept: tuple[str, Path],
    describe: Callable[[], Described],
    read: Callable[[Resources, Described], Found],
) -> Found:
    """What `read` makes of a table that stayed the same meanwhile; `kept`: under which name and where its pages lie."""
    number, place = kept
    for _round in range(MOST_ROUNDS):
        told = describe()
        folder = WorkFolder(place, number, told.changed)
        folder.open()
        refusal: FileRefused | None = None
        try:
            found = read(Resources(client, told.address, folder), told)
        except TryLater:
            raise
        except FileRefused as error:
            refusal = error  # half of it may be of before and half of after a change
        same = describe().changed == told.changed
        folder.discard()
        if same and refusal:
            raise refusal
        if same:
            return found
    what = _("De tabel verandert terwijl hij binnenkomt.")
    raise TryLater([Problem(told.address, None, what, _("Probeer het over een uur weer."))])
