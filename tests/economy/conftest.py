import pytest

from limonade.economy.money import Money
from limonade.economy.queries import edition, money
from tests.example import lay_out_demo

PAASBERG, GEITENKAMP = "BU02020845", "BU02021053"


@pytest.fixture
def demo(db: None) -> None:
    lay_out_demo()


@pytest.fixture
def paasberg(demo: None) -> Money:
    """The annual accounts of Arnhem 2023, for Paasberg."""
    return money(edition("2023-jaarrekening"), (PAASBERG,))
