"""An act is written with the change that it tells of, says the six things it must say, and says no more."""

from typing import Any

import pytest
from django.db import transaction
from django.test import RequestFactory, override_settings
from django_scopes import ScopeError, scope

from limonade.audit.actions import record, record_for_site
from limonade.audit.actor import SYSTEM, Actor, origin_of
from limonade.audit.chain import START
from limonade.audit.errors import NotInTransaction
from limonade.audit.models import Act, ChainHead, SiteAct
from limonade.audit.queries import acts
from limonade.neighbourhoods.models import Boundary, Neighbourhood
from limonade.scoping.errors import NeighbourhoodIsFixed
from limonade.scoping.sql_guard import national
from tests.audit.conftest import AISHA, BRAM, COBY, TOM


def test_an_act_says_who_did_what_to_what_when_from_where_and_how_it_ended(here: Neighbourhood, coby: Actor) -> None:
    act = record(here, "people.role_offered", by=coby, subject=here, result="refused", role="treasurer", again=True)
    with scope(neighbourhood=here):
        kept = Act.objects.get()
    assert kept.facts() == act.facts()
    assert (kept.user_id, kept.acting_party, kept.for_party, kept.origin) == (coby.user_id, COBY, TOM, "command")
    assert (kept.act, kept.subject, kept.subject_id) == ("people.role_offered", "neighbourhoods.Neighbourhood", here.pk)
    assert (kept.result, kept.details) == ("refused", {"role": "treasurer", "again": True})
    assert (kept.number, kept.previous_hash, len(kept.hash)) == (1, START, 64)
    assert str(kept) == "1 people.role_offered"


def test_the_system_acts_without_an_account(db: None) -> None:
    act = record_for_site("accounts.removed_unconfirmed", by=SYSTEM, count=3)
    assert (act.user_id, act.acting_party, act.origin, act.subject, act.subject_id) == (None, None, "job", "", None)


def test_every_neighbourhood_and_the_site_count_for_themselves(
    here: Neighbourhood, there: Neighbourhood, aisha: Actor, dirk: Actor
) -> None:
    numbers = [record(here, "people.role_offered", by=aisha).number for _ in range(3)]
    assert numbers == [1, 2, 3]
    assert record(there, "people.role_offered", by=dirk).number == 1
    assert record_for_site("site.started", by=SYSTEM).number == 1
    assert record(here, "people.role_offered", by=aisha).number == 4


def test_outside_a_transaction_it_is_refused(transactional_db: None, here: Neighbourhood) -> None:
    with pytest.raises(NotInTransaction, match=r"people\.role_offered"):
        record(here, "people.role_offered", by=SYSTEM)
    with pytest.raises(NotInTransaction):
        record_for_site("site.started", by=SYSTEM)
    with national("nothing was written"):
        assert not Act.objects.exists() and not ChainHead.objects.exists()


def test_a_change_that_is_rolled_back_leaves_no_act(transactional_db: None, here: Neighbourhood, aisha: Actor) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Neighbourhood.objects.filter(pk=here.pk).update(name="Ander")
        record(here, "neighbourhoods.renamed", by=aisha)
        raise ZeroDivisionError
    with transaction.atomic():
        assert record(here, "neighbourhoods.renamed", by=aisha).number == 1


def test_the_acts_of_dirk_are_invisible_in_paasberg(
    here: Neighbourhood, there: Neighbourhood, six_acts: list[Act], dirk: Actor
) -> None:
    record(there, "people.role_offered", by=dirk)
    with scope(neighbourhood=here):
        assert Act.objects.count() == len(acts(here)) == 6
        assert not acts(there).exists()
        with pytest.raises(NeighbourhoodIsFixed):
            record(there, "people.role_offered", by=dirk)
    with pytest.raises(ScopeError):
        acts(here)


def test_a_subject_is_of_the_same_neighbourhood(here: Neighbourhood, there: Neighbourhood, dirk: Actor) -> None:
    boundary = Boundary.objects.create(neighbourhood=there, valid_from="2026-01-01", division_year=2026)
    with pytest.raises(NeighbourhoodIsFixed):
        record(here, "neighbourhoods.boundary_drawn", by=dirk, subject=boundary)
    assert record(there, "neighbourhoods.boundary_drawn", by=dirk, subject=boundary).subject_id == boundary.pk


