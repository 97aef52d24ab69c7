"""The official list differs by year; codes are text."""

import pytest

from limonade.facts.task_fields import sort_key, task_fields


@pytest.mark.parametrize(("year", "size"), [(2017, 53), (2022, 53), (2023, 71), (2024, 71), (2025, 69), (2026, 69)])
def test_each_period_has_its_own_list(year: int, size: int) -> None:
    assert len(task_fields(year)) == size


def test_order_is_that_of_the_official_list() -> None:
    codes = ["7.1", "6.60", "0.10", "6.711", "0.9", "0.61", "6.3", "0.1", "0.11", "6.6", "6.71a", "6.71", "0.64", "0.7"]
    assert sorted(codes, key=sort_key) == [
        "0.1", "0.61", "0.64", "0.7", "0.9", "0.10", "0.11", "6.3", "6.6", "6.60", "6.71", "6.71a", "6.711", "7.1",
    ]  # fmt: skip


def test_names_change_with_the_year() -> None:
    assert task_fields(2022)["6.2"].name_nl == "Wijkteams"
    assert task_fields(2023)["6.2"].name_nl == "Toegang en eerstelijnsvoorzieningen"
    assert "6.2" not in task_fields(2025)


def test_before_2017_there_were_other_functions() -> None:
    with pytest.raises(ValueError, match="2017"):
        task_fields(2016)


def test_the_lists_are_those_of_the_official_files(shared_data: object) -> None:
    import csv
    from pathlib import Path

    path = Path(str(shared_data)) / "iv3_definities" / "iv3_codelijsten_gemeente_2017-2026.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["codelijst"] == "taakveld" and row["blad"] == "True"]
    for year in range(2017, 2027):
        official = {row["code"] for row in rows if row["boekjaar"] == str(year)}
        assert set(task_fields(year)) == official
