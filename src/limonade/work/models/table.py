"""Eating together: crews, meals, turns, stock, and a portion that is left over."""

from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from limonade.accounts.privacy import WHILE_HERE, WHO_DID, Personal
from limonade.people.models import Party, pair
from limonade.scoping.foreign_keys import SameNeighbourhood, ScopedForeignKey
from limonade.steps.made import SAID, Made, happened

ABOUT_ME = Personal(_("om werk te vinden dat bij je past"), WHILE_HERE)
HIS_REWARD = Personal(_("om te weten welke vorm bij je mag; alleen jij ziet dit"), WHILE_HERE)


class Crew(Made):
    """Een ploeg: people who take turns, with an equal voice."""

    name = models.CharField(_("ploeg"), max_length=80, help_text=_("Hoe jullie heten."))
    text = models.CharField(_("afspraken"), max_length=600, blank=True, help_text=_("Hoe jullie het doen."))

    PERSONAL = {**Made.PERSONAL, "text": SAID}
    IMPERSONAL = (*Made.IMPERSONAL, "name")

    class Meta(Made.Meta):
        verbose_name = _("ploeg")
        verbose_name_plural = _("ploegen")
        ordering = ("name", "id")
        constraints = Made.Meta.constraints

    def __str__(self) -> str:
        return self.name

    @cached_property
    def members_now(self) -> frozenset[int]:
        """As read once by this object: a list of things of one crew asks it for each."""
        return frozenset(self.members.filter(left_at=None).values_list("maker", flat=True))

    def get_absolute_url(self) -> str:
        return reverse("work:crew", args=[self.neighbourhood.slug, self.pk])


class CrewMember(Made):
    """Somebody in a crew, as long as they like."""

    crew = ScopedForeignKey(Crew, related_name="members", verbose_name=_("ploeg"))
    left_at, left_by = happened("left", _("gestopt"))

    PERSONAL = {**Made.PERSONAL, **dict.fromkeys(("left_at", "left_by"), WHO_DID)}
    IMPERSONAL = (*Made.IMPERSONAL, "crew")

    class Meta(Made.Meta):
        verbose_name = _("lid van een ploeg")
        verbose_name_plural = _("leden van een ploeg")
        ordering = ("made_at", "id")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="crew"),
            pair("left_at", "left_by", "crew_member_left_by"),
            UniqueConstraint(
                fields=["neighbourhood", "crew", "maker"], name="crew_member_once", condition=Q(left_at=None)
            ),
        )

    def __str__(self) -> str:
        return str(self.maker_id)


class Meal(Made):
    """One evening of a crew: what there is, who eats along, and what it cost. `maker` put it on the list."""

    crew = ScopedForeignKey(Crew, related_name="meals", verbose_name=_("ploeg"))
    day = models.DateField(_("dag"), help_text=_("Wanneer we eten."))
    what = models.CharField(_("wat eten we"), max_length=120, blank=True, help_text=_("Mag later."))
    cents = models.PositiveBigIntegerField(
        _("kosten"), null=True, blank=True, help_text=_("Van de boodschappen, in centen.")
    )
    payer = ScopedForeignKey(Party, related_name="+", verbose_name=_("wie betaalde"), null=True, blank=True)

    PERSONAL = {**Made.PERSONAL, "what": SAID, "payer": WHO_DID, "cents": WHO_DID}
    IMPERSONAL = (*Made.IMPERSONAL, "crew", "day")

    class Meta(Made.Meta):
        verbose_name = _("maaltijd")
        verbose_name_plural = _("maaltijden")
        ordering = ("day", "id")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="crew"),
            SameNeighbourhood(field="payer"),
            UniqueConstraint(fields=["neighbourhood", "crew", "day"], name="meal_once_a_day"),
            CheckConstraint(
                name="meal_cost_has_payer", condition=Q(cents=None, payer=None) | Q(cents__gte=1, payer__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.what or f"{self.day:%d-%m-%Y}"

    def get_absolute_url(self) -> str:
        return self.crew.get_absolute_url()


class Turn(Made):
    """Whose turn it is on one evening: shopping, cooking or washing up. `maker` has the turn."""

    TASKS = (("shop", _("boodschappen")), ("cook", _("koken")), ("wash", _("afwassen")))

    meal = ScopedForeignKey(Meal, related_name="turns", verbose_name=_("maaltijd"))
    task = models.CharField(_("taak"), max_length=4, choices=TASKS, help_text=_("Boodschappen, koken of afwassen."))
    swap_at, swap_by = happened("swap", _("ruil gevraagd"))
    done_at, done_by = happened("done", _("gedaan"))

    PERSONAL = {**Made.PERSONAL, **dict.fromkeys(("swap_at", "swap_by", "done_at", "done_by"), WHO_DID)}
    IMPERSONAL = (*Made.IMPERSONAL, "meal", "task")

    class Meta(Made.Meta):
        verbose_name = _("beurt")
        verbose_name_plural = _("beurten")
        ordering = ("made_at", "id")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="meal"),
            pair("swap_at", "swap_by", "turn_swap_by"),
            pair("done_at", "done_by", "turn_done_by"),
            UniqueConstraint(
                fields=["neighbourhood", "meal", "task"], name="turn_once",
                violation_error_message=_("Iemand anders doet dit al."),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.get_task_display()

    def get_absolute_url(self) -> str:
        return self.meal.get_absolute_url()


class Eater(Made):
    """Somebody eats along; who eats alone is simply not on the list."""

    meal = ScopedForeignKey(Meal, related_name="eaters", verbose_name=_("maaltijd"))
    left_at, left_by = happened("left", _("eet toch niet mee"))

    PERSONAL = {**Made.PERSONAL, **dict.fromkeys(("left_at", "left_by"), WHO_DID)}
    IMPERSONAL = (*Made.IMPERSONAL, "meal")

    class Meta(Made.Meta):
        verbose_name = _("wie mee-eet")
        verbose_name_plural = _("wie mee-eten")
        ordering = ("made_at", "id")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="meal"),
            pair("left_at", "left_by", "eater_left_by"),
            UniqueConstraint(fields=["neighbourhood", "meal", "maker"], name="eater_once", condition=Q(left_at=None)),
        )

    def __str__(self) -> str:
        return str(self.maker_id)


