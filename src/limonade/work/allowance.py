"""What the law allows for an hour: the limits of the volunteer allowance, and the minimum wage. Plain sums.

The allowance pays costs and no time. Three limits hold together: an hour, a month and a year, over all organisations;
above one of them the scheme does not apply at all. Between the allowance and the minimum wage nothing is allowed.
"""

import datetime as dt
from dataclasses import dataclass

from limonade.work.legal_amounts import legal_amount

WARN_FROM_PERCENT = 80


@dataclass(frozen=True)
class SoFar:
    """Allowances of somebody that count with a day, in cents: in its month and in its year."""

    month: int
    year: int


@dataclass(frozen=True)
class Verdict:
    """`cents` for these hours; with a `refusal` nothing may be paid. The keys are told in words by the room's pages."""

    cents: int
    refusal: str = ""
    warning: str = ""
    limit: int = 0
    """The limit in question, in cents."""
    left: int = 0
    """What is left below it after this, in cents."""


def allowance(hours: int, day: dt.date, so_far: SoFar, *, is_under_21: bool) -> Verdict:
    """For `hours` in hundredths, at the highest amount an hour that the law knows."""
    per_hour = legal_amount("allowance_hour_under_21" if is_under_21 else "allowance_hour", day)
    month, year = legal_amount("allowance_month", day), legal_amount("allowance_year", day)
    if not (per_hour and month and year and per_hour.cents and month.cents and year.cents):
        return Verdict(0, refusal="not_known")
    cents = per_hour.cents * hours // 100
    for name, used, limit in (("month", so_far.month, month.cents), ("year", so_far.year, year.cents)):
        if used + cents > limit:
            return Verdict(cents, refusal=name, limit=limit, left=max(0, limit - used))
    for name, used, limit in (("month", so_far.month, month.cents), ("year", so_far.year, year.cents)):
        if (used + cents) * 100 >= limit * WARN_FROM_PERCENT:
            return Verdict(cents, warning=name, limit=limit, left=limit - used - cents)
    return Verdict(cents)


def wage(hours: int, day: dt.date, rate_cents: int) -> Verdict:
    """For `hours` in hundredths; refused below the minimum wage of somebody of 21, or when that is not known."""
    least = legal_amount("minimum_wage_hour", day)
    if not (least and least.cents):
        return Verdict(0, refusal="wage_not_known")
    if rate_cents < least.cents:
        return Verdict(0, refusal="wage", limit=least.cents)
    return Verdict((rate_cents * hours + 50) // 100)
