"""The details of a delivery by cost centre, and the buurt that somebody gives to a cost centre.

What stands in `details` is free. Read are a cost centre or else a project, with its name; an amount, side and
category that stand there too must be those of the row. The mapping is CSV with `Kostenplaats;Buurt`: an empty buurt
is the whole municipality, a question mark is not known yet and stays estimated.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from limonade.audit.details import refuse_unfit
from limonade.design.cells import safe
from limonade.facts.actions import LocatedRow, buurt_fault
from limonade.facts.iv3 import INTERNAL_CATEGORIES
from limonade.facts.iv3_json.delivery import Booking, Delivery
from limonade.facts.iv3_json.lists import EXPENSES, INCOME
from limonade.facts.iv3_json.structure import is_number, shown
from limonade.facts.problems import FileRefused, Problem
from limonade.facts.queries import known_buurten
from limonade.facts.task_fields import sort_key
from limonade.facts.text_files import csv_faults, open_text

UNKNOWN = "?"
CODE_NAMES = ("kostenplaats", "kostenplaatscode", "kostenplaatsnummer", "project", "projectcode", "projectnummer")
TITLE_NAMES = (
    *("kostenplaatsomschrijving", "kostenplaatsnaam", "projectomschrijving", "projectnaam"),
    *("omschrijving", "postomschrijving"),
)
SEPARATORS = re.compile(r"[\s_\-.]")
LONGEST_CODE = 60
COLUMNS = ("Kostenplaats", "Buurt", "Omschrijving", "Lasten", "Baten", "Taakvelden")
# Shelters and the protection of young people: a place would say where somebody hides, or who it is about.
NEVER_LOCATED = frozenset({"6.81", "6.81b", "6.812", "6.82", "6.82a", "6.82b", "6.821", "6.822"})


@dataclass
class CostCentre:
    code: str
    name: str = ""
    expenses: Decimal = Decimal(0)
    income: Decimal = Decimal(0)
    fields: dict[str, Decimal] = field(default_factory=dict)
    """Expenses that a place can be given, per task field."""


def cost_centres(delivery: Delivery) -> list[CostCentre]:
    """In order of code. Raises FileRefused when details do not fit their row."""
    found: dict[str, CostCentre] = {}
    problems: list[Problem] = []
    for booking in delivery.bookings:
        if booking.details is None or booking.part not in (EXPENSES, INCOME):
            continue
        named = {SEPARATORS.sub("", name).lower(): value for name, value in booking.details.items()}
        what = _fault(booking, named)
        if what:
            remedy = _("Vraag de gemeente een verbeterd bestand.")
            problems.append(Problem(f"{delivery.file}, {booking.part}", booking.row, what, remedy, _("rij")))
        elif code := _text(named, CODE_NAMES):
            centre = found.setdefault(code, CostCentre(code))
            centre.name = centre.name or _text(named, TITLE_NAMES)
            _add(centre, booking)
    if problems:
        raise FileRefused(problems)
    return [found[code] for code in sorted(found)]


def _add(centre: CostCentre, booking: Booking) -> None:
    if booking.part == INCOME:
        centre.income += booking.amount
        return
    centre.expenses += booking.amount
    if booking.category not in INTERNAL_CATEGORIES and booking.item not in NEVER_LOCATED:
        centre.fields[booking.item] = centre.fields.get(booking.item, Decimal(0)) + booking.amount


def _text(named: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The first of these that says something; a code may be written as a number."""
    values = (named.get(name) for name in names)
    texts = (str(one).strip() for one in values if isinstance(one, str | int) and not isinstance(one, bool))
    return next(filter(None, texts), "")


def _fault(booking: Booking, named: Mapping[str, Any]) -> str:
    amount = named.get("bedrag")
    side = "L" if booking.part == EXPENSES else "B"
    if amount is not None and (not is_number(amount) or amount != booking.amount):
        return _("Het bedrag in de details is niet het bedrag van de rij.")
    if named.get("bl") not in (None, "", side):
        return _("De details zeggen “%(found)s”, de rij “%(side)s”.") % {"found": shown(named["bl"]), "side": side}
    if named.get("categorie") not in (None, "", booking.category, side + booking.category):
        return _("De details noemen een andere categorie dan de rij.")
    code = _text(named, CODE_NAMES)
    if len(code) > LONGEST_CODE or not code.isprintable():
        return _("De code van de kostenplaats is niet te lezen.")
    return ""


