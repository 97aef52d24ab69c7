"""An invoice step by step: made and booked, completed with what was missing, and paid."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.company.models import Invoice, Order
from limonade.ledger import desk
from limonade.ledger.actions import Line, post
from limonade.ledger.chart import BANK, DEBTORS, SALES, STANDARD, VAT
from limonade.ledger.errors import LedgerError
from limonade.ledger.models import Account, Administration
from limonade.people.access import Here
from limonade.people.official_numbers import is_kvk, is_vat_number
from limonade.people.roles import May
from limonade.steps.fields import DayField, StepForm
from limonade.steps.made import done_by, make
from limonade.steps.step import NotYours, Refused, Step, Steps

PAY_WITHIN = dt.timedelta(days=30)
CHART = {line.number: line for line in STANDARD}
WHOLE_ADDRESS = gettext_lazy("Straat en huisnummer, postcode en plaats.")


def account_in(books: Administration, number: str, here: Here) -> Account:
    return desk.account_for(books, CHART[number], by=here.actor)


def _details_before(order: Order) -> dict[str, str]:
    """As on the last invoice from these books and to this client; without one, what we know of the client."""
    newest = Invoice.objects.order_by("-number")
    ours = newest.filter(order__administration=order.administration).values(*Invoice.OWN).first() or {}
    theirs = newest.filter(order__partner=order.partner).values("client_address", "client_kvk").first()
    return {**ours, **(theirs or {"client_address": order.partner.address, "client_kvk": order.partner.kvk})}


def _kvk(text: str) -> str:
    plain = "".join(text.split())
    if plain and not is_kvk(plain):
        raise forms.ValidationError(_("Dit is geen KvK-nummer. Dat heeft acht cijfers, bijvoorbeeld 12345678."))
    return plain


class DetailsForm(StepForm):
    """Who sends it and to whom it goes, as the tax law asks of an invoice."""

    official_fields = ("own_kvk", "own_vat_number", "client_kvk")

    own_address = forms.CharField(label=gettext_lazy("Ons adres"), max_length=120, help_text=WHOLE_ADDRESS)
    own_kvk = forms.CharField(label=gettext_lazy("Ons KvK-nummer"), max_length=12, required=False)
    own_vat_number = forms.CharField(
        label=gettext_lazy("Ons btw-nummer"), max_length=20, help_text=gettext_lazy("Bijvoorbeeld: NL123456782B90.")
    )
    client_address = forms.CharField(
        label=gettext_lazy("Adres van de opdrachtgever"), max_length=120, required=False, help_text=WHOLE_ADDRESS
    )
    client_kvk = forms.CharField(label=gettext_lazy("KvK-nummer van de opdrachtgever"), max_length=12, required=False)

    def prepare(self) -> None:
        for name in set(Invoice.DETAILS) - set(self.thing.missing):
            del self.fields[name]

    def clean_own_kvk(self) -> str:
        return _kvk(self.cleaned_data["own_kvk"])

    def clean_client_kvk(self) -> str:
        return _kvk(self.cleaned_data["client_kvk"])

    def clean_own_vat_number(self) -> str:
        plain = "".join(self.cleaned_data["own_vat_number"].replace(".", "").split()).upper()
        if not is_vat_number(plain):
            raise forms.ValidationError(
                _("Dit btw-nummer klopt niet. Het begint met NL en eindigt op B met twee cijfers.")
            )
        return plain


class InvoiceForm(DetailsForm):
    day = DayField(label=gettext_lazy("Datum van de factuur"), behind=True, initial=timezone.localdate)

    field_order = ("day",)

    def prepare(self) -> None:
        if not self.thing.vat_cents:
            del self.fields["own_vat_number"]
        for name, text in _details_before(self.thing).items():
            if name in self.fields:
                self.fields[name].initial = text


def send_invoice(here: Here, order: Order, *, key: str, day: dt.date, **details: str) -> Invoice:
    """Numbered on from the last one; the unique number refuses two at once."""
    books = order.books
    number = (Invoice.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    debtors = desk.account_for(books, DEBTORS, by=here.actor)
    lines = [Line(account_in(books, SALES, here), debtors, order.cents, order.earmark)]
    if order.vat_cents:
        lines.append(Line(desk.account_for(books, VAT, by=here.actor), debtors, order.vat_cents))
    text = _("Factuur aan %(name)s: %(title)s") % {"name": order.partner.name, "title": order.title}
    entry = post(books, key=f"factuur-{order.pk}", day=day, transfers=lines, text=text[:200], by=here.actor,
                 document=f"{day:%Y}-{number:04d}")  # fmt: skip
    return make(
        Invoice, here, key=key, order=order, number=number, day=day, due_on=day + PAY_WITHIN, cents=order.cents,
        vat_cents=order.vat_cents, entry=entry, **details,
    )  # fmt: skip


def _may_complete(here: Here, invoice: Invoice) -> None:
    if not (here.can(May.RUN_COMPANY) or here.can(May.KEEP_BOOKS)):
        raise NotYours(_("Dit doet het wijkbedrijf of de penningmeester."))
    if not invoice.missing:
        raise Refused(_("Er ontbreekt niets op deze factuur."))


def complete(here: Here, invoice: Invoice, *, key: str, **told: str) -> None:
    """Only what was not on it yet."""
    new = {name: text for name, text in told.items() if text}
    if new and not Invoice.objects.filter(pk=invoice.pk, **dict.fromkeys(new, "")).update(**new):
        raise Refused(_("Iemand anders vulde de factuur net aan. Kijk nog eens."))


class PaidForm(StepForm):
    day = DayField(label=gettext_lazy("Welke dag kwam het geld binnen?"), behind=True, initial=timezone.localdate)


def _not_paid(here: Here, invoice: Invoice) -> None:
    if invoice.paid_at:
        raise Refused(_("Deze factuur is al betaald."))


def receive_payment(here: Here, invoice: Invoice, *, day: dt.date, **_told: Any) -> None:
    books = invoice.order.books
    line = Line(desk.account_for(books, DEBTORS, by=here.actor), account_in(books, BANK, here), invoice.total_cents)
    text = _("Betaling van factuur %(number)s") % {"number": invoice}
    entry = post(books, key=f"betaald-{invoice.pk}", day=day, transfers=[line], text=text, by=here.actor,
                 document=str(invoice))  # fmt: skip
    if not Invoice.objects.filter(pk=invoice.pk, paid_at=None).update(paid_entry=entry, **done_by(here, "paid")):
        raise Refused(_("Deze factuur is net al betaald gemeld."))


INVOICE: Steps = {
    "vul-aan": Step(
        "company.invoice_completed", gettext_lazy("Vul aan wat op de factuur ontbreekt"),
        gettext_lazy("vulde een factuur aan"), complete, "pencil", DetailsForm, check=_may_complete, strong=True,
        done=gettext_lazy("Aangevuld. De volgende factuur neemt het over."),
    ),
    "betaald": Step(
        "company.invoice_paid", gettext_lazy("De factuur is betaald"),
        gettext_lazy("boekte de betaling van een factuur"),
        receive_payment, "landmark", PaidForm, check=_not_paid, may=May.KEEP_BOOKS, strong=True, look="primary",
        done=gettext_lazy("De betaling staat in de boeken."), refusals=(LedgerError,),
    ),
}  # fmt: skip
