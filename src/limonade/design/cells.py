"""Files that a spreadsheet opens, and the texts in them."""

from django.http import HttpResponse

# A spreadsheet takes a text that starts with one of these for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe(value: str | int | float) -> str | int | float:
    """Texts that look like a formula get a quote in front; numbers stay numbers."""
    return "'" + value if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def csv_file(name: str) -> HttpResponse:
    """To be written to; it starts with the sign by which spreadsheets know UTF-8."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
