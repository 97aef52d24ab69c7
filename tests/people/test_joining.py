"""A code on a letter works once, one on a poster as often as it says, and none after its day."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django_scopes import scope

from limonade.people import joining
from limonade.people.errors import PeopleError
from limonade.people.models import JoinCode, Party
from limonade.people.queries import usable_code
from limonade.web.demo.people import account_of
from tests.cast import Cast, lay_out_cast
from tests.people.conftest import acting

TRIES = 50


def codes(cast: Cast, kind: str = JoinCode.LETTER, number: int = 1) -> list[JoinCode]:
    by = acting(cast.party("Coby"))
    return joining.make_codes(cast.paasberg, kind=kind, batch="brieven", number=number, days=30, by=by)


def test_a_letter_lets_one_person_in(cast: Cast) -> None:
    (code,) = codes(cast)
    newcomer = account_of("Noor")
    party = joining.join(cast.paasberg, newcomer, text=code.code, name="Noor", by=acting(cast.party("Coby")))
    assert (party.name, party.came_through) == ("Noor", "code")
    with pytest.raises(PeopleError, match="werkt niet"):
        joining.join(cast.paasberg, account_of("Piet"), text=code.code, name="Piet", by=acting(cast.party("Coby")))


def test_a_code_may_be_typed_sloppily(cast: Cast) -> None:
    (code,) = codes(cast)
    for text in (code.code.lower(), f"  {code.code} ", code.code.replace("-", ""), code.code.replace("-", " ")):
        assert usable_code(text) == code
    assert usable_code("") is None
    assert usable_code("x" * 5000) is None


def test_codes_can_be_read_aloud_and_are_all_different(cast: Cast) -> None:
    made = [code.code for code in codes(cast, number=200)]
    assert len(set(made)) == 200
    assert not set("".join(made)) & set("AEIOUQ01")


def test_a_code_ends_with_its_day_or_when_it_is_withdrawn(cast: Cast) -> None:
    first, second = codes(cast, number=2)
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        assert usable_code(first.code) is None
    assert joining.withdraw_batch(cast.paasberg, "brieven", by=acting(cast.party("Coby"))) == 2
    assert usable_code(second.code) is None


def test_who_is_here_already_uses_up_no_code(cast: Cast) -> None:
    (code,) = codes(cast)
    with pytest.raises(PeopleError, match="doet al mee"):
        joining.join(cast.paasberg, cast.user("Farah"), text=code.code, name="F", by=acting(cast.party("Farah")))
    assert usable_code(code.code) == code


def test_a_code_of_paasberg_is_nothing_in_geitenkamp(cast: Cast) -> None:
    (code,) = codes(cast)
    with scope(neighbourhood=cast.geitenkamp):
        assert usable_code(code.code) is None


def test_the_database_holds_the_number_of_uses(cast: Cast) -> None:
    (code,) = codes(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        JoinCode.objects.filter(pk=code.pk).update(uses=2)


def test_a_neighbourhood_with_people_is_not_taken_over(cast: Cast) -> None:
    with pytest.raises(PeopleError, match="doen al mensen mee"):
        joining.begin(cast.paasberg, account_of("Kaper"), name="Kaper", by=acting(cast.party("Farah")))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("allowed", [1, 7])
def test_fifty_people_at_once_never_pass_the_number_of_uses(allowed: int) -> None:
    cast = lay_out_cast()
    with scope(neighbourhood=cast.paasberg):
        (code,) = codes(cast, JoinCode.POSTER, number=allowed)
        coby = acting(cast.party("Coby"))
    users = [account_of(f"Buur{number}") for number in range(TRIES)]

    def try_to_join(user: object) -> bool:
        try:
            with scope(neighbourhood=cast.paasberg):
                joining.join(cast.paasberg, user, text=code.code, name="Buur", by=coby)  # type: ignore[arg-type]
        except PeopleError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        came_in = sum(pool.map(try_to_join, users))
    with scope(neighbourhood=cast.paasberg):
        assert came_in == Party.objects.filter(name="Buur").count() == allowed
        assert JoinCode.objects.get(pk=code.pk).uses == allowed
