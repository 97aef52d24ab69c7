"""The fonts of the site for paper: a PDF takes TrueType, the web has it packed as woff2."""

from pathlib import Path

FOLDER = "paper"
SUBSET = "-latin"
FAMILY_NAMES = (1, 16)


def unpack_fonts(folder: Path) -> list[Path]:
    """Writes every woff2 font of the folder as TrueType into a folder below it.

    The parts of a family get names of their own, because a layout takes only one file per family: `Figtree`, and
    `Figtree Ext` for the rarer letters.
    """
    # Imported here: only who gathers the front end needs it.
    from fontTools.ttLib import TTFont

    to = folder / FOLDER
    to.mkdir(exist_ok=True)
    written = []
    for packed in sorted(folder.glob("*.woff2")):
        with TTFont(packed) as font:
            font.flavor = None
            for number in FAMILY_NAMES:
                font["name"].setName(_family(packed.stem), number, 3, 1, 0x409)
            written.append(to / f"{packed.stem}.ttf")
            font.save(written[-1])
    return written


def _family(stem: str) -> str:
    """`figtree-latin-ext-wght-normal` is `Figtree Ext`."""
    name, _, rest = stem.partition(SUBSET)
    return name.replace("-", " ").title() + (" Ext" if rest.startswith("-ext") else "")
