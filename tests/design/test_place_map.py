"""Outlines become paths on a sheet: in proportion, north up, and with a point inside for the label."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from limonade.design.place_map import MARGIN, draw

SQUARE = [(5.9, 51.9), (6.0, 51.9), (6.0, 52.0), (5.9, 52.0), (5.9, 51.9)]
HOLE = [(5.93, 51.93), (5.97, 51.93), (5.97, 51.97), (5.93, 51.97), (5.93, 51.93)]
RIGHT = [(lon + 0.1, lat) for lon, lat in SQUARE]
CORNER = re.compile(r"[ML](-?\d+\.\d),(-?\d+\.\d)")


def corners(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in CORNER.findall(path)]


def is_inside(point: tuple[float, float], path: str) -> bool:
    """By the even-odd rule, as a browser fills it."""
    x, y = point
    inside = False
    for ring in path.split("Z")[:-1]:
        found = corners(ring)
        for (x1, y1), (x2, y2) in zip(found, found[1:] + found[:1], strict=True):
            if (y1 <= y) != (y2 <= y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                inside = not inside
    return inside


def test_a_square_of_degrees_is_taller_than_wide() -> None:
    """At 52 degrees north a degree of longitude is 0.616 of a degree of latitude."""
    drawn = draw({"a": [SQUARE]}, width=640)
    assert drawn.width == 640
    assert abs((drawn.height - 2 * MARGIN) - 632 / 0.6163) < 2


def test_north_is_up_and_everything_lies_on_the_sheet() -> None:
    drawn = draw({"a": [SQUARE], "b": [RIGHT]})
    found = corners(drawn.places["a"].d)
    assert min(x for x, _ in found) == MARGIN
    assert found[0][1] > found[2][1], "the first point is the most southern one"
    for one in drawn.places.values():
        assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in corners(one.d))


def test_neighbours_share_their_border() -> None:
    drawn = draw({"a": [SQUARE], "b": [RIGHT]})
    assert len(set(corners(drawn.places["a"].d)) & set(corners(drawn.places["b"].d))) == 2


def test_points_on_a_straight_line_or_on_top_of_each_other_are_left_out() -> None:
    dense = [(5.9 + step / 10_000, 51.9) for step in range(1000)] + SQUARE[1:]
    assert len(corners(draw({"a": [dense]}).places["a"].d)) == 4


def test_a_label_never_falls_into_a_hole() -> None:
    drawn = draw({"a": [SQUARE, HOLE]}).places["a"]
    assert drawn.d.count("Z") == 2
    assert is_inside((drawn.label_x, drawn.label_y), drawn.d)


def test_a_label_of_a_bent_place_lies_in_its_widest_part() -> None:
    bent = [(5.0, 52.0), (5.9, 52.0), (5.9, 52.9), (5.8, 52.9), (5.8, 52.1), (5.0, 52.1), (5.0, 52.0)]
    drawn = draw({"a": [bent]}).places["a"]
    assert is_inside((drawn.label_x, drawn.label_y), drawn.d)


def test_a_place_too_small_to_draw_can_still_be_pointed_at() -> None:
    tiny = [(5.95, 51.95), (5.950001, 51.95), (5.950001, 51.950001), (5.95, 51.95)]
    assert len(corners(draw({"a": [SQUARE], "tiny": [tiny]}).places["tiny"].d)) == 4


def test_no_places_give_an_empty_sheet() -> None:
    assert draw({}).places == draw({"a": []}).places == {}


POINTS = st.tuples(st.floats(3.0, 7.5), st.floats(50.5, 53.8))
RINGS = st.lists(POINTS, min_size=3, max_size=12).map(lambda points: [*points, points[0]])


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.text("ABC", min_size=1, max_size=3), st.lists(RINGS, min_size=1, max_size=3), max_size=5))
def test_any_rings_are_drawn_on_the_sheet(outlines: dict[str, list[list[tuple[float, float]]]]) -> None:
    drawn = draw(outlines)
    assert list(drawn.places) == list(outlines)
    for one in drawn.places.values():
        assert one.d.startswith("M")
        assert one.d.endswith("Z")
        assert len(corners(one.d)) >= 3
        assert all(-1 <= x <= drawn.width + 1 and -1 <= y <= drawn.height + 1 for x, y in corners(one.d))
