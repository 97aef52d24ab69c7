"""A walk over all models: the wall, the words, and moments with their maker."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from limonade.accounts.privacy import unclassified
from limonade.scoping.models import Scoped
from limonade.scoping.schema_linter import problems

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
OURS = [model for model in apps.get_models() if model.__module__.startswith("limonade")]
TEST_APP = "wall_app."
SET_BY_ITSELF = frozenset({"id", "last_login"})


def test_there_are_models_to_walk_over() -> None:
    assert len(OURS) >= 4
    assert any(issubclass(model, Scoped) for model in OURS)


def test_the_wall_between_neighbourhoods_has_no_hole() -> None:
    assert problems(OURS) == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_model_has_its_row_in_the_glossary(model: type[models.Model]) -> None:
    rows = GLOSSARY.read_text(encoding="utf-8")
    assert re.search(rf"^\|[^|]+\| `{model.__name__}` \|", rows, re.MULTILINE)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_field_says_in_dutch_what_it_is(model: type[models.Model]) -> None:
    for field in model._meta.get_fields():
        if isinstance(field, models.Field) and field.name not in SET_BY_ITSELF:
            assert str(field.verbose_name) != field.name.replace("_", " "), field.name
            assert field.help_text or field.is_relation, field.name


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_moment_has_its_maker(model: type[models.Model]) -> None:
    names = {field.name for field in model._meta.get_fields()}
    assert [name for name in names if name.endswith("_at") and name[:-3] + "_by" not in names] == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_rule_of_the_database_has_a_name(model: type[models.Model]) -> None:
    for constraint in model._meta.constraints:
        assert constraint.name
        assert "%" not in constraint.name


def test_every_field_says_whether_it_is_about_a_person() -> None:
    assert [name for name in unclassified() if not name.startswith(TEST_APP)] == []


def test_a_field_that_says_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    person = next(model for model in OURS if model.__name__ == "Party")
    monkeypatch.setattr(person, "IMPERSONAL", ("kind", "sort", "kvk"))
    assert "people.Party.rsin" in unclassified()
