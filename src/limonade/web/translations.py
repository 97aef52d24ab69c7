"""The English texts: gathered from templates and code into one catalogue, and compiled without gettext.

`python -m limonade.web.translations gather` updates src/limonade/locale/en/LC_MESSAGES/django.po;
`python -m limonade.web.translations compile OUT` writes OUT/en/LC_MESSAGES/django.mo.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1]
PO_FILE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
CALLS = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"})
HEADER = "# English texts of Limonade. The Dutch text is the key; see limonade/web/translations.py."
TRANSLATE = re.compile(r"\{%\s*(?:translate|trans)\s+(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')")
# `{{ _("text") }}` and arguments such as `title=_("text")`.
INLINE = re.compile(r"_\((\"(?:[^\"\\]|\\.)*\")\)")
BLOCK = re.compile(r"\{%\s*blocktrans(?:late)?\b([^%]*)%\}(.*?)\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
PLURAL = re.compile(r"\{%\s*plural\s*%\}")
VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")

Message = str | tuple[str, str]


def messages() -> Iterator[tuple[Message, str]]:
    """All texts of the screen with the file they stand in; a tuple is singular and plural."""
    for path in sorted([*PACKAGE.rglob("*.html"), *PACKAGE.rglob("templates/**/*.txt")]):
        for message in _in_template(path.read_text(encoding="utf-8")):
            yield message, path.relative_to(PACKAGE).as_posix()
    for path in sorted(PACKAGE.rglob("*.py")):
        for message in _in_code(ast.parse(path.read_text(encoding="utf-8"))):
            yield message, path.relative_to(PACKAGE).as_posix()


def _in_template(source: str) -> Iterator[Message]:
    for pattern in (TRANSLATE, INLINE):
        for match in pattern.finditer(source):
            # Django doubles a percent sign before it looks the text up.
            yield str(ast.literal_eval(match.group(1))).replace("%", "%%")
    for match in BLOCK.finditer(source):
        options, body = match.groups()
        parts = [_block_text(part, trimmed="trimmed" in options) for part in PLURAL.split(body)]
        yield (parts[0], parts[1]) if len(parts) == 2 else parts[0]


def _block_text(body: str, *, trimmed: bool) -> str:
    if trimmed:
        body = " ".join(line.strip() for line in body.strip().splitlines() if line.strip())
    # A percent sign of the text itself is doubled, as Django does when it looks the text up.
    return VARIABLE.sub(r"%(\1)s", body.replace("%", "%%"))


def _in_code(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS):
            continue
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if node.func.id.startswith("ngettext"):
            yield texts[0], texts[1]
        elif texts:
            yield texts[0]


def read_catalogue() -> Catalog:
    if not PO_FILE.exists():
        return Catalog(locale="en", project="limonade", charset="utf-8")
    with PO_FILE.open("rb") as file:
        return read_po(file, locale="en")


def gather() -> Catalog:
    """The catalogue with every text of now: translations kept, texts that are gone left out."""
    kept = read_catalogue()
    fresh = Catalog(locale="en", project="limonade", charset="utf-8", fuzzy=False, header_comment=HEADER)
    for message, place in messages():
        old = kept.get(message[0] if isinstance(message, tuple) else message)
        fresh.add(message, old.string if old else ("", "") if isinstance(message, tuple) else "", [(place, 0)])
    return fresh


def _write(catalogue: Catalog) -> None:
    PO_FILE.parent.mkdir(parents=True, exist_ok=True)
    with PO_FILE.open("wb") as file:
        write_po(file, catalogue, width=110, sort_output=True, omit_header=False, include_lineno=False)
    # The date of gathering would make every run a change.
    text = PO_FILE.read_text(encoding="utf-8")
    PO_FILE.write_text(re.sub(r'"(POT-Creation|PO-Revision)-Date: [^"]*"\n', "", text), encoding="utf-8")


def compile_to(out: Path) -> None:
    target = out / "en" / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_mo(file, read_catalogue())


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["gather"]:
        _write(gather())
    elif arguments[:1] == ["compile"]:
        compile_to(Path(arguments[1]) if len(arguments) > 1 else PACKAGE.parents[1] / "var" / "locale")
    else:
        sys.exit("Use: python -m limonade.web.translations gather | compile [OUT]")


if __name__ == "__main__":
    main(sys.argv[1:])
