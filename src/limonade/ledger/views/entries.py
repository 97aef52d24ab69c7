"""The journal: every entry, to search, to open and to take along."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from limonade.design.days import day_of
from limonade.ledger import queries
from limonade.ledger.models import Entry
from limonade.ledger.moving import can_move
from limonade.ledger.paper_forms import AttachmentForm
from limonade.ledger.views.booking import follow_up, followed, is_move
from limonade.ledger.views.reach import administration, in_books, wish
from limonade.people.access import Here, resident
from limonade.people.queries import names_of, names_of_users
from limonade.people.roles import May

ENTRIES_PER_PAGE = 25


@resident(may=May.SEE_TREASURY)
@require_safe
def entries(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    home = administration(pk)
    text = wish(request)
    first, last = day_of(request.GET.get("van", "")), day_of(request.GET.get("tot", ""))
    found = queries.entries(home, text=text, first_day=first, last_day=last)
    without = request.GET.get("zonder") == "bon"
    if without:
        found = queries.without_paper(found)
    only_turned = request.GET.get("terug") == "1"
    if only_turned:
        found = queries.turned_back(found)
    page = Paginator(queries.with_transfers(found), ENTRIES_PER_PAGE).get_page(request.GET.get("pagina"))
    asked = {"text": text, "first": first, "last": last, "without": without, "only_turned": only_turned}
    context = in_books(here, home, "entries", page=page, **asked)
    return render(request, "ledger/entries.html", context)


@resident(may=May.SEE_TREASURY)
@require_safe
def entry(request: HttpRequest, here: Here, pk: int, number: int) -> HttpResponse:
    home = administration(pk)
    rows = queries.with_transfers(queries.entries(home)).prefetch_related("attachments")
    found = get_object_or_404(rows, number=number)
    names = names_of({one for one in (found.acting_party, found.for_party) if one})
    papers = list(found.attachments.all())
    takers = names_of_users({one.taken_by_id for one in papers if one.taken_by_id})
    for one in papers:
        one.taker = takers.get(one.taken_by_id or 0, "")  # type: ignore[attr-defined]
    context = in_books(
        here,
        home,
        "entries",
        entry=found,
        papers=papers,
        can_move=any(can_move(one) for one in found.transfers.all()),
        who=names.get(found.acting_party or 0, ""),
        turned=Entry.objects.filter(reverses=found).first(),
        anew=(anew := follow_up(found)),
        is_moved=bool(anew and is_move(anew)),
        is_move=is_move(found),
        earlier=followed(found),
        whom=names.get(found.for_party or 0, ""),
        form=AttachmentForm(),
    )
    return render(request, "ledger/entry.html", context)
