"""Charts as SVG made on the server: no script, styled by the tokens, readable in print."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from limonade.design.sankey import BAR_WIDTH, PlacedNode, Sankey

LABEL_GAP = 8
LINE = 17
MARGIN = 12
TWO_LINES = 24
"""Lower bars have their label and amount on one line, so that neighbours do not overlap."""


def sankey_svg(drawing: Sankey, *, title: str, last_column: int) -> SafeString:
    """The diagram; every node that has a page is a link. The table beside it tells the same."""
    bands = format_html_join(
        "",
        '<path class="sankey__band sankey__band--{}" d="{}"><title>{}</title></path>',
        ((one.band.look, one.path, one.band.title) for one in drawing.bands),
    )
    nodes = format_html_join("", "{}", ((_node(one, last_column),) for one in drawing.nodes))
    return format_html(
        '<svg class="sankey" viewBox="0 {} {} {}" role="group" aria-label="{}">{}{}</svg>',
        -MARGIN,
        round(drawing.width),
        round(drawing.height) + 2 * MARGIN,
        title,
        bands,
        nodes,
    )


def _node(placed: PlacedNode, last_column: int) -> SafeString:
    node = placed.node
    at_end = node.column == last_column
    x = placed.x - LABEL_GAP if at_end else placed.x + BAR_WIDTH + LABEL_GAP
    y = placed.y + placed.height / 2
    if placed.height < TWO_LINES:
        label = format_html(
            '<text class="sankey__label{}" x="{}" y="{}">{} <tspan class="sankey__amount">{}</tspan></text>',
            " sankey__label--end" if at_end else "",
            f"{x:.1f}",
            f"{y + 5:.1f}",
            node.label,
            node.amount,
        )
    else:
        label = format_html(
            '<text class="sankey__label{0}" x="{1}" y="{2}">{3}</text>'
            '<text class="sankey__amount{4}" x="{1}" y="{5}">{6}</text>',
            " sankey__label--end" if at_end else "",
            f"{x:.1f}",
            f"{y - 3:.1f}",
            node.label,
            " sankey__amount--end" if at_end else "",
            f"{y - 3 + LINE:.1f}",
            node.amount,
        )
    drawn = format_html(
        '<rect class="sankey__bar sankey__bar--{}" x="{}" y="{}" width="{}" height="{}" rx="3"></rect>{}',
        node.look,
        f"{placed.x:.1f}",
        f"{placed.y:.1f}",
        f"{BAR_WIDTH:.0f}",
        f"{placed.height:.1f}",
        label,
    )
    return format_html('<a class="sankey__link" href="{}">{}</a>', node.href, drawn) if node.href else drawn


def split_bar(parts: list[tuple[str, int]], whole: int) -> SafeString:
    """One bar that shows parts of a whole by length: (look, euros). Negative parts take no room."""
    width = 100.0
    drawn, x = [], 0.0
    for look, euros in parts:
        long = width * max(euros, 0) / whole if whole > 0 else 0.0
        drawn.append((look, f"{x:.2f}", f"{long:.2f}"))
        x += long
    rects = format_html_join("", '<rect class="split-bar__part--{}" x="{}" y="0" width="{}" height="10"></rect>', drawn)
    return format_html(
        '<svg class="split-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="split-bar__ground" x="0" y="0" width="100" height="10"></rect>{}</svg>',
        rects,
    )
