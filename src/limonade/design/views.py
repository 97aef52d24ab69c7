from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from limonade.design import charts
from limonade.design.sankey import Band, Node, lay_out


def components(request: HttpRequest) -> HttpResponse:
    """Every component on one page, with example figures that say that they are."""
    nodes = [
        Node("a", 0, _("Wie betaalt"), "60"),
        Node("b", 1, _("Waarvoor"), "40"),
        Node("c", 1, _("Nog iets"), "20"),
        Node("d", 2, _("Voor mensen hier"), "60", look="people"),
    ]
    bands = [
        Band("a", "b", 40, _("Voorbeeld: 40")),
        Band("a", "c", 20, _("Voorbeeld: 20")),
        Band("b", "d", 40, _("Voorbeeld: 40"), "people"),
        Band("c", "d", 20, _("Voorbeeld: 20"), "people"),
    ]
    drawing = lay_out(nodes, bands, width=900, height=180, gap=18)
    chart = charts.sankey_svg(drawing, title=_("Voorbeeld van een stroomschema"), last_column=2)
    return render(request, "design/components.html", {"chart": chart})
