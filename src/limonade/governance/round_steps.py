"""A round about the newest version: opened until a day, everybody says whether there is an objection, closed."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.design.templatetags.design import weekday
from limonade.governance import queries
from limonade.governance.models import Proposal, Round, Version, Voice
from limonade.governance.rules import is_open, may_amend
from limonade.people.access import Here
from limonade.people.roles import May
from limonade.steps.fields import DayField, StepForm, long_text
from limonade.steps.made import done_by, make
from limonade.steps.step import Refused, Step, Steps

ROUND_LASTS = dt.timedelta(days=7)


class RoundForm(StepForm):
    until = DayField(
        label=gettext_lazy("Tot en met wanneer kan iedereen iets zeggen?"),
        ahead=True,
        initial=lambda: timezone.localdate() + ROUND_LASTS,
        help_text=gettext_lazy("Deze dag staat bij iedereen op Vandaag."),
    )


def _may_open_round(here: Here, proposal: Proposal) -> None:
    may_amend(here, proposal)
    if Round.objects.filter(version=queries.newest(proposal)).exists():
        raise Refused(_("Over deze versie is al een ronde geweest. Schrijf eerst een nieuwe versie."))


def _open_round(here: Here, proposal: Proposal, **told: Any) -> None:
    make(Round, here, version=queries.newest(proposal), **told)


class VoiceForm(StepForm):
    says = forms.ChoiceField(
        label=gettext_lazy("Wat zeg je?"),
        choices=Voice.SAYINGS,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Geen bezwaar betekent: goed genoeg om te proberen. Je hoeft het niet het beste te vinden. "
            "Wie hier meedoet, ziet je naam en wat je zegt."
        ),
    )
    reason = long_text(
        gettext_lazy("Wat gaat er mis als we dit doen?"),
        required=False,
        help_text=gettext_lazy("Alleen nodig bij een bezwaar. Daarmee maken we het voorstel beter."),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("says") == Voice.OBJECTION and not found.get("reason"):
            self.add_error("reason", _("Vertel wat er misgaat. Zonder reden kunnen we het voorstel niet beter maken."))
        return found


class OtherVoiceForm(VoiceForm):
    def prepare(self) -> None:
        running = queries.open_round(self.thing)
        if running and (said := queries.voice_of(self.here.who, running)):
            self.initial = {"says": said.says, "reason": said.reason, **self.initial}

    def clean(self) -> dict[str, Any]:
        """The reason of an objection goes with it."""
        found = super().clean()
        was = self.initial.get("says"), self.initial.get("reason")
        if was[0] == Voice.OBJECTION != found.get("says") and found.get("reason") == was[1]:
            found["reason"] = ""
        return found


def _running(here: Here, proposal: Proposal) -> Round:
    is_open(here, proposal)
    running = queries.open_round(proposal)
    if running is None:
        raise Refused(_("Er loopt nu geen ronde."))
    return running


def _may_speak(here: Here, proposal: Proposal) -> None:
    if queries.voice_of(here.who, _running(here, proposal)):
        raise Refused(_("Je hebt al iets gezegd in deze ronde."))


def _may_speak_anew(here: Here, proposal: Proposal) -> None:
    if not queries.voice_of(here.who, _running(here, proposal)):
        raise Refused(_("Je hebt nog niets gezegd in deze ronde."))


def _hold(proposal: Proposal) -> Round:
    """The open round, which nobody else closes or speaks in until this is done."""
    running = Round.objects.select_for_update().filter(version__proposal=proposal, closed_at=None).first()
    if running is None:
        raise Refused(_("De ronde is net gesloten."))
    return running


def _speak(here: Here, proposal: Proposal, **told: Any) -> None:
    make(Voice, here, round=_hold(proposal), **told)


def _speak_anew(here: Here, proposal: Proposal, *, key: str, **told: Any) -> None:
    """What was said before stays to be read by who said it, and no longer counts."""
    running = _hold(proposal)
    if not Voice.objects.filter(key=key, maker=here.who).exists():
        queries.voices().filter(round=running, maker=here.who).update(**done_by(here, "ended"))
    make(Voice, here, key=key, round=running, **told)


class CloseForm(StepForm):
    def prepare(self) -> None:
        running = queries.open_round(self.thing)
        if running and running.until and not running.is_past:
            told = _("De laatste dag is %(day)s. Sluit je nu, dan kan niemand daarna nog iets zeggen.")
            self.note = told % {"day": weekday(running.until)}


def _closes(here: Here, proposal: Proposal, running: Round) -> None:
    """Who wrote it or opened the round; after the last day also who guides, so that no round stays open."""
    if here.who.pk in (proposal.maker_id, running.maker_id):
        return
    if not here.can(May.GUIDE):
        told = _("%(who)s sluit deze ronde. Na de laatste dag mag dat ook wie rondes begeleidt.")
        raise Refused(told % {"who": _either(proposal.maker.name, running.maker.name)})
    if running.until and not running.is_past:
        told = _("%(who)s sluit deze ronde. Na %(day)s mag jij het ook, want je begeleidt rondes.")
        raise Refused(told % {"who": _either(proposal.maker.name, running.maker.name), "day": weekday(running.until)})


def _either(one: str, other: str) -> str:
    return one if one == other else _("%(one)s of %(other)s") % {"one": one, "other": other}


def _may_close_round(here: Here, proposal: Proposal) -> None:
    running = _running(here, proposal)
    _closes(here, proposal, running)
    if queries.voices().filter(round=running).count() < queries.FEWEST_VOICES:
        raise Refused(_("Wacht tot minstens %(count)s mensen iets zeiden.") % {"count": queries.FEWEST_VOICES})


def _close_round(here: Here, proposal: Proposal, **_told: Any) -> None:
    """Without objection the version is adopted; with one, it waits for a new version."""
    running = _hold(proposal)
    objected = queries.voices().filter(round=running, says=Voice.OBJECTION).exists()
    outcome = Round.OBJECTIONS if objected else Round.ADOPTED
    Round.objects.filter(pk=running.pk).update(outcome=outcome, **done_by(here, "closed"))
    if not objected:
        version = Version.objects.get(pk=running.version_id)
        waiting = Proposal.objects.filter(pk=proposal.pk, adopted_at=None, parked_at=None)
        if not waiting.update(review_on=version.review_on, **done_by(here, "adopted")):
            raise Refused(_("Dit voorstel is al aangenomen of weggelegd."))


ROUND: Steps = {
    "stem": Step(
        "governance.spoke", gettext_lazy("Zeg of je bezwaar hebt"), gettext_lazy("sprak in een ronde"),
        _speak, "hand", VoiceForm, button=gettext_lazy("Geef je stem"),
        check=_may_speak, in_person=True, look="primary",
        done=gettext_lazy("Dank je. Je stem telt mee."),
    ),
    "stem-anders": Step(
        "governance.spoke_anew", gettext_lazy("Zeg iets anders"), gettext_lazy("zei iets anders in een ronde"),
        _speak_anew, "pencil", OtherVoiceForm, check=_may_speak_anew, in_person=True,
        lead=gettext_lazy("Zolang de ronde open is, kun je iets anders zeggen. Alleen het laatste telt."),
        done=gettext_lazy("Dank je. Dit telt nu mee."),
    ),
    "sluit-ronde": Step(
        "governance.round_closed", gettext_lazy("Sluit de ronde"), gettext_lazy("sloot een ronde"),
        _close_round, "circle-check", CloseForm, check=_may_close_round, look="primary",
        lead=gettext_lazy("Zonder bezwaar is het voorstel aangenomen. Met een bezwaar schrijf je een nieuwe versie."),
        done=gettext_lazy("De ronde is gesloten."),
    ),
    "open-ronde": Step(
        "governance.round_opened", gettext_lazy("Open een ronde"), gettext_lazy("opende een ronde"),
        _open_round, "users-round", RoundForm, check=_may_open_round, look="primary",
        lead=gettext_lazy("Doe dit als de vragen beantwoord zijn. Iedereen die meedoet zegt dan: geen bezwaar, "
                          "of een bezwaar met een reden."),
        done=gettext_lazy("De ronde is open. Iedereen ziet het bij Vandaag."),
    ),
}  # fmt: skip
