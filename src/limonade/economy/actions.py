"""Doing the sums again."""

from django.utils import timezone

from limonade.economy.models import Verification
from limonade.economy.money import Edition
from limonade.economy.queries import book, editions, stamp


def verify(edition: Edition) -> Verification:
    """Divides every municipality to the euro and keeps how many close. Repeatable: one row per version of the files."""
    national = book(edition)
    closing = sum(national.town(code).closes() for code in national.accounts.municipalities)
    row, _created = Verification.objects.update_or_create(
        dataset_key=edition.accounts.key,
        dataset_stamp=stamp(edition),
        defaults={
            "municipalities": len(national.accounts.municipalities),
            "closing": closing,
            "finished_on": timezone.localdate(),
        },
    )
    return row


def verify_new_datasets() -> int:
    """Verifies every edition that was not verified with its present files. Returns how many."""
    done = 0
    for edition in editions():
        known = Verification.objects.filter(dataset_key=edition.accounts.key, dataset_stamp=stamp(edition))
        if not known.exists():
            verify(edition)
            done += 1
    return done
