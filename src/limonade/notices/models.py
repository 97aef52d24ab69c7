"""How often somebody wants to hear from us."""

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from limonade.accounts.privacy import WHILE_HERE, Personal
from limonade.people.models import Party
from limonade.scoping.foreign_keys import SameNeighbourhood, ScopedForeignKey
from limonade.scoping.models import Scoped, row_key


class Digest(Scoped):
    """One short mail with what is asked of somebody. Without a row: once a week."""

    DAILY, WEEKLY, NEVER = "daily", "weekly", "never"
    RHYTHMS = ((DAILY, _("Elke dag")), (WEEKLY, _("Elke week")), (NEVER, _("Nooit")))

    party = ScopedForeignKey(Party, related_name="+", on_delete=models.CASCADE, verbose_name=_("voor wie"))
    rhythm = models.CharField(
        _("hoe vaak"), max_length=6, choices=RHYTHMS, default=WEEKLY, help_text=_("Hoe vaak het mailtje komt.")
    )
    last_sent_on = models.DateField(
        _("laatst verstuurd"), null=True, blank=True, help_text=_("De dag van het vorige mailtje.")
    )

    PERSONAL = dict.fromkeys(
        ("party", "rhythm", "last_sent_on"), Personal(_("om je niet vaker te mailen dan je wilt"), WHILE_HERE)
    )

    class Meta:
        verbose_name = _("mailtje met wat er is")
        verbose_name_plural = _("mailtjes met wat er is")
        constraints = (
            row_key("digest_key"),
            UniqueConstraint(fields=["neighbourhood", "party"], name="digest_one_per_party"),
            SameNeighbourhood(field="party", name="digest_party_wall"),
        )

    def __str__(self) -> str:
        return str(self.get_rhythm_display())
