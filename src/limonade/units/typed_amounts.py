"""Amounts as people type and read them: `12,50` for 1250 cents. Plain Python."""

import re

_WHOLE = re.compile(r"[0-9]{1,3}(\.[0-9]{3})*|[0-9]+")
_ENGLISH = re.compile(r"([0-9]{1,3}(,[0-9]{3})+)\.[0-9]+")
_WITH_POINT = re.compile(r"[0-9]+\.([0-9]{1,2}|[0-9]{4,})")


def read_amount(text: str, scale: int) -> int:
    """The whole number of smallest parts, of a unit with `scale` decimals.

    A comma is for decimals, and points stand between thousands. One point with other than three figures behind it is
    for decimals too, and so is the point of `1,250.00`. Raises ValueError on all else, and on more decimals than the
    unit has, so that `1,250` is never taken for 1.25.
    """
    plain = "".join(text.replace("€", "").replace("'", "").split())
    if _ENGLISH.fullmatch(plain):
        plain = plain.replace(",", "").replace(".", ",")
    elif _WITH_POINT.fullmatch(plain):
        plain = plain.replace(".", ",")
    whole, _comma, part = plain.partition(",")
    part = "" if part in ("-", "--", "–") else part
    if not _WHOLE.fullmatch(whole) or (part and not (part.isascii() and part.isdecimal())) or len(part) > scale:
        raise ValueError(text)
    return int(whole.replace(".", "") + part.ljust(scale, "0"))


def read_hours(text: str, scale: int) -> int:
    """As read_amount, and also `1:30` and `1,5 uur`. Raises ValueError."""
    plain = text.lower().removesuffix("uur").strip()
    clock = re.fullmatch(r"([0-9]{1,5}):([0-5][0-9])", plain)
    if not clock:
        return read_amount(plain, scale)
    whole, left = divmod((int(clock[1]) * 60 + int(clock[2])) * int(10**scale), 60)
    if left:
        raise ValueError(text)
    return whole


def spelled(amount: int, scale: int, mark: str = ",") -> str:
    """1234 with two decimals is 12,34, for files."""
    sign, digits = "-" if amount < 0 else "", f"{abs(amount):0{scale + 1}}"
    return f"{sign}{digits[:-scale]}{mark}{digits[-scale:]}" if scale else f"{sign}{digits}"
