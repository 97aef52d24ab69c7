"""Whose order it is, and how far it must be."""

from typing import Any

from django.utils.translation import gettext as _

from limonade.company import queries
from limonade.company.models import Order
from limonade.ledger.templatetags.ledger import amount
from limonade.people.access import Here
from limonade.steps.made import done_by
from limonade.steps.step import NotYours, Refused


def price_of(order: Order) -> str:
    """In words, with its VAT in it."""
    told = _("%(amount)s, met btw") if order.vat_permille else _("%(amount)s, zonder btw (vrijgesteld)")
    return told % {"amount": amount(order.total_cents, "EUR")}


def moved(here: Here, order: Order, name: str, **more: Any) -> None:
    """Once; raises Refused when somebody else did it just now."""
    waiting = Order.objects.filter(pk=order.pk, **{"stopped_at": None, f"{name}_at": None})
    if not waiting.update(**done_by(here, name), **more):
        raise Refused(_("Iemand anders was je net voor. Kijk nog eens."))


def check_runs(order: Order) -> None:
    if order.stopped_at:
        raise Refused(_("Deze opdracht is gestopt."))


def check_partner(here: Here, order: Order) -> None:
    check_runs(order)
    if not queries.speaks_for(here.me, order.partner):
        raise NotYours(_("Dit doet iemand van %(name)s.") % {"name": order.partner.name})


def check_accepted(here: Here, order: Order) -> None:
    check_runs(order)
    if not order.accepted_at:
        raise Refused(_("De opdrachtgever zei nog geen ja tegen de offerte."))
    if order.done_at:
        raise Refused(_("De opdracht is al klaar gemeld."))
