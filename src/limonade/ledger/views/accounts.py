"""The chart of accounts, the card of one account, and money with a purpose."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from limonade.ledger import desk, queries, totals
from limonade.ledger.errors import LedgerError
from limonade.ledger.forms import WAYS, AccountForm, EarmarkForm, NewAccountForm
from limonade.ledger.models import Account, Administration, Earmark, Entry, Transfer, Unit
from limonade.ledger.setting_up import change_account, make_earmark, open_account
from limonade.ledger.views.reach import administration, after_of, days_of, in_books, wish
from limonade.people.access import Here, resident
from limonade.people.models import Party
from limonade.people.roles import May
from limonade.units.typed_amounts import spelled

PEOPLE_FOUND = 20


@resident(may=May.SEE_TREASURY)
@require_safe
def accounts(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    home = administration(pk)
    text = wish(request)
    rows = queries.find_accounts(home, text)
    page: Any = Paginator(rows, queries.LINES_PER_PAGE).get_page(request.GET.get("pagina"))
    context = in_books(here, home, "accounts", page=page, text=text)
    return render(request, "ledger/accounts.html", context)


def _account(home: Administration, account: int) -> Account:
    return get_object_or_404(Account.objects.select_related("unit", "party"), pk=account, administration=home)


@resident(may=May.SEE_TREASURY)
@require_safe
def account_card(request: HttpRequest, here: Here, pk: int, account: int) -> HttpResponse:
    """Every line of some days with the balance after it, oldest first."""
    home = administration(pk)
    found = _account(home, account)
    days = days_of(request)
    page = queries.account_page(found, first_day=days.first, last_day=days.last, after=after_of(request))
    context = in_books(here, home, "accounts", account=found, days=days, page=page, is_first="na" not in request.GET)
    return render(request, "ledger/account_card.html", context)


@resident(may=May.KEEP_BOOKS)
@require_http_methods(["GET", "POST"])
def new_account(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    home = administration(pk)
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("number", "name", "kind", "rgs", "floor", "ceiling")}
        try:
            made = open_account(home, **told, unit_id=form.cleaned_data["unit"].pk, purpose="general", by=here.actor)
        except LedgerError as error:
            form.add_error("number", str(error))
        else:
            messages.success(request, _("Rekening %(account)s is open.") % {"account": made})
            return redirect("ledger:account", slug=here.place.slug, pk=pk, account=made.pk)
    context = in_books(here, home, "accounts", form=form)
    return render(request, "ledger/new_account.html", context)


@resident(may=May.KEEP_BOOKS)
@require_http_methods(["GET", "POST"])
def edit_account(request: HttpRequest, here: Here, pk: int, account: int) -> HttpResponse:
    home = administration(pk)
    found = _account(home, account)
    limits = {
        name: "" if value is None else spelled(value, found.unit.scale)
        for name, value in (("floor", found.floor), ("ceiling", found.ceiling))
    }
    form = AccountForm(request.POST or None, account=found, initial={"name": found.name, "rgs": found.rgs, **limits})
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("name", "rgs", "floor", "ceiling")}
        try:
            change_account(found, **told, by=here.actor)
        except LedgerError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Rekening %(account)s is veranderd.") % {"account": found})
            return redirect("ledger:account", slug=here.place.slug, pk=pk, account=account)
    context = in_books(here, home, "accounts", account=found, form=form)
    return render(request, "ledger/edit_account.html", context)


@resident(may=May.KEEP_BOOKS)
@require_http_methods(["GET", "POST"])
def new_wallet(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """An account of a person or organisation: look them up, choose what is counted."""
    home = administration(pk)
    text = wish(request)
    people = Party.objects.filter(left_at=None, name__icontains=text).order_by("name")[:PEOPLE_FOUND] if text else []
    for_way = request.GET.get("voor", "")
    if request.method == "POST":
        wanted = request.POST.get("wie", "")
        party = get_object_or_404(Party, left_at=None, pk=wanted if queries.is_number(wanted) else 0)
        unit = get_object_or_404(Unit, pk=request.POST.get("eenheid", "")[:8])
        try:
            made = desk.open_wallet(home, party, unit, by=here.actor)
        except LedgerError as error:
            messages.error(request, str(error))
            return redirect("ledger:accounts", slug=here.place.slug, pk=pk)
        messages.success(request, _("Rekening %(account)s is open.") % {"account": made})
        if for_way in WAYS and unit.pk == WAYS[for_way].unit:
            return redirect(f"{reverse('ledger:book', args=[here.place.slug, pk])}?soort={for_way}&wie={made.number}")
        return redirect("ledger:account", slug=here.place.slug, pk=pk, account=made.pk)
    units = Unit.objects.order_by("code")
    if for_way in WAYS:
        units = units.filter(pk=WAYS[for_way].unit)
    context = in_books(here, home, "accounts", text=text, people=people, units=units, for_way=for_way)
    return render(request, "ledger/new_wallet.html", context)


@resident(may=May.SEE_TREASURY)
@require_safe
def earmarks(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    home = administration(pk)
    lines = totals.earmark_lines(home)
    context = in_books(here, home, "earmarks", lines=lines)
    return render(request, "ledger/earmarks.html", context)


@resident(may=May.SEE_TREASURY)
@require_safe
def earmark(request: HttpRequest, here: Here, pk: int, earmark: int) -> HttpResponse:
    """From the first to the last cent."""
    home = administration(pk)
    found = get_object_or_404(Earmark, pk=earmark, administration=home)
    turned = Entry.objects.filter(reverses=OuterRef("entry"))
    rows = Transfer.objects.filter(earmark=found).select_related("entry", "source__party", "target__party")
    rows = rows.annotate(is_turned=Exists(turned)).order_by("id")
    page: Any = Paginator(rows, queries.LINES_PER_PAGE).get_page(request.GET.get("pagina"))
    context = in_books(
        here,
        home,
        "earmarks",
        earmark=found,
        lines=[one for one in totals.earmark_lines(home) if one.earmark == found],
        page=page,
        moves=[(one, totals.effect(one), one.entry.reverses_id or one.is_turned) for one in page],
    )
    return render(request, "ledger/earmark.html", context)


@resident(may=May.KEEP_BOOKS)
@require_http_methods(["GET", "POST"])
def new_earmark(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    home = administration(pk)
    form = EarmarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("name", "conditions")}
        try:
            make_earmark(home, **told, by=here.actor)
        except LedgerError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("De bestemming is er. Kies haar bij het boeken."))
            return redirect("ledger:earmarks", slug=here.place.slug, pk=pk)
    context = in_books(here, home, "earmarks", form=form)
    return render(request, "ledger/new_earmark.html", context)
