"""One stage for all tests of a file: laid out once, and every knock or scenario on it is taken back."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.db import transaction

from tests.access.stage import Stage, lay_out_stage
from tests.own_place import empty_shelf

THERE = "https://login.arnhem.example"


@pytest.fixture(autouse=True)
def _empty_shelf() -> None:
    """The figures stay for the whole file, unlike elsewhere."""


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stage]:
    """Inside a transaction around those of the tests, which mark themselves with django_db."""
    empty_shelf()
    with django_db_blocker.unblock(), transaction.atomic():
        yield lay_out_stage()
        transaction.set_rollback(True)
    empty_shelf()


@pytest.fixture(autouse=True)
def _organisation(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The municipality signs its people in; nothing of it is asked over the network."""
    monkeypatch.setattr(
        OpenIDConnectOAuth2Adapter, "openid_config", {"authorization_endpoint": THERE, "token_endpoint": THERE}
    )
    server = {"server_url": THERE, "domains": ["arnhem.example"], "oauth_pkce_enabled": True}
    app = {"provider_id": "arnhem", "name": "Arnhem", "client_id": "limonade", "secret": "x", "settings": server}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
