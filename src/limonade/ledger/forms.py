"""Forms of the treasurer. Accounts are typed: a number, or a part of a name that only one of them has."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.ledger.actions import Booking, Line
from limonade.ledger.amounts import MOST
from limonade.ledger.chart import BANK, EURO, HOUR, HOURS_WORKED
from limonade.ledger.models import DOCUMENT_LENGTH, TEXT_LENGTH, Account, Administration, Earmark, Unit
from limonade.ledger.queries import find_accounts
from limonade.people.free_text import FreeTextForm
from limonade.units.typed_amounts import read_amount, read_hours

NAMES_IN_A_QUESTION = 4
MOST_LINES = 20
HASH_LENGTH = 64


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AmountField(forms.CharField):
    """Text until the unit is known; see `read_amount`."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(max_length=24, widget=forms.TextInput(attrs=attrs), **options)


class AccountField(forms.CharField):
    def __init__(self, **options: Any) -> None:
        attrs = {"list": "rekeningen", "autocomplete": "off"}
        super().__init__(max_length=120, widget=forms.TextInput(attrs=attrs), **options)


def find_account(administration: Administration, text: str, way: "Way | None" = None) -> Account:
    """Of people only, in the unit of the way, when there is one. Raises ValidationError that says which it could be."""

    def fitting(wish: str) -> QuerySet[Account]:
        found = find_accounts(administration, wish)
        return found.filter(party__isnull=False, unit_id=way.unit) if way else found

    number = text.split(" ", maxsplit=1)[0]
    found = fitting(number).filter(number=number).first()
    if found:
        return found
    rows = list(fitting(text)[: NAMES_IN_A_QUESTION + 1])
    named = [one for one in fitting(text).filter(name__iexact=text)[:2] if not one.party_id]
    for certain in (rows, named):
        if len(certain) == 1:
            return certain[0]
    if not rows and way:
        raise forms.ValidationError(_("%(name)s heeft hiervoor nog geen rekening. Open er eerst een.") % {"name": text})
    if not rows:
        raise forms.ValidationError(_("Deze rekening is er niet. Kies er een uit de lijst, of open eerst een nieuwe."))
    names = ", ".join(str(one) for one in rows[:NAMES_IN_A_QUESTION])
    raise forms.ValidationError(_("Welke bedoel je: %(names)s? Typ het nummer.") % {"names": names})


@dataclass(frozen=True)
class Way:
    """A booking that people ask for in other words than from and to."""

    title: Any
    lead: Any
    source: Any
    target: Any
    amount: Any
    unit: str
    number: str = ""
    """Of the account at the other side than the person's."""
    person: str = "source"
    """At which side the person is."""

    @property
    def other(self) -> str:
        return "target" if self.person == "source" else "source"


WAYS = {
    "uren": Way(
        gettext_lazy("Geef iemand uren"),
        gettext_lazy("Wie iets deed voor de wijk, krijgt er uren bij. De wijk is die uren dan schuldig."),
        gettext_lazy("Wie krijgt de uren?"),
        gettext_lazy("Waar horen ze bij?"),
        gettext_lazy("Hoeveel uur?"),
        HOUR,
        HOURS_WORKED,
    ),
    "voorschot": Way(
        gettext_lazy("Iemand schoot iets voor"),
        gettext_lazy("Wie iets betaalde voor de wijk, krijgt tegoed erbij. Later betaal je het terug."),
        gettext_lazy("Wie betaalde het?"),
        gettext_lazy("Welke kosten zijn het?"),
        gettext_lazy("Bedrag"),
        EURO,
    ),
    "terugbetalen": Way(
        gettext_lazy("Betaal iemand terug"),
        gettext_lazy("Je hebt iemand betaald van wie nog tegoed openstaat. Dat tegoed gaat eraf."),
        gettext_lazy("Waarvan betaalde je?"),
        gettext_lazy("Wie kreeg het geld?"),
        gettext_lazy("Bedrag"),
        EURO,
        BANK,
        "target",
    ),
}


