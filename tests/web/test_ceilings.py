"""No page asks more of the database than it may; `bench money_page` watches the processor."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

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
