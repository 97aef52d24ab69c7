"""What is kept: that the sums were done again and whether they closed, and what people of the place told."""

import datetime as dt

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from limonade.accounts.privacy import WHILE_HERE, WHO_DID, Fields, Personal
from limonade.audit.append_only import AppendOnly
from limonade.people.models import by, pair
from limonade.scoping.foreign_keys import SameNeighbourhood, ScopedForeignKey
from limonade.scoping.models import Scoped, row_key

TOLD_ABOUT = Personal(_("om te laten zien wat de wijk weet"), _("blijft, want het gaat over de wijk"))


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


class ToldFigure(Scoped):
    """What people of the place know: a cost ahead, what lies idle, what is worth something, a better figure."""

    AHEAD, IDLE, WORTH, BETTER = "ahead", "idle", "worth", "better"
    KINDS = (
        (AHEAD, _("Dit kost het straks")),
        (IDLE, _("Dit ligt stil")),
        (WORTH, _("Dit is van waarde")),
        (BETTER, _("Een cijfer klopt niet")),
    )
    PAYERS = (
        ("households", _("Wij zelf")),
        ("municipality", _("De gemeente")),
        ("corporation", _("De woningcorporatie")),
        ("water_board", _("Het waterschap")),
        ("other", _("Een ander")),
        ("unknown", _("Dat weet ik niet")),
    )
    EURO, HOUR, HOME, PERCENT = "euro", "hour", "home", "percent"
    UNITS = ((EURO, _("euro")), (HOUR, _("uur")), (HOME, _("huizen")), (PERCENT, _("procent")))
    RINGS = (("buurt", _("buurt")), ("wijk", _("wijk")), ("gemeente", _("gemeente")), ("streek", _("15 kilometer")))
    OTHER_TOLD = "verteld"
    FEWEST = 10
    """Of people, homes or shops: of fewer nothing is measured, because it would be about a few."""
    RESERVED = (("yes", _("Ja")), ("part", _("Voor een deel")), ("no", _("Nee")), ("unknown", _("Dat weet ik niet")))
    TOLD, ACCEPTED, DECLINED, WITHDRAWN, ENDED = "told", "accepted", "declined", "withdrawn", "ended"
    STATES = (
        (TOLD, _("nog niet nagekeken")),
        (ACCEPTED, _("nagekeken")),
        (DECLINED, _("niet overgenomen")),
        (WITHDRAWN, _("ingetrokken")),
        (ENDED, _("geldt niet meer")),
    )

    kind = models.CharField(_("soort"), max_length=8, choices=KINDS, help_text=_("Wat voor cijfer het is."))
    function = models.CharField(_("levensfunctie"), max_length=24, help_text=_("Waar het bij hoort."))
    title = models.CharField(_("wat"), max_length=120, help_text=_("In een paar woorden. Noem geen mensen."))
    about = models.CharField(
        _("in plaats van"), max_length=60, blank=True, help_text=_("Het cijfer dat dit vervangt; leeg is geen.")
    )
    replaces = ScopedForeignKey(
        "self", null=True, blank=True, related_name="betters", verbose_name=_("in plaats van verteld cijfer")
    )
    ring = models.CharField(
        _("kring"), max_length=8, blank=True, choices=RINGS, help_text=_("Wat lokaal is, bij een aandeel dat blijft.")
    )
    unit = models.CharField(_("eenheid"), max_length=8, choices=UNITS, default=EURO, help_text=_("Wat er geteld is."))
    low = models.BigIntegerField(_("laagste bedrag"), null=True, blank=True, help_text=_("In hele eenheden."))
    middle = models.BigIntegerField(
        _("middelste bedrag"), null=True, blank=True, help_text=_("Wat het waarschijnlijk is, in hele eenheden.")
    )
    high = models.BigIntegerField(_("hoogste bedrag"), null=True, blank=True, help_text=_("In hele eenheden."))
    asked = models.PositiveIntegerField(
        _("bij hoeveel"), null=True, blank=True, help_text=_("Bij hoeveel mensen of zaken het is gevraagd of geteld.")
    )
    measured_on = models.DateField(_("van welke dag"), null=True, blank=True, help_text=_("De dag van de meting."))
    first_year = models.PositiveSmallIntegerField(_("vanaf"), null=True, blank=True, help_text=_("Het jaar."))
    last_year = models.PositiveSmallIntegerField(_("tot en met"), null=True, blank=True, help_text=_("Het jaar."))
    payer = models.CharField(_("wie betaalt"), max_length=16, choices=PAYERS, help_text=_("Of van wie het is."))
    reserved = models.CharField(
        _("geld opzijgezet"), max_length=8, choices=RESERVED, help_text=_("Is er al geld voor opzijgezet?")
    )
    evidence = models.TextField(_("hoe weet je dat"), max_length=600, help_text=_("Een stuk, een website, of gezien."))
    key = models.CharField(_("sleutel"), max_length=40, help_text=_("Zodat twee keer drukken één keer telt."))
    teller = ScopedForeignKey("people.Party", related_name="told_figures", verbose_name=_("verteld door"))
    told_at = models.DateTimeField(_("verteld op"), auto_now_add=True, help_text=_("Dag en tijd."))
    told_by = by(_("opgeschreven door"))
    state = models.CharField(_("stand"), max_length=10, choices=STATES, default=TOLD, help_text=_("Hoe ver het is."))
    reviewed_at = models.DateTimeField(_("nagekeken op"), null=True, blank=True, help_text=_("Dag en tijd."))
    reviewed_by = by(_("nagekeken door"))
    answer = models.CharField(
        _("antwoord"), max_length=300, blank=True, help_text=_("Waarom het is overgenomen of niet.")
    )
    ended_at = models.DateTimeField(_("geldt niet meer sinds"), null=True, blank=True, help_text=_("Dag en tijd."))
    ended_by = by(_("beëindigd door"))
    ended_why = models.CharField(
        _("waarom niet meer"), max_length=300, blank=True, help_text=_("Waarom het niet meer geldt.")
    )

    PERSONAL = {
        **dict.fromkeys(
            ("teller", "told_at", "told_by", "reviewed_at", "reviewed_by", "ended_at", "ended_by", "key"), WHO_DID
        ),
        **dict.fromkeys(("title", "evidence", "answer", "ended_why"), TOLD_ABOUT),
    }
    IMPERSONAL = (
        *("kind", "function", "about", "replaces", "ring", "unit", "low", "middle", "high", "asked", "measured_on"),
        *("first_year", "last_year", "payer", "reserved", "state"),
    )

    class Meta:
        verbose_name = _("verteld cijfer")
        verbose_name_plural = _("vertelde cijfers")
        ordering = ("first_year", "-told_at", "id")
        indexes = (models.Index(fields=["neighbourhood", "kind", "state"], name="told_by_kind"),)
        constraints = (
            row_key("told_key"),
            UniqueConstraint(fields=["neighbourhood", "key"], name="told_once"),
            SameNeighbourhood(field="teller", name="told_teller_wall"),
            pair("reviewed_at", "reviewed_by", "told_reviewed_by"),
            CheckConstraint(name="told_range", condition=Q(low=None, high=None) | Q(low__gte=0, high__gte=F("low"))),
            CheckConstraint(
                name="told_years", condition=Q(first_year=None, last_year=None) | Q(last_year__gte=F("first_year"))
            ),
            CheckConstraint(
                name="told_state_reviewed",
                condition=Q(state__in=("told", "withdrawn"), reviewed_at=None)
                | Q(state__in=("accepted", "declined", "ended"), reviewed_at__isnull=False),
            ),
            pair("ended_at", "ended_by", "told_ended_by"),
            CheckConstraint(
                name="told_state_ended",
                condition=Q(state="ended", ended_at__isnull=False) & ~Q(ended_why="")
                | ~Q(state="ended") & Q(ended_at=None, ended_why=""),
            ),
            SameNeighbourhood(field="replaces", name="told_replaces_wall"),
            # What takes the place of a figure of ours is whole: from low to high, of a day.
            CheckConstraint(
                name="told_better",
                condition=Q(about="", unit="euro", middle=None, asked=None, measured_on=None)
                | ~Q(about="")
                & Q(kind="better", low__isnull=False, middle__isnull=False, high__isnull=False)
                & Q(low__gte=0, middle__gte=F("low"), high__gte=F("middle"), measured_on__isnull=False),
            ),
            CheckConstraint(
                name="told_better_told",
                condition=Q(about="verteld", replaces__isnull=False) | ~Q(about="verteld") & Q(replaces=None),
            ),
            CheckConstraint(
                name="told_share",
                condition=Q(unit="percent", ring__in=("buurt", "wijk", "gemeente", "streek"), high__lte=100)
                & Q(asked__isnull=False)
                | ~Q(unit="percent") & Q(ring=""),
            ),
            CheckConstraint(
                name="told_never_small",
                condition=(Q(asked=None) | Q(asked__gte=10)) & (~Q(unit="home") | Q(low__gte=10)),
            ),
            # Nobody checks what they told themselves.
            CheckConstraint(name="told_two_people", condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("told_by"))),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def stands_for(self) -> str:
        """What it takes the place of when it is accepted; empty when that is nothing. See household.measured."""
        if self.replaces_id:
            return f"{self.about}:{self.replaces_id}"
        return f"{self.about}:{self.ring}" if self.ring else self.about


