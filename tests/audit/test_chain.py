"""Whoever changes what happened, by whatever way, is found out."""

import datetime as dt
import random
import threading
import time
import tracemalloc
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django_scopes import scope

from limonade.audit.actions import record, record_for_site
from limonade.audit.actor import SYSTEM, Actor
from limonade.audit.chain import START, digest
from limonade.audit.guards import lifted
from limonade.audit.models import Act, ChainHead, SiteAct, SiteChainHead
from limonade.audit.queries import Anchor, Verdict, verify, verify_site
from limonade.neighbourhoods.models import Neighbourhood
from limonade.scoping.ids import new_id

ROWS, EDITS, WRITERS, ACTS_OF_EACH = 20_000, 50, 8, 12


def edit(here: Neighbourhood, place: int, **values: Any) -> None:
    with lifted("a test"), scope(neighbourhood=here):
        assert Act.objects.filter(number=place).update(**values) == 1


def test_a_log_without_acts_is_right(here: Neighbourhood) -> None:
    assert verify(here) == Verdict(0, None, "", START)
    assert verify_site().right


def test_an_untouched_log_is_right(here: Neighbourhood, six_acts: list[Act]) -> None:
    assert verify(here) == Verdict(6, None, "", six_acts[-1].hash)
    assert [act.previous_hash for act in six_acts] == [START, *(act.hash for act in six_acts[:-1])]


def other(value: Any, chance: random.Random) -> Any:
    """A value of the same kind that is not the same."""
    if isinstance(value, dt.datetime):
        return value + dt.timedelta(microseconds=chance.choice([-1, 1, 10**9]))
    if isinstance(value, int):
        return value + 1_000_000
    if isinstance(value, dict):
        return {**value, "round": value["round"] + 1}
    if isinstance(value, str):
        return (value[:-1] + ("0" if value[-1] != "0" else "1")) if value else "x"
    return 7


def test_fifty_edits_of_one_field_are_all_found(here: Neighbourhood, six_acts: list[Act], dirk: Actor) -> None:
    chance = random.Random(17)
    fields = [*Act.FACTS, "hash", "previous_hash"]
    fields.remove("neighbourhood_id")  # see the next test
    found = 0
    for turn in range(EDITS):
        act, field = chance.choice(six_acts), fields[turn % len(fields)]
        value = dirk.user_id if field == "user_id" else other(getattr(act, field), chance)
        value = "failed" if field == "result" else value
        with transaction.atomic():
            edit(here, act.number, **{field: value})
            verdict = verify(here)
            assert verdict.first_broken == act.number, field
            assert verdict.count == act.number - 1
            assert verdict.reason
            transaction.set_rollback(True)
        found += 1
    assert found == EDITS
    assert verify(here).right


def test_an_act_that_was_moved_to_another_neighbourhood_is_found_in_both(
    here: Neighbourhood, there: Neighbourhood, six_acts: list[Act]
) -> None:
    with lifted("a test"), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_act SET neighbourhood_id = %s WHERE number = 4", [there.pk])
    assert verify(here).first_broken == 4
    assert verify(there).first_broken == 1


def rewrite(here: Neighbourhood, after: int, until: int) -> None:
    """What somebody does who has the code: change an act and do all sums again, the head's too."""
    with lifted("a test"), scope(neighbourhood=here):
        last = Act.objects.get(number=after).hash if after else START
        for act in Act.objects.filter(number__gt=after, number__lte=until).order_by("number"):
            act.result = "failed"
            new = digest(last, act.facts())
            Act.objects.filter(pk=act.pk).update(result="failed", previous_hash=last, hash=new)
            last = new
        Act.objects.filter(number__gt=until).delete()
        ChainHead.objects.update(number=until, hash=last)


def remove(here: Neighbourhood, **which: Any) -> None:
    with lifted("a test"), scope(neighbourhood=here):
        Act.objects.filter(**which).delete()


def change_head(here: Neighbourhood, **values: Any) -> None:
    with scope(neighbourhood=here):
        ChainHead.objects.update(**values)


ATTACKS: dict[str, tuple[Callable[[Neighbourhood], None], int]] = {
    "an act in the middle is gone": (lambda here: remove(here, number=3), 3),
    "the first act is gone": (lambda here: remove(here, number=1), 1),
    "the last act is gone": (lambda here: remove(here, number=6), 6),
    "the tail is cut": (lambda here: remove(here, number__gt=2), 3),
    "all is gone": (lambda here: remove(here, number__gt=0), 1),
    "the head has another hash": (lambda here: change_head(here, hash="f" * 64), 6),
    "the head is further": (lambda here: change_head(here, number=9), 7),
    "the head is back": (lambda here: change_head(here, number=4), 4),
    "one act is rewritten with its hash": (lambda here: edit(here, 3, hash="0" * 63 + "1"), 3),
    "two acts have changed places": (
        lambda here: (edit(here, 3, number=99), edit(here, 4, number=3), edit(here, 99, number=4))[0],
        3,
    ),
}


