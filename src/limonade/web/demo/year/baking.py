"""Baking a plan in a few lines: a group, ingredients, effects, promises."""

from typing import Any

from limonade.bakery.models import Case, Ingredient
from limonade.bakery.steps import CASE, NEW
from limonade.community.models import Initiative
from limonade.community.steps import INITIATIVE
from limonade.community.steps import NEW as BEGIN
from limonade.web.demo.year.stage import Stage

# Who of an organisation speaks for it.
SPEAKS = {"Gemeente Arnhem": "Corrie", "Woningcorporatie De Linde": "Wim"}


def begin(stage: Stage, ago: int, who: str, group: dict[str, str], **told: Any) -> Initiative:
    """`group`: who join, with what they bring."""
    with stage.on(ago):
        initiative = stage.make(Initiative, who, BEGIN, "initiatief", **{"question": None, "challenge": None, **told})
        stage.take(who, INITIATIVE, "sta-erachter", initiative)
    for at, (name, brings) in enumerate(group.items()):
        with stage.on(ago - 1 - at):
            stage.take(name, INITIATIVE, "doe-mee", initiative, brings=brings)
            stage.take(name, INITIATIVE, "sta-erachter", initiative)
    return initiative


def on_the_table(stage: Stage, ago: int, kind: str, owner: str, what: str, text: str) -> Ingredient:
    with stage.on(ago):
        return stage.make(
            Ingredient, SPEAKS.get(owner, owner), NEW, "ingredient", kind=kind, owner=stage.party(owner), what=what,
            text=text,
        )  # fmt: skip


def bake(
    stage: Stage, ago: int, who: str, ingredients: list[Ingredient], effects: tuple[Any, ...], **told: Any
) -> Case:
    """Begun, mixed, with its effects, and the rule fixed. Amounts of effects are in whole euros."""
    with stage.on(ago):
        case = stage.make(Case, who, NEW, "plan", **told)
        stage.take(who, CASE, "meng", case, ingredients=ingredients)
    with stage.on(ago - 3):
        for party, kind, what, (low, middle, high), is_cashable, source in effects:
            stage.take(
                who, CASE, "effect", case, party=stage.party(party), kind=kind, what=what, low=low * 100,
                middle=middle * 100, high=high * 100, is_cashable=is_cashable, source=source,
            )  # fmt: skip
    with stage.on(ago - 6):
        stage.take(who, CASE, "regel-vast", case)
    return case


def promise(stage: Stage, ago: int, case: Case, grade: str, rows: tuple[Any, ...]) -> None:
    """Rows of party, what, whole euros and whole hours."""
    with stage.on(ago):
        for party, what, euros, hours in rows:
            stage.take(
                SPEAKS.get(party, party), CASE, "zeg-toe", case, party=stage.party(party), grade=grade, what=what,
                cents=euros * 100, hours=hours * 100,
            )  # fmt: skip
