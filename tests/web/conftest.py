import pytest

from limonade.web.demo.load import lay_out_demo


@pytest.fixture
def demo(db: None) -> None:
    lay_out_demo()
