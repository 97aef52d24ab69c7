import pytest

from tests.together.stage import Street


@pytest.fixture
def street(db: None) -> Street:
    return Street()
