"""Accessible PDFs: the layout in typst, words and figures beside it as JSON, so that no text can become markup."""

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from limonade.design.paper_fonts import FOLDER

FONTS_DIR = settings.VAR / "assets" / "design" / FOLDER
TEXT_FONT = "Figtree"
STANDARD: Final = "ua-1"
"""PDF/UA: readable by screen readers. Typst refuses to make one that is not."""
UNPRINTABLE = re.compile(r"[^\n -~\u00a0-\u024f\u0370-\u0373\u0384-\u03ce\u0400-\u045f\u1e00-\u1eff‐-‧‰-›₠-₿™←-↓−]")
"""What our fonts have no sign for; a single one would stop the whole paper."""
INSTEAD = "?"


@cache
def _fonts() -> Any:
    """Ours, and those of typst for the signs that ours lack. Never those of the machine: it must look the same."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS_DIR] if FONTS_DIR.exists() else [])


def unprintable(text: str) -> str:
    """The first sign of a text that cannot be printed; empty when all can."""
    found = UNPRINTABLE.search(unicodedata.normalize("NFC", text.replace("\r\n", "\n")))
    return found[0] if found else ""


def make_pdf(layout: Path, paper: Mapping[str, object]) -> bytes:
    """A tagged PDF of a layout, which reads `paper` as JSON. Cost: about a tenth of a second of CPU a page."""
    # Imported here: it is large, and only who asks for paper needs it.
    import typst

    return typst.compile(
        layout,
        root=layout.parent,
        font_paths=_fonts(),
        sys_inputs={"paper": json.dumps(_printable(paper), ensure_ascii=False)},
        format="pdf",
        pdf_standards=STANDARD,
        timestamp=timezone.now().replace(microsecond=0),
    )


def _printable(value: object) -> object:
    match value:
        case str():
            return UNPRINTABLE.sub(INSTEAD, unicodedata.normalize("NFC", str(value).replace("\r\n", "\n")))
        case Mapping():
            return {key: _printable(one) for key, one in value.items()}
        case list() | tuple():
            return [_printable(one) for one in value]
    return value
