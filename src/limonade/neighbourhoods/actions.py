"""What people do with a neighbourhood."""

import datetime as dt
import re
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django_scopes import scope

from limonade.audit.actions import record
from limonade.audit.actor import Actor
from limonade.neighbourhoods.errors import NeighbourhoodError
from limonade.neighbourhoods.models import Boundary, BoundaryBuurt, Neighbourhood, ProfileVersion
from limonade.neighbourhoods.queries import buurt_codes, current_profile

LONGEST_NAME, LONGEST_SLUG = 80, 50
BUURT_CODE = re.compile(r"^BU[0-9A-Z]{8}$")


@transaction.atomic
def found_neighbourhood(
    *, name: str, municipality_code: str, buurten: Sequence[str], division_year: int, valid_from: dt.date
) -> Neighbourhood:
    """Makes the neighbourhood, or draws its boundary anew when it exists with other buurten."""
    wanted = tuple(sorted({code.strip().upper() for code in buurten}))
    if not wanted:
        raise NeighbourhoodError(_("Geef minstens één buurtcode, bijvoorbeeld BU02020845."))
    for code in wanted:
        if not BUURT_CODE.match(code):
            raise NeighbourhoodError(
                _("“%(code)s” is geen buurtcode. Een buurtcode is BU met acht tekens.") % {"code": code}
            )
    slug = slugify(name)
    if not slug:
        raise NeighbourhoodError(_("Geef de wijk een naam met letters, bijvoorbeeld Paasberg."))
    if len(name) > LONGEST_NAME or len(slug) > LONGEST_SLUG:
        raise NeighbourhoodError(_("Deze naam is te lang. Kies er een van hoogstens 50 tekens."))
    neighbourhood, _created = Neighbourhood.objects.get_or_create(
        slug=slug, defaults={"name": name, "municipality_code": municipality_code}
    )
    if neighbourhood.municipality_code != municipality_code:
        raise NeighbourhoodError(
            _("Er is al een wijk %(name)s in een andere gemeente. Kies een naam met de plaats erbij.") % {"name": name}
        )
    if buurt_codes(neighbourhood) != wanted:
        _draw_boundary(neighbourhood, wanted, division_year, valid_from)
    return neighbourhood


@transaction.atomic
def write_profile(neighbourhood: Neighbourhood, texts: dict[str, str], *, after: int, by: Actor) -> ProfileVersion:
    """The next version of the profile. `after` is the number that the writer read; 0 when there was none.

    Raises NeighbourhoodError when somebody else wrote a version meanwhile, or nothing changed.
    """
    newest = current_profile(neighbourhood)
    number = newest.number if newest else 0
    if number != after:
        raise NeighbourhoodError(
            _("Iemand anders was je voor. Lees eerst de nieuwe versie. Je tekst staat hieronder nog.")
        )
    told = {name: texts.get(name, "").strip() for name in ProfileVersion.FIELDS}
    if not any(told.values()):
        raise NeighbourhoodError(_("Vul minstens één veld in."))
    if newest and all(getattr(newest, name) == text for name, text in told.items()):
        raise NeighbourhoodError(_("Er is niets veranderd, dus er komt geen nieuwe versie."))
    with scope(neighbourhood=neighbourhood):
        version = ProfileVersion.objects.create(
            neighbourhood=neighbourhood, number=number + 1, written_at=timezone.now(), written_by_id=by.user_id, **told
        )
    record(neighbourhood, "neighbourhoods.profile_written", by=by, subject=version, version=version.number)
    return version


@transaction.atomic
def remove_neighbourhood(neighbourhood: Neighbourhood) -> None:
    """Takes it away with its boundaries. Whatever else still points at it makes the database refuse."""
    with scope(neighbourhood=neighbourhood):
        Boundary.objects.all().delete()
        neighbourhood.delete()


def _draw_boundary(
    neighbourhood: Neighbourhood, buurten: Sequence[str], division_year: int, valid_from: dt.date
) -> None:
    with scope(neighbourhood=neighbourhood):
        newest = Boundary.objects.order_by("-valid_from").first()
        if newest and newest.valid_from >= valid_from:
            raise NeighbourhoodError(
                _(
                    "Er is al een wijk %(name)s, met een grens vanaf %(day)s. "
                    "Kies een andere naam voor een nieuwe wijk. "
                    "Wil je de grens veranderen? Kies dan een latere dag (--valid-from)."
                )
                % {"name": neighbourhood.name, "day": f"{newest.valid_from:%d-%m-%Y}"}
            )
        boundary = Boundary.objects.create(
            neighbourhood=neighbourhood, valid_from=valid_from, division_year=division_year
        )
        BoundaryBuurt.objects.bulk_create(
            BoundaryBuurt(neighbourhood=neighbourhood, boundary=boundary, buurt_code=code) for code in buurten
        )
