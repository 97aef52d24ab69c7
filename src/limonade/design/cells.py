"""Texts in files that a spreadsheet opens."""

# A spreadsheet takes a text that starts with one of these for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe(value: str | int | float) -> str | int | float:
    """Texts that look like a formula get a quote in front; numbers stay numbers."""
    return "'" + value if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
