"""Somebody who lays all public pages side by side and subtracts finds no group of fewer than ten."""

import datetime as dt
import itertools
import re

import pytest
from django.test import Client

from limonade.economy.household.queries import household_accounts
from limonade.facts import store
from limonade.facts.errors import NotLoaded
from limonade.facts.store import Dataset
from limonade.neighbourhoods.actions import found_neighbourhood
from tests.example import lay_out_demo

SIZES = {"BU01930001": 5, "BU01930002": 10, "BU01930003": 15, "BU01930004": 40, "BU01930005": 985, "BU01930006": 1005}
YEARS = (2021, 2022)
COUNTED = re.compile(r"(< 10|[\d.]+)\s+(huishoudens|mensen|volwassenen|van één persoon|samen zonder|met kinderen)")
PAGES = ("", "eten-en-drinken/", "zorg/", "gezelschap/", "maken-delen-ruilen/")


@pytest.fixture
def towns(db: None) -> list[str]:
    """Six small and large buurten, and neighbourhoods of every pair of them, of all but one and of all."""
    lay_out_demo()
    key_figures(YEARS[0])
    sets = [*itertools.combinations(SIZES, 2), *itertools.combinations(SIZES, len(SIZES) - 1), tuple(SIZES)]
    places = [
        found_neighbourhood(
            name=f"Plek {number}",
            municipality_code="GM0193",
            buurten=list(codes),
            division_year=2021,
            valid_from=dt.date(2021, 1, 1),
        )
        for number, codes in enumerate(sets)
    ]
    return [place.slug for place in places]


def key_figures(year: int) -> None:
    """In the later year everybody has a few more neighbours."""
    sizes = [float(size + (5 if year == YEARS[-1] else 0)) for size in SIZES.values()]
    columns = {
        "population": [2 * size for size in sizes],
        "population_0_15": [5.0 * (size // 25) for size in sizes],
        "population_15_25": [5.0 * (size // 30) for size in sizes],
        "households": sizes,
        "households_single": [5.0 * (size // 15) for size in sizes],
        "households_with_children": [5.0 * (size // 20) for size in sizes],
    }
    dataset = Dataset(f"kwb-{year}", store.KEY_FIGURES, year, "", f"Kerncijfers {year}", "CBS", "", "", "")
    store.write(dataset, {"region": list(SIZES), "name": list(SIZES), "pc4": [""] * len(SIZES), **columns})


def counts_on(client: Client, address: str) -> list[tuple[str, int]]:
    text = re.sub(r"<[^>]+>", " ", client.get(address).content.decode().partition("<main")[2]).replace("&lt;", "<")
    found = COUNTED.findall(" ".join(text.replace("\xa0", " ").split()))
    return [(kind, int(count.replace(".", ""))) for count, kind in found if count != "< 10"]


def test_no_count_and_no_difference_is_about_fewer_than_ten(towns: list[str], client: Client) -> None:
    seen: dict[str, set[int]] = {}
    for year in YEARS:
        key_figures(year)
        for slug, part in itertools.product(towns, PAGES):
            for kind, count in counts_on(client, f"/wijk/{slug}/huishouden/{part}"):
                seen.setdefault(kind, set()).add(count)
    assert len(seen) >= 4, "there was something to attack"
    assert sum(map(len, seen.values())) > 20
    for kind, counts in seen.items():
        derived = {abs(one - other) for one, other in itertools.product(counts, repeat=2)} | counts
        assert not {number for number in derived if 0 < number < 10}, kind


def test_a_buurt_of_five_households_is_in_no_sum(towns: list[str]) -> None:
    with_it = household_accounts(("BU01930001", "BU01930005"))
    assert with_it.homes == household_accounts(("BU01930005",)).homes
    with pytest.raises(NotLoaded):
        household_accounts(("BU01930001",))
