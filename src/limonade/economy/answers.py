"""Answers to “Wat kost ...?” for one neighbourhood."""

from dataclasses import dataclass

from limonade.economy.household.accounts import HouseholdAccounts, ItemAccount
from limonade.economy.household.catalogue import VitalFunction, vital_functions
from limonade.economy.household.leakage import Range
from limonade.economy.money import Money, Sum
from limonade.economy.questions import Extent, Question, find, questions


@dataclass(frozen=True)
class Answer:
    question: Question
    divided: Sum | None
    """What is divided over neighbourhoods; None when nothing is."""
    wide: Sum | None
    """What is for the whole municipality; None when there is none."""
    paid: tuple[ItemAccount, ...]
    """What households here pay for it themselves."""
    households: int

    @property
    def paid_each(self) -> int:
        return round(self.paid_sum.middle / self.households)

    @property
    def paid_sum(self) -> Range:
        """Euros, from low to high."""
        return Range(*(sum(getattr(one, name) for one in self.paid) for name in ("low", "euros", "high")))

    @property
    def paid_is_local(self) -> bool:
        return all(one.is_measured for one in self.paid)

    @property
    def paid_better(self) -> list[ItemAccount]:
        """Of which people here measured the amount."""
        return [one for one in self.paid if one.better]

    @property
    def paid_for(self) -> list[VitalFunction]:
        return [vital_functions()[key] for key in dict.fromkeys(one.item.function for one in self.paid)]

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


def answers(money: Money, household: HouseholdAccounts | None, text: str) -> list[Answer]:
    """The best answers to what somebody typed; empty when we do not know the words."""
    return [answer(money, household, question) for question in find(text)]


def answer(money: Money, household: HouseholdAccounts | None, question: Question) -> Answer:
    divided = tuple(line for line in money.lines if line.field.code in question.task_fields and line.town_total)
    wide = tuple(line for line in money.undivided if line.field.code in question.task_fields and line.town_total)
    items = [item for one in household.functions for item in one.items] if household else []
    homes = household.homes.households if household else 0
    paid = tuple(item for item in items if item.item.key in question.spending)
    return Answer(question, Sum(divided) if divided else None, Sum(wide) if wide else None, paid, homes)


OFTEN_ASKED = (
    "boodschappen",
    "energierekening",
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
