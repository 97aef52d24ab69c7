"""CBS key figures of regions: what a table of the publisher means, and reading one from a downloaded folder.

The folder holds the OData v3 resources of one table, as Parquet or CSV: TypedDataSet (or UntypedDataSet),
DataProperties and WijkenEnBuurten. Codes are text and padded; "." and -99998 mean: missing. The same table comes
over the network by `statline`.
"""

import csv
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from limonade.facts.iv3 import NUMBER
from limonade.facts.problems import FileRefused, Problem
from limonade.facts.topics import (
    ANYWHERE,
    Column,
    column_at,
    columns_by_topic,
    described_columns,
    indicators_of,
    topics,
)

DATA = Path(__file__).parent / "data"
KWB = "kwb"
REGION = "WijkenEnBuurten"
OURS = ("BU", "WK", "GM")
REGION_CODE = re.compile(r"GM[0-9]{4}|WK[0-9]{4}[0-9A-Z]{2}|BU[0-9]{4}[0-9A-Z]{4}", re.ASCII)
MISSING = frozenset({"", "."})
NO_FIGURE = -99998
NOTHING = frozenset({type(None)})
PLAIN_NUMBERS = NOTHING | {int, float}
RESOURCES = {
    "data": ("TypedDataSet", "UntypedDataSet"),
    "properties": ("DataProperties",),
    "regions": ("WijkenEnBuurten",),
}
PROPERTY_FIELDS = ("ID", "ParentID", "Type", "Key", "Title")
REQUIRED = {KWB: ("population", "households")}
POSTCODE = ("Postcode", "Meest voorkomende postcode")
BOUNDARY_CHANGE = (ANYWHERE, "Indelingswijziging wijken en buurten")
PC4 = re.compile(r"[1-9][0-9]{3}", re.ASCII)
YEAR = re.compile(r"(?:19|20)[0-9]{2}", re.ASCII)

Cell = int | float | str | None
Real = npt.NDArray[np.float64]


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


@dataclass(frozen=True)
class KeyFigures:
    title: str
    year: int
    regions: list[str]
    names: list[str]
    values: dict[str, Real]
    """Per indicator one value per region; NaN is "not published (yet)"."""
    absent: list[str]
    """Indicators that this table has no column for, or no single value."""
    postcodes: list[str]
    """The four digits that most addresses of a buurt have; empty for larger regions and when not published."""
    boundary_changes: list[str]
    """1 same area as a year before, 2 and 3 a changed one, as CBS says it; empty when not published."""


@dataclass(frozen=True)
class Table:
    """A table as its publisher gives it, column by column, and how to point at a row of it."""

    place: str
    columns: Mapping[str, Sequence[Cell]]
    first_row: int | None = 1
    """None when these are not the rows that the publisher gave."""
    counted_in: str = "rij"

    def problem(self, row: int | None, what: str, remedy: str = "Haal de tabel opnieuw op.") -> Problem:
        at = None if row is None or self.first_row is None else row + self.first_row
        return Problem(self.place, at, what, remedy, self.counted_in)


@dataclass(frozen=True)
class Meaning:
    """Which columns of a table are ours."""

    figures: str
    title: str
    year: int
    columns: Mapping[str, str]
    """Per indicator the column that holds it."""
    names: Mapping[str, str]
    """Of the regions."""
    region: str = REGION
    postcode: str = ""
    boundary_change: str = ""
    only: Mapping[str, str] = field(default_factory=dict)
    """Rows with another code in these columns are about something else."""


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
            )
            for row in csv.DictReader(file)
        }


def number(cell: Cell) -> float:
    """The value of a cell; NaN when missing. Raises ValueError on anything that is not a number."""
    text = "" if cell is None else str(cell).strip()
    if text in MISSING:
        return float("nan")
    if not NUMBER.fullmatch(text):
        raise ValueError(text)
    value = float(text)
    if np.isinf(value):
        raise ValueError(text)
    return float("nan") if value == NO_FIGURE else value


