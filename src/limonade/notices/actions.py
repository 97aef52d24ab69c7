"""The short mail: made when something is asked, never empty, and stopped with one press."""

import datetime as dt

from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_scopes import scope

from limonade.accounts.sending import send
from limonade.neighbourhoods.models import Neighbourhood
from limonade.notices.asked import Asked, asked_of
from limonade.notices.models import Digest
from limonade.people.free_text import in_one_line
from limonade.people.models import Party
from limonade.people.rules import standing_of

SALT = "limonade.notices.stop"
STOP_DAYS = 60
MOST_SHOWN = 7
EVERY = {Digest.DAILY: 1, Digest.WEEKLY: 7}


@transaction.atomic
def choose_rhythm(party: Party, rhythm: str) -> None:
    Digest.objects.update_or_create(neighbourhood_id=party.neighbourhood_id, party=party, defaults={"rhythm": rhythm})


def stop_token(party: Party) -> str:
    """Signed, for this party only, dead after sixty days or when they leave."""
    return signing.dumps([party.neighbourhood_id, party.pk], salt=SALT)


def party_of_token(token: str) -> tuple[int, int] | None:
    """Neighbourhood and party of a token; None when it is forged or too old."""
    try:
        place, party = signing.loads(token, salt=SALT, max_age=dt.timedelta(days=STOP_DAYS))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return place, party


def send_digests(site: str, today: dt.date | None = None) -> int:
    """Send what is due today, in every neighbourhood. `site` is the address, such as https://wijk.example.

    Running it again on the same day sends nothing twice. Returns how many went out.
    """
    day = today or timezone.localdate()
    sent = 0
    for place in Neighbourhood.objects.all():
        with scope(neighbourhood=place), translation.override("nl"):
            for party in Party.objects.filter(left_at=None, user__is_active=True).select_related(
                "user", "neighbourhood"
            ):
                sent += _send_one(party, site, day)
    return sent


def _send_one(party: Party, site: str, day: dt.date) -> bool:
    """Marks it as sent first, so that two workers never send the same mail; what the server refused is tried again."""
    row, _made = Digest.objects.get_or_create(neighbourhood_id=party.neighbourhood_id, party=party)
    step = EVERY.get(row.rhythm)
    if step is None or (row.last_sent_on and (day - row.last_sent_on).days < step):
        return False
    asked = asked_of(standing_of(party))
    if not asked:
        return False
    mine = Digest.objects.filter(pk=row.pk, last_sent_on=row.last_sent_on)
    if not mine.update(last_sent_on=day):
        return False
    if send(_mail(party, asked, site)):
        Digest.objects.filter(pk=row.pk).update(last_sent_on=row.last_sent_on)
        return False
    return True


def _mail(party: Party, asked: list[Asked], site: str) -> EmailMultiAlternatives:
    place = party.neighbourhood
    stop = site + reverse("stop_digest", args=[stop_token(party)])
    context = {
        "party": party,
        "place": place,
        "asked": asked[:MOST_SHOWN],
        "more": max(0, len(asked) - MOST_SHOWN),
        "site": site,
        "stop": stop,
        "today": site + reverse("today", args=[place.slug]),
    }
    subject = in_one_line(_("%(place)s: %(title)s") % {"place": place.name, "title": asked[0].title})
    assert party.user is not None  # noqa: S101  only people with an account come here
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    text = render_to_string("notices/mail/digest.txt", context)
    return EmailMultiAlternatives(subject, text, to=[party.user.email], headers=headers)
