"""Settings. Every default is safe in production; what has no safe default stops the start with help."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from limonade.accounts.mail import mail_settings
from limonade.accounts.sign_in_file import origins, read_organisations
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
    "django.contrib.auth",  # sessions of people, without its passwords, groups and permissions
    "django.contrib.contenttypes",  # asked for by the jobs in the database
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",  # our own way to draw every form
    "csp",
    "django_tasks",
    "django_tasks_db",
    "limonade.web",
    "limonade.bakery",
    "limonade.company",
    "limonade.learning",
    "limonade.community",
    "limonade.governance",
    "limonade.work",
    "limonade.economy",
    "limonade.facts",
    "limonade.ledger",
    "limonade.steps",
    "limonade.notices",
    "limonade.people",
    "limonade.neighbourhoods",
    "limonade.audit",
    "limonade.accounts",
    "limonade.scoping",
    "limonade.design",
    # After our rooms, because our pages replace theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "limonade.web.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "limonade.accounts.middleware.PrivatePagesMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
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
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "limonade.design.templatetags.design",
                "limonade.ledger.templatetags.ledger",
                "limonade.work.templatetags.work",
            ],
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

CACHES = {  # shared by all processes, because limits on guessing count in it
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "site_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # a flood of addresses may not push out the counts
    }
}

# Signing in: no passwords anywhere.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:mine"
LOGOUT_REDIRECT_URL = "web:home"
SESSION_COOKIE_NAME = "sessie"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
ACCOUNT_ADAPTER = "limonade.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # mail can be slow; guessing is limited in accounts/limits.py
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"join_code": "30/m/ip", "invite": "60/h/user"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_FORMS = {"confirm_login_code": "limonade.accounts.forms.LoginCodeForm"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("LIMONADE_BEHIND_PROXY", "0"))  # how many proxies of our own
MFA_ADAPTER = "limonade.accounts.adapter.MfaAdapter"
MFA_FORMS = {
    "authenticate": "limonade.accounts.forms.SecondStepForm",
    "reauthenticate": "limonade.accounts.forms.ConfirmItIsYouForm",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL_START or DEBUG
ORGANISATIONS = read_organisations(
    Path(os.environ.get("LIMONADE_SIGN_IN", VAR / "sign-in.toml")), may_be_plain=LOCAL_START or DEBUG
)
SOCIALACCOUNT_ADAPTER = "limonade.accounts.adapter.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": ORGANISATIONS, "OAUTH_PKCE_ENABLED": True}}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # only for addresses the organisation may vouch for: SocialAdapter
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False

# Mail. On a development start without a mail server, mail appears on the screen where the server runs.
DEFAULT_FROM_EMAIL = os.environ.get("LIMONADE_MAIL_FROM", "Limonade <limonade@localhost>")
LIMONADE_CAN_MAIL = "LIMONADE_MAIL" in os.environ or DEBUG or LOCAL_START
if mail_address := os.environ.get("LIMONADE_MAIL"):
    globals().update(mail_settings(mail_address))
elif LIMONADE_CAN_MAIL:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# Where people find this site, for links in mail that no visitor asked for.
LIMONADE_SITE = os.environ.get("LIMONADE_SITE", "http://localhost:8000").rstrip("/")
LIMONADE_SECURITY_CONTACT = os.environ.get("LIMONADE_SECURITY_CONTACT", "mailto:security@localhost")

FORM_RENDERER = "limonade.design.form_fields.FormRenderer"

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
        "form-action": [SELF, *origins(ORGANISATIONS)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "limonade.web.views.pages.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
if not (DEBUG or LOCAL_START):
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    if ALLAUTH_TRUSTED_PROXY_COUNT:  # only then may that header be believed
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "limonade.web.log_lines.DiscreetFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Without Django's own mails to admins about errors: those hold all that somebody typed.
    "loggers": {"django": {"handlers": [], "level": "INFO"}},
}