class LineForm(FreeTextForm):
    """One transfer: an amount from one account to another."""

    official_fields = ("source", "target", "amount")

    source = AccountField(label=gettext_lazy("Van"), help_text=gettext_lazy("Typ een nummer of een deel van de naam."))
    target = AccountField(label=gettext_lazy("Naar"), help_text=gettext_lazy("Typ een nummer of een deel van de naam."))
    amount = AmountField(label=gettext_lazy("Bedrag"))
    earmark = forms.ModelChoiceField(
        Earmark.objects.none(),
        label=gettext_lazy("Geld met een bestemming"),
        required=False,
        empty_label=gettext_lazy("Gewoon geld"),
    )

    def __init__(self, *args: Any, administration: Administration, way: "Way | None" = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.administration, self.way = administration, way
        if way:
            self.fields["source"].label, self.fields["target"].label = way.source, way.target
            self.fields["amount"].label = way.amount
            self.fields[way.other].initial = way.number
        field: Any = self.fields["earmark"]
        field.queryset = Earmark.objects.filter(administration=administration).order_by("name")
        if (way and way.unit == HOUR) or not field.queryset:
            del self.fields["earmark"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("source", "target"):
            if cleaned.get(name):
                try:
                    way = self.way if self.way and self.way.person == name else None
                    cleaned[name] = find_account(self.administration, cleaned[name], way)
                except forms.ValidationError as problem:
                    self.add_error(name, problem)
        source, target = cleaned.get("source"), cleaned.get("target")
        if isinstance(source, Account) and isinstance(target, Account):
            self._clean_both(cleaned, source, target)
        return cleaned

    def _clean_both(self, cleaned: dict[str, Any], source: Account, target: Account) -> None:
        if source.pk == target.pk:
            self.add_error("target", _("Van en naar zijn dezelfde rekening. Kies een andere."))
        elif source.unit_id != target.unit_id:
            units = {"one": source.unit.name, "other": target.unit.name}
            self.add_error(
                "target", _("De ene rekening telt in %(one)s, de andere in %(other)s. Kies er twee gelijke.") % units
            )
        if cleaned.get("amount"):
            cleaned["amount"] = self._amount(cleaned["amount"], Unit.objects.get(pk=source.unit_id))

    def _amount(self, text: str, unit: Unit) -> int | None:
        try:
            amount = read_hours(text, unit.scale) if unit.kind == Unit.HOURS else read_amount(text, unit.scale)
        except ValueError:
            hours, money = _("Typ uren zoals 1,5 of 1:30."), _("Typ een bedrag zoals 12,50.")
            self.add_error("amount", hours if unit.kind == Unit.HOURS else money)
            return None
        if not 0 < amount <= MOST:
            self.add_error("amount", _("Typ een bedrag groter dan nul. Andersom boeken? Wissel van en naar."))
        return amount

    @property
    def line(self) -> Line:
        told = self.cleaned_data
        return Line(told["source"], told["target"], told["amount"], told.get("earmark"))


class BookingForm(FreeTextForm):
    day = forms.DateField(label=gettext_lazy("Dag"), widget=DayInput())
    text = forms.CharField(
        label=gettext_lazy("Waar is het voor?"),
        max_length=TEXT_LENGTH,
        help_text=gettext_lazy("In één zin. Noem liever geen namen van mensen."),
    )
    document = forms.CharField(
        label=gettext_lazy("Nummer van de bon of factuur"), max_length=DOCUMENT_LENGTH, required=False
    )
    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    official_fields = ("document", "key")

    def booking(self, lines: list[Line]) -> Booking:
        told = self.cleaned_data
        return Booking(f"hand-{told['key']}", told["day"], lines, told["text"], told["document"])


class LineFormSet(forms.BaseFormSet[LineForm]):
    """At least one line, at most `MOST_LINES`; an empty line after the first is passed over."""

    @property
    def lines(self) -> list[Line]:
        return [form.line for form in self.forms if form.has_changed()]


def line_forms(
    administration: Administration, data: Any = None, *, initial: Any = None, way: Way | None = None
) -> LineFormSet:
    made: Any = forms.formset_factory(
        LineForm, LineFormSet, extra=0 if initial else 1, max_num=MOST_LINES, absolute_max=MOST_LINES,
        validate_max=True,
    )  # fmt: skip
    options = {"administration": administration, "way": way}
    formset: LineFormSet = made(data, prefix="regel", initial=initial, form_kwargs=options)
    for at, form in enumerate(formset.forms):
        form.empty_permitted = at > 0
    return formset


class ReversalForm(FreeTextForm):
    day = forms.DateField(
        label=gettext_lazy("Dag"),
        widget=DayInput(),
        help_text=gettext_lazy("De terugdraaiing telt op deze dag. De eerste boeking blijft staan."),
    )
    why = forms.CharField(label=gettext_lazy("Waarom draai je dit terug?"), max_length=TEXT_LENGTH)


class OpenBooksForm(FreeTextForm):
    name = forms.CharField(
        label=gettext_lazy("Van wie zijn deze boeken?"),
        max_length=80,
        help_text=gettext_lazy("Bijvoorbeeld: Stichting Paasberg, of de buurtkas."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Rechtsvorm"), choices=Administration.KINDS)
    year = forms.IntegerField(
        label=gettext_lazy("Vanaf welk jaar?"), min_value=2000, max_value=2100,
        help_text=gettext_lazy("Het eerste boekjaar, van 1 januari tot en met 31 december."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["year"].initial = timezone.localdate().year


class PeriodForm(FreeTextForm):
    first_day = forms.DateField(label=gettext_lazy("Eerste dag"), widget=DayInput())
    last_day = forms.DateField(label=gettext_lazy("Laatste dag"), widget=DayInput())


class AccountForm(FreeTextForm):
    """What may change of an account; `account` is none for a new one."""

    name = forms.CharField(label=gettext_lazy("Naam"), max_length=80)
    rgs = forms.RegexField(
        r"^[BW]([A-Z][a-z0-9]{2}){1,4}$",
        label=gettext_lazy("RGS-code"),
        max_length=13,
        required=False,
        help_text=gettext_lazy("Voor de accountant, uit het Referentie Grootboekschema. Voorbeeld: BLimBanRba."),
        error_messages={"invalid": gettext_lazy("Een RGS-code is B of W met groepjes van drie tekens.")},
    )
    floor = AmountField(
        label=gettext_lazy("Nooit lager dan"), required=False, help_text=gettext_lazy("Leeg: geen grens.")
    )
    ceiling = AmountField(
        label=gettext_lazy("Nooit hoger dan"), required=False, help_text=gettext_lazy("Leeg: geen grens.")
    )

    def __init__(self, *args: Any, account: Account | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.account = account

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        scale = self.scale(cleaned)
        for name in ("floor", "ceiling"):
            cleaned[name] = self._limit(name, cleaned.get(name) or "", scale)
        if cleaned["floor"] is not None and cleaned["ceiling"] is not None and cleaned["floor"] > cleaned["ceiling"]:
            self.add_error("ceiling", _("Deze grens is lager dan de andere."))
        return cleaned

    def _limit(self, name: str, text: str, scale: int) -> int | None:
        if not text:
            return None
        sign = -1 if text.startswith("-") else 1
        try:
            return sign * read_amount(text.lstrip("-"), scale)
        except ValueError:
            self.add_error(name, _("Typ een bedrag zoals 12,50."))
            return None

    def scale(self, cleaned: dict[str, Any]) -> int:
        return self.account.unit.scale if self.account else 0


class NewAccountForm(AccountForm):
    number = forms.RegexField(
        r"^[0-9A-Za-z.\-]{1,20}$",
        label=gettext_lazy("Nummer"),
        max_length=20,
        help_text=gettext_lazy("In je rekeningschema. Voorbeeld: 45130."),
        error_messages={"invalid": gettext_lazy("Gebruik alleen cijfers, letters, punten en streepjes.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Soort"), choices=Account.KINDS)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("Eenheid"), empty_label=None)
    field_order = ("number", "name", "kind", "unit", "rgs", "floor", "ceiling")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.order_by("code")
        field.label_from_instance = lambda unit: f"{unit.name} ({unit.code})"

    def scale(self, cleaned: dict[str, Any]) -> int:
        return cleaned["unit"].scale if cleaned.get("unit") else 0


class EarmarkForm(FreeTextForm):
    name = forms.CharField(
        label=gettext_lazy("Naam"), max_length=80, help_text=gettext_lazy("Voorbeeld: subsidie buurttuin 2026.")
    )
    conditions = forms.CharField(
        label=gettext_lazy("Waarvoor is dit geld?"), max_length=400, required=False,
        help_text=gettext_lazy("Wat de gever vraagt. Iedereen die de boeken ziet, leest dit."),
    )  # fmt: skip


class TemplateForm(FreeTextForm):
    name = forms.CharField(
        label=gettext_lazy("Naam van het sjabloon"), max_length=60, help_text=gettext_lazy("Voorbeeld: huur per maand.")
    )


class OverspendForm(forms.Form):
    toch = forms.BooleanField(
        label=gettext_lazy("Ja, ik wil meer besteden dan er van deze bestemming over is"),
        error_messages={"required": gettext_lazy("Zet een vinkje als je dat wilt. Anders: “Verander iets”.")},
    )


class EndPeriodForm(forms.Form):
    sure = forms.BooleanField(
        label=gettext_lazy("Ja, ik heb dit nagekeken. Ik weet dat sluiten voor altijd is."),
        error_messages={"required": gettext_lazy("Zet een vinkje als je het hebt nagekeken.")},
    )


class AnchorForm(FreeTextForm):
    number = forms.IntegerField(label=gettext_lazy("Nummer van de boeking"), min_value=0, max_value=2**53)
    hash = forms.RegexField(
        r"^[0-9a-fA-F\s]{1,120}$",
        label=gettext_lazy("Controlegetal"),
        help_text=gettext_lazy("De 64 tekens van je papier of mail. Spaties mogen."),
        error_messages={"invalid": gettext_lazy("Een controlegetal heeft 64 tekens: cijfers en a tot en met f.")},
    )
    official_fields = ("number", "hash")

    def clean_hash(self) -> str:
        found = "".join(self.cleaned_data["hash"].split()).lower()
        if len(found) != HASH_LENGTH:
            says = _("Een controlegetal heeft 64 tekens. Je typte er %(count)s. Kijk of er een mist of dubbel is.")
            raise forms.ValidationError(says % {"count": len(found)})
        return found
