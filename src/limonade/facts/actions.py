"""Putting figures on the shelf. A file is checked as a whole first; a faulty one leaves all as it was."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP
from pathlib import Path

import numpy as np
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from limonade.facts import boundaries, cbs, gemeentefonds, iv3, pdok, store
from limonade.facts.boundaries import Boundaries
from limonade.facts.iv3 import Amount, Parsed
from limonade.facts.municipalities import name_of, owner_of
from limonade.facts.problems import FileRefused, Problem
from limonade.facts.queries import BOUNDARY_CHANGE, UNCHANGED, known_buurten
from limonade.facts.statline import iv3_table
from limonade.facts.statline.client import PATIENCE, Patience
from limonade.facts.statline.fetching import Wish, fetch
from limonade.facts.store import Dataset
from limonade.facts.task_fields import CODE, task_fields
from limonade.facts.text_files import csv_faults, open_text

Tick = Callable[[int], object]
LocatedRow = tuple[str, str, str, int, str]
"""Municipality, task field, buurt, euros and description."""
ACCOUNTS, BUDGET = "accounts", "budget"
STAGE_NAMES = {ACCOUNTS: "jaarrekening", BUDGET: "begroting"}
IV3_PUBLISHER = "Gemeenten, via CBS (Iv3)"
CBS_PUBLISHER = "CBS"
UNKNOWN_PUBLISHER = "niet opgegeven"
CC_BY = "CC BY 4.0"
BOUNDARIES_NAME = "buurtgrenzen"
BOUNDARIES_CHANGED = gettext_noop(
    "Van sommige wijken en buurten is de grens veranderd. Vergelijk die niet zomaar met een jaar eerder."
)
FIRST_PLACING = gettext_noop(
    "Van sommige gemeenten staat bij het CBS nog alleen de eerste levering. Die cijfers kunnen nog veranderen."
)
IV3_URL = "https://www.cbs.nl/nl-nl/onze-diensten/open-data/iv3"
FUND_PUBLISHER = "Ministerie van Binnenlandse Zaken en Koninkrijksrelaties"
FUND_URL = "https://www.rijksoverheid.nl/onderwerpen/financien-gemeenten-en-provincies/gemeentefonds"
KWB_URL = "https://www.cbs.nl/nl-nl/maatwerk/kerncijfers-wijken-en-buurten"


def accounts_key(year: int, stage: str) -> str:
    """Also the name in the web address: 2023-jaarrekening."""
    return f"{year}-{STAGE_NAMES[stage]}"


def load_municipal_accounts(
    path: Path, *, year: int, stage: str, retrieved_on: str, tick: Tick
) -> tuple[Dataset, Parsed]:
    """Loads a whole Iv3 file. Raises FileRefused and writes nothing when any row is wrong."""
    parsed = iv3.parse_file(path, year=year, stage=stage, tick=tick)
    problems = parsed.problems or _loaded_under_another_name(path.name, parsed, accounts_key(year, stage))
    if problems:
        raise FileRefused(problems)
    return write_accounts(parsed, year=year, stage=stage, retrieved_on=retrieved_on), parsed


def fetch_municipal_accounts(
    year: int, stage: str, *, server: str = "", tick: Tick, patience: Patience = PATIENCE
) -> tuple[Dataset, Parsed]:
    """Loads what all municipalities delivered, over the network. Raises FileRefused and writes nothing when it fails.

    For accounts and budgets since 2017; raises ValueError before that.
    """
    task_fields(year)
    place = unfinished_place()
    parsed = iv3_table.fetch(year, stage, server=server, place=place, tick=tick, patience=patience)
    if problems := _loaded_under_another_name(iv3_table.NAME, parsed, accounts_key(year, stage)):
        raise FileRefused(problems)
    return write_accounts(parsed, year=year, stage=stage, retrieved_on=timezone.localdate().isoformat()), parsed


def _loaded_under_another_name(file: str, parsed: Parsed, key: str) -> list[Problem]:
    """The same amounts under another year or stage: then one of both has the wrong label."""
    amounts = sorted(amount.euros for amount in parsed.amounts)
    for other in store.datasets(store.MUNICIPAL_ACCOUNTS):
        if other.key != key and sorted(store.columns(other)["euros"].tolist()) == amounts:
            what = f"Precies deze bedragen zijn al geladen als {other.key}."
            return [Problem(file, None, what, "Kijk of jaar en soort kloppen, of haal het andere weg: remove_dataset.")]
    return []


def write_accounts(
    parsed: Parsed, *, year: int, stage: str, retrieved_on: str, remarks: tuple[str, ...] = ()
) -> Dataset:
    amounts = sorted(parsed.amounts, key=lambda one: (one.municipality, one.task_field, one.side, one.category))
    dataset = Dataset(
        key=accounts_key(year, stage),
        kind=store.MUNICIPAL_ACCOUNTS,
        year=year,
        stage=stage,
        title=f"Iv3 {STAGE_NAMES[stage]} gemeenten {year}",
        publisher=IV3_PUBLISHER,
        licence=CC_BY,
        url=IV3_URL,
        retrieved_on=retrieved_on,
        missing=tuple(sorted(parsed.not_delivered())),
        remarks=(*remarks, FIRST_PLACING) if parsed.first_only else remarks,
    )
    return store.write(dataset, {name: [getattr(one, name) for one in amounts] for name in Amount.__dataclass_fields__})


@dataclass(frozen=True)
class Origin:
    """What somebody who loads a file knows about where it came from; empty is unknown."""

    publisher: str = ""
    url: str = ""
    licence: str = ""
    retrieved_on: str = ""


def load_key_figures(folder: Path, *, retrieved_on: str, tick: Tick) -> tuple[Dataset, cbs.KeyFigures]:
    """Loads one year of CBS key figures. Raises FileRefused and writes nothing when something is wrong."""
    figures = cbs.read_folder(folder, tick=tick)
    origin = Origin(CBS_PUBLISHER, KWB_URL, CC_BY, retrieved_on)
    return _put(figures, cbs.KWB, origin), figures


def fetch_key_figures(wish: Wish, *, tick: Tick, patience: Patience = PATIENCE) -> tuple[Dataset, cbs.KeyFigures]:
    """Loads a table over the network. Raises FileRefused and writes nothing when it fails; see `fetch`."""
    figures = fetch(wish, place=unfinished_place(), tick=tick, patience=patience)
    table = wish.table
    origin = Origin(table.publisher, table.url, table.licence, timezone.localdate().isoformat())
    return _put(figures, table.figures, origin, is_model=table.is_model), figures


def unfinished_place() -> Path:
    """Beside the shelf, so that what is half there is never taken for a dataset or put in a backup."""
    return Path(settings.FACTS_DIR).with_name("unfinished_figures")


def _put(figures: cbs.KeyFigures, kind: str, origin: Origin, *, is_model: bool = False) -> Dataset:
    changed = any(sign not in ("", UNCHANGED) for sign in figures.boundary_changes)
    dataset = Dataset(
        key=f"{kind}-{figures.year}",
        kind=store.KEY_FIGURES,
        year=figures.year,
        stage="",
        title=figures.title,
        publisher=origin.publisher,
        licence=origin.licence,
        url=origin.url,
        retrieved_on=origin.retrieved_on,
        remarks=(BOUNDARIES_CHANGED,) if changed else (),
        is_model=is_model,
    )
    texts = {"region": figures.regions, "name": figures.names, "pc4": figures.postcodes}
    return store.write(dataset, {**texts, BOUNDARY_CHANGE: figures.boundary_changes, **figures.values})


def load_boundaries(path: Path, *, year: int | None, origin: Origin) -> tuple[Dataset, Boundaries, bool]:
    """Loads the outlines of buurten, and says whether that changed anything.

    The maps of one municipality lie beside each other; a map of more municipalities takes the place of an
    earlier one of that year. Raises FileRefused and writes nothing when any area is wrong.
    """
    return _put_boundaries(path.name, boundaries.read_file(path), year, origin)


def fetch_boundaries(
    year: int, *, municipality: str = "", server: str = "", tick: Tick, patience: Patience = PATIENCE
) -> tuple[Dataset, Boundaries, bool]:
    """The same over the network, of one municipality or of the whole country."""
    read = pdok.fetch(year, municipality=municipality, server=server, tick=tick, patience=patience)
    origin = Origin(pdok.PUBLISHER, pdok.URL.format(year=year), CC_BY, timezone.localdate().isoformat())
    return _put_boundaries(pdok.NAME, read, year, origin)


def _put_boundaries(place: str, read: Boundaries, year: int | None, origin: Origin) -> tuple[Dataset, Boundaries, bool]:
    division = _division(place, read, year)
    towns = {"GM" + one.code[2:6] for one in read.outlines}
    only = towns.pop() if len(towns) == 1 else ""
    dataset = Dataset(
        key="-".join(filter(None, (BOUNDARIES_NAME, str(division), only))),
        kind=store.BOUNDARIES,
        year=division,
        stage="",
        title=f"Grenzen van buurten {division}" + (f", {name_of(only)}" if only else ""),
        publisher=origin.publisher or UNKNOWN_PUBLISHER,
        licence=origin.licence,
        url=origin.url,
        retrieved_on=origin.retrieved_on,
    )
    columns = {
        "region": [one.code for one in read.outlines],
        "name": [one.name for one in read.outlines],
        "geometry": [one.geometry for one in read.outlines],
    }
    if _lies_there(dataset, columns):
        return store.describe(dataset.key), read, False
    return store.write(dataset, columns), read, True


def _division(file: str, read: Boundaries, year: int | None) -> int:
    if read.year and year and read.year != year:
        what = _("Deze kaart is van %(found)s, niet van %(asked)s.") % {"found": read.year, "asked": year}
        raise FileRefused([Problem(file, None, what, _("Laat --year weg of verbeter het."))])
    if found := year or read.year:
        return found
    remedy = _("Zeg het erbij, bijvoorbeeld: --year 2024.")
    raise FileRefused([Problem(file, None, _("Het jaar van de buurtindeling staat er niet in."), remedy)])


def _lies_there(dataset: Dataset, columns: dict[str, list[str]]) -> bool:
    """Whether the shelf holds precisely this already."""
    try:
        found = store.describe(dataset.key)
        same = replace(found, loaded_at="", stamp=0) == dataset
        return same and {name: values.tolist() for name, values in store.columns(found).items()} == columns
    except KeyError:
        return False


def load_gemeentefonds(folder: Path, *, retrieved_on: str) -> tuple[Dataset, gemeentefonds.Fund]:
    """Loads the gemeentefonds of one year, in whole cents. Raises FileRefused and writes nothing when it is wrong."""
    fund = gemeentefonds.read_folder(folder)
    dataset = Dataset(
        key=f"gemeentefonds-{fund.year}",
        kind=store.GEMEENTEFONDS,
        year=fund.year,
        stage="",
        title=f"Gemeentefonds {fund.year}, circulaire {fund.circular}",
        publisher=FUND_PUBLISHER,
        licence="",
        url=FUND_URL,
        retrieved_on=retrieved_on,
    )
    rows = sorted(fund.euros.items())
    columns: dict[str, list[str] | list[int]] = {
        "municipality": [town for (town, _cluster), _euros in rows],
        "cluster": [cluster for (_town, cluster), _euros in rows],
        "cents": [int((100 * euros).to_integral_value(ROUND_HALF_UP)) for _key, euros in rows],
    }
    return store.write(dataset, columns), fund


def load_located_amounts(path: Path, *, municipality: str, year: int, stage: str, retrieved_on: str) -> Dataset:
    """Loads amounts of which the municipality says where they are spent.

    CSV with the columns Taakveld;Buurt;Bedrag;Omschrijving, whole euros; an empty buurt means: for the whole
    municipality. Raises FileRefused and writes nothing when any row is wrong.
    """
    with csv_faults(path):
        rows, problems = _read_located(path, municipality, year)
    accounts = accounts_key(year, stage)
    try:
        problems += beyond_the_spending(path.name, rows, spending_on_shelf(accounts, municipality), accounts)
    except KeyError:
        problems.append(Problem(path.name, None, f"De {accounts} is nog niet geladen.", "Laad die eerst: import_iv3."))
    if problems:
        raise FileRefused(problems)
    return write_located(rows, municipality=municipality, year=year, stage=stage, retrieved_on=retrieved_on)


def write_located(
    rows: Sequence[LocatedRow], *, municipality: str, year: int, stage: str, retrieved_on: str
) -> Dataset:
    """In the place of what this municipality told before about this year and stage."""
    accounts = accounts_key(year, stage)
    dataset = Dataset(
        key=f"located-{municipality}-{accounts}",
        kind=store.LOCATED_AMOUNTS,
        year=year,
        stage=stage,
        title=f"Bedragen met een plek, {accounts}",
        publisher=f"Gemeente {name_of(municipality)}",
        licence="",
        url="",
        retrieved_on=retrieved_on,
    )
    names = ("municipality", "task_field", "buurt", "euros", "description")
    return store.write(dataset, {name: [row[at] for row in rows] for at, name in enumerate(names)})


def _read_located(path: Path, municipality: str, year: int) -> tuple[list[LocatedRow], list[Problem]]:
    rows: list[LocatedRow] = []
    problems: list[Problem] = []
    reader = csv.DictReader(open_text(path), delimiter=";")
    if not {"Taakveld", "Buurt", "Bedrag"} <= set(reader.fieldnames or ()):
        wanted = "Verwacht: Taakveld;Buurt;Bedrag;Omschrijving."
        return [], [Problem(path.name, 1, "De kolommen kloppen niet.", wanted)]
    known = known_buurten(year)
    for row in reader:
        fault = _located_fault(row, municipality, year, known)
        if fault:
            problems.append(Problem(path.name, reader.line_num, *fault))
        else:
            code, buurt = row["Taakveld"].strip(), row["Buurt"].strip()
            rows.append((municipality, code, buurt, int(row["Bedrag"]), (row.get("Omschrijving") or "").strip()))
    if not rows and not problems:
        problems.append(Problem(path.name, None, "Er staat geen enkel bedrag in.", "Kies een ander bestand."))
    return rows, problems


def _located_fault(row: dict[str, str], municipality: str, year: int, known: frozenset[str]) -> tuple[str, str] | None:
    code, buurt, amount = ((row[name] or "").strip() for name in ("Taakveld", "Buurt", "Bedrag"))
    if not CODE.match(code):
        return f"“{code}” is geen code van een taakveld.", "Gebruik de code, bijvoorbeeld 5.7 voor openbaar groen."
    if code not in task_fields(year):
        return f"Taakveld “{code}” staat niet in de lijst van {year}.", "Kijk of het boekjaar klopt."
    if buurt and (fault := buurt_fault(buurt, municipality, year, known)):
        return fault
    if not (amount.isdecimal() and amount.isascii()):
        return f"“{amount}” is geen bedrag in hele euro's.", "Schrijf alleen cijfers, zonder punten of min."
    return None


def buurt_fault(buurt: str, municipality: str, year: int, known: frozenset[str]) -> tuple[str, str] | None:
    """`known`: the buurten of the key figures of that year; empty when those are not loaded."""
    if owner_of(buurt, year) != municipality:
        return f"Buurt “{buurt}” ligt niet in {municipality}.", "Zoek de code met de opdracht buurten, of laat leeg."
    if known and buurt not in known:
        return f"Buurt “{buurt}” staat niet in de geladen kerncijfers.", "Zoek de code met de opdracht buurten."
    return None


def spending_on_shelf(accounts: str, municipality: str) -> dict[str, int]:
    """Per task field what this municipality spent, without internal bookings. Raises KeyError when not loaded."""
    columns = store.columns(store.describe(accounts))
    mine = (columns["municipality"] == municipality) & (columns["side"] == iv3.EXPENSES)
    mine &= ~np.isin(columns["category"].astype(str), list(iv3.INTERNAL_CATEGORIES))
    spent: dict[str, int] = {}
    for code, euros in zip(columns["task_field"][mine].tolist(), columns["euros"][mine].tolist(), strict=True):
        spent[code] = spent.get(code, 0) + euros
    return spent


def beyond_the_spending(
    file: str, rows: Sequence[LocatedRow], spending: Mapping[str, int], accounts: str
) -> list[Problem]:
    """Fields where more is placed than the municipality spent on them."""
    problems = []
    for code in sorted({row[1] for row in rows}):
        spent = spending.get(code, 0)
        placed = sum(row[3] for row in rows if row[1] == code)
        if placed > max(spent, 0):
            what = f"Op taakveld {code} staat {placed} euro, meer dan de {spent} euro in de {accounts}."
            problems.append(Problem(file, None, what, "Kijk of het boekjaar klopt."))
    return problems
