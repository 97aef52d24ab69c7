"""The fonts of the site, unpacked so that a PDF can carry them."""

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from limonade.design.paper_fonts import unpack_fonts


def pack(path: Path) -> None:
    """The smallest font that is one: a sign for what is missing."""
    made = FontBuilder(unitsPerEm=1000, isTTF=True)
    made.setupGlyphOrder([".notdef"])
    made.setupCharacterMap({})
    made.setupGlyf({".notdef": TTGlyphPen(None).glyph()})
    made.setupHorizontalMetrics({".notdef": (500, 0)})
    made.setupHorizontalHeader()
    made.setupNameTable({"familyName": "Strange 96pt Light", "styleName": "Regular"})
    made.setupPost()
    made.font.flavor = "woff2"
    made.save(path)


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("figtree-latin-wght-normal", "Figtree"),
        ("figtree-latin-ext-wght-normal", "Figtree Ext"),
        ("bricolage-grotesque-latin-wght-normal", "Bricolage Grotesque"),
    ],
)
def test_every_file_has_a_family_of_its_own(tmp_path: Path, name: str, family: str) -> None:
    pack(tmp_path / f"{name}.woff2")
    (written,) = unpack_fonts(tmp_path)
    assert written == tmp_path / "paper" / f"{name}.ttf"
    with TTFont(written) as font:
        assert font.flavor is None
        assert font["name"].getDebugName(1) == family
