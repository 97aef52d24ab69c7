"""Tables written down otherwise, which must load the same, and broken ones, which must be refused.

A case is drawn from a seed: the same table in another layout, or with one thing broken. The same breakages go for
every way in which a table comes in; a `Shape` says what its resources and fields are called.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.facts.fake_statline import HTML, Resources, Trouble
from tests.facts.invented_tables import FIGURES, OURS, REGIONS, TOPICS, Layout, column_names, version_3, version_4

INDICATORS = {
    "AantalInwoners": "population",
    "HuishoudensTotaal": "households",
    "GemiddeldeWOZWaardeVanWoningen": "woz_average",
    "GemiddeldElektriciteitsverbruikTotaal": "electricity_kwh",
    "GemiddeldAardgasverbruikTotaal": "gas_m3",
    "WmoClienten": "wmo_clients",
}
EMPTY_IN_A_FILE = (".", "", "       .", "-99998")
ODD_BODIES = (b"", b"null", b"[]", b'{"value": 7}', b'{"value": [1, 2]}', b"\xff\xfe{", b'{"value": [{}]}', b"[" * 9000)
NO_NUMBERS = ("veel", "12a", "1,5", "1e5", "0x10", "½", "١٢")
NO_JSON_NUMBERS = (True, [1], {"a": 1})
NO_CODES = ("BU0363A", "GM36", "BU0363AA0%", "BU02020845X", "GM02O2", "", None)


@dataclass(frozen=True)
class Shape:
    """What the parts of a table are called."""

    data: str
    info: str
    period: str
    about: tuple[str, ...]
    """The resources that say what the figures mean."""
    region: str = "WijkenEnBuurten"
    measure: str = ""
    """The field that says which figure a row holds; empty when every figure has its own column."""


V3 = Shape("TypedDataSet", "TableInfos", "Period", ("DataProperties", "WijkenEnBuurten"))
V4 = Shape("Observations", "Properties", "TemporalCoverage", ("MeasureCodes", "MeasureGroups"), measure="Measure")


@dataclass
class Case:
    shape: Shape
    layout: Layout
    tables: Resources
    trouble: Trouble
    what: str = "valid"
    names_row: bool = False
    expected: dict[tuple[str, str], float | None] = field(default_factory=dict)
    """Per region and indicator."""

    def info(self) -> dict[str, Any]:
        found = self.tables[self.shape.info]
        row: dict[str, Any] = found[0] if isinstance(found, list) else found
        return row


def any_layout(random: Random, *, in_file: bool = False) -> Layout:
    rows, columns = list(range(len(REGIONS))), list(range(len(TOPICS)))
    random.shuffle(rows)
    random.shuffle(columns)
    missing = {
        name: frozenset(random.sample(OURS, random.randint(0, 3)))
        for name in random.sample(sorted(INDICATORS), random.randint(0, 3))
    }
    return Layout(
        numbers_from=random.randint(1, 90),
        row_order=rows,
        column_order=columns,
        width=random.choice((0, 6, 10, 14)),
        extra_columns=random.randint(0, 4),
        empty=random.choice(EMPTY_IN_A_FILE) if in_file else random.choice((None, ".", "       .", -99998)),
        missing=missing,
    )


def expected(layout: Layout) -> dict[tuple[str, str], float | None]:
    return {
        (code, key): None if code in layout.missing.get(name, ()) else FIGURES[name][at]
        for name, key in INDICATORS.items()
        for at, code in enumerate(REGIONS)
        if code in OURS
    }


def any_case(seed: int, shape: Shape, *, links: bool = True) -> Case:
    """Half of the seeds give a valid table. Without `links` pages do not say where the next one is."""
    random = Random(seed)
    layout = any_layout(random)
    tables = version_3(layout) if shape is V3 else version_4(layout)
    trouble = Trouble(page_size=random.choice((5, 30, 100) if shape is V3 else (20, 50, 100)))
    case = Case(shape, layout, tables, trouble, expected=expected(layout))
    case.info()["Modified"] = f"2025-03-26T{seed}"  # or pages of another case would be taken for its own
    if random.random() < 0.5:
        return case
    breakage = random.choice(BREAKAGES if links else [one for one in BREAKAGES if one is not a_link_elsewhere])
    case.what = breakage.__name__
    breakage(case, random)
    return case


def _own_rows(case: Case) -> list[dict[str, Any]]:
    """Rows that we read: of our regions, and where rows are about one figure, of ours."""
    shape, tables = case.shape, case.tables
    rows = [row for row in tables[shape.data] if str(row[shape.region]).strip() in OURS]
    if shape.measure:
        titles = {TOPICS[name][1] for name in INDICATORS}
        codes = {one["Identifier"] for one in tables["MeasureCodes"] if one["Title"] in titles}
        rows = [row for row in rows if row[shape.measure] in codes]
    return rows


def _value_fields(case: Case) -> list[str]:
    names = column_names(case.layout)
    return ["Value"] if case.shape.measure else [names[name] for name in INDICATORS]


def a_missing_column(case: Case, random: Random) -> None:
    lost = random.choice([case.shape.region, *_value_fields(case)])
    rows = case.tables[case.shape.data]
    for row in rows if random.random() < 0.5 else [random.choice(rows)]:
        del row[lost]


def letters_in_a_number(case: Case, random: Random) -> None:
    row = random.choice(_own_rows(case))
    row[random.choice(_value_fields(case))] = random.choice((*NO_NUMBERS, *NO_JSON_NUMBERS))
    case.names_row = True


def a_number_beyond_all(case: Case, random: Random) -> None:
    random.choice(_own_rows(case))[random.choice(_value_fields(case))] = "BEYOND"
    huge = random.choice((b"1e999", b"9" * 400))
    case.trouble.edit = lambda name, body: body.replace(b'"BEYOND"', huge)


def a_region_twice(case: Case, random: Random) -> None:
    rows = case.tables[case.shape.data]
    rows.insert(random.randint(0, len(rows)), dict(random.choice(_own_rows(case))))
    case.names_row = True


def a_strange_code(case: Case, random: Random) -> None:
    random.choice(_own_rows(case))[case.shape.region] = random.choice(NO_CODES)
    case.names_row = not case.shape.measure


def a_cut_answer(case: Case, random: Random) -> None:
    chosen, part = random.choice((case.shape.data, case.shape.info, *case.shape.about)), random.random()
    case.trouble.edit = lambda name, body: body[: int(len(body) * part)] if name == chosen else body


def an_error_page(case: Case, random: Random) -> None:
    chosen = random.choice((case.shape.data, case.shape.info, *case.shape.about))
    case.trouble.edit = lambda name, body: HTML if name == chosen else body
    case.trouble.html = random.random() < 0.5


def an_odd_answer(case: Case, random: Random) -> None:
    chosen, odd = random.choice((case.shape.data, case.shape.info, *case.shape.about)), random.choice(ODD_BODIES)
    case.trouble.edit = lambda name, body: odd if name == chosen else body


def a_resource_that_is_gone(case: Case, random: Random) -> None:
    del case.tables[random.choice((case.shape.data, case.shape.info, *case.shape.about))]


def a_list_that_is_empty(case: Case, random: Random) -> None:
    case.tables[random.choice((case.shape.data, case.shape.about[0]))] = []


def nothing_published_yet(case: Case, random: Random) -> None:
    for row in case.tables[case.shape.data]:
        for name in _value_fields(case):
            row[name] = None


def another_year(case: Case, random: Random) -> None:
    case.info()[case.shape.period] = random.choice(("2022", "2022-2023", "", "kwartaal", None, "20233", "1823"))


def another_table(case: Case, random: Random) -> None:
    """The topic that tells a table of key figures from any other one has gone."""
    for row in case.tables[case.shape.about[0]]:
        if row["Title"] == "Aantal inwoners":
            row["Title"] = random.choice(("Aantal fietsen", "Aantal inwoners 2", ""))


def a_link_elsewhere(case: Case, random: Random) -> None:
    case.trouble.page_size = random.randint(1, 3)
    case.trouble.next_at = random.choice(("https://example.org", "http://127.0.0.1:1", "http://a:b@127.0.0.1"))


def pages_in_a_circle(case: Case, random: Random) -> None:
    """Every page of figures names the first one as the next."""
    link = "@odata.nextLink" if case.shape.measure else "odata.nextLink"

    def turn_back(name: str, body: bytes) -> bytes:
        return json.dumps({**json.loads(body), link: name}).encode() if name == case.shape.data else body

    case.trouble.edit = turn_back


Breakage = Callable[[Case, Random], None]
BREAKAGES: tuple[Breakage, ...] = (
    *(a_missing_column, letters_in_a_number, letters_in_a_number, a_number_beyond_all, a_region_twice, a_strange_code),
    *(a_cut_answer, an_error_page, an_odd_answer, a_resource_that_is_gone, a_list_that_is_empty),
    *(nothing_published_yet, another_year, another_table, a_link_elsewhere, pages_in_a_circle),
)
