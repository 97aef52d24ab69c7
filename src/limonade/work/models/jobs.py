"""People and work: what people can and want, jobs, matches and hours."""

from typing import Any

from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from limonade.accounts.privacy import WHILE_HERE, WHO_DID, Personal
from limonade.ledger.models import Administration, Earmark, Entry
from limonade.people.models import Party, pair
from limonade.scoping.foreign_keys import SameNeighbourhood, ScopedForeignKey
from limonade.steps.made import SAID, Made, happened
from limonade.work.kinds import FORMS, PARTS, SKILLS

ABOUT_ME = Personal(_("om werk te vinden dat bij je past"), WHILE_HERE)
HIS_REWARD = Personal(_("om te weten welke vorm bij je mag; alleen jij ziet dit"), WHILE_HERE)


class Talent(Made):
    """What somebody can and wants to do, when, and in which form. One per person; the newest counts."""

    BENEFITS = (("no", _("Nee")), ("yes", _("Ja")), ("unsaid", _("Dat zeg ik liever niet")))

    skills = models.JSONField(_("wat kun je"), default=list, help_text=_("Uit de lijst, en alleen wat je graag doet."))
    also = models.CharField(_("en verder"), max_length=200, blank=True, help_text=_("In eigen woorden."))
    parts = models.JSONField(_("wanneer kun je"), default=list, help_text=_("Dagen en dagdelen."))
    forms = models.JSONField(
        _("hoe wil je het doen"), default=list, help_text=_("Betaald, met vergoeding, voor uren of cadeau.")
    )
    hours_a_week = models.PositiveIntegerField(_("uren in een week"), help_text=_("Hoogstens, in honderdsten."))
    is_under_21 = models.BooleanField(_("jonger dan 21"), default=False, help_text=_("Dan gelden andere bedragen."))
    benefit = models.CharField(
        _("uitkering"), max_length=6, choices=BENEFITS, default="unsaid", help_text=_("Alleen jij ziet dit.")
    )

    PERSONAL = {
        **Made.PERSONAL,
        **dict.fromkeys(("skills", "also", "parts", "forms", "hours_a_week"), ABOUT_ME),
        **dict.fromkeys(("is_under_21", "benefit"), HIS_REWARD),
    }

    class Meta(Made.Meta):
        verbose_name = _("talent")
        verbose_name_plural = _("talenten")
        constraints = (
            *Made.Meta.constraints,
            UniqueConstraint(fields=["neighbourhood", "maker"], name="talent_once"),
        )

    def __str__(self) -> str:
        return str(self.maker_id)

    def skill_names(self) -> list[Any]:
        return [SKILLS[key] for key in self.skills if key in SKILLS]


class Job(Made):
    """Een klus: something to do on one day, for one or more people."""

    title = models.CharField(_("klus"), max_length=120, help_text=_("Wat er te doen is."))
    text = models.CharField(_("uitleg"), max_length=600, blank=True, help_text=_("Wat je nodig hebt om het te doen."))
    skill = models.CharField(
        _("wat moet je kunnen"),
        max_length=16,
        choices=tuple(SKILLS.items()),
        help_text=_("Het talent waar het om gaat."),
    )
    day = models.DateField(_("dag"), help_text=_("Wanneer het gebeurt."))
    part = models.CharField(
        _("dagdeel"), max_length=9, choices=tuple(PARTS.items()), help_text=_("Ochtend, middag of avond.")
    )
    where = models.CharField(_("waar"), max_length=120, blank=True, help_text=_("Straat, of plek."))
    hours = models.PositiveIntegerField(_("uren"), help_text=_("Per mens, in honderdsten."))
    places = models.PositiveSmallIntegerField(_("plekken"), help_text=_("Voor hoeveel mensen."))
    taken = models.PositiveSmallIntegerField(
        _("bezet"), default=0, editable=False, help_text=_("Wie ja zei van beide kanten.")
    )
    forms = models.JSONField(_("vormen"), default=list, help_text=_("Hoe deze klus gedaan kan worden."))
    is_first_come = models.BooleanField(
        _("wie het eerst komt"),
        default=False,
        help_text=_("Wie ja zegt heeft de plek, zonder dat het bedrijf nog kiest."),
    )
    rate_cents = models.PositiveIntegerField(_("per uur"), default=0, help_text=_("Bij betaald werk, in centen."))
    administration = ScopedForeignKey(Administration, related_name="+", verbose_name=_("in welke boeken"))
    earmark = ScopedForeignKey(Earmark, related_name="+", verbose_name=_("uit welk geld"), null=True, blank=True)
    is_capped = models.BooleanField(
        _("nooit meer dan er is"),
        default=False,
        help_text=_("Bij geld uit een budget: dan telt wat er nog van over is."),
    )
    closed_at, closed_by = happened("closed", _("gesloten"))

    PERSONAL = {**Made.PERSONAL, "text": SAID, **dict.fromkeys(("closed_at", "closed_by"), WHO_DID)}
    IMPERSONAL = (
        *Made.IMPERSONAL,
        *("title", "skill", "day", "part", "where", "hours", "places", "taken", "forms", "rate_cents"),
        *("is_first_come", "administration", "earmark", "is_capped"),
    )

    class Meta(Made.Meta):
        verbose_name = _("klus")
        verbose_name_plural = _("klussen")
        ordering = ("day", "id")
        indexes = (Index(fields=["neighbourhood", "day", "id"], name="job_by_day"),)
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="administration"),
            SameNeighbourhood(field="earmark"),
            pair("closed_at", "closed_by", "job_closed_by"),
            CheckConstraint(
                name="job_never_too_many",
                condition=Q(taken__lte=F("places")),
                violation_error_message=_("Alle plekken zijn bezet."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("work:job", args=[self.neighbourhood.slug, self.pk])

    @property
    def free(self) -> int:
        return self.places - self.taken

    @property
    def standing(self) -> dict[str, int]:
        """How many are asked, want it and agreed."""
        found = [one for one in self.matches.all() if not one.ended_at]
        agreed = sum(one.is_agreed for one in found)
        wants = sum(one.person_at is not None and one.company_at is None for one in found)
        return {"agreed": agreed, "wants": wants, "asked": len(found) - agreed - wants}

    def form_names(self) -> list[Any]:
        return [FORMS[key] for key in self.forms if key in FORMS]


class Match(Made):
    """A job and a person. Both sides say yes before it counts; `made_by` proposed it."""

    job = ScopedForeignKey(Job, related_name="matches", verbose_name=_("klus"))
    form = models.CharField(_("vorm"), max_length=9, choices=tuple(FORMS.items()), help_text=_("Hoe het gedaan wordt."))
    why = models.CharField(_("waarom deze"), max_length=300, blank=True, help_text=_("In gewone woorden."))
    person_at, person_by = happened("person", _("ja van de bewoner"))
    company_at, company_by = happened("company", _("ja van het wijkbedrijf"))
    ended_at, ended_by = happened("ended", _("gaat niet door"))

    PERSONAL = {
        **Made.PERSONAL,
        **dict.fromkeys(("form", "why"), ABOUT_ME),
        **dict.fromkeys(("person_at", "person_by", "company_at", "company_by", "ended_at", "ended_by"), WHO_DID),
    }
    IMPERSONAL = (*Made.IMPERSONAL, "job")

    class Meta(Made.Meta):
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        ordering = ("made_at", "id")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="job"),
            *(pair(f"{one}_at", f"{one}_by", f"match_{one}_by") for one in ("person", "company", "ended")),
            UniqueConstraint(fields=["neighbourhood", "job", "maker"], name="match_once", condition=Q(ended_at=None)),
        )

    def __str__(self) -> str:
        return f"{self.job_id} > {self.maker_id}"

    @property
    def was_withdrawn(self) -> bool:
        """The company took its question back before there was an answer: that is no no."""
        others = self.maker.user_id is not None and self.ended_by_id != self.maker.user_id
        return bool(self.ended_at and self.company_at and not self.person_at and others)

    @property
    def is_agreed(self) -> bool:
        return bool(self.person_at and self.company_at and not self.ended_at)


