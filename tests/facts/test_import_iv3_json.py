"""The command for a municipality's own Iv3-JSON: accounts, cost centres with a buurt, and nothing half done."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from limonade.economy.keys import Destination
from limonade.economy.queries import edition, money, placed
from limonade.facts import store
from limonade.facts.actions import load_municipal_accounts
from tests.example import lay_out_demo
from tests.facts.invented_iv3_json import ARNHEM, KLARENDAL, PAASBERG, whole, write

pytestmark = pytest.mark.django_db
KEY = "2024-jaarrekening"
MAPPING = f"Kostenplaats;Buurt\n600123;{PAASBERG}\n600200;\nG-12;?\n"


def run(path: Path, **options: Any) -> str:
    out = io.StringIO()
    call_command("import_iv3_json", str(path), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def delivered(tmp_path: Path) -> Path:
    return write(tmp_path / "iv3.json", whole())


def mapping(tmp_path: Path, text: str = MAPPING) -> Path:
    path = tmp_path / "plekken.csv"
    path.write_text(text)
    return path


def rows(key: str, *names: str) -> set[tuple[Any, ...]]:
    columns = store.columns(store.describe(key))
    return set(zip(*(columns[name].tolist() for name in names), strict=True))


def test_the_accounts_of_one_municipality_come_in(delivered: Path) -> None:
    """Lasten 20.5 million, of which half a million goes to the reserves; and the baten that pay for it."""
    said = run(delivered)
    assert "Geladen: Iv3 jaarrekening gemeenten 2024, van Arnhem." in said
    assert "Let op" not in said
    assert rows(KEY, "municipality", "task_field", "side", "category", "euros") == {
        (ARNHEM, "6.1", "L", "4.3.8", 11_900_000),
        (ARNHEM, "5.7", "L", "3.8", 5_000_000),
        (ARNHEM, "6.81b", "L", "3.8", 100_000),
        (ARNHEM, "0.4", "L", "1.1", 3_000_000),
        (ARNHEM, "0.10", "L", "7.1", 500_000),
        (ARNHEM, "0.7", "B", "4.3.1", 20_400_000),
        (ARNHEM, "6.1", "B", "3.6", 100_000),
    }
    assert any("eigen Iv3-levering" in remark for remark in store.describe(KEY).remarks)


def test_cost_centres_are_listed_with_their_amounts(delivered: Path) -> None:
    lines = [line.split() for line in run(delivered).splitlines()[1:]]
    assert lines[0] == ["600123", "300000", "100000", "Buurthuis", "Paasberg", "6.1"]
    assert [line[0] for line in lines] == ["600123", "600200", "G-12", "P9"]


def test_a_template_is_filled_in_and_gives_amounts_a_place(delivered: Path, tmp_path: Path) -> None:
    out = tmp_path / "invullen.csv"
    said = run(delivered, template=out)
    assert "4 kostenplaatsen staan in" in said
    text = out.read_text(encoding="utf-8-sig")
    assert text.splitlines()[1] == "600123;?;Buurthuis Paasberg;300000;100000;6.1"
    out.write_text(text.replace("600123;?", f"600123;{PAASBERG}").replace("G-12;?", f"G-12;{KLARENDAL}"))
    assert "Met een plek: 2 bedragen, samen 2800000 euro." in run(delivered, mapping=out)
    located = rows(f"located-{ARNHEM}-{KEY}", "task_field", "buurt", "euros", "description")
    assert located == {
        ("6.1", PAASBERG, 300_000, "Buurthuis Paasberg"),
        ("5.7", KLARENDAL, 2_500_000, "Park Klarendal"),
    }
    with pytest.raises(CommandError, match=r"bestaat al\. Kies een andere naam"):
        run(delivered, template=out)


def test_an_empty_buurt_is_the_whole_municipality_and_a_question_mark_is_not_known(
    delivered: Path, tmp_path: Path
) -> None:
    run(delivered, mapping=mapping(tmp_path))
    located = rows(f"located-{ARNHEM}-{KEY}", "task_field", "buurt", "euros")
    assert located == {("6.1", PAASBERG, 300_000), ("6.1", "", 11_600_000)}


def test_economy_shows_them_as_measured(delivered: Path, tmp_path: Path) -> None:
    """300.000 euro for the community centre in Paasberg; the rest of 6.1 is for all of Arnhem."""
    lay_out_demo()
    run(delivered, mapping=mapping(tmp_path))
    found = money(edition(KEY), (PAASBERG,))
    line = next(one for one in found.lines if one.field.code == "6.1")
    assert (line.located, line.town_wide) == (300_000, 11_600_000)
    assert line.by_destination[Destination.HERE] == 300_000
    assert [(one.euros, one.description) for one in placed(found, "6.1")] == [(300_000, "Buurthuis Paasberg")]
    assert found.town.closes()


def test_a_spreadsheet_may_change_how_a_code_is_written(tmp_path: Path) -> None:
    found = whole()
    for row, code in zip(found["data"]["lasten"], ("0012", "-7", "G"), strict=False):
        row["details"] = {"Kostenplaats": code}
    path, out = write(tmp_path / "iv3.json", found), tmp_path / "invullen.csv"
    run(path, template=out)
    text = out.read_text(encoding="utf-8-sig")
    assert "'-7;?" in text
    out.write_text(text.replace("0012;?", f"12;{PAASBERG}").replace("'-7;?", "'-7;"))
    run(path, mapping=out)
    located = rows(f"located-{ARNHEM}-{KEY}", "buurt", "euros", "description")
    assert located == {(PAASBERG, 300_000, "0012"), ("", 11_600_000, "-7")}


def test_a_shelter_gets_no_place(delivered: Path, tmp_path: Path) -> None:
    run(delivered, mapping=mapping(tmp_path, MAPPING + f"P9;{PAASBERG}\n"))
    assert "6.81b" not in {row[0] for row in rows(f"located-{ARNHEM}-{KEY}", "task_field")}


def test_a_name_that_says_who_somebody_is_stays_away(tmp_path: Path) -> None:
    found = whole()
    found["data"]["lasten"][0]["details"] = {"Kostenplaats": "7", "Omschrijving": "J. Jansen, 111222333"}
    run(write(tmp_path / "iv3.json", found), mapping=mapping(tmp_path, f"Kostenplaats;Buurt\n7;{PAASBERG}\n"))
    assert rows(f"located-{ARNHEM}-{KEY}", "description") == {("7",)}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Kostenplaats;Buurt\n999;BU02020845\n", "regel 2: Kostenplaats “999” staat niet in de levering"),
        ("Kostenplaats;Buurt\n600123;BU03630001\n", "regel 2: Buurt “BU03630001” ligt niet in GM0202"),
        ("Kostenplaats;Buurt\n600123;\n600123;\n", "regel 3: Kostenplaats “600123” staat er twee keer in"),
        ("Kostenplaats;Buurt\n600123\n", "regel 2: Deze regel heeft meer of minder velden"),
        (f"Kostenplaats;Buurt\n600123;{'x' * 140_000}\n", "Dit is geen CSV: field larger than field limit"),
        ("Kostenplaats,Buurt\n", "De kolommen kloppen niet. Verwacht: Kostenplaats;Buurt."),
        ("Kostenplaats;Buurt\n600123;?\n", "Zo krijgt geen enkel bedrag een plek"),
    ],
)
def test_a_wrong_mapping_loads_nothing(delivered: Path, tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(CommandError, match=r"^Niets geladen\.") as refused:
        run(delivered, mapping=mapping(tmp_path, text))
    assert what in str(refused.value)
    assert store.datasets() == []


@pytest.mark.parametrize(
    ("details", "what"),
    [
        ({"Kostenplaats": "1", "Bedrag": 5}, "lasten, rij 1: Het bedrag in de details is niet het bedrag van de rij"),
        ({"Kostenplaats": "1", "BL": "B"}, "De details zeggen “B”, de rij “L”"),
        ({"Kostenplaats": "1", "Categorie": "1.1"}, "De details noemen een andere categorie"),
        ({"Kostenplaats": "x" * 61}, "De code van de kostenplaats is niet te lezen"),
    ],
)
def test_details_that_contradict_their_row_are_refused(tmp_path: Path, details: Any, what: str) -> None:
    found = whole()
    found["data"]["lasten"][0]["details"] = details
    with pytest.raises(CommandError, match=what):
        run(write(tmp_path / "iv3.json", found))
    assert store.datasets() == []


def test_details_that_are_not_public_need_a_yes(tmp_path: Path) -> None:
    found = whole()
    found["metadata"]["details_openbaar"] = False
    path = write(tmp_path / "iv3.json", found)
    with pytest.raises(CommandError, match="dat de details niet openbaar zijn"):
        run(path, mapping=mapping(tmp_path))
    assert store.datasets() == []
    said = run(path, template=tmp_path / "invullen.csv")
    assert "details niet openbaar" in said
    assert "Buurthuis" not in said
    assert not (tmp_path / "invullen.csv").exists()
    assert "Met een plek: 2 bedragen" in run(path, mapping=mapping(tmp_path), details_may_be_shown=True)


def test_who_else_lay_there_stays(delivered: Path, tmp_path: Path) -> None:
    national = tmp_path / "cbs.csv"
    national.write_text(
        "TaakveldBalanspost;Categorie;Gemeenten;Verslagsoort;k_2ePlaatsing_2\n"
        "6.1;L4.3.8;GM0193;2024X005;7\n6.1;L4.3.8;GM0202;2024X005;9\n6.1;L4.3.8;GM1961;2024X005;.\n"
    )
    load_municipal_accounts(national, year=2024, stage="accounts", retrieved_on="", tick=lambda rows: None)
    for _time in range(2):
        run(delivered)
    found = rows(KEY, "municipality", "task_field", "euros")
    assert {row for row in found if row[1] == "6.1"} == {
        ("GM0193", "6.1", 7_000),
        (ARNHEM, "6.1", 11_900_000),
        (ARNHEM, "6.1", 100_000),
    }
    assert store.describe(KEY).missing == ("GM1961",)
    assert len(store.describe(KEY).remarks) == 1


def test_accounts_per_task_field_stay_and_limit_what_gets_a_place(delivered: Path, tmp_path: Path) -> None:
    national = tmp_path / "bzk.csv"
    national.write_text("Gemeenten;Taakveld;Baten;Lasten\nArnhem;6.1 Samenkracht;1;11900\nZwolle;6.1 Samenkracht;1;5\n")
    load_municipal_accounts(national, year=2024, stage="accounts", retrieved_on="", tick=lambda rows: None)
    stamp = store.describe(KEY).stamp
    assert "De cijfers per taakveld van 2024 blijven staan" in run(delivered, mapping=mapping(tmp_path))
    assert store.describe(KEY).stamp == stamp
    more = MAPPING.replace("G-12;?", f"G-12;{KLARENDAL}")
    with pytest.raises(CommandError, match=r"Op taakveld 5\.7 staat 2500000 euro, meer dan de 0 euro"):
        run(delivered, mapping=mapping(tmp_path, more))


def test_a_file_that_does_not_add_up_is_refused_and_a_doubt_is_told(tmp_path: Path) -> None:
    found = whole()
    found["data"]["baten"][0]["bedrag"] -= 100_000
    with pytest.raises(CommandError, match=r"PF006: De lasten .20500000 euro. zijn niet gelijk aan de baten"):
        run(write(tmp_path / "iv3.json", found))
    assert store.datasets() == []
    found = whole()
    found["data"]["balans_standen"] = []
    assert "Let op, PF007: De balans aan het begin van het jaar ontbreekt." in run(write(tmp_path / "a.json", found))


def test_a_wrong_path_and_a_file_without_details_are_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Kijk of het pad klopt"):
        run(tmp_path / "nergens.json")
    found = whole()
    for part in ("lasten", "baten"):
        for row in found["data"][part]:
            row.pop("details", None)
    assert "Er staan geen details in dit bestand" in run(write(tmp_path / "iv3.json", found))
    found["data"]["lasten"][0]["details"] = {"Grootboek": "4400"}
    assert "De details noemen geen kostenplaatsen" in run(write(tmp_path / "iv3.json", found))
