"""Telling what you know of the place, and looking at what somebody told."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from limonade.design.templatetags.design import text
from limonade.economy.household.catalogue import vital_functions
from limonade.economy.household.forms import Euros, Whole
from limonade.economy.models import ToldFigure
from limonade.economy.told.targets import Target
from limonade.people.free_text import FreeTextForm

YEARS_AHEAD, YEARS_BACK = 80, 20
ASKED = {
    ToldFigure.AHEAD: ("payer", "reserved", "first_year", "last_year"),
    ToldFigure.IDLE: ("payer",),
    ToldFigure.WORTH: ("payer",),
    ToldFigure.BETTER: (),
}
"""What is asked of each kind beside what is asked of all."""
PAYER_LABELS = {
    ToldFigure.AHEAD: _("Wie betaalt het?"),
    ToldFigure.IDLE: _("Van wie is het?"),
    ToldFigure.WORTH: _("Van wie is het?"),
}
TITLE_HELP = {
    ToldFigure.AHEAD: _("Bijvoorbeeld: het riool in de Bergstraat is aan vervanging toe."),
    ToldFigure.IDLE: _("Bijvoorbeeld: het lokaal van de oude school staat leeg."),
    ToldFigure.WORTH: _("Bijvoorbeeld: de speeltuin, of de kas van de moestuin."),
    ToldFigure.BETTER: _("Bijvoorbeeld: de sportclub kreeg 12.000 euro, geen 40.000."),
}


class TellForm(FreeTextForm):
    title = forms.CharField(label=_("Wat is het?"), max_length=120)
    function = forms.ChoiceField(label=_("Waar hoort het bij?"))
    low = Euros(label=_("Hoeveel euro, minstens?"), required=False, help_text=_("Laat leeg als je het niet weet."))
    high = Euros(label=_("En hoogstens?"), required=False, help_text=_("Laat leeg als het één bedrag is."))
    first_year = forms.IntegerField(label=_("Vanaf welk jaar?"), required=False)
    last_year = forms.IntegerField(label=_("Tot en met welk jaar?"), required=False)
    payer = forms.ChoiceField(choices=ToldFigure.PAYERS, initial="unknown")
    reserved = forms.ChoiceField(
        label=_("Is er al geld voor opzijgezet?"), choices=ToldFigure.RESERVED, initial="unknown"
    )
    evidence = forms.CharField(
        label=_("Hoe weet je dat?"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Een brief, een website, of wat je zelf zag. Noem geen mensen."),
    )
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, kind: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("first_year", "last_year", "payer", "reserved"):
            if name not in ASKED[kind]:
                del self.fields[name]
        self.fields["title"].help_text = TITLE_HELP[kind]
        self.fields["function"].choices = [  # type: ignore[attr-defined]
            (key, text(one)) for key, one in vital_functions().items()
        ]
        if "payer" in self.fields:
            self.fields["payer"].label = PAYER_LABELS[kind]
        this_year = timezone.localdate().year
        for name in {"first_year", "last_year"} & self.fields.keys():
            self.fields[name].min_value = this_year - YEARS_BACK  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not self.errors:
            self._amounts(found)
            self._years(found)
        return found

    def _amounts(self, found: dict[str, Any]) -> None:
        low, high = found.get("low"), found.get("high")
        found["low"], found["high"] = (high if low is None else low), (low if high is None else high)
        if low is not None and high is not None and high < low:
            self.add_error("high", _("Het hoogste bedrag is kleiner dan het laagste."))

    def _years(self, found: dict[str, Any]) -> None:
        first, last = found.get("first_year"), found.get("last_year")
        this_year = timezone.localdate().year
        for name, year in (("first_year", first), ("last_year", last)):
            if year is not None and not this_year - YEARS_BACK <= year <= this_year + YEARS_AHEAD:
                self.add_error(name, _("Schrijf een jaar met vier cijfers, bijvoorbeeld %s.") % (this_year + 5))
        if "first_year" in self.fields:
            found["first_year"] = last if first is None else first
            found["last_year"] = first if last is None else last
        if first is not None and last is not None and last < first:
            self.add_error("last_year", _("Dit jaar ligt voor het eerste jaar."))


HOW_MUCH = {
    ToldFigure.EURO: _("Hoeveel euro is het waarschijnlijk?"),
    ToldFigure.HOUR: _("Hoeveel uur is het waarschijnlijk?"),
    ToldFigure.HOME: _("Hoeveel huizen zijn het waarschijnlijk?"),
    ToldFigure.PERCENT: _("Van elke 100 euro: hoeveel blijft er waarschijnlijk?"),
}
PERCENT = 100


class ChooseForm(forms.Form):
    over = forms.ChoiceField(label=_("Het cijfer"))

    def __init__(self, groups: list[tuple[str, list[Target]]], other: str) -> None:
        super().__init__()
        found = [(group, [(one.key, f"{one.name}: {one.in_words}") for one in some]) for group, some in groups]
        self.fields["over"].choices = [*found, (other, _("Iets anders"))]  # type: ignore[attr-defined]


class BetterForm(FreeTextForm):
    """A figure in the place of one of ours: what it is, of when, and how that is known."""

    middle = Whole(label="")
    low = Whole(label=_("En minstens?"), required=False, help_text=_("Laat leeg als het één getal is."))
    high = Whole(label=_("En hoogstens?"), required=False, help_text=_("Laat leeg als het één getal is."))
    measured_on = forms.DateField(
        label=_("Van welke dag is het?"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("De dag van de telling, de brief of de vragenlijst."),
    )
    asked = forms.IntegerField(
        label=_("Bij hoeveel mensen of zaken is het gevraagd of geteld?"),
        min_value=ToldFigure.FEWEST,
        max_value=10**6,
        error_messages={"min_value": _("Vraag het aan minstens 10. Anders gaat het over een paar mensen.")},
    )
    evidence = forms.CharField(
        label=_("Hoe is het gemeten?"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Wie vroeg of telde het, en waar is dat na te lezen? Iedereen leest dit. Noem geen mensen."),
    )
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, target: Target, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.unit = target.unit
        is_share = self.unit == ToldFigure.PERCENT
        self.fields["middle"].label = HOW_MUCH[self.unit]
        for name in ("low", "high", "asked"):
            self.fields[name].required = is_share
        if is_share:
            self.fields["low"].help_text = self.fields["high"].help_text = ""
            self.fields["asked"].help_text = _("Minstens 10. Van minder zeggen we niets.")
        else:
            self.fields["asked"].help_text = _("Laat leeg als niemand is gevraagd, zoals bij een brief of een meter.")

    def clean_measured_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["measured_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Deze dag moet nog komen."))
        return day

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if self.errors:
            return found
        middle = found["middle"]
        for name in ("low", "high"):
            found[name] = middle if found[name] is None else found[name]
        if not found["low"] <= middle <= found["high"]:
            self.add_error("middle", _("Dit ligt niet tussen het laagste en het hoogste getal."))
        if self.unit == ToldFigure.PERCENT and found["high"] > PERCENT:
            self.add_error("high", _("Van 100 euro blijft hoogstens 100 euro."))
        if self.unit == ToldFigure.HOME and found["low"] < ToldFigure.FEWEST:
            self.add_error("middle", _("Minder dan 10 huizen tonen we niet: dan gaat het over een paar mensen."))
        return found


class EndForm(FreeTextForm):
    why = forms.CharField(
        label=_("Waarom geldt het niet meer?"), max_length=300, help_text=_("Iedereen die hier meedoet, leest dit.")
    )


class ReviewForm(FreeTextForm):
    answer = forms.CharField(
        label=_("Wat zeg je erbij?"),
        max_length=300,
        help_text=_("Waar je het hebt nagekeken, of waarom je het niet overneemt. Iedereen leest dit."),
    )
