"""Energy of all homes per buurt, from a file of the Klimaatmonitor (RVO) to columns.

One row per buurt and year, with the name of the buurt as the municipality writes it. Gas is in terajoules, power in
millions of kilowatt-hours. A question mark or nothing is: not published.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from limonade.facts import store
from limonade.facts.municipalities import name_of
from limonade.facts.places import fold
from limonade.facts.problems import FileRefused, Problem
from limonade.facts.queries import buurten_of
from limonade.facts.store import Dataset
from limonade.facts.text_files import open_text

NAME, YEAR = "buurt_naam", "year"
GAS, ELECTRICITY = "totaal aardgasverbruik woningen", "elektriciteitsverbruik woningen"
MISSING = frozenset({"", "?", "."})
NUMBER = re.compile(r"\d{1,9}(\.\d{1,6})?", re.ASCII)
M3_PER_TERAJOULE = 1e6 / 35.17
"""Upper calorific value of gas from Groningen, in megajoules per cubic metre."""
KWH_PER_GIGAWATTHOUR = 1e6


@dataclass(frozen=True)
class EnergyUse:
    codes: list[str]
    names: list[str]
    gas_m3: list[float]
    electricity_kwh: list[float]
    """NaN is not published."""


def read_file(path: Path, *, municipality: str, year: int) -> EnergyUse:
    """Reads one year of one municipality. Raises FileRefused with all faults when any row is not right."""
    reader = csv.DictReader(open_text(path))
    columns = {wanted: _column(reader.fieldnames or (), wanted) for wanted in (NAME, YEAR, GAS, ELECTRICITY)}
    if lost := [wanted for wanted, found in columns.items() if not found]:
        what = _("Deze kolommen ontbreken: %s.") % ", ".join(lost)
        raise FileRefused([Problem(path.name, 1, what, _("Haal bij de Klimaatmonitor het verbruik van woningen op."))])
    known = {fold(name): (code, name) for code, name in buurten_of(municipality)}
    found, problems = EnergyUse([], [], [], []), []
    for row in reader:
        cells = {wanted: (row[column] or "").strip() for wanted, column in columns.items()}
        if cells[YEAR] != str(year):
            continue
        fault = _fault(cells, known, found, municipality)
        if fault:
            problems.append(Problem(path.name, reader.line_num, *fault))
            continue
        code, name = known[fold(cells[NAME])]
        found.codes.append(code)
        found.names.append(name)
        found.gas_m3.append(_number(cells[GAS]) * M3_PER_TERAJOULE)
        found.electricity_kwh.append(_number(cells[ELECTRICITY]) * KWH_PER_GIGAWATTHOUR)
    if not found.codes and not problems:
        what = _("Er staat geen buurt in van %s.") % year
        problems.append(Problem(path.name, None, what, _("Kijk of het jaar klopt.")))
    if problems:
        raise FileRefused(problems)
    return found


def _column(names: Sequence[str], wanted: str) -> str:
    return next((name for name in names if name and name.strip().lower().startswith(wanted)), "")


def _fault(
    cells: dict[str, str], known: dict[str, tuple[str, str]], found: EnergyUse, municipality: str
) -> tuple[str, str] | None:
    place = known.get(fold(cells[NAME]))
    if place is None:
        what = _("Buurt “%(name)s” kennen we niet in %(town)s.")
        remedy = _("Laad eerst de kerncijfers van deze gemeente, of schrijf de naam zoals het CBS.")
        return what % {"name": cells[NAME], "town": name_of(municipality)}, remedy
    if place[0] in found.codes:
        return _("Buurt “%s” staat er twee keer in.") % cells[NAME], _("Laat er één staan.")
    for column in (GAS, ELECTRICITY):
        if cells[column] not in MISSING and not NUMBER.fullmatch(cells[column]):
            what = _("“%(cell)s” is geen getal.") % {"cell": cells[column]}
            return what, _("Schrijf een punt als decimaalteken, of laat het leeg.")
    return None


def _number(text: str) -> float:
    return float("nan") if text in MISSING else float(text)


def load_energy(path: Path, *, municipality: str, year: int, retrieved_on: str) -> Dataset:
    """Raises FileRefused and writes nothing when any row is wrong."""
    found = read_file(path, municipality=municipality, year=year)
    dataset = Dataset(
        key=f"energie-{municipality}-{year}",
        kind=store.KEY_FIGURES,
        year=year,
        stage="",
        title=f"Energie van woningen per buurt, {name_of(municipality)}, {year}",
        publisher="Klimaatmonitor (RVO)",
        licence="",
        url="https://klimaatmonitor.databank.nl",
        retrieved_on=retrieved_on,
    )
    columns: dict[str, Sequence[str] | Sequence[float]] = {
        "region": found.codes,
        "name": found.names,
        "home_gas_m3": found.gas_m3,
        "home_electricity_kwh": found.electricity_kwh,
    }
    return store.write(dataset, columns)
