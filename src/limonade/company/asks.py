"""What orders ask of the company, the partner and the treasurer."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from limonade.company.models import Invoice, Order, OrderCost, OrderJob
from limonade.notices.asked import Asked
from limonade.people.queries import organisations_of
from limonade.people.roles import May
from limonade.people.rules import Standing

MOST = 3


def from_company(standing: Standing) -> Iterator[Asked]:
    """Nothing for most; at most four queries."""
    runs = May.RUN_COMPANY in standing.may
    if runs or standing.is_partner:
        yield from _orders(standing)
    if runs or May.KEEP_BOOKS in standing.may:
        yield from _materials(standing)
    if May.KEEP_BOOKS in standing.may:
        yield from _invoices(standing)


def _orders(standing: Standing) -> Iterator[Asked]:
    """What the next step of an order asks: of the company, or of the partner whose order it is."""
    own = {one.pk for one in organisations_of(standing.party)} if standing.is_partner else set()
    runs = May.RUN_COMPANY in standing.may
    running = Order.objects.filter(stopped_at=None) if runs else Order.objects.filter(stopped_at=None, partner__in=own)
    invoiced = Exists(Invoice.objects.filter(order=OuterRef("pk")))
    with_jobs = Exists(OrderJob.objects.filter(order=OuterRef("pk")))
    rows = running.filter(~invoiced).annotate(has_jobs=with_jobs).select_related("partner").order_by("made_at")
    for order in rows[: 4 * MOST]:
        found = _next(order, is_company=runs, is_partner=order.partner_id in own)
        if found:
            where = reverse("company:order", args=[standing.party.neighbourhood.slug, order.pk])
            why = f"{order.title}, {order.partner.name}"
            yield Asked(found[0], f"{why}: {order.returned_why}" if order.is_returned else why, where, found[1])


def _next(order: Any, *, is_company: bool, is_partner: bool) -> tuple[str, str] | None:
    return (_of_company(order) if is_company else None) or (_of_partner(order) if is_partner else None)


def _of_company(order: Any) -> tuple[str, str] | None:
    if order.quote_is_over:
        return _("Maak een nieuwe offerte"), "file-pen-line"
    if order.quoted_at is None:
        return _("Maak een offerte"), "file-pen-line"
    if order.is_returned:
        return _("De opdrachtgever vindt het nog niet goed"), "undo-2"
    if order.accepted_at and order.done_at is None and not order.has_jobs:
        return _("Maak klussen van een opdracht"), "hammer"
    return (_("Maak de factuur"), "file-text") if order.approved_at else None


def _of_partner(order: Any) -> tuple[str, str] | None:
    if order.quoted_at and order.accepted_at is None and not order.quote_is_over:
        return _("Bekijk de offerte"), "handshake"
    return (_("Kijk of het werk goed is"), "circle-check") if order.done_at and order.approved_at is None else None


def _materials(standing: Standing) -> Iterator[Asked]:
    mine = Q(maker=standing.party) | Q(made_by=standing.party.user_id)
    for cost in OrderCost.objects.filter(approved_at=None).exclude(mine)[:MOST]:
        where = reverse("company:order", args=[standing.party.neighbourhood.slug, cost.order_id])
        yield Asked(_("Keur materiaal goed"), cost.what, where, "receipt-euro")


def _invoices(standing: Standing) -> Iterator[Asked]:
    for invoice in Invoice.objects.filter(paid_at=None).select_related("order__partner")[:MOST]:
        where = reverse("company:invoice", args=[standing.party.neighbourhood.slug, invoice.pk])
        told = _("Aan %(name)s, %(title)s.") % {"name": invoice.order.partner.name, "title": invoice.order.title}
        yield Asked(_("Kijk of een factuur is betaald"), told, where, "landmark", due=invoice.due_on)
