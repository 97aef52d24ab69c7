"""Who does which job: the best plan for everybody together, found exactly, with a reason for each. No Django.

First as many places as possible are filled, then the work is spread, then near goes before far. It is a mixed integer
program, solved by HiGHS; a hundred people and fifty jobs take a few seconds, a street much less.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

PLACE, NEAR = 1000.0, 1.0
"""A filled place outweighs all spreading, and spreading outweighs living near."""
SPREAD = 20.0
SECONDS = 10.0


@dataclass(frozen=True)
class Work:
    """A job: `slot` is (date ordinal, part of the day), `week` groups what counts for somebody's hours."""

    key: int
    skill: str
    slot: tuple[int, str]
    weekday: int
    week: tuple[int, int]
    hours: int
    free: int
    forms: frozenset[str]
    street: str = ""


@dataclass(frozen=True)
class Person:
    """What somebody can and wants; `taken` are slots that are full, `planned` hours by week that are spoken for."""

    key: int
    skills: frozenset[str]
    parts: frozenset[str]
    forms: tuple[str, ...]
    hours_a_week: int
    street: str = ""
    taken: frozenset[tuple[int, str]] = frozenset()
    planned: tuple[tuple[tuple[int, int], int], ...] = ()
    worked: int = 0
    """Hours of the last months, in hundredths: who had little goes first."""
    ended: frozenset[int] = frozenset()
    """Work that was agreed or asked before and did not go on, from either side."""

    def left_in(self, week: tuple[int, int]) -> int:
        return self.hours_a_week - dict(self.planned).get(week, 0)


ANY_SKILL = "other"


def hindrance(person: Person, work: Work) -> str:
    """Why this cannot be, as a key; empty when it can."""
    if work.key in person.ended:
        return "ended"
    if work.skill not in {ANY_SKILL} | person.skills:
        return "skill"
    if f"{work.weekday}-{work.slot[1]}" not in person.parts:
        return "time"
    if work.slot in person.taken:
        return "busy"
    if not form_of(person, work):
        return "form"
    return "week" if work.hours > person.left_in(work.week) else ""


def form_of(person: Person, work: Work) -> str:
    """The first form that somebody likes and the job has."""
    return next((one for one in person.forms if one in work.forms), "")


@dataclass(frozen=True)
class Chosen:
    person: int
    work: int
    form: str
    is_near: bool


@dataclass(frozen=True)
class Plan:
    chosen: tuple[Chosen, ...]
    score: float

    @cached_property
    def filled(self) -> int:
        return len(self.chosen)


class NoPlan(Exception):
    """The solver found no proven best plan in the time it has."""


def best_plan(people: Sequence[Person], jobs: Sequence[Work], must: tuple[int, int] | None = None) -> Plan | None:
    """The proven best plan; with `must` (person, job) the best one that holds it, or None when there is none.

    Raises NoPlan when the proof takes longer than ten seconds.
    """
    pairs = [(person, work) for work in jobs for person in people if not hindrance(person, work)]
    forced = [at for at, (person, work) in enumerate(pairs) if (person.key, work.key) == must]
    if must and not forced:
        return None
    if not pairs:
        return Plan((), 0.0)
    solution = _solve(people, jobs, pairs, forced)
    if solution is None:
        return None
    values, score = solution
    chosen = [
        Chosen(person.key, work.key, form_of(person, work), _is_near(person, work))
        for (person, work), value in zip(pairs, values, strict=False)
        if value > 0.5
    ]
    return Plan(tuple(chosen), score)


def _is_near(person: Person, work: Work) -> bool:
    return bool(person.street) and person.street == work.street


Pairs = list[tuple[Person, Work]]


def _solve(
    people: Sequence[Person], jobs: Sequence[Work], pairs: Pairs, forced: list[int]
) -> tuple[npt.NDArray[np.float64], float] | None:
    """One variable per pair that can be, and one for the fullest load, which is kept low."""
    size = len(pairs) + 1
    gain = np.array([PLACE + (NEAR if _is_near(*pair) else 0.0) for pair in pairs] + [-SPREAD / 100])
    rows = [*_places(jobs, pairs), *_slots(pairs), *_weeks(pairs), *_loads(people, pairs, size - 1)]
    matrix = csr_matrix(
        (
            [value for row, _limit in rows for _at, value in row],
            (
                [number for number, (row, _limit) in enumerate(rows) for _one in row],
                [at for row, _limit in rows for at, _value in row],
            ),
        ),
        shape=(len(rows), size),
    )
    low, high = np.zeros(size), np.append(np.ones(len(pairs)), np.inf)
    low[forced] = 1.0
    found = milp(
        -gain,
        constraints=LinearConstraint(matrix, ub=np.array([limit for _row, limit in rows])),
        integrality=np.append(np.ones(len(pairs)), 0),
        bounds=Bounds(low, high),
        options={"time_limit": SECONDS, "mip_rel_gap": 0},
    )
    if found.status == 2:
        return None
    if found.status != 0:
        raise NoPlan
    return found.x, float(-found.fun)


Row = tuple[list[tuple[int, float]], float]


def _grouped(pairs: Pairs, keys: Iterable[object]) -> Iterator[list[int]]:
    groups: dict[object, list[int]] = {}
    for at, key in enumerate(keys):
        groups.setdefault(key, []).append(at)
    yield from groups.values()


def _places(jobs: Sequence[Work], pairs: Pairs) -> Iterator[Row]:
    for group in _grouped(pairs, (work.key for _person, work in pairs)):
        yield [(at, 1.0) for at in group], float(pairs[group[0]][1].free)


def _slots(pairs: Pairs) -> Iterator[Row]:
    for group in _grouped(pairs, ((person.key, work.slot) for person, work in pairs)):
        yield [(at, 1.0) for at in group], 1.0


def _weeks(pairs: Pairs) -> Iterator[Row]:
    for group in _grouped(pairs, ((person.key, work.week) for person, work in pairs)):
        person, work = pairs[group[0]]
        yield [(at, float(pairs[at][1].hours)) for at in group], float(person.left_in(work.week))


def _loads(people: Sequence[Person], pairs: Pairs, fullest: int) -> Iterator[Row]:
    """What somebody worked and would work is at most the fullest load."""
    for group in _grouped(pairs, (person.key for person, _work in pairs)):
        person = pairs[group[0]][0]
        load = [(at, pairs[at][1].hours / 100) for at in group]
        yield [*load, (fullest, -1.0)], -person.worked / 100


@dataclass(frozen=True)
class WhyNot:
    """Why somebody is not in the plan for a job: a hindrance, or what it would cost the others."""

    reason: str
    fewer_places: int = 0


def why_not(people: Sequence[Person], jobs: Sequence[Work], plan: Plan, person: Person, work: Work) -> WhyNot:
    """Solves again with this pair fixed, so that the answer is about this very plan. Raises NoPlan."""
    if reason := hindrance(person, work):
        return WhyNot(reason)
    other = best_plan(people, jobs, must=(person.key, work.key))
    if other is None:
        return WhyNot("full")
    fewer = plan.filled - other.filled
    if fewer > 0:
        return WhyNot("others_empty", fewer)
    return WhyNot("spread" if other.score < plan.score - 1e-6 else "equal")
