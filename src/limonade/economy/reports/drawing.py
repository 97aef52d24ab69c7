"""The flow chart of a page, made ready for paper: outside a page it has no style sheet of its own."""

from limonade.design.paper import TEXT_FONT

STYLE = f"""
text {{ font-family: "{TEXT_FONT}"; font-size: 15px; fill: #22312a; }}
text {{ paint-order: stroke; stroke: #ffffff; stroke-width: 4px; }}
.sankey__label {{ font-weight: 600; }}
.sankey__label--end, .sankey__amount--end {{ text-anchor: end; }}
.sankey__band {{ fill: #fae7b0; opacity: 0.75; }}
.sankey__band--stays {{ fill: #95c5ac; }}
.sankey__band--leaks {{ fill: #f5d3cb; }}
.sankey__bar {{ fill: #e0a800; }}
.sankey__bar--cluster {{ fill: #45544c; }}
.sankey__bar--stays {{ fill: #2e8b5a; }}
.sankey__bar--leaks {{ fill: #c75b3d; }}
"""


def for_paper(svg: str) -> str:
    """The same drawing as a file by itself, in the colours of the site."""
    named = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return named.replace(">", f"><style>{STYLE}</style>", 1)
