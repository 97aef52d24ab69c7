"""Booking by hand: fill in, look at it, book it; and turn it back when it was wrong."""

import datetime as dt
import secrets
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from limonade.ledger import desk, guarded_purposes, moving, queries, totals
from limonade.ledger.actions import Booking, Line, post_batch
from limonade.ledger.actions import reverse as turn_back
from limonade.ledger.errors import LedgerError
from limonade.ledger.forms import (
    MOST_LINES,
    WAYS,
    BookingForm,
    OverspendForm,
    ReversalForm,
    TemplateForm,
    Way,
    line_forms,
)
from limonade.ledger.models import TEXT_LENGTH, Account, Administration, Entry, Template, Transfer, Unit
from limonade.ledger.moving import MOVED
from limonade.ledger.paper_forms import AttachmentForm
from limonade.ledger.views.reach import administration, in_books
from limonade.people.access import Here, resident
from limonade.people.models import Party
from limonade.people.roles import May
from limonade.units.typed_amounts import spelled

SUGGESTED = 300
LOOKS_ALIKE_DAYS = 31
MOST_TYPED = 120
PEOPLE_OFFERED = 4
OPEN = "open-"
"""Before whom to open an account for, in the step of the form."""
ANEW = "opnieuw-"
"""Before the entry that was turned back, in the key of the one in its place: so that happens once."""


