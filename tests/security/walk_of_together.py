"""The same of what people do together: one thing of each kind, of one person."""

from typing import Any

from limonade.people.models import Party
from tests.access.things_of_together import THINGS
from tests.access.who import Who

OF_PAGE = {
    "community:question": "question",
    "community:challenge": "challenge",
    "web:initiative": "initiative",
    "governance:proposal": "idea in a round",
    "governance:budget": "budget",
    "work:job": "job",
    "work:why_not": "wanted job",
    "work:crew": "crew",
    "learning:story": "public story",
    "learning:card": "public card",
    "company:order": "quoted order",
    "company:invoice": "invoice",
    "bakery:case": "mixed case",
}
OF_STEP = {
    "community:step": ("vraag", "neem", "question"),
    "governance:step": ("voorstel", "reageer", "idea"),
    "work:step": ("klus", "ik-wil", "job"),
    "learning:step": ("verhaal", "pas-aan", "story"),
    "company:step": ("opdracht", "offerte", "order"),
    "bakery:step": ("plan", "effect", "case"),
}
NEW = {
    "community:new": "vraag",
    "governance:new": "voorstel",
    "work:new": "portie",
    "learning:new": "verhaal",
    "company:new": "opdracht",
    "bakery:new": "ingredient",
}


def things_of_together(owner: Party) -> dict[str, Any]:
    """By the name of the page and the part of its address; within the scope of the neighbourhood."""
    found = {f"{name}.step": step for name, step in NEW.items()}
    for name, thing in OF_PAGE.items():
        found[f"{name}.pk"] = made(thing, owner).pk
    for name, (kind, step, thing) in OF_STEP.items():
        found |= {f"{name}.kind": kind, f"{name}.step": step, f"{name}.pk": made(thing, owner).pk}
    return {**found, "person": owner.pk}


def made(thing: str, owner: Party) -> Any:
    return THINGS[thing](None, owner, Who.TREASURER)  # type: ignore[arg-type]
