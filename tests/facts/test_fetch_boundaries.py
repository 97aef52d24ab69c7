"""Maps of buurten over the network: page by page, of one municipality or of all, and never half."""

import io
import json
from functools import partial
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from limonade.facts import store
from limonade.facts.actions import Origin, fetch_boundaries, load_boundaries
from limonade.facts.boundaries import Boundaries
from limonade.facts.management.commands import fetch_figures
from limonade.facts.problems import FileRefused
from limonade.facts.queries import outlines
from limonade.facts.statline.client import Patience, TryLater
from tests.facts.fake_statline import Row, Statline

TABLE, KEY = "wijken-en-buurten-2024", "buurtgrenzen-2024"
ARNHEM = ("BU02020100", "BU02020621", "BU02020845")
AMSTERDAM = ("BU0363AA01", "BU0363AA02")


def area(code: str, at: int, **named: Any) -> Row:
    west = 5.0 + at / 10
    ring = [[west, 52.0], [west + 0.1, 52.0], [west + 0.1, 52.1], [west, 52.0]]
    named = {"buurtcode": code, "buurtnaam": f"Buurt {code}", "gemeentecode": f"GM{code[2:6]}", "water": "NEE"} | named
    return {
        "type": "Feature",
        "id": str(at),
        "properties": named,
        "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]},
    }


class Loader:
    def __init__(self, server: Statline, quick: Patience) -> None:
        self.server, self.quick = server, quick
        self.areas = [area(code, at) for at, code in enumerate((*ARNHEM, *AMSTERDAM))]
        self.areas.append(area("BU02029998", 9, water="JA"))
        server.tables = {TABLE: {"buurten": self.areas}}

    def __call__(self, municipality: str = "") -> Boundaries:
        return fetch_boundaries(
            2024, municipality=municipality, server=self.server.address, tick=lambda rows: None, patience=self.quick
        )[1]


@pytest.fixture
def load(server: Statline, quick: Patience) -> Loader:
    return Loader(server, quick)


@pytest.mark.parametrize("trouble", [{}, {"page_size": 2}, {"page_size": 1, "errors_first": 2}])
def test_the_map_of_the_country_comes_in_page_by_page(load: Loader, trouble: dict[str, Any]) -> None:
    for name, value in trouble.items():
        setattr(load.server.trouble, name, value)
    read = load()
    assert ([one.code for one in read.outlines], read.waters) == ([*ARNHEM, *AMSTERDAM], 1)
    dataset = store.describe(KEY)
    assert (dataset.year, dataset.licence, dataset.publisher) == (2024, "CC BY 4.0", "CBS en Kadaster, via PDOK")
    assert dataset.retrieved is not None
    assert list(outlines(["BU02020845", "BU0363AA01"])) == ["BU02020845", "BU0363AA01"]


def test_one_municipality_is_asked_for_and_kept(load: Loader) -> None:
    for one in load.areas:
        del one["properties"]["gemeentecode"]  # a server that overlooks the question
    assert [one.code for one in load("GM0202").outlines] == list(ARNHEM)
    assert store.datasets()[0].key == f"{KEY}-GM0202"
    assert "gemeentecode=GM0202" in load.server.asked[0]


def test_the_same_map_in_a_file_is_the_same(load: Loader, tmp_path: Any) -> None:
    load()
    fetched = {name: values.tolist() for name, values in store.columns(store.describe(KEY)).items()}
    path = tmp_path / "kaart.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": load.areas}))
    dataset = load_boundaries(path, year=2024, origin=Origin("Iemand"))[0]
    assert {name: values.tolist() for name, values in store.columns(dataset).items()} == fetched


def other_pages(**named: Any) -> Any:
    def edit(name: str, body: bytes) -> bytes:
        return json.dumps({**json.loads(body), **named}).encode() if name == "items" else body

    return edit


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (other_pages(numberReturned=99), "niet zoveel gebieden als erboven staat"),
        (other_pages(links=[{"rel": "next", "href": "https://example.org/x"}]), "verwijst naar een andere plek"),
        (other_pages(links=[{"rel": "next", "href": 7}]), "verwijzing naar de volgende bladzijde is niet te lezen"),
        (other_pages(links=[{"rel": "next", "href": "items"}]), "komen niet aan een eind|twee keer"),
        (other_pages(links=7), "niet te lezen"),
        (other_pages(type="Feature"), "geen GeoJSON met gebieden"),
        (other_pages(features=[], numberReturned=0), "geen enkele buurt"),
        (other_pages(crs={"properties": {"name": "EPSG:28992"}}), "RD-coördinaten"),
        (lambda name, body: body[: len(body) // 2], "Dit is geen GeoJSON"),
        (lambda name, body: b"[" * 9000, "Dit is geen GeoJSON"),
        (lambda name, body: b"[1]", "geen GeoJSON met gebieden"),
        (lambda name, body: body.replace(b"BU02020621", b"BU02020845"), "staat er twee keer in"),
        (lambda name, body: body.replace(b"BU0363AA02", b"BU0363"), "gebied 5: “BU0363” is geen code"),
        (lambda name, body: body.replace(b"52.1", b'"x"'), "is geen punt"),
    ],
)
def test_a_strange_page_leaves_the_map_that_was_there(load: Loader, edit: Any, what: str) -> None:
    load()
    before = store.datasets()
    load.server.trouble.edit = edit
    with pytest.raises(FileRefused, match=what):
        load()
    assert store.datasets() == before


def test_a_failing_line_and_a_year_that_is_not_there_are_told(load: Loader) -> None:
    load.server.trouble.page_size, load.server.trouble.fails_from = 2, 2
    with pytest.raises(TryLater):
        load()
    load.server.tables = {}
    with pytest.raises(FileRefused, match="Kijk of naam en server kloppen"):
        load()
    assert store.datasets() == []


def test_the_command(load: Loader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_figures, "fetch_boundaries", partial(fetch_boundaries, patience=load.quick))
    out = io.StringIO()
    for _time in range(2):
        call_command("fetch_figures", "grenzen", "2024", municipality="arnhem", server=load.server.address, stdout=out)
    assert "Geladen: Grenzen van buurten 2024, Arnhem, 3 buurten." in out.getvalue()
    assert "Overgeslagen: 1 gebieden met water." in out.getvalue()
    assert "stond er precies zo al" in out.getvalue()
    with pytest.raises(CommandError, match="Zeg van welk jaar"):
        call_command("fetch_figures", "grenzen")
    with pytest.raises(CommandError, match="Gemeente “Arnhm” bestaat niet in 2024"):
        call_command("fetch_figures", "grenzen", "2024", municipality="Arnhm")
