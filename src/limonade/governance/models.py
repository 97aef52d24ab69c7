"""Deciding by consent, and the delegated budgets that decisions free."""

from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from limonade.accounts.privacy import WHO_DID
from limonade.ledger.models import Account, Administration, Earmark, Entry
from limonade.people.models import Party, pair
from limonade.scoping.foreign_keys import SameNeighbourhood, ScopedForeignKey
from limonade.steps.made import SAID, Made, happened


class Proposal(Made):
    """Een voorstel: written in versions, decided by consent, with a day on which it is looked at again."""

    title = models.CharField(_("voorstel"), max_length=120, help_text=_("Waar het over gaat."))
    adopted_at, adopted_by = happened("adopted", _("aangenomen"))
    review_on = models.DateField(_("opnieuw bekijken op"), null=True, blank=True, help_text=_("De terugkijkdag."))
    parked_at, parked_by = happened("parked", _("weggelegd"))
    parked_why = models.CharField(
        _("waarom weggelegd"), max_length=300, blank=True, help_text=_("Voor wie later kijkt.")
    )

    PERSONAL = {
        **Made.PERSONAL,
        **dict.fromkeys(("title", "parked_why"), SAID),
        **dict.fromkeys(("adopted_at", "adopted_by", "parked_at", "parked_by"), WHO_DID),
    }
    IMPERSONAL = (*Made.IMPERSONAL, "review_on")

    class Meta(Made.Meta):
        verbose_name = _("voorstel")
        verbose_name_plural = _("voorstellen")
        indexes = (Index(fields=["neighbourhood", "-made_at"], name="proposal_newest"),)
        constraints = (
            *Made.Meta.constraints,
            pair("adopted_at", "adopted_by", "proposal_adopted_by"),
            pair("parked_at", "parked_by", "proposal_parked_by"),
            CheckConstraint(name="proposal_ends_once", condition=Q(adopted_at=None) | Q(parked_at=None)),
            CheckConstraint(
                name="proposal_is_looked_at_again",
                condition=Q(adopted_at=None) | Q(review_on__isnull=False),
                violation_error_message=_("Een besluit heeft een dag waarop we het opnieuw bekijken."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("governance:proposal", args=[self.neighbourhood.slug, self.pk])


class Version(Made):
    """What the proposal says, after it was amended: every version stays."""

    proposal = ScopedForeignKey(Proposal, related_name="versions", verbose_name=_("voorstel"))
    number = models.PositiveSmallIntegerField(_("versie"), help_text=_("1 is de eerste."))
    text = models.CharField(_("tekst"), max_length=2000, help_text=_("Wat we voorstellen om te doen."))
    changed = models.CharField(
        _("wat is anders"), max_length=300, blank=True, help_text=_("Ten opzichte van de vorige.")
    )
    cents = models.PositiveBigIntegerField(
        _("bedrag"), default=0, help_text=_("Wat het voorstel vrijmaakt, in centen. 0: geen geld.")
    )
    review_on = models.DateField(_("opnieuw bekijken op"), help_text=_("Dan kijken we of het goed was."))

    PERSONAL = {**Made.PERSONAL, "text": SAID, "changed": SAID}
    IMPERSONAL = (*Made.IMPERSONAL, "proposal", "number", "cents", "review_on")

    class Meta(Made.Meta):
        verbose_name = _("versie van een voorstel")
        verbose_name_plural = _("versies van voorstellen")
        ordering = ("-number",)
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="proposal"),
            UniqueConstraint(fields=["neighbourhood", "proposal", "number"], name="version_number_once"),
        )

    def __str__(self) -> str:
        return str(self.number)


class Reaction(Made):
    """A question about a proposal with its answer, or what somebody thinks of it."""

    QUESTION, REACTION = "question", "reaction"
    KINDS = ((QUESTION, _("Ik heb een vraag")), (REACTION, _("Dit vind ik ervan")))

    proposal = ScopedForeignKey(Proposal, related_name="reactions", verbose_name=_("voorstel"))
    kind = models.CharField(_("soort"), max_length=8, choices=KINDS, help_text=_("Vraag of reactie."))
    text = models.CharField(_("tekst"), max_length=600, help_text=_("In eigen woorden."))
    answer = models.CharField(_("antwoord"), max_length=600, blank=True, help_text=_("Van wie het voorstel deed."))
    answered_at, answered_by = happened("answered", _("beantwoord"))

    PERSONAL = {
        **Made.PERSONAL,
        **dict.fromkeys(("text", "answer"), SAID),
        **dict.fromkeys(("answered_at", "answered_by"), WHO_DID),
    }
    IMPERSONAL = (*Made.IMPERSONAL, "proposal", "kind")

    class Meta(Made.Meta):
        verbose_name = _("reactie op een voorstel")
        verbose_name_plural = _("reacties op voorstellen")
        ordering = ("made_at", "id")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="proposal"),
            pair("answered_at", "answered_by", "reaction_answered_by"),
        )

    def __str__(self) -> str:
        return self.text


