"""The settings of Limonade, with allauth's own provider instead of our doors."""

import os
from urllib.parse import urlsplit

from csp.constants import SELF

from limonade.settings import *  # noqa: F403
from limonade.settings import CONTENT_SECURITY_POLICY, INSTALLED_APPS

CALLBACK = urlsplit(os.environ["LIMONADE_TEST_CALLBACK"])
INSTALLED_APPS += ["allauth.idp.oidc"]
ROOT_URLCONF = "tests.provider.urls"
# Its tables are made at once, without our migrations and what they guard.
MIGRATION_MODULES = {name.rpartition(".")[2]: None for name in INSTALLED_APPS}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
IDP_OIDC_PRIVATE_KEY = os.environ["LIMONADE_TEST_KEY"]
# After its own form, the browser is led back there.
CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] = [SELF, f"{CALLBACK.scheme}://{CALLBACK.netloc}"]
