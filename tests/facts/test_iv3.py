"""Municipal accounts in Iv3 form: what is read, what is missing, and what is refused."""

from pathlib import Path

import pytest

from limonade.facts.iv3 import Parsed, euros, parse_file

HEADER = "Gemeenten;Taakveld;L1.1 Salarissen en sociale lasten;Baten;Lasten;Provincie"


def parse(tmp_path: Path, *rows: str, header: str = HEADER, year: int = 2023) -> Parsed:
    path = tmp_path / "rekening.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return parse_file(path, year=year, stage="accounts")


def test_amounts_are_read_to_the_euro(tmp_path: Path) -> None:
    parsed = parse(tmp_path, "Arnhem;5.7 Openbaar groen en (openlucht) recr..;4167.0;1588.0;17822.5;Gelderland")
    assert parsed.problems == []
    found = {(one.side, one.category): one.euros for one in parsed.amounts}
    assert found == {("L", "1.1"): 4_167_000, ("L", ""): 13_655_500, ("B", ""): 1_588_000}
    assert {(one.municipality, one.task_field) for one in parsed.amounts} == {("GM0202", "5.7")}


def test_negative_amounts_are_kept(tmp_path: Path) -> None:
    parsed = parse(tmp_path, "Arnhem;0.64 Belastingen overig;;377.0;-112.0;Gelderland")
    assert sum(one.euros for one in parsed.amounts if one.side == "L") == -112_000


@pytest.mark.parametrize("text", ["", " ", ".", "       .", "-99998", "-99998.0"])
def test_missing_is_not_zero(text: str) -> None:
    assert euros(text) is None


def test_amounts_below_the_sign_for_missing_are_real() -> None:
    assert euros("-706896") == -706_896_000


@pytest.mark.parametrize("text", ["1.234,5", "abc", "1e400", "nan", "0.0001"])
def test_what_is_not_an_amount_in_thousands_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        euros(text)


def test_the_country_is_never_a_municipality(tmp_path: Path) -> None:
    parsed = parse(tmp_path, "Nederland;0.1 Bestuur;1;1;1;", "Arnhem;0.1 Bestuur;1;1;1;")
    assert {one.municipality for one in parsed.amounts} == {"GM0202"}


def test_who_delivered_nothing_is_missing_and_named(tmp_path: Path) -> None:
    parsed = parse(tmp_path, "Vijfheerenlanden;0.1 Bestuur;;0.0;0.0;", "Arnhem;0.1 Bestuur;1;1;1;")
    assert parsed.not_delivered() == {"GM1961"}
    assert parsed.delivered() == {"GM0202"}


def test_0_10_is_another_field_than_0_1(tmp_path: Path) -> None:
    parsed = parse(tmp_path, "Arnhem;0.10 Mutaties reserves;;0;5;", "Arnhem;0.1 Bestuur;;0;7;")
    assert {one.task_field: one.euros for one in parsed.amounts} == {"0.10": 5000, "0.1": 7000}


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("Arnhm;0.1 Bestuur;1;1;1;", "Gemeente “Arnhm” bestaat niet in 2023."),
        ("Brielle;0.1 Bestuur;1;1;1;", "Gemeente “Brielle” bestaat niet in 2023."),
        ("Arnhem;6.711 Huishoudelijke hulp;1;1;1;", "Taakveld “6.711” staat niet in de lijst van 2023."),
        ("Arnhem;0.1 Bestuur;1;veel;1;", "“veel” bij Baten is geen bedrag in duizenden euro's."),
        ("Arnhem;0.1 Bestuur;1;1", "Deze regel heeft meer of minder velden dan de eerste regel."),
        ("Arnhem;0.2 Burgerzaken;1;1;1;", "GM0202 / 0.2 staat er twee keer in."),
    ],
)
def test_a_wrong_row_is_named_with_its_line_and_a_remedy(tmp_path: Path, row: str, what: str) -> None:
    parsed = parse(tmp_path, "Arnhem;0.2 Burgerzaken;1;1;1;", row)
    assert [problem.what for problem in parsed.problems] == [what]
    assert str(parsed.problems[0]).startswith("rekening.csv, regel 3: ")
    assert parsed.problems[0].remedy


def test_another_kind_of_file_says_what_is_expected(tmp_path: Path) -> None:
    parsed = parse(tmp_path, "1;2", header="a;b")
    assert "Dit is geen Iv3-bestand dat we kennen (kolommen: a, b)." in str(parsed.problems[0])
    assert "Verwacht: Gemeenten;Taakveld;Baten;Lasten" in str(parsed.problems[0])


def test_a_file_without_amounts_is_refused(tmp_path: Path) -> None:
    assert "geen enkel bedrag" in str(parse(tmp_path).problems[0])
