"""Who knows one amount gives one; who doubts says between what and what."""

from typing import Any

import pytest
from django.test import Client

from limonade.bakery import steps as bakery
from limonade.bakery.models import Case, Effect
from tests.cast import sign_in
from tests.together.stage import Street
from tests.together.test_all_the_way_round import an_initiative


@pytest.fixture
def case(street: Street) -> Case:
    told = {"title": "Soep", "text": "Samen.", "least_cents": 0, "least_hours": 0, "least_parties": 2}
    return street.take(  # type: ignore[no-any-return]
        "Farah", bakery.NEW, "plan", initiative=an_initiative(street), decide_on=street.today, **told
    )


def write(street: Street, client: Client, case: Case, **amounts: str) -> str:
    """What the page says after it."""
    sign_in(client, street.cast.user("Farah"))
    told: dict[str, Any] = {"party": street.party("Farah").pk, "kind": "cost", "what": "Pannen", "source": "Bon"}
    address = f"/wijk/paasberg/bakkerij/plan/{case.pk}/effect/"
    return " ".join(client.post(address, told | amounts, follow=True).content.decode().split())


def test_one_amount_is_enough_and_is_shown_as_one(street: Street, client: Client, case: Case) -> None:
    page = write(street, client, case, middle="40")
    with street.inside():
        effect = Effect.objects.get()
    assert (effect.low, effect.middle, effect.high) == (4_000, 4_000, 4_000)
    assert "midden" not in page
    assert page.count("€ 40,00") == len(("costs", "together", "between", "all", "all between", "effect"))


def test_a_range_may_be_given_on_one_side(street: Street, client: Client, case: Case) -> None:
    page = write(street, client, case, middle="40", high="60,50")
    with street.inside():
        effect = Effect.objects.get()
    assert (effect.low, effect.middle, effect.high) == (4_000, 4_000, 6_050)
    assert "midden € 40,00" in page


@pytest.mark.parametrize(
    ("amounts", "told"), [({"low": "50"}, "Dit is meer dan"), ({"high": "30"}, "Dit is minder dan")]
)
def test_what_is_out_of_order_is_said_next_to_the_amount(
    street: Street, client: Client, case: Case, amounts: dict[str, str], told: str
) -> None:
    assert told in write(street, client, case, middle="40", **amounts)
    with street.inside():
        assert not Effect.objects.exists()


def test_nothing_is_an_amount_too(street: Street, client: Client, case: Case) -> None:
    write(street, client, case, middle="40", low="0")
    with street.inside():
        assert Effect.objects.get().low == 0
