"""Who pays and who gains, the best plan, the shared bill and the limits of the law: plain sums, for any input."""

import datetime as dt
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limonade.bakery.payers import Line, evening_out, is_split, nets
from limonade.work.allowance import SoFar, allowance, wage
from limonade.work.matching import Person, Work, best_plan, hindrance, why_not

CENTS = st.integers(0, 10**9)
DAY = dt.date(2025, 3, 3)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    low, middle, high = sorted(draw(st.tuples(CENTS, CENTS, CENTS)))
    return Line(draw(st.integers(1, 5)), draw(st.sampled_from([1, -1])), low, middle, high, draw(st.booleans()))


@given(st.lists(lines(), max_size=12))
def test_evening_out_leaves_nobody_behind_and_makes_no_money(found: list[Line]) -> None:
    table = nets(found)
    transfers = evening_out(table)
    after = {one.party: one.middle for one in table}
    for one in transfers:
        assert one.cents > 0
        after[one.source] -= one.cents
        after[one.target] += one.cents
    assert sum(after.values()) == sum(one.middle for one in table)
    if sum(after.values()) >= 0:
        assert all(value >= 0 for value in after.values())
    else:
        assert transfers == []
    assert is_split(table) == (sum(after.values()) > 0 and any(one.middle < 0 for one in table))
    assert all(one.low <= one.middle <= one.high for one in table)


PARTS = st.sampled_from(["morning", "evening"])


@st.composite
def jobs(draw: st.DrawFn, key: int) -> Work:
    weekday = draw(st.integers(0, 1))
    part = draw(PARTS)
    return Work(key, draw(st.sampled_from(["cook", "green"])), (weekday, part), weekday, (2026, 1),
                draw(st.sampled_from([100, 200])), draw(st.integers(1, 2)), frozenset({"hours"}))  # fmt: skip


@st.composite
def people(draw: st.DrawFn, key: int) -> Person:
    skills = draw(st.sets(st.sampled_from(["cook", "green"]), min_size=1))
    slots = draw(st.sets(st.sampled_from([f"{day}-{part}" for day in (0, 1) for part in ("morning", "evening")])))
    return Person(key, frozenset(skills), frozenset(slots), ("hours",), draw(st.sampled_from([100, 200, 400])))


def most_places(crew: list[Person], work: list[Work]) -> int:
    """By trying everything."""
    pairs = [(person, job) for person in crew for job in work if not hindrance(person, job)]
    best = 0
    for chosen in product((0, 1), repeat=len(pairs)):
        taken = [pair for pair, on in zip(pairs, chosen, strict=True) if on]
        if len(taken) > best and _holds(taken):
            best = len(taken)
    return best


def _holds(taken: list[tuple[Person, Work]]) -> bool:
    per_job = all(sum(job is one for _who, one in taken) <= job.free for _person, job in taken)
    slots = [(person.key, job.slot) for person, job in taken]
    hours = all(
        sum(job.hours for who, job in taken if who.key == person.key) <= person.hours_a_week for person, _job in taken
    )
    return per_job and len(slots) == len(set(slots)) and hours


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_plan_fills_more_places(data: st.DataObject) -> None:
    crew = [data.draw(people(key)) for key in range(3)]
    work = [data.draw(jobs(key)) for key in range(3)]
    plan = best_plan(crew, work)
    assert plan is not None
    assert plan.filled == most_places(crew, work)
    by_key = {one.key: one for one in crew}
    assert _holds([(by_key[one.person], work[one.work]) for one in plan.chosen])


def test_who_worked_little_goes_first_and_the_reason_is_of_this_very_plan() -> None:
    cook = Work(1, "cook", (1, "evening"), 0, (2026, 1), 200, 1, frozenset({"hours", "gift"}))
    tired = Person(1, frozenset({"cook"}), frozenset({"0-evening"}), ("hours",), 400, worked=2_000)
    rested = Person(2, frozenset({"cook"}), frozenset({"0-evening"}), ("gift",), 400)
    painter = Person(3, frozenset({"paint"}), frozenset({"0-evening"}), ("hours",), 400)
    plan = best_plan([tired, rested, painter], [cook])
    assert plan is not None
    assert [(one.person, one.form) for one in plan.chosen] == [(2, "gift")]
    assert why_not([tired, rested, painter], [cook], plan, tired, cook).reason == "spread"
    assert why_not([tired, rested, painter], [cook], plan, painter, cook).reason == "skill"


def test_who_is_needed_elsewhere_is_told_how_many_places_would_stay_empty() -> None:
    cook = Work(1, "cook", (1, "evening"), 0, (2026, 1), 200, 1, frozenset({"hours"}))
    green = Work(2, "green", (1, "evening"), 0, (2026, 1), 200, 1, frozenset({"hours"}))
    both = Person(1, frozenset({"cook", "green"}), frozenset({"0-evening"}), ("hours",), 400)
    cooks = Person(2, frozenset({"cook"}), frozenset({"0-evening"}), ("hours",), 400)
    plan = best_plan([both, cooks], [cook, green])
    assert plan is not None and plan.filled == 2
    reason = why_not([both, cooks], [cook, green], plan, both, cook)
    assert (reason.reason, reason.fewer_places) == ("others_empty", 1)


def test_at_the_highest_hour_the_month_is_full_after_37_and_a_half_hours() -> None:
    """EUR 5.60 an hour, 210 a month: 37.5 hours."""
    assert allowance(3_750, DAY, SoFar(0, 0), is_under_21=False).cents == 21_000
    assert allowance(3_751, DAY, SoFar(0, 0), is_under_21=False).refusal == "month"


@pytest.mark.parametrize(
    ("so_far", "refusal", "warning", "left"),
    [
        (SoFar(0, 0), "", "", 0),
        (SoFar(16_500, 16_500), "", "month", 3_940),
        (SoFar(20_500, 20_500), "month", "", 500),
        (SoFar(0, 180_000), "", "year", 29_440),
        (SoFar(0, 209_900), "year", "", 100),
    ],
)
def test_a_limit_is_told_before_it_is_passed(so_far: SoFar, refusal: str, warning: str, left: int) -> None:
    found = allowance(100, DAY, so_far, is_under_21=False)
    assert (found.cents, found.refusal, found.warning, found.left) == (560, refusal, warning, left)


def test_a_year_that_nobody_filled_in_stops() -> None:
    assert allowance(100, dt.date(2026, 1, 1), SoFar(0, 0), is_under_21=False).refusal == "not_known"
    assert wage(100, dt.date(2024, 1, 1), 99_999).refusal == "wage_not_known"


def test_between_allowance_and_minimum_wage_nothing_is_paid() -> None:
    assert wage(100, dt.date(2026, 1, 1), 1_470).refusal == "wage"
    assert wage(150, dt.date(2026, 1, 1), 1_471).cents == 2_207
