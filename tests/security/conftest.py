"""The example with its people; and the browser of the journeys."""

import pytest

from tests.cast import Cast, lay_out_cast
from tests.journeys.conftest import come, complaints, empty_site

__all__ = ["cast", "come", "complaints", "empty_site"]


@pytest.fixture
def cast(db: None) -> Cast:
    return lay_out_cast()
