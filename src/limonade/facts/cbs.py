"""CBS key figures of neighbourhoods (Kerncijfers wijken en buurten), from a downloaded folder to columns.

The folder holds the OData v3 resources of one table, as Parquet or CSV: TypedDataSet (or UntypedDataSet),
DataProperties and WijkenEnBuurten. Column names carry a number that changes every year, so columns are
matched on the path of topic titles and the title. Codes are text and padded; "." and -99998 mean: missing.
"""

import csv
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

from limonade.facts.iv3 import NUMBER
from limonade.facts.problems import FileRefused, Problem

DATA = Path(__file__).parent / "data"
REGION = "WijkenEnBuurten"
REGION_CODE = re.compile(r"^(BU|WK|GM)[0-9A-Z]{4,8}$")
MISSING = frozenset({"", "."})
NO_FIGURE = -99998
RESOURCES = {
    "data": ("TypedDataSet", "UntypedDataSet"),
    "properties": ("DataProperties",),
    "regions": ("WijkenEnBuurten",),
}
REQUIRED = ("population", "households")
POSTCODE = ("Postcode", "Meest voorkomende postcode")
PC4 = re.compile(r"[1-9][0-9]{3}", re.ASCII)


@dataclass(frozen=True)
class Indicator:
    """A figure about a region that we know by name."""

    key: str
    name_nl: str
    name_en: str
    unit_nl: str
    unit_en: str
    decimals: int
    is_count: bool
    cbs_path: str
    cbs_title: str


@dataclass(frozen=True)
class KeyFigures:
    title: str
    year: int
    regions: list[str]
    names: list[str]
    values: dict[str, npt.NDArray[np.float64]]
    """Per indicator one value per region; NaN is "not published (yet)"."""
    absent: list[str]
    """Indicators that this table has no column for, or no single value."""
    postcodes: list[str]
    """The four digits that most addresses of a buurt have; empty for larger regions and when not published."""


@cache
def indicators() -> dict[str, Indicator]:
    with (DATA / "indicators.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["indicator"]: Indicator(
                row["indicator"],
                row["name_nl"],
                row["name_en"],
                row["unit_nl"],
                row["unit_en"],
                int(row["decimals"]),
                row["count"] == "yes",
                row["cbs_path"],
                row["cbs_title"],
            )
            for row in csv.DictReader(file)
        }


def topic_columns(properties: list[dict[str, str]]) -> dict[tuple[str, str], str]:
    """Column name by (path of topic groups, title), from CBS's DataProperties."""
    by_id = {row["ID"]: row for row in properties}

    def path(row: dict[str, str]) -> str:
        titles: list[str] = []
        parent = by_id.get(row["ParentID"])
        while parent:
            titles.insert(0, parent["Title"].strip())
            parent = by_id.get(parent["ParentID"])
        return " > ".join(titles)

    return {(path(row), row["Title"].strip()): row["Key"] for row in properties if row["Type"] == "Topic"}


def number(text: str | None) -> float:
    """The value of a cell; NaN when missing. Raises ValueError on anything that is not a number."""
    text = (text or "").strip()
    if text in MISSING:
        return float("nan")
    if not NUMBER.fullmatch(text):
        raise ValueError(text)
    value = float(text)
    return float("nan") if value == NO_FIGURE else value


def read_folder(folder: Path, *, tick: Callable[[int], object] = lambda rows: None) -> KeyFigures:
    """Reads one table. Raises FileRefused when something in it is not as CBS delivers."""
    files = {name: _find(folder, wanted) for name, wanted in RESOURCES.items()}
    columns = topic_columns(_rows(files["properties"]))
    known = {
        key: columns[(one.cbs_path, one.cbs_title)]
        for key, one in indicators().items()
        if (one.cbs_path, one.cbs_title) in columns
    }
    lost = [key for key in REQUIRED if key not in known]
    if lost:
        wanted = "; ".join(f"{indicators()[key].cbs_path} > {indicators()[key].cbs_title}" for key in lost)
        raise FileRefused(
            [Problem(files["properties"].name, None, f"Deze onderwerpen ontbreken: {wanted}.", "Kies een KWB-tabel.")]
        )
    names = {row["Key"].strip(): row["Title"].strip() for row in _rows(files["regions"])}
    regions, values, postcodes = _values(files["data"], known, columns.get(POSTCODE, ""), tick)
    absent = [key for key, one in indicators().items() if one.cbs_title and np.isnan(values[key]).all()]
    title, year = _title_and_year(folder)
    return KeyFigures(title, year, regions, [names.get(code, code) for code in regions], values, absent, postcodes)


