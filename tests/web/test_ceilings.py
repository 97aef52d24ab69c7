"""No page asks more of the database or the processor than it may."""

import time

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
]
MOST_QUERIES = 30
MOST_CPU_SECONDS = 0.025


@pytest.mark.parametrize("page", PAGES)
def test_a_page_stays_within_its_ceilings(demo: None, client: Client, page: str) -> None:
    client.get(page)  # figures and templates are read once per process
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(page).status_code == 200
    assert len(queries) <= MOST_QUERIES
    spent = []
    for _time in range(5):
        start = time.process_time()
        client.get(page)
        spent.append(time.process_time() - start)
    assert min(spent) <= MOST_CPU_SECONDS
