"""What open data itself tells of what lies idle and what a place is worth; each line says how it was made."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from limonade.design.numbers import number
from limonade.design.templatetags.design import language
from limonade.economy.models import ToldFigure
from limonade.facts import queries as facts
from limonade.facts.queries import Figure

THOUSAND = 1000


@dataclass(frozen=True)
class KnownLine:
    """One line that we can make ourselves."""

    key: str
    title: str
    function: str
    unit: str
    size: int
    how: str
    figures: tuple[Figure, ...]


def lines(kind: str, buurten: tuple[str, ...]) -> list[KnownLine]:
    """Of one kind, as far as the shelf knows this place; empty where nothing defensible can be said."""
    makers: dict[str, tuple[Any, ...]] = {ToldFigure.IDLE: (_roofs, _empty_homes), ToldFigure.WORTH: (_homes,)}
    return [line for make in makers.get(kind, ()) if (line := make(buurten))]


def _roofs(buurten: tuple[str, ...]) -> KnownLine | None:
    homes, solar = _homes_of(buurten), facts.figure("solar_installations", buurten)
    if not homes or not solar or solar.value > homes.value:
        return None
    without = round(homes.value - solar.value)
    return KnownLine(
        "roofs",
        _("Daken zonder zonnepanelen"),
        "energy",
        ToldFigure.HOME,
        without,
        _("%(homes)s huizen of huishoudens min %(solar)s met panelen. Niet elk dak kan het hebben.")
        % {"homes": number(homes.value, language()), "solar": number(solar.value, language())},
        (homes, solar),
    )


def _empty_homes(buurten: tuple[str, ...]) -> KnownLine | None:
    if len(buurten) != 1:
        return None
    homes, empty = facts.figure("dwellings", buurten), facts.figure("unoccupied_percent", buurten)
    if not homes or not empty:
        return None
    count = round(homes.value * empty.value / 100)
    return KnownLine(
        "empty_homes",
        _("Onbewoonde huizen"),
        "housing",
        ToldFigure.HOME,
        count,
        _("%(percent)s%% van %(homes)s huizen. Ook een huis dat net verkocht is, telt mee.")
        % {"percent": number(empty.value, language()), "homes": number(homes.value, language())},
        (homes, empty),
    )


def _homes(buurten: tuple[str, ...]) -> KnownLine | None:
    if len(buurten) != 1:
        return None
    homes, worth = facts.figure("dwellings", buurten), facts.figure("woz_average", buurten)
    if not homes or not worth:
        return None
    euros = round(homes.value * worth.value * THOUSAND)
    return KnownLine(
        "homes",
        _("Alle huizen samen"),
        "housing",
        ToldFigure.EURO,
        euros,
        _("%(homes)s huizen maal de gemiddelde WOZ-waarde. Schulden van eigenaren zijn er niet af.")
        % {"homes": number(homes.value, language())},
        (homes, worth),
    )


def _homes_of(buurten: tuple[str, ...]) -> Figure | None:
    return facts.figure("dwellings", buurten) or facts.figure("households", buurten)
