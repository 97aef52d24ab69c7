"""Work that the worker does in the background."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from limonade.economy.actions import verify
from limonade.economy.models import Verification
from limonade.economy.queries import editions, stamp

PAUSE = timedelta(minutes=5)
KEPT = timedelta(days=1)


@task()
def verify_new_datasets() -> int:
    """Does the sums of every edition that was not verified with its present files, then plans itself anew."""
    done = 0
    try:
        for edition in editions():
            known = Verification.objects.filter(dataset_key=edition.accounts.key, dataset_stamp=stamp(edition))
            if not known.exists():
                verify(edition)
                done += 1
    finally:
        _forget_old_rounds()
        plan_verification(after=PAUSE)
    return done


def plan_verification(after: timedelta = timedelta()) -> None:
    """Plans the next round, once: at every start, and at the end of every round."""
    ready = DBTaskResult.objects.filter(task_path=verify_new_datasets.module_path, status=TaskResultStatus.READY)
    if not ready.exists():
        verify_new_datasets.using(run_after=timezone.now() + after).enqueue()


def _forget_old_rounds() -> None:
    old = DBTaskResult.objects.filter(
        task_path=verify_new_datasets.module_path,
        status__in=[TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED],
        finished_at__lt=timezone.now() - KEPT,
    )
    old.delete()
