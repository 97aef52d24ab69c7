"""Promising something for a plan, and asking somebody to."""

from collections.abc import Iterable, Iterator
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

IS_BINDING = gettext_lazy("Je zegde al bindend toe. Wil je er iets bij doen? Overleg met de groep.")


def still_open(here: Here, case: Case) -> Any:
    """For whom somebody speaks and who did not promise bindingly yet."""
    bound = case.commitments.filter(ended_at=None, grade=Commitment.BINDING).values("party")
    return own_parties(here).exclude(pk__in=bound)


def _asked_words(request: CommitmentRequest) -> str:
    told = {"maker": request.maker.name, "party": request.party.name, "text": request.text}
    return _("%(maker)s vraagt %(party)s: “%(text)s”") % told


def _before_words(before: Iterable[Commitment]) -> Iterator[str]:
    told = "; ".join(f"{one.party.name}: {one.get_grade_display().lower()}, {one.what}" for one in before)
    if told:
        yield _("Er staat al: %(told)s. Wat je nu toezegt, komt daarvoor in de plaats.") % {"told": told}


def _filled_in(before: Commitment) -> dict[str, Any]:
    return {"grade": before.grade, "what": before.what, "cents": before.cents or None, "hours": before.hours or None}


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
        """Begins with the party in the address, else with who is asked or promised something before."""
        rows = still_open(self.here, self.thing)
        asked = {one.party_id: one for one in queries.requests(self.thing).filter(party__in=rows, answered_at=None)}
        before = {one.party_id: one for one in queries.commitments(self.thing) if one.party in rows}
        self.note = "\n".join([*map(_asked_words, asked.values()), *_before_words(before.values())])
        self.fields["party"].queryset = rows  # type: ignore[attr-defined]
        wanted = [one.pk for one in rows if str(one.pk) == self.initial.get("party")]
        party = next(iter([*wanted, *asked, *before]), self.here.who.pk)
        found = _filled_in(before[party]) if party in before else {}
        self.initial = {**found, **self.initial, "party": party}

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


def _may_promise(here: Here, case: Case) -> None:
    check_waits_for_promises(here, case)
    if not still_open(here, case).exists():
        raise Refused(str(IS_BINDING))


def commit(here: Here, case: Case, *, key: str, party: Party, **told: Any) -> None:
    """One per party: a firmer promise takes the place of the one before; a binding one stays."""
    before = Commitment.objects.filter(case=case, party=party, ended_at=None).first()
    if before and before.key == key:
        return
    if before and before.grade == Commitment.BINDING:
        raise Refused(str(IS_BINDING))
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
        bound = self.thing.commitments.filter(ended_at=None, grade=Commitment.BINDING).values("party")
        can_answer = Q(kind=Party.PERSON, user__isnull=False) | Q(somebody_works_for("pk"))
        others = parties().filter(can_answer).exclude(pk__in=asked).exclude(pk__in=bound)
        others = others.exclude(pk=self.here.who.pk)
        self.fields["party"].queryset = others  # type: ignore[attr-defined]
        self.note = (
            _(
                "Wie al gevraagd is of bindend toezegde, staat niet in de lijst. "
                "Wie iets toezegde dat nog niet bindend is, kun je hier vragen om het bindend te maken."
            )
            if others.exists()
            else _("Iedereen die hier kan antwoorden, is al gevraagd of zegde al bindend toe.")
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
        check=_may_promise, in_person=True, look="primary",
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
        lead=gettext_lazy("De groep rekent er dan niet meer op. Je kunt later opnieuw iets toezeggen."),
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
