"""Writing down the own household."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.design.templatetags.design import text
from limonade.economy.budget.planner import CENTS, Written, usual
from limonade.economy.budget.sharing import Idea, ideas
from limonade.economy.household.catalogue import SpendingItem, SpendingKind, spending_items
from limonade.economy.models import HouseholdBudget
from limonade.units.typed_amounts import read_amount, spelled

MOST_PEOPLE = 30
MOST_A_MONTH = 100_000
RHYTHMS = {
    "fixed": (gettext_lazy("Wat elke maand terugkomt"), gettext_lazy("In hele euro's per maand.")),
    "daily": (
        gettext_lazy("Boodschappen en andere dagelijkse dingen"),
        gettext_lazy("In hele euro's per maand. Weet je het per week? Reken keer 4,3."),
    ),
    "reserve": (
        gettext_lazy("Wat je nu en dan uitgeeft"),
        gettext_lazy("In hele euro's per maand. Weet je het per jaar? Deel door twaalf."),
    ),
}
SOMEBODY_ALONE = Written(1, 0, None, {}, {}, {})
ONLY_PAID = (SpendingKind.PREMIUM, SpendingKind.LEVY)
"""What nobody can make, share or swap."""


class Row(NamedTuple):
    """One kind of spending on the form."""

    item: SpendingItem
    usual: int | None
    """Euros a month of households like this one; None as long as we do not know what it is like."""
    euros: BoundField
    ways: BoundField | None


class EurosAMonth(forms.CharField):
    """Whole euros; cents are rounded, for people type what their bank says."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        typed = (super().to_python(value) or "").strip()
        try:
            euros = (read_amount(typed, 2) + CENTS // 2) // CENTS if typed else None
        except ValueError:
            raise forms.ValidationError(_("Schrijf een bedrag, bijvoorbeeld 210 of 210,50.")) from None
        if euros is not None and euros > MOST_A_MONTH:
            raise forms.ValidationError(_("Dit is erg veel voor een maand. Klopt het?"))
        return euros


class BudgetForm(forms.Form):
    adults = forms.IntegerField(label=gettext_lazy("Hoeveel volwassenen?"), min_value=1, max_value=MOST_PEOPLE)
    children = forms.IntegerField(label=gettext_lazy("Hoeveel kinderen?"), min_value=0, max_value=MOST_PEOPLE)
    hour_pay = forms.CharField(
        label=gettext_lazy("Wat hou je over van een uur betaald werk?"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        help_text=gettext_lazy("In euro's. Zonder getal rekenen we met het minimumloon."),
    )
    is_counted = forms.BooleanField(
        label=gettext_lazy("Tel ons mee in de sommen van de wijk"),
        required=False,
        help_text=gettext_lazy(
            "Alleen wat je zelf maakt, deelt of ruilt. Pas als minstens tien huishoudens hetzelfde doen, en in "
            "tientallen. Bedragen tellen nooit mee."
        ),
    )

    def __init__(self, *args: Any, like: Written | None, **options: Any) -> None:
        """`like`: the household whose usual spending is shown."""
        super().__init__(*args, **options)
        self.like = like
        for item in spending_items():
            self.fields[f"euros-{item.key}"] = EurosAMonth(label=text(item), required=False)
            if item.kind in ONLY_PAID:
                continue
            self.fields[f"ways-{item.key}"] = forms.MultipleChoiceField(
                label=text(item), choices=HouseholdBudget.WAYS, required=False, widget=forms.CheckboxSelectMultiple
            )
        for idea in ideas().values():
            self.fields[f"sharing-{idea.key}"] = _asked(idea)

    @classmethod
    def filled(cls, like: Written | None, *, is_counted: bool) -> "BudgetForm":
        """With what was written down, if anything was."""
        written = like or SOMEBODY_ALONE
        pay = spelled(written.hour_pay, 2) if written.hour_pay else ""
        told: dict[str, Any] = {"adults": written.adults, "children": written.children, "hour_pay": pay}
        told["is_counted"] = is_counted
        told |= {f"euros-{key}": euros for key, euros in written.euros.items()}
        told |= {f"ways-{key}": ways for key, ways in written.ways.items()}
        told |= {f"sharing-{key}": count for key, count in written.sharing.items()}
        return cls(initial=told, like=like)

    def clean_hour_pay(self) -> int | None:
        typed = self.cleaned_data["hour_pay"].strip()
        if not typed:
            return None
        try:
            cents = read_amount(typed, 2)
        except ValueError:
            cents = 0
        if not CENTS <= cents < 1_000 * CENTS:
            raise forms.ValidationError(_("Schrijf een bedrag zoals 14,50."))
        return cents

    @property
    def groups(self) -> Iterator[tuple[Any, Any, list[Row]]]:
        """(name, how to fill it in, rows), by how often it is paid."""
        for rhythm, (name, how) in RHYTHMS.items():
            yield name, how, [self._row(one) for one in spending_items() if one.rhythm == rhythm]

    def _row(self, item: SpendingItem) -> Row:
        ways = None if item.kind in ONLY_PAID else self[f"ways-{item.key}"]
        common = usual(item, self.like) if self.like else None
        return Row(item, common, self[f"euros-{item.key}"], ways)

    @property
    def asked(self) -> Iterator[tuple[Idea, BoundField]]:
        for key, idea in ideas().items():
            yield idea, self[f"sharing-{key}"]

    @property
    def written(self) -> Written:
        """Of a valid form; what was left empty is not there."""
        told = self.cleaned_data
        euros = {one.key: told[f"euros-{one.key}"] for one in spending_items()}
        ways = {one.key: tuple(told.get(f"ways-{one.key}", ())) for one in spending_items()}
        sharing = {key: int(told[f"sharing-{key}"] or 0) for key in ideas()}
        return Written(
            told["adults"],
            told["children"],
            told["hour_pay"],
            {key: amount for key, amount in euros.items() if amount is not None},
            {key: chosen for key, chosen in ways.items() if chosen},
            {key: count for key, count in sharing.items() if count},
        )


def _asked(idea: Idea) -> forms.Field:
    question = text(idea, "question")
    if idea.is_percent:
        return forms.BooleanField(label=question, required=False)
    return forms.IntegerField(label=question, min_value=0, max_value=idea.most, required=False)
