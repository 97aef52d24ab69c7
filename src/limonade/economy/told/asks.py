"""What told figures ask: to be looked at by the information gatherer."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.economy.models import ToldFigure
from limonade.economy.told_kinds import PATH_OF
from limonade.notices.asked import Asked
from limonade.people.roles import May
from limonade.people.rules import Standing

MOST_SHOWN = 5
ACTS = {
    "economy.figure_told": gettext_lazy("vertelde een cijfer"),
    "economy.figure_withdrawn": gettext_lazy("trok een verteld cijfer in"),
    "economy.figure_reviewed": gettext_lazy("keek een verteld cijfer na"),
    "economy.figure_ended": gettext_lazy("liet een verteld cijfer niet meer gelden"),
}


def from_told_figures(standing: Standing) -> Iterator[Asked]:
    if May.CHECK_FIGURES not in standing.may:
        return
    mine = standing.party
    for one in ToldFigure.objects.filter(state=ToldFigure.TOLD).exclude(teller=mine)[:MOST_SHOWN]:
        yield Asked(
            _("Kijk na: %(title)s") % {"title": one.title},
            _("Iemand uit de wijk vertelde dit. Neem het over, of zeg waarom niet."),
            reverse("economy:review_told", args=[mine.neighbourhood.slug, PATH_OF[one.kind], one.pk]),
            "search-check",
        )
