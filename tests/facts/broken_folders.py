"""Folders with a downloaded table: the same in another layout, or with one file broken."""

import csv
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.facts.fake_statline import HTML, Trouble
from tests.facts.invented_tables import OURS, column_names, folder, write_csv
from tests.facts.mutations import INDICATORS, NO_CODES, NO_NUMBERS, V3, Case, any_layout, expected

DATA, PROPERTIES, REGIONS, INFO = "UntypedDataSet.csv", "DataProperties.csv", "WijkenEnBuurten.csv", "TableInfos.json"
FILES = (DATA, PROPERTIES, REGIONS, INFO)
Rows = list[dict[str, str]]


def any_folder(random: Random, place: Path) -> Case:
    layout = any_layout(random, in_file=True)
    folder(place, layout)
    case = Case(V3, layout, {}, Trouble(), expected=expected(layout))
    if random.random() < 0.5:
        breakage = random.choice(BREAKAGES)
        case.what = breakage.__name__
        breakage(case, place, random)
    return case


def _rows(path: Path) -> Rows:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _own(rows: Rows, random: Random) -> dict[str, str]:
    return random.choice([row for row in rows if row["WijkenEnBuurten"].strip() in OURS])


def _column(case: Case, random: Random) -> str:
    return column_names(case.layout)[random.choice(sorted(INDICATORS))]


def a_file_that_is_gone(case: Case, place: Path, random: Random) -> None:
    (place / random.choice(FILES)).unlink()


def an_error_page_for_a_file(case: Case, place: Path, random: Random) -> None:
    (place / random.choice(FILES)).write_bytes(HTML)


def an_empty_file(case: Case, place: Path, random: Random) -> None:
    (place / random.choice(FILES)).write_bytes(b"")


def a_cut_description(case: Case, place: Path, random: Random) -> None:
    path = place / INFO
    path.write_bytes(path.read_bytes()[: random.randint(1, 30)])


def a_column_that_is_gone(case: Case, place: Path, random: Random) -> None:
    rows = _rows(place / DATA)
    lost = random.choice(["WijkenEnBuurten", _column(case, random)])
    write_csv(place / DATA, [{name: cell for name, cell in row.items() if name != lost} for row in rows])


def letters_in_a_cell(case: Case, place: Path, random: Random) -> None:
    rows = _rows(place / DATA)
    _own(rows, random)[_column(case, random)] = random.choice(NO_NUMBERS)
    write_csv(place / DATA, rows)
    case.names_row = True


def a_row_twice(case: Case, place: Path, random: Random) -> None:
    rows = _rows(place / DATA)
    rows.insert(random.randint(0, len(rows)), dict(_own(rows, random)))
    write_csv(place / DATA, rows)
    case.names_row = True


def a_strange_region(case: Case, place: Path, random: Random) -> None:
    rows = _rows(place / DATA)
    _own(rows, random)["WijkenEnBuurten"] = random.choice(NO_CODES) or ""
    write_csv(place / DATA, rows)
    case.names_row = True


def only_the_country(case: Case, place: Path, random: Random) -> None:
    write_csv(place / DATA, [row for row in _rows(place / DATA) if row["WijkenEnBuurten"].strip() not in OURS])


def another_subject(case: Case, place: Path, random: Random) -> None:
    text = (place / PROPERTIES).read_text(encoding="utf-8")
    (place / PROPERTIES).write_text(text.replace("Huishoudens totaal", "Fietsen totaal"), encoding="utf-8")


def a_year_that_is_none(case: Case, place: Path, random: Random) -> None:
    text = (place / INFO).read_text(encoding="utf-8")
    wrong = random.choice(('"Period": "2010-2024"', '"Period": ""', '"Period": null', '"Perioden": "2023"'))
    (place / INFO).write_text(text.replace('"Period": "2023"', wrong), encoding="utf-8")


BREAKAGES: tuple[Callable[[Case, Path, Random], None], ...] = (
    *(a_file_that_is_gone, an_error_page_for_a_file, an_empty_file, a_cut_description, a_column_that_is_gone),
    *(letters_in_a_cell, letters_in_a_cell, a_row_twice, a_strange_region, only_the_country, another_subject),
    a_year_that_is_none,
)
