"""Somebody new is welcomed, once, by one person."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from limonade.accounts.privacy import MONTH_AFTER, WHO_DID, Personal
from limonade.people.models.parties import Party, by, pair
from limonade.scoping.foreign_keys import SameNeighbourhood, ScopedForeignKey
from limonade.scoping.models import Scoped, row_key


class Welcome(Scoped):
    """What the newcomer reads on their own page, and from whom."""

    newcomer = ScopedForeignKey(Party, related_name="welcomes", verbose_name=_("wie erbij kwam"))
    welcomer = ScopedForeignKey(Party, related_name="+", verbose_name=_("wie welkom heet"))
    text = models.CharField(
        _("je bericht"), max_length=200, blank=True, help_text=_("Alleen wie je welkom heet, leest dit.")
    )
    said_at = models.DateTimeField(_("gezegd op"), help_text=_("Wanneer iemand welkom werd geheten."))
    said_by = by(_("gezegd door"))

    PERSONAL = {
        "text": Personal(_("om je welkom te heten"), MONTH_AFTER),
        **dict.fromkeys(("newcomer", "welcomer", "said_at", "said_by"), WHO_DID),
    }

    class Meta:
        verbose_name = _("welkom")
        verbose_name_plural = _("welkomstwoorden")
        constraints = (
            row_key("welcome_key"),
            UniqueConstraint(
                fields=["neighbourhood", "newcomer"],
                name="welcome_once",
                violation_error_message=_("Iemand anders was je net voor."),
            ),
            SameNeighbourhood(field="newcomer", name="welcome_newcomer_wall"),
            SameNeighbourhood(field="welcomer", name="welcome_welcomer_wall"),
            pair("said_at", "said_by", "welcome_said_by"),
            CheckConstraint(
                name="welcome_two_people",
                condition=~Q(newcomer=F("welcomer")),
                violation_error_message=_("Niemand heet zichzelf welkom."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.welcomer_id} > {self.newcomer_id}"
