"""A statistics server of our own, and short waits."""

from collections.abc import Iterator

import pytest

from limonade.facts.statline.client import Patience
from tests.facts.fake_statline import Statline, statline

QUICK = Patience(connecting=1, silence=0.3, answer=2, between=(0.01, 0.01), most_bytes=200_000)


@pytest.fixture
def server() -> Iterator[Statline]:
    with statline() as running:
        yield running


@pytest.fixture
def quick() -> Patience:
    return QUICK
