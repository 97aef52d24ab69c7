"""The access matrix: for every address, by looking and by writing, what each column of who.py meets.

Written from what people may do, and not read from the views. test_matrix.py knocks on every door.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any

from limonade.people.roles import May
from tests.access.stage import NOTHING, Whose
from tests.access.who import EVERYBODY, HERE, NOT_HERE, SIGNED_IN, Who


class Outcome(StrEnum):
    OK = "ok"  # a page or a file; when writing: it is done
    ONWARD = "onward"  # looking leads to another page
    UNDONE = "undone"  # writing was answered kindly and changed nothing
    LOGIN = "login"  # come in first
    STRONG = "strong"  # come in more safely first
    NOT_FOUND = "not_found"
    DENIED = "denied"
    METHOD = "method"  # this door has no such side
    FAILED = "failed"  # signing in at an organisation did not work
    BROKEN = "broken"  # never right


OK, ONWARD, UNDONE = Outcome.OK, Outcome.ONWARD, Outcome.UNDONE
METHOD, FAILED = Outcome.METHOD, Outcome.FAILED
LOGIN, STRONG, NOT_FOUND, DENIED = Outcome.LOGIN, Outcome.STRONG, Outcome.NOT_FOUND, Outcome.DENIED
Cells = dict[Who, Outcome]


class Means(IntEnum):
    """How safely somebody must have come in."""

    ANY = 0
    STRONG = 1
    FRESH = 2


@dataclass(frozen=True)
class Lock:
    """Who comes in, and what the others meet. Together they must be everybody."""

    lets_in: frozenset[Who]
    refuses: Mapping[Who, Outcome] = field(default_factory=dict)
    means: Means = Means.ANY
    right: May | None = None

    def cells(self, met: Outcome, but: Mapping[Who, Outcome]) -> Cells:
        return {**dict.fromkeys(self.lets_in, met), **self.refuses, **but}


@dataclass(frozen=True)
class Door:
    """One way to knock at an address. In its texts `it` is the thing, and `stage` the stage."""

    lock: Lock
    look: Outcome
    write: Outcome
    look_but: Mapping[Who, Outcome] = field(default_factory=dict)
    write_but: Mapping[Who, Outcome] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    thing: str = NOTHING
    whose: Whose = Whose.OWN
    means: Means | None = None
    look_changes: frozenset[str] = frozenset()
    """Tables that looking may change after all."""

    def cells(self, method: str) -> Cells:
        if method == "GET":
            return self.lock.cells(self.look, self.look_but)
        return self.lock.cells(self.write, self.write_but)

    @property
    def asks(self) -> Means:
        return self.lock.means if self.means is None else self.means


# Who has each right: the columns with a role that gives it. Whoever acts for somebody has none.
BRAM, COBY, INES, VERA = Who.WIJKONDERNEMER, Who.COMMUNITY_BUILDER, Who.INFORMATION_GATHERER, Who.STORYTELLER
TOM, ELS, KARIM = Who.TREASURER, Who.BOARD, Who.AUDIT_COMMITTEE
HAS: Mapping[May, frozenset[Who]] = {
    May.SEE_PEOPLE: frozenset({BRAM, COBY, ELS}),
    May.ADD_PEOPLE: frozenset({BRAM, COBY}),
    May.GIVE_ROLES: frozenset({ELS}),
    May.WRITE_PROFILE: frozenset({BRAM, COBY, INES, VERA, ELS}),
    May.SEE_TREASURY: frozenset({BRAM, TOM, ELS, KARIM}),
    May.CHANGE_TREASURY: frozenset({TOM}),
    May.CONFIRM_TREASURY: frozenset({ELS}),
    May.KEEP_BOOKS: frozenset({TOM}),
    May.READ_AUDIT: frozenset({TOM, ELS, KARIM}),
    May.CHECK_FIGURES: frozenset({INES}),
    May.GUIDE: frozenset({BRAM, COBY, INES, VERA, ELS}),
    May.RUN_COMPANY: frozenset({BRAM}),
}


def each(who: Iterable[Who], met: Outcome) -> Cells:
    return dict.fromkeys(who, met)


def public() -> Lock:
    return Lock(EVERYBODY)


def signed_in(means: Means = Means.ANY) -> Lock:
    return Lock(SIGNED_IN, {Who.VISITOR: LOGIN}, means)


OUTSIDE = {Who.VISITOR: LOGIN, **each(NOT_HERE, NOT_FOUND)}


def resident() -> Lock:
    return Lock(HERE, OUTSIDE)


def needs(right: May, means: Means = Means.STRONG) -> Lock:
    holders = HAS[right]
    return Lock(holders, {**OUTSIDE, **each(HERE - holders, DENIED)}, means, right)


def fresh(right: May) -> Lock:
    return needs(right, Means.FRESH)


def site_admin() -> Lock:
    return Lock(frozenset({Who.SITE_ADMIN}), {**each(SIGNED_IN - {Who.SITE_ADMIN}, NOT_FOUND), Who.VISITOR: LOGIN})


def page(lock: Lock, **more: Any) -> Door:
    """Only to look at."""
    return Door(lock, OK, METHOD, **more)


def open_page(lock: Lock, **more: Any) -> Door:
    """To look at; who writes there sees the page again."""
    return Door(lock, OK, UNDONE, **more)


def form(lock: Lock, **more: Any) -> Door:
    return Door(lock, OK, OK, **more)


def button(lock: Lock, **more: Any) -> Door:
    """Only to press."""
    return Door(lock, METHOD, OK, **more)


def nowhere(lock: Lock, **more: Any) -> Door:
    """For nobody, as if it were not there."""
    return Door(lock, NOT_FOUND, NOT_FOUND, **more)
