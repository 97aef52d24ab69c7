"""The files that people take home."""

import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook

from limonade.economy.exports import as_csv, as_xlsx, header, safe
from limonade.economy.money import Money


@pytest.mark.parametrize("text", ["=1+1", "+31", "-5", "@SUM(A1)", "\tx", "\rx"])
def test_a_text_that_looks_like_a_formula_is_disarmed(text: str) -> None:
    assert safe(text) == "'" + text


def test_numbers_stay_numbers_also_below_zero() -> None:
    assert safe(-112_000) == -112_000


def test_csv_adds_up_to_the_page(paasberg: Money) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(paasberg).removeprefix("\ufeff")), delimiter=";"))
    assert sum(int(row["euro in de wijk"]) for row in rows) == paasberg.euros
    assert sum(int(row["euro hele gemeente"]) for row in rows) == paasberg.town_spent
    assert {row["jaar"] for row in rows} == {"2023"}
    assert {row["bron"] for row in rows} == {"Iv3 jaarrekening gemeenten 2023 (Gemeenten, via CBS (Iv3))"}
    assert all(date.fromisoformat(row["opgehaald op"]) for row in rows)


def test_the_spreadsheet_has_no_formula_and_the_same_numbers(paasberg: Money) -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(paasberg, "paasberg"))).worksheets[0]
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]] == header()
    assert all(cell.data_type != "f" for row in rows for cell in row)
    column = header().index("euro in de wijk")
    assert sum(row[column].value for row in rows[1:]) == paasberg.euros


def test_a_year_has_no_thousands_sign(paasberg: Money) -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(paasberg, "paasberg"))).worksheets[0]
    column = header().index("jaar")
    assert {row[column].number_format for row in list(sheet.iter_rows())[1:]} == {"General"}
