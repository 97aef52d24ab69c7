"""Answers to “Wat kost ...?” for one neighbourhood."""

from dataclasses import dataclass

from limonade.economy.money import Money, Sum
from limonade.economy.questions import Extent, Question, find, questions


@dataclass(frozen=True)
class Answer:
    question: Question
    divided: Sum | None
    """What is divided over neighbourhoods; None when nothing is."""
    wide: Sum | None
    """What is for the whole municipality; None when there is none."""

    @property
    def is_bound(self) -> bool:
        """The amount holds more than what was asked: it is a bound, not an estimate."""
        return self.question.extent is Extent.PART

    @property
    def is_small(self) -> bool:
        """Whether a count of only a few people decides."""
        return self.divided is not None and any(line.is_small for line in self.divided.lines)

    @property
    def is_elsewhere(self) -> bool:
        return self.question.extent is Extent.NONE


def answers(money: Money, text: str) -> list[Answer]:
    """The best answers to what somebody typed; empty when we do not know the words."""
    return [answer(money, question) for question in find(text)]


def answer(money: Money, question: Question) -> Answer:
    divided = tuple(line for line in money.lines if line.field.code in question.task_fields and line.town_total)
    wide = tuple(line for line in money.undivided if line.field.code in question.task_fields and line.town_total)
    return Answer(question, Sum(divided) if divided else None, Sum(wide) if wide else None)


OFTEN_ASKED = (
    "groen",
    "stoepen-vegen",
    "voetbalclub",
    "jeugdhulp",
    "kinderopvang",
    "reintegratie",
    "afval",
    "bibliotheek",
)


def often_asked() -> list[Question]:
    by_key = {question.key: question for question in questions()}
    return [by_key[key] for key in OFTEN_ASKED]
