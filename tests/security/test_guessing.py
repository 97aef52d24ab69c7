"""S5: nobody gets in by guessing, whatever the number of tries and addresses.

`python -m tests.security.guessing 10000` does the same with the full number, in some eight minutes.
"""

import re
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from limonade.accounts.limits import may_guess
from limonade.accounts.models import Guesses, User
from limonade.audit.actor import Actor
from limonade.people.joining import make_codes
from limonade.people.models import JoinCode
from limonade.web.demo.people import account_of
from tests.cast import lay_out_cast, sign_in
from tests.security.guessing import (
    AGAIN,
    ASK_SECONDS,
    CONFIRM,
    ENTER,
    FOR_RACES,
    MOST_GUESSES,
    SECOND,
    START,
    WINDOW_SECONDS,
    WRONG,
    WRONG_APP,
    Attack,
    Watch,
    last_code,
    watching,
)

OWN = "/account/"
MANY, SOME, THREADS = 500, 250, 32
FORGED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_CLIENT_IP", "HTTP_CF_CONNECTING_IP")
CODE = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
ADDRESSES = {"known": "tom@limonade.example", "unknown": "nobody@limonade.example"}


@pytest.fixture
def tom(db: None) -> User:
    return account_of("Tom")


@pytest.fixture
def app_of_tom(tom: User) -> str:
    secret = generate_totp_secret()
    TOTP.activate(tom, secret)
    return secret


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def watch() -> Iterator[Watch]:
    with watching() as one:
        yield one


def app_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def is_inside(client: Client) -> bool:
    return client.get(OWN).status_code == 200


def come_in_by_mail(user: User) -> Client:
    client = Client()
    client.post(ENTER, {"email": user.email})
    client.post(CONFIRM, {"code": last_code()})
    return client


@pytest.mark.slow
@pytest.mark.parametrize("addresses", [1, 500])
def test_of_many_guesses_at_the_mailed_code_five_in_five_minutes_are_compared(
    tom: User, clock: time_machine.Traveller, watch: Watch, addresses: int
) -> None:
    attack = Attack(tom.email, clock, addresses)
    attack.at_the_mailed_code(MANY)
    assert sum(attack.answers.values()) == MANY
    assert attack.sessions >= MANY / 3
    assert MOST_GUESSES <= watch.most_in_a_window <= MOST_GUESSES + FOR_RACES
    windows = (time.time() - START) / WINDOW_SECONDS
    assert len(watch.moments) <= MOST_GUESSES * (windows + 1)


@pytest.mark.slow
def test_of_many_guesses_at_the_second_step_five_in_five_minutes_are_compared(
    tom: User, app_of_tom: str, clock: time_machine.Traveller, watch: Watch
) -> None:
    attack = Attack(tom.email, clock, 500)
    attack.at_the_second_step(SOME)
    assert attack.answers[200] >= SOME - attack.sessions
    assert MOST_GUESSES <= watch.most_in_a_window <= MOST_GUESSES + FOR_RACES
    assert not is_inside(attack.client)


@pytest.mark.slow
def test_of_many_guesses_at_ben_jij_het_five_in_five_minutes_are_compared(
    tom: User, app_of_tom: str, clock: time_machine.Traveller, watch: Watch
) -> None:
    attack = Attack(tom.email, clock)
    sign_in(attack.client, tom, strong=False)
    attack.at_being_asked_again(SOME)
    assert sum(attack.answers.values()) == SOME
    assert MOST_GUESSES <= watch.most_in_a_window <= MOST_GUESSES + FOR_RACES


def test_the_three_doors_of_an_account_share_one_count(
    tom: User, app_of_tom: str, clock: time_machine.Traveller, watch: Watch
) -> None:
    attack = Attack(tom.email, clock)
    left_open = Client()
    sign_in(left_open, tom, strong=False)
    attack.new_session()
    attack.guess(CONFIRM, last_code())
    for _one in range(2):
        attack.guess(SECOND, WRONG_APP)
        left_open.post(AGAIN, {"code": WRONG_APP})
    attack.new_session()
    attack.guess(CONFIRM, WRONG)
    assert len(watch.moments) == 5
    assert attack.guess(CONFIRM, last_code()) == 200, "also the right code waits"
    assert left_open.post(AGAIN, {"code": app_code(app_of_tom)}).status_code == 200
    assert len(watch.moments) == 5


def test_another_account_is_not_held_up(tom: User, clock: time_machine.Traveller) -> None:
    Attack(tom.email, clock).at_the_mailed_code(9)
    assert is_inside(come_in_by_mail(account_of("Bram")))


