"""Whatever a server gives for municipal accounts: the amounts it says, or a refusal that changes nothing."""

from collections import Counter
from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from limonade.facts import store
from limonade.facts.actions import fetch_municipal_accounts
from limonade.facts.problems import FileRefused
from tests.facts import invented_iv3 as iv3
from tests.facts.fake_statline import Statline, statline
from tests.facts.mutated_iv3 import any_case
from tests.facts.test_mutated_tables import AT_LEAST, HOW_MANY, ONCE


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


def test_two_hundred_answers(one_server: Statline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("limonade.facts.statline.pages.MOST_RECORDS", 7)
    counted: Counter[str] = Counter()

    @settings(
        max_examples=HOW_MANY,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(seed=st.integers(min_value=0, max_value=2**32))
    def each(seed: int) -> None:
        case = any_case(seed)
        case.trouble.most_records = 7
        one_server.tables, one_server.trouble = {iv3.NUMBER: case.table, "catalogue": case.catalogue}, case.trouble
        one_server.asked.clear()
        before = store.datasets()
        try:
            parsed = fetch_municipal_accounts(
                iv3.YEAR, "accounts", server=one_server.address, tick=lambda rows: None, patience=ONCE
            )[1]
        except FileRefused as error:
            assert case.what != "valid", str(error)
            assert all(one.file and one.what and one.remedy for one in error.problems)
            assert not case.names_row or any(one.row for one in error.problems), str(error)
            assert store.datasets() == before
            counted["refused"] += 1
        else:
            assert case.what == "valid", case.what
            found = {(one.municipality, one.task_field, one.side, one.category): one.euros for one in parsed.amounts}
            assert found == case.expected
            assert parsed.not_delivered() == {iv3.VIJFHEERENLANDEN}
            counted["loaded"] += 1

    each()
    assert counted["loaded"] >= AT_LEAST, counted
    assert counted["refused"] >= AT_LEAST, counted
