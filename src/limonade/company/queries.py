"""Reads about orders and invoices, within the scope of the neighbourhood."""

import re
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Sum
from django.utils import timezone

from limonade.company.models import Invoice, Order, OrderCost
from limonade.governance.models import Expense
from limonade.governance.queries import waits_for_payment
from limonade.ledger.chart import EURO
from limonade.ledger.totals import earmark_lines
from limonade.people.models import Party
from limonade.people.queries import organisations_of
from limonade.work.models import HoursEntry, Job
from limonade.work.queries import JobState, state_of


def orders() -> QuerySet[Order]:
    """What is still running first."""
    rows = Order.objects.select_related("partner", "maker", "administration", "earmark")
    return rows.order_by(F("stopped_at").desc(nulls_first=True), F("approved_at").desc(nulls_first=True), "-made_at")


def orders_of(parties: list[Party]) -> QuerySet[Order]:
    return orders().filter(partner__in=parties)


def speaks_for(party: Party, organisation: Party) -> bool:
    return any(one.pk == organisation.pk for one in organisations_of(party))


def jobs(order: Order) -> list[Job]:
    return [one.job for one in order.order_jobs.select_related("job").order_by("job__day")]


def jobs_with_state(order: Order) -> list[tuple[Job, JobState]]:
    rows = Job.objects.filter(pk__in=order.order_jobs.values("job"))
    return [(one, state_of(one)) for one in rows.prefetch_related("matches__maker", "matches__hours_entries")]


@dataclass(frozen=True)
class OrderSums:
    """In cents, as booked; hours in hundredths by form, as approved."""

    invoiced: int
    spent: int
    waiting: int
    """Of material that nobody approved yet."""
    hours: tuple[tuple[str, int], ...]

    @property
    def margin(self) -> int:
        return self.invoiced - self.spent

    @property
    def hours_total(self) -> int:
        return sum(hours for _form, hours in self.hours)


def sums(order: Order) -> OrderSums:
    lines = earmark_lines(order.administration) if order.administration else []
    booked = [line for line in lines if line.earmark.pk == order.earmark_id and line.unit == EURO]
    rows = HoursEntry.objects.filter(match__job__in=jobs(order), approved_at__isnull=False)
    by_form = rows.order_by("form").values_list("form").annotate(total=Sum("hours"))
    waiting = OrderCost.objects.filter(order=order, approved_at=None).aggregate(all=Sum("cents", default=0))
    return OrderSums(
        sum(line.came for line in booked), sum(line.spent for line in booked), waiting["all"], tuple(by_form)
    )


def invoice_of(order: Order) -> Invoice | None:
    return order.invoices.first()


OPEN, LATE, PAID = "open", "te-laat", "betaald"
NUMBER = re.compile(r"(?:([12][0-9]{3})-)?([0-9]{1,9})")


def invoices(parties: list[Party] | None = None) -> QuerySet[Invoice]:
    """What is not paid first, and then the newest; all of them, or those to these parties."""
    rows = Invoice.objects.select_related("order__partner")
    found = rows if parties is None else rows.filter(order__partner__in=parties)
    return found.order_by(F("paid_at").desc(nulls_first=True), "-number")


def in_state(rows: QuerySet[Invoice], state: str) -> QuerySet[Invoice]:
    """An unknown state leaves nothing out."""
    today = timezone.localdate()
    states = {OPEN: Q(paid_at=None), LATE: Q(paid_at=None, due_on__lt=today), PAID: Q(paid_at__isnull=False)}
    return rows.filter(states.get(state, Q()))


def matching(rows: QuerySet[Invoice], text: str) -> QuerySet[Invoice]:
    """By number, as `2026-0012` or `12`, by what the client is called, or by its reference."""
    if not text:
        return rows
    found = Q(order__partner__name__icontains=text) | Q(order__reference__icontains=text)
    if number := NUMBER.fullmatch(text):
        year = Q(day__year=int(number[1])) if number[1] else Q()
        found |= Q(number=int(number[2])) & year
    return rows.filter(found)


@dataclass(frozen=True)
class InvoiceTotals:
    """In cents, VAT included. What is late is open too."""

    open: int
    late: int


def totals(rows: QuerySet[Invoice]) -> InvoiceTotals:
    whole = F("cents") + F("vat_cents")
    today = timezone.localdate()
    unpaid = rows.order_by().filter(paid_at=None)
    found = unpaid.aggregate(open=Sum(whole, default=0), late=Sum(whole, filter=Q(due_on__lt=today), default=0))
    return InvoiceTotals(found["open"], found["late"])


def to_pay() -> list[Expense]:
    """What two people approved and nobody paid yet, the longest waiting first."""
    rows = Expense.objects.filter(waits_for_payment()).select_related("budget")
    return list(rows.order_by("approved_at"))