class HouseholdBudget(Scoped):
    """What somebody wrote down about the own household. Only its owner reads it; see WayCount for what leaves it."""

    WAYS = (("make", _("maken we zelf")), ("share", _("delen we")), ("swap", _("ruilen of krijgen we")))

    party = ScopedForeignKey("people.Party", related_name="household_budgets", verbose_name=_("van wie"))
    adults = models.PositiveSmallIntegerField(_("volwassenen"), default=1, help_text=_("In dit huishouden."))
    children = models.PositiveSmallIntegerField(_("kinderen"), default=0, help_text=_("In dit huishouden."))
    hour_pay = models.PositiveIntegerField(
        _("over van een uur werk"), null=True, blank=True, help_text=_("In centen. Leeg is onbekend.")
    )
    written = models.JSONField(
        _("opgeschreven"),
        default=dict,
        help_text=_("Bedragen per maand, wat je zelf maakt, deelt of ruilt, en wat je zou willen delen."),
    )
    is_counted = models.BooleanField(
        _("telt mee"), default=False, help_text=_("Of dit meetelt in de sommen van de wijk, van minstens tien samen.")
    )
    changed_on = models.DateField(_("veranderd op"), help_text=_("De dag."))

    PERSONAL = dict.fromkeys(
        ("party", "adults", "children", "hour_pay", "written", "is_counted", "changed_on"),
        Personal(_("om je eigen huishouden te zien"), WHILE_HERE),
    )
    IMPERSONAL = ()

    class Meta:
        verbose_name = _("huishoudboekje")
        verbose_name_plural = _("huishoudboekjes")
        constraints = (
            row_key("budget_key"),
            UniqueConstraint(fields=["neighbourhood", "party"], name="budget_once"),
            SameNeighbourhood(field="party", name="budget_party_wall"),
            CheckConstraint(name="budget_adults", condition=Q(adults__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.party_id}"


class WayCount(Scoped, AppendOnly):
    """How many households make, share or swap something, as it was made public on a day: in tens, never below ten."""

    ALL = "all"

    day = models.DateField(_("dag"), help_text=_("Waarop dit bekend werd."))
    function = models.CharField(_("levensfunctie"), max_length=24, blank=True, help_text=_("Leeg voor alle samen."))
    way = models.CharField(_("manier"), max_length=8, help_text=_("Maken, delen, ruilen, of alle huishoudens."))
    tens = models.PositiveIntegerField(_("tientallen"), help_text=_("Zoveel keer tien huishoudens, minstens."))

    PERSONAL: Fields = {}
    IMPERSONAL = ("day", "function", "way", "tens")

    class Meta:
        verbose_name = _("telling van maken, delen en ruilen")
        verbose_name_plural = _("tellingen van maken, delen en ruilen")
        constraints = (
            row_key("way_count_key"),
            UniqueConstraint(fields=["neighbourhood", "day", "function", "way"], name="way_count_once"),
            CheckConstraint(name="way_count_never_small", condition=Q(tens__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.day}: {self.function} {self.way} {self.households}"

    @property
    def households(self) -> int:
        return 10 * self.tens

    @classmethod
    def last_day(cls) -> dt.date | None:
        """When they were made public last, in the active scope."""
        return cls.objects.order_by("-day").values_list("day", flat=True).first()

    @classmethod
    def newest(cls) -> list["WayCount"]:
        return list(cls.objects.filter(day=cls.last_day()))
