"""A door for trying out: on a computer at home anybody comes in as one of the invented people, and never as another.

It needs no mail and no passkey, so it is only there when Limonade was started with run.py, and it only knows addresses
to which no mail can ever come. On a site of real people it does not exist.
"""

from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from limonade.accounts.models import User
from limonade.accounts.strength import STRONG_TYPES
from limonade.people.queries import places_of
from limonade.people.roles import ROLES
from limonade.web.demo.people import INVENTED, address_of


@dataclass(frozen=True)
class Guest:
    """Somebody of the example, and what you find when you are them."""

    name: str
    icon: str
    role: Any
    what: Any


GUESTS = (
    Guest("Farah", "soup", _("Bewoner"), _("Een klus die bij je past, jouw kookbeurt, en een verhaal over jou.")),
    Guest("Bram", "hammer", ROLES["wijkondernemer"].name, _("Een offerte maken, en buren die een klus willen doen.")),
    Guest("Coby", "heart-handshake", ROLES["community_builder"].name,
          _("Een vraag die nog van niemand is, en buren zonder e-mail die je helpt.")),
    Guest("Ines", "coins", ROLES["information_gatherer"].name, _("De cijfers van de wijk, en vragen van buren.")),
    Guest("Vera", "feather", ROLES["storyteller"].name, _("Een verhaal waar iedereen ja tegen zei.")),
    Guest("Tom", "book-open-text", ROLES["treasurer"].name, _("Een rekening die klaarligt, en uren om na te kijken.")),
    Guest("Karim", "badge-check", ROLES["audit_committee"].name, _("Bonnen nakijken, en zien of alles klopt.")),
    Guest("Els", "scroll-text", ROLES["board"].name, _("Een besluit om op terug te kijken, en alle rollen.")),
    Guest("Corrie", "landmark", _("Gemeente"), _("Een vraag voor jou, en wat er met jullie geld gebeurt.")),
    Guest("Wim", "clipboard-list", _("Woningcorporatie"), _("Een offerte die op jouw antwoord wacht.")),
    Guest("Dirk", "map-pin", _("Bewoner van een andere wijk"), _("Niets van Paasberg dat niet voor iedereen is.")),
)  # fmt: skip


def can_try_out() -> bool:
    return bool(settings.LOCAL_START) and _accounts().exists()


def _accounts() -> Any:
    """Of the guests that are here; somebody who looks after the whole site is never one of them."""
    addresses = [address_of(guest.name) for guest in GUESTS]
    return User.objects.filter(email__in=addresses, is_active=True, is_site_admin=False)


@require_http_methods(["GET", "HEAD", "POST"])
def try_out(request: HttpRequest) -> HttpResponse:
    if not can_try_out():
        raise Http404
    found = {user.email: user for user in _accounts()}
    if request.method == "POST":
        user = found.get(address_of(request.POST.get("naam", "")))
        if user is None:
            raise Http404
        return _enter(request, user)
    here = [guest for guest in GUESTS if address_of(guest.name) in found]
    return render(request, "web/try_out.html", {"guests": here, "section": "home"})


def _enter(request: HttpRequest, user: User) -> HttpResponse:
    places = places_of(user)
    if not places:
        raise Http404
    sign_in_invented(request, user)
    return redirect("today", places[0].neighbourhood.slug)


def sign_in_invented(request: HttpRequest, user: User) -> None:
    """As if they came in with an app with codes just now. Refuses everybody who could be real."""
    if not settings.LOCAL_START or not user.email.endswith(INVENTED) or user.is_site_admin or not user.is_active:
        raise PermissionDenied
    means = Authenticator.objects.filter(user=user, type__in=STRONG_TYPES).first()
    if means is None:
        means = TOTP.activate(user, generate_totp_secret()).instance
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, user, "mfa", id=means.pk, type=means.type)
