"""The bank account of the neighbourhood: one proposes, another confirms."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from limonade.people import actions
from limonade.people.access import Here, resident
from limonade.people.errors import PeopleError
from limonade.people.forms import BankAccountForm
from limonade.people.models import BankAccount
from limonade.people.queries import bank_accounts, holders
from limonade.people.roles import May


@resident(may=May.SEE_TREASURY)
@require_safe
def treasury(request: HttpRequest, here: Here) -> HttpResponse:
    in_use, waiting = bank_accounts()
    context = {
        "neighbourhood": here.place,
        "in_use": in_use,
        "waiting": waiting,
        "is_own_proposal": bool(waiting and waiting.proposed_by_id == here.actor.user_id),
        "can_propose": here.can(May.CHANGE_TREASURY) and not waiting,
        "can_confirm": here.can(May.CONFIRM_TREASURY),
        "treasurers": holders("treasurer"),
        "section": "books",
    }
    return render(request, "people/treasury.html", context)


@resident(may=May.CHANGE_TREASURY, fresh=True)
@require_http_methods(["GET", "POST"])
def propose_account(request: HttpRequest, here: Here) -> HttpResponse:
    form = BankAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("holder", "iban")}
        try:
            actions.propose_bank_account(here.place, **told, by=here.actor)
        except PeopleError as error:
            form.add_error("iban", str(error))
        else:
            messages.success(request, _("Het voorstel ligt klaar. Iemand van het bestuur bevestigt het."))
            return redirect("treasury", slug=here.place.slug)
    return render(
        request, "people/propose_account.html", {"neighbourhood": here.place, "form": form, "section": "books"}
    )


@resident(may=May.CONFIRM_TREASURY, fresh=True)
@require_http_methods(["GET", "POST"])
def confirm_account(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    account = get_object_or_404(BankAccount, pk=pk)
    if account.confirmed_at or account.ended_at:
        messages.info(request, _("Dit voorstel ligt er niet meer: het is bevestigd of afgewezen."))
        return redirect("treasury", slug=here.place.slug)
    if request.method == "POST":
        try:
            if request.POST.get("besluit") == "ja":
                actions.confirm_bank_account(account, iban=request.POST.get("iban", ""), by=here.actor)
                done = _("Dit is nu de rekening van de wijk.")
            else:
                actions.reject_bank_account(account, by=here.actor)
                done = _("Het voorstel is afgewezen.")
        except PeopleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, done)
        return redirect("treasury", slug=here.place.slug)
    context = {"neighbourhood": here.place, "account": account, "section": "books"}
    context["is_own_proposal"] = account.proposed_by_id == here.actor.user_id
    return render(request, "people/confirm_account.html", context)
