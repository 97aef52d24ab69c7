"""No page asks more of the database than it may; `bench money_page` watches the processor."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from limonade.accounts.models import User
from limonade.ledger.models import Account, Administration
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.models import Party
from limonade.web.demo.large import lay_out_large
from tests.cast import Cast, lay_out_cast, sign_in

PAGES = [
    "/",
    "/bronnen/",
    "/sleutels/",
    "/onderdelen/",
    "/wijk/paasberg/",
    "/wijk/paasberg/cijfers/",
    "/wijk/paasberg/geld/2023-jaarrekening/",
    "/wijk/paasberg/geld/2023-jaarrekening/zorg/",
    "/wijk/paasberg/geld/2023-jaarrekening/taakveld/6.3/",
    "/wijk/paasberg/geld/2023-jaarrekening/gemeente/",
    "/wijk/paasberg/geld/2023-jaarrekening/vergelijk/",
    "/wijk/paasberg/geld/2023-jaarrekening/wat-kost/?vraag=groen",
]
MOST_QUERIES = 30


@pytest.mark.parametrize("page", PAGES)
def test_a_page_stays_within_its_ceilings(demo: None, client: Client, page: str) -> None:
    client.get(page)  # figures and templates are read once per process
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    assert len(queries) <= MOST_QUERIES


OWN_PAGES = {
    "Els": ("vandaag", "over-mij", "mensen", "rollen", "kas", "logboek", "logboek/?nakijken=1", "helpen", "profiel"),
    "Coby": ("vandaag", "mensen", "codes", "mensen/binnenlaten", "helpen"),
}


@pytest.mark.parametrize("who", OWN_PAGES)
def test_pages_of_people_ask_no_more_when_there_are_many(db: None, client: Client, who: str) -> None:
    cast = lay_out_cast()
    with scope(neighbourhood=cast.paasberg):
        Party.objects.bulk_create(
            Party(neighbourhood=cast.paasberg, name=f"Buur {number}", came_through="code", **joined(cast))
            for number in range(300)
        )
    sign_in(client, cast.user(who))
    for page in OWN_PAGES[who]:
        address = f"/wijk/paasberg/{page}" if "?" in page else f"/wijk/paasberg/{page}/"
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= MOST_QUERIES, address


def test_pages_of_large_books_stay_within_their_ceilings(demo: None, client: Client) -> None:
    lay_out_large(lambda name: None, 1)
    sign_in(client, User.objects.get(email="proef-1-2@limonade.example"))
    place = Neighbourhood.objects.get(slug="proefwijk-01")
    with scope(neighbourhood=place):
        books = Administration.objects.get()
        bank = Account.objects.get(number="10201")
        own = Account.objects.get(party__user__email="proef-1-2@limonade.example")
    pages = ("", "boekingen/", "boekingen/?zoek=tuin", "boeking/1000/", "rekeningen/", f"rekeningen/{bank.pk}/")
    more = ("balans/", "balans/?dag=2026-06-30", "boek/", "bestemmingen/", "perioden/", "controle/")
    own_pages = ("mijn-rekening/", f"mijn-rekening/{own.pk}/", "kasboek/", "vandaag/")
    addresses = [f"/wijk/proefwijk-01/boeken/{books.pk}/{page}" for page in (*pages, *more)]
    for address in (*addresses, *(f"/wijk/proefwijk-01/{page}" for page in own_pages)):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= MOST_QUERIES, address


def joined(cast: Cast) -> dict[str, Any]:
    return {"joined_at": timezone.now(), "joined_by": cast.user("Els")}
