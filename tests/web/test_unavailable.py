"""A full disk, a database that may only be read, and one that is away: people are told, and it passes by itself."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django_scopes import scope

from limonade.people.models import Party
from limonade.web.database_trouble import is_database_trouble
from limonade.web.views import pages
from tests.cast import Cast, lay_out_cast, sign_in

SQLITE = connection.vendor == "sqlite"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return lay_out_cast()


@pytest.fixture
def tom(cast: Cast, client: Client) -> Client:
    sign_in(client, cast.user("Tom"))
    client.raise_request_exception = False
    return client


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@contextmanager
def nothing_can_be_written() -> Iterator[None]:
    run("PRAGMA query_only = 1" if SQLITE else "SET default_transaction_read_only = on")
    try:
        yield
    finally:
        run("PRAGMA query_only = 0" if SQLITE else "SET default_transaction_read_only = off")


@contextmanager
def the_disk_is_full() -> Iterator[None]:
    """As SQLite itself says it: the file may not get a page more."""
    run("VACUUM")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        run("PRAGMA max_page_count = 1073741823")


def rename(client: Client, name: str) -> HttpResponse:
    return client.post("/wijk/paasberg/over-mij/wijzig/", {"name": name, "phone": "", "address": "Lange straat " * 8})


def names(cast: Cast) -> set[str]:
    with scope(neighbourhood=cast.paasberg):
        return set(Party.objects.values_list("name", flat=True))


def tells_people(page: HttpResponse) -> bool:
    text = page.content.decode()
    return page.status_code == 503 and "Opslaan kan nu even niet" in text and page.headers["Retry-After"] == "60"


def test_without_writing_people_are_told_reading_goes_on_and_it_passes(tom: Client, cast: Cast) -> None:
    with nothing_can_be_written():
        assert tells_people(rename(tom, "Tom de eerste"))
        assert tom.get("/wijk/paasberg/over-mij/").status_code == 200
        assert Client().get("/").status_code == 200
    assert "Tom de eerste" not in names(cast)
    assert rename(tom, "Tom de tweede").status_code == 302
    assert "Tom de tweede" in names(cast)


def test_a_session_that_cannot_be_saved_is_told_in_the_same_words(tom: Client, rf: RequestFactory) -> None:
    """Django makes a bad request of it, as if the person did something wrong."""

    def view(request: HttpRequest) -> HttpResponse:
        request.session["turn"] = 1
        return HttpResponse()

    request = rf.get("/", headers={"cookie": f"{settings.SESSION_COOKIE_NAME}={tom.session.session_key}"})
    with nothing_can_be_written(), pytest.raises(SessionInterrupted) as caught:
        SessionMiddleware(view)(request)
    assert tells_people(pages.bad_request(request, caught.value))
    assert pages.bad_request(request, SessionInterrupted("gone")).status_code == 400


@pytest.mark.skipif(not SQLITE, reason="the disk of PostgreSQL is not ours to fill")
def test_a_full_disk_is_told_and_passes(tom: Client, cast: Cast) -> None:
    with the_disk_is_full():
        answers = [rename(tom, f"Tom {turn}") for turn in range(40)]
        assert tells_people(answers[-1])
        assert {answer.status_code for answer in answers} <= {302, 503}
        assert tom.get("/wijk/paasberg/over-mij/").status_code == 200
    assert rename(tom, "Tom de laatste").status_code == 302
    assert "Tom de laatste" in names(cast)


def test_a_database_that_is_away_is_told_too(tom: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    with monkeypatch.context() as patch:
        for name in ("NAME", "HOST"):
            patch.setitem(connection.settings_dict, name, "/nowhere/at/all")
        for page in ("/", "/wijk/paasberg/over-mij/"):
            assert tells_people(tom.get(page))
    connection.close()
    assert tom.get("/wijk/paasberg/over-mij/").status_code == 200


def raised(error: BaseException, cause: BaseException | None = None) -> Any:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_file_of_ours_beside_the_database_counts_too(number: int) -> None:
    assert is_database_trouble(raised(ValueError(), OSError(number, "no")))


def test_our_own_mistakes_stay_mistakes(db: None) -> None:
    for error in (ValueError("database is locked"), OSError(errno.ENOENT, "no"), OperationalError("no such column: x")):
        assert not is_database_trouble(error)
    assert not is_database_trouble(None)
    with pytest.raises(Exception) as caught:
        run("SELECT nothing FROM nowhere")
    assert not is_database_trouble(caught.value)
