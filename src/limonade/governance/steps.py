"""Deciding by consent: proposal, questions and reactions, a round, an objection and a new version, adoption."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.governance import queries
from limonade.governance.models import Proposal, Reaction, Round, Version
from limonade.governance.round_steps import ROUND
from limonade.governance.rules import is_open, leads, may_amend
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.access import Here
from limonade.people.roles import May
from limonade.steps.fields import DayField, EuroField, StepForm, long_text
from limonade.steps.made import done_by, make
from limonade.steps.step import Refused, Step, Steps

REVIEW_AFTER = dt.timedelta(days=180)


class VersionForm(StepForm):
    text = long_text(
        gettext_lazy("Wat stel je voor?"),
        length=2000,
        rows=7,
        help_text=gettext_lazy("Wat gaan we doen, wie doet het, en wanneer is het goed genoeg?"),
    )
    cents = EuroField(
        label=gettext_lazy("Hoeveel geld is ervoor nodig?"),
        required=False,
        help_text=gettext_lazy(
            "Leeg als het geen geld kost. Schrijf in je voorstel van wie het komt. Na het besluit opent "
            "de penningmeester er een potje voor."
        ),
    )
    review_on = DayField(
        label=gettext_lazy("Wanneer kijken we of het goed was?"),
        ahead=True,
        initial=lambda: timezone.localdate() + REVIEW_AFTER,
        help_text=gettext_lazy("Een besluit is goed genoeg voor nu. Op die dag kijk je het samen na."),
    )

    def told(self) -> dict[str, Any]:
        found = super().told()
        return {**found, "cents": found.get("cents") or 0}


class ProposeForm(VersionForm):
    title = forms.CharField(label=gettext_lazy("Waar gaat het over?"), max_length=120)
    field_order = ("title", "text", "cents", "review_on")


def propose(here: Here, place: Neighbourhood, *, key: str, title: str, **version: Any) -> Proposal:
    new = make(Proposal, here, key=key, title=title)
    make(Version, here, key=key, proposal=new, number=1, **version)
    return new


class ReactForm(StepForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Wat wil je zeggen?"), choices=Reaction.KINDS, widget=forms.RadioSelect, initial="question"
    )
    text = long_text(gettext_lazy("In jouw woorden"))


def _react(here: Here, proposal: Proposal, **told: Any) -> None:
    make(Reaction, here, proposal=proposal, **told)


class AnswerForm(StepForm):
    reaction = forms.ModelChoiceField(
        label=gettext_lazy("Op welke vraag?"), queryset=Reaction.objects.none(), empty_label=None
    )
    answer = long_text(gettext_lazy("Je antwoord"))

    def prepare(self) -> None:
        self.fields["reaction"].queryset = self.thing.reactions.filter(kind="question", answered_at=None)  # type: ignore[attr-defined]


def _has_questions(here: Here, proposal: Proposal) -> None:
    leads(here, proposal)
    if not proposal.reactions.filter(kind="question", answered_at=None).exists():
        raise Refused(_("Er zijn geen vragen zonder antwoord."))


def _answer(here: Here, proposal: Proposal, reaction: Reaction, answer: str, **_told: Any) -> None:
    Reaction.objects.filter(pk=reaction.pk, answered_at=None).update(answer=answer, **done_by(here, "answered"))


class AmendForm(VersionForm):
    changed = forms.CharField(
        label=gettext_lazy("Wat is er anders?"), max_length=300, help_text=gettext_lazy("Voor wie de vorige al las.")
    )
    field_order = ("changed", "text", "cents", "review_on")

    def prepare(self) -> None:
        last = queries.newest(self.thing)
        self.initial = {"text": last.text, "cents": last.cents or None, "review_on": last.review_on, **self.initial}


def amend(here: Here, proposal: Proposal, **told: Any) -> None:
    make(Version, here, proposal=proposal, number=queries.newest(proposal).number + 1, **told)


class ParkForm(StepForm):
    why = long_text(gettext_lazy("Waarom leg je het weg?"), length=300)


def _may_park(here: Here, proposal: Proposal) -> None:
    """Who guides may put away what nobody goes on with, but takes no proposal out of its round."""
    is_open(here, proposal)
    if proposal.maker_id == here.who.pk:
        return
    name = {"name": proposal.maker.name}
    if not here.can(May.GUIDE):
        told = _("%(name)s schreef dit voorstel en mag het wegleggen. Loopt er geen ronde, dan mag dat ook wie rondes "
                 "begeleidt.")  # fmt: skip
        raise Refused(told % name)
    if queries.open_round(proposal):
        told = _("Er loopt een ronde. Zolang die open is, mag alleen %(name)s dit voorstel wegleggen.")
        raise Refused(told % name)


def _park(here: Here, proposal: Proposal, why: str, **_told: Any) -> None:
    """Nobody is asked any more to speak in its round."""
    running = Round.objects.filter(version__proposal=proposal, closed_at=None)
    running.update(outcome=Round.PARKED, **done_by(here, "closed"))
    waiting = Proposal.objects.filter(pk=proposal.pk, adopted_at=None, parked_at=None)
    if not waiting.update(parked_why=why, **done_by(here, "parked")):
        raise Refused(_("Dit voorstel is al aangenomen of weggelegd."))


class ReviewForm(StepForm):
    text = long_text(gettext_lazy("Wat zagen jullie?"), help_text=gettext_lazy("Was het goed genoeg? Wat werd anders?"))
    review_on = DayField(label=gettext_lazy("Wanneer kijken jullie weer?"), ahead=True)


def _may_review(here: Here, proposal: Proposal) -> None:
    if not proposal.adopted_at:
        raise Refused(_("Dit is nog geen besluit."))
    if proposal.maker_id != here.who.pk and not here.can(May.GUIDE):
        raise Refused(_("Dit doet wie het voorstel schreef, of wie rondes begeleidt."))


def _review(here: Here, proposal: Proposal, key: str, text: str, review_on: dt.date) -> None:
    make(Reaction, here, key=key, proposal=proposal, kind=Reaction.REACTION, text=text)
    Proposal.objects.filter(pk=proposal.pk).update(review_on=review_on)


NEW: Steps = {
    "voorstel": Step(
        "governance.proposed", gettext_lazy("Doe een voorstel"), gettext_lazy("deed een voorstel"),
        propose, "scroll-text", ProposeForm, look="primary",
        lead=gettext_lazy("Anderen stellen vragen en zeggen wat ze vinden. Daarna vraag je in een ronde of "
                          "iemand bezwaar heeft."),
        done=gettext_lazy("Het voorstel staat er. Zijn er geen vragen meer? Open dan een ronde."),
    ),
}  # fmt: skip
PROPOSAL: Steps = {
    **ROUND,
    "reageer": Step(
        "governance.reacted", gettext_lazy("Stel een vraag of reageer"), gettext_lazy("reageerde op een voorstel"),
        _react, "message-circle", ReactForm, check=is_open, done=gettext_lazy("Je reactie staat erbij."),
    ),
    "antwoord": Step(
        "governance.answered", gettext_lazy("Beantwoord een vraag"),
        gettext_lazy("beantwoordde een vraag over een voorstel"),
        _answer, "message-circle-reply", AnswerForm, check=_has_questions, done=gettext_lazy("Beantwoord."),
    ),
    "nieuwe-versie": Step(
        "governance.amended", gettext_lazy("Schrijf een nieuwe versie"), gettext_lazy("schreef een nieuwe versie"),
        amend, "pencil", AmendForm, check=may_amend,
        done=gettext_lazy("De nieuwe versie staat er. De oude blijft te lezen."),
    ),
    "leg-weg": Step(
        "governance.parked", gettext_lazy("Leg het voorstel weg"), gettext_lazy("legde een voorstel weg"),
        _park, "archive", ParkForm, check=_may_park, look="subtle", done=gettext_lazy("Weggelegd."),
    ),
    "kijk-terug": Step(
        "governance.reviewed", gettext_lazy("Kijk terug op dit besluit"), gettext_lazy("keek terug op een besluit"),
        _review, "rotate-ccw", ReviewForm, check=_may_review,
        done=gettext_lazy("Het staat erbij, met een nieuwe terugkijkdag."),
    ),
}  # fmt: skip