def check_topics(place: str, figures: str, found: Mapping[str, object]) -> None:
    """Raises FileRefused when this cannot be the table it should be."""
    lost = [key for key in REQUIRED.get(figures, ()) if key not in found]
    if not lost and found:
        return
    lines = {one.indicator: f"{one.path} > {one.title}" for one in reversed(topics(figures))}
    wanted = "; ".join(lines[key] for key in lost or lines)
    remedy = "Kies een KWB-tabel." if figures == KWB else "Kijk of dit de goede tabel is."
    raise FileRefused([Problem(place, None, f"Deze onderwerpen ontbreken: {wanted}.", remedy)])


def read_meaning(
    place: str, figures: str, columns: Sequence[Column], *, title: str, year: int, names: Mapping[str, str]
) -> Meaning:
    """What the columns of a table mean that has one row per region. Raises FileRefused for another table."""
    found = columns_by_topic(columns, figures)
    check_topics(place, figures, found)
    return Meaning(
        figures,
        title,
        year,
        {key: name for key, (name, _category) in found.items()},
        names,
        postcode=column_at(columns, *POSTCODE),
        boundary_change=column_at(columns, *BOUNDARY_CHANGE),
    )


def key_figures(table: Table, meaning: Meaning, tick: Callable[[int], object] = lambda rows: None) -> KeyFigures:
    """The figures of one table. Raises FileRefused when something in it is not as the publisher delivers."""
    rows, regions, problems = _regions(table, meaning)
    tick(len(table.columns[meaning.region]))
    if problems or not regions:
        raise FileRefused(problems or [table.problem(None, "Er staat geen regio in.", "Kies een andere tabel.")])
    values: dict[str, Real] = {}
    at = np.array(rows)
    for key in indicators_of(meaning.figures):
        column = meaning.columns.get(key)
        values[key] = _floats(table, at, column, problems) if column else np.full(len(rows), np.nan)
    absent = [key for key in values if np.isnan(values[key]).all()]
    if len(absent) == len(values) and not problems:
        problems.append(table.problem(None, "Er is nog geen enkel cijfer ingevuld.", "Kies een ander jaar."))
    if problems:
        raise FileRefused(sorted(problems, key=lambda one: one.row or 0))
    postcodes = [digits if PC4.fullmatch(digits) else "" for digits in _texts(table, rows, meaning.postcode)]
    changes = [sign if sign not in MISSING else "" for sign in _texts(table, rows, meaning.boundary_change)]
    names = [meaning.names.get(code) or code for code in regions]
    return KeyFigures(meaning.title, meaning.year, regions, names, values, absent, postcodes, changes)


def _regions(table: Table, meaning: Meaning) -> tuple[list[int], list[str], list[Problem]]:
    """Row numbers and codes of the regions that we keep: no country, no provinces."""
    rows: list[int] = []
    seen: dict[str, None] = {}
    problems: list[Problem] = []
    others = [(table.columns[name], code) for name, code in meaning.only.items()]
    for row, cell in enumerate(table.columns[meaning.region]):
        code = str(cell or "").strip()
        if code and not code.startswith(OURS):
            continue
        if others and any(str(cells[row]).strip() != wanted for cells, wanted in others):
            continue
        if not REGION_CODE.fullmatch(code):
            problems.append(table.problem(row, f"“{code}” is geen code van een gemeente, wijk of buurt."))
        elif code in seen:
            problems.append(table.problem(row, f"Regio {code} staat er twee keer in."))
        else:
            seen[code] = None
            rows.append(row)
    return rows, list(seen), problems


def _texts(table: Table, rows: list[int], column: str) -> list[str]:
    if not column:
        return [""] * len(rows)
    cells = table.columns[column]
    return [str(cells[row] or "").strip() for row in rows]


def _floats(table: Table, rows: npt.NDArray[np.intp], column: str, problems: list[Problem]) -> Real:
    cells = table.columns[column]
    kinds = set(map(type, cells))
    if kinds <= NOTHING:
        return np.full(len(rows), np.nan)
    if kinds <= PLAIN_NUMBERS:
        try:
            values = np.array(cells, dtype=np.float64)[rows]
        except OverflowError:
            values = np.array([np.inf])
        if not np.isinf(values).any():
            values[values == NO_FIGURE] = np.nan
            return values
    found = np.full(len(rows), np.nan)
    for at, row in enumerate(rows):
        try:
            found[at] = number(cells[row])
        except ValueError:
            shown = str(cells[row])[:40]
            problems.append(table.problem(int(row), f"“{shown}” bij {column} is geen getal."))
    return found


