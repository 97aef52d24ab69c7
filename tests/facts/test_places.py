"""Finding a place by name or postcode, in whatever key figures are loaded."""

import time
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import example, given, settings
from hypothesis import strategies as st

from limonade.facts import store
from limonade.facts.places import Place, buurten_of, find_places, place
from limonade.facts.store import Dataset
from tests.example import lay_out_demo

NAN = float("nan")
REGIONS = [
    ("GM0202", "Arnhem", "", 161_348.0),
    ("WK020201", "Centrum", "", 9_000.0),
    ("BU02020100", "Markt", "6811", 1_405.0),
    ("BU02020101", "Arnhemse Markt", "6811", 250.0),
    ("WK020208", "Velperweg e.o.", "", 11_000.0),
    ("BU02020845", "Paasberg", "6824", 2_170.0),
    ("BU02020840", "Angerenstein", "6824", NAN),
    ("BU02020841", "Het Arnhemse Dorp/Mariëndaal", "", 40.0),
    ("GM0518", "'s-Gravenhage", "", 545_838.0),
    ("BU05180101", "Centrum", "2511", 10.0),
    ("GM0363", "Amsterdam", "", 872_757.0),
    ("BU0363AA01", "Kop Zeedijk", "1012", 1_000.0),
]


def table(
    year: int, rows: list[tuple[str, str, str, float]], *, key: str = "kwb", without: frozenset[str] = frozenset()
) -> None:
    names = ("region", "name", "pc4", "population")
    dataset = Dataset(
        key=f"{key}-{year}",
        kind=store.KEY_FIGURES,
        year=year,
        stage="",
        title="",
        publisher="CBS",
        licence="",
        url="",
        retrieved_on="",
    )
    store.write(dataset, {name: [row[at] for row in rows] for at, name in enumerate(names) if name not in without})


@pytest.fixture
def loaded() -> None:
    table(2020, REGIONS)


def names(text: str, limit: int = 40) -> list[str]:
    return [one.name for one in find_places(text, limit)]


@pytest.mark.usefixtures("loaded")
def test_a_place_says_where_it_is_and_how_many_live_there() -> None:
    assert place("BU02020845") == Place("BU02020845", "Paasberg", "buurt", "GM0202", "Arnhem", 2_170, "6824")
    assert place(" wk020208 ") == Place("WK020208", "Velperweg e.o.", "wijk", "GM0202", "Arnhem", 11_000, "")
    assert place("BU02029999") is None


@pytest.mark.usefixtures("loaded")
def test_inhabitants_that_are_not_published_are_unknown_and_not_zero() -> None:
    found = place("BU02020840")
    assert found is not None
    assert found.inhabitants is None


@pytest.mark.usefixtures("loaded")
def test_exact_goes_before_the_start_and_the_start_before_a_part() -> None:
    assert names("arnhem") == ["Arnhem", "Arnhemse Markt", "Het Arnhemse Dorp/Mariëndaal"]
    assert names("markt") == ["Markt", "Arnhemse Markt"]


@pytest.mark.usefixtures("loaded")
def test_at_an_equal_match_a_wijk_goes_before_a_buurt() -> None:
    assert [one.kind for one in find_places("centrum")] == ["wijk", "buurt"]


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("text", ["mariendaal", "MARIËNDAAL", "Mariëndaal", "dorp mariën", "ndaal"])
def test_capitals_accents_and_signs_do_not_matter(text: str) -> None:
    assert names(text) == ["Het Arnhemse Dorp/Mariëndaal"]


@pytest.mark.usefixtures("loaded")
def test_the_municipality_may_be_said_too() -> None:
    assert [one.code for one in find_places("centrum arnhem")] == ["WK020201"]
    assert [one.code for one in find_places("den haag centrum")] == ["BU05180101"]


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("text", ["Den Haag", "'s-gravenhage", "s Gravenhage", "gravenhage"])
def test_the_name_that_everybody_says_is_known(text: str) -> None:
    assert names(text) == ["'s-Gravenhage"]


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("text", ["6824", "6824ND", " 6824 nd "])
def test_a_postcode_gives_the_buurten_where_it_is_the_most_frequent(text: str) -> None:
    assert names(text) == ["Angerenstein", "Paasberg"]


