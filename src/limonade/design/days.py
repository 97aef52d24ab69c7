"""Days as they stand in an address."""

import datetime as dt

from django.utils.dateparse import parse_date


def day_of(text: str) -> dt.date | None:
    """Nothing for what is no day of the calendar, or has no day before or after it."""
    try:
        found = parse_date(text)
    except ValueError:  # well written, but no day of the calendar
        return None
    return found if found and dt.MINYEAR < found.year < dt.MAXYEAR else None
