"""S8: what people typed is text on every page that every role can reach, read without a browser."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.cast import Cast, lay_out_cast
from tests.example import lay_out_demo
from tests.own_place import empty_shelf
from tests.security.canaries import MARK, PEOPLE, PLACE, STARTS, harm_of, pages_of, put_everywhere, writer

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _empty_shelf() -> None:
    """The figures stay for the whole file, unlike elsewhere."""


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """With such a text everywhere; inside a transaction around those of the tests, which only read."""
    empty_shelf()
    with django_db_blocker.unblock(), transaction.atomic():
        lay_out_demo()
        cast = lay_out_cast()
        put_everywhere(cast)
        yield cast
        transaction.set_rollback(True)
    empty_shelf()


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_of_every_role_holds_it_as_text(stage: Cast, who: str) -> None:
    pages = pages_of(writer(stage, who), STARTS, with_money=not who)
    found = {f"{address}: {harm}" for address, response in pages.items() for harm in harm_of(response)}
    assert not found, "\n".join(sorted(found))
    assert {response.status_code for response in pages.values()} <= {200, 301, 302, 404}
    if who in ("Els", "Bram", "Coby"):
        assert sum(MARK in response.content.decode(errors="replace") for response in pages.values()) > 8
    if who in ("Coby", "Bram"):
        check_paper([response for one, response in pages.items() if "/druk/" in one or "/overzicht/" in one], who)


def check_paper(paper: list[Any], who: str) -> None:
    if who == "Coby":
        assert any(MARK in response.content.decode() for response in paper)
    assert not [harm for response in paper for harm in harm_of(response)]


def test_a_file_with_somebodys_data_is_no_page(stage: Cast) -> None:
    data = writer(stage, "Tom").get(f"{PLACE}over-mij/gegevens.json")
    assert data.headers["Content-Type"] == "application/json"
    assert data.headers["Content-Disposition"].startswith("attachment")
