"""Reads about neighbourhoods."""

import re
from collections.abc import Sequence

from django_scopes import scope

from limonade.neighbourhoods.models import BoundaryBuurt, Neighbourhood, ProfileVersion
from limonade.scoping.sql_guard import national

SLUG = re.compile(r"[a-z0-9-]{1,50}")


def find_neighbourhood(slug: str) -> Neighbourhood | None:
    """By its name in the web address, as visitors may type it."""
    return Neighbourhood.objects.filter(slug=slug).first() if SLUG.fullmatch(slug) else None


def buurt_codes(neighbourhood: Neighbourhood) -> tuple[str, ...]:
    """Codes of the buurten within the newest boundary, sorted. One query."""
    with scope(neighbourhood=neighbourhood):
        rows = BoundaryBuurt.objects.order_by("-boundary__valid_from", "buurt_code").values_list(
            "boundary__valid_from", "buurt_code"
        )
        found = list(rows)
    return tuple(code for valid_from, code in found if valid_from == found[0][0])


def current_profile(neighbourhood: Neighbourhood) -> ProfileVersion | None:
    """The newest version of what the neighbourhood says of itself."""
    with scope(neighbourhood=neighbourhood):
        return ProfileVersion.objects.order_by("-number").first()


def neighbourhoods_with(codes: Sequence[str]) -> list[Neighbourhood]:
    """Neighbourhoods with one of these buurten within a boundary, old ones too. Boundaries are public."""
    with national("which neighbourhoods there are around a place is public"):
        ids = set(BoundaryBuurt.objects.filter(buurt_code__in=codes).values_list("neighbourhood_id", flat=True))
    return list(Neighbourhood.objects.filter(pk__in=ids))
