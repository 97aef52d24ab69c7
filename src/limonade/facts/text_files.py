"""Opening the text files that people bring: written by a spreadsheet, a website or a colleague."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from limonade.facts.problems import FileRefused, Problem

# A spreadsheet on Windows saves plain CSV in this.
ENCODINGS = ("utf-8-sig", "cp1252")
PACKED = (b"\x1f\x8b", b"PK")


def open_text(path: Path) -> io.StringIO:
    """The whole text. Raises FileRefused for something that is no text, with what to do about it."""
    content = path.read_bytes()
    if content.startswith(PACKED):
        what, remedy = "Dit is een ingepakt bestand of een spreadsheet.", "Pak het uit, of sla het op als CSV."
        raise FileRefused([Problem(path.name, None, what, remedy)])
    for encoding in ENCODINGS:
        try:
            return io.StringIO(content.decode(encoding), newline="")
        except UnicodeDecodeError:
            continue
    remedy = "Sla het op als CSV in UTF-8."
    raise FileRefused([Problem(path.name, None, "De letters in dit bestand zijn niet te lezen.", remedy)])


@contextmanager
def csv_faults(path: Path) -> Iterator[None]:
    """What the reader of CSV cannot read at all becomes a FileRefused."""
    try:
        yield
    except csv.Error as error:
        remedy = "Sla het op als CSV, met een puntkomma tussen de velden."
        raise FileRefused([Problem(path.name, None, f"Dit is geen CSV: {error}.", remedy)]) from None
