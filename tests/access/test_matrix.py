"""Every address, by looking and by writing, as everybody: who comes in, and what the others meet."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls.resolvers import RegexPattern

from limonade.people.roles import ROLES, May
from tests.access.doors import MATRIX
from tests.access.knock import LOOK, METHODS, WRITE, address, knock
from tests.access.matrix import HAS, Door, Means, Outcome
from tests.access.stage import Signed, Stage, Whose
from tests.access.who import EVERYBODY, HERE, SHOWS_ROLE, Who

pytestmark = pytest.mark.django_db
REFUSED = frozenset({Outcome.LOGIN, Outcome.STRONG, Outcome.NOT_FOUND, Outcome.DENIED, Outcome.METHOD})
# Doors behind which only something must lie that the matrix does not bring: half a sign-in, or a passkey.
# tests/accounts goes through them.
HALFWAY = {
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_reauthenticate",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mfa_reauthenticate_webauthn",
    "openid_connect_callback",
    "socialaccount_login_error",
    "socialaccount_signup",
}
# Writing that needs no page of ours first; the token or the paper says for whom.
WITHOUT_OUR_PAGE = {"stop_digest"}


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for found in resolver.url_patterns:
        if isinstance(found, URLPattern):
            yield f"{prefix}{found.name}", found
        else:
            yield from addresses(found, f"{found.namespace}:" if found.namespace else prefix)


ADDRESSES = dict(addresses(get_resolver()))
NAMES = sorted(MATRIX)


def test_every_address_is_in_the_matrix_and_no_other() -> None:
    names = [name for name, _pattern in addresses(get_resolver())]
    assert len(names) == len(set(names))
    assert sorted(names) == NAMES


def test_a_planted_address_is_found() -> None:
    class Planted(URLResolver):
        url_patterns = [path("geheim/", lambda request: None, name="planted")]  # type: ignore[arg-type,return-value]

    assert {name for name, _pattern in addresses(Planted(RegexPattern(""), []))} - set(MATRIX) == {"planted"}


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_is_filled(name: str) -> None:
    for door in MATRIX[name]:
        assert set(door.parts) == set(ADDRESSES[name].pattern.converters)
        for method in METHODS:
            assert set(door.cells(method)) == EVERYBODY
            assert Outcome.BROKEN not in door.cells(method).values()


@pytest.mark.parametrize("name", sorted(set(MATRIX) - HALFWAY))
def test_somebody_comes_in_at_every_address(name: str) -> None:
    """Else its refusals would prove nothing."""
    assert Outcome.OK in cells_of(name) or Outcome.ONWARD in cells_of(name)


def cells_of(name: str) -> set[Outcome]:
    return {cell for door in MATRIX[name] for method in METHODS for cell in door.cells(method).values()}


def test_every_role_has_a_column() -> None:
    assert set(SHOWS_ROLE) == set(ROLES)


@pytest.mark.parametrize("right", May)
def test_the_roles_give_the_rights_that_the_matrix_says(right: May) -> None:
    assert {SHOWS_ROLE[role.key] for role in ROLES.values() if right in role.may} == set(HAS[right])


@pytest.mark.parametrize("name", NAMES)
def test_the_lock_on_the_view_agrees(name: str) -> None:
    lock = MATRIX[name][0].lock
    declared = getattr(ADDRESSES[name].callback, "access", None)
    if declared is None:
        assert lock.lets_in & HERE in (HERE, frozenset())
        return
    _who, right, is_fresh = declared
    assert (right, is_fresh) == (lock.right, lock.means is Means.FRESH)
    assert lock.lets_in == (HAS[right] if right else HERE)


def those_who_meet_this_door(door: Door, *, is_first: bool) -> Iterator[Who]:
    """At the other doors of an address only who passes its lock, and those at whom the lock is aimed."""
    aimed_at = {Who.VISITOR, Who.RESIDENT, Who.ELSEWHERE, Who.ACTING}
    return (who for who in Who if is_first or who in door.lock.lets_in | aimed_at)


def doors_of(name: str) -> Iterator[tuple[Door, str, Who]]:
    for number, door in enumerate(MATRIX[name]):
        for method in METHODS:
            for who in those_who_meet_this_door(door, is_first=number == 0):
                yield door, method, who


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_everybody_meets_what_the_matrix_says(stage: Stage, name: str) -> None:
    wrong = []
    for door, method, who in doors_of(name):
        met, expected = knock(stage, name, door, method, who), door.cells(method)[who]
        if met.outcome is not expected:
            wrong.append(f"{method} {who}, {door.thing} {door.whose}: {expected} expected, met {met}")
        if (method == LOOK or expected is not Outcome.OK) and met.changed - door.look_changes:
            wrong.append(f"{method} {who}, {door.thing} {door.whose}: {expected}, but changed {set(met.changed)}")
        if who is not Who.VISITOR and "no-store" not in met.cache:
            wrong.append(f"{method} {who}: may be kept ({met.cache!r})")
    assert not wrong, "\n".join(wrong)


BEHIND_SIGN_IN = [name for name in NAMES if any(Who.VISITOR not in door.lock.lets_in for door in MATRIX[name])]


@pytest.mark.slow
@pytest.mark.parametrize("signed", [Signed.WEAK, Signed.STALE])
@pytest.mark.parametrize("name", BEHIND_SIGN_IN)
def test_money_and_data_of_others_ask_for_a_safe_sign_in(stage: Stage, name: str, signed: Signed) -> None:
    """A mailed code alone opens none of it, and what weighs most asks again after a quarter of an hour."""
    wrong = []
    for door, method, who in came_in(name):
        asks = door.asks >= (Means.STRONG if signed is Signed.WEAK else Means.FRESH)
        expected = Outcome.STRONG if asks else door.cells(method)[who]
        met = knock(stage, name, door, method, who, signed)
        if met.outcome is not expected or (asks and met.changed):
            wrong.append(f"{method} {who} {signed}: {expected} expected, met {met}")
    assert not wrong, "\n".join(wrong)


def came_in(name: str) -> Iterator[tuple[Door, str, Who]]:
    """Whoever came in with a fresh sign-in; of doors that ask for nothing more, two of them."""
    for door in MATRIX[name]:
        for method in METHODS:
            inside = [who for who, cell in door.cells(method).items() if cell in (Outcome.OK, Outcome.UNDONE)]
            inside = sorted(set(inside) - {Who.VISITOR}, key=list(Who).index)
            yield from ((door, method, who) for who in (inside if door.asks else inside[:2]))


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({name for name in MATRIX if Outcome.OK in cells_of(name)} - WITHOUT_OUR_PAGE))
def test_a_form_on_another_site_does_nothing(stage: Stage, name: str) -> None:
    door = MATRIX[name][0]
    who = next((who for who, cell in door.cells(WRITE).items() if cell is Outcome.OK), None)
    if who is None:
        return
    assert knock(stage, name, door, WRITE, who).outcome is Outcome.OK
    met = knock(stage, name, door, WRITE, who, enforce_csrf_checks=True)
    assert (met.outcome, met.changed) == (Outcome.DENIED, frozenset())


@pytest.mark.parametrize("name", [name for name in NAMES if "slug" in ADDRESSES[name].pattern.converters])
def test_the_board_of_a_neighbourhood_finds_nothing_at_another(stage: Stage, name: str) -> None:
    """All pages of Paasberg's board, asked for Geitenkamp with the things of Geitenkamp."""
    door = MATRIX[name][0]
    if Who.VISITOR in door.lock.lets_in:
        return
    it = stage.make(door.thing, Who.ELSEWHERE, Whose.FAR)
    way = address(stage, name, door, it).replace("/paasberg/", "/geitenkamp/")
    data = {key: text.format(it=it, stage=stage) for key, text in door.data.items()}
    for who in (Who.BOARD, Who.WIJKONDERNEMER, Who.TREASURER, Who.ACTING):
        client: Any = stage.client(who)
        assert (client.get(way).status_code, client.post(way, data).status_code) == (404, 404)
