"""Settings. Every default is safe in production; what has no safe default stops the start with help."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from limonade.sqlite_engine import safe_options, use_newest_engine

SQLITE_VERSION = use_newest_engine()

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("LIMONADE_VAR", ROOT / "var"))
FACTS_DIR = VAR / "facts"
# Which machine this is, 0 to 255, so that two machines on one database never make the same id.
LIMONADE_NODE = int(os.environ.get("LIMONADE_NODE", "0"))

DEBUG = os.environ.get("LIMONADE_DEBUG") == "1"
# Only the start on your own machine by run.py sets this: plain http on the loopback address.
LOCAL_START = os.environ.get("LIMONADE_LOCAL") == "1"


def _secret_key() -> str:
    if key := os.environ.get("LIMONADE_SECRET_KEY"):
        return key
    file = VAR / "secret-key"
    if file.exists():
        return file.read_text().strip()
    raise SystemExit(
        "Limonade has no secret key, so it does not start.\n"
        "Set LIMONADE_SECRET_KEY to a long random text, for example the output of\n"
        "  python3 -c 'import secrets; print(secrets.token_urlsafe(50))'\n"
        f"or put that text in the file {file}. `python3 run.py` does this for you."
    )


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = [host for host in os.environ.get("LIMONADE_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host]

INSTALLED_APPS = [
    "django.contrib.contenttypes",  # asked for by the jobs in the database
    "django.contrib.staticfiles",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "limonade.web",
    "limonade.economy",
    "limonade.facts",
    "limonade.neighbourhoods",
    "limonade.scoping",
    "limonade.design",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "limonade.web.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "limonade.urls"
WSGI_APPLICATION = "limonade.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
            ],
            "builtins": ["django.templatetags.i18n", "limonade.design.templatetags.design"],
        },
    }
]

_default_database = f"sqlite:///{VAR / 'limonade.sqlite3'}"
DATABASES: dict[str, dict[str, Any]] = {
    "default": dict(dj_database_url.parse(os.environ.get("DATABASE_URL", _default_database), conn_max_age=None))
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = safe_options(SQLITE_VERSION)
    # A file, because an in-memory database locks when the live server and a test share it.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / f"test-{os.getpid()}.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [VAR / "locale"]
LANGUAGE_COOKIE_NAME = "taal"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # a year has none; amounts and counts go through the design's own filters

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [VAR / "assets"] if (VAR / "assets").exists() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "limonade.web.views.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
if not (DEBUG or LOCAL_START):
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    if os.environ.get("LIMONADE_BEHIND_PROXY") == "1":  # only then may that header be believed
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
