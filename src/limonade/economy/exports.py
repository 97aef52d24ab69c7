"""The money of a neighbourhood as a file: CSV and spreadsheet, safe to open."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from limonade.design.templatetags.design import text
from limonade.economy.keys import Destination, clusters
from limonade.economy.money import Line, Money
from limonade.economy.presentation import DESTINATION_NAMES

# A spreadsheet takes a text that starts with one of these for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
COLUMN_WIDTH = 18
LONGEST_SHEET_NAME = 31

Value = str | int | float


def safe(value: Value) -> Value:
    """Texts that look like a formula get a quote in front; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value


def header() -> list[str]:
    return [
        _("taakveld"),
        _("naam"),
        _("groep"),
        _("euro in de wijk"),
        _("laag"),
        _("hoog"),
        _("euro per huishouden"),
        _("euro naar rato van inwoners"),
        _("opbrengst bij het werk zelf"),
        *(str(name) for name in DESTINATION_NAMES.values()),
        _("zekerheid (1 gemeten, 3 grof)"),
        _("gewenste sleutel"),
        _("gebruikte sleutel"),
        _("euro hele gemeente"),
        _("verdeeld over buurten"),
        _("voor de hele gemeente"),
        _("niet toegerekend"),
        _("aard"),
        _("bron"),
        _("jaar"),
        _("opgehaald op"),
        _("bron van de sleutels"),
    ]


def rows(money: Money) -> Iterator[list[Value]]:
    for line in (*money.lines, *money.undivided):
        yield [safe(value) for value in _row(money, line)]


def _row(money: Money, line: Line) -> list[Value]:
    is_divided = line in money.lines
    per_household = money.here.per_household(line.euros)
    by_destination = line.by_destination
    cluster = clusters().get(line.rule.cluster)
    accounts, figures = money.edition.accounts, money.edition.key_figures
    return [
        line.field.code,
        text(line.field),
        text(cluster) if cluster else "",
        line.euros,
        line.euros - line.margin,
        line.euros + line.margin,
        "" if per_household is None else per_household,
        line.per_head,
        line.income,
        *(by_destination[kind] for kind in Destination),
        line.grade if is_divided else "",
        text(line.wanted) if line.rule.chain else "",
        ", ".join(text(driver) for driver in line.used) if line.rule.chain else "",
        line.town_total,
        line.town_divided,
        line.town_wide,
        line.town_not_attributed,
        _("geschat") if is_divided else _("niet verdeeld"),
        f"{accounts.title} ({accounts.publisher})",
        accounts.year,
        accounts.retrieved_on,
        figures.title,
    ]


def as_csv(money: Money) -> str:
    """Semicolons and a mark of order: that is what a Dutch spreadsheet program expects."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(header())
    writer.writerows(rows(money))
    return "\ufeff" + file.getvalue()


def as_xlsx(money: Money, title: str) -> bytes:
    # Imported here: it takes a third of a second, which every start would pay for this one button.
    from openpyxl import Workbook
    from openpyxl.cell.cell import TYPE_STRING
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(title[:LONGEST_SHEET_NAME])
    sheet.append(header())
    for row in rows(money):
        sheet.append(row)
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = TYPE_STRING
                cell.font = Font(bold=number == 1)
            else:
                cell.number_format = "#,##0"
    for column in range(1, len(header()) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = COLUMN_WIDTH
    sheet.freeze_panes = "C2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
