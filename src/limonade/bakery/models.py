"""De businessbakkerij: needs, offers and assets of several owners, mixed into a case with a coalition."""

from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from limonade.accounts.privacy import WHO_DID
from limonade.community.models import Initiative
from limonade.company.models import Order
from limonade.governance.models import Proposal
from limonade.people.models import Party, pair
from limonade.scoping.foreign_keys import SameNeighbourhood, ScopedForeignKey
from limonade.steps.made import SAID, Made, happened


class Ingredient(Made):
    """What somebody needs, offers or has: water, syrup or a jug. `owner` may be an organisation."""

    NEED, OFFER, ASSET = "need", "offer", "asset"
    KINDS = ((NEED, _("Wij zoeken")), (OFFER, _("Wij bieden")), (ASSET, _("Wij hebben")))

    kind = models.CharField(_("soort"), max_length=5, choices=KINDS, help_text=_("Zoeken, bieden of hebben."))
    owner = ScopedForeignKey(Party, related_name="+", verbose_name=_("van wie"))
    what = models.CharField(_("wat"), max_length=120, help_text=_("Bijvoorbeeld: een keuken die leeg staat."))
    text = models.CharField(
        _("uitleg"), max_length=400, blank=True, help_text=_("Wanneer, hoe vaak, onder welke voorwaarden.")
    )
    gone_at, gone_by = happened("gone", _("niet meer"))

    PERSONAL = {
        **Made.PERSONAL,
        **dict.fromkeys(("what", "text"), SAID),
        **dict.fromkeys(("owner", "gone_at", "gone_by"), WHO_DID),
    }
    IMPERSONAL = (*Made.IMPERSONAL, "kind")

    class Meta(Made.Meta):
        verbose_name = _("ingrediënt")
        verbose_name_plural = _("ingrediënten")
        indexes = (Index(fields=["neighbourhood", "kind", "-made_at"], name="ingredient_by_kind"),)
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="owner"),
            pair("gone_at", "gone_by", "ingredient_gone_by"),
        )

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("bakery:ingredients", args=[self.neighbourhood.slug])


