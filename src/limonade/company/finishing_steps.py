"""The end of an order: reported done, looked at by the client, or stopped."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from limonade.company import queries
from limonade.company.models import Order
from limonade.company.rules import check_accepted, check_partner, check_runs, moved, price_of
from limonade.people.access import Here
from limonade.people.roles import May
from limonade.steps.fields import StepForm, long_text
from limonade.steps.made import done_by
from limonade.steps.step import Refused, Step, Steps


class DoneForm(StepForm):
    def prepare(self) -> None:
        found = queries.jobs_with_state(self.thing)
        count = sum(not state.is_done for _job, state in found)
        running = ngettext("Er loopt nog %(count)s klus.", "Er lopen nog %(count)s klussen.", count) % {"count": count}
        self.note = "" if found and not count else running if found else _("Er is nog geen klus bij deze opdracht.")


def _report_done(here: Here, order: Order, **_told: Any) -> None:
    moved(here, order, "done")


def _may_judge(here: Here, order: Order) -> None:
    check_partner(here, order)
    if not order.done_at or order.approved_at:
        raise Refused(_("Er is niets dat wacht op jullie goedkeuring."))


class ApproveForm(StepForm):
    def prepare(self) -> None:
        self.note = _("De prijs is %(price)s. Dat komt op de factuur.") % {"price": price_of(self.thing)}


def _approve(here: Here, order: Order, **_told: Any) -> None:
    moved(here, order, "approved")


class ReturnForm(StepForm):
    why = long_text(gettext_lazy("Wat is er nog niet goed?"), length=300)


def _return(here: Here, order: Order, why: str, **_told: Any) -> None:
    waiting = Order.objects.filter(pk=order.pk, stopped_at=None, done_at__isnull=False, approved_at=None)
    if not waiting.update(done_at=None, done_by=None, returned_why=why, **done_by(here, "returned")):
        raise Refused(_("Iemand anders was je net voor. Kijk nog eens."))


class StopForm(StepForm):
    why = long_text(gettext_lazy("Waarom stopt het?"), length=300)

    def prepare(self) -> None:
        told = _(
            "De prijs was %(price)s. Stoppen regelt niet wat er betaald wordt voor wat al gedaan is. "
            "Spreek dat samen af."
        )
        self.note = told % {"price": price_of(self.thing)} if self.thing.accepted_at else ""


def _may_stop(here: Here, order: Order) -> None:
    check_runs(order)
    if order.done_at:
        raise Refused(_("De opdracht is al klaar gemeld."))
    if not here.can(May.RUN_COMPANY):
        check_partner(here, order)


def _stop(here: Here, order: Order, why: str, **_told: Any) -> None:
    moved(here, order, "stopped", stopped_why=why)


FINISHING: Steps = {
    "klaar": Step(
        "company.work_done", gettext_lazy("Meld dat het klaar is"), gettext_lazy("meldde een opdracht klaar"),
        _report_done,
        "flag", DoneForm, check=check_accepted, may=May.RUN_COMPANY, strong=True,
        lead=gettext_lazy("De opdrachtgever kijkt daarna of het goed is."), done=gettext_lazy("Klaar gemeld."),
    ),
    "keur-goed": Step(
        "company.work_approved", gettext_lazy("Het werk is goed"), gettext_lazy("keurde het werk goed"), _approve,
        "circle-check", ApproveForm, check=_may_judge, strong=True, in_person=True, look="primary",
        lead=gettext_lazy("Daarna stuurt het wijkbedrijf de factuur."), done=gettext_lazy("Dank je. De factuur volgt."),
    ),
    "nog-niet-goed": Step(
        "company.work_returned", gettext_lazy("Nog niet goed"), gettext_lazy("vond het werk nog niet goed"), _return,
        "undo-2", ReturnForm, check=_may_judge, strong=True, in_person=True,
        lead=gettext_lazy("Het wijkbedrijf leest wat er nog moet gebeuren, en gaat verder. Er komt nog geen factuur."),
        button=gettext_lazy("Geef het door"), done=gettext_lazy("Doorgegeven. Het wijkbedrijf gaat verder."),
    ),
}  # fmt: skip
STOPPING: Steps = {
    "stop": Step(
        "company.order_stopped", gettext_lazy("Stop de opdracht"), gettext_lazy("stopte een opdracht"), _stop,
        "octagon-pause",
        StopForm, check=_may_stop, strong=True, look="subtle", done=gettext_lazy("Gestopt."),
    ),
}  # fmt: skip
