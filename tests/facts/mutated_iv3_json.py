"""The invented Iv3-JSON written down otherwise, which must load the same, or with one thing broken."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.facts.invented_iv3_json import KLARENDAL, PAASBERG, Whole, whole

PARTS = ("lasten", "baten", "balans_lasten", "balans_baten", "balans_standen")
NO_AMOUNTS = ("100", None, True, [1], {}, 10**15, -(10**15), 1e300)
NO_TEXTS = (None, 7, 0.1, [], {}, True)


@dataclass
class Case:
    found: Whole
    mapping: str
    located: dict[tuple[str, str], int]
    what: str = "valid"
    edit: Callable[[bytes], bytes] = lambda body: body
    """A last hand on the bytes of the file."""
    encoding: str = "utf-8"
    indent: int | None = None
    names_row: bool = False

    def body(self) -> bytes:
        return self.edit(json.dumps(self.found, ensure_ascii=False, indent=self.indent).encode(self.encoding))

    def row(self, random: Random, *parts: str) -> dict[str, Any]:
        self.names_row = True
        row: dict[str, Any] = random.choice(self.found["data"][random.choice(parts or PARTS)])
        return row


def any_case(seed: int) -> Case:
    """Half of the seeds give a valid file."""
    random = Random(seed)
    places = {"600123": PAASBERG, "G-12": random.choice((KLARENDAL, "", "?"))}
    located = {("6.1", PAASBERG): 300_000}
    if places["G-12"] != "?":
        located["5.7", places["G-12"]] = 2_500_000
    lines = [f"{code};{buurt}" for code, buurt in places.items()]
    random.shuffle(lines)
    case = Case(_otherwise(random), "Kostenplaats;Buurt\n" + "\n".join(lines) + "\n", located)
    case.encoding = random.choice(("utf-8", "utf-8-sig", "utf-16"))
    case.indent = random.choice((None, 2))
    if random.random() < 0.5:
        return case
    breakage = random.choice(BREAKAGES)
    case.what = breakage.__name__
    breakage(case, random)
    return case


def _otherwise(random: Random) -> Whole:
    found = whole()
    found["metadata"]["overheidsnummer"] = random.choice(("0202", "202", "GM0202", " 0202 "))
    found["metadata"]["overheidsnaam"] = random.choice(("Arnhem", "Gemeente Arnhem", ""))
    found["metadata"]["boekjaar"] = random.choice((2024, 2024.0))
    for name in random.sample(("kengetallen", "beleidsindicatoren"), random.randint(0, 2)):
        del found["data"][name]
    if random.random() < 0.3:
        found["opmerkingen"] = [{"tekst": "Zo goed als we het weten."}, {"tekst": "", "auteur": "A"}]
    for part in PARTS:
        rows: list[dict[str, Any]] = found["data"][part]
        if part != "balans_standen" and random.random() < 0.7:
            _split(rows, random)
        for row in rows:
            row["bedrag"] = random.choice((row["bedrag"], float(row["bedrag"])))
            row.update({"regelnummer": 5} if random.random() < 0.2 else {})
        random.shuffle(rows)
    return dict(random.sample(sorted(found.items()), len(found)))


def _split(rows: list[dict[str, Any]], random: Random) -> None:
    """One amount in two rows, with its details by each of them."""
    row = random.choice(rows)
    part = random.choice((0, 1, 12_345, -5_000))
    details = {name: value for name, value in row.get("details", {}).items() if name != "Bedrag"}
    own = {"details": details} if details else {}
    rows.append({**row, "bedrag": part} | own)
    row.update({"bedrag": row["bedrag"] - part} | own)


def an_amount_that_is_none(case: Case, random: Random) -> None:
    case.row(random)["bedrag"] = random.choice(NO_AMOUNTS)


def a_code_that_does_not_exist(case: Case, random: Random) -> None:
    row = case.row(random)
    name = random.choice([name for name in ("taakveld", "categorie", "balanscode", "standper") if name in row])
    row[name] = random.choice(("9.9", "", "6.711", "L1.1", "Totaal", "1 februari", "A999", *NO_TEXTS))


def a_forbidden_pair(case: Case, random: Random) -> None:
    row = case.row(random, "lasten", "balans_lasten", "balans_baten")
    row["categorie"] = "1.1" if "balanscode" in row else "6.1"


def a_missing_key_in_a_row(case: Case, random: Random) -> None:
    row = case.row(random)
    del row[random.choice([name for name in row if name not in ("details", "regelnummer")])]


def a_row_that_is_none(case: Case, random: Random) -> None:
    rows = case.found["data"][random.choice(PARTS)]
    rows[random.randrange(len(rows))] = random.choice((None, 7, "x", []))
    case.names_row = True


def details_that_contradict(case: Case, random: Random) -> None:
    row = case.row(random, "lasten")
    wrong = ({"Bedrag": 1}, {"BL": "X"}, {"Categorie": "L9"}, {"Kostenplaats": "a\x00b"}, {"Bedrag": "veel"})
    row["details"] = {"Kostenplaats": "600123", **random.choice(wrong)}


def a_missing_part(case: Case, random: Random) -> None:
    place = random.choice((case.found, case.found["metadata"], case.found["contact"], case.found["data"]))
    must = [name for name in place if name not in ("kengetallen", "beleidsindicatoren", "opmerkingen")]
    del place[random.choice(must)]


def a_part_too_many(case: Case, random: Random) -> None:
    place = random.choice((case.found, case.found["metadata"], case.found["contact"], case.found["data"]))
    place["meer"] = random.choice((1, [], {}))


def a_part_of_another_kind(case: Case, random: Random) -> None:
    place = random.choice((case.found, case.found["metadata"], case.found["data"]))
    place[random.choice(list(place))] = random.choice((0.5, {"a": 1} if place is not case.found else 7, "?"))


def other_metadata(case: Case, random: Random) -> None:
    name, values = random.choice(
        (
            ("overheidslaag", ("Provincie", "GR", "gemeente", None)),
            ("overheidsnummer", ("9999", "", "PV25", "02020", "O202")),
            ("overheidsnaam", ("Zwolle", "amsterdam", 7)),
            ("boekjaar", (2016, 2022, 2027, 2024.5, 10**30, "2024")),
            ("periode", (0, 1, 4, 6, -1, 2.5, "5")),
            ("status", ("Begroting", "realisatie", "")),
            ("datum", ("", "10-7-2025", "25:00:00", 7)),
        )
    )
    case.found["metadata"][name] = random.choice(values)


def a_total_that_does_not_fit(case: Case, random: Random) -> None:
    row = random.choice(case.found["data"][random.choice(("baten", "balans_standen"))])
    row.pop("details", None)
    row["bedrag"] = row["bedrag"] + random.choice((-1, 1)) * random.randint(51_000, 900_000)


def all_in_thousands(case: Case, random: Random) -> None:
    for part in PARTS:
        for row in case.found["data"][part]:
            row["bedrag"] = row["bedrag"] / 1000
            row.pop("details", None)


def a_file_cut_short(case: Case, random: Random) -> None:
    part = random.random()
    case.edit = lambda body: body[: int(len(body) * part)]


def something_else_than_json(case: Case, random: Random) -> None:
    odd = random.choice((b"", b"null", b"[]", b"\xff\xfe{", b"[" * 9000, b"PK\x03\x04", b'{"a": NaN}', b"<html>"))
    case.edit = lambda body: odd


def a_key_twice(case: Case, random: Random) -> None:
    case.encoding = "utf-8"
    name = random.choice(("metadata", "contact", "data", "baten", "periode")).encode()
    case.edit = lambda body: body.replace(b'"%s":' % name, b'"%s": 1, "%s":' % (name, name), 1)


def a_mapping_that_is_wrong(case: Case, random: Random) -> None:
    case.mapping = random.choice(
        (
            "",
            "Kostenplaats,Buurt\n600123,\n",
            "Kostenplaats;Buurt\n",
            "Kostenplaats;Buurt\n600123;?\n",
            "Kostenplaats;Buurt\nX1;BU02020845\n",
            "Kostenplaats;Buurt\n600123;BU03630001\n",
            "Kostenplaats;Buurt\n600123;Paasberg\n",
            "Kostenplaats;Buurt\n600123;;\n600123;\n",
            "Kostenplaats;Buurt\n600123\n",
        )
    )


Breakage = Callable[[Case, Random], None]
BREAKAGES: tuple[Breakage, ...] = (
    *(an_amount_that_is_none, a_code_that_does_not_exist, a_code_that_does_not_exist, a_forbidden_pair),
    *(a_missing_key_in_a_row, a_row_that_is_none, details_that_contradict, a_missing_part, a_part_too_many),
    *(a_part_of_another_kind, other_metadata, other_metadata, a_total_that_does_not_fit, all_in_thousands),
    *(a_file_cut_short, something_else_than_json, a_key_twice, a_mapping_that_is_wrong),
)