class Round(Made):
    """A consent round about one version: everybody who comes says whether there is an objection."""

    ADOPTED, OBJECTIONS, PARKED = "adopted", "objections", "parked"
    OUTCOMES = (
        (ADOPTED, _("geen bezwaar: aangenomen")),
        (OBJECTIONS, _("bezwaar: er komt een nieuwe versie")),
        (PARKED, _("het voorstel is weggelegd")),
    )

    version = ScopedForeignKey(Version, related_name="rounds", verbose_name=_("versie"))
    until = models.DateField(
        _("tot en met"), null=True, blank=True, help_text=_("De laatste dag. Leeg bij rondes van vroeger.")
    )
    closed_at, closed_by = happened("closed", _("gesloten"))
    outcome = models.CharField(
        _("uitkomst"), max_length=10, choices=OUTCOMES, blank=True, help_text=_("Leeg zolang de ronde loopt.")
    )

    PERSONAL = {**Made.PERSONAL, **dict.fromkeys(("closed_at", "closed_by"), WHO_DID)}
    IMPERSONAL = (*Made.IMPERSONAL, "version", "until", "outcome")

    class Meta(Made.Meta):
        verbose_name = _("consentronde")
        verbose_name_plural = _("consentrondes")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="version"),
            UniqueConstraint(fields=["neighbourhood", "version"], name="round_once_a_version"),
            pair("closed_at", "closed_by", "round_closed_by"),
            CheckConstraint(
                name="round_closes_with_outcome",
                condition=Q(closed_at=None, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
            ),
        )

    def __str__(self) -> str:
        return str(self.version_id)

    @property
    def is_past(self) -> bool:
        """Its last day has gone; it may still be open."""
        return self.until is None or self.until < timezone.localdate()


class Voice(Made):
    """What one person says in a round. One person, one voice; an objection has its reason. Who says something else,
    ends what was said before."""

    CONSENT, OBJECTION = "consent", "objection"
    SAYINGS = ((CONSENT, _("Ik heb geen bezwaar")), (OBJECTION, _("Ik heb een bezwaar")))

    round = ScopedForeignKey(Round, related_name="voices", verbose_name=_("ronde"))
    says = models.CharField(
        _("stem"), max_length=9, choices=SAYINGS, help_text=_("Geen bezwaar is iets anders dan voor.")
    )
    reason = models.CharField(
        _("reden"), max_length=600, blank=True, help_text=_("Wat er misgaat als we dit doen. Bij een bezwaar nodig.")
    )
    ended_at, ended_by = happened("ended", _("teruggenomen"))

    PERSONAL = {
        **Made.PERSONAL,
        **dict.fromkeys(("says", "reason"), SAID),
        **dict.fromkeys(("ended_at", "ended_by"), WHO_DID),
    }
    IMPERSONAL = (*Made.IMPERSONAL, "round")

    class Meta(Made.Meta):
        verbose_name = _("stem in een ronde")
        verbose_name_plural = _("stemmen in een ronde")
        ordering = ("made_at", "id")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="round"),
            pair("ended_at", "ended_by", "voice_ended_by"),
            UniqueConstraint(fields=["neighbourhood", "round", "maker"], name="voice_once", condition=Q(ended_at=None)),
            CheckConstraint(
                name="voice_objection_has_reason",
                condition=Q(says="consent") | ~Q(reason=""),
                violation_error_message=_("Vertel wat er misgaat als we dit doen."),
            ),
        )

    def __str__(self) -> str:
        return self.get_says_display()


