"""The books against a model of thirty lines in plain Python: whatever one does, both say the same."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from django_scopes import scope
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from limonade.ledger import errors, queries
from limonade.ledger.actions import reverse
from limonade.ledger.models import Entry, Period
from limonade.ledger.selfcheck import check
from limonade.ledger.setting_up import close_period, open_period, set_limits
from tests.ledger.books import CHART, Books, lay_out

EUROS = ("bank", "cash", "gifts", "rent", "aisha", "bram")
RUNS, STEPS = 40, 50  # the soak does 200
DAYS = [dt.date(2028, 1, 1), dt.date(2028, 2, 29), dt.date(2029, 6, 1)]


class Model:
    def __init__(self) -> None:
        self.balance = dict.fromkeys(EUROS, 0)
        self.limits = {name: (floor, ceiling) for name, _unit, _number, _kind, _rgs, floor, ceiling in CHART}
        self.sign = {row[0]: 1 if row[3] in ("asset", "expense") else -1 for row in CHART}
        self.booked: dict[str, Any] = {}
        self.reversed: set[str] = set()
        self.closed: set[int] = set()

    def fits(self, name: str, balance: int) -> bool:
        floor, ceiling = self.limits[name]
        return (floor is None or balance >= floor) and (ceiling is None or balance <= ceiling)

    def book(self, key: str, content: tuple[Any, ...]) -> bool:
        source, target, amount, day, _reverses = content
        if key in self.booked:
            return bool(self.booked[key] == content)
        after = {source: self.balance[source] - amount * self.sign[source]}
        after[target] = self.balance[target] + amount * self.sign[target]
        if day.year in self.closed or not all(self.fits(name, balance) for name, balance in after.items()):
            return False
        self.balance |= after
        self.booked[key] = content
        return True


class Machine(RuleBasedStateMachine):
    keys = st.integers(0, 12).map("k{}".format)
    names = st.sampled_from(EUROS)
    days = st.sampled_from(DAYS)

    @initialize()
    def begin(self) -> None:
        self.rows: Books = lay_out("paasberg", "Paasberg", "tom")
        days = {"first_day": dt.date(2029, 1, 1), "last_day": dt.date(2029, 12, 31)}
        open_period(self.rows.administration, **days, by=self.rows.by)
        self.model, self.entries = Model(), {}

    @rule(key=keys, source=names, goes_to=names, amount=st.integers(1, 20_000), day=days)
    def post(self, key: str, source: str, goes_to: str, amount: int, day: dt.date) -> None:
        target = goes_to
        if source == target:
            return
        taken = self.model.book(key, (source, target, amount, day, None))
        try:
            self.entries[key] = self.rows.post(source, target, amount, key=key, day=day)
        except errors.LedgerError:
            assert not taken
        else:
            assert taken

    @rule(which=keys, key=keys, day=days)
    def reverse(self, which: str, key: str, day: dt.date) -> None:
        if which not in self.model.booked:
            return
        source, target, amount, _day, of = self.model.booked[which]
        again = self.model.booked.get(key) == (target, source, amount, day, which)
        may = of is None and (which not in self.model.reversed or again)
        taken = may and self.model.book(key, (target, source, amount, day, which))
        try:
            self.entries[key] = reverse(self.entries[which], key=key, day=day, by=self.rows.by, why="Fout")
        except errors.LedgerError:
            assert not taken
        else:
            assert taken
            self.model.reversed.add(which)

    @rule(key=keys)
    def retry(self, key: str) -> None:
        if key in self.model.booked and self.model.booked[key][4] is None:
            source, target, amount, day, _of = self.model.booked[key]
            assert self.rows.post(source, target, amount, key=key, day=day).pk == self.entries[key].pk

    @rule(name=names, floor=st.none() | st.integers(-500, 500))
    def limit(self, name: str, floor: int | None) -> None:
        try:
            set_limits(self.rows.accounts[name], floor=floor, ceiling=None, by=self.rows.by)
        except errors.LedgerError:
            assert floor is not None and self.model.balance[name] < floor
        else:
            self.model.limits[name] = (floor, None)

    @rule(year=st.sampled_from([2028, 2029]), really=st.integers(0, 9))
    def close(self, year: int, really: int) -> None:
        if really or year in self.model.closed:
            return
        with scope(neighbourhood=self.rows.place):
            close_period(Period.objects.get(first_day__year=year), by=self.rows.by)
        self.model.closed.add(year)

    @invariant()
    def both_say_the_same(self) -> None:
        if not hasattr(self, "model"):
            return
        with scope(neighbourhood=self.rows.place):
            found = {one.name.lower(): one.own for one in queries.balances(self.rows.administration)}
            assert {name: found[name] for name in EUROS} == self.model.balance
            assert Entry.objects.count() == len(self.model.booked)


class InTransaction(Machine):
    """Every run in a transaction of its own that is rolled back."""

    def __init__(self) -> None:
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()

    def teardown(self) -> None:
        try:
            if hasattr(self, "model"):
                assert check() == []
        finally:
            transaction.set_rollback(True)
            self.around.__exit__(None, None, None)


def run_machine(runs: int, steps: int) -> None:
    slow = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large)
    shape = settings(
        max_examples=runs, stateful_step_count=steps, deadline=None, suppress_health_check=slow, database=None
    )
    run_state_machine_as_test(InTransaction, settings=shape)


def test_a_few_runs_say_the_same_as_the_model(db: None) -> None:
    run_machine(10, 20)


@pytest.mark.slow
def test_many_runs_say_the_same_as_the_model(db: None) -> None:
    run_machine(RUNS, STEPS)