@pytest.mark.usefixtures("loaded")
def test_no_more_are_given_than_asked_for() -> None:
    assert names("a", 2) == ["Amsterdam", "Arnhem"]
    assert names("a", 0) == names("6824", -1) == []


@pytest.mark.usefixtures("loaded")
def test_buurten_come_in_order_of_wijk_and_then_of_name() -> None:
    in_order = ["Arnhemse Markt", "Markt", "Angerenstein", "Het Arnhemse Dorp/Mariëndaal", "Paasberg"]
    assert [one.name for one in buurten_of("GM0202")] == in_order
    assert [one.name for one in buurten_of("WK020208")] == in_order[2:]
    assert [one.name for one in buurten_of("WK0363AA")] == ["Kop Zeedijk"]
    assert buurten_of("BU02020845") == buurten_of("") == []


def test_without_figures_nothing_is_found() -> None:
    assert find_places("Arnhem") == buurten_of("GM0202") == []
    assert place("GM0202") is None


def test_figures_without_postcodes_can_still_be_searched_by_name() -> None:
    table(2020, REGIONS, without=frozenset({"pc4"}))
    assert find_places("6824") == []
    assert [one.pc4 for one in find_places("Paasberg")] == [""]


def test_the_newest_table_names_the_places_and_an_older_one_fills_what_it_lacks() -> None:
    table(2020, [("GM0202", "Arnhem", "", 1.0), ("BU02020845", "Paasberg", "6824", 2_170.0)])
    table(2024, [("GM0202", "Arnhem", "", 2.0), ("BU02020845", "Paasberg-Oost", "", NAN)])
    assert [(one.name, one.inhabitants, one.pc4) for one in buurten_of("GM0202")] == [("Paasberg-Oost", 2_170, "6824")]


def test_a_newer_table_about_one_subject_does_not_hide_the_division() -> None:
    table(2020, REGIONS)
    table(2022, REGIONS[:3], key="zon", without=frozenset({"pc4", "population"}))
    assert len(buurten_of("GM0202")) == 5


def test_a_municipality_that_merged_is_only_found_as_its_heir() -> None:
    """Brielle (GM0501) became part of Voorne aan Zee (GM1992) in 2023."""
    table(2020, [("GM0501", "Brielle", "", 1.0), ("BU05010101", "Vesting", "3231", 1.0)])
    assert [one.municipality_name for one in find_places("vesting")] == ["Brielle"]
    table(2024, [("GM1992", "Voorne aan Zee", "", 1.0), ("BU19920101", "Vesting", "3231", 1.0)])
    assert [one.municipality_name for one in find_places("vesting")] == ["Voorne aan Zee"]
    assert find_places("brielle") == []


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=120), limit=st.integers(-2, 50))
@example(text="\0", limit=5)
@example(text="Arnhem\0", limit=5)
@example(text="' OR 1=1 --", limit=5)
@example(text="%_*?[a](", limit=5)
@example(text="🍋", limit=5)
@example(text="a" * 100_000, limit=5)
@example(text="\ud800", limit=5)
@example(text="ﷺ" * 100, limit=5)
def test_odd_words_find_little_and_never_raise(text: str, limit: int) -> None:
    if not store.datasets():
        table(2020, REGIONS)
    found = find_places(text, limit)
    assert len(found) <= max(limit, 0)
    assert len({one.code for one in found}) == len(found)
    assert place(text) is None
    assert buurten_of(text) == []


@pytest.mark.django_db
def test_the_demo_can_be_searched_by_postcode() -> None:
    lay_out_demo()
    assert "Paasberg" in names("6824 ND")


def test_the_whole_country_is_searched_quickly(shared_data: Path) -> None:
    call_command("import_kwb", str(shared_data / "cbs_kwb2020_84799NED"), verbosity=0)
    assert names("Paasberg") == ["Paasberg"]
    assert len(buurten_of("GM0202")) == 83
    assert names("6824 ND")[:3] == ["Angerenstein", "Molenbeke", "Paasberg"]
    started = time.perf_counter()
    for text in ("a", "den bosch", "centrum arnhem", "6824", "e.o."):
        assert find_places(text)
    assert (time.perf_counter() - started) / 5 < 0.05
