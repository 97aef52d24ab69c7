"""Reads about orders and invoices, within the scope of the neighbourhood."""

from dataclasses import dataclass

from django.db.models import F, QuerySet, Sum

from limonade.company.models import Invoice, Order, OrderCost
from limonade.ledger.chart import EURO
from limonade.ledger.totals import earmark_lines
from limonade.people.models import Party
from limonade.people.queries import organisations_of
from limonade.work.models import HoursEntry, Job


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
