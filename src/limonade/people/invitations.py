"""The mail that invites somebody to take part."""

import smtplib

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from limonade.people.free_text import in_one_line
from limonade.people.models import JoinCode


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
