"""The cast: Aisha, Bram, Coby and Tom of Paasberg, and Dirk of another neighbourhood."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from limonade.accounts.models import User
from limonade.audit.actions import record
from limonade.audit.actor import Actor
from limonade.audit.models import Act
from limonade.neighbourhoods.models import Neighbourhood

AISHA, BRAM, COBY, TOM, DIRK = 101, 102, 103, 104, 201  # the numbers of their parties

Attack = Callable[..., Any]


@pytest.fixture
def here(db: None) -> Neighbourhood:
    """Where Aisha lives."""
    return Neighbourhood.objects.create(slug="paasberg", name="Paasberg", municipality_code="GM0202")


@pytest.fixture
def there(db: None) -> Neighbourhood:
    """Where Dirk lives."""
    return Neighbourhood.objects.create(slug="presikhaaf", name="Presikhaaf", municipality_code="GM0202")


@pytest.fixture
def aisha(db: None) -> Actor:
    return Actor(User.objects.create(email="aisha@paasberg.example").pk, AISHA, origin="web 192.0.2.0/24")


@pytest.fixture
def coby(db: None) -> Actor:
    """Helps Tom, who has no computer."""
    return Actor(User.objects.create(email="coby@paasberg.example").pk, COBY, TOM)


@pytest.fixture
def dirk(db: None) -> Actor:
    return Actor(User.objects.create(email="dirk@presikhaaf.example").pk, DIRK)


@pytest.fixture
def six_acts(here: Neighbourhood, aisha: Actor, coby: Actor) -> list[Act]:
    with transaction.atomic():
        return [
            record(here, "people.role_offered", by=by, subject=here, role="treasurer", round=number)
            for number, by in enumerate([aisha, coby, aisha, coby, aisha, aisha], start=1)
        ]


def run_sql(sql: str, *values: Any) -> None:
    """In a savepoint, so that a refusal does not spoil the transaction of the test."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
