"""Drawing outlines of places as SVG paths: from longitude and latitude to points on a sheet. Plain Python.

A degree of longitude is narrower than one of latitude; over a town, the cosine of the middle latitude
makes up for that to within a thousandth.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

Point = tuple[float, float]

MARGIN = 4.0
"""Room for the line around the outermost places."""
GRID = 0.5
"""Points snap to half a unit. Neighbours snap alike, so that no slit opens between them."""
LEAST_SPAN = 1e-9
SPECK = 1.0
"""A place too small to draw becomes a square of this size, so that it can still be pointed at."""


@dataclass(frozen=True)
class DrawnPlace:
    d: str
    """For `<path d>`, with `fill-rule="evenodd"`."""
    label_x: float
    label_y: float
    """A point inside the place."""


@dataclass(frozen=True)
class PlaceMap:
    width: int
    height: int
    places: dict[str, DrawnPlace]
    """By code, in the order given."""


def draw(outlines: Mapping[str, Sequence[Sequence[Point]]], width: int = 640) -> PlaceMap:
    """A map of these places, north up, as wide as asked. Without places it is an empty sheet."""
    points = [point for rings in outlines.values() for ring in rings for point in ring]
    if not points:
        return PlaceMap(width, 0, {})
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    narrowing = cos(radians((south + north) / 2))
    scale = (width - 2 * MARGIN) / max((east - west) * narrowing, LEAST_SPAN)

    def project(point: Point) -> Point:
        lon, lat = point
        return MARGIN + (lon - west) * narrowing * scale, MARGIN + (north - lat) * scale

    places = {
        code: _draw_place([[project(point) for point in ring] for ring in rings])
        for code, rings in outlines.items()
        if any(rings)
    }
    return PlaceMap(width, round(2 * MARGIN + (north - south) * scale), places)


def _draw_place(rings: Sequence[Sequence[Point]]) -> DrawnPlace:
    drawn = [ring for ring in map(_snapped, rings) if len(ring) > 2]
    if not drawn:
        x, y = next(ring[0] for ring in rings if ring)
        drawn = [[(x, y), (x + SPECK, y), (x + SPECK, y + SPECK), (x, y + SPECK)]]
    x, y = _label_point(drawn)
    return DrawnPlace("".join(map(_path, drawn)), round(x, 1), round(y, 1))


def _path(ring: Iterable[Point]) -> str:
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in ring) + "Z"


def _snapped(ring: Iterable[Point]) -> list[Point]:
    """The corners of a ring on the grid, without the closing point and without points on a straight line."""
    kept: list[Point] = []
    for x, y in ring:
        point = (round(x / GRID) * GRID, round(y / GRID) * GRID)
        if not kept or kept[-1] != point:
            kept.append(point)
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    around = zip(kept[-1:] + kept[:-1], kept, kept[1:] + kept[:1], strict=True)
    return [here for before, here, after in around if _turn(before, here, after)]


def _turn(before: Point, here: Point, after: Point) -> float:
    """Twice the surface of the triangle; nothing when the three lie on one line."""
    return (here[0] - before[0]) * (after[1] - before[1]) - (after[0] - before[0]) * (here[1] - before[1])


def _label_point(rings: Sequence[Sequence[Point]]) -> Point:
    """The centre of the largest ring; in a bend or around a hole, the middle of the widest part beside it."""
    largest = max(rings, key=lambda ring: abs(_surface(ring)))
    x, y = _centre(largest)
    spans = _spans(rings, y)
    if not spans or any(left < x < right for left, right in spans):
        return x, y
    left, right = max(spans, key=lambda span: span[1] - span[0])
    return (left + right) / 2, y


def _closed(ring: Sequence[Point]) -> Iterable[tuple[Point, Point]]:
    return pairwise([*ring, ring[0]])


def _surface(ring: Sequence[Point]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in _closed(ring)) / 2


def _centre(ring: Sequence[Point]) -> Point:
    surface = _surface(ring)
    if not surface:  # a figure of eight
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    crosses = [(x1 + x2, y1 + y2, x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in _closed(ring)]
    return (
        sum(x * cross for x, _, cross in crosses) / (6 * surface),
        sum(y * cross for _, y, cross in crosses) / (6 * surface),
    )


def _spans(rings: Iterable[Sequence[Point]], y: float) -> list[Point]:
    """From where to where a horizontal line runs inside."""
    crossings = sorted(
        x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        for ring in rings
        for (x1, y1), (x2, y2) in _closed(ring)
        if (y1 <= y) != (y2 <= y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=True))
