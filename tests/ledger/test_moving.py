"""Costs on a wrong account are moved to another, and nothing more than that."""

import pytest
from django.test import Client
from django_scopes import scope

from limonade.audit.actor import Actor
from limonade.ledger.actions import Line, post
from limonade.ledger.models import Account, Administration, Entry
from tests.cast import Cast, lay_out_cast, sign_in
from tests.some_books import some_books


@pytest.fixture
def cast(db: None) -> Cast:
    return lay_out_cast()


@pytest.mark.parametrize(
    ("source", "target", "amount", "says"),
    [
        ("45130", "45125", "0,41", "Meer verplaats je niet."),
        ("45105", "45125", "0,10", "Meer verplaats je niet."),
        ("45130", "10201", "0,40", "van kosten naar kosten"),
        ("82301", "82101", "0,40", "Meer verplaats je niet."),
    ],
    ids=["more than was booked", "off another account", "to the bank", "income of another entry"],
)
def test_what_was_not_booked_is_not_moved(
    cast: Cast, client: Client, source: str, target: str, amount: str, says: str
) -> None:
    with scope(neighbourhood=cast.paasberg):
        books = some_books(cast.paasberg)
        home = Administration.objects.get(pk=books.pk)
        accounts = {one.number: one for one in Account.objects.filter(administration=home)}
        spent = [Line(accounts["10201"], accounts["45130"], 40)]
        wrong = post(home, key="spent", day=books.day, transfers=spent, text="Zaden", by=Actor(cast.user("Tom").pk))
    sign_in(client, cast.user("Tom"))
    told = {"regel-TOTAL_FORMS": "1", "regel-INITIAL_FORMS": "0", "regel-0-source": source, "regel-0-target": target}
    told |= {"regel-0-amount": amount, "day": str(books.day), "text": "Toch onderhoud", "stap": "boek", "key": "0" * 32}
    answer = client.post(f"/wijk/paasberg/boeken/{books.pk}/boek/?verplaats={wrong.number}", told)
    assert says in answer.content.decode()
    with scope(neighbourhood=cast.paasberg):
        assert not Entry.objects.filter(text="Toch onderhoud").exists()