class Case(Made):
    """Een businesscase: what it brings whom and what it costs whom, and a rule for go or no-go fixed beforehand."""

    GO, NO_GO = "go", "no_go"
    OUTCOMES = ((GO, _("we gaan het doen")), (NO_GO, _("we doen het niet")))

    initiative = ScopedForeignKey(Initiative, related_name="cases", verbose_name=_("initiatief"))
    title = models.CharField(_("plan"), max_length=120, help_text=_("Hoe het heet."))
    text = models.CharField(_("wat doen we anders"), max_length=1000, help_text=_("Anders, en niet minder."))
    least_cents = models.PositiveBigIntegerField(_("minstens toegezegd"), default=0, help_text=_("Bindend, in centen."))
    least_hours = models.PositiveIntegerField(
        _("minstens toegezegde uren"), default=0, help_text=_("Bindend, in honderdsten.")
    )
    least_parties = models.PositiveSmallIntegerField(
        _("minstens partijen"), default=2, help_text=_("Die bindend toezeggen.")
    )
    decide_on = models.DateField(_("beslissen op"), help_text=_("Dan kijken we of het genoeg is."))
    fixed_at, fixed_by = happened("fixed", _("regel vastgezet"))
    outcome = models.CharField(
        _("uitkomst"), max_length=5, choices=OUTCOMES, blank=True, help_text=_("Leeg zolang er niet beslist is.")
    )
    decided_at, decided_by = happened("decided", _("beslist"))
    learned = models.CharField(
        _("wat leerden we"), max_length=400, blank=True, help_text=_("Ook als het niet doorging.")
    )
    proposal = ScopedForeignKey(Proposal, related_name="+", verbose_name=_("voorstel"), null=True, blank=True)
    order = ScopedForeignKey(Order, related_name="+", verbose_name=_("opdracht"), null=True, blank=True)

    PERSONAL = {
        **Made.PERSONAL,
        **dict.fromkeys(("title", "text", "learned"), SAID),
        **dict.fromkeys(("fixed_at", "fixed_by", "decided_at", "decided_by"), WHO_DID),
    }
    IMPERSONAL = (
        *Made.IMPERSONAL,
        *("initiative", "least_cents", "least_hours", "least_parties", "decide_on", "outcome", "proposal", "order"),
    )

    class Meta(Made.Meta):
        verbose_name = _("businesscase")
        verbose_name_plural = _("businesscases")
        indexes = (Index(fields=["neighbourhood", "-made_at"], name="case_newest"),)
        constraints = (
            *Made.Meta.constraints,
            *(SameNeighbourhood(field=name) for name in ("initiative", "proposal", "order")),
            pair("fixed_at", "fixed_by", "case_fixed_by"),
            pair("decided_at", "decided_by", "case_decided_by"),
            CheckConstraint(
                name="case_decided_by_a_fixed_rule",
                condition=Q(decided_at=None, outcome="")
                | (Q(decided_at__isnull=False, fixed_at__isnull=False) & ~Q(outcome="")),
                violation_error_message=_("Zet eerst de regel vast."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("bakery:case", args=[self.neighbourhood.slug, self.pk])


class CaseIngredient(Made):
    """An ingredient that is mixed into a case."""

    case = ScopedForeignKey(Case, related_name="ingredients", verbose_name=_("plan"))
    ingredient = ScopedForeignKey(Ingredient, related_name="+", verbose_name=_("ingrediënt"))

    PERSONAL = Made.PERSONAL
    IMPERSONAL = (*Made.IMPERSONAL, "case", "ingredient")

    class Meta(Made.Meta):
        verbose_name = _("ingrediënt van een plan")
        verbose_name_plural = _("ingrediënten van een plan")
        ordering = ("made_at", "id")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="case"),
            SameNeighbourhood(field="ingredient"),
            UniqueConstraint(fields=["neighbourhood", "case", "ingredient"], name="case_ingredient_once"),
        )

    def __str__(self) -> str:
        return str(self.ingredient_id)


class InitiativeProposal(Made):
    """A proposal that comes from an initiative and not from a plan."""

    initiative = ScopedForeignKey(Initiative, related_name="proposals", verbose_name=_("initiatief"))
    proposal = ScopedForeignKey(Proposal, related_name="+", verbose_name=_("voorstel"))

    PERSONAL = Made.PERSONAL
    IMPERSONAL = (*Made.IMPERSONAL, "initiative", "proposal")

    class Meta(Made.Meta):
        verbose_name = _("voorstel van een initiatief")
        verbose_name_plural = _("voorstellen van initiatieven")
        ordering = ("made_at", "id")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="initiative"),
            SameNeighbourhood(field="proposal"),
            UniqueConstraint(fields=["neighbourhood", "proposal"], name="initiative_proposal_once"),
        )

    def __str__(self) -> str:
        return str(self.proposal)


class Effect(Made):
    """What a case costs or brings one party in a year, and whether a budget really gets smaller."""

    COST, BENEFIT = "cost", "benefit"
    KINDS = ((COST, _("Kost")), (BENEFIT, _("Levert op")))

    case = ScopedForeignKey(Case, related_name="effects", verbose_name=_("plan"))
    party = ScopedForeignKey(Party, related_name="+", verbose_name=_("voor wie"))
    kind = models.CharField(_("soort"), max_length=7, choices=KINDS, help_text=_("Kosten of opbrengst."))
    what = models.CharField(_("wat"), max_length=120, help_text=_("Bijvoorbeeld: minder dure hulp aan huis."))
    low = models.PositiveBigIntegerField(_("laag"), help_text=_("Per jaar, in centen."))
    middle = models.PositiveBigIntegerField(_("midden"), help_text=_("Per jaar, in centen."))
    high = models.PositiveBigIntegerField(_("hoog"), help_text=_("Per jaar, in centen."))
    is_cashable = models.BooleanField(
        _("wordt echt minder uitgegeven"), default=False, help_text=_("Een besparing waarmee een budget omlaag kan.")
    )
    source = models.CharField(
        _("hoe weten we dit"), max_length=200, help_text=_("Een offerte, een cijfer, of een aanname.")
    )
    gone_at, gone_by = happened("gone", _("weggehaald"))

    PERSONAL = {
        **Made.PERSONAL,
        **dict.fromkeys(("what", "source"), SAID),
        **dict.fromkeys(("gone_at", "gone_by"), WHO_DID),
    }
    IMPERSONAL = (*Made.IMPERSONAL, "case", "party", "kind", "low", "middle", "high", "is_cashable")

    class Meta(Made.Meta):
        verbose_name = _("effect")
        verbose_name_plural = _("effecten")
        ordering = ("made_at", "id")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="case"),
            SameNeighbourhood(field="party"),
            pair("gone_at", "gone_by", "effect_gone_by"),
            CheckConstraint(
                name="effect_in_order",
                condition=Q(low__lte=F("middle"), middle__lte=F("high")),
                violation_error_message=_("Laag is het kleinst, hoog het grootst."),
            ),
        )

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return self.case.get_absolute_url()