class HoursEntry(Made):
    """Hours that somebody wrote down after a job; another approves them, and then they are in the books."""

    match = ScopedForeignKey(Match, related_name="hours_entries", verbose_name=_("klus van wie"))
    day = models.DateField(_("dag"), help_text=_("Wanneer het gedaan is."))
    hours = models.PositiveIntegerField(_("uren"), help_text=_("In honderdsten."))
    form = models.CharField(_("vorm"), max_length=9, choices=tuple(FORMS.items()), help_text=_("Hoe het gedaan is."))
    cents = models.PositiveBigIntegerField(_("bedrag"), default=0, help_text=_("Loon of vergoeding, in centen."))
    approved_at, approved_by = happened("approved", _("goedgekeurd"))
    approver = ScopedForeignKey(Party, related_name="+", verbose_name=_("goedgekeurd door"), null=True, blank=True)
    refused_at, refused_by = happened("refused", _("niet goedgekeurd"))
    refused_why = models.CharField(_("waarom niet"), max_length=300, blank=True, help_text=_("Voor wie het opschreef."))
    entry = ScopedForeignKey(Entry, related_name="+", verbose_name=_("boeking"), null=True, blank=True)

    PERSONAL = {
        **Made.PERSONAL,
        **dict.fromkeys(("day", "hours", "form", "cents", "refused_why"), WHO_DID),
        **dict.fromkeys(("approved_at", "approved_by", "approver", "refused_at", "refused_by"), WHO_DID),
    }
    IMPERSONAL = (*Made.IMPERSONAL, "match", "entry")

    class Meta(Made.Meta):
        verbose_name = _("gewerkte uren")
        verbose_name_plural = _("gewerkte uren")
        indexes = (Index(fields=["neighbourhood", "maker", "day"], name="hours_by_person"),)
        constraints = (
            *Made.Meta.constraints,
            *(SameNeighbourhood(field=name) for name in ("match", "approver", "entry")),
            pair("approved_at", "approved_by", "hours_approved_by"),
            pair("refused_at", "refused_by", "hours_refused_by"),
            CheckConstraint(name="hours_of_something", condition=Q(hours__gte=1)),
            CheckConstraint(
                name="hours_two_people",
                condition=Q(approver=None, approved_by=None)
                | (~Q(approver=F("maker")) & ~Q(approved_by=F("made_by")) & Q(approver__isnull=False)),
                violation_error_message=_("Niemand keurt eigen uren goed."),
            ),
            CheckConstraint(name="hours_one_answer", condition=Q(approved_at=None) | Q(refused_at=None)),
            CheckConstraint(name="hours_booked_after_approval", condition=Q(entry=None) | Q(approved_at__isnull=False)),
            UniqueConstraint(
                fields=["neighbourhood", "match", "day"], name="hours_once_a_day", condition=Q(refused_at=None),
                violation_error_message=_("Voor deze dag staan de uren er al."),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.hours} {self.form}"
