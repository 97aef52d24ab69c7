"""What a table says about itself, and which year of it we take."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from django.utils.translation import gettext as _

from limonade.facts.cbs import year_in
from limonade.facts.problems import FileRefused, Problem
from limonade.facts.statline.pages import BROKEN
from limonade.facts.statline.tables import KnownTable

YEAR_PERIOD = re.compile(r"([0-9]{4})JJ00", re.ASCII)


@dataclass(frozen=True)
class Described:
    address: str
    """Of the table; its resources stand below it."""
    title: str
    period: str
    changed: str
    """The moment on which the table last changed, as the publisher writes it."""


def described(body: bytes | bytearray, address: str, where: str, names: tuple[str, str, str]) -> Described:
    """From an answer with the fields `names` for title, period and moment. Raises FileRefused without them."""
    try:
        answer = msgspec.json.decode(body)
    except BROKEN:
        answer = None
    rows = answer.get("value", answer) if isinstance(answer, dict) else None
    found = rows[0] if isinstance(rows, list) and rows else rows
    if isinstance(found, dict) and all(found.get(name) for name in names):
        title, period, changed = (str(found[name]).strip() for name in names)
        return Described(where, title, period, changed)
    what = _("De tabel zegt niet hoe hij heet, van welk jaar hij is of wanneer hij is bijgewerkt.")
    raise FileRefused([Problem(address, None, what, _("Probeer het later weer."))])


def year_of(told: Described, table: KnownTable, wished: int | None) -> int:
    """The one year of a table. Raises FileRefused when it is about something else than asked."""
    year = year_in(told.period)
    asked = wished or table.year
    if year is None:
        what = _("Deze tabel gaat niet over één jaar maar over “%s”.") % told.period
        raise FileRefused([Problem(told.address, None, what, _("Meld dit aan de makers van Limonade."))])
    if asked and year != asked:
        what = _("Deze tabel is van %(found)s, niet van %(asked)s.") % {"found": year, "asked": asked}
        raise FileRefused([Problem(told.address, None, what, _("Vraag een ander jaar."))])
    return year


def period_of(told: Described, periods: Sequence[str], wished: int | None) -> tuple[str, int]:
    """The code and year of the wished period, or else the newest. Raises FileRefused when it is not there."""
    years = {int(match.group(1)): code for code in periods if (match := YEAR_PERIOD.fullmatch(code.strip()))}
    year = wished or max(years, default=0)
    if year in years:
        return years[year], year
    what = _("Deze tabel heeft %(year)s niet, wel: %(years)s.") % {
        "year": wished or _("geen enkel jaar"),
        "years": ", ".join(str(one) for one in sorted(years)) or "–",
    }
    raise FileRefused([Problem(told.address, None, what, _("Vraag een ander jaar."))])
