"""What happens to an account."""

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from limonade.accounts.models import User
from limonade.scoping.sql_guard import national

UNCONFIRMED_DAYS = 1


def start_account(email: str) -> User:
    """The account of this address, made when there is none. Nobody can use it before the mailed code came back.

    Costs as many reads and writes for a known address as for an unknown one, so that both answers take as long.
    """
    now = timezone.now()
    found = EmailAddress.objects.filter(email__iexact=email, user__is_active=True).order_by("-verified").first()
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if found:
        user = found.user  # one more read, which allauth did already for an unknown address
    try:
        with transaction.atomic():
            if user:
                User.objects.filter(pk=user.pk).update(code_asked=now)
                EmailAddress.objects.filter(user=user, email=email.lower()).update(email=email.lower())
                return user
            user = User.objects.create(email=email.lower(), code_asked=now)
            EmailAddress.objects.create(user=user, email=email.lower(), primary=True, verified=False)
            return user
    except IntegrityError:  # the same address asked twice at the same moment
        return User.objects.get(email__iexact=email)


def end_sessions(user: User) -> None:
    """Close the door everywhere this account is inside, from the next request on."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)


def remove_unconfirmed() -> int:
    """Forget addresses that asked for a code and never used it. Returns how many."""
    before = timezone.now() - dt.timedelta(days=UNCONFIRMED_DAYS)
    stale = User.objects.filter(last_login=None, code_asked__lt=before, is_site_admin=False).exclude(
        emailaddress__verified=True
    )
    # An account that something else points at, such as an invitation, stays.
    removed = 0
    for user in stale[:1000]:
        try:
            with transaction.atomic(), national("an account that nobody confirmed takes part nowhere"):
                user.delete()
            removed += 1
        except IntegrityError:
            continue
    return removed


def close_account(user: User) -> None:
    """Take away all that says who this was; the row stays, because acts point at it."""
    with transaction.atomic():
        for model in (EmailAddress, Authenticator, SocialAccount):
            model.objects.filter(user=user).delete()
        User.objects.filter(pk=user.pk).update(
            email=f"{user.pk}@opgeheven.invalid",
            is_active=False,
            is_site_admin=False,
            session_epoch=F("session_epoch") + 1,
        )


def can_mail() -> bool:
    """Whether this site has somewhere to hand its mail to."""
    return bool(settings.LIMONADE_CAN_MAIL)
