"""Where we differ from allauth's own ways."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _("Dit is te vaak geprobeerd. Wacht vijf minuten en vraag dan een nieuwe code."),
        "rate_limited": _("Dit is te vaak geprobeerd. Wacht even en probeer het dan opnieuw."),
        "incorrect_code": _("Deze code klopt niet. Kijk in de laatste mail die je kreeg."),
        "email_taken": _("Dit adres hoort bij een ander account. Kies een ander adres."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from our own first step only, see views.enter."""
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The passkey first: an app or emergency codes are for when that does not work."""
        found = super().get_reauthentication_methods(user)
        return sorted(found, key=lambda one: not one["id"].endswith(":webauthn"))


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(str(key))) for key in keys])


def _derived(secret: str) -> bytes:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"limonade.accounts.mfa").derive(secret.encode())
    return base64.urlsafe_b64encode(made)


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Deze code klopt niet. Kijk of je de code van dit moment hebt."),
    }

    def encrypt(self, text: str) -> str:
        """A copy of the database alone gives nobody the secret of somebody's app."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return "Limonade"

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        count = user.authenticator_set.filter(type=type).count()
        return str(_("Mijn passkey")) if not count else str(_("Passkey %(number)s") % {"number": count + 1})


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An organisation only vouches for addresses within its own domains."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return vouches_for(sociallogin)

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        return vouches_for(login)


def vouches_for(sociallogin: Any) -> bool:
    app = sociallogin.provider.app
    domains = tuple((app.settings or {}).get("domains", ()))
    return bool(sociallogin.email_addresses) and all(
        address.verified and address.email.lower().rpartition("@")[2] in domains
        for address in sociallogin.email_addresses
    )
