"""Municipal accounts and budgets in Iv3 form, from CSV to rows. Plain Python, no Django.

Two forms are read, both in thousands of euros:
- per task field: `Gemeenten;Taakveld;...;Baten;Lasten` with salaries (L1.1) apart;
- per category, as the official open data: `TaakveldBalanspost;Categorie;Gemeenten;Verslagsoort;k_...`.
  The same rows come over the network by `statline.iv3_table`.
"""

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from limonade.facts.municipalities import COUNTRY_NAMES, find_municipality
from limonade.facts.problems import Problem
from limonade.facts.task_fields import task_fields
from limonade.facts.text_files import csv_faults, open_text

EXPENSES, INCOME = "L", "B"
SALARIES = "1.1"
UNSPLIT = ""
"""Category of an amount whose category the file does not give."""
# Bookings inside the municipality itself: reserves, provisions and other settlements. Depreciation (7.3)
# and interest (7.4) are real costs of what the municipality owns, so they count.
INTERNAL_CATEGORIES = frozenset({"7.1", "7.2", "7.5"})
NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
THOUSAND = 1000
# CBS writes this for "no figure". Compared for equality: real amounts can be lower.
NO_FIGURE = Decimal(-99998)
BY_FIELD, BY_CATEGORY = "fields", "categories"
LARGEST = 10**12
"""More euros than all municipalities together spend: such an amount is a fault in the file."""
MISSING = frozenset({"", "."})
Row = Mapping[str, str]
COUNTRY_CODES = frozenset({"NL00", "NL01"})
STAGES = {"X000": "budget", "X005": "accounts"}
BALANCE_ITEM = re.compile(r"^[AP]\d")
# What a balance sheet item stood at, not what was spent or received.
STANDINGS = frozenset({"Primo", "Ultimo"})
FIRST, SECOND = 1, 2
"""CBS publishes twice: soon after the deadline, and again with what came in or was put right later."""


@dataclass(frozen=True)
class Amount:
    """What a municipality spends (L) or receives (B) on a task field, in whole euros."""

    municipality: str
    task_field: str
    side: str
    category: str
    euros: int


@dataclass
class Parsed:
    amounts: list[Amount] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    listed: set[str] = field(default_factory=set)
    """Codes of all municipalities that the file names, also those without a single amount."""
    first_only: set[str] = field(default_factory=set)
    """Municipalities of which only the first placing is there."""

    @property
    def has_categories(self) -> bool:
        return any(amount.category not in (UNSPLIT, SALARIES) for amount in self.amounts)

    def delivered(self) -> set[str]:
        """Codes of the municipalities with at least one amount that is not zero."""
        return {amount.municipality for amount in self.amounts if amount.euros}

    def not_delivered(self) -> set[str]:
        """Named, but without a single amount: missing, never zero."""
        return self.listed - self.delivered()


def euros(text: str) -> int | None:
    """Whole euros of an amount in thousands; None when missing. Raises ValueError on anything else."""
    text = text.strip()
    if text in MISSING:
        return None
    if not NUMBER.fullmatch(text):
        raise ValueError(text)
    thousands = Decimal(text)
    if thousands == NO_FIGURE:
        return None
    amount = thousands * THOUSAND
    if abs(amount) > LARGEST or amount != amount.to_integral_value():
        raise ValueError(text)
    return int(amount)


@dataclass(frozen=True)
class Wanted:
    """Of which year and stage, and how to point at a row."""

    place: str
    year: int
    stage: str
    counted_in: str = "regel"


Tick = Callable[[int], object]


def parse_file(path: Path, *, year: int, stage: str, tick: Tick = lambda rows: None) -> Parsed:
    """Reads a whole file; `tick` hears of every row, for a progress bar. Bad rows come back as problems.

    Raises FileRefused for what is no text or no CSV at all.
    """
    file = open_text(path)
    first = file.readline()
    file.seek(0)
    with csv_faults(path):
        reader = csv.DictReader(file, delimiter=";" if ";" in first else ",")
        columns = set(reader.fieldnames or ())
        form = _form(columns)
        if form is None:
            return Parsed(problems=[_unknown_form(path.name, columns)])
        wanted = Wanted(path.name, year, stage)
        return _Reader(wanted, tick).read(((reader.line_num, row) for row in reader), form)


def parse_rows(rows: Iterable[tuple[int, Row]], wanted: Wanted) -> Parsed:
    """Reads rows per category, each with its number. Bad rows come back as problems."""
    return _Reader(wanted).read(rows, BY_CATEGORY)


def _form(columns: set[str]) -> str | None:
    if {"Gemeenten", "Taakveld", "Baten", "Lasten"} <= columns:
        return BY_FIELD
    if {"TaakveldBalanspost", "Categorie", "Gemeenten", "Verslagsoort"} <= columns and _placing(columns, SECOND):
        return BY_CATEGORY
    return None


def _placing(columns: Iterable[str], number: int) -> str:
    """The column of the first or the second placing; empty when there is none."""
    return next((name for name in columns if is_placing(name, number)), "")


def is_placing(column: str, number: int) -> bool:
    return column.startswith(f"k_{number}") and "laatsing" in column


def _unknown_form(file: str, columns: set[str]) -> Problem:
    seen = ", ".join(sorted(columns)[:6]) or "geen"
    return Problem(
        file,
        1,
        f"Dit is geen Iv3-bestand dat we kennen (kolommen: {seen}).",
        "Verwacht: Gemeenten;Taakveld;Baten;Lasten, "
        "of TaakveldBalanspost;Categorie;Gemeenten;Verslagsoort;k_2ePlaatsing_2.",
    )


