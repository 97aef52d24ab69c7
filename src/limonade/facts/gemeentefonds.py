"""What the State pays each municipality from the gemeentefonds, per cluster of tasks. Plain Python.

A cluster is the sum of volume times weight of its measures, times the uitkeringsfactor. Measures of property tax
(WOZ...) take factor 1: they are what a municipality could raise itself. The folder holds three files of one
circular: `GF_S2024_2025_Volumina.csv` and `..._Gewichten.csv` (tabs, decimal commas), and `Uitkeringsfactor.csv`.
Weights without a code are of separate payments and are left out.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from limonade.facts.municipalities import COUNTRY_NAMES, find_municipality
from limonade.facts.problems import FileRefused, Problem
from limonade.facts.text_files import csv_faults, open_text

VOLUMES = re.compile(r"GF_([MS][0-9]{4})_([0-9]{4})_Volumina\.csv", re.ASCII)
FACTORS = "Uitkeringsfactor.csv"
CODE, TITLE, TOTAL = "Codering maatstaf", "Naam maatstaf", "Totaal"
TOWN, NAME, PROVINCE = "CBS", "Naam", "Prov"
# The fixed amount is called otherwise in both files; joined on its name it would be lost.
SAME = {"vast nieuw": "vast"}
PROPERTY = "WOZ"
WITHOUT_FACTOR = Decimal(1)
# A spreadsheet wrote the largest amounts as 2,04289E+11.
DUTCH = re.compile(r"-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?(E\+\d{1,2})?", re.ASCII)
ENGLISH = re.compile(r"\d+(\.\d+)?", re.ASCII)
# Weights are rounded to cents, the total of a measure apart from its parts.
MOST_OFF = Decimal("0.1")

Weights = Mapping[str, Mapping[str, Decimal]]


@dataclass(frozen=True)
class Fund:
    year: int
    circular: str
    """M or S (May or September) and the year in which it was published."""
    factor: Decimal
    euros: Mapping[tuple[str, str], Decimal]
    """Exact, per municipality and cluster."""


def read_folder(folder: Path) -> Fund:
    """Raises FileRefused with all that is wrong in the first file that is."""
    found = [(path, match) for path in sorted(folder.iterdir()) if (match := VOLUMES.fullmatch(path.name))]
    if len(found) != 1:
        what = _("In deze map staat geen bestand met volumina, of meer dan één.")
        remedy = _("Verwacht: één bestand zoals GF_S2024_2025_Volumina.csv.")
        raise FileRefused([Problem(folder.name, None, what, remedy)])
    ((volumes, match),) = found
    circular, year = match.group(1), int(match.group(2))
    factor = _factor(folder / FACTORS, circular, year)
    weights = _weights(folder / volumes.name.replace("Volumina", "Gewichten"))
    return Fund(year, circular, factor, _clusters(volumes, year, weights, factor))


def _rows(path: Path, delimiter: str, must: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with as many fields as the first line. Raises FileRefused."""
    if not path.is_file():
        what = _("Dit bestand ontbreekt in de map.")
        raise FileRefused(
            [Problem(path.name, None, what, _("Zet alle drie de bestanden van één circulaire bij elkaar."))]
        )
    with csv_faults(path):
        reader = csv.DictReader(open_text(path), delimiter=delimiter)
        names = list(reader.fieldnames or ())
        if not set(must) <= set(names) or len(set(names)) < len(names):
            what = _("De kolommen kloppen niet.")
            raise FileRefused([Problem(path.name, 1, what, _("Verwacht: %s.") % ", ".join(must))])
        for row in reader:
            if None in row or None in row.values():
                what = _("Deze regel heeft meer of minder velden dan de eerste regel.")
                raise FileRefused([Problem(path.name, reader.line_num, what, _ask_again())])
            yield reader.line_num, row


def _ask_again() -> str:
    return _("Haal het bestand opnieuw op.")


