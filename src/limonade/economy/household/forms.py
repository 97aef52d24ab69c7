"""Asking for the rounds of a local multiplier."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limonade.economy.household.lm3 import LocalMultiplier, Spent, local_multiplier
from limonade.units.typed_amounts import read_amount

MOST = 10**9
PARTS = ("people", "firms", "others")
EXAMPLE = {
    "income": "100.000",
    "people": "40.000",
    "people_again": 25,
    "firms": "12.000",
    "firms_again": 50,
    "others": "10.000",
    "others_again": 30,
}
"""The worked example of the method."""


class Whole(forms.CharField):
    """A whole number, typed as people do."""

    wrong = _("Schrijf een heel getal, bijvoorbeeld 1.200.")
    too_large = _("Dit getal is te groot. Blijf onder een miljard.")

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        text = (super().to_python(value) or "").strip()
        if not text:
            return None
        try:
            amount = read_amount(text.removesuffix(",00"), 0)
        except ValueError:
            raise forms.ValidationError(self.wrong) from None
        if amount > MOST:
            raise forms.ValidationError(self.too_large)
        return amount


class Euros(Whole):
    wrong = _("Schrijf een bedrag in hele euro's, bijvoorbeeld 12.000.")
    too_large = _("Dit bedrag is te groot. Blijf onder een miljard.")


def _again(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=100, required=False)


class MultiplierForm(forms.Form):
    income = Euros(label=_("Hoeveel komt er binnen in een jaar?"), help_text=_("In hele euro's. Dit is ronde 1."))
    people = Euros(label=_("Daarvan: loon voor mensen van hier"), required=False)
    people_again = _again(_("Welk deel geven zij hier weer uit? In procenten"))
    firms = Euros(label=_("Daarvan: winkels en bedrijven van hier"), required=False)
    firms_again = _again(_("Welk deel geven die hier weer uit? In procenten"))
    others = Euros(label=_("Daarvan: anderen van hier, zoals een club"), required=False)
    others_again = _again(_("Welk deel geven die hier weer uit? In procenten"))

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("income") == 0:
            self.add_error("income", _("Vul in wat er binnenkomt. Zonder geld is er niets te rekenen."))
        elif found.get("income") and sum(one.euros for one in self._spent()) > found["income"]:
            self.add_error(
                "income", _("Hier gaat meer uit dan er binnenkomt. Maak het inkomen groter, of een deel kleiner.")
            )
        return found

    def _spent(self) -> Iterator[Spent]:
        for part in PARTS:
            yield Spent(self.cleaned_data.get(part) or 0, self.cleaned_data.get(f"{part}_again") or 0)

    def multiplier(self) -> LocalMultiplier:
        """Of a valid form."""
        return local_multiplier(self.cleaned_data["income"], list(self._spent()))
