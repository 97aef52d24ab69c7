"""Reads about neighbourhoods."""

from django_scopes import scope

from limonade.neighbourhoods.models import BoundaryBuurt, Neighbourhood


def buurt_codes(neighbourhood: Neighbourhood) -> tuple[str, ...]:
    """Codes of the buurten within the newest boundary, sorted. One query."""
    with scope(neighbourhood=neighbourhood):
        rows = BoundaryBuurt.objects.order_by("-boundary__valid_from", "buurt_code").values_list(
            "boundary__valid_from", "buurt_code"
        )
        found = list(rows)
    return tuple(code for valid_from, code in found if valid_from == found[0][0])
