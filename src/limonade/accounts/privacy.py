"""What we keep about people, field by field: why, and until when. A field that is not listed fails the build.

Every model says it itself, in PERSONAL and IMPERSONAL; those of packages are listed here.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _


class Personal(NamedTuple):
    """Why we keep it, and until when; texts for the screen."""

    why: Any
    until: Any


WHILE_ACCOUNT = _("tot je je account opheft")
WHILE_HERE = _("tot je stopt met meedoen")
MONTH_AFTER = _("tot dertig dagen nadat je stopt")
SESSION = _("tot je uitlogt, hoogstens twee weken")
DAY = _("hoogstens een dag")
ALWAYS_UNNAMED = _("blijft, maar na je vertrek zonder naam")

WHO_DID = Personal(_("om te kunnen nagaan wie wat deed"), ALWAYS_UNNAMED)
TO_COME_IN = Personal(_("om je binnen te laten"), WHILE_ACCOUNT)

Fields = dict[str, Personal]
OF_PACKAGES: dict[str, Fields] = {
    "account.EmailAddress": dict.fromkeys(("user", "email", "verified", "primary"), TO_COME_IN),
    "account.EmailConfirmation": dict.fromkeys(("email_address", "key", "created", "sent"), TO_COME_IN),
    "mfa.Authenticator": dict.fromkeys(("user", "type", "data", "created_at", "last_used_at"), TO_COME_IN),
    "socialaccount.SocialAccount": dict.fromkeys(
        ("user", "provider", "uid", "last_login", "date_joined", "extra_data"), TO_COME_IN
    ),
    "socialaccount.SocialToken": {},
    "socialaccount.SocialApp": {},
    "sessions.Session": dict.fromkeys(
        ("session_key", "session_data", "expire_date"), Personal(_("om te weten dat jij het bent"), SESSION)
    ),
    "django_tasks_database.DBTaskResult": {},
    "auth.Permission": {},
    "auth.Group": {},
    "contenttypes.ContentType": {},
}
SELF_EVIDENT = frozenset({"id", "neighbourhood"})


def register() -> Iterator[tuple[type[models.Model], Fields]]:
    """Every model with what it keeps about people, by the field's name."""
    for model in apps.get_models():
        own: Fields | None = getattr(model, "PERSONAL", None)
        yield model, OF_PACKAGES.get(model._meta.label, {}) if own is None else own


def unclassified() -> list[str]:
    """Fields that say neither that they are about a person nor that they are not, as `app.Model.field`."""
    found = []
    for model in apps.get_models():
        own = getattr(model, "PERSONAL", None)
        if own is None:
            found += [] if model._meta.label in OF_PACKAGES else [model._meta.label]
            continue
        said = {*own, *getattr(model, "IMPERSONAL", ())} | SELF_EVIDENT
        names = {field.name for field in model._meta.concrete_fields}
        found += [f"{model._meta.label}.{name}" for name in sorted((names | set(own)) ^ (names & said))]
    return found