def read_folder(folder: Path, *, tick: Callable[[int], object] = lambda rows: None) -> KeyFigures:
    """Reads one table. Raises FileRefused when something in it is not as CBS delivers."""
    files = {name: _find(folder, wanted) for name, wanted in RESOURCES.items()}
    columns = described_columns(_texts_of(files["properties"], PROPERTY_FIELDS, ("Unit",)))
    names = {row["Key"].strip(): row["Title"].strip() for row in _texts_of(files["regions"], ("Key", "Title"))}
    title, year = _title_and_year(folder)
    meaning = read_meaning(files["properties"].name, KWB, columns, title=title, year=year, names=names)
    ours = dict.fromkeys((REGION, *meaning.columns.values(), meaning.postcode, meaning.boundary_change))
    found = _read(files["data"], [name for name in ours if name])
    return key_figures(Table(files["data"].name, found, first_row=2, counted_in="regel"), meaning, tick)


def _find(folder: Path, wanted: tuple[str, ...]) -> Path:
    for name in wanted:
        for pattern in (f"*{name}.parquet", f"*{name}.csv"):
            if found := sorted(folder.glob(pattern)):
                return found[0]
    raise FileRefused(
        [Problem(str(folder), None, f"Er is geen bestand {wanted[0]} (.parquet of .csv).", "Haal de hele tabel op.")]
    )


def _read(path: Path, required: Sequence[str], wished: Sequence[str] = ()) -> dict[str, list[Cell]]:
    """These columns of a file. Raises FileRefused when it is no table, or has no such columns."""
    reader = "read_parquet(?)" if path.suffix == ".parquet" else "read_csv(?, all_varchar=true, header=true)"
    with duckdb.connect() as database:
        try:
            described = database.execute(f"SELECT * FROM {reader} LIMIT 0", [str(path)]).description  # noqa: S608
            there = {column[0] for column in described or ()}
            lost = [name for name in required if name not in there]
            if lost:
                raise FileRefused(
                    [Problem(path.name, None, f"Kolom {one} ontbreekt.", "Haal de tabel opnieuw op.") for one in lost]
                )
            names = [name for name in (*required, *wished) if name in there]
            chosen = ", ".join('"' + name.replace('"', '""') + '"' for name in names)
            rows = database.execute(f"SELECT {chosen} FROM {reader}", [str(path)]).fetchall()  # noqa: S608 - quoted
        except duckdb.Error as error:
            raise FileRefused(
                [Problem(path.name, None, f"Dit bestand is niet te lezen: {error}", "Haal het opnieuw op.")]
            ) from error
    columns = [list(cells) for cells in zip(*rows, strict=True)] or [[] for _name in names]
    return dict(zip(names, columns, strict=True))


def _texts_of(path: Path, required: Sequence[str], wished: Sequence[str] = ()) -> list[dict[str, str]]:
    columns = _read(path, required, wished)
    rows = zip(*columns.values(), strict=True)
    return [dict(zip(columns, ("" if cell is None else str(cell) for cell in row), strict=True)) for row in rows]


def _title_and_year(folder: Path) -> tuple[str, int]:
    """From the table's own description, never from its number."""
    for path in (*sorted(folder.glob("*Metadata.json")), *sorted(folder.glob("*TableInfos.json"))):
        try:
            described: Any = json.loads(path.read_text(encoding="utf-8"))
        except (ValueError, RecursionError) as error:
            raise FileRefused(
                [Problem(path.name, None, "Dit bestand is niet te lezen.", "Haal het opnieuw op.")]
            ) from error
        if isinstance(described, dict) and (year := year_in(described.get("Period"))):
            return str(described.get("Title") or f"Kerncijfers wijken en buurten {year}").strip(), year
    raise FileRefused(
        [
            Problem(
                str(folder), None, "Het jaar van de tabel is onbekend.", "Leg Metadata.json of TableInfos.json erbij."
            )
        ]
    )


def year_in(period: object) -> int | None:
    """The year of a table that is about one year; None for anything else."""
    text = str(period).strip()
    return int(text) if YEAR.fullmatch(text) else None
