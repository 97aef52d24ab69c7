"""Keeping somebody's own household budget, and making public only what many households have in common.

Counts go up in tens and never below ten. They change only when at least ten households wrote something since the
time before, at most once a month: so no difference between two counts is about fewer than ten.
"""

import datetime as dt
from collections import Counter
from typing import Any

from django.db import transaction
from django.utils import timezone

from limonade.economy.budget.planner import Written
from limonade.economy.budget.sharing import ideas
from limonade.economy.household.catalogue import spending_items
from limonade.economy.models import HouseholdBudget, WayCount
from limonade.people.models import Party

LEAST = 10
DAYS_BETWEEN = 28


def budget_of(party: Party) -> HouseholdBudget | None:
    return HouseholdBudget.objects.filter(party=party).first()


def written_of(budget: HouseholdBudget) -> Written:
    """Without what is no longer in our lists."""
    told: dict[str, Any] = budget.written
    items = {one.key for one in spending_items()}
    return Written(
        budget.adults,
        budget.children,
        budget.hour_pay,
        {key: euros for key, euros in told.get("euros", {}).items() if key in items},
        {key: tuple(ways) for key, ways in told.get("ways", {}).items() if key in items},
        {key: count for key, count in told.get("sharing", {}).items() if key in ideas()},
    )


def keep(party: Party, written: Written, *, is_counted: bool) -> HouseholdBudget:
    """Instead of what was there."""
    told = {"euros": written.euros, "ways": written.ways, "sharing": written.sharing}
    columns = {"adults": written.adults, "children": written.children, "hour_pay": written.hour_pay}
    kept, _new = HouseholdBudget.objects.update_or_create(
        neighbourhood_id=party.neighbourhood_id,
        party=party,
        defaults={**columns, "written": told, "is_counted": is_counted, "changed_on": timezone.localdate()},
    )
    return kept


def throw_away(party: Party) -> bool:
    return bool(HouseholdBudget.objects.filter(party=party).delete()[0])


def forget() -> int:
    """Those of people who stopped taking part, in the active scope. Returns how many."""
    return HouseholdBudget.objects.filter(party__left_at__isnull=False).delete()[0]


def told_to_owner(party: Party) -> dict[str, Any] | None:
    """For the file of their own data."""
    budget = budget_of(party)
    if budget is None:
        return None
    names = ("adults", "children", "hour_pay", "written", "is_counted")
    return {name: getattr(budget, name) for name in names}


def publish_counts() -> int:
    """Makes new counts public when it is time and safe. Returns how many rows."""
    last = WayCount.last_day()
    today = timezone.localdate()
    if last and today < last + dt.timedelta(days=DAYS_BETWEEN):
        return 0
    budgets = list(HouseholdBudget.objects.filter(is_counted=True, party__left_at=None))
    new = [one for one in budgets if last is None or one.changed_on > last]
    if len(new) < LEAST:
        return 0
    counts: Counter[tuple[str, str]] = Counter()
    function_of = {one.key: one.function for one in spending_items()}
    for one in budgets:
        found = {(function_of[item], way) for item, ways in written_of(one).ways.items() for way in ways}
        counts.update({*found, ("", WayCount.ALL)})
    rows = [
        WayCount(
            neighbourhood_id=budgets[0].neighbourhood_id, day=today, function=function, way=way, tens=count // LEAST
        )
        for (function, way), count in sorted(counts.items())
        if count >= LEAST
    ]
    with transaction.atomic():
        WayCount.objects.bulk_create(rows)
    return len(rows)
