"""The money of a neighbourhood as a file: CSV and spreadsheet, safe to open."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from limonade.design.cells import safe
from limonade.design.templatetags.design import text
from limonade.economy.caveats import CAVEATS
from limonade.economy.keys import Destination, clusters
from limonade.economy.money import Line, Money
from limonade.economy.presentation import DESTINATION_NAMES
from limonade.economy.queries import count

COLUMN_WIDTH = 18
LONGEST_SHEET_NAME = 31
EXPLANATION_WIDTH = 110

Value = str | int | float


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
        _("sleutel hier"),
        _("sleutel hele gemeente"),
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
        line.task_income,
        *(by_destination[kind] for kind in Destination),
        line.grade if is_divided else "",
        text(line.wanted) if line.rule.chain else "",
        ", ".join(text(driver) for driver in line.used) if line.rule.chain else "",
        *_counted(money, line),
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


def _counted(money: Money, line: Line) -> tuple[Value, Value]:
    """What the key counts here and in the municipality; empty where more keys were used or none."""
    found = count(money, line.used[0]) if line.rule.chain and len(line.used) == 1 else None
    return (round(found.here), round(found.there)) if found else ("", "")


def about(money: Money) -> list[str]:
    """What the file is, for who finds it without the page."""
    accounts, figures = money.edition.accounts, money.edition.key_figures
    return [
        _("Geld van de gemeente, verdeeld over buurten: %(codes)s.") % {"codes": ", ".join(money.buurten)},
        _("Bron: %(title)s, opgehaald op %(day)s.") % {"title": accounts.title, "day": accounts.retrieved_on},
        _("Verdeeld met: %(title)s.") % {"title": figures.title},
        _("Zekerheid 1 is gemeten, 2 is geschat en 3 is grof geschat. Laag en hoog zijn een afspraak, geen meting."),
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
    labels = {header().index(name) + 1 for name in (_("jaar"), _("zekerheid (1 gemeten, 3 grof)"))}
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = TYPE_STRING
                cell.font = Font(bold=number == 1)
            elif cell.column not in labels:
                cell.number_format = "#,##0"
    for column in range(1, len(header()) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = COLUMN_WIDTH
    sheet.freeze_panes = "C2"
    explanation = book.create_sheet(_("Uitleg"))
    for line in (*about(money), *CAVEATS):
        explanation.append([safe(str(line))])
    explanation.column_dimensions["A"].width = EXPLANATION_WIDTH
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
