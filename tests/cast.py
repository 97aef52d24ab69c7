"""The named cast in tests: the same invented people as in the example, and ways to let them in."""

import time
from dataclasses import dataclass

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django_scopes import scope

from limonade.accounts.models import User
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.models import Party
from limonade.web.demo.load import lay_out_neighbourhoods
from limonade.web.demo.people import account_of, lay_out_people

VISITOR = ""
STRONG_AGE = 60


@dataclass(frozen=True)
class Cast:
    paasberg: Neighbourhood
    geitenkamp: Neighbourhood

    def user(self, name: str) -> User:
        return User.objects.get(email=f"{name.lower()}@limonade.example")

    def party(self, name: str) -> Party:
        """By name, in Paasberg; Dirk in Geitenkamp."""
        place = self.geitenkamp if name == "Dirk" else self.paasberg
        with scope(neighbourhood=place):
            return Party.objects.select_related("neighbourhood", "user").get(name=name)


def lay_out_cast() -> Cast:
    """Without figures, which most tests about people do not need and which take a second to load."""
    lay_out_neighbourhoods()
    lay_out_people()
    return Cast(Neighbourhood.objects.get(slug="paasberg"), Neighbourhood.objects.get(slug="geitenkamp"))


def sign_in(client: Client, user: User, *, strong: bool = True, seconds_ago: int = STRONG_AGE) -> None:
    """As after a mailed code, and with `strong` also an app with codes, used that long ago."""
    client.force_login(user)
    if not strong:
        return
    if not user.authenticator_set.exists():
        TOTP.activate(user, generate_totp_secret())
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "at": time.time() - seconds_ago}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.save()


def outsider() -> User:
    """Somebody with an account who takes part nowhere."""
    return account_of("Buitenstaander")
