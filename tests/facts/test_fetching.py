"""Fetching tables over the network: what comes in, what is waited for, what is refused and what stays."""

import math
import shutil
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from limonade.facts import store
from limonade.facts.actions import fetch_key_figures, unfinished_place
from limonade.facts.cbs import KeyFigures
from limonade.facts.problems import FileRefused
from limonade.facts.queries import boundary_changed, figure
from limonade.facts.statline.client import Client, Patience, TryLater, checked_server
from limonade.facts.statline.fetching import Wish
from limonade.facts.statline.tables import known_tables, table_for
from tests.facts.fake_statline import Statline
from tests.facts.invented_tables import OURS, Layout, health, heating, version_3, version_4

PAASBERG = "BU02020845"


class Loader:
    """Fetches from the fake server."""

    def __init__(self, server: Statline, quick: Patience) -> None:
        self.server, self.quick = server, quick
        server.tables = {"85618NED": version_3() | version_4()}

    def __call__(self, name: str = "kwb", year: int | None = 2023, version: int = 3) -> KeyFigures:
        table = table_for(name, year)
        assert table is not None
        wish = Wish(table, year, version, self.server.address)
        return fetch_key_figures(wish, tick=lambda rows: None, patience=self.quick)[1]


@pytest.fixture
def load(server: Statline, quick: Patience) -> Loader:
    return Loader(server, quick)


def value(figures: KeyFigures, region: str, indicator: str) -> float:
    return float(figures.values[indicator][figures.regions.index(region)])


@pytest.mark.parametrize("version", [3, 4])
def test_a_table_comes_in_with_its_year_from_its_own_description(load: Loader, version: int) -> None:
    figures = load(version=version)
    assert (figures.year, figures.regions) == (2023, OURS)
    assert value(figures, PAASBERG, "population") == 2170
    assert value(figures, PAASBERG, "gas_m3") == 1030
    assert math.isnan(value(figures, "BU0363AA02", "woz_average"))
    assert "wmo_clients" in figures.absent
    assert figures.names[-1] == "Paasberg"
    dataset = store.describe("kwb-2023")
    assert (dataset.publisher, dataset.licence, dataset.year) == ("CBS", "CC BY 4.0", 2023)
    assert dataset.retrieved is not None


def test_a_changed_boundary_is_kept_and_said(load: Loader) -> None:
    load()
    dataset = store.describe("kwb-2023")
    assert boundary_changed(dataset, ["BU0363AA01", "BU0363AA02", "GM0363", "BU99999999"]) == ["BU0363AA02"]
    assert any("grens veranderd" in remark for remark in dataset.remarks)


@pytest.mark.parametrize("version", [3, 4])
def test_pages_are_followed_to_the_last(load: Loader, version: int) -> None:
    load.server.trouble.page_size = 3
    assert load(version=version).regions == OURS


