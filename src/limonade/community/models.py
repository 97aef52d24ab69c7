"""What people ask, intend and begin: questions, the purpose, challenges, and initiatives that others join."""

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from limonade.accounts.privacy import WHO_DID
from limonade.people.models import Party, pair
from limonade.scoping.foreign_keys import SameNeighbourhood, ScopedForeignKey
from limonade.steps.made import SAID, Made, happened


class Question(Made):
    """What somebody asks of the neighbourhood. It gets an owner, and an answer."""

    RESIDENT, ORGANISATION, MUNICIPALITY = "resident", "organisation", "municipality"
    DOORS = (
        (RESIDENT, _("Ik vraag het als bewoner")),
        (ORGANISATION, _("Ik vraag het voor een organisatie")),
        (MUNICIPALITY, _("Ik vraag het voor de gemeente")),
    )

    door = models.CharField(_("ingang"), max_length=12, choices=DOORS, help_text=_("Als wie iemand het vraagt."))
    title = models.CharField(_("vraag"), max_length=140, help_text=_("In één zin."))
    text = models.CharField(_("uitleg"), max_length=800, blank=True, help_text=_("Wat erbij hoort om te weten."))
    owner = ScopedForeignKey(Party, related_name="+", verbose_name=_("wie zorgt voor antwoord"), null=True, blank=True)
    answer = models.CharField(_("antwoord"), max_length=1200, blank=True, help_text=_("Wat er is geantwoord."))
    answered_at, answered_by = happened("answered", _("beantwoord"))

    PERSONAL = {
        **Made.PERSONAL,
        **dict.fromkeys(("title", "text", "answer"), SAID),
        **dict.fromkeys(("owner", "answered_at", "answered_by"), WHO_DID),
    }
    IMPERSONAL = (*Made.IMPERSONAL, "door")

    class Meta(Made.Meta):
        verbose_name = _("vraag")
        verbose_name_plural = _("vragen")
        indexes = (Index(fields=["neighbourhood", "-made_at"], name="question_newest"),)
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="owner"),
            pair("answered_at", "answered_by", "question_answered_by"),
            CheckConstraint(name="question_answer_has_words", condition=Q(answered_at=None) | ~Q(answer="")),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("community:question", args=[self.neighbourhood.slug, self.pk])


class Reply(Made):
    """What somebody knows about a question, or offers. Who cares for the question still gives the answer."""

    question = ScopedForeignKey(Question, related_name="replies", verbose_name=_("vraag"))
    text = models.CharField(_("reactie"), max_length=400, help_text=_("Wat je weet, of waarmee je kunt helpen."))
    withdrawn_at, withdrawn_by = happened("withdrawn", _("teruggenomen"))

    PERSONAL = {**Made.PERSONAL, "text": SAID, **dict.fromkeys(("withdrawn_at", "withdrawn_by"), WHO_DID)}
    IMPERSONAL = (*Made.IMPERSONAL, "question")

    class Meta(Made.Meta):
        verbose_name = _("reactie op een vraag")
        verbose_name_plural = _("reacties op een vraag")
        ordering = ("made_at", "id")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="question"),
            pair("withdrawn_at", "withdrawn_by", "reply_withdrawn_by"),
            UniqueConstraint(
                fields=["neighbourhood", "question", "maker"],
                name="replied_once",
                condition=Q(withdrawn_at=None),
                violation_error_message=_("Je reageerde al op deze vraag."),
            ),
        )

    def __str__(self) -> str:
        return self.text


class Purpose(Made):
    """De bedoeling: an open question, what people answered, and the sentence that came out of it."""

    question = models.CharField(_("open vraag"), max_length=200, help_text=_("Waarop iedereen kan antwoorden."))
    statement = models.CharField(
        _("de bedoeling"), max_length=400, blank=True, help_text=_("De zin die eruit kwam. Leeg zolang we nog vragen.")
    )
    adopted_at, adopted_by = happened("adopted", _("vastgesteld"))

    PERSONAL = {
        **Made.PERSONAL,
        **dict.fromkeys(("question", "statement"), SAID),
        **dict.fromkeys(("adopted_at", "adopted_by"), WHO_DID),
    }

    class Meta(Made.Meta):
        verbose_name = _("bedoeling")
        verbose_name_plural = _("bedoelingen")
        constraints = (
            *Made.Meta.constraints,
            pair("adopted_at", "adopted_by", "purpose_adopted_by"),
            CheckConstraint(name="purpose_adopted_has_words", condition=Q(adopted_at=None) | ~Q(statement="")),
            UniqueConstraint(
                fields=["neighbourhood"],
                name="purpose_one_open",
                condition=Q(adopted_at=None),
                violation_error_message=_("Er staat al een vraag open."),
            ),
        )

    def __str__(self) -> str:
        return self.statement or self.question

    def get_absolute_url(self) -> str:
        return reverse("community:purpose", args=[self.neighbourhood.slug])


