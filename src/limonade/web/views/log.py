"""The log of a neighbourhood: who did what, for whom, when; to read, filter and verify."""

import csv
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from limonade.audit.models import Act
from limonade.audit.queries import acts, verify
from limonade.design.cells import csv_file
from limonade.design.days import day_of
from limonade.people.access import Here, resident
from limonade.people.queries import names_of
from limonade.people.roles import May
from limonade.people.words import ACTS, told, told_result

PER_PAGE = 50
MOST_IN_FILE = 100_000


@dataclass(frozen=True)
class Line:
    act: Act
    words: str
    result: str
    who: str
    whom: str
    about: str


@resident(may=May.READ_AUDIT)
@require_safe
def log(request: HttpRequest, here: Here) -> HttpResponse:
    page = Paginator(_asked(request, here), PER_PAGE).get_page(request.GET.get("pagina"))
    names = _names(list(page))
    lines = [
        Line(
            act,
            told(act),
            told_result(act),
            who=names.get(act.acting_party or 0, ""),
            whom=names.get(act.for_party or 0, ""),
            about=names.get(_about(act) or 0, ""),
        )
        for act in page
    ]
    query = request.GET.copy()
    query.pop("pagina", None)
    context = {
        "neighbourhood": here.place,
        "lines": lines,
        "page": page,
        "kinds": ACTS.items(),
        "asked": request.GET,
        "query": query.urlencode(),
        "verdict": verify(here.place) if "nakijken" in request.GET else None,
        "section": "log",
    }
    return render(request, "web/log.html", context)


def _asked(request: HttpRequest, here: Here) -> QuerySet[Act]:
    """The lines of one kind, from one day up to and including another; what cannot be read is left out."""
    kind = request.GET.get("wat", "")
    first, last = (day_of(request.GET.get(name, "")) for name in ("van", "tot"))
    return acts(
        here.place,
        act=kind if kind in ACTS else "",
        since=_midnight(first) if first else None,
        until=_midnight(last + dt.timedelta(days=1)) if last else None,
    )


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _about(act: Act) -> int | None:
    """The party that an act was about, when that is another than who did it or for whom it was done."""
    about = act.details.get("about")
    return about if isinstance(about, int) and about not in (act.acting_party, act.for_party) else None


def _names(found: Sequence[Act]) -> dict[int, str]:
    ids = (one for act in found for one in (act.acting_party, act.for_party, _about(act)))
    return names_of({one for one in ids if one is not None})


@resident(may=May.READ_AUDIT)
@require_safe
def log_file(request: HttpRequest, here: Here) -> HttpResponse:
    """The same lines as a file, with the hashes that chain them; codes only, no names."""
    response = csv_file(f"logboek-{here.place.slug}.csv")
    writer = csv.writer(response, delimiter=";")
    columns = (
        "number",
        "moment",
        "act",
        "acting_party",
        "for_party",
        "subject",
        "subject_id",
        "result",
        "origin",
        "hash",
    )
    writer.writerow(columns)
    for row in _asked(request, here).values_list(*columns)[:MOST_IN_FILE].iterator():
        writer.writerow(row)
    return response
