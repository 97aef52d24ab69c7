"""Maps of buurten: checked as a whole, refused with a remedy, and never half loaded."""

import copy
import io
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from limonade.economy.queries import edition, editions, money
from limonade.facts import store
from limonade.facts.actions import Origin, load_boundaries
from limonade.facts.boundaries import read_file
from limonade.facts.problems import FileRefused
from limonade.facts.queries import outlines
from tests.example import lay_out_demo

Json = Any
RING = [[5.91, 51.98], [5.92, 51.98], [5.92, 51.99], [5.91, 51.98]]
HOLE = [[5.915, 51.981], [5.916, 51.981], [5.916, 51.982], [5.915, 51.981]]
CRS84 = "urn:ogc:def:crs:OGC:1.3:CRS84"


def area(code: Json, rings: Json, kind: str = "Polygon", **properties: Json) -> Json:
    named = {"buurtcode": code, "buurtnaam": f"Buurt {code}", **properties}
    return {"type": "Feature", "properties": named, "geometry": {"type": kind, "coordinates": rings}}


def collection(*areas: Json, crs: str = "") -> Json:
    named = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    return {"type": "FeatureCollection", **named, "features": list(areas)}


PAASBERG, MARKT = area("BU02020845", [RING, HOLE]), area("BU02020100", [[RING]], "MultiPolygon")
GOOD = collection(PAASBERG, MARKT, crs=CRS84)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "kaart.geojson"


def run(path: Path, found: Json = None, *arguments: str, **options: Any) -> str:
    if found is not None:
        path.write_text(json.dumps(found), encoding="utf-8")
    out = io.StringIO()
    call_command("import_boundaries", str(path), *arguments, stdout=out, **{"year": 2024, **options})
    return out.getvalue()


def test_a_good_map_is_loaded_with_where_it_came_from(place: Path) -> None:
    origin = {"source": "CBS en Kadaster", "url": "https://www.pdok.nl", "licence": "CC BY 4.0"}
    assert "Geladen: Grenzen van buurten 2024, Arnhem, 2 buurten." in run(place, GOOD, "--retrieved=2-1-2025", **origin)
    (found,) = store.datasets()
    assert (found.key, found.kind, found.year) == ("buurtgrenzen-2024-GM0202", store.BOUNDARIES, 2024)
    assert (found.publisher, found.url, found.licence, found.retrieved_on) == (*origin.values(), "2025-01-02")
    assert store.columns(found)["name"].tolist() == ["Buurt BU02020100", "Buurt BU02020845"]


def test_outlines_come_back_as_rings(place: Path) -> None:
    run(place, GOOD)
    found = outlines(["BU02020845", "BU02020100", "BU02029999"])
    assert list(found) == ["BU02020845", "BU02020100"]
    assert found["BU02020845"] == [[(lon, lat) for lon, lat in ring] for ring in (RING, HOLE)]
    assert len(found["BU02020100"]) == 1


def test_without_a_map_there_are_no_outlines() -> None:
    assert outlines(["BU02020845"]) == outlines([]) == {}


def test_points_are_kept_to_a_metre(place: Path) -> None:
    exact = [[5.912345678, 51.98, 3.5], [5.912345679, 51.98], [5.92, 51.98], [5.92, 51.99], [5.912345678, 51.98]]
    exact[-1] = exact[0]
    run(place, collection(area("BU02020845", [exact])))
    assert outlines(["BU02020845"])["BU02020845"][0] == [
        (5.91235, 51.98), (5.92, 51.98), (5.92, 51.99), (5.91235, 51.98),
    ]  # fmt: skip


def test_the_same_map_once_more_changes_nothing(place: Path) -> None:
    run(place, GOOD)
    before = store.datasets()
    assert "Er is niets veranderd" in run(place)
    assert store.datasets() == before
    assert "Geladen" in run(place, licence="CC BY 4.0")


def test_a_map_can_be_taken_away(place: Path) -> None:
    run(place, GOOD)
    call_command("remove_dataset", "buurtgrenzen-2024-GM0202", stdout=io.StringIO())
    assert store.datasets() == []
    assert outlines(["BU02020845"]) == {}


@pytest.mark.django_db
def test_a_map_is_listed_among_the_sources_and_changes_no_money(place: Path, client: Client) -> None:
    lay_out_demo()
    before = [one.accounts.key for one in editions()]
    run(place, GOOD, year=2019)
    page = client.get(reverse("web:sources"))
    assert page.status_code == 200
    assert "Grenzen van buurten 2019, Arnhem" in page.content.decode()
    assert [one.accounts.key for one in editions()] == before
    assert money(edition("2023-jaarrekening"), ("BU02020845",)).town.closes()


def test_maps_of_municipalities_lie_beside_each_other(place: Path) -> None:
    run(place, GOOD)
    run(place, collection(area("BU0363AA01", [RING])))
    assert len(store.datasets(store.BOUNDARIES)) == 2
    assert set(outlines(["BU0363AA01", "BU02020845"])) == {"BU0363AA01", "BU02020845"}


def test_outlines_are_of_the_division_that_knows_most_of_the_buurten(place: Path) -> None:
    """In 2025 Markt is gone and Paasberg has another shape; the two together are of 2024."""
    other = [[lon + 0.1, lat] for lon, lat in RING]
    run(place, GOOD, year=2024)
    run(place, collection(area("BU02020845", [other])), year=2025)
    assert outlines(["BU02020845", "BU02020100"])["BU02020845"][0][0] == (5.91, 51.98)
    assert outlines(["BU02020845"])["BU02020845"][0][0] == (6.01, 51.98)


@pytest.mark.parametrize(
    "named",
    [
        {"buurtcode": "BU02020845", "buurtnaam": "Paasberg"},
        {"buurtCode": "BU02020845", "buurtNaam": "Paasberg"},
        {"buurt_code": "BU02020845  ", "buurt_naam": "Paasberg "},
        {"BU_CODE": "BU02020845", "BU_NAAM": "Paasberg"},
        {"statcode": "BU02020845", "statnaam": "Paasberg", "jrstatcode": "2024BU02020845"},
        {"code": "45", "cbsCode": "BU02020845", "naam": "Paasberg"},
    ],
)
def test_each_way_of_naming_is_known(place: Path, named: dict[str, str]) -> None:
    run(place, collection({**PAASBERG, "properties": named}))
    assert store.columns(store.datasets()[0])["name"].tolist() == ["Paasberg"]


def test_water_is_passed_over_and_said(place: Path) -> None:
    water = area("BU02020845", [RING], water="JA")
    assert "Overgeslagen: 1 gebieden met water." in run(place, collection(PAASBERG, water))


def test_the_year_may_come_from_the_map_itself(place: Path) -> None:
    named = area("BU02020845", [RING], jrstatcode="2020BU02020845")
    run(place, collection(named), year=None)
    assert store.datasets()[0].year == 2020
    with pytest.raises(CommandError, match="Deze kaart is van 2020, niet van 2021"):
        run(place, year=2021)
    with pytest.raises(CommandError, match="bijvoorbeeld: --year 2024"):
        run(place, GOOD, year=None)
    with pytest.raises(CommandError, match="verschillende jaren in: 2020, 2024"):
        run(place, collection(named, area("BU02020100", [RING], jaar=2024)), year=None)


@pytest.mark.parametrize("crs", ["urn:ogc:def:crs:EPSG::28992", "EPSG:28992"])
def test_a_map_in_metres_is_refused_with_what_to_do(place: Path, crs: str) -> None:
    with pytest.raises(CommandError, match=r"RD-coördinaten \(EPSG:28992\)\. Haal de kaart op in WGS84") as refused:
        run(place, collection(area("BU02020845", [[[190_000, 444_000]] * 4]), crs=crs))
    assert "ogr2ogr -t_srs EPSG:4326" in str(refused.value)
    assert store.datasets() == []


def test_metres_are_recognised_when_the_map_does_not_name_them(place: Path) -> None:
    with pytest.raises(CommandError, match="RD-coördinaten"):
        run(place, collection(area("BU02020845", [[[[190_000.5, 444_000.1]] * 4]], "MultiPolygon")))


@pytest.mark.parametrize("crs", ["EPSG:3857", "EPSG:14326", "iets\x1b[2Janders"])
def test_any_other_system_is_refused(place: Path, crs: str) -> None:
    with pytest.raises(CommandError, match="in een ander stelsel van coördinaten"):
        run(place, collection(PAASBERG, crs=crs))


FAULTS = [
    ([*RING[:3], [5.93, 51.98]], "niet gesloten"),
    ([RING[0], RING[1], RING[0]], "minder dan vier punten"),
    ([], "minder dan vier punten"),
    (None, "minder dan vier punten"),
    ([RING[0]] * 4, "geen oppervlakte"),
    ([RING[0], RING[1], RING[0], RING[1], RING[0]], "geen oppervlakte"),
    ([[float("nan"), 51.98], *RING[1:3], [float("nan"), 51.98]], "niet in Nederland"),
    ([[float("inf"), 51.98], *RING[1:]], "niet in Nederland"),
    ([["5.91", 51.98], *RING[1:]], "geen punt van lengte en breedte"),
    ([[True, 51.98], *RING[1:]], "geen punt van lengte en breedte"),
    ([[5.91], *RING[1:]], "geen punt van lengte en breedte"),
    ([[[[[5.91]]]], *RING[1:]], "geen punt van lengte en breedte"),
    ([None, *RING[1:]], "geen punt van lengte en breedte"),
    ([[10**400, 51.98], *RING[1:]], "niet in Nederland"),
    ([[2.9, 51.98], *RING[1:]], "niet in Nederland"),
    ([[lat, lon] for lon, lat in RING], "verwisseld"),
]


@pytest.mark.parametrize(("ring", "what"), FAULTS)
def test_a_broken_line_is_named_by_file_and_number(place: Path, ring: Json, what: str) -> None:
    with pytest.raises(CommandError, match=f"Niets geladen. kaart.geojson, gebied 2: .*{what}"):
        run(place, collection(PAASBERG, area("BU02020100", [ring])))
    assert store.datasets() == []


@pytest.mark.parametrize(
    ("broken", "what"),
    [
        ({**PAASBERG, "geometry": None}, "geen vlak"),
        ({**PAASBERG, "geometry": {"type": "Point", "coordinates": [5.9, 51.9]}}, "geen vlak"),
        ({**PAASBERG, "geometry": {"type": "Polygon"}}, "geen coördinaten"),
        (area("BU02020100", []), "geen coördinaten"),
        (area("BU02020100", [[]], "MultiPolygon"), "geen coördinaten"),
        (area("BU02020100", {"a": 1}, "MultiPolygon"), "geen coördinaten"),
        ({**PAASBERG, "properties": None}, "geen kenmerken"),
        ("gebied", "geen kenmerken"),
        (area(None, [RING]), "code van de buurt ontbreekt"),
        (area("GM0202", [RING]), "“GM0202” is geen code van een buurt"),
        (area("BU0202084５", [RING]), "geen code van een buurt"),
        (area(["BU02020845"], [RING]), "geen code van een buurt"),
        (area("BU02020845", [RING]), "BU02020845 staat er twee keer in"),
        (area("BU02020100", [RING], buurtnaam="\ud800"), "naam van deze buurt is niet te lezen"),
        (area("BU02020100", [RING], buurtnaam="a\0b"), "naam van deze buurt is niet te lezen"),
        (area("BU02020100", [RING], buurtnaam=5), "naam van deze buurt is niet te lezen"),
    ],
)
def test_a_broken_area_is_named_by_file_and_number(place: Path, broken: Json, what: str) -> None:
    with pytest.raises(CommandError, match=f"gebied 2: .*{what}"):
        run(place, collection(PAASBERG, broken))
    assert store.datasets() == []


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "geen GeoJSON"),
        (b"\x1f\x8b\x08", "geen GeoJSON"),
        (b'{"type": "FeatureCollection", "features": [', "geen GeoJSON"),
        (b"[" * 200_000, "geen GeoJSON"),
        (b"[]", "geen GeoJSON met gebieden"),
        (b'{"type": "FeatureCollection"}', "geen GeoJSON met gebieden"),
        (b'{"type": "FeatureCollection", "features": []}', "geen enkele buurt"),
        (b'{"type": "FeatureCollection", "features": [], "crs": 5}', "ander stelsel"),
    ],
)
def test_another_kind_of_file_is_refused(place: Path, content: bytes, what: str) -> None:
    place.write_bytes(content)
    with pytest.raises(CommandError, match=f"kaart.geojson: .*{what}"):
        run(place)


def test_a_wrong_path_is_named() -> None:
    with pytest.raises(CommandError, match="Kijk of het pad klopt"):
        run(Path("/nergens"))


def test_a_faulty_map_leaves_what_was_there(place: Path) -> None:
    run(place, GOOD)
    before = store.datasets()
    with pytest.raises(CommandError):
        run(place, collection(PAASBERG, area("BU02020100", [RING[:2]])))
    assert store.datasets() == before


LON, LAT = st.floats(3.0, 7.3), st.floats(50.5, 53.6)  # the corners of a ring are at most 0.1 further
RINGS = st.tuples(LON, LAT, st.floats(0.001, 0.1)).map(
    lambda found: [
        [found[0], found[1]],
        [found[0] + found[2], found[1]],
        [found[0], found[1] + found[2]],
        [found[0], found[1]],
    ]
)
CODES = st.from_regex(r"BU[0-9A-Z]{8}", fullmatch=True)
AREAS = st.one_of(
    st.builds(area, CODES, st.lists(RINGS, min_size=1, max_size=3)),
    st.builds(area, CODES, st.lists(st.lists(RINGS, min_size=1, max_size=2), min_size=1, max_size=3)).map(
        lambda one: {**one, "geometry": {**one["geometry"], "type": "MultiPolygon"}}
    ),
)
MAPS = st.lists(AREAS, min_size=1, max_size=4, unique_by=lambda one: one["properties"]["buurtcode"]).map(
    lambda areas: collection(*areas)
)
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def load(found: Json) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kaart.geojson"
        path.write_text(json.dumps(found), encoding="utf-8")
        dataset, _read, _changed = load_boundaries(path, year=2024, origin=Origin())
    codes: list[str] = store.columns(dataset)["region"].tolist()
    return codes


@settings(max_examples=40, deadline=None)
@given(MAPS)
def test_every_good_map_loads_whole(found: Json) -> None:
    codes = sorted(one["properties"]["buurtcode"] for one in found["features"])
    assert load(found) == codes
    drawn = outlines(codes)
    assert sorted(drawn) == codes
    assert all(ring[0] == ring[-1] and len(ring) >= 4 for rings in drawn.values() for ring in rings)


@settings(max_examples=60, deadline=None)
@given(found=MAPS, data=st.data(), ring=st.sampled_from([ring for ring, _what in FAULTS]))
def test_one_broken_line_anywhere_refuses_the_whole_map(found: Json, data: st.DataObject, ring: Json) -> None:
    position = data.draw(st.integers(0, len(found["features"]) - 1))
    geometry = copy.deepcopy(found["features"][position]["geometry"])
    geometry["coordinates"] = [ring] if geometry["type"] == "Polygon" else [[ring]]
    found["features"][position] = {**found["features"][position], "geometry": geometry}
    before = store.datasets()
    with pytest.raises(FileRefused):
        load(found)
    assert store.datasets() == before


@settings(max_examples=150, deadline=None)
@given(found=MAPS, data=st.data(), odd=ODD)
def test_a_map_with_something_odd_in_it_loads_or_is_refused(found: Json, data: st.DataObject, odd: Json) -> None:
    """Replaces one part of the file, however deep, by anything that JSON can hold."""
    found = copy.deepcopy(found)
    holder, here = found, data.draw(st.sampled_from(sorted(found)))
    while isinstance(holder[here], dict | list) and holder[here] and data.draw(st.booleans()):
        holder = holder[here]
        keys = sorted(holder) if isinstance(holder, dict) else range(len(holder))
        here = data.draw(st.sampled_from(list(keys)))
    holder[here] = odd
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kaart.geojson"
        path.write_text(json.dumps(found), encoding="utf-8")
        try:
            read = read_file(path)
        except FileRefused as refused:
            assert all(problem.what and problem.remedy for problem in refused.problems)
            return
    assert read.outlines
    assert all(one.rings for one in read.outlines)


def test_arnhem_of_cartomap_loads_whole(shared_data: Path) -> None:
    run(shared_data / "geo" / "arnhem_buurten_2020_cartomap.geojson", year=None)
    (found,) = store.datasets()
    assert (found.key, found.year, len(store.regions(found))) == ("buurtgrenzen-2020-GM0202", 2020, 83)


def test_amsterdam_with_letters_in_its_codes_loads_whole(shared_data: Path) -> None:
    run(shared_data / "geo" / "amsterdam_buurten_vl09.geojson", year=2022)
    assert len(outlines(sorted(store.regions(store.datasets()[0])))) == 518


def test_a_map_without_codes_of_cbs_says_which_codes_are_needed(shared_data: Path) -> None:
    with pytest.raises(
        CommandError, match=r"(?s)Er zijn 78 fouten.*Nodig is buurtcode, statcode of cbsCode"
    ) as refused:
        run(shared_data / "geo" / "zwolle_buurten_gemeente.geojson")
    assert "gebied 1: De code van de buurt ontbreekt." in str(refused.value)


def test_a_map_of_municipalities_is_refused(shared_data: Path) -> None:
    with pytest.raises(CommandError, match="“GM0014” is geen code van een buurt"):
        run(shared_data / "geo" / "openspending_Gemeenten.geojson", year=None)
