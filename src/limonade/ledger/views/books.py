"""The books of a neighbourhood: how they stand, their periods, the trial balance, and files to take along."""

import csv
import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from limonade.design.cells import csv_file, safe
from limonade.design.days import day_of
from limonade.ledger import desk, journal, queries, totals
from limonade.ledger.errors import LedgerError
from limonade.ledger.forms import EndPeriodForm, OpenBooksForm, PeriodForm
from limonade.ledger.models import Account, Administration, Period, Unit
from limonade.ledger.setting_up import close_period, open_period
from limonade.ledger.statement import statements
from limonade.ledger.views.reach import administration, in_books
from limonade.people.access import Here, resident
from limonade.people.queries import bank_accounts, holders, names_of_users
from limonade.people.roles import May
from limonade.units.typed_amounts import spelled

NEWEST = 8


@resident(may=May.SEE_TREASURY)
@require_safe
def books(request: HttpRequest, here: Here) -> HttpResponse:
    """All books of the neighbourhood; with one, that one."""
    found = list(Administration.objects.order_by("name"))
    if len(found) == 1 and "alle" not in request.GET:
        return redirect(
            "ledger:control" if "controle" in request.GET else "ledger:home", slug=here.place.slug, pk=found[0].pk
        )
    context = {
        "neighbourhood": here.place,
        "books": [(one, totals.at_hand(one)) for one in found],
        "treasurers": holders("treasurer"),
        "section": "books",
    }
    return render(request, "ledger/books.html", context)


@resident(may=May.KEEP_BOOKS)
@require_http_methods(["GET", "POST"])
def open_books(request: HttpRequest, here: Here) -> HttpResponse:
    form = OpenBooksForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            told = {name: form.cleaned_data[name] for name in ("name", "kind", "year")}
            made = desk.open_books(here.place, **told, by=here.actor)
        except LedgerError as error:
            form.add_error("name", str(error))
        else:
            messages.success(
                request, _("De boeken zijn open. Boek als eerste wat er nu op de bank en in de kas staat.")
            )
            return redirect("ledger:home", slug=here.place.slug, pk=made.pk)
    return render(request, "ledger/open_books.html", {"neighbourhood": here.place, "form": form, "section": "books"})


