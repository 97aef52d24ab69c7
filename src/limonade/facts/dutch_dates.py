"""Days as people type them in a terminal: 2-1-2021 or 2021-01-02."""

import datetime as dt
from argparse import ArgumentTypeError

FORMS = ("%Y-%m-%d", "%d-%m-%Y")


def day(text: str) -> dt.date:
    """For argparse. Raises ArgumentTypeError on anything else."""
    for form in FORMS:
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise ArgumentTypeError(f"“{text}” is geen dag; schrijf bijvoorbeeld 2-1-2021")


def day_text(text: str) -> str:
    """The same day as datasets keep it: YYYY-MM-DD; nothing stays nothing."""
    return f"{day(text):%Y-%m-%d}" if text else ""
