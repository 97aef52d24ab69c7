"""One double-entry ledger for money, hours and local units. What is booked is never changed: reverse it.

A transfer moves a positive whole amount from one account to another, so every entry is in balance by its shape.
An entry is written after its transfers and closes them: see `guarding` for what the database refuses.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from limonade.accounts.privacy import WHO_DID, Fields, Personal
from limonade.audit.append_only import AppendOnly
from limonade.ledger.amounts import OuterKey, PinnedNeighbourhood, RowNumberField, WholeField, is_whole
from limonade.ledger.chain import START
from limonade.people.models import Party
from limonade.scoping.foreign_keys import SameNeighbourhood, ScopedForeignKey
from limonade.scoping.ids import new_id
from limonade.scoping.models import Scoped, row_key

SEVEN_YEARS = _("zeven jaar, zoals de wet van een boekhouding vraagt")
OF_THE_BOOKS = Personal(_("om te weten van wie geld en uren zijn"), SEVEN_YEARS)
DEBIT, CREDIT = ("asset", "expense"), ("liability", "equity", "income")
USER = settings.AUTH_USER_MODEL
WHERE = _("De wijk waar dit bij hoort; dat verandert nooit.")
KEY_LENGTH, TEXT_LENGTH, DOCUMENT_LENGTH = 100, 200, 120


class Unit(models.Model):
    """What is counted: euros, hours, a local unit. The same for all neighbourhoods."""

    MONEY, HOURS, LOCAL = "money", "hours", "local"
    KINDS = ((MONEY, _("Geld")), (HOURS, _("Uren")), (LOCAL, _("Lokale munt")))

    code = models.CharField(
        _("afkorting"), primary_key=True, max_length=8, help_text=_("Drie tot acht hoofdletters. Voorbeeld: EUR.")
    )
    name = models.CharField(_("naam"), max_length=40, help_text=_("Hoe mensen deze eenheid noemen."))
    scale = models.PositiveSmallIntegerField(
        _("decimalen"), default=2, help_text=_("Hoeveel cijfers achter de komma. Euro's hebben er twee.")
    )
    kind = models.CharField(_("soort"), max_length=6, choices=KINDS, help_text=_("Geld, uren of lokale munt."))

    PERSONAL: Fields = {}
    IMPERSONAL = ("code", "name", "scale", "kind")

    class Meta:
        verbose_name = _("eenheid")
        verbose_name_plural = _("eenheden")
        constraints = (
            CheckConstraint(
                name="unit_code_form",
                condition=Q(code__regex=r"^[A-Z]{3,8}$"),
                violation_error_message=_("Een code is drie tot acht hoofdletters."),
            ),
            CheckConstraint(name="unit_scale_small", condition=Q(scale__lte=6)),
            CheckConstraint(name="unit_kind_known", condition=Q(kind__in=("money", "hours", "local"))),
        )

    def __str__(self) -> str:
        return self.code


class Administration(Scoped, AppendOnly):
    """A legal bookkeeping entity: its own accounts, periods, numbers and chain of hashes."""

    may_change = ("name", "last_number", "last_hash", "batch")
    KINDS = (
        ("community", _("Gemeenschap")),
        ("foundation", _("Stichting")),
        ("association", _("Vereniging")),
        ("cooperative", _("Coöperatie")),
        ("company", _("Bedrijf")),
        ("other", _("Anders")),
    )

    name = models.CharField(_("naam"), max_length=80, help_text=_("Van wie deze boeken zijn."))
    kind = models.CharField(_("soort"), max_length=12, choices=KINDS, help_text=_("De rechtsvorm."))
    party = ScopedForeignKey(Party, related_name="+", verbose_name=_("organisatie"), null=True, blank=True)
    last_number = models.PositiveBigIntegerField(
        _("laatste nummer"), default=0, editable=False, help_text=_("Van de laatste boeking.")
    )
    last_hash = models.BinaryField(
        _("laatste controlegetal"), max_length=32, default=START, help_text=_("Van de laatste boeking.")
    )
    # While it is open this one is not there yet, so that nobody can commit.
    batch: Any = ScopedForeignKey(
        "ledger.Batch", related_name="+", verbose_name=_("laatste reeks"), null=True, blank=True, editable=False
    )

    PERSONAL: Fields = {}
    IMPERSONAL = ("name", "kind", "party", "last_number", "last_hash", "batch")

    class Meta:
        verbose_name = _("administratie")
        verbose_name_plural = _("administraties")
        constraints = (
            row_key("administration_key"),
            UniqueConstraint(
                fields=["neighbourhood", "name"],
                name="administration_name_once",
                violation_error_message=_("Er is al een administratie met deze naam."),
            ),
            SameNeighbourhood(field="party", name="administration_party_wall"),
            # Or a batch that closes one administration would let another pass that is still open.
            UniqueConstraint(fields=["neighbourhood", "batch"], name="administration_batch_once"),
            SameNeighbourhood(field="batch", name="administration_batch_wall"),
        )

    def __str__(self) -> str:
        return self.name


class Batch(Scoped, AppendOnly):
    """Entries that the database checks and counts at once when their batch is written: see `guarding`."""

    administration = ScopedForeignKey(Administration, related_name="+", verbose_name=_("administratie"))
    first_number = models.PositiveBigIntegerField(_("eerste nummer"), help_text=_("Van de eerste boeking hierin."))
    last_number = models.PositiveBigIntegerField(_("laatste nummer"), help_text=_("Van de laatste boeking hierin."))

    PERSONAL: Fields = {}
    IMPERSONAL = ("administration", "first_number", "last_number")

    class Meta:
        verbose_name = _("reeks")
        verbose_name_plural = _("reeksen")
        constraints = (
            row_key("batch_key"),
            UniqueConstraint(fields=["neighbourhood", "administration", "first_number"], name="batch_number_once"),
            SameNeighbourhood(field="administration", name="batch_administration_wall"),
        )

    def __str__(self) -> str:
        return f"{self.first_number} - {self.last_number}"


class Period(Scoped, AppendOnly):
    """Days that can be booked on, until it is closed for ever."""

    may_change = ("closed_at", "closed_by")

    administration = ScopedForeignKey(Administration, related_name="periods", verbose_name=_("administratie"))
    first_day = models.DateField(_("eerste dag"), help_text=_("Deze dag hoort erbij."))
    last_day = models.DateField(_("laatste dag"), help_text=_("Deze dag hoort erbij."))
    closed_at = models.DateTimeField(
        _("gesloten op"), null=True, blank=True, editable=False, help_text=_("Leeg zolang er geboekt kan worden.")
    )
    closed_by = OuterKey(USER, verbose_name=_("gesloten door"), null=True, blank=True, editable=False)

    PERSONAL = dict.fromkeys(("closed_at", "closed_by"), WHO_DID)
    IMPERSONAL = ("administration", "first_day", "last_day")

    class Meta:
        verbose_name = _("boekperiode")
        verbose_name_plural = _("boekperiodes")
        constraints = (
            row_key("period_key"),
            SameNeighbourhood(field="administration", name="period_administration_wall"),
            UniqueConstraint(fields=["neighbourhood", "administration", "first_day"], name="period_no_overlap_start"),
            CheckConstraint(
                name="period_in_order",
                condition=Q(first_day__lte=F("last_day")),
                violation_error_message=_("De laatste dag ligt voor de eerste."),
            ),
            CheckConstraint(name="period_closed_by", condition=Q(closed_by__isnull=True) | Q(closed_at__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{self.first_day:%d-%m-%Y} - {self.last_day:%d-%m-%Y}"


class Account(Scoped, AppendOnly):
    """Where an amount of one unit is, or came from. `balance` is what came in minus what went out (debit - credit)."""

    may_change = ("name", "purpose", "rgs", "floor", "ceiling", "balance")
    KINDS = (
        ("asset", _("Bezit")),
        ("liability", _("Schuld")),
        ("equity", _("Eigen vermogen")),
        ("income", _("Opbrengst")),
        ("expense", _("Kosten")),
    )

    administration = ScopedForeignKey(Administration, related_name="accounts", verbose_name=_("administratie"))
    unit = OuterKey(Unit, verbose_name=_("eenheid"))
    party = ScopedForeignKey(Party, related_name="+", verbose_name=_("van wie"), null=True, blank=True)
    purpose = models.CharField(
        _("doel"), max_length=24, help_text=_("Waarvoor deze rekening is, als vaste sleutel. Voorbeeld: wallet.")
    )
    number = models.CharField(_("nummer"), max_length=20, help_text=_("In het rekeningschema. Voorbeeld: 10201."))
    name = models.CharField(_("naam"), max_length=80, help_text=_("Hoe deze rekening heet."))
    kind = models.CharField(_("soort"), max_length=9, choices=KINDS, help_text=_("Bezit, schuld, opbrengst of kosten."))
    rgs = models.CharField(
        _("RGS-code"),
        max_length=13,
        blank=True,
        help_text=_("Uit het Referentie Grootboekschema. Voorbeeld: BLimBanRba."),
    )
    floor = models.BigIntegerField(
        _("ondergrens"), null=True, blank=True, help_text=_("Het saldo wordt nooit lager. Leeg: geen grens.")
    )
    ceiling = models.BigIntegerField(
        _("bovengrens"), null=True, blank=True, help_text=_("Het saldo wordt nooit hoger. Leeg: geen grens.")
    )
    balance = models.BigIntegerField(
        _("debet min credit"), default=0, editable=False, help_text=_("Volgt uit de boekingen, in de kleinste eenheid.")
    )

    PERSONAL = dict.fromkeys(("party", "name", "floor", "ceiling", "balance"), OF_THE_BOOKS)
    IMPERSONAL = ("administration", "unit", "purpose", "number", "kind", "rgs")

    class Meta:
        verbose_name = _("rekening")
        verbose_name_plural = _("rekeningen")
        ordering = ("number", "id")
        constraints = (
            row_key("account_key"),
            UniqueConstraint(fields=["neighbourhood", "administration", "unit", "id"], name="account_unit_key"),
            UniqueConstraint(
                fields=["neighbourhood", "administration", "number"],
                name="account_number_once",
                violation_error_message=_("Dit nummer is al in gebruik."),
            ),
            UniqueConstraint(
                fields=["neighbourhood", "party", "administration", "purpose", "unit"],
                name="account_party_once",
                condition=Q(party__isnull=False),
                violation_error_message=_("Deze rekening is er al."),
            ),
            SameNeighbourhood(field="administration", name="account_administration_wall"),
            SameNeighbourhood(field="party", name="account_party_wall"),
            CheckConstraint(
                name="account_kind_known",
                condition=Q(kind__in=("asset", "liability", "equity", "income", "expense")),
            ),
            CheckConstraint(
                name="account_rgs_form",
                condition=Q(rgs="") | Q(rgs__regex=r"^[BW]([A-Z][a-z0-9]{2}){1,4}$"),
                violation_error_message=_("Een RGS-code is B of W met groepjes van drie tekens."),
            ),
            # In the holder's own direction: what a member has to claim is a debt in the books.
            CheckConstraint(
                name="account_floor",
                condition=Q(floor=None)
                | Q(kind__in=DEBIT, balance__gte=F("floor"))
                | Q(kind__in=CREDIT, balance__lte=F("floor") * -1),
                violation_error_message=_("Het saldo is lager dan deze grens."),
            ),
            CheckConstraint(
                name="account_ceiling",
                condition=Q(ceiling=None)
                | Q(kind__in=DEBIT, balance__lte=F("ceiling"))
                | Q(kind__in=CREDIT, balance__gte=F("ceiling") * -1),
                violation_error_message=_("Het saldo is hoger dan deze grens."),
            ),
        )

    def __str__(self) -> str:
        whose = f" · {self.party.name}" if self.party else ""
        return f"{self.number} {self.name}{whose}"

    @property
    def own_balance(self) -> int:
        """As its holder sees it: for debts, equity and income the other way round."""
        return self.balance if self.kind in DEBIT else -self.balance


class Earmark(Scoped, AppendOnly):
    """This money came for that purpose; every transfer that brings or spends it says so."""

    may_change = ("name", "conditions")

    administration = ScopedForeignKey(Administration, related_name="earmarks", verbose_name=_("administratie"))
    name = models.CharField(_("naam"), max_length=80, help_text=_("Voorbeeld: subsidie buurttuin 2026."))
    conditions = models.CharField(
        _("waarvoor"), max_length=400, blank=True, help_text=_("Waaraan dit geld besteed moet worden.")
    )
    giver = ScopedForeignKey(Party, related_name="+", verbose_name=_("van wie"), null=True, blank=True)

    PERSONAL = {"giver": OF_THE_BOOKS}
    IMPERSONAL = ("administration", "name", "conditions")

    class Meta:
        verbose_name = _("bestemming")
        verbose_name_plural = _("bestemmingen")
        constraints = (
            row_key("earmark_key"),
            UniqueConstraint(fields=["neighbourhood", "administration", "id"], name="earmark_administration_key"),
            UniqueConstraint(fields=["neighbourhood", "administration", "name"], name="earmark_name_once"),
            SameNeighbourhood(field="administration", name="earmark_administration_wall"),
            SameNeighbourhood(field="giver", name="earmark_giver_wall"),
        )

    def __str__(self) -> str:
        return self.name


class Entry(Scoped, AppendOnly):
    """Transfers that belong together, with who, when, why and the document behind it."""

    id = RowNumberField(primary_key=True, default=new_id, editable=False)
    neighbourhood = PinnedNeighbourhood(verbose_name=_("wijk"), help_text=WHERE)
    administration = ScopedForeignKey(Administration, related_name="entries", verbose_name=_("administratie"))
    number = models.PositiveBigIntegerField(_("nummer"), help_text=_("1, 2, 3 enzovoort per administratie."))
    day = models.DateField(_("dag"), help_text=_("De dag waarvoor deze boeking telt."))
    moment = models.DateTimeField(_("tijdstip"), help_text=_("Wanneer dit geboekt is."))
    user = OuterKey(
        USER, verbose_name=_("account"), null=True, blank=True,
        help_text=_("Wie dit boekte; leeg als Limonade het zelf deed."),
    )  # fmt: skip
    acting_party = models.BigIntegerField(
        _("wie handelt"), null=True, blank=True, help_text=_("De bewoner of organisatie die dit boekte.")
    )
    for_party = models.BigIntegerField(
        _("namens wie"), null=True, blank=True, help_text=_("De bewoner voor wie een helper dit boekte.")
    )
    key = models.CharField(
        _("sleutel"), max_length=KEY_LENGTH, help_text=_("Een sleutel wordt één keer geboekt, hoe vaak die ook komt.")
    )
    kind = models.CharField(
        _("soort"), max_length=24, help_text=_("Soort boeking, als vaste sleutel. Voorbeeld: gift.")
    )
    text = models.CharField(_("omschrijving"), max_length=TEXT_LENGTH, help_text=_("Waar dit voor was, in één regel."))
    document = models.CharField(
        _("bewijsstuk"), max_length=DOCUMENT_LENGTH, blank=True, help_text=_("Nummer van de bon, factuur of afspraak.")
    )
    reverses: Any = ScopedForeignKey("self", related_name="+", verbose_name=_("draait terug"), null=True, blank=True)
    hash = models.BinaryField(
        _("controlegetal"), max_length=32, help_text=_("Volgt uit deze boeking en dat van de vorige (SHA-256).")
    )

    PERSONAL = {
        **dict.fromkeys(("moment", "user", "acting_party", "for_party"), WHO_DID),
        **dict.fromkeys(("text", "document"), Personal(_("om te weten waar een boeking voor was"), SEVEN_YEARS)),
    }
    IMPERSONAL = ("administration", "number", "day", "key", "kind", "reverses", "hash")

    class Meta:
        verbose_name = _("boeking")
        verbose_name_plural = _("boekingen")
        constraints = (
            row_key("entry_key"),
            UniqueConstraint(fields=["neighbourhood", "administration", "number"], name="entry_number_once"),
            UniqueConstraint(fields=["neighbourhood", "key"], name="entry_key_once"),
            UniqueConstraint(
                fields=["neighbourhood", "reverses"],
                name="entry_reversed_once",
                condition=Q(reverses__isnull=False),
            ),
            SameNeighbourhood(field="administration", name="entry_administration_wall"),
            CheckConstraint(name="entry_number_whole", condition=is_whole("number")),
            SameNeighbourhood(field="reverses", name="entry_reverses_wall"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.text}"


class Transfer(Scoped, AppendOnly):
    """A positive whole amount from one account to another of the same administration and unit."""

    id = RowNumberField(primary_key=True, default=new_id, editable=False)
    neighbourhood = PinnedNeighbourhood(verbose_name=_("wijk"), help_text=WHERE)
    administration = ScopedForeignKey(Administration, related_name="+", verbose_name=_("administratie"))
    entry = ScopedForeignKey(Entry, related_name="transfers", verbose_name=_("boeking"))
    position = models.PositiveSmallIntegerField(_("plaats"), help_text=_("1, 2, 3 enzovoort binnen de boeking."))
    day = models.DateField(_("dag"), help_text=_("De dag van de boeking, om rekeningen snel per dag te lezen."))
    unit = OuterKey(Unit, verbose_name=_("eenheid"), db_constraint=False)  # it is that of both accounts
    source = ScopedForeignKey(Account, related_name="+", verbose_name=_("van"))
    target = ScopedForeignKey(Account, related_name="+", verbose_name=_("naar"))
    amount = WholeField(_("bedrag"), help_text=_("In de kleinste eenheid, zoals centen."))
    earmark = ScopedForeignKey(Earmark, related_name="+", verbose_name=_("bestemming"), null=True, blank=True)

    PERSONAL = dict.fromkeys(("source", "target", "amount"), OF_THE_BOOKS)
    IMPERSONAL = ("administration", "entry", "position", "day", "unit", "earmark")

    class Meta:
        verbose_name = _("overboeking")
        verbose_name_plural = _("overboekingen")
        constraints = (
            row_key("transfer_key"),
            UniqueConstraint(fields=["neighbourhood", "entry", "position"], name="transfer_position_once"),
            SameNeighbourhood(field="entry", name="transfer_entry_wall"),
            SameNeighbourhood(field="source", also=("administration", "unit"), name="transfer_source_wall"),
            SameNeighbourhood(field="target", also=("administration", "unit"), name="transfer_target_wall"),
            SameNeighbourhood(field="earmark", also=("administration",), name="transfer_earmark_wall"),
            CheckConstraint(name="transfer_amount_whole", condition=is_whole("amount")),
            CheckConstraint(name="transfer_other_account", condition=~Q(source=F("target"))),
        )
        indexes = (
            Index(fields=["neighbourhood", "source", "day"], name="transfer_by_source"),  # and id, on SQLite
            Index(fields=["neighbourhood", "target", "day"], name="transfer_by_target"),
            Index(fields=["neighbourhood", "earmark"], name="transfer_by_earmark", condition=Q(earmark__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{self.source_id} > {self.target_id}: {self.amount} {self.unit_id}"
