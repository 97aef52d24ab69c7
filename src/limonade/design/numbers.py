"""Numbers, euros and days as people write them here: `€ 8,1 mln.` in Dutch, `€8.1M` in English."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_compact_currency, format_currency, format_decimal

MILLION = 1_000_000
LOCALES = {"nl": "nl_NL", "en": "en_GB"}
EURO_PATTERNS = {"nl": "¤\xa0#,##0;¤\xa0-#,##0", "en": "¤#,##0;-¤#,##0"}
MILLIONS = "\xa0mln."
# Below a million an estimate is shown to this many euros.
STEPS = ((10_000, 1_000), (1_000, 100))
KEPT = 16_384
CROWD = 10


def half_up(value: float, decimals: int = 0) -> Decimal:
    """As people round: 8.5 is 9, where Python's own round would say 8."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@lru_cache(maxsize=KEPT)
def euros(amount: int, language: str) -> str:
    """Whole euros, exact."""
    return format_currency(
        amount, "EUR", format=EURO_PATTERNS[language], locale=LOCALES[language], currency_digits=False
    )


@lru_cache(maxsize=KEPT)
def euros_short(amount: int, language: str) -> str:
    """Euros for reading: millions with one decimal, smaller amounts rounded."""
    if abs(amount) >= MILLION:
        if language == "nl":
            millions = format_decimal(half_up(amount / MILLION, 1), format="#,##0.0", locale=LOCALES[language])
            return f"€\xa0{millions}{MILLIONS}"
        return format_compact_currency(amount, "EUR", locale=LOCALES[language], fraction_digits=1)
    for size, step in STEPS:
        if abs(amount) >= size:
            return euros(int(half_up(amount / step)) * step, language)
    return euros(amount, language)


def euros_range(low: int, high: int, language: str) -> str:
    """From low to high with one sign: `€ 2,3 – 8,2 mln.`, `€ 800.000 – 1,2 mln.`, `€2.3M – 8.2M`."""
    first, last = euros_short(low, language), euros_short(high, language)
    if first == last:
        return first
    if language == "nl" and first.endswith(MILLIONS) and last.endswith(MILLIONS):
        first = first.removesuffix(MILLIONS)
    return f"{first} – {last.removeprefix('€').lstrip()}"


@lru_cache(maxsize=KEPT)
def exact(value: int, scale: int, language: str) -> str:
    """A whole number of smallest parts with all its decimals: 123456 with two is `1.234,56`. Never rounded."""
    pattern = "#,##0" + ("." + "0" * scale if scale else "")
    return format_decimal(Decimal(value).scaleb(-scale), format=pattern, locale=LOCALES[language])


def amount(value: int, scale: int, language: str, unit: str = "") -> str:
    """`€\xa01.234,56`, or `1.234,56\xa0uur` for a unit with a name."""
    spelled = exact(abs(value), scale, language)
    minus = "-" if value < 0 else ""
    if unit:
        return f"{minus}{spelled}\xa0{unit}"
    return f"€\xa0{minus}{spelled}" if language == "nl" else f"{minus}€{spelled}"


@lru_cache(maxsize=KEPT)
def number(value: float, language: str, decimals: int = 0) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(half_up(value, decimals), format=pattern, locale=LOCALES[language])


def crowd(value: float, language: str) -> str:
    """A count of people or homes in tens, so that no difference between two of them is about fewer than ten."""
    return number(CROWD * int(half_up(value / CROWD)), language) if value >= CROWD else f"< {CROWD}"


def percent(value: float, language: str, decimals: int = 0) -> str:
    """`12%`; the value is already in percents."""
    return f"{number(value, language, decimals)}%"


@lru_cache(maxsize=KEPT)
def day(value: dt.date, language: str) -> str:
    return format_date(value, format="d MMMM y", locale=LOCALES[language])


@lru_cache(maxsize=KEPT)
def weekday(value: dt.date, language: str) -> str:
    """`woensdag 4 maart 2026`"""
    return format_date(value, format="EEEE d MMMM y", locale=LOCALES[language])


@lru_cache(maxsize=KEPT)
def short_day(value: dt.date, language: str) -> str:
    """`3 mrt 2026`"""
    return format_date(value, format="d MMM y", locale=LOCALES[language])


@lru_cache(maxsize=KEPT)
def month(value: dt.date, language: str) -> str:
    """`maart 2026`"""
    return format_date(value, format="LLLL y", locale=LOCALES[language])


def moment(value: dt.datetime, language: str) -> str:
    """`22 november 2026, 14:05`"""
    return f"{day(value.date(), language)}, {value:%H:%M}"
