"""What one municipality delivers of one book year, from its Iv3-JSON to bookings.

Amounts in the file are in whole euros: the spreadsheet with which CBS makes such a file multiplies thousands by
thousand, when asked, and rounds to whole numbers. The schema itself names no unit.
A file in thousands all the same is noticed by its size, see `SMALLEST`. A cell may be spread over more rows, each
with its own details; they are added up.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from limonade.facts.iv3 import LARGEST
from limonade.facts.iv3_json.lists import EXPENSES, FIRST_YEAR, LAST_YEAR, PARTS, Lists, lists_of
from limonade.facts.iv3_json.structure import read_object, shown
from limonade.facts.municipalities import find_municipality, name_of
from limonade.facts.problems import FileRefused, Problem

NUMBER = re.compile(r"(?:GM)?([0-9]{1,4})", re.ASCII)
WHOLE_YEAR = {(0, "Begroting"): "budget", (5, "Realisatie"): "accounts"}
QUARTERS = range(1, 5)
# In 2023 the smallest municipality spent 10 million euros and the largest 8 thousand million.
SMALLEST, HIGHEST = 9_000_000, 40_000_000_000
BEGIN, END = "begin", "end"


@dataclass(frozen=True)
class Booking:
    part: str
    row: int
    item: str
    """Task field, or balance item."""
    category: str
    amount: Decimal
    details: Mapping[str, Any] | None


@dataclass(frozen=True)
class Standing:
    """What a balance item stood at, at the begin or the end of the year."""

    item: str
    moment: str
    amount: Decimal


@dataclass
class Delivery:
    file: str
    municipality: str
    year: int
    stage: str
    details_public: bool
    lists: Lists
    bookings: list[Booking] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)

    @cached_property
    def cells(self) -> list[Booking]:
        """Without details: one amount per part, item and category. Only for a delivery that was read to its end."""
        sums: dict[tuple[str, str, str], Decimal] = {}
        for one in self.bookings:
            key = (one.part, one.item, one.category)
            sums[key] = sums.get(key, Decimal(0)) + one.amount
        return [Booking(part, 0, item, category, amount, None) for (part, item, category), amount in sums.items()]

    def total(self, part: str) -> Decimal:
        return sum((one.amount for one in self.bookings if one.part == part), Decimal(0))

    @property
    def has_details(self) -> bool:
        return any(one.details for one in self.bookings)


def read_delivery(path: Path) -> Delivery:
    """Reads a whole file. Raises FileRefused with all that is wrong in it."""
    whole = read_object(path)
    delivery = _about(path.name, whole["metadata"])
    problems = [*_read_bookings(delivery, whole["data"]), *_read_standings(delivery, whole["data"])]
    problems += _figures_faults(delivery, whole["data"])
    if not problems:
        problems = list(_size_faults(delivery))
    if problems:
        raise FileRefused(problems)
    return delivery


def _about(file: str, metadata: Mapping[str, Any]) -> Delivery:
    problem = partial(Problem, f"{file}, metadata", None)
    if metadata["overheidslaag"] != "Gemeente":
        what = _("Dit is een levering van: %s.") % metadata["overheidslaag"]
        raise FileRefused([problem(what, _("Alleen leveringen van gemeenten kunnen geladen worden."))])
    year = int(metadata["boekjaar"])
    if year != metadata["boekjaar"] or not FIRST_YEAR <= year <= LAST_YEAR:
        told = {"year": metadata["boekjaar"], "first": FIRST_YEAR, "last": LAST_YEAR}
        what = _("Van boekjaar %(year)s kennen we de codes niet, wel van %(first)s tot en met %(last)s.") % told
        raise FileRefused([problem(what, _("Gebruik voor een ander jaar de cijfers van het CBS."))])
    stage = WHOLE_YEAR.get((int(metadata["periode"]), metadata["status"]))
    if stage is None:
        raise FileRefused([problem(*_no_whole_year(int(metadata["periode"]), metadata["status"]))])
    return Delivery(
        file, _municipality(problem, metadata, year), year, stage, metadata["details_openbaar"], lists_of(year)
    )


def _no_whole_year(period: int, status: str) -> tuple[str, str]:
    remedy = _("Vraag de begroting (periode 0, Begroting) of de jaarrekening (periode 5, Realisatie).")
    if period in QUARTERS:
        return _("Dit is kwartaal %s en geen heel jaar.") % period, remedy
    return _("Periode %(period)s en status %(status)s passen niet bij elkaar.") % {
        "period": period,
        "status": status,
    }, remedy


def _municipality(problem: "partial[Problem]", metadata: Mapping[str, Any], year: int) -> str:
    number, name = metadata["overheidsnummer"].strip(), metadata["overheidsnaam"].strip()
    match = NUMBER.fullmatch(number)
    code = find_municipality(f"GM{int(match.group(1)):04}", year) if match else None
    if code is None:
        what = _("Gemeente %(number)s bestaat niet in %(year)s.") % {"number": shown(number), "year": year}
        raise FileRefused([problem(what, _("Een gemeente heeft een nummer van vier cijfers, bijvoorbeeld 0202."))])
    named = find_municipality(name, year)
    if named not in (None, code):
        told = {"number": number, "town": name_of(code), "name": name}
        what = _("Nummer %(number)s is %(town)s, maar er staat %(name)s bij.") % told
        raise FileRefused([problem(what, _("Vraag de gemeente een verbeterd bestand."))])
    return code


def _read_bookings(delivery: Delivery, data: Mapping[str, Any]) -> Iterator[Problem]:
    for part in PARTS:
        key = "taakveld" if part in PARTS[:2] else "balanscode"
        for number, row in enumerate(data[part], start=1):
            item, category = row[key].strip(), row["categorie"].strip()
            what = _code_fault(delivery.lists, part, item, category) or _amount_fault(row["bedrag"])
            if what:
                yield _row_problem(delivery, part, number, what)
            else:
                amount, details = Decimal(row["bedrag"]), row.get("details")
                delivery.bookings.append(Booking(part, number, item, category, amount, details))


def _row_problem(delivery: Delivery, part: str, number: int, what: str) -> Problem:
    remedy = _("Kijk of het boekjaar klopt, of vraag de gemeente een verbeterd bestand.")
    return Problem(f"{delivery.file}, {part}", number, what, remedy, _("rij"))


def _code_fault(lists: Lists, part: str, item: str, category: str) -> str:
    if (part, item) not in lists.allowed:
        return _("Code “%s” staat niet in de lijst van dit jaar.") % shown(item)
    if category not in lists.categories[part]:
        return _("Categorie “%s” staat niet in de lijst van dit jaar.") % shown(category)
    if category not in lists.allowed[part, item]:
        return _("Categorie %(category)s mag niet op %(item)s staan.") % {"category": category, "item": item}
    return ""


def _amount_fault(amount: int | Decimal) -> str:
    fits = -LARGEST <= amount <= LARGEST
    return "" if fits else _("Het bedrag is groter dan alle gemeenten samen uitgeven.")


def _read_standings(delivery: Delivery, data: Mapping[str, Any]) -> Iterator[Problem]:
    moments = _moments(delivery.year)
    items = delivery.lists.items(PARTS[2])
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(data["balans_standen"], start=1):
        item, moment = row["balanscode"].strip(), moments.get(row["standper"].strip())
        what = ""
        if item not in items:
            what = _("Code “%s” staat niet in de lijst van dit jaar.") % shown(item)
        elif moment is None:
            what = _("“%s” is geen dag waarop een balans staat.") % shown(row["standper"])
        elif (item, moment) in seen:
            what = _("De stand van %s staat er twee keer in.") % item
        if what := what or _amount_fault(row["bedrag"]):
            yield _row_problem(delivery, "balans_standen", number, what)
        elif moment:
            seen.add((item, moment))
            delivery.standings.append(Standing(item, moment, Decimal(row["bedrag"])))


def _moments(year: int) -> dict[str, str]:
    ends = ("ultimo", *(f"{day}-{year}" for day in ("31-3", "30-6", "30-9", "31-12")))
    return dict.fromkeys(("1 januari", f"1-1-{year}"), BEGIN) | dict.fromkeys(ends, END)


def _figures_faults(delivery: Delivery, data: Mapping[str, Any]) -> Iterator[Problem]:
    """The ratios of the municipality are checked as CBS does, and then left: no page shows them."""
    year = delivery.year
    periods = {f"Rek_{year - 2}", f"Beg_{year - 1}", f"Rek_{year - 1}", f"Beg_{year}", f"Rek_{year}"}
    periods |= {f"MJR_{year + ahead}" for ahead in (1, 2, 3)}
    codes = {
        "kengetallen": ("kengetal", {f"fk.{number}" for number in range(1, 7)}),
        "beleidsindicatoren": ("beleidsindicator", {f"bi.{number}" for number in range(1, 6)}),
    }
    for part, (key, known) in codes.items():
        for number, row in enumerate(data.get(part, ()), start=1):
            for found, list_ in ((row[key], known), (row["verslagperiode"], periods)):
                if found.strip() not in list_:
                    what = _("Code “%s” staat niet in de lijst van dit jaar.") % shown(found)
                    yield _row_problem(delivery, part, number, what)


def _size_faults(delivery: Delivery) -> Iterator[Problem]:
    spent = delivery.total(EXPENSES)
    if spent < SMALLEST:
        what = _("Alle lasten samen zijn %s euro. Zo weinig geeft geen enkele gemeente uit.") % round(spent)
        remedy = _("Waarschijnlijk staan de bedragen in duizenden. Vraag het bestand in hele euro's.")
        yield Problem(delivery.file, None, what, remedy)
    elif spent > HIGHEST:
        what = _("Alle lasten samen zijn %s euro. Zoveel geeft geen enkele gemeente uit.") % round(spent)
        yield Problem(delivery.file, None, what, _("Kijk of de bedragen in hele euro's staan."))
