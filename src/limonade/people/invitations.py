"""Mails that ask somebody something at once: to take part, or to take a role."""

import smtplib

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from limonade.people.free_text import in_one_line
from limonade.people.models import JoinCode, RoleGrant


def send_invitation(code: JoinCode, *, name: str, address: str) -> bool:
    """Whether the mail server took it. `name` is who invites, `address` where the code leads."""
    place = code.neighbourhood
    context = {"place": place, "name": name, "address": address, "code": code}
    subject = in_one_line(_("Doe je mee in %(place)s?") % {"place": place.name})
    try:
        EmailMessage(subject, render_to_string("people/mail/invitation.txt", context), to=[code.email]).send()
    except (OSError, smtplib.SMTPException):
        return False
    return True


def send_role_question(grant: RoleGrant, *, name: str, address: str) -> bool:
    """Whether it went out; somebody without an account gets no mail. `name` is who asks."""
    if grant.party.user is None:
        return False
    subject = in_one_line(_("%(place)s: een vraag voor jou") % {"place": grant.party.neighbourhood.name})
    context = {"grant": grant, "name": name, "address": address}
    try:
        EmailMessage(subject, render_to_string("people/mail/role.txt", context), to=[grant.party.user.email]).send()
    except (OSError, smtplib.SMTPException):
        return False
    return True
