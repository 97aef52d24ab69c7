"""Forms with free text: a kind word when somebody types what looks like a BSN."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limonade.people.official_numbers import looks_like_bsn

SURE = "geen_bsn"


def in_one_line(text: str) -> str:
    """Without new lines, which in a mail would begin another line of its head or of our words."""
    return " ".join(text.split())


class FreeTextForm(forms.Form):
    """Asks before it takes nine digits that pass the 11-test. `official_fields` may hold such numbers.

    A field of one line gives one line, whatever was sent.
    """

    official_fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.error_messages["required"] = _("Vul dit nog in.")
        if self.is_bound and SURE in self.data:
            self._ask()

    def _ask(self) -> None:
        self.fields[SURE] = forms.BooleanField(label=_("Nee, dit is geen burgerservicenummer"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, value in cleaned.items():
            if isinstance(value, str) and isinstance(self.fields[name].widget, forms.TextInput):
                cleaned[name] = in_one_line(value)
        if cleaned.get(SURE):
            return cleaned
        for name, value in list(cleaned.items()):
            if name not in self.official_fields and isinstance(value, str) and looks_like_bsn(value):
                self.add_error(
                    name,
                    _(
                        "Dit lijkt op een burgerservicenummer. Dat bewaren we nooit, dus haal het hier weg. "
                        "Is het iets anders? Zet dan onderaan een vinkje."
                    ),
                )
                self._ask()
        return cleaned
