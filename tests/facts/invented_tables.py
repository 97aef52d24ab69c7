"""Small invented tables in the official shapes, for the fake statistics server and as files in a folder."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.facts.fake_statline import Resources, Row

Path_ = tuple[str, ...]
TITLE, YEAR = "Kerncijfers wijken en buurten 2023", "2023"
MODIFIED = "2025-03-26T02:00:00"
PERSONS, HOMES, GAS = (
    ("Bevolking",),
    ("Bevolking", "Particuliere huishoudens"),
    ("Energie", "Gemiddeld aardgasverbruik"),
)
CURRENT = ("Energie", "Gemiddeld elektriciteitsverbruik")
TOPICS: dict[str, tuple[Path_, str, str]] = {
    # name of the column without its number: path, title, unit
    "IndelingswijzigingWijkenEnBuurten": (("Regioaanduiding",), "Indelingswijziging wijken en buurten", "code"),
    "AantalInwoners": (PERSONS, "Aantal inwoners", "aantal"),
    "HuishoudensTotaal": (HOMES, "Huishoudens totaal", "aantal"),
    "GemiddeldeWOZWaardeVanWoningen": (("Wonen",), "Gemiddelde WOZ-waarde van woningen", "x 1 000 euro"),
    "GemiddeldElektriciteitsverbruikTotaal": (CURRENT, "Gemiddeld elektriciteitsverbruik totaal", "kWh"),
    "Appartement": ((*CURRENT, "Naar woningtype"), "Appartement", "kWh"),
    "GemiddeldAardgasverbruikTotaal": (GAS, "Gemiddeld aardgasverbruik totaal", "m³"),
    "Appartement ": ((*GAS, "Naar woningtype"), "Appartement", "m³"),
    "WmoClienten": (("Zorg",), "Wmo-cliënten", "aantal"),
    "MeestVoorkomendePostcode": (("Postcode",), "Meest voorkomende postcode", "code"),
}
TEXTS = frozenset({"IndelingswijzigingWijkenEnBuurten", "MeestVoorkomendePostcode"})
REGIONS = {
    "NL00": "Nederland",
    "GM0363": "Amsterdam",
    "WK0363AA": "Burgwallen-Oude Zijde",
    "BU0363AA01": "Kop Zeedijk",
    "BU0363AA02": "Oude Kerk e.o.",
    "GM0202": "Arnhem",
    "WK020208": "Monnikenhuizen e.o.",
    "BU02020845": "Paasberg",
}
FIGURES: dict[str, tuple[Any, ...]] = {
    # one value per region
    "IndelingswijzigingWijkenEnBuurten": (".", ".", "1", "1", "2", ".", "1", "1"),
    "AantalInwoners": (17_811_291, 918_117, 4_365, 990, 820, 165_770, 5_120, 2_170),
    "HuishoudensTotaal": (8_270_605, 492_000, 3_055, 690, 595, 83_995, 2_490, 870),
    "GemiddeldeWOZWaardeVanWoningen": (369, 513, 611, 557, None, 323, 402, 478),
    "GemiddeldElektriciteitsverbruikTotaal": (2_810, 2_120, 2_330, 2_410, 2_200, 2_280, 2_500, 2_600),
    "Appartement": (1, 2, 3, 4, 5, 6, 7, 8),
    "GemiddeldAardgasverbruikTotaal": (990, 700, 820, 810, None, 710, 900, 1_030),
    "Appartement ": (8, 7, 6, 5, 4, 3, 2, 1),
    "WmoClienten": (None,) * 8,
    "MeestVoorkomendePostcode": (".", ".", ".", "1012", "1012", ".", ".", "6824"),
}
OURS = [code for code in REGIONS if code != "NL00"]


@dataclass
class Layout:
    """How a table is written down; none of this changes what it says."""

    numbers_from: int = 4
    row_order: Sequence[int] = tuple(range(len(REGIONS)))
    column_order: Sequence[int] = tuple(range(len(TOPICS)))
    width: int = 10
    extra_columns: int = 0
    empty: Any = None
    """How a missing figure is written."""
    missing: Mapping[str, frozenset[str]] = field(default_factory=dict)


def column_names(layout: Layout) -> dict[str, str]:
    """Per topic the name of its column: with the number that differs from year to year."""
    order = [list(TOPICS)[at] for at in layout.column_order]
    return {name: f"{name.strip()}_{layout.numbers_from + at}" for at, name in enumerate(order)}


def properties(layout: Layout) -> list[Row]:
    groups: dict[Path_, int] = {}
    rows: list[Row] = [_property(0, None, "GeoDetail", "WijkenEnBuurten", "Wijken en buurten")]
    for name, key in column_names(layout).items():
        path, title, unit = TOPICS[name]
        for depth in range(1, len(path) + 1):
            if path[:depth] not in groups:
                groups[path[:depth]] = len(rows)
                above = groups.get(path[: depth - 1])
                rows.append(_property(len(rows), above, "TopicGroup", "", path[depth - 1]))
        rows.append({**_property(len(rows), groups[path], "Topic", key, title), "Unit": unit})
    return rows


def _property(number: int, above: int | None, kind: str, key: str, title: str) -> Row:
    return {
        "odata.type": f"Cbs.OData.{kind}",
        "ID": number,
        "ParentID": above,
        "Type": kind,
        "Key": key,
        "Title": title,
    }


def data(layout: Layout) -> list[Row]:
    codes = list(REGIONS)
    names = column_names(layout)
    rows = []
    for at in layout.row_order:
        row: Row = {"ID": at, "WijkenEnBuurten": codes[at].ljust(layout.width), "SoortRegio_2": None}
        for name, key in names.items():
            value = None if codes[at] in layout.missing.get(name, ()) else FIGURES[name][at]
            row[key] = layout.empty if value is None else value
        rows.append(row | {f"Nieuw_{one + 200}": one for one in range(layout.extra_columns)})
    return rows


def regions(layout: Layout) -> list[Row]:
    return [{"Key": code.ljust(layout.width), "Title": name, "Municipality": ""} for code, name in REGIONS.items()]


def infos(title: str = TITLE, period: str = YEAR) -> Row:
    return {"ID": 1, "Identifier": "85618NED", "Title": title, "Modified": MODIFIED, "Period": period}


def version_3(layout: Layout | None = None) -> Resources:
    layout = layout or Layout()
    return {
        "TableInfos": [infos()],
        "DataProperties": properties(layout),
        "WijkenEnBuurten": regions(layout),
        "TypedDataSet": data(layout),
    }


def version_4(layout: Layout | None = None) -> Resources:
    """The same table; there are no texts among its values, and measures have codes that do not change."""
    layout = layout or Layout()
    names = {name: f"M{at:06}" for at, name in enumerate(TOPICS) if name not in TEXTS}
    groups = sorted({path[:depth] for path, _title, _unit in TOPICS.values() for depth in range(1, len(path) + 1)})
    codes = list(REGIONS)
    values = [
        (codes[at], names[name], None if codes[at] in layout.missing.get(name, ()) else FIGURES[name][at])
        for at in layout.row_order
        for name in (list(TOPICS)[column] for column in layout.column_order)
        if name in names
    ]
    return {
        "Properties": {"Title": TITLE, "TemporalCoverage": YEAR, "Modified": MODIFIED},
        "MeasureGroups": [
            {"Id": "/".join(path), "Title": path[-1], "ParentId": "/".join(path[:-1]) or None} for path in groups
        ],
        "MeasureCodes": [
            {"Identifier": code, "Title": TOPICS[name][1], "MeasureGroupId": "/".join(TOPICS[name][0])}
            | {"Unit": TOPICS[name][2]}
            for name, code in names.items()
        ],
        "WijkenEnBuurtenCodes": [{"Identifier": code, "Title": name} for code, name in REGIONS.items()],
        "Observations": [
            {"Id": at, "Measure": measure, "ValueAttribute": "None" if value is not None else "Missing"}
            | {"Value": value, "StringValue": None, "WijkenEnBuurten": region}
            for at, (region, measure, value) in enumerate(values)
        ],
    }


def folder(place: Path, layout: Layout | None = None) -> Path:
    """The same table as files that somebody downloaded."""
    resources = version_3(layout)
    resources["UntypedDataSet"] = resources.pop("TypedDataSet")
    place.mkdir(parents=True, exist_ok=True)
    (place / "TableInfos.json").write_text(json.dumps(resources.pop("TableInfos")[0]), encoding="utf-8")
    for name, rows in resources.items():
        write_csv(place / f"{name}.csv", rows)
    return place


def write_csv(path: Path, rows: list[Row]) -> None:
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)


def health(year: str = "2022JJ00") -> Resources:
    """RIVM: more ages, margins and years in one table."""
    rows = [
        {
            "Leeftijd": age,
            "Marges": margin,
            "WijkenEnBuurten": region.ljust(10),
            "Perioden": period,
            "Eenzaam_27": lonely,
            "Mantelzorger_31": None,
        }
        for region, lonely in (("NL01", 49.2), ("GM0202", 51.2), ("BU02020845", 40.7))
        for age in ("20300     ", "80200     ")
        for margin in ("MW00000", "MOG0095")
        for period in ("2020JJ00", year)
    ]
    kept = ("20300     ", "MW00000", year)
    for row in rows:
        if (row["Leeftijd"], row["Marges"], row["Perioden"]) != kept:
            row["Eenzaam_27"] = 99.9
    topics = [("Eenzaam_27", "Eenzaam"), ("Mantelzorger_31", "Mantelzorger")]
    return {
        "TableInfos": [infos("Gezondheid per wijk en buurt", "2012, 2016, 2020, 2022")],
        "DataProperties": [
            _property(0, None, "TopicGroup", "", "Sociaal"),
            *({**_property(at, 0, "Topic", key, title), "Unit": "%"} for at, (key, title) in enumerate(topics, 1)),
        ],
        "Leeftijd": [{"Key": "20300     ", "Title": "18 jaar of ouder"}, {"Key": "80200     ", "Title": "65+"}],
        "Marges": [{"Key": "MW00000", "Title": "Waarde"}],
        "Perioden": [{"Key": "2020JJ00", "Title": "2020"}, {"Key": year, "Title": year[:4]}],
        "WijkenEnBuurten": [{"Key": "BU02020845", "Title": "Paasberg"}],
        "TypedDataSet": rows,
    }


def heating() -> Resources:
    """Per municipality, with the kinds of heating below each other."""
    shares = {"A050112": 76.4, "A050113": 6.9, "A052175": 12.0, "A050120": 2.4}
    return {
        "TableInfos": [infos("Woningen; hoofdverwarmingsinstallaties, regio", "2021-2022")],
        "DataProperties": [{**_property(0, None, "Topic", "Woningen_1", "Woningen"), "Unit": "%"}],
        "Perioden": [{"Key": "2021JJ00", "Title": "2021"}, {"Key": "2022JJ00", "Title": "2022"}],
        "RegioS": [{"Key": "GM0202", "Title": "Arnhem"}],
        "TypedDataSet": [
            {"RegioS": region, "TypeVerwarmingsinstallatie": kind, "Perioden": period, "Woningen_1": value}
            for region in ("NL00  ", "PV25  ", "GM0202")
            for kind, share in shares.items()
            for period, value in (("2021JJ00", 1.0), ("2022JJ00", share))
        ],
    }
