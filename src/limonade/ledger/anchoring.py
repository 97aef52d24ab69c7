"""Once a month the audit committee gets the last number and hash of the books, to keep outside our computer."""

import datetime as dt

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_scopes import scope

from limonade.accounts.sending import send
from limonade.ledger import selfcheck
from limonade.ledger.models import Administration, MonthlyAnchor
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.free_text import in_one_line
from limonade.people.queries import holders


def mail_anchors(site: str, today: dt.date | None = None) -> int:
    """Each administration once a month, to who is on its audit committee now. Returns how many mails went out."""
    month = (today or timezone.localdate()).replace(day=1)
    sent = 0
    for place in Neighbourhood.objects.all():
        with scope(neighbourhood=place), translation.override("nl"):
            done = MonthlyAnchor.objects.filter(month=month).values("administration")
            for books in Administration.objects.exclude(pk__in=done).filter(last_number__gt=0):
                sent += _mail(place, books, month, site)
    return sent


@transaction.atomic
def _mail(place: Neighbourhood, books: Administration, month: dt.date, site: str) -> int:
    """The row comes first: who runs this beside us waits for it, and then finds it done."""
    people = [one for one in holders("audit_committee") if one.user]
    if not people:
        return 0
    head = selfcheck.anchor(books)
    anchor = MonthlyAnchor(neighbourhood=place, administration=books, month=month, number=head.number, hash=head.hash)
    anchor.save(force_insert=True)
    way = reverse("ledger:control", args=[place.slug, books.pk])
    address = f"{site}{way}?nummer={anchor.number}&getal={anchor.hash}"
    subject = in_one_line(_("Bewaar dit: het controlegetal van %(name)s") % {"name": books.name})
    words = {"place": place, "books": books, "anchor": anchor, "address": address}
    sent = 0
    for person in people:
        text = render_to_string("ledger/mail/anchor.txt", {**words, "person": person})
        email = person.user.email if person.user else ""
        sent += send(EmailMessage(subject, text, to=[email])) is None
    transaction.set_rollback(not sent)  # when no mail went out, the next round tries again
    return sent
