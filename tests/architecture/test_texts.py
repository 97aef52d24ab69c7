"""No text on the screen without its English; no text outside the catalogue."""

import re
from pathlib import Path

import pytest

import limonade
from limonade.web.translations import gather, messages, read_catalogue

PACKAGE = Path(limonade.__path__[0])
TEMPLATES = sorted(PACKAGE.rglob("*.html"))
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
BLOCKS = re.compile(r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
COMMANDS = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
MARKUP = re.compile(r"<(?:\"[^\"]*\"|'[^']*'|[^'\">])*>", re.DOTALL)
SPOKEN = re.compile(r"(?:aria-label|title|alt|placeholder)=\"([^\"{]+)\"")
# Names and signs that are the same in every language.
SAME_EVERYWHERE = re.compile(r"Limonade|English|Nederlands|Excel|CSV|[^A-Za-zÀ-ÿ]")


def bare_texts(source: str) -> list[str]:
    """What stands on the page without passing the catalogue."""
    spoken = SPOKEN.findall(source)
    for pattern in (COMMANDS, BLOCKS, TAGS, MARKUP):
        source = pattern.sub(" ", source)
    found = [*spoken, *source.splitlines()]
    return [text.strip() for text in found if len(SAME_EVERYWHERE.sub("", text)) > 1]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_text_passes_the_catalogue(path: Path) -> None:
    assert bare_texts(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("planted", ["<p>Hallo buur</p>", '<nav aria-label="Hoofdmenu"></nav>', "{{ x }} euro erbij"])
def test_a_planted_text_is_found(planted: str) -> None:
    assert bare_texts(planted)


def test_every_text_has_its_english() -> None:
    empty = [
        message.id
        for message in gather()
        if message.id and not all(message.string if isinstance(message.string, tuple | list) else [message.string])
    ]
    assert empty == []


def test_the_catalogue_holds_what_is_on_the_screen_and_nothing_else() -> None:
    kept = {message.id if isinstance(message.id, str) else message.id[0] for message in read_catalogue() if message.id}
    used = {message if isinstance(message, str) else message[0] for message, _place in messages()}
    assert kept == used


def test_translations_fill_in_the_same_names() -> None:
    names = re.compile(r"%\((\w+)\)s")
    for message in read_catalogue():
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        wanted = {name for text in ids for name in names.findall(text)}
        for text in texts:
            assert set(names.findall(text)) <= wanted, message.id
        assert {name for text in texts for name in names.findall(text)} == wanted, message.id
