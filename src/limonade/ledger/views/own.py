"""What a resident has in euros, hours and local units; and the cash book that anybody may read."""

import csv

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_scopes import scope

from limonade.design.cells import csv_file, safe
from limonade.ledger import cash_book, queries, totals
from limonade.ledger.models import Account, Administration
from limonade.ledger.views.reach import after_of, days_of, months_later, start_of_month
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.access import Here, here_if_resident, resident
from limonade.people.queries import holders
from limonade.units.typed_amounts import spelled

NEWEST = 5
ROWS = 40


@resident()
@require_safe
def my_accounts(request: HttpRequest, here: Here) -> HttpResponse:
    days = days_of(request)
    cards = []
    for account in queries.accounts_of(here.who.pk):
        page = queries.account_page(account, first_day=days.first, last_day=days.last, newest_first=True)
        lines = [line for line in page.lines if not line.is_of_a_reversal_pair]
        cards.append((account, lines[:NEWEST], len(page.lines) - len(lines)))
    context = {"neighbourhood": here.place, "cards": cards, "who": here.who, "section": "own_books"}
    return render(request, "ledger/my_accounts.html", context)


def _own(here: Here, account: int) -> Account:
    rows = Account.objects.filter(party_id=here.who.pk).select_related("unit", "administration")
    return get_object_or_404(rows, pk=account)


@resident()
@require_safe
def my_account(request: HttpRequest, here: Here, account: int) -> HttpResponse:
    """What came and what went, newest first. A booking and its reversal are folded away together."""
    found = _own(here, account)
    days = days_of(request)
    page = queries.account_page(
        found, first_day=days.first, last_day=days.last, after=after_of(request), newest_first=True
    )
    rows = list(page.running)
    context = {
        "neighbourhood": here.place,
        "account": found,
        "days": days,
        "page": page,
        "is_first": "na" not in request.GET,
        "rows": [row for row in rows if not row[0].is_of_a_reversal_pair],
        "folded": [row for row in rows if row[0].is_of_a_reversal_pair],
        "treasurers": [one.name for one in holders("treasurer")],
        "section": "own_books",
    }
    return render(request, "ledger/my_account.html", context)


@resident()
@require_safe
def my_account_file(request: HttpRequest, here: Here, account: int) -> HttpResponse:
    found = _own(here, account)
    days = days_of(request)
    response = csv_file(f"mijn-rekening-{found.number}.csv")
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("dag"), _("waarvoor"), _("van of naar"), _("bedrag"), _("saldo"), _("eenheid"), _("boeking")])
    after = None
    while True:
        page = queries.account_page(found, first_day=days.first, last_day=days.last, after=after, size=1_000)
        for line, balance in page.running:
            amounts = [spelled(one, found.unit.scale) for one in (line.amount, balance)]
            writer.writerow([line.day, safe(line.text), safe(line.other), *amounts, found.unit_id, line.number])
        after = page.next_after
        if after is None:
            return response


@require_safe
def cash_book_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Bank and cash of the neighbourhood by month, without anything about people."""
    place = get_object_or_404(Neighbourhood, slug=slug)
    month = start_of_month(request)
    next_month = months_later(month, 1)
    with scope(neighbourhood=place):
        here_if_resident(request, place)
        homes = list(Administration.objects.order_by("name"))
        wanted = request.GET.get("boeken", "")
        home = next((one for one in homes if str(one.pk) == wanted), homes[0] if homes else None)
        context = {
            "neighbourhood": place,
            "homes": homes,
            "home": home,
            "month": month,
            "previous": months_later(month, -1) if home and month > queries.first_day(home) else None,
            "next": next_month if next_month <= timezone.localdate() else None,
            "section": "money",
        }
        if home:
            book = cash_book.cash_book(home, first_day=month, last_day=next_month - queries.A_DAY)
            year = {"first_day": month.replace(month=1, day=1), "last_day": month.replace(month=12, day=31)}
            context |= {
                "book": book,
                "page": Paginator(book.rows, ROWS).get_page(request.GET.get("pagina")),
                "headings": (headings := cash_book.headings(home, **year)),
                "year_came": sum(one.came for one in headings),
                "year_went": sum(one.went for one in headings),
                "earmarks": totals.earmark_lines(home),
            }
        return render(request, "ledger/cash_book.html", context)


@require_safe
def cash_book_file(request: HttpRequest, slug: str) -> HttpResponse:
    """A whole year."""
    place = get_object_or_404(Neighbourhood, slug=slug)
    days = days_of(request)
    response = csv_file(f"kasboek-{place.slug}-{days.first}-{days.last}.csv")
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("dag"), _("boeking"), _("wat"), _("rekening"), _("bedrag"), _("bestemming"), _("boeken")])
    with scope(neighbourhood=place):
        for home in Administration.objects.order_by("name"):
            for row in cash_book.cash_book(home, first_day=days.first, last_day=days.last).rows:
                what = row.what or (_("Aan deelnemers") if row.amount < 0 else _("Van deelnemers"))
                told = [safe(one) for one in (what, row.account)]
                writer.writerow(
                    [row.day, row.number, *told, spelled(row.amount, 2), safe(row.earmark), safe(home.name)]
                )
    return response
