"""Fetching a whole table: asked, kept, read and only given when it did not change meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from django.utils.translation import gettext as _
from filelock import FileLock, Timeout

from limonade.facts.cbs import KeyFigures
from limonade.facts.problems import FileRefused, Problem
from limonade.facts.statline import version_3, version_4
from limonade.facts.statline.client import PATIENCE, Client, Patience, TryLater
from limonade.facts.statline.pages import Tick, WorkFolder, no_room
from limonade.facts.statline.resources import Resources
from limonade.facts.statline.tables import KnownTable

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
    module = VERSIONS[wish.version]
    number = wish.table.number
    try:
        place.mkdir(parents=True, exist_ok=True)
        with (
            FileLock(place / f"{number}.lock", timeout=0),
            Client(wish.server or module.server_of(wish.table), patience) as client,
        ):
            return _settled(module, client, wish, place, tick)
    except Timeout:
        what = _("Deze tabel wordt al opgehaald.")
        raise TryLater([Problem(number, None, what, _("Wacht tot dat klaar is."))]) from None
    except OSError as error:
        raise no_room(place, error) from error


def _settled(module: ModuleType, client: Client, wish: Wish, place: Path, tick: Tick) -> KeyFigures:
    for _round in range(MOST_ROUNDS):
        told = module.describe(client, wish.table)
        folder = WorkFolder(place, wish.table.number, told.changed)
        folder.open()
        refusal: FileRefused | None = None
        try:
            figures: KeyFigures = module.read(
                Resources(client, told.address, folder), wish.table, told, wish.year, tick
            )
        except TryLater:
            raise
        except FileRefused as error:
            refusal = error  # half of it may be of before and half of after a change
        same = module.describe(client, wish.table).changed == told.changed
        folder.discard()
        if same and refusal:
            raise refusal
        if same:
            return figures
    what = _("De tabel verandert terwijl hij binnenkomt.")
    raise TryLater([Problem(told.address, None, what, _("Probeer het over een uur weer."))])
