"""One row per self-check, of this site as a whole."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from limonade.accounts.privacy import Fields
from limonade.audit.append_only import AppendOnly


class SelfCheck(AppendOnly):
    """The last one decides: as long as it found something, nothing is booked."""

    moment = models.DateTimeField(_("tijdstip"), help_text=_("Wanneer alle sommen over waren gedaan."))
    count = models.PositiveIntegerField(_("bevindingen"), help_text=_("Hoeveel er niet klopte; nul als alles klopt."))
    findings = models.JSONField(
        _("wat er niet klopt"), default=list, blank=True, help_text=_("Een zin per bevinding, hoogstens honderd.")
    )

    PERSONAL: Fields = {}
    IMPERSONAL = ("moment", "count", "findings")

    class Meta:
        verbose_name = _("controle van de boeken")
        verbose_name_plural = _("controles van de boeken")

    def __str__(self) -> str:
        return f"{self.moment:%d-%m-%Y %H:%M} {self.count}"