@resident(may=May.SEE_TREASURY)
@require_safe
def home(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    home = administration(pk)
    context = in_books(
        here,
        home,
        "home",
        more_books=Administration.objects.exclude(pk=pk).exists(),
        at_hand=totals.at_hand(home),
        newest=queries.with_transfers(queries.entries(home))[:NEWEST],
        can_book_today=queries.is_open_on(home, timezone.localdate()),
        templates=home.templates.all()[:NEWEST],
        bank_account=bank_accounts()[0],
    )
    return render(request, "ledger/home.html", context)


@resident(may=May.SEE_TREASURY)
@require_safe
def trial_balance(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    home = administration(pk)
    day = day_of(request.GET.get("dag", ""))
    context = in_books(here, home, "balance", day=day, parts=queries.trial_balance(home, day, fold=True))
    return render(request, "ledger/trial_balance.html", context)


@resident(may=May.SEE_TREASURY)
@require_safe
def trial_balance_file(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    home = administration(pk)
    scales, kinds = dict(Unit.objects.values_list("code", "scale")), dict(Account.KINDS)
    day = day_of(request.GET.get("dag", ""))
    response = csv_file(file_name(home, _("proefbalans"), "csv", day))
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("nummer"), _("rekening"), _("van wie"), _("soort"), _("eenheid"), _("debet"), _("credit")])
    for part in queries.trial_balance(home, day):
        for line in part.lines:
            debit, credit = max(line.amount, 0), max(-line.amount, 0)
            amounts = [spelled(one, scales[line.unit]) if one else "" for one in (debit, credit)]
            writer.writerow(
                [line.number, safe(line.name), safe(line.whose or ""), kinds[line.kind], line.unit, *amounts]
            )
    return response


def file_name(home: Administration, what: str, suffix: str, day: dt.date | None = None) -> str:
    return f"{slugify(home.name) or home.pk}-{what}-{day or timezone.localdate()}.{suffix}"


def _period(request: HttpRequest, home: Administration) -> tuple[list[Period], Period | None]:
    """All, newest first, and the asked one; else the one of today, or the newest."""
    periods = list(home.periods.order_by("-first_day"))
    today, asked = timezone.localdate(), request.GET.get("periode", "")
    wanted = [one for one in periods if str(one.pk) == asked]
    of_now = [one for one in periods if one.first_day <= today <= one.last_day]
    return periods, next(iter([*wanted, *of_now, *periods]), None)


def _seen_on(period: Period | None) -> dt.date:
    """The day of the balance sheet: while a period still runs, today."""
    today = timezone.localdate()
    return min(period.last_day, today) if period and period.first_day <= today else today


@resident(may=May.SEE_TREASURY)
@require_safe
def statement(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Income and expenses of a period, and the balance sheet at its end."""
    home = administration(pk)
    periods, period = _period(request, home)
    found = statements(home, period.first_day, period.last_day) if period else []
    context = in_books(here, home, "statement", periods=periods, period=period, statements=found, on=_seen_on(period))
    return render(request, "ledger/statement.html", context)


@resident(may=May.SEE_TREASURY)
@require_safe
def statement_file(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    home = administration(pk)
    _periods, period = _period(request, home)
    scales = dict(Unit.objects.values_list("code", "scale"))
    response = csv_file(file_name(home, _("jaarcijfers"), "csv", period.last_day if period else None))
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("eenheid"), _("deel"), _("rekening"), _("bedrag")])
    for one in statements(home, period.first_day, period.last_day) if period else ():
        scale = scales[one.unit]
        parts = (
            (_("kwam binnen"), one.income),
            (_("kostte het"), one.expenses),
            (_("wat er is"), one.assets),
            (_("wat we schuldig zijn"), one.liabilities),
            (_("wat van de wijk is"), one.equity),
        )
        for name, lines in parts:
            for line in lines:
                what = line.name if line.account_id else _("Van deelnemers")
                writer.writerow([one.unit, name, safe(what), spelled(line.own, scale)])
        own = _("wat van de wijk is")
        writer.writerow([one.unit, own, _("Over van eerdere perioden"), spelled(one.earlier_result, scale)])
        writer.writerow([one.unit, own, _("Over in deze periode"), spelled(one.result, scale)])
    return response


@resident(may=May.SEE_TREASURY)
@require_safe
def journal_file(request: HttpRequest, here: Here, pk: int, kind: str) -> HttpResponse:
    """The whole book as plain text for hledger or beancount, or its entries as CSV."""
    home = administration(pk)
    writers = {"hledger": journal.hledger, "beancount": journal.beancount, "csv": journal.rows}
    if kind not in writers:
        raise Http404
    lines = writers[kind](home)
    response = HttpResponse("".join(lines), content_type=f"text/{'csv' if kind == 'csv' else 'plain'}; charset=utf-8")
    name = file_name(home, _("journaal"), "journal" if kind == "hledger" else kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@resident(may=May.SEE_TREASURY)
@require_safe
def periods(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    home = administration(pk)
    rows = list(home.periods.order_by("-first_day"))
    closers = names_of_users({one.closed_by_id for one in rows if one.closed_by_id})
    periods = [(one, closers.get(one.closed_by_id or 0, "")) for one in rows]
    context = in_books(here, home, "periods", periods=periods)
    return render(request, "ledger/periods.html", context)


@resident(may=May.KEEP_BOOKS)
@require_http_methods(["GET", "POST"])
def new_period(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    home = administration(pk)
    form = PeriodForm(request.POST or None, initial=queries.next_year(home))
    if request.method == "POST" and form.is_valid():
        days = {name: form.cleaned_data[name] for name in ("first_day", "last_day")}
        try:
            open_period(home, **days, by=here.actor)
        except LedgerError as error:
            form.add_error("last_day", str(error))
        else:
            messages.success(request, _("De boekperiode is open."))
            return redirect("ledger:periods", slug=here.place.slug, pk=pk)
    context = in_books(here, home, "periods", form=form)
    return render(request, "ledger/new_period.html", context)


@resident(may=May.KEEP_BOOKS, fresh=True)
@require_http_methods(["GET", "POST"])
def end_period(request: HttpRequest, here: Here, pk: int, period: int) -> HttpResponse:
    """Closing is for ever, so it asks first."""
    home = administration(pk)
    found = get_object_or_404(Period, pk=period, administration=home)
    form = EndPeriodForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            close_period(found, by=here.actor)
        except LedgerError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("De boekperiode is gesloten. Niemand kan er nog iets in boeken."))
        return redirect("ledger:periods", slug=here.place.slug, pk=pk)
    inside = queries.entries(home, first_day=found.first_day, last_day=found.last_day)
    context = in_books(
        here,
        home,
        "periods",
        period=found,
        count=inside.count(),
        without_paper=queries.without_paper(inside).count(),
        form=form,
        goes_on=home.periods.filter(closed_at=None, last_day__gt=max(found.last_day, timezone.localdate())).exists(),
        still_runs=found.last_day >= timezone.localdate(),
        statements=statements(home, found.first_day, found.last_day),
    )
    return render(request, "ledger/end_period.html", context)
