"""Work that comes back by itself: each round is a job that plans the next one when it ends."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django_scopes import scope
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from limonade.accounts.actions import can_mail, remove_unconfirmed
from limonade.accounts.limits import forget_guesses
from limonade.economy.actions import verify_new_datasets
from limonade.economy.budget.actions import forget as forget_budgets
from limonade.economy.budget.actions import publish_counts
from limonade.ledger.anchoring import mail_anchors
from limonade.ledger.whole_check import check_and_keep, last_check
from limonade.neighbourhoods.models import Neighbourhood
from limonade.notices.actions import send_digests
from limonade.people.actions import forget

FIRST_HOUR = 8  # nobody gets mail at night
KEPT = timedelta(days=1)
NIGHT = range(2, 6)  # hours in which a check of all books bothers nobody
OFTEN_ENOUGH, TOO_LONG_AGO = timedelta(hours=6), timedelta(hours=26)

log = logging.getLogger(__name__)


def send_mails() -> int:
    """The short mails that are due today. Returns how many went out."""
    is_day = timezone.localtime().hour >= FIRST_HOUR
    return send_digests(settings.LIMONADE_SITE) if can_mail() and is_day else 0


def mail_ledger_anchors() -> int:
    """Once a month per administration. Returns how many."""
    return mail_anchors(settings.LIMONADE_SITE) if can_mail() else 0


def forget_people() -> int:
    """What may no longer be kept about people; see accounts/privacy.py. Returns how many people."""
    call_command("clearsessions")
    forget_guesses()
    forgotten = remove_unconfirmed()
    for place in Neighbourhood.objects.all():
        with scope(neighbourhood=place):
            forgotten += forget()
            forget_budgets()
    return forgotten


def publish_ways() -> int:
    """What households have in common, in tens. Returns how many counts."""
    count = 0
    for place in Neighbourhood.objects.all():
        with scope(neighbourhood=place):
            count += publish_counts()
    return count


def check_books() -> int:
    """Once a night, and by day when there was no night for it. Returns how much was found."""
    last = last_check()
    age = timezone.now() - last.moment if last else TOO_LONG_AGO
    if age < (OFTEN_ENOUGH if timezone.localtime().hour in NIGHT else TOO_LONG_AGO):
        return 0
    findings = check_and_keep()
    for finding in findings:
        log.error("De boeken of de logboeken kloppen niet, niemand kan boeken. %s", finding)
    return len(findings)


ROUNDS: dict[str, tuple[Callable[[], int], timedelta]] = {
    "verify_new_datasets": (verify_new_datasets, timedelta(minutes=5)),
    "send_mails": (send_mails, timedelta(hours=1)),
    "mail_ledger_anchors": (mail_ledger_anchors, timedelta(hours=6)),
    "check_books": (check_books, timedelta(hours=1)),
    "publish_ways": (publish_ways, timedelta(hours=6)),
    "forget_people": (forget_people, timedelta(hours=6)),
}


@task()
def run_round(name: str) -> int:
    """What the round did, as a number; the next one is planned also when this one fails."""
    work, pause = ROUNDS[name]
    try:
        return work()
    finally:
        _forget_old_rounds()
        plan_round(name, after=pause)


def plan_all_rounds() -> None:
    """At every start."""
    for name in ROUNDS:
        plan_round(name)


def plan_round(name: str, after: timedelta = timedelta()) -> None:
    """Plans it once, however often this is asked."""
    ready = DBTaskResult.objects.filter(task_path=run_round.module_path, status=TaskResultStatus.READY)
    if all(one.args_kwargs["args"] != [name] for one in ready):
        run_round.using(run_after=timezone.now() + after).enqueue(name)


def _forget_old_rounds() -> None:
    old = DBTaskResult.objects.filter(
        task_path=run_round.module_path,
        status__in=[TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED],
        finished_at__lt=timezone.now() - KEPT,
    )
    old.delete()
