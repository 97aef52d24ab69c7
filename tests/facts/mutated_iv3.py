"""The invented Iv3 table written down otherwise, which must load the same, or with one thing broken."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.facts import invented_iv3 as iv3
from tests.facts.fake_statline import HTML, Resources, Row, Trouble
from tests.facts.mutations import NO_JSON_NUMBERS, NO_NUMBERS, ODD_BODIES

ASKED = ("TypedDataSet", "TableInfos", "DataProperties", "Verslagsoort", "Gemeenten", "Tables")


@dataclass
class Case:
    table: Resources
    catalogue: Resources
    trouble: Trouble
    what: str = "valid"
    names_row: bool = False
    expected: dict[tuple[str, ...], int] = field(default_factory=lambda: dict(iv3.EXPECTED))

    def own_row(self, random: Random) -> Row:
        """A row that counts."""
        rows = [one for one in self.table["TypedDataSet"] if _counts(one)]
        return random.choice(rows)


def _counts(row: Row) -> bool:
    is_field = row["TaakveldBalanspost"][0].isdigit() and row["Categorie"][0] in "LB"
    is_of_a_municipality = not row["Gemeenten"].startswith("NL")
    return is_field and is_of_a_municipality and row["Verslagsoort"] == iv3.ACCOUNTS and row[iv3.FIRST] not in (None, 0)


def any_case(seed: int) -> Case:
    """Half of the seeds give a valid table."""
    random = Random(seed)
    table = iv3.table(_otherwise(random))
    trouble = Trouble(
        page_size=random.choice((4, 9, 100)),
        feed_is_down=random.random() < 0.2,
        overlooks_amounts=random.random() < 0.5,
    )
    case = Case(table, iv3.catalogue(), trouble)
    _rewritten(table["TypedDataSet"], random)
    table["TableInfos"][0]["Modified"] = f"2025-09-24T{seed}"
    random.shuffle(case.catalogue["Tables"])
    if random.random() < 0.5:
        return case
    breakage = random.choice(BREAKAGES)
    case.what = breakage.__name__
    breakage(case, random)
    return case


def _otherwise(random: Random) -> list[iv3.Cell]:
    """In another order, and with more rows that do not count."""
    found = iv3.cells()
    for _time in range(random.randint(0, 6)):
        item, category = random.choice((("A1311", "B6.1"), ("P29a", "L7.5"), ("8.3", "Ultimo"), ("8.3", "L3.8")))
        report = iv3.ACCOUNTS if item != "8.3" or category == "Ultimo" else f"{iv3.YEAR}X00{random.randint(1, 4)}"
        found.append(iv3.Cell(item, category, random.choice((iv3.ARNHEM, iv3.ZWOLLE)), 4.5, 5.5, report))
    if random.random() < 0.5:
        found.append(iv3.Cell("5.7", "L3.8", "NL00", 99.0, 99.0))
    random.shuffle(found)
    return found


def _rewritten(rows: list[Row], random: Random) -> None:
    """The same amounts and codes, written as servers do."""
    empty = random.choice((None, ".", "       .", -99998, -99998.0, ""))
    as_text, width = random.random() < 0.3, random.choice((0, 9, 12))
    for row in rows:
        row["Gemeenten"] = f"{row['Gemeenten'].strip():<{width}}"
        for name in (iv3.FIRST, iv3.SECOND):
            row[name] = empty if row[name] is None else str(row[name]) if as_text else row[name]
        row |= {"Meer": random.choice(("x", None, 1.5))}


def letters_in_an_amount(case: Case, random: Random) -> None:
    no_amount = random.choice((*NO_NUMBERS, *NO_JSON_NUMBERS, 0.00001, 1.23456, 10**14))
    case.own_row(random)[random.choice((iv3.FIRST, iv3.SECOND))] = no_amount
    case.names_row = True


def an_amount_beyond_all(case: Case, random: Random) -> None:
    case.own_row(random)[iv3.FIRST] = "BEYOND"
    huge = random.choice((b"1e999", b"9" * 400, b"NaN", b"-Infinity"))
    case.trouble.edit = lambda name, body: body.replace(b'"BEYOND"', huge)


def a_row_twice(case: Case, random: Random) -> None:
    rows = case.table["TypedDataSet"]
    rows.insert(random.randint(0, len(rows)), dict(case.own_row(random)))
    case.names_row = True


def a_strange_code(case: Case, random: Random) -> None:
    name, codes = random.choice(
        (
            ("Gemeenten", ("GM9999", "GM02O2", "Arnhm", "PV25", "")),
            ("TaakveldBalanspost", ("9.9", "0.12", "6.711", "5,7", "", "K1")),
            ("Categorie", ("X1", "L", "L1,1", "L1.", "", "l1.1", "T1.1")),
        )
    )
    case.own_row(random)[name] = random.choice(codes)
    case.names_row = True


def a_code_that_is_no_text(case: Case, random: Random) -> None:
    case.own_row(random)[random.choice(iv3.FIELDS[:3])] = random.choice((None, 7, [1]))


def a_missing_column(case: Case, random: Random) -> None:
    lost = random.choice(iv3.FIELDS)
    rows = case.table["TypedDataSet"]
    for row in rows if random.random() < 0.5 else [case.own_row(random)]:
        del row[lost]


def another_unit(case: Case, random: Random) -> None:
    case.table["DataProperties"][-1]["Unit"] = random.choice(("euro", "mln euro", "1 000 000 euro", "%"))


def a_placing_that_is_gone(case: Case, random: Random) -> None:
    del case.table["DataProperties"][random.choice((-1, -2))]


def a_report_that_is_gone(case: Case, random: Random) -> None:
    case.table["Verslagsoort"] = case.table["Verslagsoort"][: random.randint(0, 5)]


def another_title(case: Case, random: Random) -> None:
    titles = ("Gemeenten 2023 onbewerkte Iv3-data", "Provincies 2024 onbewerkte Iv3-data", "", None)
    case.table["TableInfos"][0]["Title"] = random.choice(titles)


def no_such_year(case: Case, random: Random) -> None:
    case.catalogue["Tables"] = [one for one in case.catalogue["Tables"] if one["Identifier"] != iv3.NUMBER]


def nothing_delivered_yet(case: Case, random: Random) -> None:
    for row in case.table["TypedDataSet"]:
        row[iv3.FIRST] = row[iv3.SECOND] = None


def a_cut_answer(case: Case, random: Random) -> None:
    chosen, part = random.choice(ASKED), random.random()
    case.trouble.edit = lambda name, body: body[: int(len(body) * part)] if name == chosen else body


def an_odd_answer(case: Case, random: Random) -> None:
    chosen, odd = random.choice(ASKED), random.choice((HTML, *ODD_BODIES))
    case.trouble.edit = lambda name, body: odd if name == chosen else body


def an_error_page(case: Case, random: Random) -> None:
    case.trouble.html = True


def a_resource_that_is_gone(case: Case, random: Random) -> None:
    chosen = random.choice(ASKED)
    (case.catalogue if chosen == "Tables" else case.table).pop(chosen)


def a_link_elsewhere(case: Case, random: Random) -> None:
    case.trouble.feed_is_down, case.trouble.page_size = False, 2
    case.trouble.next_at = random.choice(("https://example.org", "http://127.0.0.1:1", "http://a:b@127.0.0.1"))


def pages_in_a_circle(case: Case, random: Random) -> None:
    def turn_back(name: str, body: bytes) -> bytes:
        if name != "TypedDataSet":
            return body
        answer: dict[str, Any] = json.loads(body)
        return json.dumps({**answer, "odata.nextLink": name}).encode()

    case.trouble.edit = turn_back


Breakage = Callable[[Case, Random], None]
BREAKAGES: tuple[Breakage, ...] = (
    *(letters_in_an_amount, letters_in_an_amount, an_amount_beyond_all, a_row_twice, a_strange_code, a_strange_code),
    *(a_code_that_is_no_text, a_missing_column, another_unit, a_placing_that_is_gone, a_report_that_is_gone),
    *(another_title, no_such_year, nothing_delivered_yet, a_cut_answer, an_odd_answer, an_error_page),
    *(a_resource_that_is_gone, a_link_elsewhere, pages_in_a_circle),
)