class Cluster(Made):
    """Answers that say the same, under one name."""

    purpose = ScopedForeignKey(Purpose, related_name="clusters", verbose_name=_("bedoeling"))
    name = models.CharField(_("naam"), max_length=80, help_text=_("Wat deze antwoorden samen zeggen."))

    PERSONAL = Made.PERSONAL
    IMPERSONAL = (*Made.IMPERSONAL, "purpose", "name")

    class Meta(Made.Meta):
        verbose_name = _("groepje antwoorden")
        verbose_name_plural = _("groepjes antwoorden")
        ordering = ("made_at", "id")
        constraints = (*Made.Meta.constraints, SameNeighbourhood(field="purpose"))

    def __str__(self) -> str:
        return self.name


class Answer(Made):
    """What somebody answered on the open question, at the kitchen table or on the phone."""

    purpose = ScopedForeignKey(Purpose, related_name="answers", verbose_name=_("bedoeling"))
    text = models.CharField(_("antwoord"), max_length=300, help_text=_("In eigen woorden."))
    cluster = ScopedForeignKey(Cluster, related_name="answers", verbose_name=_("hoort bij"), null=True, blank=True)

    PERSONAL = {**Made.PERSONAL, "text": SAID}
    IMPERSONAL = (*Made.IMPERSONAL, "purpose", "cluster")

    class Meta(Made.Meta):
        verbose_name = _("antwoord op de open vraag")
        verbose_name_plural = _("antwoorden op de open vraag")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="purpose"),
            SameNeighbourhood(field="cluster"),
        )

    def __str__(self) -> str:
        return self.text


class Challenge(Made):
    """Een opgave: what asks for work, how large it is, who does it now and who could."""

    HORIZONS = (("now", _("Nu al te merken")), ("soon", _("Binnen vijf jaar")), ("later", _("Later")))

    title = models.CharField(_("opgave"), max_length=120, help_text=_("In een paar woorden."))
    text = models.CharField(_("wat is er aan de hand"), max_length=800, help_text=_("Wat je ziet, en bij wie."))
    horizon = models.CharField(_("wanneer"), max_length=6, choices=HORIZONS, help_text=_("Wanneer je het merkt."))
    task_field = models.CharField(
        _("taakveld"),
        max_length=8,
        blank=True,
        help_text=_("Waar de gemeente dit betaalt. Daar staat wat het nu kost."),
    )
    now_by = models.CharField(_("wie doet het nu"), max_length=160, blank=True, help_text=_("Mag leeg blijven."))
    could_by = models.CharField(_("wie zou het kunnen"), max_length=160, blank=True, help_text=_("Mag leeg blijven."))

    PERSONAL = {**Made.PERSONAL, **dict.fromkeys(("title", "text", "now_by", "could_by"), SAID)}
    IMPERSONAL = (*Made.IMPERSONAL, "horizon", "task_field")

    class Meta(Made.Meta):
        verbose_name = _("opgave")
        verbose_name_plural = _("opgaven")
        constraints = Made.Meta.constraints

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("community:challenge", args=[self.neighbourhood.slug, self.pk])


class Initiative(Made):
    """Something that somebody begins and others join: a project group with a next step."""

    title = models.CharField(_("initiatief"), max_length=120, help_text=_("Hoe het heet."))
    text = models.CharField(_("wat en waarom"), max_length=800, help_text=_("Wat jullie gaan doen, en waarom."))
    challenge = ScopedForeignKey(Challenge, related_name="+", verbose_name=_("opgave"), null=True, blank=True)
    question = ScopedForeignKey(Question, related_name="+", verbose_name=_("vraag"), null=True, blank=True)
    purpose = ScopedForeignKey(Purpose, related_name="+", verbose_name=_("bedoeling"), null=True, blank=True)
    next_step = models.CharField(
        _("volgende stap"), max_length=160, blank=True, help_text=_("Wat er nu moet gebeuren.")
    )
    next_on = models.DateField(_("voor wanneer"), null=True, blank=True, help_text=_("Mag leeg blijven."))
    next_of = ScopedForeignKey(Party, related_name="+", verbose_name=_("wie doet de stap"), null=True, blank=True)
    stopped_at, stopped_by = happened("stopped", _("gestopt"))
    stopped_why = models.CharField(
        _("waarom gestopt"), max_length=300, blank=True, help_text=_("Wat ervan te leren is.")
    )

    PERSONAL = {
        **Made.PERSONAL,
        **dict.fromkeys(("title", "text", "next_step", "stopped_why"), SAID),
        **dict.fromkeys(("next_of", "stopped_at", "stopped_by"), WHO_DID),
    }
    IMPERSONAL = (*Made.IMPERSONAL, "challenge", "question", "purpose", "next_on")

    class Meta(Made.Meta):
        verbose_name = _("initiatief")
        verbose_name_plural = _("initiatieven")
        indexes = (Index(fields=["neighbourhood", "-made_at"], name="initiative_newest"),)
        constraints = (
            *Made.Meta.constraints,
            *(SameNeighbourhood(field=name) for name in ("challenge", "question", "purpose", "next_of")),
            pair("stopped_at", "stopped_by", "initiative_stopped_by"),
        )

    def __str__(self) -> str:
        return self.title

    @cached_property
    def members_now(self) -> frozenset[int]:
        """As read once by this object: a list of things of one initiative asks it for each."""
        return frozenset(self.members.filter(left_at=None).values_list("maker", flat=True))

    def get_absolute_url(self) -> str:
        return reverse("web:initiative", args=[self.neighbourhood.slug, self.pk])


