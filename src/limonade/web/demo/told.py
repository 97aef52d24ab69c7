"""What invented people of Paasberg told about their place: told by one, looked at by another. No figure is real."""

from typing import Any

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
# In the place of which figure, ring, unit, low, middle, high, of how many, function, what, how they know.
BETTER = (
    ("aandeel:food:local_shop", "wijk", "percent", 30, 42, 55, 14, "food",
     "Eten en drinken: wat blijft bij winkel of zaak van hier (de wijk)",
     "In dit voorbeeld bedacht: veertien winkels en eetzaken telden welk deel naar mensen en zaken van hier ging."),
    ("verteld", "", "euro", 52_000, 60_000, 70_000, None, "maintenance", TOLD[1][2],
     "In dit voorbeeld bedacht: drie offertes van schilders uit de streek."),
)  # fmt: skip
BETTER_FIELDS = ("about", "ring", "unit", "low", "middle", "high", "asked", "function", "title", "evidence")
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
        made = [_tell(people, number, dict(zip(FIELDS, told, strict=True))) for number, told in enumerate(TOLD)]
        for number, told in enumerate(BETTER, len(TOLD)):
            fields = dict(zip(BETTER_FIELDS, told, strict=True))
            replaces = made[1] if fields["about"] == ToldFigure.OTHER_TOLD else None
            when = {"kind": ToldFigure.BETTER, "measured_on": timezone.localdate(), "payer": "unknown"}
            _tell(people, number, {**fields, **when, "replaces": replaces, "reserved": "unknown"})


def _tell(people: dict[str, Party], number: int, told: dict[str, Any]) -> ToldFigure:
    return ToldFigure.objects.create(
        neighbourhood_id=people["Farah"].neighbourhood_id,
        key=f"voorbeeld-{number}",
        teller=people["Farah"],
        told_by_id=people["Farah"].user_id,
        state=ToldFigure.ACCEPTED,
        reviewed_at=timezone.now(),
        reviewed_by_id=people["Ines"].user_id,
        answer="Hoort bij het voorbeeld.",
        **told,
    )
