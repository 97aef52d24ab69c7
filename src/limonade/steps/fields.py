"""Forms of steps and the fields that they share: euros, hours, days, long texts, people."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from limonade.people.access import Here
from limonade.people.free_text import FreeTextForm
from limonade.people.models import Party
from limonade.scoping.ids import new_id
from limonade.units.typed_amounts import read_amount, read_hours, spelled

MOST_CENTS = 10**11
MOST_HOURS = 10**7
LONGEST_AMOUNT = 20
YEARS_AROUND = 30


class StepForm(FreeTextForm):
    """Carries a key, so that what it makes is made once. Subclasses add fields and may look at `here` and `thing`."""

    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, here: Here, thing: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.here, self.thing = here, thing
        self.fields["key"].initial = f"{new_id():x}"
        self.prepare()

    def prepare(self) -> None:
        """Fill the choices that depend on who asks or on the thing."""

    def told(self) -> dict[str, Any]:
        """What the step gets, of a valid form; without a key a new one."""
        names = [name for name in self.base_fields if name in self.cleaned_data]
        found = {name: self.cleaned_data[name] for name in names}
        found["key"] = found.get("key") or f"{new_id():x}"
        return found


def long_text(label: Any, *, length: int = 600, rows: int = 4, help_text: Any = "", required: bool = True) -> Any:
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class _Typed(forms.Field):
    """An amount as people type it, kept in its smallest part."""

    read: Any
    most: int
    wrong: Any

    def __init__(self, **options: Any) -> None:
        self.least = options.pop("least", 0)
        attrs = {"inputmode": "decimal", "autocomplete": "off", "maxlength": LONGEST_AMOUNT}
        super().__init__(widget=forms.TextInput(attrs=attrs), **options)

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            amount = type(self).read(text, 2) if len(text) <= LONGEST_AMOUNT else self.most + 1
        except ValueError:
            raise forms.ValidationError(self.wrong) from None
        if not self.least <= amount <= self.most:
            raise forms.ValidationError(_("Dit is te weinig of te veel. Kijk het nog eens na."))
        return int(amount)

    def prepare_value(self, value: Any) -> Any:
        return spelled(value, 2) if isinstance(value, int) else value


class EuroField(_Typed):
    """Cents."""

    read = staticmethod(read_amount)
    most = MOST_CENTS
    wrong = _("Schrijf een bedrag in euro's, bijvoorbeeld 12,50 of 1.200.")


class HoursField(_Typed):
    """Hundredths of an hour."""

    read = staticmethod(read_hours)
    most = MOST_HOURS
    wrong = _("Schrijf uren, bijvoorbeeld 2, 1,5 of 1:30.")


class DayField(forms.DateField):
    """`ahead`: not in the past; `behind`: not in the future."""

    def __init__(self, *, ahead: bool = False, behind: bool = False, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)
        self.ahead, self.behind = ahead, behind

    def clean(self, value: Any) -> dt.date | None:
        day: dt.date | None = super().clean(value)
        if day is None:
            return None
        today = timezone.localdate()
        if abs(day.year - today.year) > YEARS_AROUND:
            raise forms.ValidationError(_("Kijk het jaar nog eens na."))
        if self.ahead and day < today:
            raise forms.ValidationError(_("Deze dag is al voorbij. Kies een dag die nog komt."))
        if self.behind and day > today:
            raise forms.ValidationError(_("Deze dag moet nog komen. Kies vandaag of eerder."))
        return day


class PartyField(forms.ModelChoiceField[Party]):
    """Somebody who takes part; the form's `prepare` gives the rows."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Party.objects.none(), **options)


def parties(kind: str = "") -> Any:
    """Who takes part, by name."""
    found = Party.objects.filter(left_at=None)
    return found.filter(kind=kind) if kind else found
