from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.utils.translation import gettext_lazy as _

from limonade.accounts.actions import start_account
from limonade.accounts.limits import may_guess, was_right
from limonade.accounts.models import User

CODE_LABEL = _("Code")


def _plain_code_field(form: Any) -> None:
    form.fields["code"].label = CODE_LABEL
    attributes = form.fields["code"].widget.attrs
    attributes.pop("placeholder", None)
    attributes.update({"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "characters"})


def _counted(user: User, check: Callable[[], str]) -> str:
    """The code when it is right; never looked at when this account was guessed at too often."""
    if not may_guess(user):
        raise get_adapter().validation_error("too_many_login_attempts")
    code = str(check())
    was_right(user)
    return code


class EnterForm(RequestLoginCodeForm):  # type: ignore[misc]
    """An address, known or not: both get a code and see the same."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["email"]
        field.label = _("Je e-mailadres")
        field.help_text = _("We sturen je een code. Je hebt geen wachtwoord nodig.")
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs["autocomplete"] = "email"

    def clean_email(self) -> str:
        email = str(super().clean_email())
        self._user = start_account(email)
        return email


class LoginCodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _plain_code_field(self)
        self.fields["code"].help_text = _("De code staat in de mail. Hij is een kwartier geldig.")

    def clean_code(self) -> str:
        return _counted(context.request._login_stage.login.user, super().clean_code)


class _LimitedMfaForm:
    user: Any

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _plain_code_field(self)

    def clean_code(self) -> str:
        return _counted(self.user, super().clean_code)  # type: ignore[misc]


class SecondStepForm(_LimitedMfaForm, AuthenticateForm):  # type: ignore[misc]
    pass


class ConfirmItIsYouForm(_LimitedMfaForm, ReauthenticateForm):  # type: ignore[misc]
    pass
