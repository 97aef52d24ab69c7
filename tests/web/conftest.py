import pytest

from tests.example import lay_out_demo


@pytest.fixture
def demo(db: None) -> None:
    lay_out_demo()
