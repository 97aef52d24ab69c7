"""A figure that somebody told, for tests that need one."""

import uuid

from limonade.economy.models import ToldFigure
from limonade.people.models import Party


def tell_something(teller: Party, kind: str = ToldFigure.AHEAD, title: str = "Het riool") -> ToldFigure:
    """Within the scope of the neighbourhood."""
    return ToldFigure.objects.create(
        neighbourhood_id=teller.neighbourhood_id,
        kind=kind,
        function="water",
        title=title,
        low=200_000,
        high=350_000,
        payer="municipality",
        reserved="no",
        evidence="Een brief van de gemeente.",
        key=uuid.uuid4().hex,
        teller=teller,
        told_by_id=teller.user_id,
    )
