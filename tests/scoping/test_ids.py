import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from limonade.scoping import ids
from limonade.scoping.ids import new_id

LARGEST_WHOLE_FLOAT = 2**53  # above it JavaScript and spreadsheets round ids


class Clock:
    """Stands still but for sleep."""

    def __init__(self) -> None:
        self.now = ids.EPOCH + 1000.25

    def time(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(ids, "time", clock)
    return clock


@pytest.fixture
def start_anew(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Call it to be as a new process of a machine with its own folder."""
    settings.VAR = tmp_path
    (tmp_path / "ids").write_text("0")  # without a file the first id waits for the next second
    monkeypatch.setattr(ids, "_supply", ids._Supply())
    return ids._supply.forget


def take(count: int) -> list[int]:
    return [new_id() for _ in range(count)]


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_ids_of_forked_processes_are_unique(start_anew: Callable[[], None]) -> None:
    first = new_id()  # so that every child inherits a block that is in use
    with multiprocessing.get_context("fork").Pool(8) as pool:
        taken = [one for some in pool.map(take, [2500] * 8, chunksize=1) for one in some]
    assert len({first, *taken}) == 20_001
    assert max(taken) < LARGEST_WHOLE_FLOAT


def test_ids_of_threads_are_unique(start_anew: Callable[[], None]) -> None:
    with ThreadPoolExecutor(8) as threads:
        taken = [one for some in threads.map(take, [2500] * 8) for one in some]
    assert len(set(taken)) == 20_000


def test_fork_is_noticed_where_python_does_not_tell(
    start_anew: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = new_id()
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert new_id() >> 12 > before >> 12


def test_ids_follow_each_other_and_blocks_too(start_anew: Callable[[], None], clock: Clock) -> None:
    taken = take(3 * ids.IDS_PER_BLOCK)
    assert taken == list(range(taken[0], taken[0] + len(taken)))


@pytest.mark.parametrize("later", [0.0, 0.5, 3600.0])
def test_lost_file_does_not_bring_an_id_back(
    start_anew: Callable[[], None], clock: Clock, tmp_path: Path, later: float
) -> None:
    before = take(ids.IDS_PER_BLOCK)
    (tmp_path / "ids").unlink()
    clock.now += later
    start_anew()
    assert new_id() > max(before)


def test_clock_set_back_does_not_bring_an_id_back(start_anew: Callable[[], None], clock: Clock) -> None:
    before = new_id()
    clock.now -= 500
    start_anew()
    assert new_id() > before


def test_ids_fit_until_2297(start_anew: Callable[[], None], clock: Clock, settings: Settings) -> None:
    settings.LIMONADE_NODE = 255
    clock.now = ids.EPOCH + 2**ids.BLOCK_BITS - 2.0
    assert 0 < new_id() < LARGEST_WHOLE_FLOAT


def test_machines_have_their_own_ids(start_anew: Callable[[], None], clock: Clock, settings: Settings) -> None:
    first = new_id()
    settings.LIMONADE_NODE = 3
    start_anew()
    assert (first >> 45, new_id() >> 45) == (0, 3)


@pytest.mark.parametrize("node", [-1, 256, "3", None])
def test_wrong_node_says_what_to_do(start_anew: Callable[[], None], settings: Settings, node: object) -> None:
    settings.LIMONADE_NODE = node
    with pytest.raises(ImproperlyConfigured, match=r"LIMONADE_NODE is .*, but must be a whole number from 0 to 255"):
        new_id()


def test_damaged_file_says_what_to_do(start_anew: Callable[[], None], tmp_path: Path) -> None:
    (tmp_path / "ids").write_text("")
    with pytest.raises(ImproperlyConfigured, match="Remove it"):
        new_id()


def test_ids_in_one_go_are_those_of_nobody_else(start_anew: Callable[[], None], tmp_path: Path) -> None:
    many, others, taken = ids.new_ids(), ids.new_ids(), []
    for _ in range(3 * ids.MOST_IN_ONE_GO):
        taken += [next(many), new_id(), next(others)]
    assert len(set(taken)) == len(taken)
    assert taken[::3] == sorted(taken[::3])
    assert int((tmp_path / "ids").read_text()) >= max(taken) // ids.IDS_PER_BLOCK
    start_anew()
    assert new_id() > max(taken)
