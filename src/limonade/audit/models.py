"""What happened, written once: per neighbourhood, and for accounts and the site. Each log is a chain of hashes."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from limonade.accounts.privacy import WHO_DID, Fields
from limonade.audit.append_only import AppendOnly
from limonade.audit.chain import START
from limonade.scoping.ids import new_id
from limonade.scoping.models import Scoped


class Result(models.TextChoices):
    DONE = "done", _("gedaan")
    REFUSED = "refused", _("geweigerd")
    FAILED = "failed", _("mislukt")


class AnyAct(AppendOnly):
    """The six that an audit line must have: what, on what, result, origin, who and when; and its place in the chain."""

    # What the hash covers, as columns.
    FACTS: ClassVar[tuple[str, ...]] = (
        "id",
        "number",
        "moment",
        "user_id",
        "acting_party",
        "for_party",
        "act",
        "subject",
        "subject_id",
        "result",
        "origin",
        "details",
    )

    number = models.PositiveBigIntegerField(_("nummer"), help_text=_("1, 2, 3 enzovoort, zonder gaten."))
    moment = models.DateTimeField(_("tijdstip"), help_text=_("Wanneer dit gebeurde."))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        help_text=_("Wie dit deed; leeg als Limonade het zelf deed."),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        null=True,
        blank=True,
    )
    # The Party lives higher in the house, so these are bare numbers.
    acting_party = models.BigIntegerField(
        _("wie handelt"), null=True, blank=True, help_text=_("De bewoner of organisatie die dit deed.")
    )
    for_party = models.BigIntegerField(
        _("namens wie"), null=True, blank=True, help_text=_("De bewoner voor wie een helper dit deed.")
    )
    act = models.CharField(
        _("handeling"),
        max_length=80,
        help_text=_("Wat er gebeurde, als vaste sleutel. Voorbeeld: people.role_offered."),
    )
    subject = models.CharField(
        _("soort onderwerp"),
        max_length=80,
        blank=True,
        help_text=_("Wat voor ding dit raakte. Voorbeeld: people.Party."),
    )
    subject_id = models.BigIntegerField(
        _("nummer van het onderwerp"), null=True, blank=True, help_text=_("Welk ding dit raakte.")
    )
    result = models.CharField(
        _("uitkomst"), max_length=8, choices=Result, help_text=_("Of het gedaan, geweigerd of mislukt is.")
    )
    origin = models.CharField(
        _("herkomst"),
        max_length=60,
        help_text=_("Waar het vandaan kwam, zonder het hele adres. Voorbeeld: web 192.0.2.0/24."),
    )
    details = models.JSONField(
        _("bijzonderheden"), default=dict, help_text=_("Sleutels en codes; nooit namen, adressen of vrije tekst.")
    )
    previous_hash = models.CharField(
        _("vorig controlegetal"), max_length=64, help_text=_("Het controlegetal van de handeling hiervoor.")
    )
    hash = models.CharField(
        _("controlegetal"),
        max_length=64,
        help_text=_("Volgt uit deze handeling en het vorige controlegetal (SHA-256)."),
    )

    PERSONAL = dict.fromkeys(("moment", "user", "acting_party", "for_party", "origin", "details"), WHO_DID)
    IMPERSONAL = ("number", "act", "subject", "subject_id", "result", "previous_hash", "hash")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.number} {self.act}"

    def facts(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.FACTS}


class Act(Scoped, AnyAct):
    """What happened in one neighbourhood."""

    FACTS = (*AnyAct.FACTS, "neighbourhood_id")

    class Meta:
        verbose_name = _("handeling")
        verbose_name_plural = _("handelingen")
        constraints = (
            UniqueConstraint(fields=["neighbourhood", "id"], name="act_key"),
            UniqueConstraint(fields=["neighbourhood", "number"], name="act_number_once"),
            CheckConstraint(name="act_number_from_one", condition=Q(number__gte=1)),
            CheckConstraint(name="act_result_known", condition=Q(result__in=("done", "refused", "failed"))),
        )
        indexes = (
            Index(fields=["neighbourhood", "act", "-number"], name="act_by_kind"),
            Index(fields=["neighbourhood", "acting_party", "-number"], name="act_by_party"),
            Index(
                fields=["neighbourhood", "for_party", "-number"],
                name="act_for_party",
                condition=Q(for_party__isnull=False),
            ),
        )


class SiteAct(AnyAct):
    """What happened to accounts and to the site as a whole."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)

    class Meta:
        verbose_name = _("handeling van de site")
        verbose_name_plural = _("handelingen van de site")
        constraints = (
            UniqueConstraint(fields=["number"], name="site_act_number_once"),
            CheckConstraint(name="site_act_number_from_one", condition=Q(number__gte=1)),
            CheckConstraint(name="site_act_result_known", condition=Q(result__in=("done", "refused", "failed"))),
        )
        indexes = (
            Index(fields=["act", "-number"], name="site_act_by_kind"),
            Index(fields=["user", "-number"], name="site_act_by_user"),
        )


class AnyHead(models.Model):
    """Where a chain ends. Writers wait for each other on this row, and a tail that is cut off shows in it."""

    number = models.PositiveBigIntegerField(_("nummer"), default=0, help_text=_("Van de laatste handeling."))
    hash = models.CharField(_("controlegetal"), max_length=64, default=START, help_text=_("Van de laatste handeling."))

    PERSONAL: Fields = {}
    IMPERSONAL = ("number", "hash")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.number}"


class ChainHead(Scoped, AnyHead):
    class Meta:
        verbose_name = _("laatste handeling")
        verbose_name_plural = _("laatste handelingen")
        constraints = (
            UniqueConstraint(fields=["neighbourhood", "id"], name="chain_head_key"),
            UniqueConstraint(fields=["neighbourhood"], name="chain_head_once"),
        )


class SiteChainHead(AnyHead):
    ONLY = 1

    id = models.SmallIntegerField(primary_key=True, default=ONLY, editable=False)

    class Meta:
        verbose_name = _("laatste handeling van de site")
        verbose_name_plural = _("laatste handelingen van de site")
        constraints = (CheckConstraint(name="site_chain_head_once", condition=Q(id=1)),)
