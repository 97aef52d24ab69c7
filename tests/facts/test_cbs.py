"""CBS key figures: columns by topic path and title, padded codes, missing cells."""

import csv
import json
import math
from pathlib import Path

import pytest

from limonade.facts.cbs import KeyFigures, number, read_folder
from limonade.facts.problems import FileRefused

PROPERTIES = [
    # ID, ParentID, Type, Key, Title
    ("1", "", "TopicGroup", "", "Bevolking"),
    ("2", "1", "Topic", "AantalInwoners_7", "Aantal inwoners"),
    ("3", "1", "TopicGroup", "", "Particuliere huishoudens"),
    ("4", "3", "Topic", "HuishoudensTotaal_9", "Huishoudens totaal"),
    ("5", "", "TopicGroup", "", "Ander onderwerp"),
    ("6", "5", "Topic", "AantalInwoners_8", "Aantal inwoners"),
]
COLUMNS = ("WijkenEnBuurten", "AantalInwoners_7", "AantalInwoners_8", "HuishoudensTotaal_9")
DATA = [
    dict(zip(COLUMNS, row, strict=True))
    for row in (
        ("NL00      ", "17407585", "1", "8"),
        ("GM0363    ", "872757", "2", "       ."),
        ("BU0363AA01", "  -99998", "3", "585"),
    )
]


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    names = ("ID", "ParentID", "Type", "Key", "Title")
    write(tmp_path / "DataProperties.csv", [dict(zip(names, row, strict=True)) for row in PROPERTIES])
    write(tmp_path / "UntypedDataSet.csv", DATA)
    regions = [("GM0363    ", "Amsterdam  "), ("BU0363AA01", "Kop Zeedijk")]
    write(tmp_path / "WijkenEnBuurten.csv", [{"Key": code, "Title": name} for code, name in regions])
    (tmp_path / "TableInfos.json").write_text(json.dumps({"Title": "Kerncijfers 2024", "Period": "2024"}))
    return tmp_path


def value(figures: KeyFigures, region: str, indicator: str) -> float:
    return float(figures.values[indicator][figures.regions.index(region)])


def test_columns_are_found_by_their_topic_and_not_by_their_number(table: Path) -> None:
    """Two columns are called "Aantal inwoners"; only the one under "Bevolking" is ours."""
    assert value(read_folder(table), "GM0363", "population") == 872757


def test_codes_and_names_lose_their_padding_and_keep_their_letters(table: Path) -> None:
    figures = read_folder(table)
    assert list(zip(figures.regions, figures.names, strict=True)) == [
        ("GM0363", "Amsterdam"),
        ("BU0363AA01", "Kop Zeedijk"),
    ]


def test_a_table_without_postcodes_is_read_all_the_same(table: Path) -> None:
    assert read_folder(table).postcodes == ["", ""]


def test_the_most_frequent_postcode_of_a_buurt_is_kept_as_text(table: Path) -> None:
    names = ("ID", "ParentID", "Type", "Key", "Title")
    postcode = [("7", "", "TopicGroup", "", "Postcode"), ("8", "7", "Topic", "Code_113", "Meest voorkomende postcode")]
    write(table / "DataProperties.csv", [dict(zip(names, row, strict=True)) for row in PROPERTIES + postcode])
    found = ("         .", "         .", "      1012")
    write(table / "UntypedDataSet.csv", [{**row, "Code_113": code} for row, code in zip(DATA, found, strict=True)])
    assert read_folder(table).postcodes == ["", "1012"]


def test_a_point_and_the_sign_for_missing_are_missing(table: Path) -> None:
    figures = read_folder(table)
    assert math.isnan(value(figures, "GM0363", "households"))
    assert math.isnan(value(figures, "BU0363AA01", "population"))


def test_what_the_table_does_not_have_yet_is_said(table: Path) -> None:
    assert {"dwellings", "wmo_clients", "welfare_recipients"} <= set(read_folder(table).absent)


def test_the_year_comes_from_the_table_itself(table: Path) -> None:
    assert (read_folder(table).title, read_folder(table).year) == ("Kerncijfers 2024", 2024)


@pytest.mark.parametrize("name", ["DataProperties.csv", "UntypedDataSet.csv", "WijkenEnBuurten.csv", "TableInfos.json"])
def test_a_missing_file_is_named(table: Path, name: str) -> None:
    (table / name).unlink()
    with pytest.raises(FileRefused, match=name.split(".", maxsplit=1)[0].removeprefix("Unt").removeprefix("T")[:5]):
        read_folder(table)


def test_a_cell_that_is_no_number_is_named_with_its_row(table: Path) -> None:
    write(table / "UntypedDataSet.csv", [*DATA[:2], {**DATA[2], "AantalInwoners_7": "veel"}])
    with pytest.raises(FileRefused, match="regel 4: “veel” bij AantalInwoners_7 is geen getal"):
        read_folder(table)


def test_another_table_is_refused(table: Path) -> None:
    names = ("ID", "ParentID", "Type", "Key", "Title")
    write(table / "DataProperties.csv", [dict(zip(names, row, strict=True)) for row in PROPERTIES[4:]])
    with pytest.raises(FileRefused, match="Bevolking > Aantal inwoners"):
        read_folder(table)


def test_numbers_are_read_as_the_source_writes_them() -> None:
    assert number(" 2310 ") == 2310
    assert number("2.3") == 2.3


def test_the_whole_country_of_2020(shared_data: Path) -> None:
    figures = read_folder(shared_data / "cbs_kwb2020_84799NED")
    assert figures.year == 2020
    assert len(figures.regions) == 17_340, "17.341 regions less the country"
    assert value(figures, "GM0202", "population") == 161_348
    assert value(figures, "BU02020845", "households") == 870
    assert value(figures, "BU02021053", "welfare_recipients") == 490
    assert figures.postcodes[figures.regions.index("BU02020845")] == "6824"
    assert set(figures.absent) >= {"dwellings", "wmo_clients", "youth_care_clients", "establishments"}
