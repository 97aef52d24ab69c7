"""How often somebody may guess: kept per account in the database, so that it holds across processes and machines."""

from django.db import transaction
from django.utils import timezone

from limonade.accounts.models import Guesses, User

MOST_GUESSES, WINDOW_SECONDS = 5, 5 * 60


@transaction.atomic
def may_guess(user: User) -> bool:
    """Count one guess at this account; False when five were made within the last five minutes."""
    Guesses.objects.get_or_create(user=user)
    row = Guesses.objects.select_for_update().get(user=user)  # SQLite: the transaction holds the only write lock
    now = timezone.now().timestamp()
    recent = [moment for moment in row.moments if now - WINDOW_SECONDS < moment <= now]
    if len(recent) >= MOST_GUESSES:
        return False
    row.moments = [*recent, now]
    row.save(update_fields=["moments"])
    return True