def test_reading_newest_first_by_kind_by_party_and_by_time(
    here: Neighbourhood, six_acts: list[Act], aisha: Actor
) -> None:
    other = record(here, "people.role_accepted", by=Actor(None, BRAM))

    def numbers(**asked: Any) -> list[int]:
        with scope(neighbourhood=here):
            return [act.number for act in acts(here, **asked)]

    assert numbers() == [7, 6, 5, 4, 3, 2, 1]
    assert numbers(act="people.role_accepted") == numbers(party_id=BRAM) == [7]
    assert numbers(party_id=AISHA, act="people.role_offered") == [6, 5, 3, 1]
    assert numbers(party_id=COBY) == numbers(party_id=TOM) == [4, 2]
    assert numbers(since=six_acts[3].moment, until=other.moment) == [6, 5, 4]


FORBIDDEN = {
    "mail": "schrijf aisha@paasberg.example",
    "bsn": "111222333",
    "bsn with dots": "is 1112.22.333",
    "bsn with spaces": "111 222 333",
    "bsn of eight": "10000008",
    "iban": "NL91ABNA0417164300",
    "iban with spaces": "nl91 abna 0417 1643 00 van Tom",
    "german iban": "DE89 3704 0044 0532 0130 00",
    "too long": "x" * 121,
    "two lines": "a\nb",
    "null": "a\0b",
    "float": 1.5,
    "list": ["a"],
    "dict": {"a": 1},
    "bytes": b"a",
}


@pytest.mark.parametrize("value", FORBIDDEN.values(), ids=FORBIDDEN)
def test_what_says_who_somebody_is_stays_out_of_the_log(here: Neighbourhood, value: Any) -> None:
    with pytest.raises(ValueError, match="The detail note") as refused:
        record(here, "people.role_offered", by=SYSTEM, note=value)
    assert str(value) not in str(refused.value)
    with pytest.raises(ValueError, match="The detail note"):
        record_for_site("site.started", by=SYSTEM, note=value)


@pytest.mark.parametrize(
    "value",
    ["2026-11-22", "treasurer", "people.Party", "12345", "111222334", "9007199254740991", "", None, True, -3, 2**53],
)
def test_keys_and_codes_are_welcome(here: Neighbourhood, value: Any) -> None:
    assert record(here, "people.role_offered", by=SYSTEM, note=value).details == {"note": value}


@pytest.mark.parametrize("act", ["", "offered", "People.offered", "people.", "people.role offered", "people.röle"])
def test_an_act_is_a_dotted_key(here: Neighbourhood, act: str) -> None:
    with pytest.raises(ValueError, match="key of an act"):
        record(here, act, by=SYSTEM)


def test_a_result_is_one_of_three(here: Neighbourhood) -> None:
    with pytest.raises(ValueError, match="perhaps"):
        record(here, "people.role_offered", by=SYSTEM, result="perhaps")


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("192.0.2.77", "web 192.0.2.0/24"),
        ("2001:db8:abcd:12:1:2:3:4", "web 2001:db8:abcd::/48"),
        ("::ffff:192.0.2.77", "web 192.0.2.0/24"),
        ("", "web"),
        ("unix:", "web"),
    ],
)
def test_an_address_is_kept_as_a_network(address: str, origin: str) -> None:
    assert origin_of(RequestFactory().get("/", REMOTE_ADDR=address)) == origin


def test_only_our_own_proxy_may_say_who_the_client_is() -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": "198.51.100.9"})
    assert origin_of(request) == "web 192.0.2.0/24"
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        assert origin_of(request) == "web 198.51.100.0/24"


def test_both_logs_have_the_same_shape() -> None:
    ours = {field.name for field in Act._meta.local_fields} - {"neighbourhood"}
    assert ours == {field.name for field in SiteAct._meta.local_fields}
    assert set(SiteAct.FACTS) | {"neighbourhood_id"} == set(Act.FACTS)
    hashes = {"hash", "previous_hash"}
    assert {field.attname for field in Act._meta.local_concrete_fields} == set(Act.FACTS) | hashes
