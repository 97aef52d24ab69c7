"""A figure in the place of one of ours, as the pages show it and as somebody writes it down."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from limonade.economy.household.measured import Better, Betters, told_key
from limonade.economy.models import ToldFigure
from limonade.economy.told.forms import BetterForm
from limonade.economy.told.targets import Target, in_words, said
from limonade.people.models import Party


@dataclass(frozen=True)
class Card:
    """A told figure with what it says in words, and what it stands in the place of."""

    figure: ToldFigure
    target: Target | None
    """None when it is about no figure of ours, or about one that is no longer there."""
    better: Better | None = None
    """What somebody else knows better of this one."""
    counts: bool = False
    """Whether it is the one that stands on the pages now."""

    @property
    def name(self) -> str:
        return self.target.name if self.target else self.figure.title

    @property
    def amount(self) -> str:
        """As it counts; empty when it is not known."""
        return _in_words(self.figure.unit, self.better or self.figure)

    @property
    def own_amount(self) -> str:
        """As it was told."""
        return _in_words(self.figure.unit, self.figure)

    @property
    def reviewed_on(self) -> dt.date | None:
        moment = self.figure.reviewed_at
        return timezone.localdate(moment) if moment else None

    @property
    def said(self) -> str:
        one = self.figure
        if one.low is None or one.middle is None or one.high is None:
            return ""
        return said(one.unit, one.low, one.middle, one.high)


def _in_words(unit: str, one: ToldFigure | Better) -> str:
    return "" if one.low is None or one.high is None else in_words(unit, one.low, one.high)


def card(figure: ToldFigure, found: dict[str, Target], betters: Betters) -> Card:
    counting = betters.get(figure.stands_for)
    is_shown = counting is not None and counting.id == figure.pk
    return Card(figure, found.get(figure.stands_for), betters.get(told_key(figure.pk)), is_shown)


def written_down(form: BetterForm, target: Target) -> dict[str, object]:
    """What a valid form says, as fields of a ToldFigure."""
    return {
        **{name: form.cleaned_data[name] for name in ("low", "middle", "high", "measured_on", "asked", "evidence")},
        "about": target.about,
        "replaces": target.replaces,
        "ring": target.ring,
        "unit": target.unit,
        "function": target.function,
        "title": target.name,
        "payer": "unknown",
        "reserved": "unknown",
    }


def reviewer_of(figure: ToldFigure) -> Party | None:
    """Who looked at it, as people here know them. In the scope of the neighbourhood."""
    return Party.objects.filter(user_id=figure.reviewed_by_id).first() if figure.reviewed_by_id else None