@resident(may=May.KEEP_BOOKS)
@require_http_methods(["GET", "POST"])
def book(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    home = administration(pk)
    way = WAYS.get(request.GET.get("soort", ""))
    step = request.POST.get("stap", "")
    follows_on = _follows_on(request, home)
    if follows_on and request.method != "POST" and (next_one := follow_up(*follows_on)):
        messages.info(request, _("Dit is al verbeterd, met deze boeking."))
        return redirect("ledger:entry", slug=here.place.slug, pk=pk, number=next_one.number)
    if request.method != "POST":
        return _page(request, here, home, *_empty(request, home, way))
    if step == "regel":
        return _page(request, here, home, BookingForm(initial=request.POST.dict()), _one_more(home, request, way))
    form, lines = BookingForm(request.POST), line_forms(home, request.POST, way=way)
    if way and step.startswith(OPEN):
        lines = _with_new_wallet(request, here, home, way, step.removeprefix(OPEN))
        return _page(request, here, home, form, lines)
    if not (
        form.is_valid()
        and lines.is_valid()
        and _may_spend(form, lines, follows_on)
        and _may_move(form, lines, follows_on)
    ):
        return _page(request, here, home, form, lines)
    booking = form.booking(lines.lines)
    if follows_on:
        entry, how = follows_on
        booking = replace(booking, key=f"{how}{entry.pk}")
    return (_book if step == "boek" else _look)(request, here, home, form, lines, booking)


def _may_spend(form: BookingForm, lines: Any, follows_on: tuple[Entry, str] | None) -> bool:
    """Some money is not touched by hand, also not anew without its purpose; only its costs may move."""
    moves = [line for line in lines.lines if line.source.kind == line.target.kind == "expense"]
    touched = {line.earmark.pk for line in lines.lines if line.earmark and line not in moves}
    if follows_on and follows_on[1] == ANEW:
        touched |= _purposes(follows_on[0])
    if why := guarded_purposes.refusal(touched):
        form.add_error(None, why)
    return not why


def _purposes(entry: Entry) -> set[int]:
    return set(Transfer.objects.filter(entry=entry, earmark__isnull=False).values_list("earmark", flat=True))


def _may_move(form: BookingForm, lines: Any, follows_on: tuple[Entry, str] | None) -> bool:
    why = moving.why_not(follows_on[0], lines.lines) if follows_on and follows_on[1] == MOVED else ""
    if why:
        form.add_error(None, why)
    return not why


def _with_new_wallet(request: HttpRequest, here: Here, home: Administration, way: Way, party: str) -> Any:
    """The lines as they were typed, now with an account for who had none."""
    person = get_object_or_404(Party, left_at=None, pk=int(party) if queries.is_number(party) else 0)
    made = desk.open_wallet(home, person, Unit.objects.get(pk=way.unit), by=here.actor)
    messages.success(request, _("Rekening %(account)s is open.") % {"account": made})
    return line_forms(home, {**request.POST.dict(), f"regel-0-{way.person}": str(made)}, way=way)


def _without_account(way: Way | None, lines: Any) -> list[Party]:
    """Who could be meant on the first line, when whoever was typed has no account."""
    first = lines.forms[0] if way and lines.is_bound else None
    typed = first.data.get(first.add_prefix(way.person), "").strip() if first and way else ""
    if not typed or not first or not way or not first.errors.get(way.person):
        return []
    named = Party.objects.filter(left_at=None, name__icontains=typed[:MOST_TYPED])
    return list(named.order_by("name")[:PEOPLE_OFFERED])


def follow_up(entry: Entry, *ways: str) -> Entry | None:
    """What was booked last in the place of an entry that was turned back, or to move it; of all `ways` when none."""
    keys = [f"{how}{entry.pk}" for how in ways or (ANEW, MOVED)]
    rows = Entry.objects.filter(administration_id=entry.administration_id, key__in=keys)
    return rows.order_by("-number").first()


def followed(entry: Entry) -> Entry | None:
    """The entry that was wrong, when this one was booked in its place or moved it."""
    how, dash, number = entry.key.partition("-")
    if how + dash not in (ANEW, MOVED) or not queries.is_number(number):
        return None
    return Entry.objects.filter(administration_id=entry.administration_id, pk=int(number)).first()


def is_move(entry: Entry) -> bool:
    return entry.key.startswith(MOVED)


def _follows_on(request: HttpRequest, home: Administration) -> tuple[Entry, str] | None:
    """The entry that is put right here, and how."""
    example = _example(request, home)
    if example and "verplaats" in request.GET:
        return example, MOVED
    return (example, ANEW) if example and Entry.objects.filter(reverses=example).exists() else None


def _look(
    request: HttpRequest, here: Here, home: Administration, form: BookingForm, lines: Any, booking: Booking
) -> HttpResponse:
    """Nothing is written; the form again when it could not be."""
    if fault := _fault(home, booking):
        form.add_error(*fault)
        return _page(request, here, home, form, lines)
    return _page(request, here, home, form, lines, booking if request.POST.get("stap") == "kijk" else None)


def _book(
    request: HttpRequest, here: Here, home: Administration, form: BookingForm, lines: Any, booking: Booking
) -> HttpResponse:
    paper_form = AttachmentForm(request.POST, request.FILES, is_optional=True)
    agree_form = _agree_form(home, booking, request.POST)
    if not (paper_form.is_valid() and (agree_form is None or agree_form.is_valid())):
        return _page(request, here, home, form, lines, booking, paper_form=paper_form, agree_form=agree_form)
    try:
        (entry,) = post_batch(home, [booking], by=here.actor, by_hand=True)
    except LedgerError as error:
        form.add_error(None, str(error))
        return _page(request, here, home, form, lines)
    if earlier := followed(entry):
        desk.carry_papers(earlier, entry, by=here.actor)
    if paper := paper_form.cleaned_data["file"]:
        desk.keep_paper(entry, paper, name=paper_form.file_name, by=here.actor)
    messages.success(request, _("Boeking %(number)s staat in de boeken.") % {"number": entry.number})
    return redirect("ledger:entry", slug=here.place.slug, pk=home.pk, number=entry.number)


def _agree_form(home: Administration, booking: Booking, told: Any = None) -> OverspendForm | None:
    """Only when a purpose gets less than nothing."""
    is_overspent = any(left < 0 for *_purpose, left in totals.earmarks_after(home, booking.transfers))
    return OverspendForm(told) if is_overspent else None


def _empty(request: HttpRequest, home: Administration, way: Way | None) -> tuple[BookingForm, Any]:
    """New, or like an earlier entry or a template."""
    told: dict[str, Any] = {"day": timezone.localdate(), "key": secrets.token_hex(16)}
    example = _example(request, home)
    if example and "verplaats" in request.GET:
        return _moving(home, example, told)
    if example is None:
        first = [_first_line(request, home, way)] if way else None
        return BookingForm(initial=told), line_forms(home, initial=first, way=way)
    if _follows_on(request, home):
        told["day"] = example.day
    lines = [
        {
            "source": str(one.source),
            "target": str(one.target),
            "amount": spelled(one.amount, one.unit.scale),
            "earmark": one.earmark_id,
        }
        for one in Transfer.objects.filter(entry=example)
        .select_related("source__party", "target__party", "unit")
        .order_by("position")
    ]
    if _follows_on(request, home):
        told["document"] = example.document
    return BookingForm(initial={**told, "text": example.text}), line_forms(home, initial=lines)


def _first_line(request: HttpRequest, home: Administration, way: Way) -> dict[str, str]:
    """With the accounts that are known already, spelled in full."""
    numbers = {way.person: request.GET.get("wie", "")[:MOST_TYPED], way.other: way.number}
    found = Account.objects.filter(administration=home, number__in=numbers.values()).select_related("party")
    spelled_out = {one.number: str(one) for one in found}
    return {name: spelled_out.get(number, number) for name, number in numbers.items()}


def _moving(home: Administration, example: Entry, told: dict[str, Any]) -> tuple[BookingForm, Any]:
    """From the wrong account to one that is still to be chosen; bank, cash and people are left alone."""
    lines = []
    for one in moving.movable(example):
        wrong, is_cost = str(moving.wrong_account(one)), one.target.kind == moving.COSTS
        lines.append(
            {
                "source": wrong if is_cost else "",
                "target": "" if is_cost else wrong,
                "amount": spelled(one.amount, one.unit.scale),
                "earmark": one.earmark_id,
            }
        )
    text = _("Verplaatst van boeking %(number)s: %(text)s") % {"number": example.number, "text": example.text}
    return BookingForm(initial={**told, "text": text[:TEXT_LENGTH]}), line_forms(home, initial=lines)


def _example(request: HttpRequest, home: Administration) -> Entry | None:
    for name, model, field in (
        ("sjabloon", Template, "pk"),
        ("zoals", Entry, "number"),
        ("verplaats", Entry, "number"),
    ):
        wanted = request.GET.get(name, "")
        if queries.is_number(wanted):
            rows: Any = model.objects.filter(administration=home)
            found: Any = get_object_or_404(rows, **{field: int(wanted)})
            return found.entry if model is Template else found  # type: ignore[no-any-return]
    return None


def _one_more(home: Administration, request: HttpRequest, way: Way | None) -> Any:
    """What was typed so far, unjudged, and an empty line."""
    names = ("source", "target", "amount", "earmark")
    count = request.POST.get("regel-TOTAL_FORMS", "1")
    rows = range(min(int(count), MOST_LINES - 1) if count.isdecimal() and len(count) < 4 else 1)
    typed = [{name: request.POST.get(f"regel-{at}-{name}", "") for name in names} for at in rows]
    return line_forms(home, initial=[*typed, dict.fromkeys(names, "")], way=way)


def _fault(home: Administration, booking: Booking) -> tuple[str | None, str] | None:
    """What the books would refuse, said at the field where it can be mended."""
    if not queries.is_open_on(home, booking.day):
        return "day", _("Deze dag valt niet in een open boekperiode. Kies een andere dag, of open eerst een periode.")
    for account, own in queries.own_balances_after(booking.transfers):
        if account.floor is not None and own < account.floor:
            left = spelled(account.own_balance, account.unit.scale)
            return None, _("Op %(account)s staat niet genoeg: %(left)s.") % {"account": account, "left": left}
        if account.ceiling is not None and own > account.ceiling:
            most = spelled(account.ceiling, account.unit.scale)
            return None, _("Op %(account)s mag niet meer dan %(most)s staan.") % {"account": account, "most": most}
    return None


def _page(
    request: HttpRequest,
    here: Here,
    home: Administration,
    form: BookingForm,
    lines: Any,
    booking: Booking | None = None,
    **more: Any,
) -> HttpResponse:
    way = WAYS.get(request.GET.get("soort", ""))
    context = in_books(here, home, "book", form=form, lines=lines, way=way)
    if booking:
        after = queries.own_balances_after(booking.transfers)
        context |= {
            "booking": booking,
            "after": after,
            "poorer": [
                account.party
                for account, own in after
                if account.party and own < account.own_balance and not (way and way.person == "target")
            ],
            "paper_form": AttachmentForm(is_optional=True),
            "comes_along": _comes_along(request, home),
            "agree_form": _agree_form(home, booking),
            **more,
            "earmarks": totals.earmarks_after(home, booking.transfers),
            "alike": queries.entries_like(home, booking.transfers, booking.day, LOOKS_ALIKE_DAYS)[:3],
            "far": abs((booking.day - timezone.localdate()).days) > LOOKS_ALIKE_DAYS,
        }
        return render(request, "ledger/check_booking.html", context)
    context |= {
        "accounts": queries.find_accounts(home).order_by("party", "number")[:SUGGESTED],
        "templates": home.templates.all(),
        "is_new": not lines.is_bound,
        "without_account": _without_account(way, lines),
        "moving": _example(request, home) if "verplaats" in request.GET else None,
        "way_key": request.GET.get("soort", ""),
        "ways": WAYS.items(),
    }
    return render(request, "ledger/book.html", context)


def _comes_along(request: HttpRequest, home: Administration) -> list[str]:
    """Names of the receipts of the entry that was wrong."""
    follows_on = _follows_on(request, home)
    papers = follows_on[0].attachments.filter(taken_at=None) if follows_on else []
    return [one.name for one in papers]


@resident(may=May.KEEP_BOOKS)
@require_http_methods(["GET", "POST"])
def reverse_entry(request: HttpRequest, here: Here, pk: int, number: int) -> HttpResponse:
    home = administration(pk)
    entry = get_object_or_404(queries.with_transfers(queries.entries(home)), number=number)
    if entry.reverses_id or Entry.objects.filter(reverses=entry).exists():
        return redirect("ledger:entry", slug=here.place.slug, pk=pk, number=number)
    form = ReversalForm(request.POST or None, initial={"day": _first_open_day(home, entry)})
    turned = [Line(one.target, one.source, one.amount, one.earmark) for one in entry.transfers.all()]
    why = moving.why_not_back(home, turned, follow_up(entry, MOVED)) if form.is_bound and form.is_valid() else ""
    if why:
        form.add_error(None, why)
    elif form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            key = f"terug-{entry.pk}"
            made = turn_back(entry, key=key, day=told["day"], why=told["why"], by=here.actor, by_hand=True)
        except LedgerError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Teruggedraaid met boeking %(number)s.") % {"number": made.number})
            return redirect("ledger:entry", slug=here.place.slug, pk=pk, number=made.number)
    later = _used_since(home, entry)
    context = in_books(here, home, "entries", entry=entry, turned=turned, form=form, later=later)
    return render(request, "ledger/reverse_entry.html", context)


def _used_since(home: Administration, entry: Entry) -> list[Entry]:
    """What took away what this entry brought, newest first: that stands in the way of turning it back."""
    lacking = [
        account
        for account, own in queries.own_balances_after(
            [Line(one.target, one.source, one.amount) for one in entry.transfers.all()]
        )
        if account.floor is not None and own < account.floor
    ]
    if not lacking:
        return []
    later = Transfer.objects.filter(Q(source__in=lacking) | Q(target__in=lacking), administration=home)
    turned = Entry.objects.filter(reverses__isnull=False, administration=home)
    found = Entry.objects.filter(pk__in=later.values("entry"), number__gt=entry.number, reverses=None)
    return list(found.exclude(pk__in=turned.values("reverses")).order_by("-number")[:PEOPLE_OFFERED])


def _first_open_day(home: Administration, entry: Entry) -> dt.date:
    """The entry's own day while that can be booked on, else today."""
    return entry.day if queries.is_open_on(home, entry.day) else timezone.localdate()


@resident(may=May.KEEP_BOOKS)
@require_http_methods(["GET", "POST"])
def save_template(request: HttpRequest, here: Here, pk: int, number: int) -> HttpResponse:
    home = administration(pk)
    entry = get_object_or_404(Entry, administration=home, number=number)
    form = TemplateForm(request.POST or None, initial={"name": entry.text[:60]})
    if request.method == "POST" and form.is_valid():
        try:
            desk.save_template(entry, name=form.cleaned_data["name"])
        except LedgerError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("Het sjabloon staat klaar bij “Boek iets”."))
            return redirect("ledger:entry", slug=here.place.slug, pk=pk, number=number)
    context = in_books(here, home, "entries", entry=entry, form=form)
    return render(request, "ledger/save_template.html", context)


@resident(may=May.KEEP_BOOKS)
@require_POST
def remove_template(request: HttpRequest, here: Here, pk: int, template: int) -> HttpResponse:
    found = get_object_or_404(Template, administration=administration(pk), pk=template)
    found.delete()
    number = found.entry.number
    messages.success(request, _("Het sjabloon is weg. Toch niet? Maak er van deze boeking weer een."))
    return redirect("ledger:entry", slug=here.place.slug, pk=pk, number=number)
