"""A small invented table of what municipalities delivered in Iv3 form, in the shape of CBS, and the same as CSV."""

import csv
import io
from dataclasses import dataclass
from typing import Any

from tests.facts.fake_statline import Resources, Row

YEAR, NUMBER = 2024, "45067NED"
TITLE = f"Gemeenten {YEAR} onbewerkte Iv3-data"
ACCOUNTS, BUDGET = f"{YEAR}X005", f"{YEAR}X000"
FIRST, SECOND = "k_1ePlaatsing_1", "k_2ePlaatsing_2"
FIELDS = ("TaakveldBalanspost", "Categorie", "Gemeenten", "Verslagsoort", FIRST, SECOND)
ARNHEM, ZWOLLE, VIJFHEERENLANDEN = "GM0202", "GM0193", "GM1961"
CATALOGUE: tuple[tuple[str, str], ...] = (
    ("45066NED", f"Provincies {YEAR} onbewerkte Iv3-data"),
    ("45063NED", "Gemeenten 2023 onbewerkte Iv3-data"),
    (NUMBER, f"{TITLE} "),
    ("45069NED", f"Gemeenschappelijke regelingen {YEAR} onbewerkte Iv3-data"),
)


@dataclass
class Cell:
    item: str
    category: str
    municipality: str
    first: float | None
    second: float | None
    report: str = ACCOUNTS


def cells() -> list[Cell]:
    """Arnhem delivered twice, Zwolle only for the first placing, Vijfheerenlanden nothing at all."""
    return [
        Cell("5.7", "L1.1", ARNHEM, 4000.0, 4167.0),
        Cell("5.7", "L3.8", ARNHEM, 9000.0, 9655.5),
        Cell("5.7", "B3.7", ARNHEM, 1588, 1588),
        Cell("6.1", "L4.2", ARNHEM, 50_280.001, 50_280.001),
        Cell("6.2", "L3.8", ARNHEM, 12.0, None),  # withdrawn in the second delivery
        Cell("0.64", "L3.8", ARNHEM, -112.0, -112.0),
        Cell("0.64", "B2.2.1", ARNHEM, -706_896.0, -99_999.0),
        Cell("0.5", "L5.1", ARNHEM, -99998, -99998.0),
        Cell("0.10", "L7.1", ARNHEM, 5.0, 5.0),
        Cell("0.1", "L7.1", ARNHEM, 0.0, 0.0),
        Cell("0.11", "B7.1", ARNHEM, 7.0, 7.0),
        Cell("A111", "L3.1", ARNHEM, 88.0, 88.0),
        Cell("P12", "Ultimo", ARNHEM, 900.0, 900.0),
        Cell("0.1", "Primo", ARNHEM, None, None),
        Cell("5.7", "L1.1", ARNHEM, 3.0, 3.0, BUDGET),
        Cell("5.7", "L1.1", ARNHEM, 1.0, 1.0, f"{YEAR}X004"),
        Cell("6.71a", "L3.4.1", ZWOLLE, 31.0, None),
        Cell("7.3", "B2.2.2", ZWOLLE, 22.25, None),
        Cell("6.1", "L4.2", VIJFHEERENLANDEN, None, None),
    ]


EXPECTED = {
    (ARNHEM, "5.7", "L", "1.1"): 4_167_000,
    (ARNHEM, "5.7", "L", "3.8"): 9_655_500,
    (ARNHEM, "5.7", "B", "3.7"): 1_588_000,
    (ARNHEM, "6.1", "L", "4.2"): 50_280_001,
    (ARNHEM, "0.64", "L", "3.8"): -112_000,
    (ARNHEM, "0.64", "B", "2.2.1"): -99_999_000,
    (ARNHEM, "0.10", "L", "7.1"): 5_000,
    (ARNHEM, "0.11", "B", "7.1"): 7_000,
    (ZWOLLE, "6.71a", "L", "3.4.1"): 31_000,
    (ZWOLLE, "7.3", "B", "2.2.2"): 22_250,
}


def rows(found: list[Cell]) -> list[Row]:
    """Codes padded as CBS pads them."""
    return [
        {
            "ID": at,
            "TaakveldBalanspost": f"{one.item:<6}",
            "Categorie": f"{one.category:<8}",
            "Gemeenten": f"{one.municipality:<9}",
            "Verslagsoort": one.report,
            FIRST: one.first,
            SECOND: one.second,
        }
        for at, one in enumerate(found)
    ]


def table(found: list[Cell] | None = None) -> Resources:
    """The resources of the table as the Feed and the Api give them."""
    data = rows(cells() if found is None else found)
    return {
        "TableInfos": [{"Title": TITLE, "Period": str(YEAR), "Modified": "2025-09-24T02:00:00"}],
        "DataProperties": _properties(),
        "Verslagsoort": [{"Key": f"{YEAR}X00{at}", "Title": title} for at, title in enumerate(REPORTS)],
        "Gemeenten": [{"Key": f"{code:<9}", "Title": code} for code in (ARNHEM, ZWOLLE, VIJFHEERENLANDEN)],
        "TypedDataSet": data,
    }


REPORTS = ("Begroting", "1ste kwartaal", "2de kwartaal", "3de kwartaal", "4de kwartaal", "Jaarrekening")


def catalogue() -> Resources:
    return {"Tables": [{"Identifier": number, "Title": title, "Catalog": "IV3"} for number, title in CATALOGUE]}


def _properties() -> list[Row]:
    dimensions: list[Row] = [
        {"ID": at, "ParentID": None, "Type": "Dimension", "Key": name, "Title": name, "Unit": None}
        for at, name in enumerate(FIELDS[:4])
    ]
    topics: list[Row] = [
        {"ID": 4 + at, "ParentID": None, "Type": "Topic", "Key": name, "Title": f"{at + 1}e plaatsing"}
        | {"Unit": "1 000 euro", "Decimals": 3}
        for at, name in enumerate((FIRST, SECOND))
    ]
    return dimensions + topics


def as_csv(resources: Resources) -> str:
    """The same rows as a file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, extrasaction="ignore", delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _text(row[name]) for name in FIELDS} for row in resources["TypedDataSet"])
    return out.getvalue()


def _text(value: Any) -> str:
    return "." if value is None else str(value)
