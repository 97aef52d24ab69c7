"""How sure we are that the person behind a session is who they say: with a passkey or TOTP, and how long ago."""

import time

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from limonade.accounts.models import User

FRESH_SECONDS = 15 * 60
STRONG_TYPES = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)


def has_strong_means(user: User) -> bool:
    """Whether this account has a passkey or TOTP."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=STRONG_TYPES).exists())


def made_just_now(request: HttpRequest, user: User, authenticator: Authenticator, **_signal: object) -> None:
    """Who has just made a passkey, or typed the first code of an app, need not show it again at once."""
    if authenticator.type in STRONG_TYPES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True)


def seconds_since_strong(request: HttpRequest) -> float | None:
    """How long ago a passkey or TOTP was used in this session; None when never."""
    if not isinstance(request.user, User):
        return None
    moments = [
        record["at"]
        for record in get_authentication_records(request, request.user)
        if record.get("method") == "mfa" and record.get("type") in STRONG_TYPES
    ]
    return max(0.0, time.time() - max(moments)) if moments else None


def is_strong(request: HttpRequest) -> bool:
    return seconds_since_strong(request) is not None


def is_fresh(request: HttpRequest) -> bool:
    """Whether a passkey or TOTP was used within the last quarter of an hour."""
    passed = seconds_since_strong(request)
    return passed is not None and passed < FRESH_SECONDS