def _find(folder: Path, wanted: tuple[str, ...]) -> Path:
    for name in wanted:
        for pattern in (f"*{name}.parquet", f"*{name}.csv"):
            if found := sorted(folder.glob(pattern)):
                return found[0]
    raise FileRefused(
        [Problem(str(folder), None, f"Er is geen bestand {wanted[0]} (.parquet of .csv).", "Haal de hele tabel op.")]
    )


def _rows(path: Path, columns: str = "COLUMNS(*)::VARCHAR") -> list[dict[str, str]]:
    reader = "read_parquet(?)" if path.suffix == ".parquet" else "read_csv(?, all_varchar=true, header=true)"
    with duckdb.connect() as database:
        try:
            found = database.execute(f"SELECT {columns} FROM {reader}", [str(path)])  # noqa: S608 - our own names
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        except duckdb.Error as error:
            raise FileRefused(
                [Problem(path.name, None, f"Dit bestand is niet te lezen: {error}", "Haal het opnieuw op.")]
            ) from error


def _values(
    path: Path, known: dict[str, str], postcode: str, tick: Callable[[int], object]
) -> tuple[list[str], dict[str, npt.NDArray[np.float64]], list[str]]:
    rows = _rows(path)
    problems = [
        Problem(path.name, None, f"Kolom {column} ontbreekt.", "Haal de tabel opnieuw op.")
        for column in (REGION, *known.values())
        if rows and column not in rows[0]
    ]
    if problems:
        raise FileRefused(problems)
    regions: list[str] = []
    postcodes: list[str] = []
    values: dict[str, list[float]] = {key: [] for key in indicators()}
    for line, row in enumerate(rows, start=2):
        tick(1)
        code = (row[REGION] or "").strip()
        if not REGION_CODE.match(code):
            continue  # the country, in one of its two spellings
        regions.append(code)
        digits = (row.get(postcode) or "").strip()
        postcodes.append(digits if PC4.fullmatch(digits) else "")
        for key, cells in values.items():
            cells.append(_cell(path, line, known.get(key), row, problems))
    if len(set(regions)) != len(regions):
        problems.append(Problem(path.name, None, "Een regio staat er twee keer in.", "Haal de tabel opnieuw op."))
    if problems or not regions:
        raise FileRefused(problems or [Problem(path.name, None, "Er staat geen regio in.", "Kies een KWB-tabel.")])
    return regions, {key: np.array(cells, dtype=np.float64) for key, cells in values.items()}, postcodes


def _cell(path: Path, line: int, column: str | None, row: dict[str, str], problems: list[Problem]) -> float:
    if column is None:
        return float("nan")
    try:
        return number(row[column])
    except ValueError:
        problems.append(
            Problem(path.name, line, f"“{row[column]}” bij {column} is geen getal.", "Haal de tabel opnieuw op.")
        )
        return float("nan")


def _title_and_year(folder: Path) -> tuple[str, int]:
    """From the table's own description, never from its number."""
    for path in (*sorted(folder.glob("*Metadata.json")), *sorted(folder.glob("*TableInfos.json"))):
        described = json.loads(path.read_text(encoding="utf-8"))
        period = str(described.get("Period", "")).strip()
        if re.fullmatch(r"\d{4}", period):
            return str(described.get("Title", f"Kerncijfers wijken en buurten {period}")), int(period)
    raise FileRefused(
        [
            Problem(
                str(folder), None, "Het jaar van de tabel is onbekend.", "Leg Metadata.json of TableInfos.json erbij."
            )
        ]
    )
