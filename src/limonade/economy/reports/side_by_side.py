"""The household of a neighbourhood beside that of other places: neighbourhoods of this site and municipalities."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.economy.household.accounts import FunctionAccount, HouseholdAccounts
from limonade.economy.household.catalogue import VitalFunction
from limonade.economy.household.queries import household_accounts, household_of
from limonade.economy.queries import book, editions
from limonade.facts.errors import NotLoaded
from limonade.facts.municipalities import name_of
from limonade.neighbourhoods.models import Neighbourhood
from limonade.neighbourhoods.queries import find_neighbourhood

MOST_BESIDE = 4
HOUSEHOLD, WHOLE, SHARE = "huishouden", "geheel", "deel"
SCALES = {
    HOUSEHOLD: gettext_lazy("Per huishouden"),
    WHOLE: gettext_lazy("Voor de hele plek"),
    SHARE: gettext_lazy("Deel van het huishouden"),
}
PERCENT = 100


@dataclass(frozen=True)
class Place:
    key: str
    """In web addresses: the neighbourhood's own name there, or the code of a municipality."""
    name: str
    accounts: HouseholdAccounts

    def shown(self, euros: int, scale: str) -> float:
        if scale == WHOLE:
            return float(euros)
        by = self.accounts.homes.households if scale == HOUSEHOLD else self.accounts.euros / PERCENT
        return euros / by if by else 0.0

    @property
    def hours_each(self) -> float:
        """Unpaid hours per household in a year."""
        return self.accounts.hours / self.accounts.homes.households


def own_place(neighbourhood: Neighbourhood, accounts: HouseholdAccounts) -> Place:
    return Place(neighbourhood.slug, neighbourhood.name, accounts)


def find_places(wishes: Sequence[str], own: Place) -> tuple[list[Place], list[str]]:
    """The places that somebody asks for, and in words what of it is not possible."""
    wanted = [key for key in dict.fromkeys(wishes) if key and key != own.key]
    places, problems = [], []
    for key in wanted[:MOST_BESIDE]:
        place = _find(key)
        if place:
            places.append(place)
        else:
            problems.append(_("Van deze plek kennen we geen huishouden: %(place)s.") % {"place": key})
    if len(wanted) > MOST_BESIDE:
        problems.append(_("Er passen vier plekken naast elkaar. Je ziet de eerste vier."))
    return places, problems


def _find(key: str) -> Place | None:
    neighbourhood = find_neighbourhood(key)
    try:
        if neighbourhood:
            return own_place(neighbourhood, household_of(neighbourhood))
        # Only where somebody began here: the sum over all buurten of a town is large, and kept in memory.
        if Neighbourhood.objects.filter(municipality_code=key).exists():
            return Place(key, town_name(key), household_accounts(_buurten_of(key)))
    except NotLoaded:
        pass
    return None


def town_name(code: str) -> str:
    return _("Gemeente %(town)s") % {"town": name_of(code)}


def _buurten_of(municipality: str) -> tuple[str, ...]:
    """All of them, as the newest accounts that hold the municipality have them. Raises NotLoaded when none do."""
    for edition in sorted(editions(), key=lambda one: one.accounts.stage):
        national = book(edition)
        if municipality in national.row_of:
            return tuple(national.town(municipality).buurten)
    raise NotLoaded(municipality)


@dataclass(frozen=True)
class Row:
    function: VitalFunction | None
    """None for the total."""
    values: tuple[float, ...]
    """Of each place, in the order of the places."""


@dataclass(frozen=True)
class SideBySide:
    places: tuple[Place, ...]
    """Our own first."""
    rows: tuple[Row, ...]
    total: Row
    largest: float
    """The largest value of a function, to scale the bars."""
    scale: str

    @property
    def is_of_one_year(self) -> bool:
        return len({one.accounts.year for one in self.places}) == 1


def side_by_side(own: Place, others: Sequence[Place], scale: str) -> SideBySide:
    """Per vital function the figure of every place, largest of our own first."""
    places = (own, *others)
    accounts = [{one.function.key: one for one in place.accounts.functions} for place in places]

    def row(one: FunctionAccount) -> Row:
        found = (by_key[one.function.key].euros for by_key in accounts)
        return Row(one.function, tuple(place.shown(euros, scale) for place, euros in zip(places, found, strict=True)))

    rows = tuple(row(one) for one in own.accounts.by_size)
    total = Row(None, tuple(place.shown(place.accounts.euros, scale) for place in places))
    largest = max((value for one in rows for value in one.values), default=1.0)
    return SideBySide(places, rows, total, largest, scale)


def file_rows(found: SideBySide) -> Iterator[tuple[Place, FunctionAccount]]:
    for place in found.places:
        for one in place.accounts.by_size:
            yield place, one
