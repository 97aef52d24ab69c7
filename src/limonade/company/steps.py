"""A partner's order step by step: asked, quoted, accepted, done, approved, invoiced, paid."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.company.finishing_steps import FINISHING, STOPPING
from limonade.company.invoice_steps import INVOICE, InvoiceForm, account_in, send_invoice
from limonade.company.models import Order, OrderCost, OrderJob
from limonade.company.rules import check_accepted, check_partner, check_runs, moved, price_of
from limonade.design.templatetags.design import day
from limonade.ledger import desk
from limonade.ledger.actions import Line, post
from limonade.ledger.chart import BANK, MATERIALS
from limonade.ledger.errors import LedgerError
from limonade.ledger.models import Administration, Earmark
from limonade.ledger.setting_up import make_earmark
from limonade.ledger.templatetags.ledger import amount
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.access import Here
from limonade.people.models import Party
from limonade.people.queries import organisations_of
from limonade.people.roles import May
from limonade.people.rules import check_not_own
from limonade.steps.fields import DayField, EuroField, HoursField, PartyField, StepForm, long_text, parties
from limonade.steps.made import done_by, make
from limonade.steps.step import NotYours, Refused, Step, Steps
from limonade.work.job_steps import JobForm, new_job

QUOTE_HOLDS = dt.timedelta(days=30)
VAT_RATES = ((0, gettext_lazy("Geen btw: vrijgesteld (KOR)")), (90, gettext_lazy("9%")), (210, gettext_lazy("21%")))


REFERENCE_TOLD = gettext_lazy("Jullie eigen ordernummer of kenmerk. Het staat straks op de factuur.")


def reference_field() -> Any:
    return forms.CharField(
        label=gettext_lazy("Jullie ordernummer"), max_length=60, required=False, help_text=REFERENCE_TOLD
    )


class OrderForm(StepForm):
    partner = PartyField(label=gettext_lazy("Voor welke organisatie?"), empty_label=None)
    title = forms.CharField(label=gettext_lazy("Wat moet er gebeuren?"), max_length=120)
    text = long_text(gettext_lazy("Waar, wanneer, en wanneer is het goed?"), length=1000)
    reference = reference_field()

    def prepare(self) -> None:
        own = [one.pk for one in organisations_of(self.here.me)]
        rows = parties(Party.ORGANISATION)
        self.fields["partner"].queryset = rows if self.here.can(May.RUN_COMPANY) else rows.filter(pk__in=own)  # type: ignore[attr-defined]


def _may_order(here: Here, place: Neighbourhood) -> None:
    if not here.can(May.RUN_COMPANY) and not organisations_of(here.me):
        raise NotYours(
            _("Een opdracht komt van een partner. Werk je voor een organisatie? Vraag het bestuur om die rol.")
        )


def place_order(here: Here, place: Neighbourhood, **told: Any) -> Order:
    return make(Order, here, **told)


def _not_quoted(here: Here, order: Order) -> None:
    check_runs(order)
    if order.accepted_at:
        raise Refused(_("De offerte is al aanvaard."))


class QuoteForm(StepForm):
    """Begins with the last quote, for who makes it better."""

    hours = HoursField(label=gettext_lazy("Hoeveel uur denken we nodig te hebben?"), least=1)
    materials_cents = EuroField(label=gettext_lazy("Hoeveel euro aan materiaal?"), required=False)
    cents = EuroField(label=gettext_lazy("Welke prijs vragen we, zonder btw?"), least=1)
    vat_permille = forms.TypedChoiceField(label=gettext_lazy("Btw"), choices=VAT_RATES, coerce=int, initial=0)
    administration = forms.ModelChoiceField(
        label=gettext_lazy("In welke boeken?"), queryset=Administration.objects.none(), empty_label=None
    )
    quote_until = DayField(
        label=gettext_lazy("Tot en met welke dag geldt de offerte?"), ahead=True,
        initial=lambda: timezone.localdate() + QUOTE_HOLDS,
    )  # fmt: skip
    quote_text = long_text(
        gettext_lazy("Wat moet de opdrachtgever erbij weten?"), required=False,
        help_text=gettext_lazy("Bijvoorbeeld: wat er wel en niet in de prijs zit."),
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["administration"].queryset = Administration.objects.order_by("pk")  # type: ignore[attr-defined]
        if self.thing.quoted_at:
            names = ("hours", "materials_cents", "cents", "vat_permille", "administration", "quote_text")
            self.initial = {name: getattr(self.thing, name) for name in names}
            if self.thing.quote_until and self.thing.quote_until >= timezone.localdate():
                self.initial["quote_until"] = self.thing.quote_until
            told = _("Er staat al een offerte van %(amount)s zonder btw. Wat je nu stuurt, komt daarvoor in de plaats.")
            self.note = told % {"amount": amount(self.thing.cents, "EUR")}

    def told(self) -> dict[str, Any]:
        found = super().told()
        return {**found, "materials_cents": found.get("materials_cents") or 0}


def quote(here: Here, order: Order, key: str, administration: Administration, **told: Any) -> None:
    """Again and again until it is accepted."""
    told |= {"administration": administration, **done_by(here, "quoted")}
    if not Order.objects.filter(pk=order.pk, accepted_at=None, stopped_at=None).update(**told):
        raise Refused(_("De offerte is net aanvaard, of de opdracht is gestopt."))


def _purpose_of(here: Here, order: Order) -> Earmark:
    """Its purpose in the books, from the first to the last cent; an offer that nobody accepted has none."""
    name = _("Opdracht: %(title)s") % {"title": order.title[:60]}
    before = Earmark.objects.filter(administration=order.books, name__startswith=name).count()
    return make_earmark(
        order.books, name=f"{name} ({before + 1})" if before else name, by=here.actor,
        giver_id=order.partner_id, conditions=_("Wat deze opdracht opbrengt en kost."),
    )  # fmt: skip


def _may_accept(here: Here, order: Order) -> None:
    check_partner(here, order)
    if not order.quoted_at or order.accepted_at:
        raise Refused(_("Er is geen offerte die op antwoord wacht."))
    if order.quote_is_over:
        told = _("Deze offerte gold tot en met %(day)s. Vraag het wijkbedrijf om een nieuwe offerte.")
        raise Refused(told % {"day": day(order.quote_until)})
    if order.quoted_by_id == here.actor.user_id:
        raise Refused(_("Je maakte deze offerte zelf. Iemand anders van de opdrachtgever zegt ja."))


class ReferenceForm(StepForm):
    reference = reference_field()

    def prepare(self) -> None:
        self.fields["reference"].initial = self.thing.reference


class AcceptForm(ReferenceForm):
    def prepare(self) -> None:
        super().prepare()
        order = self.thing
        told = _("De prijs is %(price)s. Het is een vaste prijs voor het hele werk, te betalen binnen 30 dagen.")
        self.note = told % {"price": price_of(order)}


def _accept(here: Here, order: Order, reference: str = "", **_told: Any) -> None:
    moved(here, order, "accepted", earmark=_purpose_of(here, order), reference=reference)


def _may_refer(here: Here, order: Order) -> None:
    if not here.can(May.RUN_COMPANY):
        check_partner(here, order)
    if not order.accepted_at:
        raise Refused(_("De opdrachtgever zei nog geen ja tegen de offerte."))
    if order.invoices.exists():
        raise Refused(_("De factuur is al gestuurd."))


def _refer(here: Here, order: Order, reference: str, **_told: Any) -> None:
    if not Order.objects.filter(pk=order.pk, invoices=None).update(reference=reference):
        raise Refused(_("De factuur is net gestuurd."))


class OrderJobForm(JobForm):
    administration = None  # type: ignore[assignment]  # those of the order
    earmark = None  # type: ignore[assignment]

    def prepare(self) -> None:
        """Nothing depends on who asks."""


def add_job(here: Here, order: Order, *, key: str, **told: Any) -> None:
    job = new_job(
        here, here.place, key=key, administration=order.administration, earmark=order.earmark, is_capped=False, **told
    )
    make(OrderJob, here, key=key, order=order, job=job)


class CostForm(StepForm):
    what = forms.CharField(label=gettext_lazy("Wat is er gekocht?"), max_length=120)
    cents = EuroField(label=gettext_lazy("Wat kostte het, met btw?"), least=1)
    document = forms.CharField(label=gettext_lazy("Welke bon hoort erbij?"), max_length=80)
    day = DayField(label=gettext_lazy("Welke dag?"), behind=True, initial=timezone.localdate)


def _may_spend(here: Here, order: Order) -> None:
    check_runs(order)
    if not order.accepted_at:
        raise Refused(_("De opdrachtgever zei nog geen ja tegen de offerte."))
    if order.invoices.exists():
        raise Refused(_("De factuur is al gestuurd."))


def add_cost(here: Here, order: Order, **told: Any) -> None:
    make(OrderCost, here, order=order, **told)


def check_approves_cost(here: Here, cost: OrderCost) -> None:
    if not (here.can(May.RUN_COMPANY) or here.can(May.KEEP_BOOKS)):
        raise NotYours(_("Kosten worden nagekeken door het wijkbedrijf of de penningmeester."))
    check_not_own(here.actor, cost.maker)
    if here.actor.user_id == cost.made_by_id:
        raise Refused(_("Je schreef dit zelf op. Vraag iemand anders."))
    if cost.approved_at:
        raise Refused(_("Dit is al goedgekeurd."))


def approve_cost(here: Here, cost: OrderCost, **_told: Any) -> None:
    waiting = OrderCost.objects.filter(pk=cost.pk, approved_at=None)
    if not waiting.update(approver=here.me, **done_by(here, "approved")):
        raise Refused(_("Dit is net al goedgekeurd."))
    order = cost.order
    books = order.books
    line = Line(
        account_in(books, BANK, here), desk.account_for(books, MATERIALS, by=here.actor), cost.cents, order.earmark
    )
    text = _("%(title)s: %(what)s") % {"title": order.title[:80], "what": cost.what}
    entry = post(books, key=f"materiaal-{cost.pk}", day=cost.day, transfers=[line], text=text, by=here.actor,
                 document=cost.document)  # fmt: skip
    OrderCost.objects.filter(pk=cost.pk).update(entry=entry)


def _may_invoice(here: Here, order: Order) -> None:
    check_runs(order)
    if not order.approved_at:
        raise Refused(_("De opdrachtgever moet het werk eerst goedkeuren."))
    if order.invoices.exists():
        raise Refused(_("De factuur is er al."))
    if order.costs.filter(approved_at=None).exists():
        raise Refused(_("Er is nog materiaal dat niemand nakeek."))


NEW: Steps = {
    "opdracht": Step(
        "company.order_placed", gettext_lazy("Vraag een offerte"), gettext_lazy("vroeg een offerte"), place_order,
        "clipboard-list", OrderForm, check=_may_order, in_person=True, look="primary",
        lead=gettext_lazy("Het wijkbedrijf maakt een offerte. Je zit nergens aan vast."),
        done=gettext_lazy("Je vraag staat er. Het wijkbedrijf maakt een offerte."),
    ),
}  # fmt: skip
ORDER: Steps = {
    "offerte": Step(
        "company.quoted", gettext_lazy("Maak een offerte"), gettext_lazy("maakte een offerte"), quote, "file-pen-line",
        QuoteForm, check=_not_quoted, may=May.RUN_COMPANY, strong=True, look="primary",
        done=gettext_lazy("De offerte staat er. Hieronder lees je haar zoals de opdrachtgever haar leest."),
        refusals=(LedgerError,),
    ),
    "aanvaard": Step(
        "company.quote_accepted", gettext_lazy("Aanvaard de offerte"), gettext_lazy("aanvaardde een offerte"), _accept,
        "handshake", AcceptForm, refusals=(LedgerError,), check=_may_accept, strong=True, in_person=True,
        look="primary",
        lead=gettext_lazy("Hiermee geeft jouw organisatie de opdracht voor deze prijs."),
        done=gettext_lazy("Aanvaard. Het werk kan beginnen."),
    ),
    "kenmerk": Step(
        "company.reference_changed", gettext_lazy("Verander het ordernummer"),
        gettext_lazy("veranderde het ordernummer van een opdracht"), _refer, "pencil", ReferenceForm,
        check=_may_refer, in_person=True, look="subtle", done=gettext_lazy("Opgeschreven."),
    ),
    "klus": Step(
        "company.job_added", gettext_lazy("Maak er een klus van"), gettext_lazy("maakte een klus van een opdracht"),
        add_job,
        "hammer", OrderJobForm, check=check_accepted, may=May.RUN_COMPANY, strong=True,
        done=gettext_lazy("De klus staat klaar."),
    ),
    "materiaal": Step(
        "company.cost_added", gettext_lazy("Schrijf materiaal op"), gettext_lazy("schreef materiaal op"), add_cost,
        "receipt-euro",
        CostForm, check=_may_spend, may=May.RUN_COMPANY, strong=True,
        done=gettext_lazy("Opgeschreven. Een ander keurt het goed, en dan staat het in de boeken."),
    ),
    **FINISHING,
    "factuur": Step(
        "company.invoiced", gettext_lazy("Maak de factuur"), gettext_lazy("stuurde een factuur"), send_invoice,
        "file-text",
        InvoiceForm, check=_may_invoice, may=May.RUN_COMPANY, strong=True, look="primary",
        done=gettext_lazy("De factuur staat klaar en is geboekt."), refusals=(LedgerError,),
    ),
    **STOPPING,
}  # fmt: skip
COST: Steps = {
    "keur-goed": Step(
        "company.cost_approved", gettext_lazy("Keur goed"), gettext_lazy("keurde materiaal goed"), approve_cost,
        "circle-check",
        check=check_approves_cost, strong=True, in_person=True, look="primary",
        done=gettext_lazy("Goedgekeurd en geboekt."),
        refusals=(LedgerError,),
    ),
}  # fmt: skip
ALL = (NEW, ORDER, COST, INVOICE)
