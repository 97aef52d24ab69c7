"""The Iv3-JSON of one municipality: what is read from it, what is refused, and what CBS would ask about."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from limonade.facts.iv3_json.checks import findings
from limonade.facts.iv3_json.delivery import Delivery, read_delivery
from limonade.facts.iv3_json.lists import FIRST_YEAR, LAST_YEAR, PARTS, lists_of
from limonade.facts.problems import FileRefused
from limonade.facts.task_fields import task_fields
from tests.facts.invented_iv3_json import ARNHEM, Whole, whole, write

Edit = Callable[[Whole], object]


def read(tmp_path: Path, found: Any) -> Delivery:
    return read_delivery(write(tmp_path / "iv3.json", found))


def refusal(tmp_path: Path, found: Any) -> str:
    with pytest.raises(FileRefused) as refused:
        read(tmp_path, found)
    assert all(one.remedy for one in refused.value.problems)
    return str(refused.value)


@pytest.mark.parametrize("year", range(FIRST_YEAR, LAST_YEAR + 1))
@pytest.mark.parametrize(("period", "stage"), [(0, "budget"), (5, "accounts")])
def test_a_delivery_in_which_all_adds_up(tmp_path: Path, year: int, period: int, stage: str) -> None:
    delivery = read(tmp_path, whole(year, period))
    assert (delivery.municipality, delivery.year, delivery.stage) == (ARNHEM, year, stage)
    assert delivery.total("lasten") == delivery.total("baten") == Decimal(20_500_000)
    assert findings(delivery) == []
    assert len(delivery.cells) == len({(one.part, one.item, one.category) for one in delivery.bookings})


def remove(*path: str) -> Edit:
    def edit(found: Whole) -> None:
        for name in path[:-1]:
            found = found[name]
        del found[path[-1]]

    return edit


def put(value: Any, *path: str | int) -> Edit:
    def edit(found: Any) -> None:
        for name in path[:-1]:
            found = found[name]
        found[path[-1]] = value

    return edit


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (remove("metadata"), "iv3.json: De sleutel “metadata” ontbreekt."),
        (remove("contact", "email"), "iv3.json, contact: De sleutel “email” ontbreekt."),
        (remove("data", "balans_standen"), "iv3.json, data: De sleutel “balans_standen” ontbreekt."),
        (put(1, "meer"), "De sleutel “meer” hoort hier niet."),
        (put(1, "metadata", "meer"), "iv3.json, metadata: De sleutel “meer” hoort hier niet."),
        (put("2024", "metadata", "boekjaar"), "Bij “boekjaar” kan “2024” niet staan."),
        (put(True, "metadata", "periode"), "Bij “periode” kan “True” niet staan."),
        (put(6, "metadata", "periode"), "Bij “periode” kan “6” niet staan."),
        (put("6-3-2019", "metadata", "datum"), "Bij “datum” kan “6-3-2019” niet staan."),
        (put("ja", "metadata", "details_openbaar"), "Bij “details_openbaar” kan “ja” niet staan."),
        (put("geen", "contact", "email"), "Bij “email” kan “geen” niet staan."),
        (put({}, "data", "lasten"), "Bij “lasten” kan “{}” niet staan."),
        (put(7, "data", "lasten", 1), "iv3.json, lasten, rij 2: Deze rij is geen object."),
        (put("veel", "data", "lasten", 1, "bedrag"), "lasten, rij 2: Bij “bedrag” kan “veel” niet staan."),
        (put(0.1, "data", "lasten", 1, "taakveld"), "Bij “taakveld” kan “0.1” niet staan."),
        (put([], "data", "lasten", 1, "details"), "Bij “details” kan “[]” niet staan."),
        (put("Provincie", "metadata", "overheidslaag"), "Dit is een levering van: Provincie."),
        (put("9999", "metadata", "overheidsnummer"), "Gemeente 9999 bestaat niet in 2024."),
        (put("Zwolle", "metadata", "overheidsnaam"), "Nummer 0202 is Arnhem, maar er staat Zwolle bij."),
        (put(2022, "metadata", "boekjaar"), "Van boekjaar 2022 kennen we de codes niet"),
        (put(2, "metadata", "periode"), "Dit is kwartaal 2 en geen heel jaar."),
        (put("Begroting", "metadata", "status"), "Periode 5 en status Begroting passen niet bij elkaar."),
        (put("6.711", "data", "lasten", 1, "taakveld"), "lasten, rij 2: Code “6.711” staat niet in de lijst"),
        (put("A111", "data", "lasten", 1, "taakveld"), "lasten, rij 2: Code “A111” staat niet in de lijst"),
        (put("2.2.1", "data", "lasten", 1, "categorie"), "Categorie “2.2.1” staat niet in de lijst"),
        (put("7.1", "data", "lasten", 1, "categorie"), "Categorie 7.1 mag niet op 6.1 staan."),
        (put("3.8", "data", "lasten", 6, "categorie"), "Categorie 3.8 mag niet op 0.10 staan."),
        (put("1.1", "data", "balans_lasten", 0, "categorie"), "Categorie 1.1 mag niet op A23 staan."),
        (put(10**13, "data", "baten", 0, "bedrag"), "groter dan alle gemeenten samen uitgeven"),
        (put("1-1-2023", "data", "balans_standen", 0, "standper"), "“1-1-2023” is geen dag waarop een balans staat."),
        (put("ultimo", "data", "balans_standen", 0, "standper"), "De stand van A23 staat er twee keer in."),
        (put("fk.9", "data", "kengetallen", 0, "kengetal"), "kengetallen, rij 1: Code “fk.9” staat niet"),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path: Path, edit: Edit, what: str) -> None:
    found = whole()
    edit(found)
    assert what in refusal(tmp_path, found)


def test_amounts_in_thousands_are_noticed(tmp_path: Path) -> None:
    """The smallest municipality in euros is larger than the largest in thousands."""
    found = whole()
    for part in ("lasten", "baten"):
        for row in found["data"][part]:
            row["bedrag"] /= 1000
    assert "Waarschijnlijk staan de bedragen in duizenden" in refusal(tmp_path, found)


@pytest.mark.parametrize(
    "text",
    ["", "[1]", "7", "null", '{"metadata": NaN}', "{" * 50_000, '{"a": 1e99999999999999999999}', '{"a": 1, "a": 2}'],
)
def test_what_is_no_delivery_at_all_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "iv3.json"
    path.write_text(text)
    with pytest.raises(FileRefused, match=r"^iv3\.json: "):
        read_delivery(path)


def test_a_key_twice_is_no_way_to_lose_half_of_it(tmp_path: Path) -> None:
    path = tmp_path / "iv3.json"
    text = json.dumps(whole())
    path.write_text(text.replace('"baten": [', '"lasten": [], "baten": [', 1))
    with pytest.raises(FileRefused, match="De sleutel “lasten” staat twee keer"):
        read_delivery(path)


@pytest.mark.parametrize(
    ("edit", "check", "refuses"),
    [
        (put(20_100_000, "data", "baten", 0, "bedrag"), "PF006", True),
        (put(1_100_000, "data", "balans_standen", 0, "bedrag"), "PF007", True),
        (put(1_400_000, "data", "balans_standen", 3, "bedrag"), "PF008", True),
        (put(1_000_000, "data", "balans_lasten", 0, "bedrag"), "PF001", False),
        (put("A221", "data", "balans_lasten", 0, "balanscode"), "PF003", False),
        (put(400_000, "data", "balans_baten", 0, "bedrag"), "PF004", False),
        (put("A111", "data", "balans_lasten", 0, "balanscode"), "PF005", False),
        (put("4.3.9", "data", "lasten", 5, "categorie"), "PF009", False),
        (put([], "data", "balans_standen"), "PF007", False),
    ],
)
def test_what_cbs_would_ask_about_is_found(tmp_path: Path, edit: Edit, check: str, refuses: bool) -> None:
    found = whole()
    edit(found)
    by_check = {one.check: one for one in findings(read(tmp_path, found))}
    assert by_check[check].refuses == refuses


def test_the_lists_name_the_task_fields_of_their_year() -> None:
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        lists = lists_of(year)
        assert lists.items("lasten") == lists.items("baten") == set(task_fields(year))
        assert lists.allowed["lasten", "0.10"] == lists.allowed["baten", "0.11"] == {"7.1"}
        assert lists.financial < lists.items("balans_lasten") == lists.items("balans_baten")
        for part in ("balans_lasten", "balans_baten"):  # so PF002 cannot happen
            assert all(lists.allowed[part, item] <= {"6.1", "7.2", "7.5"} for item in lists.financial)


def test_the_lists_are_those_of_cbs(shared_data: Path) -> None:
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        official = json.loads((shared_data / "iv3_definities" / f"iv3_definities_Gemeente_{year}.json").read_bytes())
        lists = lists_of(year)
        for part in PARTS:
            item = "taakveld" if part in PARTS[:2] else "balanscode"
            forbidden = {(one[item], one["categorie"]) for one in official["grijze_cellen"][part]}
            categories = set(_leaves(official["codelijsten"][f"categorie_{part.removeprefix('balans_')}"]["codelijst"]))
            assert lists.categories[part] == categories
            assert lists.items(part) == set(_leaves(official["codelijsten"][item]["codelijst"]))
            for code in lists.items(part):
                assert lists.allowed[part, code] == {one for one in categories if (code, one) not in forbidden}
        assert lists.financial == set(official["controles"][1]["calculaties"][0]["balanscode"])


def _leaves(codes: list[dict[str, Any]]) -> list[str]:
    return [leaf for one in codes for leaf in (_leaves(one["subcodes"]) if one.get("subcodes") else [one["code"]])]
