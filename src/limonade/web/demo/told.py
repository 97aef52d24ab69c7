"""What invented people of Paasberg told about their place: told by one, looked at by another. No figure is real."""

from django.utils import timezone
from django_scopes import scope

from limonade.economy.models import ToldFigure
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.models import Party

# Kind, function, what, low, high, first and last year, payer, reserved, how they know.
TOLD = (
    ("ahead", "water", "Voorbeeld: het riool onder twee straten is oud", 200_000, 350_000, 2031, 2033,
     "municipality", "part", "In dit voorbeeld bedacht, zoals het in een rioleringsplan kan staan."),
    ("ahead", "maintenance", "Voorbeeld: de dakgoten van zestig huizen", 45_000, 90_000, 2028, 2030,
     "households", "no", "In dit voorbeeld bedacht, na een rondje door de straat met een schilder."),
    ("idle", "company", "Voorbeeld: een lokaal dat doordeweeks leeg staat", None, None, None, None,
     "other", "unknown", "In dit voorbeeld bedacht. Iedereen die erlangs loopt, ziet het."),
    ("worth", "green_space", "Voorbeeld: de bakken en het gereedschap van de buurttuin", 3_000, 4_500, None, None,
     "households", "unknown", "In dit voorbeeld bedacht, geteld met de tuingroep."),
)  # fmt: skip
FIELDS = (
    "kind", "function", "title", "low", "high", "first_year", "last_year", "payer", "reserved", "evidence",
)  # fmt: skip


def lay_out_told() -> None:
    """Does nothing where something was told already."""
    paasberg = Neighbourhood.objects.get(slug="paasberg")
    with scope(neighbourhood=paasberg):
        people = {one.name: one for one in Party.objects.filter(name__in=("Farah", "Ines"))}
        if len(people) < 2 or ToldFigure.objects.exists():
            return
        for number, told in enumerate(TOLD):
            ToldFigure.objects.create(
                neighbourhood=paasberg,
                key=f"voorbeeld-{number}",
                teller=people["Farah"],
                told_by_id=people["Farah"].user_id,
                state=ToldFigure.ACCEPTED,
                reviewed_at=timezone.now(),
                reviewed_by_id=people["Ines"].user_id,
                answer="Hoort bij het voorbeeld.",
                **dict(zip(FIELDS, told, strict=True)),
            )
