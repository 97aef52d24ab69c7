"""What the pages of the books share: which administration, which days, which page."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from limonade.design.days import day_of
from limonade.ledger import whole_check
from limonade.ledger.models import Administration
from limonade.people.access import Here

LONGEST_WISH = 80
WITH_BOOKING = ("accounts", "balance", "statement", "earmarks")
"""Parts that offer to book something above what they show."""


def administration(pk: int) -> Administration:
    """Of the neighbourhood in scope, or 404."""
    return get_object_or_404(Administration.objects.select_related("neighbourhood"), pk=pk)


def in_books(here: Here, home: Administration, part: str, **more: Any) -> dict[str, Any]:
    """What every page of one administration shows; `part` is the tab of the books."""
    told = {"neighbourhood": here.place, "home": home, "section": "books", "part": part, "with_booking": WITH_BOOKING}
    return {**told, "wrong": whole_check.last_finding(), **more}


def wish(request: HttpRequest, name: str = "zoek") -> str:
    return request.GET.get(name, "").replace("\x00", "").strip()[:LONGEST_WISH]


@dataclass(frozen=True)
class Days:
    first: dt.date
    last: dt.date

    @property
    def as_query(self) -> str:
        return f"van={self.first}&tot={self.last}"


def days_of(request: HttpRequest) -> Days:
    """From `van` up to and including `tot`; else this year."""
    today = timezone.localdate()
    first = day_of(request.GET.get("van", "")) or dt.date(today.year, 1, 1)
    last = day_of(request.GET.get("tot", "")) or max(dt.date(today.year, 12, 31), first)
    return Days(first, last) if first <= last else Days(last, first)


def after_of(request: HttpRequest) -> tuple[dt.date, int] | None:
    """Where the page before ended: a day and a number."""
    day, _, number = request.GET.get("na", "").partition("_")
    found = day_of(day)
    return (found, int(number)) if found and number.isdecimal() and len(number) <= LONGEST_WISH // 4 else None


def start_of_month(request: HttpRequest) -> dt.date:
    """`maand` as 2026-11; else this month."""
    today = timezone.localdate()
    return day_of(f"{request.GET.get('maand', '')}-01") or today.replace(day=1)


def months_later(month: dt.date, count: int) -> dt.date:
    at = month.year * 12 + month.month - 1 + count
    return dt.date(at // 12, at % 12 + 1, 1)
