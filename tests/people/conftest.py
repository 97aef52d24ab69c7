"""The cast of Paasberg, within the scope of Paasberg."""

from collections.abc import Iterator

import pytest
from django_scopes import scope

from limonade.audit.actor import Actor
from limonade.people.models import Party
from tests.cast import Cast, lay_out_cast


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    laid_out = lay_out_cast()
    with scope(neighbourhood=laid_out.paasberg):
        yield laid_out


def acting(party: Party, helped: Party | None = None) -> Actor:
    return Actor(party.user_id, party.pk, helped.pk if helped else None, "web 192.0.2.0/24")