class Joined(Made):
    """Somebody is in the project group of an initiative, as long as they like."""

    initiative = ScopedForeignKey(Initiative, related_name="members", verbose_name=_("initiatief"))
    brings = models.CharField(_("wat breng je mee"), max_length=160, blank=True, help_text=_("Mag leeg blijven."))
    left_at, left_by = happened("left", _("gestopt"))

    PERSONAL = {**Made.PERSONAL, "brings": SAID, **dict.fromkeys(("left_at", "left_by"), WHO_DID)}
    IMPERSONAL = (*Made.IMPERSONAL, "initiative")

    class Meta(Made.Meta):
        verbose_name = _("meedoen met een initiatief")
        verbose_name_plural = _("meedoen met initiatieven")
        ordering = ("made_at", "id")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="initiative"),
            pair("left_at", "left_by", "joined_left_by"),
            UniqueConstraint(
                fields=["neighbourhood", "initiative", "maker"],
                name="joined_once",
                condition=Q(left_at=None),
                violation_error_message=_("Je doet al mee."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.maker_id} > {self.initiative_id}"


class Invitation(Made):
    """`maker` asks somebody to take part in an initiative. Once: a no stays a no."""

    initiative = ScopedForeignKey(Initiative, related_name="invitations", verbose_name=_("initiatief"))
    party = ScopedForeignKey(Party, related_name="+", verbose_name=_("wie wordt gevraagd"))
    text = models.CharField(_("waarom jij"), max_length=200, blank=True, help_text=_("Voor wie gevraagd wordt."))
    answered_at, answered_by = happened("answered", _("geantwoord"))

    PERSONAL = {
        **Made.PERSONAL,
        "text": SAID,
        **dict.fromkeys(("party", "answered_at", "answered_by"), WHO_DID),
    }
    IMPERSONAL = (*Made.IMPERSONAL, "initiative")

    class Meta(Made.Meta):
        verbose_name = _("uitnodiging")
        verbose_name_plural = _("uitnodigingen")
        ordering = ("made_at", "id")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="initiative"),
            SameNeighbourhood(field="party"),
            pair("answered_at", "answered_by", "invitation_answered_by"),
            UniqueConstraint(
                fields=["neighbourhood", "initiative", "party"],
                name="invited_once",
                violation_error_message=_("Die is al gevraagd."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.party_id} > {self.initiative_id}"


class Backing(Made):
    """Somebody stands behind the purpose or an initiative. It is shown who; nobody speaks for the others."""

    purpose = ScopedForeignKey(Purpose, related_name="backings", verbose_name=_("bedoeling"), null=True, blank=True)
    initiative = ScopedForeignKey(
        Initiative, related_name="backings", verbose_name=_("initiatief"), null=True, blank=True
    )
    ended_at, ended_by = happened("ended", _("gestopt"))

    PERSONAL = {**Made.PERSONAL, **dict.fromkeys(("purpose", "initiative", "ended_at", "ended_by"), WHO_DID)}

    class Meta(Made.Meta):
        verbose_name = _("wie erachter staat")
        verbose_name_plural = _("wie erachter staan")
        ordering = ("made_at", "id")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="purpose"),
            SameNeighbourhood(field="initiative"),
            pair("ended_at", "ended_by", "backing_ended_by"),
            CheckConstraint(
                name="backing_of_one_thing",
                condition=Q(purpose=None, initiative__isnull=False) | Q(purpose__isnull=False, initiative=None),
            ),
            *(
                UniqueConstraint(
                    fields=["neighbourhood", what, "maker"],
                    name=f"backing_once_{what}",
                    condition=Q(ended_at=None, **{f"{what}__isnull": False}),
                )
                for what in ("purpose", "initiative")
            ),
        )

    def __str__(self) -> str:
        return str(self.maker_id)
