"""What lies on the treasurer's desk beside the books: templates, papers, and what was sent to the audit committee."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from limonade.accounts.privacy import WHO_DID, Fields
from limonade.audit.append_only import AppendOnly
from limonade.ledger.models.books import OF_THE_BOOKS, Administration, Entry
from limonade.scoping.foreign_keys import SameNeighbourhood, ScopedForeignKey
from limonade.scoping.models import Scoped, row_key


class Template(Scoped):
    """A booking that comes back: an earlier entry with a name, to begin a new one from."""

    administration = ScopedForeignKey(Administration, related_name="templates", verbose_name=_("administratie"))
    name = models.CharField(_("naam"), max_length=60, help_text=_("Waaraan je het herkent. Voorbeeld: huur per maand."))
    entry = ScopedForeignKey(Entry, related_name="+", verbose_name=_("voorbeeld"))

    PERSONAL: Fields = {}
    IMPERSONAL = ("administration", "name", "entry")

    class Meta:
        verbose_name = _("sjabloon")
        verbose_name_plural = _("sjablonen")
        ordering = ("name",)
        constraints = (
            row_key("template_key"),
            UniqueConstraint(
                fields=["neighbourhood", "administration", "name"],
                name="template_name_once",
                violation_error_message=_("Er is al een sjabloon met deze naam."),
            ),
            SameNeighbourhood(field="administration", name="template_administration_wall"),
            SameNeighbourhood(field="entry", name="template_entry_wall"),
        )

    def __str__(self) -> str:
        return self.name


class Attachment(Scoped, AppendOnly):
    """A receipt, invoice or photo behind an entry. The file lies outside the database, made anew by us.

    One that was wrong is taken away: its file is removed, and this row stays to say who did so and why.
    """

    JPEG, PDF = "image/jpeg", "application/pdf"
    KINDS = ((JPEG, _("foto")), (PDF, _("PDF")))

    entry = ScopedForeignKey(Entry, related_name="attachments", verbose_name=_("boeking"))
    name = models.CharField(_("bestandsnaam"), max_length=100, help_text=_("Zoals het bestand heette."))
    kind = models.CharField(_("soort"), max_length=15, choices=KINDS, help_text=_("Foto of PDF."))
    size = models.PositiveIntegerField(_("grootte"), help_text=_("In bytes."))
    sha256 = models.CharField(
        _("controlegetal van het bestand"), max_length=64, help_text=_("Om te zien dat het bestand nog hetzelfde is.")
    )
    added_at = models.DateTimeField(_("toegevoegd op"), auto_now_add=True, help_text=_("Dag en tijd."))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("toegevoegd door"),
        help_text=_("Wie het bestand erbij deed."),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )

    taken_at = models.DateTimeField(_("weggehaald op"), null=True, blank=True, help_text=_("Dag en tijd."))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("weggehaald door"),
        help_text=_("Wie het bestand weghaalde."),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    taken_why = models.CharField(
        _("waarom weggehaald"), max_length=120, blank=True, help_text=_("In de woorden van wie het weghaalde.")
    )

    may_change = ("taken_at", "taken_by", "taken_why")
    PERSONAL = {
        **dict.fromkeys(("added_at", "added_by", "taken_at", "taken_by", "taken_why"), WHO_DID),
        **dict.fromkeys(("name", "size", "sha256"), OF_THE_BOOKS),
    }
    IMPERSONAL = ("entry", "kind")

    class Meta:
        verbose_name = _("bijlage")
        verbose_name_plural = _("bijlagen")
        ordering = ("added_at", "id")
        constraints = (
            row_key("attachment_key"),
            UniqueConstraint(
                fields=["neighbourhood", "entry", "sha256"],
                condition=Q(taken_at=None),
                name="attachment_once",
                violation_error_message=_("Dit bestand zit al bij deze boeking."),
            ),
            SameNeighbourhood(field="entry", name="attachment_entry_wall"),
            CheckConstraint(name="attachment_kind_known", condition=Q(kind__in=("image/jpeg", "application/pdf"))),
        )

    def __str__(self) -> str:
        return self.name


class MonthlyAnchor(Scoped, AppendOnly):
    """Where the chain stood when the audit committee was mailed, once a month. Theirs is the copy that counts."""

    administration = ScopedForeignKey(Administration, related_name="anchors", verbose_name=_("administratie"))
    month = models.DateField(_("maand"), help_text=_("De eerste dag van de maand."))
    number = models.PositiveBigIntegerField(_("laatste nummer"), help_text=_("Van de laatste boeking op dat moment."))
    hash = models.CharField(_("laatste controlegetal"), max_length=64, help_text=_("Van die boeking."))

    PERSONAL: Fields = {}
    IMPERSONAL = ("administration", "month", "number", "hash")

    class Meta:
        verbose_name = _("anker")
        verbose_name_plural = _("ankers")
        ordering = ("-month",)
        constraints = (
            row_key("anchor_key"),
            UniqueConstraint(fields=["neighbourhood", "administration", "month"], name="anchor_once_a_month"),
            SameNeighbourhood(field="administration", name="anchor_administration_wall"),
        )

    def __str__(self) -> str:
        return f"{self.month:%m-%Y}: {self.number}"