class Stock(Made):
    """What a crew has together in the cupboard."""

    crew = ScopedForeignKey(Crew, related_name="stock", verbose_name=_("ploeg"))
    what = models.CharField(_("wat"), max_length=80, help_text=_("Bijvoorbeeld: rijst, 5 kilo."))
    is_low = models.BooleanField(_("bijna op"), default=False, help_text=_("Dan staat het op het boodschappenlijstje."))
    gone_at, gone_by = happened("gone", _("op"))

    PERSONAL = {**Made.PERSONAL, **dict.fromkeys(("gone_at", "gone_by"), WHO_DID)}
    IMPERSONAL = (*Made.IMPERSONAL, "crew", "what", "is_low")

    class Meta(Made.Meta):
        verbose_name = _("voorraad")
        verbose_name_plural = _("voorraad")
        ordering = ("what", "id")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="crew"),
            pair("gone_at", "gone_by", "stock_gone_by"),
        )

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return self.crew.get_absolute_url()


class Portion(Made):
    """Food that is left over: offered by one, claimed by another. `taken` never passes `count`."""

    what = models.CharField(_("wat is er over"), max_length=120, help_text=_("Bijvoorbeeld: stamppot met worst."))
    diet = models.CharField(
        _("wat zit erin"), max_length=120, blank=True, help_text=_("Vlees, noten, melk. Mag leeg blijven.")
    )
    day = models.DateField(_("dag"), help_text=_("Wanneer je het kunt ophalen."))
    at = models.CharField(_("hoe laat"), max_length=40, help_text=_("Bijvoorbeeld: tussen zes en zeven."))
    until = models.TimeField(
        _("tot hoe laat"), null=True, blank=True, help_text=_("Daarna is het voorbij. Leeg: tot het eind van de dag.")
    )
    where = models.CharField(
        _("waar en hoe"), max_length=160, blank=True, help_text=_("Alleen voor wie een portie heeft.")
    )
    count = models.PositiveSmallIntegerField(_("porties"), help_text=_("Hoeveel er over zijn."))
    taken = models.PositiveSmallIntegerField(
        _("weg"), default=0, editable=False, help_text=_("Hoeveel er al iemand hebben.")
    )
    brings = models.BooleanField(_("ik breng het"), default=False, help_text=_("Voor wie moeilijk loopt."))
    withdrawn_at, withdrawn_by = happened("withdrawn", _("ingetrokken"))

    PERSONAL = {
        **Made.PERSONAL,
        **dict.fromkeys(("what", "where"), SAID),
        **dict.fromkeys(("withdrawn_at", "withdrawn_by"), WHO_DID),
    }
    IMPERSONAL = (*Made.IMPERSONAL, "diet", "day", "at", "until", "count", "taken", "brings")

    class Meta(Made.Meta):
        verbose_name = _("portie over")
        verbose_name_plural = _("porties over")
        ordering = ("day", "id")
        indexes = (Index(fields=["neighbourhood", "day"], name="portion_by_day"),)
        constraints = (
            *Made.Meta.constraints,
            pair("withdrawn_at", "withdrawn_by", "portion_withdrawn_by"),
            CheckConstraint(
                name="portion_never_too_many",
                condition=Q(taken__lte=F("count")),
                violation_error_message=_("Iemand anders was je net voor."),
            ),
        )

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("work:table", args=[self.neighbourhood.slug])

    @property
    def left(self) -> int:
        return self.count - self.taken

    @property
    def is_offered(self) -> bool:
        return self.left > 0 and not self.is_past

    @property
    def current_claims(self) -> "list[Claim]":
        return [one for one in self.claims.all() if not one.ended_at]

    def is_for(self, party: Party) -> bool:
        """Whether somebody cooked it or takes of it."""
        return self.maker_id == party.pk or any(one.maker_id == party.pk for one in self.current_claims)

    @property
    def is_past(self) -> bool:
        now = timezone.localtime()
        is_over = self.until is not None and self.until <= now.time()
        return self.day < now.date() or (self.day == now.date() and is_over)


class Claim(Made):
    """Somebody takes one portion."""

    portion = ScopedForeignKey(Portion, related_name="claims", verbose_name=_("portie"))
    word = models.CharField(_("woord erbij"), max_length=160, blank=True, help_text=_("Voor wie kookte."))
    ended_at, ended_by = happened("ended", _("toch niet"))

    PERSONAL = {**Made.PERSONAL, "word": SAID, **dict.fromkeys(("ended_at", "ended_by"), WHO_DID)}
    IMPERSONAL = (*Made.IMPERSONAL, "portion")

    class Meta(Made.Meta):
        verbose_name = _("portie voor iemand")
        verbose_name_plural = _("porties voor mensen")
        ordering = ("made_at", "id")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="portion"),
            pair("ended_at", "ended_by", "claim_ended_by"),
            UniqueConstraint(
                fields=["neighbourhood", "portion", "maker"], name="claim_once", condition=Q(ended_at=None)
            ),
        )

    def __str__(self) -> str:
        return str(self.maker_id)