class Commitment(Made):
    """What a party puts in: interest, an intention, or binding. Only what is binding counts."""

    INTEREST, INTENTION, BINDING = "interest", "intention", "binding"
    GRADES = ((INTEREST, _("Belangstelling")), (INTENTION, _("Voornemen")), (BINDING, _("Bindend")))

    case = ScopedForeignKey(Case, related_name="commitments", verbose_name=_("plan"))
    party = ScopedForeignKey(Party, related_name="+", verbose_name=_("wie"))
    grade = models.CharField(
        _("hoe zeker"), max_length=9, choices=GRADES, help_text=_("Belangstelling, voornemen of bindend.")
    )
    what = models.CharField(_("wat"), max_length=160, help_text=_("Wat deze partij inbrengt."))
    cents = models.PositiveBigIntegerField(_("geld"), default=0, help_text=_("In centen."))
    hours = models.PositiveIntegerField(_("uren"), default=0, help_text=_("In honderdsten."))
    ended_at, ended_by = happened("ended", _("ingetrokken"))

    PERSONAL = {
        **Made.PERSONAL,
        "what": SAID,
        **dict.fromkeys(("party", "grade", "cents", "hours", "ended_at", "ended_by"), WHO_DID),
    }
    IMPERSONAL = (*Made.IMPERSONAL, "case")

    class Meta(Made.Meta):
        verbose_name = _("toezegging")
        verbose_name_plural = _("toezeggingen")
        ordering = ("made_at", "id")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="case"),
            SameNeighbourhood(field="party"),
            pair("ended_at", "ended_by", "commitment_ended_by"),
            UniqueConstraint(
                fields=["neighbourhood", "case", "party"], name="commitment_once", condition=Q(ended_at=None)
            ),
        )

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return self.case.get_absolute_url()


class CommitmentRequest(Made):
    """`maker` asks a party to promise something for a plan. Once: a no stays a no."""

    case = ScopedForeignKey(Case, related_name="requests", verbose_name=_("plan"))
    party = ScopedForeignKey(Party, related_name="+", verbose_name=_("wie wordt gevraagd"))
    text = models.CharField(_("waarvoor"), max_length=200, help_text=_("Voor wie gevraagd wordt, en voor de groep."))
    answered_at, answered_by = happened("answered", _("geantwoord"))
    is_no = models.BooleanField(_("liever niet"), default=False, help_text=_("Anders kwam er een toezegging."))

    PERSONAL = {
        **Made.PERSONAL,
        "text": SAID,
        **dict.fromkeys(("party", "answered_at", "answered_by", "is_no"), WHO_DID),
    }
    IMPERSONAL = (*Made.IMPERSONAL, "case")

    class Meta(Made.Meta):
        verbose_name = _("vraag om een toezegging")
        verbose_name_plural = _("vragen om een toezegging")
        ordering = ("made_at", "id")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="case"),
            SameNeighbourhood(field="party"),
            pair("answered_at", "answered_by", "commitment_request_answered_by"),
            CheckConstraint(
                name="commitment_request_no_is_an_answer", condition=Q(is_no=False) | Q(answered_at__isnull=False)
            ),
            UniqueConstraint(
                fields=["neighbourhood", "case", "party"],
                name="commitment_requested_once",
                violation_error_message=_("Die is al gevraagd."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.party_id} > {self.case_id}"

    def get_absolute_url(self) -> str:
        return self.case.get_absolute_url()
