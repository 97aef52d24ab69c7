"""A quote says from when and until when it holds; after that a partner asks for a new one."""

import datetime as dt

import pytest
from django.test import Client

from limonade.company import steps as company
from limonade.company.models import Order
from limonade.notices.asked import asked_of
from limonade.steps.step import Refused
from tests.cast import sign_in
from tests.together.stage import Street

LINDE = "Woningcorporatie De Linde"
MONTH = dt.timedelta(days=30)


@pytest.fixture
def order(street: Street, client: Client) -> Order:
    """Quoted by Bram, on the page."""
    partner = street.party(LINDE)
    order: Order = street.take("Wim", company.NEW, "opdracht", partner=partner, title="Heg", text="Knippen.")
    sign_in(client, street.cast.user("Bram"))
    told = {"hours": "8", "cents": "500", "vat_permille": "210", "administration": street.books.pk}
    address = f"/wijk/paasberg/opdrachten/opdracht/{order.pk}/offerte/"
    until = str(street.today + MONTH)
    assert until in client.get(address).content.decode(), "a month when nobody says otherwise"
    page = client.post(address, {**told, "quote_until": until, "quote_text": "Zonder nieuwe planten."}, follow=True)
    assert "zoals de opdrachtgever haar leest" in page.content.decode()
    with street.inside():
        return Order.objects.get(pk=order.pk)


def over(street: Street, order: Order) -> None:
    with street.inside():
        Order.objects.filter(pk=order.pk).update(quote_until=street.today - dt.timedelta(days=1))


def titles(street: Street, name: str) -> set[str]:
    with street.inside():
        return {one.title for one in asked_of(street.here(name).standing)}


def page_of(street: Street, client: Client, name: str, order: Order) -> str:
    sign_in(client, street.cast.user(name))
    return client.get(order.get_absolute_url()).content.decode()


def test_the_partner_reads_until_when_it_holds_and_what_is_in_it(street: Street, client: Client, order: Order) -> None:
    assert order.quote_until == street.today + MONTH
    page = page_of(street, client, "Wim", order)
    assert "Geldt tot en met" in page
    assert "Zonder nieuwe planten." in page
    assert "Btw, 21%" in page
    assert "605,00" in page, "with VAT"
    assert street.take("Wim", company.ORDER, "aanvaard", order, reference="").accepted_at


def test_a_quote_that_is_changed_keeps_its_last_day(street: Street, order: Order) -> None:
    with street.inside():
        Order.objects.filter(pk=order.pk).update(quote_until=street.today + 2 * MONTH)
        form = company.QuoteForm(street.here("Bram"), Order.objects.get(pk=order.pk))
    assert form.initial["quote_until"] == street.today + 2 * MONTH
    assert "komt daarvoor in de plaats" in form.note


def test_a_quote_that_is_over_is_not_accepted_and_a_new_one_is(street: Street, client: Client, order: Order) -> None:
    over(street, order)
    with pytest.raises(Refused, match="om een nieuwe offerte"):
        street.take("Wim", company.ORDER, "aanvaard", order, reference="")
    assert "om een nieuwe offerte" in page_of(street, client, "Wim", order)
    assert "Bekijk de offerte" not in titles(street, "Wim")
    assert "Maak een nieuwe offerte" in titles(street, "Bram")
    told = {"hours": 800, "materials_cents": 0, "cents": 50_000, "vat_permille": 0, "administration": street.books}
    street.take("Bram", company.ORDER, "offerte", order, **told, quote_until=street.today)
    assert "Bekijk de offerte" in titles(street, "Wim")
    assert street.take("Wim", company.ORDER, "aanvaard", order, reference="").accepted_at


def test_a_partner_without_invoices_reads_that_it_is_about_theirs(street: Street, client: Client) -> None:
    sign_in(client, street.cast.user("Corrie"))
    page = client.get("/wijk/paasberg/facturen/").content.decode()
    assert "Er zijn nog geen facturen van of voor jullie." in page


def test_the_order_number_that_was_given_with_the_question_is_filled_in_at_the_yes(
    street: Street, client: Client, order: Order
) -> None:
    sign_in(client, street.cast.user("Wim"))
    told = {"partner": street.party(LINDE).pk, "title": "Hek", "text": "Verven.", "reference": "DL-12"}
    address = "/wijk/paasberg/opdrachten/nieuw/opdracht/"
    assert "Vraag een offerte" in client.get(address).content.decode()
    client.post(address, told)
    with street.inside():
        asked = Order.objects.get(title="Hek")
        assert company.AcceptForm(street.here("Wim"), asked).fields["reference"].initial == "DL-12"


def test_who_stops_an_accepted_order_reads_what_was_agreed(street: Street, client: Client, order: Order) -> None:
    address = f"/wijk/paasberg/opdrachten/opdracht/{order.pk}/stop/"
    assert "Spreek dat samen af." not in client.get(address).content.decode()
    street.take("Wim", company.ORDER, "aanvaard", order, reference="")
    page = client.get(address).content.decode()
    assert "De prijs was €\xa0605,00, met btw." in page
    assert "Spreek dat samen af." in page