def _number(path: Path, line: int, column: str, text: str, form: "re.Pattern[str]" = DUTCH) -> Decimal:
    plain = text.strip()
    if not form.fullmatch(plain):
        what = _("“%(found)s” bij %(column)s is geen getal.") % {"found": plain[:40], "column": column}
        raise FileRefused([Problem(path.name, line, what, _ask_again())])
    return Decimal(plain if form is ENGLISH else plain.replace(".", "").replace(",", "."))


def _factor(path: Path, circular: str, year: int) -> Decimal:
    for line, row in _rows(path, ",", ("Circulaire", "Jaar", "Uitkeringsfactor")):
        if (row["Circulaire"].strip(), row["Jaar"].strip()) == (circular, str(year)):
            return _number(path, line, "Uitkeringsfactor", row["Uitkeringsfactor"], ENGLISH)
    what = _("Van circulaire %(circular)s en jaar %(year)s staat er geen uitkeringsfactor in.")
    raise FileRefused([Problem(path.name, None, what % {"circular": circular, "year": year}, _ask_again())])


def _weights(path: Path) -> Weights:
    """Per measure its weight in euros, per cluster."""
    found: dict[str, dict[str, Decimal]] = {}
    for line, row in _rows(path, "\t", (CODE, TITLE, TOTAL)):
        code = row[CODE].strip()
        if not code:
            continue
        numbers = {name: _number(path, line, name, text) for name, text in row.items() if name not in (CODE, TITLE)}
        total = numbers.pop(TOTAL)
        what = ""
        if code in found:
            what = _("Maatstaf %s staat er twee keer in.") % code
        elif abs(sum(numbers.values()) - total) > MOST_OFF:
            what = _("De gewichten van maatstaf %s zijn samen niet het totaal.") % code
        if what:
            raise FileRefused([Problem(path.name, line, what, _ask_again())])
        found[code] = numbers
    return found


def _clusters(path: Path, year: int, weights: Weights, factor: Decimal) -> dict[tuple[str, str], Decimal]:
    euros: dict[tuple[str, str], Decimal] = {}
    towns: set[str] = set()
    for line, row in _rows(path, "\t", (TOWN, NAME)):
        if row[NAME].strip().lower() in COUNTRY_NAMES:
            continue
        town = _town(path, line, row, year)
        if town in towns:
            raise FileRefused([Problem(path.name, line, _("%s staat er twee keer in.") % town, _ask_again())])
        towns.add(town)
        measures = {SAME.get(name, name): name for name in row if name not in (TOWN, NAME, PROVINCE)}
        if strange := set(measures) ^ set(weights):
            what = _("Deze maatstaven staan maar in een van beide bestanden: %s.") % ", ".join(sorted(strange))
            raise FileRefused([Problem(path.name, 1, what, _("Neem bestanden van dezelfde circulaire."))])
        for code, name in measures.items():
            volume = _number(path, line, name, row[name])
            counted = volume * (WITHOUT_FACTOR if code.startswith(PROPERTY) else factor)
            for cluster, weight in weights[code].items():
                euros[town, cluster] = euros.get((town, cluster), Decimal(0)) + counted * weight
    if not euros:
        raise FileRefused([Problem(path.name, None, _("Er staat geen enkele gemeente in."), _ask_again())])
    return euros


def _town(path: Path, line: int, row: Mapping[str, str], year: int) -> str:
    number, name = row[TOWN].strip(), row[NAME].strip()
    code = find_municipality(f"GM{number:0>4}", year) if number.isdecimal() else None
    if code is None:
        what = _("Gemeente %(number)s bestaat niet in %(year)s.") % {"number": f"{number} {name}"[:60], "year": year}
        raise FileRefused([Problem(path.name, line, what, _ask_again())])
    named = find_municipality(name, year)
    if named not in (None, code):
        what = _("Nummer %(number)s is niet van %(name)s.") % {"number": number, "name": name[:60]}
        raise FileRefused([Problem(path.name, line, what, _ask_again())])
    return code
