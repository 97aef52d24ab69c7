"""The kinds of figures that people tell: their part of the web address, their heading and their icon."""

from django.utils.translation import gettext_lazy

from limonade.economy.models import ToldFigure

PATH_OF = {
    ToldFigure.AHEAD: "straks",
    ToldFigure.IDLE: "ongebruikt",
    ToldFigure.WORTH: "waarde",
    ToldFigure.BETTER: "beter",
}
HEADINGS = {
    ToldFigure.AHEAD: gettext_lazy("Wat komt er op ons af?"),
    ToldFigure.IDLE: gettext_lazy("Wat ligt hier stil?"),
    ToldFigure.WORTH: gettext_lazy("Wat is de wijk waard?"),
    ToldFigure.BETTER: gettext_lazy("Welk cijfer klopt niet?"),
}
ICONS = {
    ToldFigure.AHEAD: "hourglass",
    ToldFigure.IDLE: "moon",
    ToldFigure.WORTH: "gem",
    ToldFigure.BETTER: "pencil",
}
