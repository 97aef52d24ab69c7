"""Money with a purpose that is not spent by hand: a room above says which, and where it is spent instead."""

from collections.abc import Callable

Rule = Callable[[set[int]], str]
"""Gets ids of earmarks; gives why money of one of them is not spent by hand, and an empty text when it may be."""
_rules: list[Rule] = []


def add_rule(rule: Rule) -> None:
    if rule not in _rules:
        _rules.append(rule)


def refusal(earmarks: set[int]) -> str:
    return next((why for rule in _rules if (why := rule(earmarks))), "") if earmarks else ""
