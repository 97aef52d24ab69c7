"""What people may do with questions, the purpose, challenges and initiatives."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.community import queries
from limonade.community.behind_steps import behind_steps, check_runs
from limonade.community.cost_now import lines_of
from limonade.community.invite_steps import INVITE, answer, is_member
from limonade.community.models import Challenge, Initiative, Joined, Question
from limonade.community.purpose_steps import NEW_PURPOSE, PURPOSE
from limonade.community.reply_steps import REPLY, no_answer_yet
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.access import Here
from limonade.people.models import Party
from limonade.people.roles import May
from limonade.steps.changing import ChangeForm, change_step
from limonade.steps.fields import DayField, PartyField, StepForm, long_text, parties
from limonade.steps.made import done_by, make
from limonade.steps.step import Refused, Step, Steps


class AskForm(StepForm):
    door = forms.ChoiceField(
        label=gettext_lazy("Hoe vraag je het?"), choices=Question.DOORS, widget=forms.RadioSelect, initial="resident"
    )
    title = forms.CharField(
        label=gettext_lazy("Wat is je vraag?"), max_length=140, help_text=gettext_lazy("In één zin.")
    )
    text = long_text(
        gettext_lazy("Wil je er iets bij vertellen?"),
        length=800,
        required=False,
        help_text=gettext_lazy("Noem geen andere mensen bij naam, en niets over gezondheid."),
    )


def _ask(here: Here, place: Neighbourhood, **told: Any) -> Question:
    return make(Question, here, **told)


def _has_no_owner(here: Here, question: Question) -> None:
    no_answer_yet(here, question)
    if question.owner_id:
        raise Refused(_("Iemand zorgt al voor deze vraag."))


def _take_question(here: Here, question: Question, **_told: Any) -> None:
    if not Question.objects.filter(pk=question.pk, owner=None, answered_at=None).update(owner=here.me):
        raise Refused(_("Iemand anders was je net voor."))


class HandOverForm(StepForm):
    owner = PartyField(label=gettext_lazy("Wie zorgt voor antwoord?"))

    def prepare(self) -> None:
        others = (
            parties(Party.PERSON).exclude(user=None).exclude(pk__in=(self.thing.maker_id, self.thing.owner_id or 0))
        )
        self.fields["owner"].queryset = others  # type: ignore[attr-defined]


def _hand_over(here: Here, question: Question, owner: Party, **_told: Any) -> None:
    Question.objects.filter(pk=question.pk, answered_at=None).update(owner=owner)


class AnswerForm(StepForm):
    answer = long_text(
        gettext_lazy("Je antwoord"),
        length=1200,
        rows=6,
        help_text=gettext_lazy("Wie het vroeg, krijgt dit te lezen. Alle deelnemers zien het."),
    )


def _is_owner(here: Here, question: Question) -> None:
    no_answer_yet(here, question)
    if question.owner_id != here.who.pk:
        raise Refused(_("Alleen wie voor deze vraag zorgt, geeft het antwoord."))


def _answer_question(here: Here, question: Question, answer: str, **_told: Any) -> None:
    waiting = Question.objects.filter(pk=question.pk, answered_at=None)
    if not waiting.update(answer=answer, **done_by(here, "answered")):
        raise Refused(_("Deze vraag heeft al een antwoord."))


class ChangeQuestionForm(ChangeForm, AskForm):
    kept = ("door",)


def _is_asker(here: Here, question: Question) -> None:
    no_answer_yet(here, question)
    if question.maker_id != here.who.pk:
        raise Refused(_("Alleen wie het vroeg, kan de vraag veranderen."))


QUESTION: Steps = {
    "neem": Step(
        "community.question_taken", gettext_lazy("Ik zorg voor antwoord"), gettext_lazy("nam een vraag op zich"),
        _take_question, "hand", check=_has_no_owner, may=May.GUIDE, look="primary",
        done=gettext_lazy("Jij zorgt nu voor antwoord. De vraag staat op je lijst bij Vandaag."),
    ),
    "antwoord": Step(
        "community.question_answered", gettext_lazy("Geef antwoord"), gettext_lazy("beantwoordde een vraag"),
        _answer_question, "message-circle-reply", AnswerForm, check=_is_owner, look="primary",
        done=gettext_lazy("Beantwoord. Wie het vroeg, ziet het bij Vandaag."),
    ),
    "geef-door": Step(
        "community.question_handed_over", gettext_lazy("Geef de vraag door"), gettext_lazy("gaf een vraag door"),
        _hand_over, "forward", HandOverForm, check=no_answer_yet, may=May.GUIDE,
        lead=gettext_lazy("De vraag komt dan op de lijst van wie je kiest."), done=gettext_lazy("Doorgegeven."),
    ),
    **REPLY,
    "pas-aan": change_step(
        "community.question_changed", gettext_lazy("veranderde een vraag"), ChangeQuestionForm, _is_asker
    ),
}  # fmt: skip


class ChallengeForm(StepForm):
    title = forms.CharField(label=gettext_lazy("Wat is de opgave?"), max_length=120)
    text = long_text(gettext_lazy("Wat is er aan de hand?"), length=800)
    horizon = forms.ChoiceField(
        label=gettext_lazy("Wanneer merk je het?"), choices=Challenge.HORIZONS, widget=forms.RadioSelect, initial="now"
    )
    task_field = forms.ChoiceField(
        label=gettext_lazy("Waar betaalt de gemeente dit?"),
        required=False,
        help_text=gettext_lazy("Dan staat erbij wat het nu ongeveer kost. Weet je het niet? Laat het leeg."),
    )
    now_by = forms.CharField(label=gettext_lazy("Wie doet het nu?"), max_length=160, required=False)
    could_by = forms.CharField(label=gettext_lazy("Wie zou het ook kunnen?"), max_length=160, required=False)

    def prepare(self) -> None:
        fields = [
            (one.line.field.code, f"{one.line.field.name_nl} ({one.line.field.code})")
            for one in lines_of(self.here.place)
        ]
        self.fields["task_field"].choices = [("", _("Weet ik niet")), *fields]  # type: ignore[attr-defined]


def _name_challenge(here: Here, place: Neighbourhood, **told: Any) -> Challenge:
    return make(Challenge, here, **told)


class ChangeChallengeForm(ChangeForm, ChallengeForm):
    pass


def _may_rename(here: Here, challenge: Challenge) -> None:
    if challenge.maker_id != here.who.pk and not here.can(May.GUIDE):
        raise Refused(_("Alleen wie de opgave noemde, kan haar veranderen."))


CHALLENGE: Steps = {
    "pas-aan": change_step(
        "community.challenge_changed", gettext_lazy("veranderde een opgave"), ChangeChallengeForm, _may_rename
    ),
}


class BeginForm(StepForm):
    title = forms.CharField(label=gettext_lazy("Hoe heet het?"), max_length=120)
    text = long_text(gettext_lazy("Wat gaan jullie doen, en waarom?"), length=800, rows=5)
    question = forms.ModelChoiceField(
        label=gettext_lazy("Komt het uit een vraag?"), queryset=Question.objects.none(), required=False,
        empty_label=gettext_lazy("Nee"),
    )  # fmt: skip
    challenge = forms.ModelChoiceField(
        label=gettext_lazy("Hoort het bij een opgave?"), queryset=Challenge.objects.none(), required=False,
        empty_label=gettext_lazy("Nee"),
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["question"].queryset = Question.objects.order_by("-made_at")  # type: ignore[attr-defined]
        self.fields["challenge"].queryset = queries.challenges()  # type: ignore[attr-defined]


def _begin(here: Here, place: Neighbourhood, key: str, **told: Any) -> Initiative:
    new = make(Initiative, here, key=key, purpose=queries.purpose(), **told)
    make(Joined, here, key=key, initiative=new)
    return new


def _may_join(here: Here, initiative: Initiative) -> None:
    check_runs(here, initiative)
    if queries.is_in_group(here.who, initiative):
        raise Refused(_("Je doet al mee."))


class JoinForm(StepForm):
    brings = forms.CharField(
        label=gettext_lazy("Wat breng je mee?"), max_length=160, required=False,
        help_text=gettext_lazy("Tijd, een aanhangwagen, een idee. Mag leeg blijven."),
    )  # fmt: skip


def _join(here: Here, initiative: Initiative, **told: Any) -> None:
    make(Joined, here, initiative=initiative, **told)
    answer(here, initiative)


class ChangeInitiativeForm(ChangeForm, BeginForm):
    pass


def _leave(here: Here, initiative: Initiative, **_told: Any) -> None:
    initiative.members.filter(maker=here.who, left_at=None).update(**done_by(here, "left"))


class NextForm(StepForm):
    next_step = forms.CharField(label=gettext_lazy("Wat moet er nu gebeuren?"), max_length=160)
    next_of = PartyField(label=gettext_lazy("Wie doet dat?"), required=False, empty_label=gettext_lazy("Nog niemand"))
    next_on = DayField(label=gettext_lazy("Voor wanneer?"), required=False, ahead=True)

    def prepare(self) -> None:
        members = [one.maker_id for one in queries.group(self.thing)]
        self.fields["next_of"].queryset = parties().filter(pk__in=members)  # type: ignore[attr-defined]


def _next(here: Here, initiative: Initiative, key: str, **told: Any) -> None:
    Initiative.objects.filter(pk=initiative.pk).update(**told)


def _is_starter(here: Here, initiative: Initiative) -> None:
    check_runs(here, initiative)
    if initiative.maker_id != here.who.pk:
        raise Refused(_("Alleen wie het begon, kan het stoppen."))


class StopForm(StepForm):
    why = long_text(gettext_lazy("Waarom stopt het, en wat leerden jullie?"), length=300)


def _stop(here: Here, initiative: Initiative, why: str, **_told: Any) -> None:
    Initiative.objects.filter(pk=initiative.pk, stopped_at=None).update(stopped_why=why, **done_by(here, "stopped"))


INITIATIVE: Steps = {
    "doe-mee": Step(
        "community.initiative_joined", gettext_lazy("Doe mee"), gettext_lazy("ging meedoen met een initiatief"),
        _join, "hand-heart", JoinForm, check=_may_join, look="primary",
        done=gettext_lazy("Fijn dat je meedoet. Stoppen kan altijd."),
    ),
    "volgende-stap": Step(
        "community.next_step_chosen", gettext_lazy("Kies de volgende stap"), gettext_lazy("koos de volgende stap"),
        _next, "footprints", NextForm, check=is_member, done=gettext_lazy("De volgende stap staat erbij."),
    ),
    **INVITE,
    **behind_steps("initiative"),
    "pas-aan": change_step(
        "community.initiative_changed", gettext_lazy("veranderde een initiatief"), ChangeInitiativeForm, is_member
    ),
    "stop-meedoen": Step(
        "community.initiative_left", gettext_lazy("Stop met meedoen"), gettext_lazy("stopte met een initiatief"),
        _leave, "undo-2", check=is_member, look="subtle",
        done=gettext_lazy("Je doet niet meer mee. Dank voor je tijd."),
    ),
    "stop": Step(
        "community.initiative_stopped", gettext_lazy("Stop het initiatief"), gettext_lazy("stopte een initiatief"),
        _stop, "octagon-pause", StopForm, check=_is_starter, look="subtle",
        lead=gettext_lazy("Wat er was, blijft te lezen. Wat jullie leerden ook."), done=gettext_lazy("Gestopt."),
    ),
}  # fmt: skip

NEW: Steps = {
    "vraag": Step(
        "community.question_asked", gettext_lazy("Stel je vraag"), gettext_lazy("stelde een vraag"),
        _ask, "message-circle-question-mark", AskForm, look="primary",
        lead=gettext_lazy("Iemand van hier neemt je vraag aan en zorgt voor antwoord."),
        done=gettext_lazy("Je vraag staat er. Iemand van hier zorgt voor antwoord."),
    ),
    **NEW_PURPOSE,
    "opgave": Step(
        "community.challenge_named", gettext_lazy("Noem een opgave"), gettext_lazy("noemde een opgave"),
        _name_challenge, "mountain", ChallengeForm, done=gettext_lazy("De opgave staat erbij."),
    ),
    "initiatief": Step(
        "community.initiative_begun", gettext_lazy("Begin iets"), gettext_lazy("begon een initiatief"),
        _begin, "sprout", BeginForm, look="primary",
        lead=gettext_lazy("Je begint het, en anderen kunnen meedoen. Niets moet."),
        done=gettext_lazy("Het is begonnen. Vraag een paar mensen om mee te doen."),
    ),
}  # fmt: skip
ALL = (NEW, QUESTION, PURPOSE, CHALLENGE, INITIATIVE)
