"""A list of many people to tick has a box to find them in; a short one has not."""

import pytest

from limonade.design.form_fields import MANY_CHOICES
from limonade.learning.steps import StoryForm
from tests.together.stage import Street
from tests.together.test_races import neighbours

pytestmark = pytest.mark.django_db


def drawn(street: Street) -> str:
    with street.inside():
        return str(StoryForm(street.here("Vera"), street.place)["shown"].as_field_group())


def test_a_list_of_many_can_be_searched() -> None:
    street = Street()
    assert "data-finds" not in drawn(street)
    neighbours(street, MANY_CHOICES)
    text = drawn(street)
    assert 'data-finds="id_shown_options" hidden' in text
    assert 'id="id_shown_options"' in text
    assert text.count('type="checkbox"') > MANY_CHOICES
