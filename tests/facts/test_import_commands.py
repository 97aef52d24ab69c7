"""The commands of an operator: progress, clear refusals, and nothing half done."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from limonade.economy.keys import Destination
from limonade.economy.presentation import destination_cards
from limonade.economy.queries import edition, money, placed
from limonade.facts import store
from tests.example import lay_out_demo

pytestmark = pytest.mark.django_db
PAASBERG = "BU02020845"
GOOD = "Gemeenten;Taakveld;Baten;Lasten\nArnhem;0.1 Bestuur;1;2\n"


def run(*arguments: str, **options: Any) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def accounts_file(tmp_path: Path) -> Path:
    path = tmp_path / "rekening.csv"
    path.write_text(GOOD)
    return path


def test_a_good_file_is_loaded_and_may_be_loaded_again(accounts_file: Path) -> None:
    for _time in range(2):
        said = run("import_iv3", str(accounts_file), year=2023, stage="jaarrekening")
    assert "Geladen: Iv3 jaarrekening gemeenten 2023, 1 gemeenten met bedragen." in said
    assert "Niet in het bestand: 's-Gravenhage, 's-Hertogenbosch," in said
    assert [one.key for one in store.datasets()] == ["2023-jaarrekening"]


def test_a_faulty_file_leaves_what_was_there(accounts_file: Path) -> None:
    run("import_iv3", str(accounts_file), year=2023, stage="jaarrekening")
    before = store.describe("2023-jaarrekening").stamp
    accounts_file.write_text(GOOD + "Arnhem;0.2 Burgerzaken;x;2\n")
    with pytest.raises(CommandError, match=r"Niets geladen. rekening.csv, regel 3: “x” bij Baten") as refused:
        run("import_iv3", str(accounts_file), year=2023, stage="jaarrekening")
    assert "Schrijf een heel bedrag" in str(refused.value)
    assert store.describe("2023-jaarrekening").stamp == before


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("import_iv3", {"year": 2023, "stage": "jaarrekening"}),
        ("import_kwb", {}),
        ("import_located", {"municipality": "GM0202", "year": 2023, "stage": "jaarrekening"}),
    ],
)
def test_a_wrong_path_is_named(command: str, options: dict[str, Any]) -> None:
    with pytest.raises(CommandError, match="Kijk of het pad klopt"):
        run(command, "/nergens", **options)


def located(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "plekken.csv"
    path.write_text("\n".join(["Taakveld;Buurt;Bedrag;Omschrijving", *rows]))
    return path


def load_located(path: Path) -> str:
    return run("import_located", str(path), municipality="GM0202", year=2023, stage="jaarrekening")


def test_located_amounts_come_first_on_the_page(tmp_path: Path) -> None:
    """The municipality says: 300.000 euro for the community centre in Paasberg, 1 million for all of Arnhem."""
    lay_out_demo()
    before = next(one for one in money(edition("2023-jaarrekening"), (PAASBERG,)).lines if one.field.code == "6.1")
    load_located(located(tmp_path, f"6.1;{PAASBERG};300000;buurthuis", "6.1;;1000000;stadsbreed"))
    found = money(edition("2023-jaarrekening"), (PAASBERG,))
    line = next(one for one in found.lines if one.field.code == "6.1")
    assert line.located == 300_000
    assert line.by_destination[Destination.HERE] == 300_000
    assert line.town_wide == 1_000_000
    assert 0 < line.euros - before.euros < 300_000
    assert found.measured_percent > 3
    assert found.town.closes()


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("6.711;BU02020845;1;x", "Taakveld “6.711” staat niet in de lijst van 2023"),
        ("6.1;BU03630001;1;x", "Buurt “BU03630001” ligt niet in GM0202"),
        ("6.1;BU02020845;1.000;x", "“1.000” is geen bedrag in hele euro's"),
        ("6.1;BU02020845;-5;x", "“-5” is geen bedrag in hele euro's"),
        ("Groen;BU02020845;1;x", "“Groen” is geen code van een taakveld. Gebruik de code, bijvoorbeeld 5.7"),
        ("6.1;BU02029999;1;x", "Buurt “BU02029999” staat niet in de geladen kerncijfers"),
        ("6.1;BU02020845;99999999999;x", "meer dan de 50280000 euro in de 2023-jaarrekening"),
    ],
)
def test_a_wrong_place_is_refused_with_a_remedy(tmp_path: Path, row: str, what: str) -> None:
    lay_out_demo()
    with pytest.raises(CommandError, match=what):
        load_located(located(tmp_path, row))
    assert store.datasets(store.LOCATED_AMOUNTS) == []


def test_places_without_accounts_say_what_to_load_first(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Laad die eerst: import_iv3"):
        load_located(located(tmp_path, "6.1;BU02020845;1;x"))


def test_the_range_of_a_located_amount_is_narrow(tmp_path: Path) -> None:
    lay_out_demo()
    load_located(located(tmp_path, f"6.1;{PAASBERG};300000;buurthuis"))
    found = money(edition("2023-jaarrekening"), (PAASBERG,))
    here = next(card for card in destination_cards(found) if card.kind is Destination.HERE)
    assert (here.euros, here.low, here.high) == (300_000, 294_000, 306_000)


def test_the_sum_of_a_line_with_a_place_has_two_parts(tmp_path: Path) -> None:
    """300.000 euro with a place, plus the share of Paasberg in the rest."""
    lay_out_demo()
    load_located(located(tmp_path, f"6.1;{PAASBERG};300000;buurthuis"))
    found = money(edition("2023-jaarrekening"), (PAASBERG,))
    line = next(one for one in found.lines if one.field.code == "6.1")
    assert line.euros == pytest.approx(300_000 + line.town_estimated * line.share_percent / 100, abs=1)
    assert [(one.euros, one.description) for one in placed(found, "6.1")] == [(300_000, "buurthuis")]


def test_a_file_of_a_spreadsheet_on_windows_can_be_read(tmp_path: Path) -> None:
    lay_out_demo()
    path = tmp_path / "plekken.csv"
    path.write_bytes(f"Taakveld;Buurt;Bedrag;Omschrijving\n6.1;{PAASBERG};5;café\n".encode("cp1252"))
    assert "Het zijn 1 bedragen, samen 5 euro." in load_located(path)


def test_a_packed_file_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "rekening.csv.gz"
    path.write_bytes(b"\x1f\x8b\x08")
    with pytest.raises(CommandError, match="Pak het uit"):
        run("import_iv3", str(path), year=2023, stage="jaarrekening")


def test_a_municipality_may_be_named(tmp_path: Path) -> None:
    lay_out_demo()
    path = located(tmp_path, f"6.1;{PAASBERG};5;x")
    said = run("import_located", str(path), municipality="arnhem", year=2023, stage="jaarrekening")
    assert "van Gemeente Arnhem" in said
    with pytest.raises(CommandError, match="Gemeente “Arnhm” bestaat niet"):
        run("import_located", str(path), municipality="Arnhm", year=2023, stage="jaarrekening")


def test_the_same_amounts_under_another_year_are_refused(accounts_file: Path) -> None:
    run("import_iv3", str(accounts_file), year=2023, stage="jaarrekening")
    with pytest.raises(CommandError, match="Precies deze bedragen zijn al geladen als 2023-jaarrekening"):
        run("import_iv3", str(accounts_file), year=2024, stage="jaarrekening")


def test_a_year_without_task_fields_is_refused(accounts_file: Path) -> None:
    with pytest.raises(CommandError, match="Taakvelden bestaan sinds 2017"):
        run("import_iv3", str(accounts_file), year=1823, stage="jaarrekening")


def test_many_faults_are_counted_first(tmp_path: Path) -> None:
    path = tmp_path / "rekening.csv"
    path.write_text("Gemeenten;Taakveld;Baten;Lasten\n" + "Arnhem;9.9 Niets;1;2\n" * 50)
    with pytest.raises(CommandError, match=r"Er zijn 50 fouten\. Dit zijn de eerste 20:"):
        run("import_iv3", str(path), year=2023, stage="jaarrekening")


def test_what_was_loaded_can_be_listed_and_taken_away(accounts_file: Path) -> None:
    run("import_iv3", str(accounts_file), year=2023, stage="jaarrekening")
    assert "2023-jaarrekening" in run("remove_dataset")
    assert "is weggehaald" in run("remove_dataset", "2023-jaarrekening")
    assert store.datasets() == []
    with pytest.raises(CommandError, match="Er is geen 2023-jaarrekening"):
        run("remove_dataset", "2023-jaarrekening")


def test_codes_of_buurten_can_be_found_by_name() -> None:
    lay_out_demo()
    assert run("buurten", "Arnhem", "paas").strip() == f"{PAASBERG}  Paasberg"
    with pytest.raises(CommandError, match="Laad eerst kerncijfers"):
        run("buurten", "Zwolle")
    with pytest.raises(CommandError, match="kennen we niet"):
        run("buurten", "Nergenshuizen")