def test_after_the_window_the_owner_comes_in_again(tom: User, clock: time_machine.Traveller) -> None:
    Attack(tom.email, clock).at_the_mailed_code(30)
    clock.shift(ASK_SECONDS)
    assert not is_inside(come_in_by_mail(tom))
    clock.shift(WINDOW_SECONDS)
    assert is_inside(come_in_by_mail(tom))


def test_after_the_window_the_owner_also_passes_the_second_step(
    tom: User, app_of_tom: str, clock: time_machine.Traveller
) -> None:
    Attack(tom.email, clock).at_the_second_step(20)
    clock.shift(WINDOW_SECONDS + 1)
    client = come_in_by_mail(tom)
    assert not is_inside(client)
    client.post(SECOND, {"code": app_code(app_of_tom)})
    assert is_inside(client)


def test_a_code_of_the_app_opens_one_door_only_once(tom: User, app_of_tom: str, clock: time_machine.Traveller) -> None:
    client, seen = come_in_by_mail(tom), app_code(app_of_tom)
    client.post(SECOND, {"code": seen})
    assert is_inside(client)
    clock.shift(1)
    over_the_shoulder = come_in_by_mail(tom)
    over_the_shoulder.post(SECOND, {"code": seen})
    assert not is_inside(over_the_shoulder)


@pytest.mark.parametrize("named", FORGED)
def test_a_forged_address_does_not_escape_the_limit_of_a_network(
    db: None, clock: time_machine.Traveller, named: str
) -> None:
    answers = [
        Client().post(ENTER, {"email": f"buur{number}@limonade.example"}, **{named: f"203.0.113.{number}"}).status_code
        for number in range(25)
    ]
    assert answers == [302] * 20 + [200] * 5
    assert len(mail.outbox) == 20
    elsewhere = Client().post(ENTER, {"email": "verweg@limonade.example"}, REMOTE_ADDR="198.51.100.7")
    assert elsewhere.status_code == 302


@pytest.mark.parametrize("named", FORGED)
def test_a_forged_address_does_not_escape_the_limit_of_an_account(
    tom: User, clock: time_machine.Traveller, watch: Watch, named: str
) -> None:
    for number in range(5):
        attack = Attack(tom.email, clock)
        attack.client.defaults[named] = f"203.0.113.{number}"
        attack.at_the_mailed_code(3)
    assert len(watch.moments) == MOST_GUESSES


def test_codes_to_join_cannot_be_tried_without_end_from_one_network(db: None, clock: time_machine.Traveller) -> None:
    """Also not by opening the address that a QR holds: that is a GET."""
    place = lay_out_cast().paasberg
    asked_for: dict[str, Any] = {"kind": JoinCode.POSTER, "batch": "poster", "number": 100, "days": 30}
    with scope(neighbourhood=place):
        code = make_codes(place, **asked_for, by=Actor(account_of("Bram").pk))[0].code
    address = f"/wijk/paasberg/mee/{code}/"
    assert {Client().get(address).status_code for _one in range(40)} == {200}, "what works may be opened by a school"
    for number in range(40):
        Client().get(f"/wijk/paasberg/mee/BCDF-{2000 + number}/", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert Client().get(address).status_code == 404, "a network that tried too many gets nothing at all"
    assert Client().get(address, REMOTE_ADDR="198.51.100.7").status_code == 200
    clock.shift(61)
    assert Client().get(address).status_code == 200


def test_the_count_lies_in_the_database_and_not_in_a_process(tom: User, clock: time_machine.Traveller) -> None:
    for _one in range(MOST_GUESSES):
        assert may_guess(tom)
    cache.clear()  # also the counts of allauth, which are a second lock
    assert len(Guesses.objects.get(user=tom).moments) == MOST_GUESSES
    assert not may_guess(User.objects.get(pk=tom.pk))
    client = come_in_by_mail(tom)
    assert not is_inside(client)


def at_once(number: int, work: Callable[[int], None]) -> list[BaseException]:
    """So many threads, each with a connection of its own, let go at the same moment."""
    gate, problems = threading.Barrier(number, timeout=60), list[BaseException]()

    def one(place: int) -> None:
        try:
            gate.wait(30)
            work(place)
        except BaseException as error:
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[place]) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return problems


def prepared(tom: User, clock: time_machine.Traveller, *, past_the_mail: bool) -> list[Client]:
    """As many sessions as there are threads, each at the page that asks for a code; nothing guessed so far."""
    found = []
    for _one in range(THREADS):
        attack = Attack(tom.email, clock)
        assert attack.new_session()
        if past_the_mail:
            assert attack.guess(CONFIRM, last_code()) == 302
            Guesses.objects.all().delete()
        found.append(attack.client)
    return found


