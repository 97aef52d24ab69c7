"""Who put jobs ready sees how far each is, and who does it."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from limonade.work import queries
from limonade.work.hours_steps import HOURS_ENTRY, MATCH_HOURS
from limonade.work.job_steps import JOB, MATCH, NEW
from limonade.work.models import HoursEntry, Job, Match
from tests.together.stage import Street
from tests.together.test_all_the_way_round import a_job

pytestmark = pytest.mark.django_db


def state(street: Street, job: Job) -> tuple[str, tuple[str, ...]]:
    with street.inside():
        found = queries.state_of(queries.jobs_of(street.party("Bram")).get(pk=job.pk))
        return str(found.told), found.workers


def test_a_job_goes_from_open_to_done() -> None:
    street = Street()
    job: Job = street.take("Bram", NEW, "klus", **a_job(street, places=1))
    assert state(street, job) == ("open", ())
    street.take("Farah", JOB, "ik-wil", job, form="hours")
    with street.inside():
        match = Match.objects.get(job=job)
    street.take("Bram", MATCH, "akkoord", match)
    assert state(street, job) == ("vol", ("Farah",))
    with street.inside():
        Job.objects.update(day=street.today - dt.timedelta(days=1))
    assert state(street, job) == ("uren nog niet opgeschreven", ("Farah",))
    street.take("Farah", MATCH_HOURS, "uren", match, hours=200, day=street.today, form="hours", cents=0)
    assert state(street, job) == ("uren wachten op goedkeuring", ("Farah",))
    with street.inside():
        row = HoursEntry.objects.get()
    street.take("Bram", HOURS_ENTRY, "keur-goed", row)
    assert state(street, job) == ("klaar", ("Farah",))


def test_only_their_own_and_as_many_queries_for_many() -> None:
    street = Street()
    for _time in range(3):
        street.take("Bram", NEW, "klus", **a_job(street, places=1))
    with street.inside():
        assert not queries.jobs_of(street.party("Farah")).exists()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert [str(queries.state_of(one).told) for one in queries.jobs_of(street.party("Bram"))] == ["open"] * 3
    assert len(asked) <= 5
