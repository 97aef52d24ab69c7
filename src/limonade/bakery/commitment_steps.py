"""Promising something for a plan, and asking somebody to."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.bakery import queries
from limonade.bakery.models import Case, Commitment, CommitmentRequest
from limonade.bakery.rules import check_baker, check_open, own_parties, somebody_works_for, speaks_for
from limonade.people.access import Here
from limonade.people.models import Party
from limonade.steps.fields import EuroField, HoursField, PartyField, StepForm, parties
from limonade.steps.made import done_by, make
from limonade.steps.step import Refused, Step, Steps


class CommitForm(StepForm):
    party = PartyField(label=gettext_lazy("Voor wie zeg je toe?"), empty_label=None)
    grade = forms.ChoiceField(
        label=gettext_lazy("Hoe zeker is het?"), choices=Commitment.GRADES, widget=forms.RadioSelect,
        initial="interest",
        help_text=gettext_lazy("Belangstelling en voornemen tellen niet mee voor de regel. Bindend trek je niet "
                               "meer in."),
    )  # fmt: skip
    what = forms.CharField(label=gettext_lazy("Wat breng je in?"), max_length=160)
    cents = EuroField(label=gettext_lazy("Geld"), required=False)
    hours = HoursField(label=gettext_lazy("Uren"), required=False)
    agree = forms.BooleanField(
        label=gettext_lazy("Ja, dit is bindend"), required=False,
        help_text=gettext_lazy("Alleen als je hierboven bindend koos."),
    )  # fmt: skip

    def prepare(self) -> None:
        before = self.thing.commitments.filter(party__in=own_parties(self.here), ended_at=None).select_related("party")
        told = "; ".join(f"{one.party.name}: {one.get_grade_display().lower()}, {one.what}" for one in before)
        self.note = (
            _("Er staat al: %(told)s. Wat je nu toezegt, komt daarvoor in de plaats.") % {"told": told} if told else ""
        )
        self.fields["party"].queryset = own_parties(self.here)  # type: ignore[attr-defined]
        self.fields["party"].initial = self.here.who.pk

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("grade") == Commitment.BINDING and not found.get("agree"):
            self.add_error("agree", _("Zet een vinkje als het bindend is. Of kies voornemen."))
        return found

    def told(self) -> dict[str, Any]:
        found = super().told()
        found.pop("agree", None)
        return {**found, **{name: found.get(name) or 0 for name in ("cents", "hours")}}


def check_waits_for_promises(here: Here, case: Case) -> None:
    check_open(here, case)
    if not case.fixed_at:
        raise Refused(_("Toezeggen kan als de regel vaststaat. Dan weet iedereen waar die ja tegen zegt."))


def commit(here: Here, case: Case, *, key: str, party: Party, **told: Any) -> None:
    """One per party: a firmer promise takes the place of the one before; a binding one stays."""
    before = Commitment.objects.filter(case=case, party=party, ended_at=None).first()
    if before and before.key == key:
        return
    if before and before.grade == Commitment.BINDING:
        raise Refused(_("Hiervoor is al bindend toegezegd."))
    if before:
        Commitment.objects.filter(pk=before.pk).update(**done_by(here, "ended"))
    make(Commitment, here, key=key, case=case, party=party, **told)
    queries.requests(case).filter(party=party, answered_at=None).update(**done_by(here, "answered"))


def _may_take_back(here: Here, commitment: Commitment) -> None:
    if commitment.ended_at or commitment.case.decided_at:
        raise Refused(_("Dit kan niet meer worden ingetrokken."))
    if commitment.grade == Commitment.BINDING:
        raise Refused(_("Dit is bindend. Overleg met de groep als het niet meer kan."))
    if not speaks_for(here, commitment.party):
        raise Refused(_("Dit is van een ander."))


def _take_back(here: Here, commitment: Commitment, **_told: Any) -> None:
    Commitment.objects.filter(pk=commitment.pk, ended_at=None).update(**done_by(here, "ended"))


class RequestForm(StepForm):
    """Only who can answer stands in the list: people with an account, and organisations that somebody works for."""

    party = PartyField(label=gettext_lazy("Wie vraag je?"), empty_label=gettext_lazy("Kies een buur of organisatie"))
    text = forms.CharField(
        label=gettext_lazy("Waarvoor?"), max_length=200,
        help_text=gettext_lazy("Bijvoorbeeld: twee avonden in de maand je keuken. Dit leest wie je vraagt, en de "
                               "groep."),
    )  # fmt: skip

    def prepare(self) -> None:
        asked = queries.requests(self.thing).values("party")
        promised = self.thing.commitments.filter(ended_at=None).values("party")
        can_answer = Q(kind=Party.PERSON, user__isnull=False) | Q(somebody_works_for("pk"))
        others = parties().filter(can_answer).exclude(pk__in=asked).exclude(pk__in=promised)
        others = others.exclude(pk=self.here.who.pk)
        self.fields["party"].queryset = others  # type: ignore[attr-defined]
        self.note = (
            _("Wie al gevraagd is of iets toezegde, staat niet meer in de lijst.")
            if others.exists()
            else _("Iedereen die hier kan antwoorden, is al gevraagd of zegde al iets toe.")
        )


def _may_ask(here: Here, case: Case) -> None:
    check_waits_for_promises(here, case)
    check_baker(here, case)


def ask(here: Here, case: Case, **told: Any) -> None:
    make(CommitmentRequest, here, case=case, **told)


def _may_decline(here: Here, request: CommitmentRequest) -> None:
    check_open(here, request.case)
    if request.answered_at:
        raise Refused(_("Hierop is al geantwoord."))
    if not speaks_for(here, request.party):
        raise Refused(_("Dit is aan een ander gevraagd."))


def _decline(here: Here, request: CommitmentRequest, **_told: Any) -> None:
    waiting = CommitmentRequest.objects.filter(pk=request.pk, answered_at=None)
    if not waiting.update(is_no=True, **done_by(here, "answered")):
        raise Refused(_("Hierop is net al geantwoord."))


PROMISE: Steps = {
    "zeg-toe": Step(
        "bakery.committed", gettext_lazy("Zeg iets toe"), gettext_lazy("deed een toezegging"), commit, "handshake",
        CommitForm,
        check=check_waits_for_promises, in_person=True, look="primary",
        done=gettext_lazy("Dank je. Het staat erbij."),
    ),
    "vraag-toe": Step(
        "bakery.commitment_asked", gettext_lazy("Vraag iemand om iets toe te zeggen"),
        gettext_lazy("vroeg iemand om iets toe te zeggen"), ask, "user-plus", RequestForm, check=_may_ask,
        lead=gettext_lazy("Een buur, of een organisatie. Die krijgt de vraag bij Vandaag, en zegt zelf iets toe of "
                          "liever niet."),
        button=gettext_lazy("Vraag het"), done=gettext_lazy("Gevraagd. Het staat daar nu bij Vandaag."),
    ),
}  # fmt: skip
COMMITMENT: Steps = {
    "trek-in": Step(
        "bakery.commitment_ended", gettext_lazy("Trek in"), gettext_lazy("trok een toezegging in"), _take_back,
        "undo-2",
        check=_may_take_back, look="subtle",
        done=gettext_lazy("Ingetrokken. Dat mag altijd zolang het niet bindend is."),
    ),
}  # fmt: skip
REQUEST: Steps = {
    "liever-niet": Step(
        "bakery.commitment_declined", gettext_lazy("Liever niet"), gettext_lazy("zegt liever niets toe"), _decline,
        "x", check=_may_decline, in_person=True, look="subtle",
        done=gettext_lazy("Goed. Er wordt niet nog eens om gevraagd. Toezeggen kan later altijd."),
    ),
}  # fmt: skip
