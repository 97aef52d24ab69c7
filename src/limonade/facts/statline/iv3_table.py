"""What municipalities delivered to CBS in Iv3 form, of one book year: the table "onbewerkte Iv3-data".

Every book year has a table of its own, which the catalogue of third-party data names. It is a cube of municipality,
task field or balance item, category and report, nearly all of it empty: only cells that hold an amount are asked
for. Amounts are in thousands of euros. A server may overlook a filter on amounts and give every cell.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from django.utils.translation import gettext as _

from limonade.facts import iv3
from limonade.facts.iv3 import FIRST, SECOND, Parsed, Wanted, is_placing
from limonade.facts.municipalities import find_municipality
from limonade.facts.problems import FileRefused, Problem
from limonade.facts.statline import version_3
from limonade.facts.statline.client import Client, Patience
from limonade.facts.statline.described import Described
from limonade.facts.statline.fetching import asking, whole_table
from limonade.facts.statline.pages import Page, Resource, Tick, decode
from limonade.facts.statline.resources import Resources
from limonade.facts.topics import described_columns

SERVER = "https://dataderden.cbs.nl"
CATALOGUE = "/ODataCatalog/Tables"
TITLE = "Gemeenten {year} onbewerkte Iv3-data"
TITLE_OF = re.compile(TITLE.format(year="([0-9]{4})"), re.ASCII)
TABLE_NUMBER = re.compile(r"[0-9A-Za-z]+", re.ASCII)
NAME = "iv3"
ITEM, CATEGORY, MUNICIPALITY, REPORT = "TaakveldBalanspost", "Categorie", "Gemeenten", "Verslagsoort"
DIMENSIONS = (ITEM, CATEGORY, MUNICIPALITY, REPORT)
UNITS = frozenset({"1000euro", "x1000euro"})
MOST_PAGES = 50
REPORT_OF = {stage: code for code, stage in iv3.STAGES.items()}


def fetch(year: int, stage: str, *, server: str, place: Path, tick: Tick, patience: Patience) -> Parsed:
    """The amounts of all municipalities. Raises TryLater and FileRefused as `fetching.fetch` does."""
    with asking(f"{NAME}-{year}", server or SERVER, place, patience) as client:
        number = _number(client, year)
        return whole_table(
            client,
            (f"{number}-{stage}", place),
            lambda: version_3.describe_number(client, number),
            lambda source, told: _read(source, told, year, stage, tick),
        )


def _number(client: Client, year: int) -> str:
    """The number of the table of this book year, from the catalogue. Raises FileRefused when there is none."""
    numbers: dict[int, str] = {}
    for page in _catalogue(client):
        for number, title in zip(*page.cells, strict=True):
            if found := TITLE_OF.fullmatch(str(title).strip()):
                numbers[int(found.group(1))] = str(number).strip()
    number = numbers.get(year, "")
    if TABLE_NUMBER.fullmatch(number):
        return number
    years = ", ".join(str(one) for one in sorted(numbers)) or "–"
    what = _("Het CBS heeft geen “%(title)s”, wel van: %(years)s.") % {"title": TITLE.format(year=year), "years": years}
    raise FileRefused([Problem(client.address(CATALOGUE), None, what, _("Vraag een ander jaar."))])


def _catalogue(client: Client) -> Iterator[Page]:
    """Always asked anew: a list of tables has no moment of change to keep it under."""
    chosen = quote("Catalog eq 'IV3'")
    resource = Resource(client.address(CATALOGUE), ("Identifier", "Title"))
    address = f"{resource.address}?$format=json&$filter={chosen}"
    asked: set[str] = set()
    while address and address not in asked and len(asked) < MOST_PAGES:
        asked.add(address)
        page = decode(client.get(address), address, resource)
        yield page
        address = client.ours(address, page.next) if page.next else ""


def _read(source: Resources, told: Described, year: int, stage: str, tick: Tick) -> Parsed:
    """Raises FileRefused with all that is wrong in the table."""
    if told.title != TITLE.format(year=year):
        what = _("Deze tabel heet “%(found)s”, niet “%(asked)s”.")
        said = what % {"found": told.title, "asked": TITLE.format(year=year)}
        raise FileRefused([Problem(told.address, None, said, _("Vraag een ander jaar."))])
    report = version_3.padded(source, REPORT, f"{year}{REPORT_OF[stage]}")
    placings = _placings(source)
    listed = [row["Key"].strip() for row in source.rows(MUNICIPALITY, ("Key",))]
    fields = (*DIMENSIONS, *placings)
    wanted = Wanted(f"{source.table}/{version_3.DATA}", year, stage, counted_in="rij")
    parsed = iv3.parse_rows(_rows(source, fields, _filter(report, placings), tick), wanted)
    if parsed.problems:
        raise FileRefused(parsed.problems)
    # The filter leaves out who delivered nothing; that is missing, not zero.
    parsed.listed |= {code for code in listed if find_municipality(code, year) == code}
    return parsed


def _placings(source: Resources) -> tuple[str, ...]:
    """The columns of both placings. Raises FileRefused when they are not there or not in thousands of euros."""
    columns = described_columns(
        source.rows(version_3.PROPERTIES, version_3.PROPERTY_FIELDS, version_3.MAY_LACK),
    )
    found = [one for number in (FIRST, SECOND) for one in columns if is_placing(one.name, number)]
    place = f"{source.table}/{version_3.PROPERTIES}"
    remedy = _("Meld dit aan de makers van Limonade.")
    if len(found) != SECOND:
        what = _("De tabel heeft geen kolommen voor de eerste en de tweede plaatsing.")
        raise FileRefused([Problem(place, None, what, remedy)])
    if strange := {one.unit for one in found if one.unit and one.unit.replace(" ", "").lower() not in UNITS}:
        what = _("De bedragen staan niet in duizenden euro's maar in “%s”.") % strange.pop()
        raise FileRefused([Problem(place, None, what, remedy)])
    return tuple(one.name for one in found)


def _filter(report: str, placings: tuple[str, ...]) -> str:
    filled = " or ".join(f"({name} ne null and {name} ne 0)" for name in placings)
    return f"{REPORT} eq '{report}' and ({filled})"


def _rows(source: Resources, fields: tuple[str, ...], only: str, tick: Tick) -> Iterator[tuple[int, iv3.Row]]:
    row = 0
    for page in source.pages(version_3.DATA, fields, only, tick):
        for cells in zip(*page.cells, strict=True):
            row += 1
            texts = ("" if cell is None else str(cell) for cell in cells)
            yield row, dict(zip(fields, texts, strict=True))
