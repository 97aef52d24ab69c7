"""The rooms of the house: who may know whom, beyond what import-linter sees."""

from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.db import models

import limonade
from limonade.scoping.models import NEIGHBOURHOOD

ROOT = "limonade"
ROOMS = frozenset(path.parent.name for path in Path(limonade.__path__[0]).glob("*/apps.py"))
# What a room may take from another one: never its pages and forms.
OWN_BUSINESS = frozenset({"views", "urls", "forms", "apps", "checks", "management", "migrations", "admin"})
# From low to high; equal numbers may not know each other.
FLOORS = {
    "units": 0,
    "design": 0,
    "scoping": 1,
    "accounts": 2,
    "audit": 3,
    "neighbourhoods": 4,
    "people": 5,
    "notices": 6,
    "steps": 7,
    "facts": 8,
    "ledger": 8,
    "economy": 9,
    "community": 10,
    "governance": 10,
    "work": 10,
    "learning": 11,
    "company": 12,
    "bakery": 13,
    "web": 14,
}
# The one name that may point upwards: every row of a neighbourhood points at its neighbourhood.
UPWARD_BY_NAME = {("limonade.scoping", "neighbourhoods.neighbourhood")}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(ROOT, cache_dir=None)


def imports_across_rooms(graph: grimp.ImportGraph) -> Iterator[tuple[str, str]]:
    for importer in sorted(graph.modules):
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            here, there = importer.split("."), imported.split(".")
            if len(here) > 2 and len(there) > 2 and here[1] != there[1] and {here[1], there[1]} <= ROOMS | {"units"}:
                yield importer, imported


def test_every_room_has_its_floor() -> None:
    assert ROOMS | {"units"} == set(FLOORS)


def test_rooms_only_know_rooms_below_them(graph: grimp.ImportGraph) -> None:
    upward = [
        (importer, imported)
        for importer, imported in imports_across_rooms(graph)
        if FLOORS[importer.split(".")[1]] <= FLOORS[imported.split(".")[1]]
    ]
    assert upward == []


def test_nobody_uses_the_pages_or_forms_of_another_room(graph: grimp.ImportGraph) -> None:
    taken = [pair for pair in imports_across_rooms(graph) if pair[1].split(".")[2] in OWN_BUSINESS]
    assert taken == []


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith(ROOT)]


def test_foreign_keys_point_down(graph: grimp.ImportGraph) -> None:
    """Also those written as a text, which no import shows."""
    for model in our_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey) and field.name != NEIGHBOURHOOD:
                here, there = model._meta.app_label, field.related_model._meta.app_label  # type: ignore[union-attr]
                assert FLOORS[here] >= FLOORS[there], f"{model.__name__}.{field.name} points upwards"


def test_a_circle_is_found_when_it_is_planted(tmp_path: Path) -> None:
    (tmp_path / "planted").mkdir()
    for name, other in (("a", "b"), ("b", "a"), ("__init__", None)):
        text = f"import planted.{other}\n" if other else ""
        (tmp_path / "planted" / f"{name}.py").write_text(text)
    import sys

    sys.path.insert(0, str(tmp_path))
    try:
        planted = grimp.build_graph("planted", cache_dir=None)
    finally:
        sys.path.remove(str(tmp_path))
    assert planted.find_shortest_chain("planted.a", "planted.b")
    assert planted.find_shortest_chain("planted.b", "planted.a")
