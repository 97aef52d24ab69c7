"""What orders ask of the company, the partner and the treasurer."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from limonade.company.models import Invoice, Order, OrderCost
from limonade.notices.asked import Asked
from limonade.people.queries import organisations_of
from limonade.people.roles import May
from limonade.people.rules import Standing

MOST = 3


def from_company(standing: Standing) -> Iterator[Asked]:
    slug = standing.party.neighbourhood.slug
    if May.RUN_COMPANY in standing.may:
        yield from _company(standing, slug)
    if "partner" in standing.roles:
        yield from _partner(standing, slug)
    if {May.RUN_COMPANY, May.KEEP_BOOKS} & standing.may:
        waiting = OrderCost.objects.filter(approved_at=None).exclude(
            Q(maker=standing.party) | Q(made_by=standing.party.user_id)
        )
        for cost in waiting[:MOST]:
            where = reverse("company:order", args=[slug, cost.order_id])
            yield Asked(_("Keur materiaal goed"), cost.what, where, "receipt-euro")
    if May.KEEP_BOOKS in standing.may:
        for invoice in Invoice.objects.filter(paid_at=None).select_related("order__partner")[:MOST]:
            where = reverse("company:invoice", args=[slug, invoice.pk])
            told = _("Aan %(name)s, %(title)s.") % {"name": invoice.order.partner.name, "title": invoice.order.title}
            yield Asked(_("Kijk of een factuur is betaald"), told, where, "landmark", due=invoice.due_on)


def _company(standing: Standing, slug: str) -> Iterator[Asked]:
    running = Order.objects.filter(stopped_at=None).select_related("partner")
    for words, icon, rows in (
        (_("Maak een offerte"), "file-pen-line", running.filter(quoted_at=None)),
        (
            _("Maak klussen van een opdracht"),
            "hammer",
            running.filter(accepted_at__isnull=False, done_at=None, order_jobs=None),
        ),
        (_("Maak de factuur"), "file-text", running.filter(approved_at__isnull=False, invoices=None)),
    ):
        for order in rows[:MOST]:
            where = reverse("company:order", args=[slug, order.pk])
            yield Asked(words, f"{order.title}, {order.partner.name}", where, icon)


def _partner(standing: Standing, slug: str) -> Iterator[Asked]:
    own = Order.objects.filter(stopped_at=None, partner__in=organisations_of(standing.party))
    for words, icon, rows in (
        (_("Bekijk de offerte"), "handshake", own.filter(quoted_at__isnull=False, accepted_at=None)),
        (_("Kijk of het werk goed is"), "circle-check", own.filter(done_at__isnull=False, approved_at=None)),
    ):
        for order in rows[:MOST]:
            yield Asked(words, order.title, reverse("company:order", args=[slug, order.pk]), icon)
