"""The bank account of the neighbourhood takes two people, and counts for exactly what the second one saw."""

import pytest
from django.db import IntegrityError, transaction

from limonade.people import actions
from limonade.people.errors import PeopleError
from limonade.people.models import BankAccount
from limonade.people.queries import bank_accounts
from tests.cast import Cast
from tests.people.conftest import acting

IBAN, OTHER = "NL91ABNA0417164300", "NL20INGB0001234567"


def propose(cast: Cast, iban: str = IBAN) -> BankAccount:
    return actions.propose_bank_account(
        cast.paasberg, holder="Stichting Paasberg", iban=iban, by=acting(cast.party("Tom"))
    )


def test_it_counts_once_a_second_person_confirmed_it(cast: Cast) -> None:
    account = propose(cast, "nl91 abna 0417 1643 00")
    assert bank_accounts() == (None, account)
    actions.confirm_bank_account(account, iban=IBAN, by=acting(cast.party("Els")))
    in_use, waiting = bank_accounts()
    assert in_use and (in_use.iban, waiting) == (IBAN, None)


def test_the_proposer_never_confirms(cast: Cast) -> None:
    account = propose(cast)
    with pytest.raises(PeopleError, match="Iemand anders"):
        actions.confirm_bank_account(account, iban=IBAN, by=acting(cast.party("Tom")))
    with pytest.raises(IntegrityError), transaction.atomic():
        BankAccount.objects.update(confirmed_at=account.proposed_at, confirmed_by=cast.user("Tom"))


def test_another_iban_than_was_seen_is_refused(cast: Cast) -> None:
    account = propose(cast)
    with pytest.raises(PeopleError, match="intussen veranderd"):
        actions.confirm_bank_account(account, iban=OTHER, by=acting(cast.party("Els")))


def test_a_new_account_takes_the_place_of_the_old_one(cast: Cast) -> None:
    for iban in (IBAN, OTHER):
        actions.confirm_bank_account(propose(cast, iban), iban=iban, by=acting(cast.party("Els")))
    in_use, _waiting = bank_accounts()
    assert in_use and in_use.iban == OTHER
    assert BankAccount.objects.count() == 2


def test_one_proposal_at_a_time_and_a_rejected_one_makes_room(cast: Cast) -> None:
    account = propose(cast)
    with pytest.raises(PeopleError, match="ligt al een voorstel"):
        propose(cast, OTHER)
    actions.reject_bank_account(account, by=acting(cast.party("Els")))
    assert propose(cast, OTHER).iban == OTHER
    with pytest.raises(PeopleError, match="niet meer"):
        actions.confirm_bank_account(account, iban=IBAN, by=acting(cast.party("Els")))


@pytest.mark.parametrize("iban", ["", "NL91ABNA0417164301", "DE", "x" * 99, "\x00"])
def test_a_wrong_iban_is_refused_kindly(cast: Cast, iban: str) -> None:
    with pytest.raises(PeopleError, match="IBAN klopt niet"):
        propose(cast, iban)
