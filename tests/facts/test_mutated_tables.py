"""Whatever a server or a folder gives: the figures that it says, or a refusal in words that changes nothing.

Each of the four ways in gets two hundred tables: about half of them the same table written down in another way, the
rest with one thing broken.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from limonade.facts import store
from limonade.facts.actions import fetch_key_figures, load_key_figures
from limonade.facts.cbs import KeyFigures
from limonade.facts.problems import FileRefused
from limonade.facts.statline.client import Patience
from limonade.facts.statline.fetching import Wish
from limonade.facts.statline.tables import table_for
from tests.facts.broken_folders import any_folder
from tests.facts.fake_statline import Statline, statline
from tests.facts.invented_tables import OURS
from tests.facts.mutations import V3, V4, Case, Shape, any_case

HOW_MANY, AT_LEAST = 200, 60
ONCE = Patience(connecting=2, silence=2, answer=5, between=(), most_bytes=2_000_000)
many = settings(
    max_examples=HOW_MANY,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
seeds = st.integers(min_value=0, max_value=2**32)


@pytest.fixture(scope="module")
def one_server() -> Iterator[Statline]:
    with statline() as running:
        yield running


@pytest.fixture(autouse=True)
def _one_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Opening DuckDB anew takes longer than a table."""
    with duckdb.connect() as database:
        monkeypatch.setattr(duckdb, "connect", database.cursor)
        yield


def check_figures(figures: KeyFigures, case: Case) -> None:
    assert sorted(figures.regions) == sorted(OURS)
    for (region, key), wanted in case.expected.items():
        found = figures.values[key][figures.regions.index(region)]
        assert math.isnan(found) if wanted is None else found == wanted, (region, key)


def check_refusal(error: FileRefused, case: Case, place: str) -> None:
    assert error.problems
    for problem in error.problems:
        assert place in problem.file
        assert problem.what
        assert problem.remedy
    assert not case.names_row or any(problem.row for problem in error.problems), str(error)


def try_one(case: Case, place: str, load: Callable[[], KeyFigures], counted: Counter[str]) -> None:
    before = store.datasets()
    try:
        figures = load()
    except FileRefused as error:
        assert case.what != "valid", str(error)
        check_refusal(error, case, place)
        assert store.datasets() == before
        counted["refused"] += 1
    else:
        assert case.what == "valid", case.what
        check_figures(figures, case)
        counted["loaded"] += 1


def fetch_two_hundred(server: Statline, shape: Shape, version: int, *, feed_is_down: bool = False) -> None:
    table = table_for("kwb", 2023)
    assert table is not None
    counted: Counter[str] = Counter()

    @many
    @given(seed=seeds)
    def each(seed: int) -> None:
        case = any_case(seed, shape, links=not feed_is_down)
        case.trouble.feed_is_down = feed_is_down
        case.trouble.most_records = 7
        server.tables, server.trouble = {table.number: case.tables}, case.trouble
        server.asked.clear()
        wish = Wish(table, 2023, version, server.address)
        try_one(case, table.number, lambda: fetch_key_figures(wish, tick=lambda rows: None, patience=ONCE)[1], counted)

    each()
    assert counted["loaded"] >= AT_LEAST, counted
    assert counted["refused"] >= AT_LEAST, counted


def test_two_hundred_tables_of_the_feed(one_server: Statline) -> None:
    fetch_two_hundred(one_server, V3, 3)


def test_two_hundred_tables_of_the_api(one_server: Statline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("limonade.facts.statline.pages.MOST_RECORDS", 7)
    fetch_two_hundred(one_server, V3, 3, feed_is_down=True)


def test_two_hundred_tables_of_version_4(one_server: Statline) -> None:
    fetch_two_hundred(one_server, V4, 4)


def test_two_hundred_folders(tmp_path: Path) -> None:
    counted: Counter[str] = Counter()

    @many
    @given(seed=seeds)
    def each(seed: int) -> None:
        place = tmp_path / f"map-{seed}"
        case = any_folder(Random(seed), place)
        try_one(case, "", lambda: load_key_figures(place, retrieved_on="", tick=lambda rows: None)[1], counted)

    each()
    assert counted["loaded"] >= AT_LEAST, counted
    assert counted["refused"] >= AT_LEAST, counted
