"""Small enough to hold in the head, and free of what does not belong here."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Migrations are as long as Django writes them.
CODE = [*(path for path in sorted((ROOT / "src").rglob("*.py")) if path.parent.name != "migrations"), ROOT / "run.py"]
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 400, 60
DUMPS = frozenset({"utils", "helpers", "common", "manager", "misc", "base", "core"})


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < MOST_LINES_OF_A_FUNCTION, node.name


def test_no_dump_packages() -> None:
    assert [path for path in CODE if path.stem in DUMPS] == []


def test_money_is_never_a_float_in_the_database() -> None:
    assert [
        path for path in CODE if re.search(r"= models\.(Float|Decimal)Field\(", path.read_text(encoding="utf-8"))
    ] == []


def test_every_dependency_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lists = re.findall(r"^(?:dependencies|dev) = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    lines = [line for found in lists for line in found.splitlines()]
    assert len(lines) > 20
    assert [line for line in lines if "  # " not in line] == []


def test_every_pinned_package_has_its_hash() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-node.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "http" not in text
        pins = re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]
        assert pins
        assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []
