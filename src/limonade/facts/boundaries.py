"""Outlines of buurten from a GeoJSON file to rings of longitude and latitude (WGS84).

Read are the maps of CBS and Kadaster at PDOK (`buurtcode` or `buurt_code`), those of cartomap (`statcode`)
and municipal maps that carry the CBS code (`cbsCode`). Rings are kept without saying which is a hole:
filled by the even-odd rule they draw the same.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from limonade.facts.problems import FileRefused, Problem

Point = tuple[float, float]

CODE_NAMES = ("buurtcode", "statcode", "cbscode", "bucode")
TITLE_NAMES = ("buurtnaam", "statnaam", "naam", "bunaam")
BUURT_CODE = re.compile(r"BU[0-9A-Z]{8}", re.ASCII)
YEAR = re.compile(r"199[5-9]|20\d\d", re.ASCII)
WATER = frozenset({"JA", "B"})
"""Open water, or a part abroad: CBS draws these apart, and nobody lives there."""
# ETRS89 (4258) lies within a metre of WGS84, which is as fine as we keep.
WORLD = re.compile(r"(CRS84|(?<!\d)(4326|4258))$")
RD = re.compile(r"(?<!\d)28992$")
DECIMALS = 5
"""A metre: finer than a map on a screen shows."""
LEAST_POINTS = 4
LONGITUDES, LATITUDES = (3.0, 7.5), (50.5, 53.8)
RD_LEAST = 1000
"""Degrees are never this large, metres from Amersfoort nearly always."""
LARGEST_BYTES = 400_000_000
LONGEST_NAME = 200
MOST_SHOWN = 60


@dataclass(frozen=True)
class Outline:
    code: str
    name: str
    rings: tuple[tuple[Point, ...], ...]

    @property
    def geometry(self) -> str:
        return json.dumps(self.rings, separators=(",", ":"))


@dataclass(frozen=True)
class Boundaries:
    outlines: list[Outline]
    """In order of code."""
    year: int | None
    """The division that the file itself names."""
    waters: int
    """Areas that were passed over."""


class _Fault(Exception):
    """One area is not right."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


def read_file(path: Path) -> Boundaries:
    """Reads a whole map. Raises FileRefused with all its faults when any area is not right."""
    found = Gathered(path.name)
    found.add(_features(path))
    return found.boundaries()


class Gathered:
    """The areas of a map that comes in one or more parts."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._outlines: dict[str, Outline] = {}
        self._years: set[int] = set()
        self._problems: list[Problem] = []
        self._seen = self._waters = 0

    def add(self, features: list[Any]) -> None:
        for position, feature in enumerate(features, start=self._seen + 1):
            try:
                self._area(feature)
            except _Fault as fault:
                self._problems.append(Problem(self._place, position, fault.what, fault.remedy, _("gebied")))
        self._seen += len(features)

    def _area(self, feature: Any) -> None:
        named = _properties(feature)
        if str(named.get("water") or named.get("h2o")).strip().upper() in WATER:
            self._waters += 1
            return
        outline = Outline(_code(named), _name(named), _rings(feature.get("geometry")))
        if outline.code in self._outlines:
            raise _Fault(_("%s staat er twee keer in.") % outline.code, _("Laat er één staan."))
        self._outlines[outline.code] = outline
        self._years |= _year(named)

    def boundaries(self) -> Boundaries:
        """Raises FileRefused with all faults when any area is not right."""
        problems = list(self._problems)
        if len(self._years) > 1:
            found = ", ".join(str(year) for year in sorted(self._years))
            remedy = _("Maak er een bestand per jaar van.")
            problems.append(Problem(self._place, None, _("Er staan verschillende jaren in: %s.") % found, remedy))
        if not self._outlines and not problems:
            problems.append(Problem(self._place, None, _("Er staat geen enkele buurt in."), _another_file()))
        if problems:
            raise FileRefused(problems)
        outlines = [self._outlines[code] for code in sorted(self._outlines)]
        return Boundaries(outlines, next(iter(self._years), None), self._waters)


def _another_file() -> str:
    return _("Haal bij PDOK de kaart met buurten op, als GeoJSON.")


def _features(path: Path) -> list[Any]:
    refused = partial(Problem, path.name, None)
    if path.stat().st_size > LARGEST_BYTES:
        what = _("Dit bestand is groter dan 400 MB.")
        raise FileRefused([refused(what, _("Neem de vereenvoudigde kaart, of één gemeente."))])
    # Bytes, so that the reader itself finds out in which Unicode it is written.
    return features_of(path.name, collection(path.name, path.read_bytes()))


def collection(place: str, body: bytes | bytearray) -> Any:
    """What the JSON says. Raises FileRefused when it is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise FileRefused([Problem(place, None, _("Dit is geen GeoJSON."), _another_file())]) from None


def features_of(place: str, found: Any) -> list[Any]:
    """The areas of a collection in WGS84. Raises FileRefused when it is something else."""
    refused = partial(Problem, place, None)
    features = found.get("features") if isinstance(found, dict) and found.get("type") == "FeatureCollection" else None
    if not isinstance(features, list):
        raise FileRefused([refused(_("Dit is geen GeoJSON met gebieden (FeatureCollection)."), _another_file())])
    system = _system(found.get("crs"))
    if RD.search(system) or _looks_like_rd(features):
        raise FileRefused([refused(_("Deze kaart staat in RD-coördinaten (EPSG:28992)."), _as_world())])
    if system and not WORLD.search(system):
        what = _("Deze kaart staat in een ander stelsel van coördinaten: %s.") % _shown(system)
        raise FileRefused([refused(what, _as_world())])
    return features


