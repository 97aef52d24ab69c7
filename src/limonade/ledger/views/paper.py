"""Receipts and invoices behind an entry: put there, opened, and taken away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from limonade.ledger import desk, papers
from limonade.ledger.models import Attachment, Entry
from limonade.ledger.paper_forms import AttachmentForm, TakeAwayForm
from limonade.ledger.views.reach import administration, in_books
from limonade.people.access import Here, resident
from limonade.people.roles import May

NOTHING = ("default-src", "base-uri", "form-action", "frame-ancestors", "object-src")
CLOSED = "; ".join(["sandbox", *(f"{one} 'none'" for one in NOTHING)])


@resident(may=May.KEEP_BOOKS)
@require_POST
def attach(request: HttpRequest, here: Here, pk: int, number: int) -> HttpResponse:
    entry = get_object_or_404(Entry, administration=administration(pk), number=number)
    form = AttachmentForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(one) for one in form.errors.get("file", [])))
    else:
        desk.keep_paper(entry, form.cleaned_data["file"], name=form.file_name, by=here.actor)
        messages.success(request, _("%(name)s zit nu bij deze boeking.") % {"name": form.file_name})
    return redirect("ledger:entry", slug=here.place.slug, pk=pk, number=number)


@resident(may=May.SEE_TREASURY)
@require_safe
def paper(request: HttpRequest, here: Here, pk: int, attachment: int) -> HttpResponse:
    """Only to take along: a browser never shows it within our site."""
    found = get_object_or_404(
        Attachment.objects.select_related("entry"), entry__administration=administration(pk), pk=attachment
    )
    content = papers.read(found) if not found.taken_at else None
    if content is None:
        raise Http404(_("Dit bestand is er niet meer, of is veranderd. Zoek het in een back-up."))
    response = HttpResponse(content, content_type=found.kind)
    suffix = "pdf" if found.kind == Attachment.PDF else "jpg"
    response["Content-Disposition"] = (
        f'attachment; filename="boeking-{found.entry.number}-{found.pk % 10_000}.{suffix}"'
    )
    response["Content-Security-Policy"] = CLOSED
    return response


@resident(may=May.KEEP_BOOKS)
@require_http_methods(["GET", "POST"])
def take_paper_away(request: HttpRequest, here: Here, pk: int, attachment: int) -> HttpResponse:
    """For good, so it asks first."""
    home = administration(pk)
    rows = Attachment.objects.select_related("entry__neighbourhood").filter(entry__administration=home, taken_at=None)
    found = get_object_or_404(rows, pk=attachment)
    form = TakeAwayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if desk.take_away(found, why=form.cleaned_data["why"], by=here.actor):
            messages.success(
                request, _("%(name)s is weg. Bij de boeking staat dat jij dit deed.") % {"name": found.name}
            )
        return redirect("ledger:entry", slug=here.place.slug, pk=pk, number=found.entry.number)
    context = in_books(here, home, "entries", entry=found.entry, paper=found, form=form)
    return render(request, "ledger/take_paper_away.html", context)
