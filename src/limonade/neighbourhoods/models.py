"""A neighbourhood: any set of CBS buurten that lives as one household."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from limonade.accounts.privacy import WHO_DID, Fields
from limonade.audit.append_only import AppendOnly
from limonade.scoping.foreign_keys import SameNeighbourhood, ScopedForeignKey
from limonade.scoping.ids import new_id
from limonade.scoping.models import Scoped


class Neighbourhood(models.Model):
    """The root of everything that one neighbourhood owns; itself visible to all."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(
        _("naam in het webadres"),
        unique=True,
        help_text=_("Kleine letters, cijfers en streepjes. Voorbeeld: paasberg."),
    )
    name = models.CharField(_("naam"), max_length=80, help_text=_("Zoals bewoners de wijk noemen."))
    municipality_code = models.CharField(
        _("gemeentecode"), max_length=6, help_text=_("Code van het CBS: GM en vier cijfers. Voorbeeld: GM0202.")
    )

    PERSONAL: Fields = {}
    IMPERSONAL = ("slug", "name", "municipality_code")

    class Meta:
        verbose_name = _("wijk")
        verbose_name_plural = _("wijken")
        ordering = ("name", "id")
        constraints = (
            CheckConstraint(
                name="neighbourhood_municipality_code_form",
                condition=Q(municipality_code__regex=r"^GM[0-9]{4}$"),
                violation_error_message=_("Een gemeentecode is GM met vier cijfers, bijvoorbeeld GM0202."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("web:neighbourhood", args=[self.slug])


class Boundary(Scoped):
    """Which buurten belong to the neighbourhood, from a day on; the newest one holds."""

    valid_from = models.DateField(_("geldig vanaf"), help_text=_("De dag waarop deze grens ingaat."))
    division_year = models.PositiveSmallIntegerField(
        _("jaar van de buurtindeling"), help_text=_("Het CBS deelt buurten elk jaar opnieuw in. Voorbeeld: 2020.")
    )

    PERSONAL: Fields = {}
    IMPERSONAL = ("valid_from", "division_year")

    class Meta:
        verbose_name = _("grens")
        verbose_name_plural = _("grenzen")
        constraints = (
            UniqueConstraint(fields=["neighbourhood", "id"], name="boundary_key"),
            UniqueConstraint(
                fields=["neighbourhood", "valid_from"],
                name="boundary_one_per_day",
                violation_error_message=_("Voor deze dag is er al een grens."),
            ),
            CheckConstraint(
                name="boundary_division_year",
                condition=Q(division_year__gte=1995, division_year__lte=2100),
                violation_error_message=_("Het CBS heeft buurtindelingen vanaf 1995."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.valid_from:%d-%m-%Y}"


class BoundaryBuurt(Scoped):
    """One buurt inside a boundary."""

    boundary = ScopedForeignKey(Boundary, on_delete=models.CASCADE, related_name="buurten", verbose_name=_("grens"))
    buurt_code = models.CharField(
        _("buurtcode"), max_length=10, help_text=_("Code van het CBS: BU en acht tekens. Voorbeeld: BU02020845.")
    )

    PERSONAL: Fields = {}
    IMPERSONAL = ("boundary", "buurt_code")

    class Meta:
        verbose_name = _("buurt binnen de grens")
        verbose_name_plural = _("buurten binnen de grens")
        constraints = (
            UniqueConstraint(fields=["neighbourhood", "id"], name="boundary_buurt_key"),
            UniqueConstraint(fields=["neighbourhood", "boundary", "buurt_code"], name="boundary_buurt_once"),
            SameNeighbourhood(field="boundary", name="boundary_buurt_same_neighbourhood"),
            CheckConstraint(
                name="boundary_buurt_code_form",
                condition=Q(buurt_code__regex=r"^BU[0-9A-Z]{8}$"),
                violation_error_message=_("Een buurtcode is BU met acht tekens, bijvoorbeeld BU02020845."),
            ),
        )

    def __str__(self) -> str:
        return self.buurt_code


class ProfileVersion(Scoped, AppendOnly):
    """What the neighbourhood says of itself. Never changed: whoever improves it writes the next."""

    FIELDS = ("voice", "face", "interest", "desire")
    LONGEST = 1200

    number = models.PositiveIntegerField(_("versie"), help_text=_("1, 2, 3 enzovoort; de hoogste geldt."))
    voice = models.TextField(
        _("stem"), blank=True, max_length=LONGEST, help_text=_("Hoe spreekt deze wijk? Wat hoor je hier zeggen?")
    )
    face = models.TextField(
        _("gezicht"),
        blank=True,
        max_length=LONGEST,
        help_text=_("Hoe herken je deze wijk? Wat zie je als je er loopt?"),
    )
    interest = models.TextField(
        _("belang"), blank=True, max_length=LONGEST, help_text=_("Wat staat hier op het spel? Wat moet goed gaan?")
    )
    desire = models.TextField(_("verlangen"), blank=True, max_length=LONGEST, help_text=_("Waar droomt deze wijk van?"))
    written_at = models.DateTimeField(_("geschreven op"), help_text=_("Wanneer deze versie is geschreven."))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("geschreven door"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_index=False,
    )

    PERSONAL = dict.fromkeys(("written_at", "written_by"), WHO_DID)
    IMPERSONAL = ("number", "voice", "face", "interest", "desire")

    class Meta:
        verbose_name = _("profiel")
        verbose_name_plural = _("profielen")
        constraints = (
            UniqueConstraint(fields=["neighbourhood", "id"], name="profile_key"),
            UniqueConstraint(
                fields=["neighbourhood", "number"],
                name="profile_version_once",
                violation_error_message=_("Iemand anders was je voor. Lees eerst de nieuwe versie."),
            ),
            CheckConstraint(
                name="profile_says_something",
                condition=~Q(voice="", face="", interest="", desire=""),
                violation_error_message=_("Vul minstens één veld in."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}"
