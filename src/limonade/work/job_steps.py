"""Jobs, talents and matches: what people can, what there is to do, a plan, and a yes from both sides."""

from typing import Any

from django import forms
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.design.templatetags.design import weekday
from limonade.ledger.chart import EURO
from limonade.ledger.models import Administration, Earmark
from limonade.ledger.totals import earmark_lines
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.access import Here
from limonade.people.roles import May
from limonade.steps.changing import ChangeForm, change_step
from limonade.steps.fields import DayField, EuroField, HoursField, StepForm, long_text
from limonade.steps.made import done_by, make
from limonade.steps.step import Refused, Step, Steps
from limonade.work import planning, queries
from limonade.work.allowance import wage
from limonade.work.kinds import DAYS, FORMS, FORMS_TOLD, PAID, PARTS, SKILLS, part_key
from limonade.work.matching import NoPlan
from limonade.work.models import Job, Match, Talent


def _part_choices() -> list[tuple[str, str]]:
    return [(part_key(day, part), f"{DAYS[day]} {name}") for day in range(len(DAYS)) for part, name in PARTS.items()]


class WeekInput(forms.CheckboxSelectMultiple):
    """A row for every day, and a column for every part of it."""

    columns = "three"


class TalentForm(StepForm):
    skills = forms.MultipleChoiceField(
        label=gettext_lazy("Wat doe je graag?"), choices=list(SKILLS.items()), widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    also = forms.CharField(label=gettext_lazy("En verder?"), max_length=200, required=False)
    parts = forms.MultipleChoiceField(label=gettext_lazy("Wanneer kun je?"), widget=WeekInput)
    forms_ = forms.MultipleChoiceField(
        label=gettext_lazy("Hoe wil je het doen?"), choices=list(FORMS.items()), widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Kies alles wat voor jou goed is."),
    )  # fmt: skip
    hours_a_week = HoursField(label=gettext_lazy("Hoeveel uur in een week, hoogstens?"), least=50)
    is_under_21 = forms.BooleanField(label=gettext_lazy("Ik ben jonger dan 21"), required=False)
    benefit = forms.ChoiceField(
        label=gettext_lazy("Heb je een uitkering?"), choices=Talent.BENEFITS, initial="unsaid",
        help_text=gettext_lazy("Alleen jij ziet dit. Dan waarschuwen we je op tijd."),
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["parts"].choices = _part_choices()  # type: ignore[attr-defined]
        known = queries.talent_of(self.here.who)
        if known:
            names = ("skills", "also", "parts", "hours_a_week", "is_under_21", "benefit")
            self.initial = {name: getattr(known, name) for name in names} | {"forms_": known.forms}


def _tell_talent(here: Here, place: Neighbourhood, *, key: str, forms_: list[str], **told: Any) -> None:
    known = queries.talent_of(here.who)
    if known is None:
        make(Talent, here, key=key, forms=forms_, **told)
    else:
        Talent.objects.filter(pk=known.pk).update(forms=forms_, **told)


def with_money() -> list[int]:
    """Purposes of which there is still money."""
    found = [line for books in Administration.objects.all() for line in earmark_lines(books)]
    return [line.earmark.pk for line in found if line.left > 0 and line.unit == EURO]


class JobForm(StepForm):
    title = forms.CharField(label=gettext_lazy("Wat is er te doen?"), max_length=120)
    text = long_text(gettext_lazy("Wat moet iemand weten?"), required=False)
    skill = forms.ChoiceField(label=gettext_lazy("Wat moet iemand kunnen?"), choices=list(SKILLS.items()))
    day = DayField(label=gettext_lazy("Welke dag?"), ahead=True)
    part = forms.ChoiceField(label=gettext_lazy("Welk dagdeel?"), choices=list(PARTS.items()))
    where = forms.CharField(
        label=gettext_lazy("Waar?"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Bijvoorbeeld: Bergstraat 9."),
    )
    hours = HoursField(label=gettext_lazy("Hoeveel uur, per mens?"), least=25)
    places = forms.IntegerField(label=gettext_lazy("Voor hoeveel mensen?"), min_value=1, max_value=200, initial=1)
    forms_ = forms.MultipleChoiceField(
        label=gettext_lazy("Hoe kan het gedaan worden?"),
        choices=list(FORMS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    rate_cents = EuroField(
        label=gettext_lazy("Loon per uur, als het betaald is"), required=False,
        help_text=gettext_lazy("Minstens het minimumloon."),
    )  # fmt: skip
    is_first_come = forms.BooleanField(
        label=gettext_lazy("Wie het eerst ja zegt, heeft de plek"), required=False,
        help_text=gettext_lazy("Zonder vinkje kies jij daarna nog."),
    )  # fmt: skip
    administration = forms.ModelChoiceField(
        label=gettext_lazy("In welke boeken?"), queryset=Administration.objects.none(), empty_label=None
    )
    earmark = forms.ModelChoiceField(
        label=gettext_lazy("Uit welk geld?"), queryset=Earmark.objects.none(), required=False,
        empty_label=gettext_lazy("Zonder apart doel"),
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["administration"].queryset = Administration.objects.order_by("pk")  # type: ignore[attr-defined]
        self.fields["earmark"].queryset = Earmark.objects.filter(pk__in=with_money()).order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if PAID in found.get("forms_", ()) and found.get("day"):
            self._check_wage(found)
        mark, books = found.get("earmark"), found.get("administration")
        if mark and books and mark.administration_id != books.pk:
            self.add_error("earmark", _("Dit doel hoort bij andere boeken."))
        return found

    def _check_wage(self, found: dict[str, Any]) -> None:
        verdict = wage(100, found["day"], found.get("rate_cents") or 0)
        if verdict.refusal:
            self.add_error("rate_cents", planning.told(verdict))

    def told(self) -> dict[str, Any]:
        found = super().told()
        return {**found, "rate_cents": found.get("rate_cents") or 0}


def new_job(here: Here, place: Neighbourhood, *, forms_: list[str], **told: Any) -> Job:
    """Paid from money with a purpose, it never costs more than there is of it."""
    told.setdefault("is_capped", told.get("earmark") is not None)
    return make(Job, here, forms=forms_, **told)


def _is_open(here: Here, job: Job) -> None:
    if job.closed_at or job.day < timezone.localdate():
        raise Refused(_("Deze klus is voorbij of gesloten."))


class ChangeJobForm(ChangeForm, JobForm):
    """Once somebody is asked or came forward, what they said yes to stays."""

    kept = ("administration", "earmark")
    agreed = ("day", "part", "hours", "skill", "forms_", "rate_cents", "is_first_come")

    def prepare(self) -> None:
        super().prepare()
        if "forms_" in self.fields:
            self.initial["forms_"] = self.thing.forms
        else:
            self.note = _("Er zijn al mensen bij deze klus. De dag, de tijd en hoe het gedaan wordt blijven daarom zo.")

    def now_kept(self) -> tuple[str, ...]:
        has_people = self.thing.matches.filter(ended_at=None).exists()
        return (*self.kept, *self.agreed) if has_people else self.kept

    def clean_places(self) -> int:
        places = int(self.cleaned_data["places"])
        if places < self.thing.taken:
            raise forms.ValidationError(_("Er zijn al %(taken)s plekken bezet.") % {"taken": self.thing.taken})
        return places


def _change_job(here: Here, job: Job, *, key: str, **told: Any) -> None:
    """Raises Refused when meanwhile somebody said yes to what would change."""
    waiting = Job.objects.filter(pk=job.pk, closed_at=None, taken__lte=told["places"])
    if "forms_" in told:
        told["forms"] = told.pop("forms_")
        waiting = waiting.filter(~Exists(Match.objects.filter(job=OuterRef("pk"), ended_at=None)))
    if not waiting.update(**told):
        raise Refused(_("Er kwam net iemand bij deze klus. Kijk nog eens wat er dan nog kan veranderen."))


def _wants(here: Here, job: Job) -> None:
    _is_open(here, job)
    if job.free <= 0:
        raise Refused(_("Alle plekken zijn bezet."))
    if job.matches.filter(maker=here.who, ended_at=None).exists():
        raise Refused(_("Je staat al bij deze klus."))


class WantForm(StepForm):
    form = forms.ChoiceField(label=gettext_lazy("Hoe wil je het doen?"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        known = queries.talent_of(self.here.who)
        liked = [key for key in (known.forms if known else ()) if key in self.thing.forms]
        keys = [*liked, *(key for key in self.thing.forms if key not in liked)]
        self.fields["form"].choices = [(key, f"{FORMS[key]}. {FORMS_TOLD[key]}") for key in keys]  # type: ignore[attr-defined]
        self.fields["form"].initial = keys[0] if keys else None


def want(here: Here, job: Job, *, key: str, form: str) -> None:
    """Yes from the person; on a job of first come this takes the place at once."""
    agreed = done_by(here, "company") if job.is_first_come else {}
    new = make(Match, here, key=key, job=job, form=form, **done_by(here, "person"), **agreed)
    if job.is_first_come and not new.is_known:
        take_place(job)


def take_place(job: Job) -> None:
    """The last place goes to exactly one. Raises Refused when it is gone."""
    if not Job.objects.filter(pk=job.pk, closed_at=None, taken__lt=F("places")).update(taken=F("taken") + 1):
        raise Refused(_("De laatste plek is net bezet. Er zijn meer klussen."))


def _close(here: Here, job: Job, **_told: Any) -> None:
    Job.objects.filter(pk=job.pk, closed_at=None).update(**done_by(here, "closed"))


def _runs(match: Match) -> None:
    if match.ended_at:
        raise Refused(_("Dit gaat niet meer door."))


def _is_asked(here: Here, match: Match) -> None:
    _runs(match)
    _is_open(here, match.job)
    if match.maker_id != here.who.pk or match.person_at:
        raise Refused(_("Dit is niet aan jou gevraagd, of je zei al ja."))


def _locked(match: Match) -> Match:
    """As it is now, held until we are done, so that two yeses at once take one place."""
    fresh = Match.objects.select_for_update().select_related("job").get(pk=match.pk)
    _runs(fresh)
    return fresh


def _say_yes(here: Here, match: Match, **_told: Any) -> None:
    fresh = _locked(match)
    if not Match.objects.filter(pk=fresh.pk, person_at=None).update(**done_by(here, "person")):
        raise Refused(_("Je zei al ja."))
    if fresh.company_at:
        take_place(fresh.job)


def _may_agree(here: Here, match: Match) -> None:
    _runs(match)
    _is_open(here, match.job)
    if match.company_at:
        raise Refused(_("Het wijkbedrijf zei al ja."))
    if match.maker_id == here.me.pk:
        raise Refused(_("Dit ben je zelf. Laat iemand anders ja zeggen."))


def _agree(here: Here, match: Match, **_told: Any) -> None:
    fresh = _locked(match)
    if not Match.objects.filter(pk=fresh.pk, company_at=None).update(**done_by(here, "company")):
        raise Refused(_("Het wijkbedrijf zei al ja."))
    if fresh.person_at:
        take_place(fresh.job)


def _may_end(here: Here, match: Match) -> None:
    _runs(match)
    if match.hours_entries.filter(refused_at=None).exists():
        raise Refused(_("Er zijn al uren opgeschreven. Dan kan dit niet meer."))
    if match.maker_id != here.who.pk and not here.can(May.RUN_COMPANY):
        raise Refused(_("Dit is van iemand anders."))


def _end(here: Here, match: Match, **_told: Any) -> None:
    fresh = _locked(match)
    Match.objects.filter(pk=fresh.pk).update(**done_by(here, "ended"))
    if fresh.is_agreed:
        Job.objects.filter(pk=fresh.job_id, taken__gt=0).update(taken=F("taken") - 1)


def _has_open_jobs(here: Here, place: Neighbourhood) -> None:
    if not queries.open_jobs().filter(taken__lt=F("places")).exists():
        raise Refused(_("Er zijn geen klussen met een vrije plek."))


class PlanForm(StepForm):
    """The best plan as it is now, a line for every place; the company asks whom it ticks."""

    asked = forms.MultipleChoiceField(
        label=gettext_lazy("Wie vragen we?"), widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Haal het vinkje weg bij wie je nu niet wilt vragen."),
        error_messages={"invalid_choice": gettext_lazy("Het plan is net veranderd. Kijk het nog eens na.")},
    )  # fmt: skip

    def prepare(self) -> None:
        try:
            self.plan = {f"{one.job.pk}-{one.party.pk}": one for one in planning.plan()}
        except NoPlan:
            self.plan = {}
        choices = [
            (key, f"{one.job.title}, {weekday(one.job.day)}: {one.party.name}. {one.why}")
            for key, one in self.plan.items()
        ]
        self.fields["asked"].choices = choices  # type: ignore[attr-defined]
        self.initial["asked"] = list(self.plan)
        if not choices:
            self.fields["asked"].widget = forms.MultipleHiddenInput()
            jobs = ", ".join(one.title for one in queries.open_jobs() if one.free > 0)
            told = _("Voor deze klussen past nu niemand: %(jobs)s. Bij elke klus lees je waarom.")
            self.note = told % {"jobs": jobs}

    def told(self) -> dict[str, Any]:
        found = super().told()
        return {"key": found["key"], "planned": [self.plan[one] for one in found["asked"]]}


def make_plan(here: Here, place: Neighbourhood, *, key: str, planned: list[planning.Planned] | None = None) -> None:
    """All of it when nobody chose. Becomes proposals: the company's yes is in them, the person's yes is still asked."""
    for number, one in enumerate(planning.plan() if planned is None else planned):
        match = Match(
            neighbourhood=place, key=f"{key}-{number}", maker=one.party, made_at=timezone.now(),
            made_by_id=here.actor.user_id, job=one.job, form=one.form, why=one.why, **done_by(here, "company"),
        )  # fmt: skip
        match.save(force_insert=True)


NEW: Steps = {
    "talent": Step(
        "work.talent_told", gettext_lazy("Vertel wat je kunt en wilt"), gettext_lazy("vertelde over talent"),
        _tell_talent, "sparkles", TalentForm, look="primary",
        lead=gettext_lazy("Dan vragen we je voor wat bij je past. Nee zeggen mag altijd, en niemand wordt op "
                          "een lijst gezet."),
        done=gettext_lazy("Bewaard. Je kunt dit altijd veranderen."),
    ),
    "klus": Step(
        "work.job_made", gettext_lazy("Zet een klus klaar"), gettext_lazy("zette een klus klaar"), new_job, "hammer",
        JobForm, may=May.RUN_COMPANY, strong=True, look="primary", done=gettext_lazy("De klus staat klaar."),
    ),
    "plan": Step(
        "work.plan_made", gettext_lazy("Maak een plan"), gettext_lazy("maakte een plan voor de klussen"), make_plan,
        "wand-sparkles", PlanForm, check=_has_open_jobs, button=gettext_lazy("Vraag deze mensen"),
        may=May.RUN_COMPANY, strong=True, look="primary",
        lead=gettext_lazy("We zoeken het plan waarmee de meeste plekken gevuld zijn en het werk eerlijk "
                          "verdeeld is. Bij ieder staat waarom. "
            "Wie je vraagt, krijgt de vraag bij Vandaag, en zegt zelf ja of nee."),
        done=gettext_lazy("Gevraagd. Ieder krijgt de vraag bij Vandaag."),
    ),
}  # fmt: skip
JOB: Steps = {
    "ik-wil": Step(
        "work.job_wanted", gettext_lazy("Dit wil ik doen"), gettext_lazy("meldde zich voor een klus"), want,
        "hand-heart",
        WantForm, check=_wants, look="primary", done=gettext_lazy("Fijn. Je staat erbij."),
    ),
    "pas-aan": change_step(
        "work.job_changed", gettext_lazy("veranderde een klus"), ChangeJobForm, _is_open, _change_job,
        may=May.RUN_COMPANY, strong=True,
    ),
    "sluit": Step(
        "work.job_closed", gettext_lazy("Sluit de klus"), gettext_lazy("sloot een klus"), _close, "lock",
        check=_is_open, may=May.RUN_COMPANY, strong=True, look="subtle", done=gettext_lazy("De klus is gesloten."),
        lead=gettext_lazy("Niemand kan zich dan nog melden. Wat er is afgesproken blijft."),
    ),
}  # fmt: skip
MATCH: Steps = {
    "ja": Step(
        "work.match_accepted", gettext_lazy("Ja, dat doe ik"), gettext_lazy("zei ja tegen een klus"), _say_yes,
        "circle-check",
        check=_is_asked, look="primary", done=gettext_lazy("Fijn. Het staat bij Mijn werk."),
    ),
    "akkoord": Step(
        "work.match_agreed", gettext_lazy("Akkoord"), gettext_lazy("zei ja tegen iemand voor een klus"), _agree,
        "circle-check", check=_may_agree, may=May.RUN_COMPANY, strong=True, look="primary",
        done=gettext_lazy("Afgesproken."),
    ),
    "nee": Step(
        "work.match_ended", gettext_lazy("Liever niet"), gettext_lazy("zegde een klus af"), _end, "x", check=_may_end,
        lead=gettext_lazy("De klus vraagt hierna een ander. Wie er al op rekende, ziet dat het niet doorgaat."),
        look="subtle", done=gettext_lazy("Goed. De plek is weer vrij."),
    ),
}  # fmt: skip
