"""Municipal accounts over the network: the table is found by its title, and gives what the same rows in a file give."""

import io
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.core.management import CommandError, call_command

from limonade.facts import store
from limonade.facts.actions import fetch_municipal_accounts, load_municipal_accounts
from limonade.facts.iv3 import Parsed
from limonade.facts.management.commands import fetch_figures
from limonade.facts.problems import FileRefused
from limonade.facts.statline.client import Patience, TryLater
from limonade.facts.task_fields import task_fields
from tests.facts import invented_iv3 as iv3
from tests.facts.fake_statline import Statline


class Loader:
    def __init__(self, server: Statline, quick: Patience) -> None:
        self.server, self.quick = server, quick
        self.table = iv3.table()
        server.tables = {iv3.NUMBER: self.table, "catalogue": iv3.catalogue()}

    def __call__(self, year: int = iv3.YEAR, stage: str = "accounts") -> Parsed:
        fetched = fetch_municipal_accounts(
            year, stage, server=self.server.address, tick=lambda rows: None, patience=self.quick
        )
        return fetched[1]


@pytest.fixture
def load(server: Statline, quick: Patience) -> Loader:
    return Loader(server, quick)


def on_shelf(key: str = f"{iv3.YEAR}-jaarrekening") -> dict[tuple[str, ...], int]:
    columns = store.columns(store.describe(key))
    names = ("municipality", "task_field", "side", "category", "euros")
    return {tuple(row[:-1]): row[-1] for row in zip(*(columns[name].tolist() for name in names), strict=True)}


@pytest.mark.parametrize(
    "trouble",
    [{}, {"page_size": 3}, {"overlooks_amounts": True}, {"feed_is_down": True}, {"errors_first": 2}],
)
def test_the_accounts_come_in_to_the_euro(load: Loader, trouble: dict[str, Any]) -> None:
    for name, value in trouble.items():
        setattr(load.server.trouble, name, value)
    parsed = load()
    assert on_shelf() == iv3.EXPECTED
    dataset = store.describe("2024-jaarrekening")
    assert dataset.missing == (iv3.VIJFHEERENLANDEN,)
    assert parsed.first_only == {iv3.ZWOLLE}
    assert any("eerste levering" in remark for remark in dataset.remarks)
    assert (dataset.year, dataset.stage, dataset.licence) == (2024, "accounts", "CC BY 4.0")
    assert dataset.retrieved is not None


def test_only_filled_cells_of_one_report_are_asked_for(load: Loader) -> None:
    load()
    (path,) = [one for one in load.server.asked if "/TypedDataSet" in one]
    for word in ("Verslagsoort%20eq%20%272024X005%27", "k_2ePlaatsing_2%20ne%20null", "ne%200", "$select="):
        assert word in path


def test_the_budget_is_another_report_of_the_same_table(load: Loader) -> None:
    load(stage="budget")
    assert on_shelf("2024-begroting") == {(iv3.ARNHEM, "5.7", "L", "1.1"): 3_000}


def test_the_same_rows_in_a_file_give_the_same(load: Loader, tmp_path: Path) -> None:
    load()
    fetched, over_the_line = on_shelf(), store.describe("2024-jaarrekening")
    path = tmp_path / "iv3.csv"
    path.write_text(iv3.as_csv(load.table))
    from_file = load_municipal_accounts(path, year=2024, stage="accounts", retrieved_on="", tick=lambda rows: None)[0]
    assert on_shelf() == fetched
    assert (from_file.missing, from_file.remarks) == (over_the_line.missing, over_the_line.remarks)


def test_a_load_that_was_broken_off_goes_on(load: Loader) -> None:
    load.server.trouble.page_size, load.server.trouble.fails_from = 5, 2
    with pytest.raises(TryLater):
        load()
    assert store.datasets() == []
    before = load.server.asked_for("TypedDataSet")
    load.server.trouble.fails_from = 0
    load()
    assert on_shelf() == iv3.EXPECTED
    assert load.server.asked_for("TypedDataSet") - before == 2  # of three pages the first was kept


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (
            lambda table: table["TableInfos"][0].update(Title="Gemeenten 2023 onbewerkte Iv3-data"),
            "heet “Gemeenten 2023",
        ),
        (lambda table: table["DataProperties"][5].update(Unit="euro"), "niet in duizenden euro's maar in “euro”"),
        (lambda table: table["DataProperties"].pop(), "geen kolommen voor de eerste en de tweede plaatsing"),
        (lambda table: table["Verslagsoort"].pop(), "bij Verslagsoort geen 2024X005"),
        (lambda table: table["TypedDataSet"][0].update(Gemeenten="GM9999   "), "rij 1: Gemeente “GM9999” bestaat niet"),
        (
            lambda table: table["TypedDataSet"][1].update(TaakveldBalanspost="9.9   "),
            "rij 2: Taakveld “9.9” staat",
        ),
        (
            lambda table: table["TypedDataSet"][2].update(Categorie="X1      "),
            "rij 3: Categorie “X1” begint",
        ),
        (lambda table: table["TypedDataSet"].append(table["TypedDataSet"][0]), "staat er twee keer in"),
        (lambda table: table["TypedDataSet"][0].update({iv3.SECOND: "veel"}), "rij 1: “veel” bij k_2ePlaatsing_2"),
        (lambda table: table["TypedDataSet"][0].update({iv3.SECOND: 0.0001}), "is geen bedrag in duizenden"),
        (lambda table: table["TypedDataSet"].clear(), "geen enkel bedrag"),
    ],
)
def test_a_strange_table_is_refused_as_a_whole(load: Loader, edit: Any, what: str) -> None:
    load()
    before = store.datasets()
    edit(load.table)
    load.table["TableInfos"][0]["Modified"] = "2026-01-01T02:00:00"
    with pytest.raises(FileRefused) as refused:
        load()
    assert what in str(refused.value)
    assert store.datasets() == before