def _as_world() -> str:
    return _("Haal de kaart op in WGS84 (EPSG:4326), of zet hem om: ogr2ogr -t_srs EPSG:4326 nieuw.geojson oud.geojson")


def _system(crs: Any) -> str:
    """The name of the system of coordinates; empty when the file names none, which means WGS84."""
    if crs is None:
        return ""
    described = crs.get("properties") if isinstance(crs, dict) else None
    name = described.get("name") if isinstance(described, dict) else None
    return name.strip() if isinstance(name, str) and name.strip() else _("onbekend")


def _looks_like_rd(features: list[Any]) -> bool:
    """Judged by the first point in the file, for maps that do not name their system."""
    geometries = (feature.get("geometry") for feature in features if isinstance(feature, dict))
    found: Any = next((one.get("coordinates") for one in geometries if isinstance(one, dict)), None)
    while isinstance(found, list) and found and isinstance(found[0], list):
        found = found[0]
    both = found[:2] if isinstance(found, list) else []
    return len(both) > 1 and all(_is_number(part) and part > RD_LEAST for part in both)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _properties(feature: Any) -> dict[str, Any]:
    """By name in small letters without underscores: the same field is buurtCode, buurt_code or BUURTCODE."""
    found = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(found, dict):
        raise _Fault(_("Dit gebied heeft geen kenmerken."), _another_file())
    return {name.lower().replace("_", ""): value for name, value in found.items()}


def _code(named: Mapping[str, Any]) -> str:
    found = next((named[name] for name in CODE_NAMES if named.get(name) is not None), None)
    if found is None:
        raise _Fault(
            _("De code van de buurt ontbreekt."),
            _("Nodig is buurtcode, statcode of cbsCode, met codes van het CBS zoals BU02020845."),
        )
    code = found.strip() if isinstance(found, str) else ""
    if not BUURT_CODE.fullmatch(code):
        remedy = _("Een buurtcode is BU met acht tekens. Kies de kaart met buurten.")
        raise _Fault(_("%s is geen code van een buurt.") % _shown(found), remedy)
    return code


def _name(named: Mapping[str, Any]) -> str:
    found = next((named[name] for name in TITLE_NAMES if named.get(name) is not None), _code(named))
    name = found.strip() if isinstance(found, str) else ""
    if not name or not name.isprintable() or len(name) > LONGEST_NAME:
        remedy = _("Verbeter de naam of vraag het bestand opnieuw op.")
        raise _Fault(_("De naam van deze buurt is niet te lezen."), remedy)
    return name


def _year(named: Mapping[str, Any]) -> set[int]:
    written = str(named.get("jrstatcode") or named.get("jaar") or "")[:4]
    return {int(written)} if YEAR.fullmatch(written) else set()


def _rings(geometry: Any) -> tuple[tuple[Point, ...], ...]:
    remedy = _("Haal de kaart opnieuw op.")
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise _Fault(_("Dit gebied heeft geen vlak (Polygon of MultiPolygon)."), remedy)
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons or not all(isinstance(one, list) and one for one in polygons):
        raise _Fault(_("Dit gebied heeft geen coördinaten."), remedy)
    rings = tuple(_ring(ring) for polygon in polygons for ring in polygon)
    # Smaller than a metre across: a speck left by cutting one map out of another.
    kept = tuple(ring for ring in rings if _has_surface(ring))
    if not kept:
        raise _Fault(_("Dit gebied heeft geen oppervlakte."), remedy)
    return kept


def _ring(ring: Any) -> tuple[Point, ...]:
    remedy = _("Haal de kaart opnieuw op.")
    if not isinstance(ring, list) or len(ring) < LEAST_POINTS:
        raise _Fault(_("Een rand heeft minder dan vier punten."), remedy)
    points = [_point(one) for one in ring]
    if points[0] != points[-1]:
        raise _Fault(_("Een rand is niet gesloten: het laatste punt is niet het eerste."), remedy)
    rounded = [(round(lon, DECIMALS), round(lat, DECIMALS)) for lon, lat in points]
    moved = [point for before, point in pairwise(rounded) if point != before]
    return (rounded[0], *moved)


def _point(found: Any) -> Point:
    if not isinstance(found, list) or len(found) not in (2, 3) or not all(_is_number(part) for part in found):
        what = _("%s is geen punt van lengte en breedte.") % _shown(found)
        raise _Fault(what, _("Haal de kaart opnieuw op."))
    lon, lat = found[:2]
    if _in_the_netherlands(lon, lat):
        return float(lon), float(lat)
    what = _("Een punt ligt niet in Nederland: %s.") % _shown(found)
    if _in_the_netherlands(lat, lon):
        raise _Fault(what, _("Lengte en breedte zijn verwisseld: zet de lengte (3 tot 7,5) voorop."))
    raise _Fault(what, _as_world())


def _shown(found: Any) -> str:
    """What stands in the file, fit for a terminal: never long, nested or unprintable."""
    if isinstance(found, list):
        return "[" + ", ".join("..." if isinstance(part, list | dict) else _shown(part) for part in found[:3]) + "]"
    text = "..." if isinstance(found, dict) else str(found)
    return f"“{text[:MOST_SHOWN]}”" if text.isprintable() else "“?”"


def _in_the_netherlands(lon: float, lat: float) -> bool:
    return LONGITUDES[0] <= lon <= LONGITUDES[1] and LATITUDES[0] <= lat <= LATITUDES[1]


def _has_surface(ring: tuple[Point, ...]) -> bool:
    if len(ring) < LEAST_POINTS:
        return False
    (left, low), turned = ring[0], 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        turned += (x1 - left) * (y2 - low) - (x2 - left) * (y1 - low)
    return abs(turned) > 10.0 ** (-2 * DECIMALS)
