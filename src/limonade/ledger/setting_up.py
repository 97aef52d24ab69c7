"""Administrations, their periods, accounts and earmarks: opened, limited and closed, each with an audit act."""

import datetime as dt
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from limonade.audit.actions import record
from limonade.audit.actor import Actor
from limonade.ledger import errors
from limonade.ledger.chart import EURO, HOUR
from limonade.ledger.models import Account, Administration, Earmark, Period, Unit
from limonade.ledger.write_lock import write_lock

New = TypeVar("New", Administration, Period, Account, Earmark)
FIRST_UNITS = ((EURO, "euro", 2, Unit.MONEY), (HOUR, "uur", 2, Unit.HOURS))


def first_units() -> dict[str, Unit]:
    """Euros in cents and hours in hundredths, by code: the same everywhere, also where no books are open yet."""
    return {code: Unit(code=code, name=name, scale=scale, kind=kind) for code, name, scale, kind in FIRST_UNITS}


def ensure_units() -> None:
    """Repeatable."""
    Unit.objects.bulk_create(first_units().values(), ignore_conflicts=True)


def open_administration(
    neighbourhood: models.Model, *, name: str, kind: str, by: Actor, party_id: int | None = None
) -> Administration:
    new = Administration(neighbourhood_id=neighbourhood.pk, name=name, kind=kind, party_id=party_id)
    return _add(new, "ledger.administration_opened", by)


def open_period(administration: Administration, *, first_day: dt.date, last_day: dt.date, by: Actor) -> Period:
    """Both days are in it. Raises WrongPeriod when it overlaps another one."""
    new = Period(
        neighbourhood_id=administration.neighbourhood_id,
        administration_id=administration.pk,
        first_day=first_day,
        last_day=last_day,
    )
    return _add(new, "ledger.period_opened", by)


def close_period(period: Period, *, by: Actor) -> Period:
    """For ever. Who is booking at this moment goes first, or comes too late. Raises PeriodIsClosed."""
    with write_lock(), transaction.atomic():
        _hold(period.neighbourhood_id, period.administration_id)
        rows = Period.objects.with_scope(neighbourhood=period.neighbourhood_id)  # type: ignore[attr-defined]
        moment = timezone.now()
        if not rows.filter(pk=period.pk, closed_at=None).update(closed_at=moment, closed_by_id=by.user_id):
            raise errors.PeriodIsClosed
        period.closed_at, period.closed_by_id = moment, by.user_id
        record(period.neighbourhood, "ledger.period_closed", by=by, subject=period)
    return period


def open_account(administration: Administration, *, by: Actor, **columns: Any) -> Account:
    """`columns`: unit_id, number, name, kind and purpose; and perhaps party_id, rgs, floor and ceiling.

    Limits are in the smallest part of the unit, in the holder's own direction.
    """
    place = {"neighbourhood_id": administration.neighbourhood_id, "administration_id": administration.pk}
    return _add(Account(**place, **columns), "ledger.account_opened", by)


def make_earmark(
    administration: Administration, *, name: str, by: Actor, conditions: str = "", giver_id: int | None = None
) -> Earmark:
    new = Earmark(
        neighbourhood_id=administration.neighbourhood_id,
        administration_id=administration.pk,
        name=name,
        conditions=conditions,
        giver_id=giver_id,
    )
    return _add(new, "ledger.earmark_made", by)


def set_limits(account: Account, *, floor: int | None, ceiling: int | None, by: Actor) -> Account:
    """Raises BelowFloor or AboveCeiling when the balance is already past the new limit."""
    return change_account(account, name=account.name, rgs=account.rgs, floor=floor, ceiling=ceiling, by=by)


def change_account(
    account: Account, *, name: str, rgs: str, floor: int | None, ceiling: int | None, by: Actor
) -> Account:
    """What it is called, and its limits; what was booked on it stays. Raises BelowFloor or AboveCeiling."""
    new = {"name": name, "rgs": rgs, "floor": floor, "ceiling": ceiling}
    try:
        with write_lock(), transaction.atomic():
            _hold(account.neighbourhood_id, account.administration_id)
            rows = Account.objects.with_scope(neighbourhood=account.neighbourhood_id)  # type: ignore[attr-defined]
            rows.filter(pk=account.pk).update(**new)
            act = "ledger.account_changed"
            record(account.neighbourhood, act, by=by, subject=account, floor=floor, ceiling=ceiling)
    except IntegrityError as refusal:
        raise errors.error_for(refusal) or refusal from refusal
    for field, value in new.items():
        setattr(account, field, value)
    return account


def _add(new: New, act: str, by: Actor) -> New:
    try:
        with write_lock(), transaction.atomic():
            new.save(force_insert=True)
            record(new.neighbourhood, act, by=by, subject=new)
    except IntegrityError as refusal:
        raise errors.error_for(refusal) or refusal from refusal
    return new


def _hold(neighbourhood_id: int, administration_id: int) -> None:
    """First the administration and then its rows, as every booking does, so that nobody waits in a circle."""
    heads = Administration.objects.with_scope(neighbourhood=neighbourhood_id)  # type: ignore[attr-defined]
    heads.select_for_update().only("id").get(pk=administration_id)
