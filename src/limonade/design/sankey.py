"""Lay-out of a Sankey diagram in columns: nodes as bars, flows as bands. Plain Python, no Django."""

from collections.abc import Sequence
from dataclasses import dataclass

BAR_WIDTH = 14.0
LEAST_HEIGHT = 3.0
"""A node is never thinner than this, so that it can be seen and pointed at."""


@dataclass(frozen=True)
class Node:
    key: str
    column: int
    label: str
    amount: str
    """The size as text for people."""
    href: str = ""
    look: str = "source"


@dataclass(frozen=True)
class Band:
    source: str
    target: str
    size: float
    title: str
    look: str = "source"


@dataclass(frozen=True)
class PlacedNode:
    node: Node
    x: float
    y: float
    height: float


@dataclass(frozen=True)
class PlacedBand:
    band: Band
    path: str


@dataclass(frozen=True)
class Sankey:
    width: float
    height: float
    nodes: tuple[PlacedNode, ...]
    bands: tuple[PlacedBand, ...]


def lay_out(nodes: Sequence[Node], bands: Sequence[Band], *, width: float, height: float, gap: float) -> Sankey:
    """Columns from left to right, nodes in the given order, bands in the order of their nodes.

    The scale is that of the fullest column. Raises ValueError when a band joins an unknown node or
    does not run from left to right.
    """
    sizes = _sizes(nodes, bands)
    columns = sorted({node.column for node in nodes})
    in_column = {column: [node for node in nodes if node.column == column] for column in columns}
    scale = (
        min(
            (height - gap * (len(members) - 1)) / max(sum(sizes[node.key] for node in members), 1)
            for members in in_column.values()
        )
        if in_column
        else 1.0
    )
    placed: dict[str, PlacedNode] = {}
    for column, members in in_column.items():
        x = (width - BAR_WIDTH) * column / max(columns[-1], 1)
        heights = [max(sizes[node.key] * scale, LEAST_HEIGHT) for node in members]
        y = (height - sum(heights) - gap * (len(members) - 1)) / 2
        for node, tall in zip(members, heights, strict=True):
            placed[node.key] = PlacedNode(node, x, y, tall)
            y += tall + gap
    lowest = max((one.y + one.height for one in placed.values()), default=0.0)
    highest = min((one.y for one in placed.values()), default=0.0)
    return Sankey(width, max(height, lowest - min(highest, 0)), tuple(placed.values()), _paths(bands, placed, scale))


def _sizes(nodes: Sequence[Node], bands: Sequence[Band]) -> dict[str, float]:
    column = {node.key: node.column for node in nodes}
    outgoing = dict.fromkeys(column, 0.0)
    incoming = dict.fromkeys(column, 0.0)
    for band in bands:
        if column.get(band.source, 0) >= column.get(band.target, 0):
            raise ValueError(f"a band must run to the right: {band.source} -> {band.target}")
        outgoing[band.source] += band.size
        incoming[band.target] += band.size
    return {key: max(outgoing[key], incoming[key]) for key in column}


def _paths(bands: Sequence[Band], placed: dict[str, PlacedNode], scale: float) -> tuple[PlacedBand, ...]:
    order = {key: position for position, key in enumerate(placed)}
    leaving = {key: one.y for key, one in placed.items()}
    arriving = dict(leaving)
    found = []
    for band in sorted(bands, key=lambda one: (order[one.source], order[one.target])):
        thick = band.size * scale
        found.append((band, leaving[band.source], thick))
        leaving[band.source] += thick
    paths: list[PlacedBand] = []
    for band, start, thick in sorted(found, key=lambda one: (order[one[0].target], order[one[0].source])):
        end = arriving[band.target]
        arriving[band.target] += thick
        left = placed[band.source].x + BAR_WIDTH
        paths.append(PlacedBand(band, _ribbon(left, start, placed[band.target].x, end, thick)))
    return tuple(paths)


def _ribbon(left: float, top_left: float, right: float, top_right: float, thick: float) -> str:
    """Outline of a band: two S-curves and two straight ends."""
    middle, low_left, low_right = (left + right) / 2, top_left + thick, top_right + thick
    there = f"C{middle:.1f} {top_left:.1f} {middle:.1f} {top_right:.1f} {right:.1f} {top_right:.1f}"
    back = f"C{middle:.1f} {low_right:.1f} {middle:.1f} {low_left:.1f} {left:.1f} {low_left:.1f}"
    return f"M{left:.1f} {top_left:.1f}{there}V{low_right:.1f}{back}Z"
