"""What is kept of the sums themselves: that they were done again, and whether they closed."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from limonade.accounts.privacy import Fields


class Verification(models.Model):
    """The worker did the sums of one dataset again, for every municipality in it."""

    dataset_key = models.CharField(_("dataset"), max_length=80, help_text=_("Naam van de dataset op de plank."))
    dataset_stamp = models.BigIntegerField(
        _("versie van het bestand"), help_text=_("Verandert als het bestand verandert.")
    )
    municipalities = models.PositiveIntegerField(_("gemeenten"), help_text=_("Hoeveel gemeenten zijn nagerekend."))
    closing = models.PositiveIntegerField(_("sluitend"), help_text=_("Bij hoeveel alles optelt, tot op de euro."))
    finished_on = models.DateField(_("nagerekend op"), help_text=_("De dag waarop dit is nagerekend."))

    PERSONAL: Fields = {}
    IMPERSONAL = ("dataset_key", "dataset_stamp", "municipalities", "closing", "finished_on")

    class Meta:
        verbose_name = _("narekening")
        verbose_name_plural = _("narekeningen")
        constraints = (
            UniqueConstraint(fields=["dataset_key", "dataset_stamp"], name="verification_once_per_version"),
            CheckConstraint(
                name="verification_closing_at_most_all", condition=Q(closing__lte=models.F("municipalities"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.dataset_key}: {self.closing}/{self.municipalities}"
