"""Municipalities merge; money of a year goes to who existed at its end."""

import pytest

from limonade.facts.municipalities import codes_by_name, mergers, municipalities, owner_of


def test_eighteen_municipalities_of_2020_are_gone() -> None:
    assert len({merger.old_code for merger in mergers()}) == 18
    assert sum(town.exists_in(2020) for town in municipalities().values()) == 355
    assert [sum(town.exists_in(year) for town in municipalities().values()) for year in (2021, 2022, 2023, 2025)] == [
        352,
        344,
        342,
        342,
    ]


@pytest.mark.parametrize(
    ("region", "year", "owner"),
    [
        ("BU02020845", 2025, "GM0202"),
        ("BU05010101", 2022, "GM0501"),
        ("BU05010101", 2023, "GM1992"),
        ("BU04570101", 2022, "GM0363"),
        ("BU07880100", 2021, "GM0824"),
        ("BU07880200", 2021, "GM0865"),
        ("BU07880300", 2021, "GM0757"),
        ("BU07880400", 2023, "GM0855"),
        ("BU07880400", 2020, "GM0788"),
    ],
)
def test_a_buurt_follows_its_municipality(region: str, year: int, owner: str) -> None:
    assert owner_of(region, year) == owner


def test_a_new_name_is_only_known_from_its_year_on() -> None:
    assert codes_by_name(2023)["voorne aan zee"] == "GM1992"
    assert "voorne aan zee" not in codes_by_name(2022)
    assert "brielle" not in codes_by_name(2023)