class DelegatedBudget(Made):
    """Gedelegeerd budget: money for one purpose, freed by one decision, in the books under its own earmark."""

    ROUTES = (
        ("subsidy", _("subsidie")),
        ("order", _("opdracht")),
        ("agreement", _("beheerovereenkomst")),
        ("own", _("eigen geld van de wijk")),
    )
    REMAINDERS = (("back", _("gaat terug naar de gever")), ("on", _("blijft voor het volgende jaar")))

    proposal = ScopedForeignKey(Proposal, related_name="budgets", verbose_name=_("besluit"))
    name = models.CharField(_("waarvoor"), max_length=60, help_text=_("Het doel, in een paar woorden."))
    cents = models.PositiveBigIntegerField(_("bedrag"), help_text=_("Hoeveel er is, in centen."))
    committed_cents = models.PositiveBigIntegerField(
        _("toegezegd"), default=0, editable=False, help_text=_("Wat twee mensen goedkeurden, in centen.")
    )
    administration = ScopedForeignKey(Administration, related_name="+", verbose_name=_("administratie"))
    earmark = ScopedForeignKey(Earmark, related_name="+", verbose_name=_("doel in de boeken"))
    giver = ScopedForeignKey(Party, related_name="+", verbose_name=_("wie geeft het"), null=True, blank=True)
    route = models.CharField(_("juridische vorm"), max_length=10, choices=ROUTES, help_text=_("Hoe het geld komt."))
    until = models.DateField(_("tot en met"), help_text=_("Daarna wordt er niets meer van uitgegeven."))
    remainder = models.CharField(
        _("wat overblijft"), max_length=4, choices=REMAINDERS, help_text=_("Vooraf afgesproken.")
    )

    PERSONAL = Made.PERSONAL
    IMPERSONAL = (
        *Made.IMPERSONAL,
        *("proposal", "name", "cents", "committed_cents", "administration", "earmark", "giver"),
        *("route", "until", "remainder"),
    )

    class Meta(Made.Meta):
        verbose_name = _("gedelegeerd budget")
        verbose_name_plural = _("gedelegeerde budgetten")
        constraints = (
            *Made.Meta.constraints,
            *(SameNeighbourhood(field=name) for name in ("proposal", "administration", "earmark", "giver")),
            UniqueConstraint(
                fields=["neighbourhood", "proposal"],
                name="budget_once_a_decision",
                violation_error_message=_("Bij dit besluit hoort al een budget."),
            ),
            CheckConstraint(
                name="budget_never_overspent",
                condition=Q(committed_cents__lte=F("cents")),
                violation_error_message=_("Zoveel is er niet meer in dit budget."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("governance:budget", args=[self.neighbourhood.slug, self.pk])

    @cached_property
    def held_by(self) -> frozenset[int]:
        """Who said yes to holding it; as read once by this object, which a page asks often."""
        rows = self.holders.filter(accepted_at__isnull=False, ended_at=None)
        return frozenset(rows.values_list("maker", flat=True))

    @property
    def is_over(self) -> bool:
        return self.until < timezone.localdate()

    @property
    def left_cents(self) -> int:
        return self.cents - self.committed_cents


class BudgetHolder(Made):
    """Who is asked to look after a budget, by `made_by`; after their own yes they ask for and approve its spending."""

    budget = ScopedForeignKey(DelegatedBudget, related_name="holders", verbose_name=_("van welk budget"))
    accepted_at, accepted_by = happened("accepted", _("ja gezegd"))
    ended_at, ended_by = happened("ended", _("gestopt"))

    PERSONAL = {**Made.PERSONAL, **dict.fromkeys(("accepted_at", "accepted_by", "ended_at", "ended_by"), WHO_DID)}
    IMPERSONAL = (*Made.IMPERSONAL, "budget")

    class Meta(Made.Meta):
        verbose_name = _("budgethouder")
        verbose_name_plural = _("budgethouders")
        ordering = ("made_at", "id")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="budget"),
            pair("accepted_at", "accepted_by", "holder_accepted_by"),
            pair("ended_at", "ended_by", "holder_ended_by"),
            UniqueConstraint(
                fields=["neighbourhood", "budget", "maker"], name="holder_once", condition=Q(ended_at=None)
            ),
        )

    def __str__(self) -> str:
        return str(self.maker_id)


class Expense(Made):
    """Een uitgave: asked by one, approved by another, booked by the treasurer. `maker` asks for it."""

    budget = ScopedForeignKey(DelegatedBudget, related_name="expenses", verbose_name=_("uit welk budget"))
    what = models.CharField(_("wat"), max_length=120, help_text=_("Wat er gekocht wordt, en waarvoor."))
    cents = models.PositiveBigIntegerField(_("bedrag"), help_text=_("In centen, met btw."))
    payee = models.CharField(_("aan wie"), max_length=80, help_text=_("De winkel, of wie het voorschoot."))
    document = models.CharField(_("bon of offerte"), max_length=80, help_text=_("Het nummer, of wat erop staat."))
    approved_at, approved_by = happened("approved", _("goedgekeurd"))
    approver = ScopedForeignKey(Party, related_name="+", verbose_name=_("goedgekeurd door"), null=True, blank=True)
    refused_at, refused_by = happened("refused", _("niet goedgekeurd"))
    refused_why = models.CharField(_("waarom niet"), max_length=300, blank=True, help_text=_("Voor wie het vroeg."))
    account = ScopedForeignKey(Account, related_name="+", verbose_name=_("soort kosten"), null=True, blank=True)
    entry = ScopedForeignKey(Entry, related_name="+", verbose_name=_("boeking"), null=True, blank=True)

    PERSONAL = {
        **Made.PERSONAL,
        **dict.fromkeys(("what", "payee", "document", "refused_why"), SAID),
        **dict.fromkeys(("approved_at", "approved_by", "approver", "refused_at", "refused_by"), WHO_DID),
    }
    IMPERSONAL = (*Made.IMPERSONAL, "budget", "cents", "account", "entry")

    class Meta(Made.Meta):
        verbose_name = _("uitgave uit een budget")
        verbose_name_plural = _("uitgaven uit een budget")
        constraints = (
            *Made.Meta.constraints,
            *(SameNeighbourhood(field=name) for name in ("budget", "approver", "account", "entry")),
            pair("approved_at", "approved_by", "expense_approved_by"),
            pair("refused_at", "refused_by", "expense_refused_by"),
            CheckConstraint(name="expense_of_something", condition=Q(cents__gte=1)),
            CheckConstraint(
                name="expense_two_people",
                condition=Q(approver=None, approved_by=None)
                | (~Q(approver=F("maker")) & ~Q(approved_by=F("made_by")) & Q(approver__isnull=False)),
                violation_error_message=_("Wie het vroeg, keurt het niet zelf goed."),
            ),
            CheckConstraint(name="expense_one_answer", condition=Q(approved_at=None) | Q(refused_at=None)),
            CheckConstraint(name="expense_paid_after_approval", condition=Q(entry=None) | Q(approved_at__isnull=False)),
            UniqueConstraint(
                fields=["neighbourhood", "entry"], name="expense_entry_once", condition=Q(entry__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return self.budget.get_absolute_url()
