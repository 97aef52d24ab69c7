"""Invoices: who sees which, what is on them, and what is still to come and to go."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from limonade.company import queries
from limonade.company import steps as company
from limonade.company.invoice_steps import INVOICE, DetailsForm, InvoiceForm
from limonade.company.models import Invoice, Order
from limonade.ledger.templatetags.ledger import unit_of
from limonade.people.models import Party
from limonade.steps.step import NotYours, Refused
from tests.cast import Cast, sign_in
from tests.together.stage import Street

PRICE = 100_000
DETAILS = {"own_address": "Plein 1, 6800 AA Arnhem", "own_kvk": "12345678"}
LIST = reverse("company:invoices", args=["paasberg"])


def an_approved_order(street: Street, who: str = "Wim", *, vat: int = 0, reference: str = "") -> Order:
    names = {"Wim": "Woningcorporatie De Linde", "Corrie": "Gemeente Arnhem"}
    partner = street.party(names[who])
    order: Order = street.take(who, company.NEW, "opdracht", partner=partner, title="Heg", text="Knippen.")
    told = {"hours": 800, "materials_cents": 0, "cents": PRICE, "vat_permille": vat, "administration": street.books}
    street.take("Bram", company.ORDER, "offerte", order, **told)
    street.take(who, company.ORDER, "aanvaard", order, reference=reference)
    street.take("Bram", company.ORDER, "klaar", order)
    approved: Order = street.take(who, company.ORDER, "keur-goed", order)
    return approved


def an_invoice(street: Street, who: str = "Wim", *, days_ago: int = 0, **more: Any) -> Invoice:
    day = street.today - dt.timedelta(days=days_ago)
    order = an_approved_order(street, who, **more)
    made: Invoice = street.take("Bram", company.ORDER, "factuur", order, day=day, **DETAILS)
    return made


def seen_by(street: Street, name: str, asked: str = "", address: str = LIST) -> str:
    client = Client()
    sign_in(client, street.cast.user(name))
    return client.get(f"{address}{asked}").content.decode()


def test_there_are_no_invoices_before_any_books_are_open(cast: Cast, client: Client) -> None:
    """Euros are spoken of in a neighbourhood that just began."""
    unit_of.cache_clear()
    sign_in(client, cast.user("Bram"))
    assert "€\xa00,00" in client.get(LIST).content.decode()


def test_a_partner_sees_its_own_invoices_and_the_treasurer_all(street: Street) -> None:
    """One of 1,000.00 to De Linde, one of 1,000.00 to Arnhem."""
    of_wim, of_corrie = an_invoice(street), an_invoice(street, "Corrie")
    assert (str(of_wim) in (told := seen_by(street, "Wim")), str(of_corrie) in told) == (True, False)
    assert "1.000,00" in told
    for name in ("Tom", "Bram"):
        told = seen_by(street, name)
        assert str(of_wim) in told
        assert str(of_corrie) in told
        assert "2.000,00" in told
    told = seen_by(street, "Farah")
    assert str(of_wim) not in told
    assert "1.000,00" not in told


def test_the_file_holds_the_same_rows_as_the_list(street: Street) -> None:
    of_wim, of_corrie = an_invoice(street, reference="=1+1"), an_invoice(street, "Corrie")
    told = seen_by(street, "Wim", address=reverse("company:invoices_file", args=["paasberg"]))
    assert str(of_wim) in told
    assert "'=1+1" in told
    assert "1000,00" in told
    assert str(of_corrie) not in told


def test_an_invoice_is_late_the_day_after_its_last_day(street: Street) -> None:
    """Due in 30 days: of three times 1,000.00 one is due today, one is late and one is paid."""
    today, late, paid = (
        an_invoice(street, days_ago=30),
        an_invoice(street, days_ago=31),
        an_invoice(street, days_ago=40),
    )
    street.take("Tom", INVOICE, "betaald", paid, day=street.today)
    with street.inside():
        rows = queries.invoices()
        assert queries.totals(rows) == queries.InvoiceTotals(open=2 * PRICE, late=PRICE)
        assert list(queries.in_state(rows, queries.LATE)) == [late]
        assert set(queries.in_state(rows, queries.OPEN)) == {today, late}
        assert list(queries.in_state(rows, queries.PAID)) == [paid]
        assert list(rows)[-1] == paid


@pytest.mark.parametrize(
    ("text", "count"), [("linde", 1), ("2", 1), ("A-77", 1), ("1999-0001", 0), ("0000-1", 0), ("x", 0)]
)
def test_an_invoice_is_found_by_number_client_or_reference(street: Street, text: str, count: int) -> None:
    an_invoice(street, reference="A-77")
    an_invoice(street, "Corrie")
    with street.inside():
        assert queries.matching(queries.invoices(), text).count() == count


def test_the_clients_reference_is_kept_and_stays_as_it_is_once_invoiced(street: Street) -> None:
    order = an_approved_order(street, reference="A-12")
    assert order.reference == "A-12"
    changed = street.take("Wim", company.ORDER, "kenmerk", order, reference="B-7")
    assert changed.reference == "B-7"
    with pytest.raises(NotYours):
        street.take("Corrie", company.ORDER, "kenmerk", order, reference="C-1")
    invoice = street.take("Bram", company.ORDER, "factuur", order, day=street.today, **DETAILS)
    with pytest.raises(Refused):
        street.take("Wim", company.ORDER, "kenmerk", order, reference="D-2")
    assert "B-7" in seen_by(street, "Wim", address=invoice.get_absolute_url())


def test_an_invoice_says_what_a_bookkeeper_asks(street: Street) -> None:
    """1,000.00 and 21% is 1,210.00."""
    invoice = an_invoice(street, vat=210)
    told = seen_by(street, "Wim", address=invoice.get_absolute_url())
    assert all(words in told for words in ("Plein 1", "12345678", "21%", "210,00", "1.210,00", "Woningcorporatie"))
    assert "kleineondernemersregeling" not in told
    assert "btw-nummer ontbreekt" not in told
    assert "btw-nummer ontbreekt" in seen_by(street, "Bram", address=invoice.get_absolute_url())
    street.take("Tom", INVOICE, "vul-aan", invoice, own_vat_number="NL123456782B90")
    told = seen_by(street, "Bram", address=invoice.get_absolute_url())
    assert "NL123456782B90" in told
    assert "btw-nummer ontbreekt" not in told


def test_what_is_on_an_invoice_is_not_written_over(street: Street) -> None:
    invoice = an_invoice(street)
    with pytest.raises(Refused):
        street.take("Tom", INVOICE, "vul-aan", invoice, own_address="Elders 9")
    with pytest.raises(NotYours):
        street.take("Wim", INVOICE, "vul-aan", invoice, client_address="Elders 9")
    with street.inside():
        form = DetailsForm(street.here("Tom"), invoice)
        assert set(form.fields) == {"key", "client_address", "client_kvk"}


def test_the_next_invoice_takes_over_who_sends_it_and_to_whom(street: Street) -> None:
    before = an_invoice(street)
    street.take("Bram", INVOICE, "vul-aan", before, client_address="Kade 2", client_kvk="87654321")
    same, other = an_approved_order(street, vat=90), an_approved_order(street, "Corrie")
    with street.inside():
        Party.objects.filter(pk=other.partner_id).update(kvk="11112222")
        told = {name: one.initial for name, one in InvoiceForm(street.here("Bram"), same).fields.items()}
        assert (told["own_address"], told["client_address"]) == (DETAILS["own_address"], "Kade 2")
        assert "own_vat_number" in told
        form = InvoiceForm(street.here("Bram"), Order.objects.get(pk=other.pk))
        assert (form.fields["own_kvk"].initial, form.fields["client_kvk"].initial) == ("12345678", "11112222")
        assert "own_vat_number" not in form.fields


@pytest.mark.parametrize(("number", "is_right"), [("nl 123456782.B90", True), ("NL123456789B90", False), ("x", False)])
def test_a_vat_number_is_checked(street: Street, number: str, is_right: bool) -> None:
    order = an_approved_order(street, vat=210)
    told = {"day": str(street.today), "own_address": "Plein 1", "own_vat_number": number}
    with street.inside():
        assert InvoiceForm(street.here("Bram"), order, told).is_valid() is is_right
        assert not InvoiceForm(street.here("Bram"), order, {**told, "own_kvk": "12"}).is_valid()


def test_the_list_takes_few_queries(street: Street, django_assert_max_num_queries: Any) -> None:
    for _one in range(3):
        an_invoice(street)
    client = Client()
    sign_in(client, street.cast.user("Tom"))
    with django_assert_max_num_queries(30):
        client.get(LIST)
