"""What is worth telling on: stories of people who agreed to be in them, and practice cards for other neighbourhoods."""

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from limonade.accounts.privacy import WHO_DID
from limonade.community.models import Initiative
from limonade.people.models import pair
from limonade.scoping.foreign_keys import SameNeighbourhood, ScopedForeignKey
from limonade.steps.made import SAID, Made, happened


class Story(Made):
    """Een verhaal. Published when everybody who is in it said yes."""

    initiative = ScopedForeignKey(
        Initiative, related_name="stories", verbose_name=_("initiatief"), null=True, blank=True
    )
    title = models.CharField(_("titel"), max_length=120, help_text=_("Hoe het verhaal heet."))
    text = models.CharField(_("verhaal"), max_length=4000, help_text=_("Wat er gebeurde, in gewone woorden."))
    published_at, published_by = happened("published", _("gepubliceerd"))
    withdrawn_at, withdrawn_by = happened("withdrawn", _("teruggehaald"))

    PERSONAL = {
        **Made.PERSONAL,
        **dict.fromkeys(("title", "text"), SAID),
        **dict.fromkeys(("published_at", "published_by", "withdrawn_at", "withdrawn_by"), WHO_DID),
    }
    IMPERSONAL = (*Made.IMPERSONAL, "initiative")

    class Meta(Made.Meta):
        verbose_name = _("verhaal")
        verbose_name_plural = _("verhalen")
        indexes = (Index(fields=["neighbourhood", "-published_at"], name="story_newest"),)
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="initiative"),
            pair("published_at", "published_by", "story_published_by"),
            pair("withdrawn_at", "withdrawn_by", "story_withdrawn_by"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("learning:story", args=[self.neighbourhood.slug, self.pk])

    @property
    def is_public(self) -> bool:
        return self.published_at is not None and self.withdrawn_at is None


class Shown(Made):
    """Somebody who is in a story, and what they said about that. `maker` is who is shown."""

    story = ScopedForeignKey(Story, related_name="shown", verbose_name=_("verhaal"))
    agreed_at, agreed_by = happened("agreed", _("zei ja"))
    refused_at, refused_by = happened("refused", _("zei nee"))

    PERSONAL = {**Made.PERSONAL, **dict.fromkeys(("agreed_at", "agreed_by", "refused_at", "refused_by"), WHO_DID)}
    IMPERSONAL = (*Made.IMPERSONAL, "story")

    class Meta(Made.Meta):
        verbose_name = _("wie in een verhaal voorkomt")
        verbose_name_plural = _("wie in verhalen voorkomen")
        ordering = ("made_at", "id")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="story"),
            pair("agreed_at", "agreed_by", "shown_agreed_by"),
            pair("refused_at", "refused_by", "shown_refused_by"),
            CheckConstraint(name="shown_one_answer", condition=Q(agreed_at=None) | Q(refused_at=None)),
            UniqueConstraint(fields=["neighbourhood", "story", "maker"], name="shown_once"),
        )

    def __str__(self) -> str:
        return str(self.maker_id)


class PracticeCard(Made):
    """Een praktijkkaart: what worked, what did not and under which conditions, for another neighbourhood to use."""

    initiative = ScopedForeignKey(Initiative, related_name="cards", verbose_name=_("initiatief"), null=True, blank=True)
    title = models.CharField(_("titel"), max_length=120, help_text=_("Wat jullie deden."))
    worked = models.CharField(_("wat werkte"), max_length=800, help_text=_("Zonder namen van mensen."))
    failed = models.CharField(_("wat werkte niet"), max_length=800, help_text=_("Eerlijk is het meeste waard."))
    conditions = models.CharField(
        _("onder welke voorwaarden"), max_length=800, help_text=_("Wat er nodig was, en wat niet.")
    )
    figures = models.CharField(_("cijfers"), max_length=400, blank=True, help_text=_("Wat het kostte en opleverde."))
    published_at, published_by = happened("published", _("gepubliceerd"))
    withdrawn_at, withdrawn_by = happened("withdrawn", _("teruggehaald"))

    PERSONAL = {
        **Made.PERSONAL,
        **dict.fromkeys(("title", "worked", "failed", "conditions", "figures"), SAID),
        **dict.fromkeys(("published_at", "published_by", "withdrawn_at", "withdrawn_by"), WHO_DID),
    }
    IMPERSONAL = (*Made.IMPERSONAL, "initiative")

    class Meta(Made.Meta):
        verbose_name = _("praktijkkaart")
        verbose_name_plural = _("praktijkkaarten")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="initiative"),
            pair("published_at", "published_by", "practice_card_published_by"),
            pair("withdrawn_at", "withdrawn_by", "practice_card_withdrawn_by"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("learning:card", args=[self.neighbourhood.slug, self.pk])

    @property
    def is_public(self) -> bool:
        return self.published_at is not None and self.withdrawn_at is None
