"""Amounts as people type and read them: `12,50` for 1250 cents. Plain Python."""

import re

_DUTCH = re.compile(r"[0-9]{1,3}(\.[0-9]{3})*|[0-9]+")
_WITH_POINT = re.compile(r"[0-9]+\.[0-9]{1,2}|[0-9]+\.[0-9]{4,}")


def read_amount(text: str, scale: int) -> int:
    """The whole number of smallest parts, of a unit with `scale` decimals.

    A comma is for decimals, and points stand between thousands; without a comma, one point with other than three
    figures behind it is for decimals too. Raises ValueError on all else, and on more decimals than the unit has.
    """
    plain = text.replace("€", "").replace("\u00a0", "").replace(" ", "").replace("'", "")
    if "," not in plain and _WITH_POINT.fullmatch(plain):
        plain = plain.replace(".", ",")
    whole, comma, part = plain.partition(",")
    if not whole.isascii() or not _DUTCH.fullmatch(whole):
        raise ValueError(text)
    if comma and not (part.isascii() and part.isdecimal()) and part not in ("-", "–"):
        raise ValueError(text)
    part = part.strip("-–").rstrip("0")
    if len(part) > scale:
        raise ValueError(text)
    return int(whole.replace(".", "") + part.ljust(scale, "0"))


def spelled(amount: int, scale: int, mark: str = ",") -> str:
    """1234 with two decimals is 12,34, for files."""
    sign, digits = "-" if amount < 0 else "", f"{abs(amount):0{scale + 1}}"
    return f"{sign}{digits[:-scale]}{mark}{digits[-scale:]}" if scale else f"{sign}{digits}"
