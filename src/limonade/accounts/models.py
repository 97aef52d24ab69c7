"""Who signs in. One account for the whole site; what somebody is in a neighbourhood lies in `people`."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import CheckConstraint, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from limonade.accounts.privacy import DAY, TO_COME_IN, Personal
from limonade.scoping.ids import new_id


class User(AbstractBaseUser):
    """An account without a password: people come in by mailed code, passkey or their organisation."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    password = None  # type: ignore[assignment]  # the base class wants one; we never keep a password
    email = models.EmailField(
        _("e-mailadres"),
        unique=True,
        help_text=_("Hier sturen we je code naartoe."),
        error_messages={"unique": _("Er is al een account met dit adres.")},
    )
    is_active = models.BooleanField(
        _("mag binnen"), default=True, help_text=_("Uit: dit account kan niet meer binnen.")
    )
    is_site_admin = models.BooleanField(
        _("beheert de site"), default=False, help_text=_("Zorgt dat de site werkt; ziet geen wijk van binnen.")
    )
    session_epoch = models.PositiveIntegerField(
        _("ronde van sessies"),
        default=0,
        help_text=_("Eén hoger, en overal waar dit account binnen is gaat de deur dicht."),
    )
    joined = models.DateTimeField(_("gemaakt op"), default=timezone.now, help_text=_("Wanneer dit account ontstond."))
    code_asked = models.DateTimeField(
        _("laatste code gevraagd"), null=True, blank=True, help_text=_("Wanneer iemand voor het laatst een code vroeg.")
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = BaseUserManager["User"]()

    PERSONAL = {
        **dict.fromkeys(("email", "is_active", "is_site_admin", "joined", "session_epoch"), TO_COME_IN),
        **dict.fromkeys(("last_login", "code_asked"), TO_COME_IN),
    }

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = (
            CheckConstraint(
                name="user_email_small_letters",
                condition=Q(email=Lower("email")),
                violation_error_message=_("Schrijf het adres in kleine letters."),
            ),
        )

    def __str__(self) -> str:
        return self.email

    def has_usable_password(self) -> bool:
        return False

    def set_password(self, raw_password: str | None) -> None:
        """Nothing: there are no passwords."""

    def set_unusable_password(self) -> None:
        """Nothing: there are no passwords."""

    def check_password(self, raw_password: str | None) -> bool:
        return False

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """What ties a session to this account; it changes when all sessions must end."""
        text = f"{self.pk}/{self.session_epoch}"
        return salted_hmac("limonade.accounts.session", text, secret=secret, algorithm="sha256").hexdigest()


class Guesses(models.Model):
    """When codes were tried for an account; see limits.py."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, verbose_name=_("account"))
    moments = models.JSONField(
        _("momenten"), default=list, help_text=_("Tijdstippen van de laatste pogingen, in seconden sinds 1970.")
    )

    PERSONAL = dict.fromkeys(("user", "moments"), Personal(_("om raden te stoppen"), DAY))

    class Meta:
        verbose_name = _("pogingen")
        verbose_name_plural = _("pogingen")

    def __str__(self) -> str:
        return str(len(self.moments))
