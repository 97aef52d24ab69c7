"""The purpose: an open question, answers that lie together, and a sentence that people stand behind."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.community import queries
from limonade.community.behind_steps import behind_steps
from limonade.community.models import Answer, Cluster, Purpose
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.access import Here
from limonade.people.roles import May
from limonade.steps.fields import StepForm, long_text
from limonade.steps.made import done_by, make
from limonade.steps.step import Refused, Step, Steps

NEVER_MORE_ANSWERS = 3


class PurposeForm(StepForm):
    question = forms.CharField(
        label=gettext_lazy("De open vraag"),
        max_length=200,
        initial=gettext_lazy("Wat is hier nu de bedoeling?"),
        help_text=gettext_lazy("Iedereen die meedoet kan antwoorden, ook aan de keukentafel."),
    )


def _no_open_purpose(here: Here, place: Neighbourhood) -> None:
    if queries.open_purpose():
        raise Refused(_("Er staat al een open vraag. Rond die eerst af."))


def _open_purpose(here: Here, place: Neighbourhood, **told: Any) -> Purpose:
    return make(Purpose, here, **told)


class AnswerPurposeForm(StepForm):
    text = long_text(gettext_lazy("Jouw antwoord"), length=300, help_text=gettext_lazy("Een paar woorden is genoeg."))


def _is_asked(here: Here, purpose: Purpose) -> None:
    if purpose.adopted_at:
        raise Refused(_("Deze vraag is afgerond. De bedoeling staat vast."))


def _may_answer(here: Here, purpose: Purpose) -> None:
    _is_asked(here, purpose)
    if Answer.objects.filter(purpose=purpose, maker=here.who).count() >= NEVER_MORE_ANSWERS:
        raise Refused(_("Je gaf al drie antwoorden. Laat anderen ook aan het woord."))


def _answer_purpose(here: Here, purpose: Purpose, **told: Any) -> Purpose:
    make(Answer, here, purpose=purpose, **told)
    return purpose


class ClusterForm(StepForm):
    name = forms.CharField(label=gettext_lazy("Wat zeggen ze samen?"), max_length=80)
    answers = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Welke antwoorden horen hierbij?"),
        queryset=Answer.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self) -> None:
        self.fields["answers"].queryset = Answer.objects.filter(purpose=self.thing, cluster=None)  # type: ignore[attr-defined]


def _has_loose_answers(here: Here, purpose: Purpose) -> None:
    _is_asked(here, purpose)
    if not Answer.objects.filter(purpose=purpose, cluster=None).exists():
        raise Refused(_("Alle antwoorden horen al ergens bij."))


def _cluster(here: Here, purpose: Purpose, answers: Any, **told: Any) -> None:
    new = make(Cluster, here, purpose=purpose, **told)
    Answer.objects.filter(purpose=purpose, cluster=None, pk__in=[one.pk for one in answers]).update(cluster=new)


class AdoptForm(StepForm):
    statement = long_text(
        gettext_lazy("De bedoeling, in één of twee zinnen"),
        length=400,
        help_text=gettext_lazy("Daarna kan iedereen zeggen of die erachter staat. Wie dat zijn, staat erbij."),
    )


def _has_answers(here: Here, purpose: Purpose) -> None:
    _is_asked(here, purpose)
    if not purpose.answers.exists():
        raise Refused(_("Er zijn nog geen antwoorden. Vraag er eerst een paar mensen naar."))


def _adopt(here: Here, purpose: Purpose, statement: str, **_told: Any) -> None:
    waiting = Purpose.objects.filter(pk=purpose.pk, adopted_at=None)
    if not waiting.update(statement=statement, **done_by(here, "adopted")):
        raise Refused(_("De bedoeling is net door iemand anders vastgesteld."))


PURPOSE: Steps = {
    "antwoord": Step(
        "community.purpose_answered", gettext_lazy("Geef jouw antwoord"), gettext_lazy("antwoordde op de open vraag"),
        _answer_purpose, "message-circle-plus", AnswerPurposeForm, check=_may_answer, look="primary",
        done=gettext_lazy("Dank je. Je antwoord staat erbij."),
    ),
    "groepje": Step(
        "community.answers_clustered", gettext_lazy("Leg antwoorden bij elkaar"),
        gettext_lazy("legde antwoorden bij elkaar"),
        _cluster, "layers", ClusterForm, check=_has_loose_answers, may=May.GUIDE,
        done=gettext_lazy("Ze liggen bij elkaar."),
    ),
    "vaststellen": Step(
        "community.purpose_adopted", gettext_lazy("Stel de bedoeling vast"), gettext_lazy("stelde de bedoeling vast"),
        _adopt, "flag", AdoptForm, check=_has_answers, may=May.GUIDE,
        lead=gettext_lazy("Schrijf wat er uit de antwoorden komt. Het zegt niet wat “de wijk” vindt, maar waar "
                          "deze mensen achter staan."),
        done=gettext_lazy("De bedoeling staat er. Vraag mensen of ze erachter staan."),
    ),
    **behind_steps("purpose"),
}  # fmt: skip


NEW_PURPOSE: Steps = {
    "bedoeling": Step(
        "community.purpose_asked", gettext_lazy("Stel de open vraag"), gettext_lazy("stelde de open vraag"),
        _open_purpose, "message-circle-question-mark", PurposeForm, check=_no_open_purpose, may=May.GUIDE,
        done=gettext_lazy("De vraag staat open. Iedereen kan antwoorden."),
    ),
}  # fmt: skip
