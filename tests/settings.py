"""The settings of the tests: those of Limonade, with test-only apps and without what needs a build."""

from limonade.settings import *  # noqa: F403
from limonade.settings import INSTALLED_APPS, STORAGES

INSTALLED_APPS += ["tests.scoping.wall_app"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
