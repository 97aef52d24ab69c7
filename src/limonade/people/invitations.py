"""Mails that ask somebody something at once: to take part, or to take a role."""

from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from limonade.accounts.sending import send
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.free_text import in_one_line
from limonade.people.models import JoinCode, RoleGrant


def join_address(request: HttpRequest, place: Neighbourhood, code: JoinCode) -> str:
    """Where the code leads, in a mail or a QR code."""
    return request.build_absolute_uri(reverse("join_with_code", args=[place.slug, code.code]))


def send_invitation(request: HttpRequest, code: JoinCode, *, name: str) -> bool:
    """Whether the mail server took it. `name` is who invites."""
    place = code.neighbourhood
    context = {"place": place, "name": name, "address": join_address(request, place, code), "code": code}
    subject = in_one_line(_("Doe je mee in %(place)s?") % {"place": place.name})
    body = render_to_string("people/mail/invitation.txt", context)
    return send(EmailMessage(subject, body, to=[code.email])) is None


def send_role_question(grant: RoleGrant, *, name: str, address: str) -> bool:
    """Whether it went out; somebody without an account gets no mail. `name` is who asks."""
    if grant.party.user is None:
        return False
    subject = in_one_line(_("%(place)s: een vraag voor jou") % {"place": grant.party.neighbourhood.name})
    context = {"grant": grant, "name": name, "address": address}
    body = render_to_string("people/mail/role.txt", context)
    return send(EmailMessage(subject, body, to=[grant.party.user.email])) is None