@pytest.mark.parametrize(("attack", "place"), ATTACKS.values(), ids=ATTACKS)
def test_attacks_are_found_without_an_anchor(
    here: Neighbourhood, six_acts: list[Act], attack: Callable[[Neighbourhood], None], place: int
) -> None:
    attack(here)
    verdict = verify(here)
    assert (verdict.first_broken, verdict.right) == (place, False)
    assert verdict.reason


def test_a_head_that_was_set_back_with_its_hash_is_found(here: Neighbourhood, six_acts: list[Act]) -> None:
    change_head(here, number=4, hash=six_acts[3].hash)
    assert verify(here).first_broken == 5


@pytest.mark.parametrize(("after", "until", "place"), [(0, 6, 4), (3, 6, 4), (1, 4, 4), (2, 3, 4)])
def test_a_rewritten_or_shortened_log_is_found_with_an_anchor_only(
    here: Neighbourhood, six_acts: list[Act], after: int, until: int, place: int
) -> None:
    anchor = Anchor(4, six_acts[3].hash)
    assert verify(here, anchor=anchor).right
    rewrite(here, after, until)
    assert verify(here).right
    assert verify(here, anchor=anchor).first_broken == place


def test_a_log_that_was_wiped_with_its_head_is_found_with_an_anchor(here: Neighbourhood, six_acts: list[Act]) -> None:
    verdict = verify(here)
    remove(here, number__gt=0)
    change_head(here, number=0, hash=START)
    assert verify(here).right
    assert verify(here, anchor=Anchor(verdict.count, verdict.head_hash)).first_broken == 1


def test_the_log_of_the_site_is_checked_in_the_same_way(db: None) -> None:
    for count in range(3):
        record_for_site("site.started", by=SYSTEM, count=count)
    assert verify_site().count == 3
    with transaction.atomic():
        SiteChainHead.objects.update(number=F("number") + 1)
        assert verify_site().first_broken == 4
        transaction.set_rollback(True)
    with lifted("a test"):
        SiteAct.objects.filter(number=2).update(origin="elsewhere")
    assert verify_site().first_broken == 2


def test_the_command_says_per_log_whether_it_is_right(
    here: Neighbourhood, there: Neighbourhood, six_acts: list[Act]
) -> None:
    told = StringIO()
    call_command("check_audit", stdout=told)
    assert [line.split(".")[0] for line in told.getvalue().splitlines()] == [
        "paasberg: klopt",
        "presikhaaf: klopt",
        "de site: klopt",
    ]
    assert f"Handelingen: 6. Laatste controlegetal: {six_acts[-1].hash}" in told.getvalue()
    remove(here, number=6)
    told = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("check_audit", neighbourhood="paasberg", stdout=told)
    assert error.value.returncode == 1
    assert told.getvalue() == "paasberg: KLOPT NIET bij handeling 6. Vanaf hier zijn handelingen weggehaald.\n"
    call_command("check_audit", neighbourhood="presikhaaf", stdout=told)
    with pytest.raises(CommandError, match="Er is geen wijk nergens"):
        call_command("check_audit", neighbourhood="nergens")


@pytest.mark.slow
def test_eight_writers_make_one_chain_without_gaps(transactional_db: None, here: Neighbourhood) -> None:
    """The first act too, when there is no head yet to wait for; another neighbourhood's writers are not in the way."""
    start, errors = threading.Barrier(WRITERS, timeout=60), []

    def write(party: int) -> None:
        try:
            start.wait()
            for count in range(ACTS_OF_EACH):
                with transaction.atomic():
                    record(here, "people.role_offered", by=Actor(None, party), round=count)
                    record_for_site("site.started", by=SYSTEM)
                    if count == party % ACTS_OF_EACH:
                        transaction.set_rollback(True)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(party,)) for party in range(WRITERS)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert verify(here).right  # also when read between two commits
        time.sleep(0.05)
    for writer in writers:
        writer.join()
    assert errors == []
    written = WRITERS * (ACTS_OF_EACH - 1)
    assert verify(here).count == verify_site().count == written
    assert verify(here).right and verify_site().right
    with scope(neighbourhood=here):
        assert set(Act.objects.values_list("acting_party", flat=True)) == set(range(WRITERS))


@pytest.mark.slow
def test_twenty_thousand_acts_are_checked_in_a_second_and_little_memory(here: Neighbourhood, aisha: Actor) -> None:
    last, made = START, []
    for number in range(1, ROWS + 1):
        act = Act(
            id=new_id(), neighbourhood=here, number=number, moment=timezone.now(), user_id=aisha.user_id,
            act="people.role_offered", result="done", origin="command", details={"round": number}, previous_hash=last,
        )  # fmt: skip
        act.hash = last = digest(last, act.facts())
        made.append(act)
    Act.objects.bulk_create(made, batch_size=1_000)
    ChainHead.objects.create(neighbourhood=here, number=ROWS, hash=last)
    del made
    started = time.process_time()
    verdict = verify(here)
    seconds = time.process_time() - started
    assert verdict == Verdict(ROWS, None, "", last)
    assert seconds < 2
    tracemalloc.start()
    with lifted("a test"), scope(neighbourhood=here):
        Act.objects.filter(number=12_000).update(origin="elsewhere")
    assert verify(here).first_broken == 12_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30_000_000
