"""A mail address line such as smtp+tls://user:word@host:587 as Django's settings."""

from urllib.parse import unquote, urlsplit

SMTP = "django.core.mail.backends.smtp.EmailBackend"
PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}


def mail_settings(address: str) -> dict[str, object]:
    """Settings for LIMONADE_MAIL; ends the start with help when it is no such address."""
    parts = urlsplit(address)
    if parts.scheme not in PORTS or not parts.hostname:
        raise SystemExit(
            "LIMONADE_MAIL is not an address of a mail server, so Limonade does not start.\n"
            "Use smtp+tls://name:password@host:587, or smtp+ssl:// or smtp:// instead of smtp+tls://."
        )
    return {
        "EMAIL_BACKEND": SMTP,
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtp+ssl",
        "EMAIL_TIMEOUT": 20,
    }
