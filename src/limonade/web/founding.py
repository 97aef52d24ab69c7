"""A neighbourhood with its first person, and what is already known about the place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django_scopes import scope

from limonade.accounts.models import User
from limonade.audit.actions import record
from limonade.audit.actor import Actor
from limonade.economy import queries as economy
from limonade.facts import queries as facts
from limonade.facts import store
from limonade.facts.cbs import indicators
from limonade.facts.places import Place
from limonade.facts.queries import outlines
from limonade.neighbourhoods.actions import found_neighbourhood
from limonade.neighbourhoods.errors import NeighbourhoodError
from limonade.neighbourhoods.models import Neighbourhood
from limonade.neighbourhoods.queries import find_neighbourhood
from limonade.people.joining import begin


@transaction.atomic
def found_with_people(told: dict[str, Any], places: Sequence[Place], user: User, *, by: Actor) -> Neighbourhood:
    """All or nothing: the neighbourhood, its boundary, and its founder with the first roles."""
    if find_neighbourhood(slugify(told["name"])):
        raise NeighbourhoodError(_("Er is al een wijk met deze naam. Doe daar mee, of kies een andere naam."))
    years = [one.year for one in store.datasets() if one.kind == store.KEY_FIGURES and one.year]
    neighbourhood = found_neighbourhood(
        name=told["name"].strip(),
        municipality_code=places[0].municipality_code,
        buurten=[one.code for one in places],
        division_year=max(years, default=timezone.localdate().year),
        valid_from=timezone.localdate(),
    )
    with scope(neighbourhood=neighbourhood):
        party = begin(neighbourhood, user, name=told["own_name"], by=by)
        act = Actor(by.user_id, party.pk, origin=by.origin)
        record(neighbourhood, "neighbourhoods.founded", by=act, subject=neighbourhood, buurten=len(places))
    return neighbourhood


@dataclass(frozen=True)
class Loaded:
    """One kind of figures about a place: whether it is there, and else how an operator gets it."""

    name: str
    is_there: bool
    command: str


def loaded_about(codes: Sequence[str]) -> list[Loaded]:
    known = sum(1 for key in indicators() if facts.figure(key, tuple(codes)) is not None)
    return [
        Loaded(_("Kerncijfers van het CBS: bewoners, huishoudens, auto’s"), known > 0, "fetch_figures kwb"),
        Loaded(_("Het geld van de gemeente (Iv3)"), economy.best_edition(tuple(codes)) is not None, "import_iv3"),
        Loaded(_("De kaart met grenzen van buurten"), bool(outlines(list(codes))), "import_boundaries"),
    ]
