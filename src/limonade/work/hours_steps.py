"""Hours: three taps to write them down, another who approves, and then they are in the books at once."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.ledger import desk, totals
from limonade.ledger.actions import Line, post
from limonade.ledger.chart import ALLOWANCES, EURO, HOURS_GIVEN, HOURS_WORKED, STANDARD, WAGES
from limonade.ledger.errors import LedgerError
from limonade.ledger.models import Account, Entry, Unit
from limonade.people.access import Here
from limonade.people.models import Party
from limonade.people.roles import May
from limonade.people.rules import check_not_own
from limonade.steps.fields import DayField, HoursField, StepForm, long_text
from limonade.steps.made import done_by, make
from limonade.steps.step import NotYours, Refused, Step, Steps
from limonade.work import planning, queries
from limonade.work.allowance import Verdict, allowance, wage
from limonade.work.kinds import ALLOWANCE, FORMS, GIFT, HOURS, PAID
from limonade.work.models import HoursEntry, Match

MOST_A_DAY = 1600
TELL_THEM = gettext_lazy(
    "Je hebt een uitkering. Meld dit bij de gemeente of het UWV, en vraag wat het voor je betekent."
)
HOURS_LINE = next(line for line in STANDARD if line.number == HOURS_WORKED)


def verdict_of(match: Match, party: Party, *, hours: int, form: str, day: dt.date) -> Verdict:
    """What it is worth in cents, and what the law says of it."""
    if form == PAID:
        return wage(hours, day, match.job.rate_cents)
    if form == ALLOWANCE:
        talent = queries.talent_of(party)
        so_far = queries.allowance_so_far(party, day)
        return allowance(hours, day, so_far, is_under_21=bool(talent and talent.is_under_21))
    return Verdict(0)


class HoursForm(StepForm):
    hours = HoursField(label=gettext_lazy("Hoeveel uur?"), least=1)
    day = DayField(label=gettext_lazy("Welke dag?"), behind=True)
    form = forms.ChoiceField(label=gettext_lazy("Hoe?"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        job = self.thing.job
        keys = [self.thing.form, *(key for key in job.forms if key != self.thing.form)]
        self.fields["form"].choices = [(key, FORMS[key]) for key in keys]  # type: ignore[attr-defined]
        self.initial = {"hours": job.hours, "day": min(job.day, timezone.localdate()), "form": self.thing.form}
        found = verdict_of(self.thing, self.here.who, hours=job.hours, form=self.thing.form, day=job.day)
        talent = queries.talent_of(self.here.who)
        is_paid = self.thing.form in (PAID, ALLOWANCE)
        benefit = TELL_THEM if is_paid and talent and talent.benefit == "yes" else ""
        self.note = " ".join(text for text in (planning.told(found), str(benefit)) if text)

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not self.errors:
            if found["hours"] > MOST_A_DAY:
                self.add_error("hours", _("Meer dan zestien uur op een dag kan niet kloppen."))
            if found["day"] < self.thing.job.day:
                self.add_error("day", _("Deze klus was later. Kies de dag zelf, of een dag erna."))
            verdict = verdict_of(self.thing, self.here.who, hours=found["hours"], form=found["form"], day=found["day"])
            if verdict.refusal:
                self.add_error("form", planning.told(verdict))
            found["cents"] = verdict.cents
        return found

    def told(self) -> dict[str, Any]:
        return {**super().told(), "cents": self.cleaned_data["cents"]}


def _did_it(here: Here, match: Match) -> None:
    if match.maker_id != here.who.pk:
        raise Refused(_("Uren schrijf je alleen voor jezelf op."))
    if not match.is_agreed:
        raise Refused(_("Deze klus is nog niet door beide kanten afgesproken."))
    if match.job.day > timezone.localdate():
        raise Refused(_("Deze klus moet nog komen."))
    if match.hours_entries.filter(refused_at=None).exists():
        raise Refused(_("De uren van deze klus staan er al."))


def write_hours(here: Here, match: Match, **told: Any) -> None:
    make(HoursEntry, here, match=match, **told)


def may_approve(here: Here, row: HoursEntry) -> None:
    """Somebody of the company or the treasurer; never the worker, who helps them, or who typed it."""
    if not (here.can(May.RUN_COMPANY) or here.can(May.KEEP_BOOKS)):
        raise NotYours(_("Uren worden nagekeken door het wijkbedrijf of de penningmeester."))
    check_not_own(here.actor, row.maker)
    if here.actor.user_id == row.made_by_id:
        raise Refused(_("Je schreef deze uren zelf op, voor een ander. Vraag iemand anders."))
    if row.approved_at or row.refused_at:
        raise Refused(_("Hier is al op geantwoord."))


def approve(here: Here, row: HoursEntry, **_told: Any) -> None:
    """Approves and books in one; when the books refuse it, nothing is approved."""
    waiting = HoursEntry.objects.filter(pk=row.pk, approved_at=None, refused_at=None)
    if not waiting.update(approver=here.me, **done_by(here, "approved")):
        raise Refused(_("Hier is net al op geantwoord."))
    HoursEntry.objects.filter(pk=row.pk).update(entry=_settle(here, row))


def _settle(here: Here, row: HoursEntry) -> Entry:
    """Wage and allowance in euros, hours in hours, and a gift as hours that nobody is owed."""
    job = row.match.job
    books, party = job.administration, row.maker
    line = {PAID: WAGES, ALLOWANCE: ALLOWANCES, HOURS: HOURS_LINE, GIFT: HOURS_LINE}[row.form]
    source = (
        desk.account_for(books, HOURS_GIVEN, by=here.actor)
        if row.form == GIFT
        else desk.open_wallet(books, party, Unit.objects.get(pk=line.unit), by=here.actor)
    )
    is_money = line.unit == EURO
    transfer = Line(
        source, _target(here, row, line), row.cents if is_money else row.hours, job.earmark if is_money else None
    )
    for mark, _unit, left in totals.earmarks_after(books, [transfer]) if job.is_capped else ():
        if left < 0:
            raise Refused(_("In “%(name)s” zit niet genoeg geld voor deze uren.") % {"name": mark.name})
    text = _("%(title)s: %(form)s") % {"title": job.title, "form": FORMS[row.form]}
    return post(books, key=f"uren-{row.pk}", day=row.day, transfers=[transfer], text=text, by=here.actor)


def _target(here: Here, row: HoursEntry, line: Any) -> Account:
    return desk.account_for(row.match.job.administration, line, by=here.actor)


class RefuseForm(StepForm):
    why = long_text(gettext_lazy("Wat klopt er niet?"), length=300)


def _refuse(here: Here, row: HoursEntry, why: str, **_told: Any) -> None:
    waiting = HoursEntry.objects.filter(pk=row.pk, approved_at=None, refused_at=None)
    if not waiting.update(refused_why=why, **done_by(here, "refused")):
        raise Refused(_("Hier is net al op geantwoord."))


MATCH_HOURS: Steps = {
    "uren": Step(
        "work.hours_written", gettext_lazy("Schrijf je uren op"), gettext_lazy("schreef uren op"), write_hours, "clock",
        HoursForm, check=_did_it, look="primary",
        done=gettext_lazy("Opgeschreven. Iemand anders kijkt ze na, en dan staan ze op je rekening."),
    ),
}  # fmt: skip
HOURS_ENTRY: Steps = {
    "keur-goed": Step(
        "work.hours_approved", gettext_lazy("Keur goed"), gettext_lazy("keurde uren goed"), approve, "circle-check",
        check=may_approve, strong=True, in_person=True, look="primary", done=gettext_lazy("Goedgekeurd en geboekt."),
        refusals=(LedgerError,),
    ),
    "keur-af": Step(
        "work.hours_refused", gettext_lazy("Klopt niet"), gettext_lazy("keurde uren niet goed"), _refuse, "x",
        RefuseForm, check=may_approve, strong=True, in_person=True,
        done=gettext_lazy("Teruggelegd, met jouw uitleg erbij."),
    ),
}  # fmt: skip
