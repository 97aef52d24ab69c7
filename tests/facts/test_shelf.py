"""Datasets on the shelf describe themselves and are replaced in one step."""

import numpy as np
import pytest

from limonade.facts import store
from limonade.facts.queries import figure, key_figures_for
from limonade.facts.store import Dataset

NAN = float("nan")


def table(year: int, **columns: list[float]) -> Dataset:
    dataset = Dataset(
        key=f"kwb-{year}",
        kind=store.KEY_FIGURES,
        year=year,
        stage="",
        title=f"KWB {year}, 'met' aanhaling",
        publisher="CBS",
        licence="CC BY 4.0",
        url="",
        retrieved_on="2026-11-22",
    )
    return store.write(dataset, {"region": ["GM0202", "BU02020845"], "name": ["Arnhem", "Paasberg"], **columns})


def test_what_is_written_comes_back_with_its_description() -> None:
    dataset = table(2020, population=[161_348.0, NAN])
    columns = store.columns(store.describe("kwb-2020"))
    assert columns["region"].tolist() == ["GM0202", "BU02020845"]
    assert columns["population"][0] == 161_348
    assert np.isnan(columns["population"][1])
    assert dataset.title == "KWB 2020, 'met' aanhaling"
    assert dataset.loaded_at


def test_a_newer_file_takes_the_place_of_the_older_one() -> None:
    first = table(2020, population=[1.0, 1.0])
    second = table(2020, population=[2.0, 2.0])
    assert first.stamp != second.stamp
    assert store.columns(store.describe("kwb-2020"))["population"].tolist() == [2.0, 2.0]
    assert len(store.datasets()) == 1


def test_a_failed_write_leaves_what_was_there() -> None:
    table(2020, population=[1.0, 1.0])
    with pytest.raises(Exception, match=r".+"):
        table(2020, population=[1.0])
    assert store.columns(store.describe("kwb-2020"))["population"].tolist() == [1.0, 1.0]
    assert [path.suffix for path in store.settings.FACTS_DIR.iterdir()] == [".parquet"]


def test_an_indicator_that_is_still_empty_falls_back_to_an_older_year() -> None:
    table(2020, population=[100.0, 10.0], households=[50.0, 5.0])
    table(2022, population=[110.0, 11.0], households=[NAN, NAN])
    population, households = figure("population", ("BU02020845",)), figure("households", ("BU02020845",))
    assert population is not None
    assert households is not None
    assert (population.value, population.dataset.year) == (11, 2022)
    assert (households.value, households.dataset.year) == (5, 2020)


def test_a_figure_beside_another_is_of_the_same_year_if_it_can() -> None:
    """A newer table that knows municipalities only must not stand beside an older figure of a buurt."""
    table(2020, gas_m3=[1200.0, 1100.0], cars=[NAN, 9.0])
    table(2024, gas_m3=[710.0, NAN], cars=[5.0, NAN])
    here = figure("gas_m3", ("BU02020845",))
    assert here is not None
    found = [figure(key, ("GM0202",), beside=here.dataset) for key in ("gas_m3", "cars")]
    assert [(one.value, one.dataset.year) for one in found if one] == [(1200, 2020), (5, 2024)]


def test_percentages_are_never_added_up() -> None:
    table(2020, population=[1.0, 1.0], volunteers_percent=[22.0, 29.1])
    assert figure("volunteers_percent", ("GM0202", "BU02020845")) is None


def test_a_book_year_takes_the_newest_figures_up_to_it() -> None:
    table(2020, population=[1.0, 1.0])
    table(2024, population=[1.0, 1.0])
    found = [key_figures_for(year) for year in (2018, 2023, 2025)]
    assert [one.year for one in found if one] == [2020, 2020, 2024]


def test_nothing_loaded_is_nothing_and_no_error() -> None:
    assert store.datasets() == []
    assert key_figures_for(2023) is None
    assert figure("population", ("GM0202",)) is None
