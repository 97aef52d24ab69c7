"""How often somebody may guess: kept per account in the database, so that it holds across processes and machines."""

from django.db import transaction
from django.utils import timezone

from limonade.accounts.models import Guesses, User

MOST_GUESSES, WINDOW_SECONDS = 5, 5 * 60


@transaction.atomic
def may_guess(user: User) -> bool:
    """Count one guess at this account, before it is looked at; False when five were wrong in the last five minutes."""
    Guesses.objects.get_or_create(user=user)
    row = Guesses.objects.select_for_update().get(user=user)  # SQLite: the transaction holds the only write lock
    now = timezone.now().timestamp()
    recent = [moment for moment in row.moments if now - WINDOW_SECONDS < moment <= now]
    if len(recent) >= MOST_GUESSES:
        return False
    row.moments = [*recent, now]
    row.save(update_fields=["moments"])
    return True


@transaction.atomic
def was_right(user: User) -> None:
    """Take back the count of the guess that was just made; wrong ones of others stay."""
    row = Guesses.objects.select_for_update().get(user=user)
    row.moments = row.moments[:-1]
    row.save(update_fields=["moments"])


def forget_guesses() -> None:
    """Counts of which the window has passed are of no more use."""
    newest = timezone.now().timestamp() - WINDOW_SECONDS
    stale = [row.pk for row in Guesses.objects.all() if max(row.moments, default=0) < newest]
    Guesses.objects.filter(pk__in=stale).delete()
