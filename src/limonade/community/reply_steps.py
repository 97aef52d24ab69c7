"""Saying what one knows about a question of somebody else, or that one can help."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.community import queries
from limonade.community.models import Question, Reply
from limonade.people.access import Here
from limonade.steps.fields import StepForm, long_text
from limonade.steps.made import done_by, make
from limonade.steps.step import Refused, Step, Steps


class ReplyForm(StepForm):
    text = long_text(
        gettext_lazy("Wat weet je, of wat kun je doen?"), length=400,
        help_text=gettext_lazy("Alle deelnemers zien dit, met je naam. Noem geen andere mensen bij naam."),
    )  # fmt: skip


def no_answer_yet(here: Here, question: Question) -> None:
    if question.answered_at:
        raise Refused(_("Deze vraag heeft al een antwoord."))


def _may_reply(here: Here, question: Question) -> None:
    no_answer_yet(here, question)
    if question.maker_id == here.who.pk:
        raise Refused(_("Dit is je eigen vraag. Anderen kunnen erop reageren."))
    if question.owner_id == here.who.pk:
        raise Refused(_("Jij zorgt voor het antwoord op deze vraag."))
    if queries.replied(here.who, question).exists():
        raise Refused(_("Je reageerde al. Neem dat eerst terug als je iets anders wilt zeggen."))


def _reply(here: Here, question: Question, **told: Any) -> None:
    make(Reply, here, question=question, **told)


def _replied(here: Here, question: Question) -> None:
    if not queries.replied(here.who, question).exists():
        raise Refused(_("Er staat hier geen reactie van jou."))


def _withdraw(here: Here, question: Question, **_told: Any) -> None:
    queries.replied(here.who, question).update(**done_by(here, "withdrawn"))


REPLY: Steps = {
    "reageer": Step(
        "community.question_replied", gettext_lazy("Ik weet iets, of ik kan helpen"),
        gettext_lazy("reageerde op een vraag"), _reply, "message-circle-heart", ReplyForm, check=_may_reply,
        lead=gettext_lazy("Wie het vroeg en wie voor het antwoord zorgt, zien het bij Vandaag."),
        button=gettext_lazy("Zet het erbij"), done=gettext_lazy("Fijn. Het staat onder de vraag, met je naam."),
    ),
    "neem-terug": Step(
        "community.reply_withdrawn", gettext_lazy("Neem mijn reactie terug"), gettext_lazy("nam een reactie terug"),
        _withdraw, "undo-2", check=_replied, look="subtle", done=gettext_lazy("Je reactie staat er niet meer."),
    ),
}  # fmt: skip