def test_a_year_that_is_not_in_the_catalogue_names_those_that_are(load: Loader) -> None:
    with pytest.raises(FileRefused, match="geen “Gemeenten 2022 onbewerkte Iv3-data”, wel van: 2023, 2024"):
        load(2022)


def test_a_catalogue_with_a_strange_number_is_not_followed(load: Loader) -> None:
    load.server.tables["catalogue"]["Tables"][2]["Identifier"] = "../x"
    with pytest.raises(FileRefused, match="geen “Gemeenten 2024"):
        load()


def test_the_same_amounts_under_another_label_are_refused(load: Loader) -> None:
    load()
    for row in load.table["TypedDataSet"]:
        row["Verslagsoort"] = {iv3.ACCOUNTS: iv3.BUDGET, iv3.BUDGET: iv3.ACCOUNTS}.get(row["Verslagsoort"], "2024X001")
    with pytest.raises(FileRefused, match="Precies deze bedragen zijn al geladen als 2024-jaarrekening"):
        load(stage="budget")


def test_the_command_says_what_came_in(load: Loader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        fetch_figures, "fetch_municipal_accounts", partial(fetch_municipal_accounts, patience=load.quick)
    )
    out = io.StringIO()
    options = {"stage": "jaarrekening", "server": load.server.address, "stdout": out}
    call_command("fetch_figures", "iv3", "2024", **options)
    assert "Geladen: Iv3 jaarrekening gemeenten 2024, 2 gemeenten met bedragen." in out.getvalue()
    assert "Weggelaten: Vijfheerenlanden leverde geen bedragen." in out.getvalue()
    assert "Nog alleen de eerste levering bij het CBS: Zwolle." in out.getvalue()
    for words in (["iv3"], ["iv3", "2024"], ["iv3", "2016"]):
        with pytest.raises(CommandError, match="Zeg welk boekjaar sinds 2017"):
            call_command("fetch_figures", *words)


def test_the_official_shape_comes_in_to_the_euro(load: Loader, shared_data: Path) -> None:
    """A cube of CBS itself: provinces of 2013, under the names of municipalities and task fields of today."""
    place = shared_data / "cbs_iv3_45012NED" / "iv3.v3.45012NED_TypedDataSet.parquet"
    with duckdb.connect() as database:
        found = database.execute(
            "SELECT FunctieKostenplaatsBalanspost, Categorie, Provincies, k_1stePlaatsing_1, k_2dePlaatsing_2 "
            "FROM read_parquet(?) WHERE Verslagsoort = '2013X005' AND regexp_matches(Categorie, '^[LB]') "
            "AND k_2dePlaatsing_2 <> 0",
            [str(place)],
        ).fetchall()
    items = sorted({row[0] for row in found if row[0][0].isdigit() and row[0][1] == "."})[: len(task_fields(2024))]
    field_of = dict(zip(items, task_fields(2024), strict=False))
    towns = {"PV20     ": "GM0014   ", "PV25     ": "GM0202   ", "PV28     ": "GM0599   "}
    rows = [
        {"TaakveldBalanspost": f"{field_of.get(item, item):<6}", "Categorie": category, "Gemeenten": towns[province]}
        | {"Verslagsoort": iv3.ACCOUNTS, iv3.FIRST: first, iv3.SECOND: second}
        for item, category, province, first, second in found
        if province in towns and (item in field_of or item[0] in "AP")
    ]
    load.table["TypedDataSet"] = rows
    load.table["Gemeenten"] = [{"Key": code, "Title": code} for code in towns.values()]
    parsed = load()
    booked = [row for row in rows if row["TaakveldBalanspost"][0] not in "AP"]
    assert 0 < len(booked) < len(rows)
    assert len(parsed.amounts) == len(booked)
    assert sum(one.euros for one in parsed.amounts) == round(sum(row[iv3.SECOND] * 1000 for row in booked))