def test_the_api_is_asked_when_the_feed_is_down_and_gives_parts(load: Loader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("limonade.facts.statline.pages.MOST_RECORDS", 3)
    load.server.trouble.feed_is_down = True
    load.server.trouble.most_records = 3
    assert load().regions == OURS
    assert [path for path in load.server.asked if "skip=6" in path]


def test_health_takes_all_adults_and_the_value_itself(load: Loader) -> None:
    """65 and over, the margins and other years stand in the same table."""
    load.server.tables["50120NED"] = health()
    figures = load("rivm", None)
    assert (figures.year, figures.regions) == (2022, ["GM0202", PAASBERG])
    assert value(figures, "GM0202", "lonely_percent") == 51.2
    assert store.describe("rivm-2022").is_model
    with pytest.raises(FileRefused, match="heeft 2016 niet, wel: 2020, 2022"):
        load("rivm", 2016)


def test_kinds_of_heating_become_indicators(load: Loader) -> None:
    load.server.tables["84948NED"] = heating()
    figures = load("verwarming", None)
    assert figures.regions == ["GM0202"]
    assert {key: value(figures, "GM0202", key) for key in figures.values} == {
        "gas_boiler_percent": 76.4,
        "block_heating_percent": 6.9,
        "gas_free_percent": 12.0,
    }
    found = figure("gas_boiler_percent", ("GM0202",))
    assert found is not None
    assert (found.value, found.dataset.key) == (76.4, "verwarming-2022")


@pytest.mark.parametrize("trouble", [{"errors_first": 2}, {"errors_first": 2, "error_status": 429}])
def test_a_busy_server_is_asked_again(load: Loader, trouble: dict[str, Any]) -> None:
    load.server.trouble = replace(load.server.trouble, **trouble)
    assert load().regions == OURS
    assert load.server.asked_for("TypedDataSet") == 3


@pytest.mark.parametrize(
    ("trouble", "what", "attempts"),
    [
        ({"errors_first": 99}, "HTTP 500", 3),
        ({"cut_after": 100}, "pogingen", 3),
        ({"hangs": 1}, "pogingen", 3),
        ({"html": True}, "geen JSON maar text/html", 1),
    ],
)
def test_a_line_that_fails_is_told_and_leaves_the_shelf(
    load: Loader, trouble: dict[str, Any], what: str, attempts: int
) -> None:
    load()
    before, asked = store.describe("kwb-2023"), load.server.asked_for("TypedDataSet")
    load.server.trouble = replace(load.server.trouble, **trouble)
    with pytest.raises(TryLater, match=what) as refused:
        load()
    assert "TypedDataSet" in str(refused.value)
    assert load.server.asked_for("TypedDataSet") == asked + attempts
    assert store.describe("kwb-2023") == before


@pytest.mark.parametrize(
    ("trouble", "what"),
    [
        ({"error_status": 403, "errors_first": 1}, "weigert de vraag .HTTP 403."),
        ({"page_size": 3, "next_at": "http://127.0.0.2:1"}, "verwijst naar een andere plek"),
        ({"redirect_to": "https://example.org/"}, "verwijst naar een andere plek"),
        ({"redirect_to": "/ODataFeed/odata/85618NED/TypedDataSet"}, "in een kring rond"),
        ({"edit": lambda name, body: body + b" " * 300_000}, "groter dan"),
        ({"edit": lambda name, body: body[:-9] if name == "TypedDataSet" else body}, "niet zoals het CBS het geeft"),
    ],
)
def test_what_a_server_must_not_do_is_refused_at_once(load: Loader, trouble: dict[str, Any], what: str) -> None:
    load.server.trouble = replace(load.server.trouble, **trouble)
    with pytest.raises(FileRefused, match=what):
        load()
    assert store.datasets() == []


def test_a_broken_off_load_goes_on_where_it_stopped(load: Loader) -> None:
    """Eight regions in pages of three; the server gives up after the second page."""
    load.server.trouble = replace(load.server.trouble, page_size=3, fails_from=3)
    with pytest.raises(TryLater, match="HTTP 503"):
        load()
    load.server.asked.clear()
    load.server.trouble.fails_from = 0
    assert load().regions == OURS
    assert load.server.asked_for("TypedDataSet") == 1
    assert [path for path in unfinished_place().iterdir() if path.is_dir()] == []


def test_a_table_that_changed_begins_anew(load: Loader) -> None:
    load.server.trouble = replace(load.server.trouble, page_size=3, fails_from=3)
    with pytest.raises(TryLater):
        load()
    load.server.asked.clear()
    load.server.trouble.fails_from = 0
    load.server.tables["85618NED"]["TableInfos"][0]["Modified"] = "2026-01-01T02:00:00"
    assert load().regions == OURS
    assert load.server.asked_for("TypedDataSet") == 3


def test_a_table_that_changes_meanwhile_is_read_once_more(load: Loader) -> None:
    load.server.trouble = replace(load.server.trouble, page_size=3, change_after=2)
    assert load().regions == OURS
    assert load.server.asked_for("TypedDataSet") == 6


def test_a_disk_that_takes_nothing_is_told(load: Loader) -> None:
    place = unfinished_place()
    shutil.rmtree(place, ignore_errors=True)
    place.write_text("a file where the folder should be")
    try:
        with pytest.raises(TryLater, match="Bewaren lukt niet"):
            load()
    finally:
        place.unlink()


def test_only_one_at_a_time_fetches_a_table(load: Loader) -> None:
    from filelock import FileLock

    place = unfinished_place()
    place.mkdir(parents=True, exist_ok=True)
    with FileLock(place / "85618NED.lock"), pytest.raises(TryLater, match="wordt al opgehaald"):
        load()


def test_another_year_than_asked_is_refused(load: Loader) -> None:
    load.server.tables["85618NED"]["TableInfos"][0]["Period"] = "2022"
    with pytest.raises(FileRefused, match="van 2022, niet van 2023"):
        load()


def test_another_unit_is_not_read_as_ours(load: Loader) -> None:
    """A value in euros would be a thousand times too large."""
    for row in load.server.tables["85618NED"]["DataProperties"]:
        if row["Title"].startswith("Gemiddelde WOZ"):
            row["Unit"] = "euro"
    assert "woz_average" in load().absent


def test_figures_of_a_table_not_read_over_version_4_say_so(load: Loader) -> None:
    with pytest.raises(FileRefused, match="niet over versie 4"):
        load("rivm", None, 4)


@pytest.mark.parametrize(
    "server",
    ["http://opendata.cbs.nl", "ftp://x", "file:///etc/passwd", "", "https://", "http://10.0.0.1", "https://a:b@c"],
)
def test_only_safe_servers_are_asked(server: str) -> None:
    with pytest.raises(FileRefused, match="geen adres van een server"):
        checked_server(server)


def test_a_plain_link_of_the_same_server_is_followed_safely() -> None:
    with Client("https://opendata.cbs.nl") as client:
        found = client.ours("https://opendata.cbs.nl/a/b", "http://opendata.cbs.nl/a/c?$skip=1")
        assert found == "https://opendata.cbs.nl/a/c?$skip=1"
        assert client.ours("https://opendata.cbs.nl/a/b", "c") == "https://opendata.cbs.nl/a/c"
        with pytest.raises(FileRefused):
            client.ours("https://opendata.cbs.nl/a", "http://opendata.cbs.nl:8080/a")


def test_every_known_table_has_topics_and_a_safe_server() -> None:
    from limonade.facts.cbs import indicators
    from limonade.facts.topics import indicators_of

    for table in known_tables():
        assert indicators_of(table.figures), table
        assert set(indicators_of(table.figures)) <= set(indicators()), table
        assert checked_server(table.server) == table.server
    assert {key for table in known_tables() for key in indicators_of(table.figures)} == set(indicators())


def test_padding_and_points_mean_the_same(load: Loader) -> None:
    plain = load()
    load.server.tables["85618NED"] = version_3(Layout(numbers_from=50, width=0, empty="       ."))
    other = load()
    assert all(np.array_equal(plain.values[key], other.values[key], equal_nan=True) for key in plain.values)
