"""The real tables of CBS and RIVM, served by our own server in the official shapes. Needs LIMONADE_SHARED."""

import csv
import json
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from limonade.facts import store
from limonade.facts.actions import fetch_key_figures
from limonade.facts.cbs import KeyFigures
from limonade.facts.queries import figure
from limonade.facts.statline.client import Patience
from limonade.facts.statline.fetching import Wish
from limonade.facts.statline.tables import table_for
from tests.facts.fake_statline import Row, Statline

PAASBERG, GEITENKAMP, ARNHEM = "BU02020845", "BU02021053", "GM0202"
PATIENT = Patience(silence=30, between=())


@pytest.fixture
def energy(shared_data: Path) -> Path:
    return shared_data / "cbs_energie"


def parquet(path: Path) -> list[Row]:
    with duckdb.connect() as database:
        found = database.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def typed(path: Path) -> list[Row]:
    """A CSV file as the rows of TypedDataSet."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: cell_of(name, cell) for name, cell in row.items()} for row in csv.DictReader(file)]


def cell_of(column: str, cell: str) -> Any:
    """Topics end in a number, and are typed; dimensions are codes."""
    try:
        return (float(cell) if cell.strip() else None) if column[-1].isdigit() else cell
    except ValueError:
        return cell


def topics(*titles: tuple[str, str, str]) -> list[Row]:
    """DataProperties of a table of which only the rows are at hand: key, title and unit."""
    return [
        {"ID": at, "Type": "Topic", "Key": key, "Title": title, "Unit": unit}
        for at, (key, title, unit) in enumerate(titles)
    ]


def codes(rows: list[Row], dimension: str) -> list[Row]:
    return [{"Key": code, "Title": code.strip()} for code in sorted({row[dimension] for row in rows})]


def load(server: Statline, name: str, year: int | None, version: int = 3) -> KeyFigures:
    table = table_for(name, year)
    assert table is not None
    wish = Wish(table, year, version, server.address)
    return fetch_key_figures(wish, tick=lambda rows: None, patience=PATIENT)[1]


def value(indicator: str, region: str) -> tuple[float, int]:
    found = figure(indicator, (region,))
    assert found is not None
    return found.value, found.dataset.year


def test_key_figures_of_2020(server: Statline, shared_data: Path) -> None:
    place = shared_data / "cbs_kwb2020_84799NED"
    server.tables["84799NED"] = {
        "TableInfos": [json.loads((place / "cbs.v3.84799NED_Metadata.json").read_text(encoding="utf-8"))],
        **{
            name: parquet(place / f"cbs.v3.84799NED_{name}.parquet")
            for name in ("DataProperties", "WijkenEnBuurten", "TypedDataSet")
        },
    }
    figures = load(server, "kwb", 2020)
    assert (figures.year, len(figures.regions)) == (2020, 17_340)
    assert value("population", ARNHEM) == (161_348, 2020)
    assert value("households_without_children", ARNHEM)[0] > 0
    assert value("supermarket_km", PAASBERG)[0] < 2
    assert {"woz_average", "gas_m3", "income_per_inhabitant", "low_income_percent"} <= set(figures.absent)
    assert figures.boundary_changes.count("2") == 136
    assert figures.boundary_changes.count("3") == 789
    assert any("grens veranderd" in remark for remark in store.describe("kwb-2020").remarks)


def test_measures_of_2017_over_version_4(server: Statline, shared_data: Path) -> None:
    """The real codes of measures, groups and regions; the observations, which are not at hand, are invented."""
    place = shared_data / "cbs_kwb2017_83765NED_v4"
    names = ("MeasureCodes", "MeasureGroups", "WijkenEnBuurtenCodes")
    found = {name: parquet(place / f"cbs.v4.83765NED_{name}.parquet") for name in names}
    told = json.loads((place / "cbs.v4.83765NED_Metadata.json").read_text(encoding="utf-8"))
    measures = {"T001036": 2_100.0, "1050010_2": 850.0, "M003039": 301.0, "M000219_2": 1_500.0, "ZW25810_2": 1.0}
    server.tables["83765NED"] = {
        "Properties": told,
        **found,
        "Observations": [
            {"Id": at, "Measure": code, "Value": cell, "StringValue": None, "WijkenEnBuurten": PAASBERG}
            for at, (code, cell) in enumerate(measures.items())
        ],
    }
    figures = load(server, "kwb", 2017, version=4)
    assert (figures.title, figures.year, figures.regions) == ("Kerncijfers wijken en buurten 2017", 2017, [PAASBERG])
    assert value("woz_average", PAASBERG) == (301, 2017)
    assert value("gas_m3", PAASBERG) == (1500, 2017)


@pytest.mark.parametrize(
    ("year", "number", "regions", "here"),
    [(2019, "85010NED", 17_115, 126), (2020, "85447NED", 17_340, 153), (2022, "86044NED", 18_002, 243)],
)
def test_solar_panels(server: Statline, energy: Path, year: int, number: str, regions: int, here: int) -> None:
    """That of 2019 has a row for a municipality GEM9999, that of 2020 has 1,038 rows without a kind of region."""
    data = typed(energy / f"{number}.csv")
    server.tables[number] = {
        "TableInfos": [json.loads((energy / f"{number}_metadata.json").read_text(encoding="utf-8"))],
        "DataProperties": topics(
            ("AantalInstallatiesBijWoningen_5", "Aantal installaties bij woningen", "aantal"),
            ("OpgesteldVermogenVanZonnepanelen_6", "Opgesteld vermogen van zonnepanelen", "kW"),
        ),
        "WijkenEnBuurten": codes(data, "WijkenEnBuurten"),
        "TypedDataSet": data,
    }
    figures = load(server, "zon", year)
    assert (figures.year, len(figures.regions)) == (year, regions)
    assert value("solar_installations", PAASBERG) == (here, year)


def test_energy_of_a_municipality_is_of_the_newest_year_and_all_homes(server: Statline, energy: Path) -> None:
    data = typed(energy / "81528NED.csv")
    server.tables["81528NED"] = {
        "TableInfos": [json.loads((energy / "81528NED_metadata.json").read_text(encoding="utf-8"))],
        "DataProperties": topics(
            ("GemiddeldAardgasverbruik_1", "Gemiddeld aardgasverbruik", "m³"),
            ("GemiddeldeElektriciteitslevering_2", "Gemiddelde elektriciteitslevering", "kWh"),
            ("GemiddeldeNettoElektriciteitslevering_3", "Gemiddelde netto elektriciteitslevering", "kWh"),
            ("Stadsverwarming_4", "Stadsverwarming", "%"),
        ),
        **{name: codes(data, name) for name in ("Woningkenmerken", "RegioS", "Perioden")},
        "TypedDataSet": data,
    }
    load(server, "energie", None)
    assert value("gas_m3", ARNHEM) == (710, 2024)
    assert value("electricity_kwh", ARNHEM) == (2280, 2024)
    assert value("district_heating_percent", ARNHEM) == (12.1, 2024)
    assert load(server, "energie", 2010).year == 2010
    assert value("gas_m3", ARNHEM) == (710, 2024)


def test_heating_of_a_municipality(server: Statline, energy: Path) -> None:
    data = typed(energy / "84948NED.csv")
    server.tables["84948NED"] = {
        "TableInfos": [json.loads((energy / "84948NED_metadata.json").read_text(encoding="utf-8"))],
        "DataProperties": topics(("Woningen_1", "Woningen", "%")),
        **{name: codes(data, name) for name in ("RegioS", "Perioden")},
        "TypedDataSet": data,
    }
    load(server, "verwarming", None)
    assert value("gas_boiler_percent", ARNHEM) == (76.4, 2022)
    assert value("gas_free_percent", ARNHEM) == (12.0, 2022)


@pytest.mark.slow
def test_health_of_2020(server: Statline, shared_data: Path) -> None:
    """The cells of this export are padded text, also the figures; 769 regions have none."""
    book = openpyxl.load_workbook(shared_data / "rivm" / "RIVM_gezondheid2020_18+.xlsx", read_only=True)
    names, *rows = book.worksheets[0].iter_rows(values_only=True)
    book.close()
    dimensions = ("Leeftijd", "Marges", "WijkenEnBuurten", "Perioden")
    kept = (*dimensions, "Eenzaam_28", "Mantelzorger_32", "Vrijwilligerswerk_33", "MoeiteMetRondkomen_38")
    data = [{**dict(zip(names, row, strict=True)), "Leeftijd": str(row[names.index("Leeftijd")])} for row in rows]
    server.tables["50120NED"] = {
        "TableInfos": [{"Title": "Gezondheid per wijk en buurt", "Period": "2012, 2016, 2020", "Modified": "2022"}],
        "DataProperties": topics(
            ("Eenzaam_28", "Eenzaam", "%"),
            ("Mantelzorger_32", "Mantelzorger", "%"),
            ("Vrijwilligerswerk_33", "Vrijwilligerswerk", "%"),
            ("MoeiteMetRondkomen_38", "Moeite met rondkomen", "%"),
        ),
        **{name: codes(data, name) for name in dimensions},
        "TypedDataSet": [{name: row[name] for name in kept} for row in data],
    }
    figures = load(server, "rivm", 2020)
    assert len(figures.regions) == 17_340
    keys = ("lonely_percent", "carers_percent", "volunteers_percent", "hard_to_make_ends_meet_percent")
    assert [value(key, ARNHEM)[0] for key in keys] == [51.2, 12.3, 22.0, 18.0]
    assert [value(key, GEITENKAMP)[0] for key in keys] == [58.2, 14.4, 20.6, 29.2]
    assert store.describe("rivm-2020").is_model
