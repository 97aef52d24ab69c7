"""What came in and was spent in some days, and what there was at their end, per unit.

Nothing is booked at the end of a year: what is left of it is part of the own capital from then on.
"""

import datetime as dt
from dataclasses import dataclass, replace

from limonade.ledger.models import Administration, Unit
from limonade.ledger.queries import A_DAY, Balance, balances_on, folded


@dataclass(frozen=True)
class Statement:
    unit: str
    income: tuple[Balance, ...]
    """Within the days."""
    expenses: tuple[Balance, ...]
    assets: tuple[Balance, ...]
    """At the end of the last day, like the two below."""
    liabilities: tuple[Balance, ...]
    equity: tuple[Balance, ...]
    earlier_result: int
    """Of all days before, not yet booked to the own capital."""

    is_money: bool

    @property
    def result(self) -> int:
        """Of these days; below nothing when more was spent than came in."""
        return self.came - self.spent

    @property
    def came(self) -> int:
        return sum(one.own for one in self.income)

    @property
    def spent(self) -> int:
        return sum(one.own for one in self.expenses)

    @property
    def owned(self) -> int:
        return sum(one.own for one in self.assets)

    @property
    def owed(self) -> int:
        return sum(one.own for one in self.liabilities)

    @property
    def capital(self) -> int:
        """Always what is owned less what is owed."""
        return sum(one.own for one in self.equity) + self.earlier_result + self.result


def statements(administration: Administration, first_day: dt.date, last_day: dt.date) -> list[Statement]:
    """Of every unit in which anything was booked; accounts of people are one line per kind."""
    before = {one.account_id: one.amount for one in balances_on(administration, first_day - A_DAY)}
    after = balances_on(administration, last_day)
    units = sorted({one.unit for one in after if one.amount or before[one.account_id]})
    money = set(Unit.objects.filter(kind=Unit.MONEY).values_list("code", flat=True))
    return [_statement(unit, [one for one in after if one.unit == unit], before, money) for unit in units]


def _statement(unit: str, after: list[Balance], before: dict[int, int], money: set[str]) -> Statement:
    within = [replace(one, amount=one.amount - before[one.account_id]) for one in after]

    def of(kind: str, rows: list[Balance]) -> tuple[Balance, ...]:
        return tuple(folded([one for one in rows if one.kind == kind and one.amount]))

    earlier = -sum(before[one.account_id] for one in after if one.kind in ("income", "expense"))
    return Statement(
        unit,
        of("income", within),
        of("expense", within),
        of("asset", after),
        of("liability", after),
        of("equity", after),
        earlier,
        unit in money,
    )
