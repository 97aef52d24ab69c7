"""Work that the worker does in the background."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from limonade.economy.actions import verify
from limonade.economy.models import Verification
from limonade.economy.queries import editions

PAUSE = timedelta(minutes=5)


@task()
def verify_new_datasets() -> int:
    """Does the sums of every dataset that has not been verified in its present version, then plans itself anew."""
    done = 0
    for edition in editions():
        known = Verification.objects.filter(dataset_key=edition.accounts.key, dataset_stamp=edition.accounts.stamp)
        if not known.exists():
            verify(edition)
            done += 1
    verify_new_datasets.using(run_after=timezone.now() + PAUSE).enqueue()
    return done


def plan_verification() -> None:
    """Starts the round when it is not planned yet; called at every start."""
    waiting = DBTaskResult.objects.filter(
        task_path=verify_new_datasets.module_path, status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]
    )
    if not waiting.exists():
        verify_new_datasets.enqueue()
