import pytest

from tests.cast import Cast, lay_out_cast
from tests.together.stage import Street


@pytest.fixture
def street(db: None) -> Street:
    return Street()


@pytest.fixture
def cast(db: None) -> Cast:
    return lay_out_cast()
