"""Pages of orders and invoices: for the company, the treasurer, and the partner whose order it is."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limonade.company import queries
from limonade.company.models import Invoice, Order, OrderCost
from limonade.company.steps import COST, INVOICE, NEW, ORDER
from limonade.people.access import Here, resident
from limonade.people.queries import bank_accounts, organisations_of
from limonade.people.roles import May
from limonade.steps.pages import Kind, beginning, taking, ways

PER_PAGE = 25
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


@resident()
@require_safe
def orders(request: HttpRequest, here: Here) -> HttpResponse:
    """All of them for the company; a partner sees its own."""
    rows = queries.orders() if _sees_all(here) else queries.orders_of([] if here.helped else organisations_of(here.me))
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


@resident()
@require_safe
def invoice(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    rows = Invoice.objects.select_related("order__partner", "order__administration__party", "paid_entry")
    one = get_object_or_404(rows, pk=pk)
    _check_sees(here, one.order)
    context = {
        "neighbourhood": here.place,
        "here": here,
        "invoice": one,
        "own": one.order.books.party,
        "account": bank_accounts()[0],
        "ways": ways(INVOICE, here, one, "company:step", "factuur", pk),
        "section": "orders",
    }
    return render(request, "company/invoice.html", context)


new = beginning(NEW, {"opdracht": "company:orders"})
step = taking(KINDS)
