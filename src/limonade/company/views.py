"""Pages of orders and invoices: for the company, the treasurer, and the partner whose order it is."""

import csv
import datetime as dt

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limonade.company import queries
from limonade.company.invoice_steps import INVOICE
from limonade.company.models import Invoice, Order, OrderCost
from limonade.company.steps import COST, NEW, ORDER
from limonade.design.cells import csv_file, safe
from limonade.people.access import Here, resident
from limonade.people.models import Party
from limonade.people.queries import bank_accounts, organisations_of
from limonade.people.roles import May
from limonade.steps.pages import Kind, beginning, taking, ways
from limonade.units.typed_amounts import spelled

PER_PAGE = 25
MOST_IN_FILE = 100_000
CENTS = 2
OF_ORDER = ("neighbourhood", "partner", "administration", "earmark")
KINDS = {
    "opdracht": Kind(Order, ORDER, OF_ORDER),
    "kosten": Kind(OrderCost, COST, ("maker", *(f"order__{name}" for name in OF_ORDER))),
    "factuur": Kind(Invoice, INVOICE, tuple(f"order__{name}" for name in OF_ORDER)),
}


def _sees_all(here: Here) -> bool:
    return here.can(May.RUN_COMPANY) or here.can(May.SEE_TREASURY)


def _check_sees(here: Here, order: Order) -> None:
    """Prices are between the company and its partner."""
    if not _sees_all(here) and (here.helped or not queries.speaks_for(here.me, order.partner)):
        raise PermissionDenied(_("Deze bladzijde is voor het wijkbedrijf, de penningmeester en de opdrachtgever."))


def _own_organisations(here: Here) -> list[Party]:
    """None for who acts for another: prices are not the helper's to see."""
    return [] if here.helped else organisations_of(here.me)


def _day_of(moment: dt.datetime | None) -> dt.date | None:
    return timezone.localdate(moment) if moment else None


@resident()
@require_safe
def orders(request: HttpRequest, here: Here) -> HttpResponse:
    """All of them for the company; a partner sees its own."""
    rows = queries.orders() if _sees_all(here) else queries.orders_of(_own_organisations(here))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "neighbourhood": here.place,
        "here": here,
        "page": page,
        "ways": ways(NEW, here, here.place, "company:new"),
        "section": "orders",
    }
    return render(request, "company/orders.html", context)


@resident()
@require_safe
def order(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    one = get_object_or_404(queries.orders(), pk=pk)
    _check_sees(here, one)
    invoice = queries.invoice_of(one)
    context = {
        "neighbourhood": here.place,
        "here": here,
        "order": one,
        "quoted_on": _day_of(one.quoted_at),
        "jobs": queries.jobs(one),
        "sums": queries.sums(one),
        "sees_costs": _sees_all(here),
        "costs": [
            (cost, ways(COST, here, cost, "company:step", "kosten", cost.pk))
            for cost in one.costs.select_related("maker", "approver")
        ],
        "invoice": invoice,
        "ways": ways(ORDER, here, one, "company:step", "opdracht", pk),
        "section": "orders",
    }
    return render(request, "company/order.html", context)


def _invoices(here: Here) -> QuerySet[Invoice]:
    return queries.invoices(None if _sees_all(here) else _own_organisations(here))


def _asked_for(request: HttpRequest, rows: QuerySet[Invoice]) -> QuerySet[Invoice]:
    text = request.GET.get("zoek", "").replace("\x00", "").strip()
    return queries.matching(queries.in_state(rows, request.GET.get("staat", "")), text)


@resident()
@require_safe
def invoices(request: HttpRequest, here: Here) -> HttpResponse:
    """Who pays us, and for who looks after the money also what we still have to pay."""
    rows = _invoices(here)
    states = [("", _("Alle")), (queries.OPEN, _("Open")), (queries.LATE, _("Te laat")), (queries.PAID, _("Betaald"))]
    to_pay = queries.to_pay() if here.can(May.SEE_TREASURY) else []
    context = {
        "neighbourhood": here.place,
        "here": here,
        "page": Paginator(_asked_for(request, rows), PER_PAGE).get_page(request.GET.get("pagina")),
        "totals": queries.totals(rows),
        "states": states,
        "asked": request.GET,
        "is_asked": any(request.GET.get(name) for name in ("zoek", "staat")),
        "to_pay": to_pay,
        "to_pay_cents": sum(one.cents for one in to_pay),
        "sees_money": here.can(May.SEE_TREASURY),
        "sees_all": _sees_all(here),
        "section": "orders",
    }
    return render(request, "company/invoices.html", context)


@resident()
@require_safe
def invoices_file(request: HttpRequest, here: Here) -> HttpResponse:
    """The same rows as the list."""
    response = csv_file(f"facturen-{here.place.slug}.csv")
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("nummer"), _("opdrachtgever"), _("kenmerk"), _("datum"), _("te betalen uiterlijk"),
                     _("zonder btw"), _("btw"), _("samen"), _("betaald op")])  # fmt: skip
    for one in _asked_for(request, _invoices(here)).select_related("paid_entry")[:MOST_IN_FILE]:
        amounts = [spelled(cents, CENTS) for cents in (one.cents, one.vat_cents, one.total_cents)]
        paid = one.paid_entry.day if one.paid_entry else ""
        writer.writerow([one, safe(one.order.partner.name), safe(one.order.reference), one.day, one.due_on,
                         *amounts, paid])  # fmt: skip
    return response


@resident()
@require_safe
def invoice(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    rows = Invoice.objects.select_related("order__partner", "order__administration", "paid_entry")
    one = get_object_or_404(rows, pk=pk)
    _check_sees(here, one.order)
    context = {
        "neighbourhood": here.place,
        "here": here,
        "invoice": one,
        "accepted_on": _day_of(one.order.accepted_at),
        "done_on": _day_of(one.order.done_at),
        "runs_it": here.can(May.RUN_COMPANY) or here.can(May.KEEP_BOOKS),
        "account": bank_accounts()[0],
        "ways": ways(INVOICE, here, one, "company:step", "factuur", pk),
        "section": "orders",
    }
    return render(request, "company/invoice.html", context)


new = beginning(NEW, {"opdracht": "company:orders"})
step = taking(KINDS)
