"""Handing a mail to the mail server."""

import logging
import smtplib

from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)


def send(message: EmailMessage) -> Exception | None:
    """None when the mail server took it, else why not. The log tells the kind only: the rest may hold addresses."""
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("A mail did not go out: %s", type(error).__name__)
        return error
    return None
