"""What somebody types into the letter to the municipality."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limonade.design.paper import unprintable
from limonade.economy.reports.letter import Sender
from limonade.people.free_text import FreeTextForm

FIELDS = ("addressee", "name", "role", "own")


class LetterForm(FreeTextForm):
    addressee = forms.CharField(
        label=_("Aan wie bij de gemeente?"),
        max_length=100,
        help_text=_("Bijvoorbeeld: wethouder Jansen. Of: gemeenteraad van Arnhem."),
    )
    name = forms.CharField(label=_("Jouw naam"), max_length=80)
    role = forms.CharField(
        label=_("Wat ben je in de wijk?"),
        max_length=80,
        required=False,
        help_text=_("Bijvoorbeeld: bewoner, of voorzitter van de bewonersvereniging."),
    )
    own = forms.CharField(
        label=_("Wil je er zelf iets bij schrijven?"),
        max_length=1200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        for name in FIELDS:
            if sign := unprintable(str(found.get(name, ""))):
                self.add_error(name, _("Dit teken kan niet op papier: %(sign)s. Haal het weg.") % {"sign": sign})
        return found

    def sender(self) -> Sender:
        """Of a valid form; before that nobody."""
        if not self.is_bound or not self.is_valid():
            return Sender()
        return Sender(**{name: self.cleaned_data[name] for name in FIELDS})
