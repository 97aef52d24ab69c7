"""When a page asks for a passkey or an app with codes, or for a fresh use of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import suspend_request
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from limonade.accounts.models import User
from limonade.accounts.strength import has_strong_means, is_fresh

GOES_ON = "goes_on_to"
"""Where somebody was going, in the session; the page about safe sign-in offers to go on there."""


def ask_again(request: HttpRequest) -> HttpResponse:
    """Send somebody past their passkey or app first, and back to what they were doing."""
    if not isinstance(request.user, User) or not has_strong_means(request.user):
        messages.info(
            request, _("Voor deze pagina heb je een passkey nodig, of een app met codes. Zet er hier een aan.")
        )
        request.session[GOES_ON] = request.get_full_path() if request.method == "GET" else ""
        return redirect("mfa_index")
    methods = get_adapter().get_reauthentication_methods(request.user)
    answer: HttpResponse = suspend_request(request, methods[0]["url"])
    return answer


def fresh_if_possible(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For changes of the account itself: who has a passkey or app uses it first; who has none goes on."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:
        user = request.user
        if isinstance(user, User) and has_strong_means(user) and not is_fresh(request):
            return ask_again(request)
        return view(request, *args, **parts)

    return guarded