class _Reader:
    """Turns rows into amounts, collecting what is wrong."""

    def __init__(self, wanted: Wanted, tick: Tick = lambda rows: None) -> None:
        self.wanted, self.tick = wanted, tick
        self.year = wanted.year
        self.fields = task_fields(wanted.year)
        self.parsed = Parsed()
        self.columns: tuple[str, str] | None = None
        """Of the first and the second placing."""
        self.seen: set[tuple[str, ...]] = set()
        self.placings: dict[tuple[str, str, str], tuple[int | None, int | None]] = {}
        """Per municipality, task field and category: the amounts of both placings."""

    def read(self, rows: Iterable[tuple[int, Row]], form: str) -> Parsed:
        read_row = self._fields_row if form == BY_FIELD else self._category_row
        for line, row in rows:
            self.tick(1)
            if None in row or None in row.values():
                self._problem(line, "Deze regel heeft meer of minder velden dan de eerste regel.")
            else:
                read_row(line, row)
        self._settle()
        if not self.parsed.amounts and not self.parsed.problems:
            what = "Er staat geen enkel bedrag in."
            self.parsed.problems.append(Problem(self.wanted.place, None, what, "Kies een ander bestand."))
        return self.parsed

    def _settle(self) -> None:
        """Per municipality the second placing, which holds all that it delivered; else the first."""
        later = {key[0] for key, (_first, second) in self.placings.items() if second is not None}
        for (municipality, task_field, category), placings in self.placings.items():
            amount = placings[SECOND - 1 if municipality in later else FIRST - 1]
            self._add(municipality, task_field, category[0], category[1:], amount or 0)
        self.parsed.first_only = self.parsed.delivered() - later if self.placings else set()

    def _problem(
        self, line: int, what: str, remedy: str = "Verbeter de regel of vraag het bestand opnieuw op."
    ) -> None:
        wanted = self.wanted
        self.parsed.problems.append(Problem(wanted.place, line, what, remedy, wanted.counted_in))

    def _municipality(self, line: int, text: str) -> str | None:
        name = text.strip()
        if name.lower() in COUNTRY_NAMES or name in COUNTRY_CODES:
            return None
        code = find_municipality(name, self.year)
        if code is None:
            self._problem(
                line,
                f"Gemeente “{name}” bestaat niet in {self.year}.",
                "Kijk of het boekjaar klopt, of zet de gemeente in municipalities.csv.",
            )
        return code

    def _task_field(self, line: int, text: str) -> str | None:
        code = text.strip().split(" ")[0]
        if code in self.fields:
            return code
        self._problem(line, f"Taakveld “{code}” staat niet in de lijst van {self.year}.", "Kijk of het boekjaar klopt.")
        return None

    def _is_new(self, line: int, *key: str) -> bool:
        if key in self.seen:
            self._problem(line, f"{' / '.join(key)} staat er twee keer in.", "Haal een van beide regels weg.")
            return False
        self.seen.add(key)
        return True

    def _euros(self, line: int, column: str, text: str) -> int | None:
        try:
            return euros(text)
        except ValueError:
            self._problem(
                line,
                f"“{text.strip()}” bij {column} is geen bedrag in duizenden euro's.",
                "Schrijf een heel bedrag met een punt als decimaalteken, of laat het leeg.",
            )
            return None

    def _add(self, municipality: str, task_field: str, side: str, category: str, amount: int) -> None:
        if amount:
            self.parsed.amounts.append(Amount(municipality, task_field, side, category, amount))

    def _fields_row(self, line: int, row: Row) -> None:
        municipality = self._municipality(line, row["Gemeenten"])
        if municipality is None:
            return
        self.parsed.listed.add(municipality)
        task_field = self._task_field(line, row["Taakveld"])
        if task_field is None or not self._is_new(line, municipality, task_field):
            return
        salary_column = next((name for name in row if name.startswith("L1.1")), "")
        salaries = self._euros(line, "L1.1", row.get(salary_column, "")) or 0
        expenses = self._euros(line, "Lasten", row["Lasten"]) or 0
        self._add(municipality, task_field, EXPENSES, SALARIES, salaries)
        self._add(municipality, task_field, EXPENSES, UNSPLIT, expenses - salaries)
        self._add(municipality, task_field, INCOME, UNSPLIT, self._euros(line, "Baten", row["Baten"]) or 0)

    def _category_row(self, line: int, row: Row) -> None:
        report = row["Verslagsoort"].strip()
        if STAGES.get(report[4:]) != self.wanted.stage or report[:4] != str(self.year):
            return
        item, category = row["TaakveldBalanspost"].strip(), row["Categorie"].strip()
        municipality = self._municipality(line, row["Gemeenten"])
        if municipality is None or BALANCE_ITEM.match(item) or category in STANDINGS:
            return
        self.parsed.listed.add(municipality)
        task_field = self._task_field(line, item)
        if task_field is None or not self._known_category(line, category):
            return
        if self._is_new(line, municipality, task_field, category):
            # The same for all rows, and looking them up is a quarter of the work.
            self.columns = self.columns or (_placing(row, FIRST), _placing(row, SECOND))
            first, second = self.columns
            earlier = self._euros(line, first, row[first]) if first else None
            self.placings[municipality, task_field, category] = earlier, self._euros(line, second, row[second])

    def _known_category(self, line: int, category: str) -> bool:
        if re.match(r"^[LB]\d(\.\d)*\Z", category):
            return True
        self._problem(line, f"Categorie “{category}” begint niet met L (lasten) of B (baten).")
        return False
