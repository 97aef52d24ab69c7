"""Whatever file a municipality sends: the amounts it says, or a refusal that changes nothing."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from limonade.facts import store
from limonade.facts.iv3_json.loading import load_iv3_json
from limonade.facts.problems import FileRefused
from tests.facts.invented_iv3_json import ARNHEM
from tests.facts.mutated_iv3_json import Case, any_case
from tests.facts.test_mutated_tables import AT_LEAST, HOW_MANY

SPENT = {"6.1": 11_900_000, "5.7": 5_000_000, "6.81b": 100_000, "0.4": 3_000_000, "0.10": 500_000}
RECEIVED = {"0.7": 20_400_000, "6.1": 100_000}


@pytest.fixture(autouse=True)
def _one_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Opening DuckDB anew takes longer than a file."""
    with duckdb.connect() as database:
        monkeypatch.setattr(duckdb, "connect", database.cursor)
        yield


def sums(key: str, *names: str) -> dict[tuple[str, ...], int]:
    columns = store.columns(store.describe(key))
    found: dict[tuple[str, ...], int] = {}
    for *row, euros in zip(*(columns[name].tolist() for name in (*names, "euros")), strict=True):
        found[tuple(row)] = found.get(tuple(row), 0) + euros
    return found


def check_shelf(case: Case) -> None:
    wanted = {(ARNHEM, field, "L"): euros for field, euros in SPENT.items()}
    wanted |= {(ARNHEM, field, "B"): euros for field, euros in RECEIVED.items()}
    assert sums("2024-jaarrekening", "municipality", "task_field", "side") == wanted
    assert sums(f"located-{ARNHEM}-2024-jaarrekening", "task_field", "buurt") == case.located


def test_two_hundred_files(tmp_path: Path) -> None:
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
        path, mapping = tmp_path / "iv3.json", tmp_path / "plekken.csv"
        path.write_bytes(case.body())
        mapping.write_text(case.mapping)
        before = store.datasets()
        try:
            load_iv3_json(path, mapping=mapping, may_be_shown=False, retrieved_on="")
        except FileRefused as error:
            assert case.what != "valid", str(error)
            assert all(one.file and one.what and one.remedy for one in error.problems)
            assert not case.names_row or any(one.row for one in error.problems), str(error)
            assert store.datasets() == before
            counted["refused"] += 1
        else:
            assert case.what == "valid", case.what
            check_shelf(case)
            counted["loaded"] += 1

    each()
    assert counted["loaded"] >= AT_LEAST, counted
    assert counted["refused"] >= AT_LEAST, counted
