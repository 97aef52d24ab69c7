"""What a challenge costs now: the municipality's money of its task field, estimated for this place."""

from dataclasses import dataclass

from limonade.economy import queries as economy
from limonade.economy.money import Line
from limonade.facts.errors import NotLoaded
from limonade.neighbourhoods.models import Neighbourhood
from limonade.neighbourhoods.queries import buurt_codes


@dataclass(frozen=True)
class CostNow:
    line: Line
    year: int
    edition: str
    """Key of the edition, for the way to the page of the task field."""


def lines_of(place: Neighbourhood) -> list[CostNow]:
    """Every task field of the newest year that has figures of this place; nothing when no year has."""
    codes = buurt_codes(place)
    edition = economy.best_edition(codes)
    if edition is None:
        return []
    try:
        money = economy.money(edition, codes)
    except NotLoaded:
        return []
    return [CostNow(line, edition.accounts.year, edition.accounts.key) for line in money.lines]


def cost_now(place: Neighbourhood, task_field: str) -> CostNow | None:
    if not task_field:
        return None
    return next((one for one in lines_of(place) if one.line.field.code == task_field), None)
