"""The power goes while people book. `run.py soak power_cut` does the same fifty times."""

import pytest

from tests.ledger.books import Books
from tests.soak.power_cut import cut_often, own_disk
from tests.soak.stage import Skipped

CUTS = 2


@pytest.mark.slow
def test_a_power_cut_loses_nothing_that_was_acknowledged(live_books: Books) -> None:
    try:
        with own_disk() as (machine, folder):
            found = cut_often(machine, live_books, folder, CUTS)
            assert found.acknowledged >= CUTS
            assert (found.lost, found.broken, found.wrong) == (0, 0, 0)
            for setting in machine.unsafe:
                found = cut_often(machine, live_books, folder, 1, setting)
                assert found.lost, f"with {setting} nothing is lost, so the cut is no cut"
    except Skipped as reason:
        pytest.skip(str(reason))
