"""Coming in, the own account, and what a site admin needs to see that the door works."""

import datetime as dt
import logging
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from allauth.account.views import RequestLoginCodeView
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.mail import EmailMessage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from requests import RequestException

from limonade.accounts import actions
from limonade.accounts.forms import EnterForm
from limonade.accounts.models import User
from limonade.accounts.sending import send
from limonade.accounts.sessions import user_of
from limonade.accounts.strength import has_strong_means

SECURITY_TXT_DAYS = 180
logger = logging.getLogger(__name__)


def providers(request: HttpRequest) -> list[object]:
    """The organisations whose own sign-in people may use."""
    return list(get_social_adapter().list_providers(request))


@method_decorator(never_cache, name="dispatch")
class EnterView(RequestLoginCodeView):  # type: ignore[misc]
    """One page for who was here before and who was not."""

    form_class = EnterForm
    template_name = "account/login.html"

    def get_context_data(self, **extra: object) -> dict[str, object]:
        found = super().get_context_data(**extra)
        return {**found, "can_mail": actions.can_mail(), "providers": providers(self.request)}


enter = EnterView.as_view()


def enter_via(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _if_it_answers(openid.login, request, provider_id)


def back_from(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _if_it_answers(openid.callback, request, provider_id)


def _if_it_answers(view: Callable[..., HttpResponse], request: HttpRequest, provider_id: str) -> HttpResponse:
    """Our own page when an organisation's sign-in is down or talks nonsense: allauth asks it about itself unguarded."""
    try:
        return view(request, provider_id)
    except RequestException as error:
        logger.warning("The sign-in of %s does not answer: %s", provider_id, type(error).__name__)
        provider = get_social_adapter().get_provider(request, provider=provider_id)
        answer: HttpResponse = render_authentication_error(request, provider, exception=error)
        return answer


@never_cache
@login_required
def confirm_it_is_you(request: HttpRequest) -> HttpResponse:
    """On to the first means that this account has; without any, to where one is made."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    query = request.GET.urlencode()
    return redirect(f"{methods[0]['url'] if methods else reverse('mfa_index')}{'?' + query if query else ''}")


@never_cache
@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    context = {"is_strong": has_strong_means(user), "providers": providers(request), "section": "account"}
    return render(request, "account/account.html", context)


@login_required
@require_POST
def end_all_sessions(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    actions.end_sessions(user)
    logout(request)
    messages.success(request, _("Je bent nu overal uitgelogd."))
    return redirect("account_login")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def test_mail(request: HttpRequest) -> HttpResponse:
    """For a site admin: does mail arrive?"""
    if not (isinstance(request.user, User) and request.user.is_site_admin):
        raise Http404
    if request.method == "POST":
        _send_test_mail(request, request.user)
        return redirect("test_mail")
    context = {"can_mail": actions.can_mail(), "sender": settings.DEFAULT_FROM_EMAIL, "section": "account"}
    return render(request, "account/test_mail.html", context)


def _send_test_mail(request: HttpRequest, user: User) -> None:
    body = _("Dit is de proefmail van Limonade. Je leest hem, dus de mail werkt. Je hoeft niets te doen.")
    if error := send(EmailMessage(_("Proefmail van Limonade"), body, to=[user.email])):
        told = _("De mail ging niet weg. De mailserver zei: %(error)s") % {"error": error}
        messages.error(request, told)
    else:
        told = _("De mail is weg naar %(email)s. Kijk of hij aankomt, ook bij ongewenste mail.") % {"email": user.email}
        messages.success(request, told)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    expires = timezone.now().replace(microsecond=0) + dt.timedelta(days=SECURITY_TXT_DAYS)
    lines = [
        f"Contact: {settings.LIMONADE_SECURITY_CONTACT}",
        f"Expires: {expires.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
