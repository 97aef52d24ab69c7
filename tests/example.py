"""The example with its figures, which are made from their files once per test process and copied after that.

A copy keeps the moment of its file, so what was read and worked out from it stays known to the next test.
tests/economy/test_country.py makes them anew each time.
"""

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from django.conf import settings

from limonade.web.demo import load


def lay_out_demo() -> None:
    """As the real one, on a shelf that may hold nothing yet."""
    shelf = Path(settings.FACTS_DIR)
    shelf.mkdir(parents=True, exist_ok=True)
    assert not list(shelf.iterdir())
    for file in _figures().iterdir():
        shutil.copy2(file, shelf)
    load.lay_out_neighbourhoods()


@cache
def _figures() -> Path:
    """A folder with what the real one puts on an empty shelf."""
    kept = Path(tempfile.mkdtemp(prefix="example-", dir=os.environ["LIMONADE_VAR"]))
    shelf, settings.FACTS_DIR = settings.FACTS_DIR, kept
    try:
        load.lay_out_demo()
    finally:
        settings.FACTS_DIR = shelf
    return kept
