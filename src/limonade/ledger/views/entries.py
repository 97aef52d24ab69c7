"""The journal: every entry, to search, to open and to take along."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from limonade.design.days import day_of
from limonade.ledger import queries
from limonade.ledger.forms import AttachmentForm
from limonade.ledger.views.booking import booked_anew, in_place_of
from limonade.ledger.views.reach import administration, in_books, wish
from limonade.people.access import Here, resident
from limonade.people.queries import names_of
from limonade.people.roles import May

ENTRIES_PER_PAGE = 30


@resident(may=May.SEE_TREASURY)
@require_safe
def entries(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    home = administration(pk)
    text = wish(request)
    first, last = day_of(request.GET.get("van", "")), day_of(request.GET.get("tot", ""))
    found = queries.entries(home, text=text, first_day=first, last_day=last)
    page = Paginator(queries.with_transfers(found), ENTRIES_PER_PAGE).get_page(request.GET.get("pagina"))
    context = in_books(here, home, "entries", page=page, text=text, first=first, last=last)
    return render(request, "ledger/entries.html", context)


@resident(may=May.SEE_TREASURY)
@require_safe
def entry(request: HttpRequest, here: Here, pk: int, number: int) -> HttpResponse:
    home = administration(pk)
    rows = queries.with_transfers(queries.entries(home)).prefetch_related("attachments")
    found = get_object_or_404(rows, number=number)
    names = names_of({one for one in (found.acting_party, found.for_party) if one})
    context = in_books(
        here,
        home,
        "entries",
        entry=found,
        who=names.get(found.acting_party or 0, ""),
        anew=booked_anew(found),
        earlier=in_place_of(found),
        whom=names.get(found.for_party or 0, ""),
        form=AttachmentForm(),
    )
    return render(request, "ledger/entry.html", context)
