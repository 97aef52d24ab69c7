"""What lies on the table stays of its owner, who reads where it is used."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from limonade.bakery import steps as bakery
from limonade.bakery.models import Case, CaseIngredient, Ingredient
from limonade.notices.asked import asked_of
from limonade.people.models import RoleGrant
from limonade.steps.step import Refused
from tests.cast import sign_in
from tests.together.stage import Street
from tests.together.test_all_the_way_round import a_case, an_initiative

LINDE = "Woningcorporatie De Linde"


@pytest.fixture
def case(street: Street) -> Case:
    """Farah mixes her own cooking and the kitchen of De Linde."""
    return a_case(street, an_initiative(street))


def told(street: Street, name: str) -> list[tuple[str, str]]:
    with street.inside():
        return [(one.title, one.why) for one in asked_of(street.here(name).standing) if one.icon == "blend"]


def test_who_speaks_for_the_owner_reads_that_it_is_used_for_two_weeks(street: Street, case: Case) -> None:
    assert told(street, "Wim") == [(f"“{case.title}” gebruikt wat jullie bieden", "Keuken")]
    assert not told(street, "Farah"), "she mixed it herself"
    assert not told(street, "Corrie"), "she works for another organisation"
    with street.inside():
        CaseIngredient.objects.update(made_at=timezone.now() - dt.timedelta(days=15))
    assert not told(street, "Wim")


def test_a_person_reads_it_too_and_what_somebody_seeks_is_not_what_they_offer(street: Street) -> None:
    ines = street.party("Ines")
    need = street.take("Ines", bakery.NEW, "ingredient", kind="need", owner=ines, what="Gezelschap", text="")
    case = a_case(street, an_initiative(street))
    with street.inside():
        Case.objects.update(fixed_at=None, fixed_by=None)
    street.take("Farah", bakery.CASE, "meng", case, ingredients=[need])
    assert told(street, "Ines") == [(f"“{case.title}” gaat over wat jij zoekt", "Gezelschap")]


def test_nobody_takes_the_goods_of_another_off_the_table(street: Street, case: Case) -> None:
    with street.inside():
        kitchen, cooking = (
            Ingredient.objects.select_related("owner").get(what=what) for what in ("Keuken", "Kookt graag")
        )
    for name, thing in (("Coby", kitchen), ("Coby", cooking), ("Farah", kitchen), ("Wim", cooking)):
        with pytest.raises(Refused, match="Alleen wie voor"):
            street.take(name, bakery.INGREDIENT, "weg", thing)
    assert street.take("Wim", bakery.INGREDIENT, "weg", kitchen).gone_at
    assert street.take("Farah", bakery.INGREDIENT, "weg", cooking).gone_at


def test_a_guide_takes_it_off_when_nobody_speaks_for_the_owner(street: Street, case: Case) -> None:
    with street.inside():
        kitchen = Ingredient.objects.get(what="Keuken")
        RoleGrant.objects.filter(organisation__name=LINDE).update(until=street.today - dt.timedelta(days=1))
    with pytest.raises(Refused, match="Alleen wie voor"):
        street.take("Farah", bakery.INGREDIENT, "weg", kitchen)
    assert street.take("Coby", bakery.INGREDIENT, "weg", kitchen).gone_at


def test_each_card_says_in_which_running_plan_it_is_used(street: Street, case: Case, client: Client) -> None:
    sign_in(client, street.cast.user("Wim"))
    with street.inside():
        kitchen = Ingredient.objects.get(what="Keuken")
    table, off = "/wijk/paasberg/bakkerij/", f"/wijk/paasberg/bakkerij/ingredient/{kitchen.pk}/weg/"
    assert client.get(table).content.decode().count("Gebruikt in:") == 2
    assert f"Het wordt gebruikt in: “{case.title}”." in client.get(off).content.decode()
    with street.inside():
        Case.objects.update(outcome=Case.NO_GO, decided_at=timezone.now(), decided_by=street.cast.user("Farah"))
    assert "Gebruikt in:" not in client.get(table).content.decode()
    assert "Het wordt gebruikt in" not in client.get(off).content.decode()
    client.post(off, {})
    with street.inside():
        assert Ingredient.objects.get(what="Keuken").gone_at
