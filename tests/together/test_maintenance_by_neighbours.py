"""Story 4 in small: an order of EUR 4,800, 120 hours by five residents in three forms, materials, a margin."""

import datetime as dt

from limonade.company import steps as company
from limonade.company.invoice_steps import INVOICE
from limonade.company.models import Invoice, Order, OrderCost
from limonade.company.queries import sums
from limonade.ledger.models import Account, Entry
from limonade.ledger.queries import trial_balance
from limonade.ledger.selfcheck import check
from limonade.ledger.setting_up import close_period
from limonade.work.hours_steps import HOURS_ENTRY, MATCH_HOURS, verdict_of
from limonade.work.job_steps import JOB, MATCH
from limonade.work.models import HoursEntry, Job, Match
from tests.together.stage import Street

PRICE = 480_000
RATE = 1_600
# Who, in which form, and how many hours: 120 together.
DONE = (("Farah", "paid", 4_000), ("Coby", "paid", 3_000), ("Ines", "hours", 2_500), ("Vera", "hours", 1_500),
        ("Karim", "gift", 1_000))  # fmt: skip


def an_accepted_order(street: Street) -> Order:
    linde = street.party("Woningcorporatie De Linde")
    order: Order = street.take(
        "Wim", company.NEW, "opdracht", partner=linde, title="Tien portieken", text="Schilderen."
    )
    told = {
        "hours": 12_000,
        "materials_cents": 60_000,
        "cents": PRICE,
        "vat_permille": 0,
        "administration": street.books,
    }
    street.take("Bram", company.ORDER, "offerte", order, **told)
    accepted: Order = street.take("Wim", company.ORDER, "aanvaard", order)
    return accepted


def works(street: Street, order: Order, name: str, form: str, hours: int) -> None:
    street.take(
        "Bram", company.ORDER, "klus", order, title=f"Portiek van {name}", text="", skill="paint", day=street.today,
        part="morning", where="", hours=hours, places=1, forms_=[form], rate_cents=RATE, is_first_come=False,
    )  # fmt: skip
    with street.inside():
        job = Job.objects.get(title=f"Portiek van {name}")
    street.take(name, JOB, "ik-wil", job, form=form)
    with street.inside():
        match = Match.objects.select_related("job").get(job=job)
    street.take("Bram", MATCH, "akkoord", match)
    with street.inside():
        cents = verdict_of(match, street.party(name), hours=hours, form=form, day=street.today).cents
    street.take(name, MATCH_HOURS, "uren", match, hours=hours, day=street.today, form=form, cents=cents)
    with street.inside():
        row = HoursEntry.objects.get(match=match)
    street.take("Bram", HOURS_ENTRY, "keur-goed", row)


def test_an_order_of_4800_euros_by_five_residents(street: Street) -> None:
    """Wage 70 h x 16.00 = 1,120.00; paint 600.00; invoice 4,800.00; left for the company 3,080.00."""
    order = an_accepted_order(street)
    for name, form, hours in DONE:
        works(street, order, name, form, hours)
    street.take(
        "Bram", company.ORDER, "materiaal", order, what="Verf", cents=60_000, document="bon 9", day=street.today
    )
    with street.inside():
        cost = OrderCost.objects.get()
    street.take("Tom", company.COST, "keur-goed", cost)
    street.take("Bram", company.ORDER, "klaar", order)
    street.take("Wim", company.ORDER, "keur-goed", order)
    invoice: Invoice = street.take("Bram", company.ORDER, "factuur", order, day=street.today)
    street.take("Tom", INVOICE, "betaald", invoice, day=street.today)
    with street.inside():
        found = sums(Order.objects.get(pk=order.pk))
        assert (found.invoiced, found.spent, found.margin) == (PRICE, 112_000 + 60_000, 308_000)
        assert dict(found.hours) == {"gift": 1_000, "hours": 4_000, "paid": 7_000}
        assert found.hours_total == 12_000
        owned = {(one.party.name, one.unit_id): one.own_balance for one in Account.objects.filter(party__isnull=False)}
        assert owned == {
            ("Farah", "EUR"): 64_000, ("Coby", "EUR"): 48_000, ("Ines", "UUR"): 2_500, ("Vera", "UUR"): 1_500,
        }  # fmt: skip
        assert Account.objects.get(number="13011").balance == 0  # the invoice is paid
        assert Account.objects.get(number="10201").balance == PRICE - 60_000
        assert str(invoice) == f"{street.today:%Y}-0001"
        the_books_close(street)
    assert check() == []


def the_books_close(street: Street) -> None:
    by = street.here("Tom").actor
    total = trial_balance(street.books)
    assert total
    last = street.books.periods.get(first_day=dt.date(street.today.year, 1, 1))
    close_period(last, by=by)
    assert Entry.objects.filter(administration=street.books).count() > 0
