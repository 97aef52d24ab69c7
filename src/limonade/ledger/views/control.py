"""Proof that nothing was changed: where the chain stands, and whether it still holds what was written down."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from limonade.design.qr import qr_svg
from limonade.ledger import queries, selfcheck
from limonade.ledger.forms import AnchorForm
from limonade.ledger.models import Administration
from limonade.ledger.views.reach import administration, in_books
from limonade.people.access import Here, resident
from limonade.people.roles import May

GROUP = 8


@resident(may=May.SEE_TREASURY)
@require_http_methods(["GET", "POST"])
def control(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The QR of a printed sheet leads here with its number and hash filled in."""
    home = administration(pk)
    told = {"number": request.GET.get("nummer"), "hash": request.GET.get("getal")}
    form = AnchorForm(request.POST or None, initial=told)
    findings = None
    if request.method == "POST":
        anchor = None
        if "anker" in request.POST:
            if form.is_valid():
                anchor = selfcheck.Anchor(form.cleaned_data["number"], form.cleaned_data["hash"])
        else:
            form = AnchorForm(initial=told)
        if not form.errors:
            findings = selfcheck.verify(home, against=anchor)
    context = in_books(
        here,
        home,
        "control",
        form=form,
        findings=findings,
        without_paper=queries.without_paper(queries.entries(home)).count(),
        is_ready=bool(told["number"] and told["hash"]) and request.method != "POST",
        only_anchor=bool(findings) and all(one.rule == "anchor" for one in findings or ()),
        against=form.cleaned_data if form.is_bound and form.is_valid() else None,
        anchors=home.anchors.all()[:24],
    )
    return render(request, "ledger/control.html", context)


@resident(may=May.SEE_TREASURY)
@require_safe
def anchor_sheet(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """For the drawer of the audit committee: only what lies outside our computer proves anything about it."""
    home = administration(pk)
    head = selfcheck.anchor(home)
    address = f"{request.build_absolute_uri(address_of(home))}?nummer={head.number}&getal={head.hash}"
    context = {
        "neighbourhood": here.place,
        "home": home,
        "head": head,
        "groups": [head.hash[at : at + GROUP] for at in range(0, len(head.hash), GROUP)],
        "qr": qr_svg(address),
        "today": timezone.localdate(),
        "section": "books",
    }
    return render(request, "ledger/anchor_sheet.html", context)


def address_of(home: Administration) -> str:
    return reverse("ledger:control", args=[home.neighbourhood.slug, home.pk])