@pytest.mark.slow
def test_guesses_at_the_same_moment_are_counted_one_by_one(
    empty_cache: None, clock: time_machine.Traveller, watch: Watch
) -> None:
    clients = prepared(account_of("Tom"), clock, past_the_mail=False)
    problems = at_once(THREADS, lambda number: clients[number].post(CONFIRM, {"code": WRONG}))
    assert not problems
    assert MOST_GUESSES <= len(watch.moments) <= MOST_GUESSES + FOR_RACES


@pytest.mark.slow
def test_guesses_at_the_second_step_at_the_same_moment_are_counted_one_by_one(
    empty_cache: None, clock: time_machine.Traveller, watch: Watch
) -> None:
    tom = account_of("Tom")
    TOTP.activate(tom, generate_totp_secret())
    clients = prepared(tom, clock, past_the_mail=True)
    watch.moments.clear()
    problems = at_once(THREADS, lambda number: clients[number].post(SECOND, {"code": WRONG_APP}))
    assert not problems
    assert 1 <= len(watch.moments) <= MOST_GUESSES + FOR_RACES


def test_one_session_does_not_get_more_tries_by_trying_at_once(
    empty_cache: None, clock: time_machine.Traveller, watch: Watch
) -> None:
    attack = Attack(account_of("Tom").email, clock)
    attack.new_session()
    kept = attack.client.cookies["sessie"].value

    def guess(_number: int) -> None:
        client = Client()
        client.cookies["sessie"] = kept
        client.post(CONFIRM, {"code": WRONG})

    at_once(THREADS, guess)
    assert len(watch.moments) <= MOST_GUESSES + FOR_RACES


def asked(which: str) -> tuple[Any, list[str]]:
    """The answer to asking for a code, and the kinds of statements that it cost; the same every time."""
    client = Client()
    with CaptureQueriesContext(connection) as queries:
        response = client.post(ENTER, {"email": ADDRESSES[which], "next": OWN})
    return (client, response), [str(query["sql"]).split()[0] for query in queries]


def words(client: Client, response: Any, which: str) -> str:
    page = client.get(response.url).content.decode()
    return TOKEN.sub("TOKEN", page).replace(ADDRESSES[which], "ADDRESS")


def test_a_known_and_an_unknown_address_get_the_same_answer(tom: User, clock: time_machine.Traveller) -> None:
    (client, known), _queries = asked("known")
    (stranger, unknown), _queries = asked("unknown")
    assert (
        (known.status_code, known.url) == (unknown.status_code, unknown.url) == (302, f"{CONFIRM}?next=%2Faccount%2F")
    )
    assert known.content == unknown.content
    assert words(client, known, "known") == words(stranger, unknown, "unknown")
    shapes = [
        {name: {**morsel, "length": len(morsel.value) if name != "messages" else 0} for name, morsel in one.items()}
        for one in (client.cookies, stranger.cookies)
    ]
    assert shapes[0] == shapes[1]
    headers = [{**one.headers, "Content-Length": ""} for one in (known, unknown)]
    assert headers[0] == headers[1]


def test_a_known_and_an_unknown_address_get_the_same_mail(tom: User, clock: time_machine.Traveller) -> None:
    asked("known")
    asked("unknown")
    known, unknown = mail.outbox
    assert known.subject == unknown.subject
    assert CODE.sub("CODE", str(known.body)) == CODE.sub("CODE", str(unknown.body))
    assert known.extra_headers == unknown.extra_headers
    assert known.from_email == unknown.from_email


def test_a_known_and_an_unknown_address_cost_as_many_reads_and_writes(tom: User, clock: time_machine.Traveller) -> None:
    """The nearest thing to the same time that a test can hold on to."""
    Client().post(ENTER, {"email": account_of("Bram").email})  # so that the network has a count already
    clock.shift(61)
    _answer, known = asked("known")
    clock.shift(61)
    _answer, unknown = asked("unknown")
    assert len(known) == len(unknown)
    writes = {"INSERT", "UPDATE", "DELETE"}
    assert sum(one in writes for one in known) == sum(one in writes for one in unknown)


@pytest.mark.parametrize("which", ADDRESSES)
def test_too_many_questions_for_a_code_are_refused_alike(tom: User, clock: time_machine.Traveller, which: str) -> None:
    pages = [Client().post(ENTER, {"email": ADDRESSES[which]}) for _one in range(4)]
    assert [one.status_code for one in pages] == [302, 302, 302, 200]
    assert "Dit is te vaak geprobeerd" in pages[-1].content.decode()