def read_mapping(path: Path, delivery: Delivery, centres: list[CostCentre]) -> dict[str, str]:
    """The buurt per cost centre, without those that are not known yet. Raises FileRefused when a row is wrong."""
    with csv_faults(path):
        reader = csv.DictReader(open_text(path), delimiter=";")
        if not set(COLUMNS[:2]) <= set(reader.fieldnames or ()):
            what, remedy = _("De kolommen kloppen niet."), _("Verwacht: Kostenplaats;Buurt.")
            raise FileRefused([Problem(path.name, 1, what, remedy)])
        mapping = _Mapping(delivery, centres)
        for row in reader:
            if fault := mapping.add(row):
                mapping.problems.append(Problem(path.name, reader.line_num, *fault))
    if mapping.problems:
        raise FileRefused(mapping.problems)
    return {code: buurt for code, buurt in mapping.found.items() if buurt != UNKNOWN}


class _Mapping:
    """Rows that somebody filled in, perhaps with a spreadsheet that changed how codes are written."""

    def __init__(self, delivery: Delivery, centres: list[CostCentre]) -> None:
        self._municipality, self._year = delivery.municipality, delivery.year
        self._known = known_buurten(delivery.year)
        self._codes = _ways_to_write([one.code for one in centres])
        self.found: dict[str, str] = {}
        self.problems: list[Problem] = []

    def add(self, row: dict[str, str]) -> tuple[str, str] | None:
        """What is wrong with this row."""
        written, buurt = row[COLUMNS[0]], row[COLUMNS[1]]
        if written is None or buurt is None or None in row:
            what = _("Deze regel heeft meer of minder velden dan de eerste regel.")
            return what, _("Verwacht: Kostenplaats;Buurt.")
        code = self._codes.get(written.strip(), "")
        if not code:
            what = _("Kostenplaats “%s” staat niet in de levering.") % shown(written)
            return what, _("Maak een nieuwe lijst met --template.")
        if code in self.found:
            return _("Kostenplaats “%s” staat er twee keer in.") % code, _("Haal een van beide regels weg.")
        self.found[code] = buurt.strip()
        if self.found[code] in ("", UNKNOWN):
            return None
        return buurt_fault(self.found[code], self._municipality, self._year, self._known)


def _ways_to_write(codes: list[str]) -> dict[str, str]:
    """A spreadsheet drops zeros in front, and the template puts a quote before what looks like a formula."""
    short = Counter(code.lstrip("0") for code in codes)
    ways = {code.lstrip("0"): code for code in codes if short[code.lstrip("0")] == 1}
    return ways | {str(safe(code)): code for code in codes} | {code: code for code in codes}


def located_rows(delivery: Delivery, centres: list[CostCentre], places: Mapping[str, str]) -> list[LocatedRow]:
    """Whole euros, cents left off; what is negative together has no place."""
    return [
        (delivery.municipality, task_field, places[one.code], euros, _description(one))
        for one in centres
        if one.code in places
        for task_field, amount in sorted(one.fields.items(), key=lambda pair: sort_key(pair[0]))
        if (euros := int(amount.to_integral_value(ROUND_FLOOR))) > 0
    ]


def _description(centre: CostCentre) -> str:
    """The name, for everybody to read; the code where a name says too much, or nothing."""
    try:
        refuse_unfit({"name": centre.name})
    except ValueError:
        return centre.code
    return centre.name or centre.code


def template(centres: list[CostCentre]) -> str:
    """A mapping to fill in, as CSV. Every buurt is a question mark, because an empty one means something else."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in described(centres):
        writer.writerow([safe(cell) for cell in row])
    return out.getvalue()


def described(centres: list[CostCentre]) -> Iterator[tuple[str, str, str, int, int, str]]:
    """One row per cost centre, as the columns of the template."""
    for one in centres:
        fields = " ".join(sorted(one.fields, key=sort_key))
        yield one.code, UNKNOWN, one.name, round(one.expenses), round(one.income), fields
