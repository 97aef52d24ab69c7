"""The company reports an order done; the client says that it is good, or not yet."""

import pytest
from django.test import Client

from limonade.company import steps as company
from limonade.company.models import Order
from limonade.notices.asked import Asked, asked_of
from limonade.steps.step import NotYours, Refused
from tests.cast import sign_in
from tests.together.stage import Street
from tests.together.test_all_the_way_round import a_job
from tests.together.test_maintenance_by_neighbours import an_accepted_order

WHY = "De hoek bij nummer 4 is overgeslagen."


@pytest.fixture
def order(street: Street) -> Order:
    """Reported done by Bram; of Wim's corporation."""
    return street.take("Bram", company.ORDER, "klaar", an_accepted_order(street))  # type: ignore[no-any-return]


def asked(street: Street, name: str, title: str) -> Asked | None:
    with street.inside():
        return next((one for one in asked_of(street.here(name).standing) if one.title == title), None)


def page_of(client: Client, street: Street, name: str, order: Order, step: str = "") -> str:
    sign_in(client, street.cast.user(name))
    address = f"/wijk/paasberg/opdrachten/opdracht/{order.pk}/{step}/" if step else order.get_absolute_url()
    return " ".join(client.get(address).content.decode().split())


def test_not_good_yet_goes_back_to_the_company_with_the_reason(street: Street, client: Client, order: Order) -> None:
    with pytest.raises(NotYours):
        street.take("Bram", company.ORDER, "nog-niet-goed", order, why=WHY)
    returned = street.take("Wim", company.ORDER, "nog-niet-goed", order, why=WHY)
    assert (returned.done_at, returned.done_by, returned.is_returned) == (None, None, True)
    for name in ("Wim", "Bram"):
        assert WHY in page_of(client, street, name, order)
    line = asked(street, "Bram", "De opdrachtgever vindt het nog niet goed")
    assert line
    assert line.why.endswith(WHY)
    assert asked(street, "Wim", "Kijk of het werk goed is") is None
    with pytest.raises(Refused):
        street.take("Wim", company.ORDER, "keur-goed", order)
    street.take("Bram", company.ORDER, "klaar", order)
    assert asked(street, "Bram", "De opdrachtgever vindt het nog niet goed") is None
    assert street.take("Wim", company.ORDER, "keur-goed", order).approved_at
    with pytest.raises(Refused):
        street.take("Wim", company.ORDER, "nog-niet-goed", order, why=WHY)


def test_the_price_with_vat_stands_above_the_yes(street: Street, client: Client, order: Order) -> None:
    with street.inside():
        Order.objects.filter(pk=order.pk).update(cents=100_000, vat_permille=210)
    assert "De prijs is € 1.210,00, met btw." in page_of(client, street, "Wim", order, "keur-goed")


def test_who_reports_it_done_reads_that_jobs_are_open_and_may_go_on(street: Street, client: Client) -> None:
    order = an_accepted_order(street)
    assert "Er is nog geen klus bij deze opdracht." in page_of(client, street, "Bram", order, "klaar")
    told = a_job(street)
    for name in ("administration", "earmark"):
        told.pop(name, None)
    for _one in range(2):
        street.take("Bram", company.ORDER, "klus", order, **told)
    assert "Er lopen nog 2 klussen." in page_of(client, street, "Bram", order, "klaar")
    assert street.take("Bram", company.ORDER, "klaar", order).done_at
