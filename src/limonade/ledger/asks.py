"""What the books ask: to be opened, a year to book in, a year to close."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from limonade.ledger import whole_check
from limonade.ledger.models import Administration, Period
from limonade.ledger.queries import came_lately, entries
from limonade.ledger.templatetags.ledger import amount as amount_told
from limonade.notices.asked import Asked
from limonade.people.roles import May
from limonade.people.rules import Standing

WARN_DAYS = 30
CLOSE_AFTER_DAYS = 90
NEWS_DAYS = 7
TEXTS_TOLD = 3


def from_ledger(standing: Standing) -> Iterator[Asked]:
    place = standing.party.neighbourhood
    if May.SEE_TREASURY in standing.may and whole_check.last_finding():
        yield Asked(
            _("De boeken kloppen niet"),
            _("Er kan niets geboekt worden. Bel de beheerder en kijk samen wat er veranderd is."),
            reverse("ledger:books", args=[place.slug]),
            "triangle-alert",
            is_urgent=True,
        )
    yield from _came(standing)
    if May.KEEP_BOOKS not in standing.may:
        return
    all_books = list(Administration.objects.order_by("name"))
    if not all_books:
        yield Asked(
            _("Open de boeken van de wijk"),
            _("Dan kan iedereen zien wat er binnenkomt en uitgaat."),
            reverse("ledger:open_books", args=[place.slug]),
            "book-open-text",
        )
    today = timezone.localdate()
    for books in all_books:
        yield from _periods(place.slug, books, today)


def _came(standing: Standing) -> Iterator[Asked]:
    """A week long: what the neighbourhood or a neighbour put on somebody's own account."""
    since = timezone.now() - dt.timedelta(days=NEWS_DAYS)
    per_account: dict[tuple[int, str], list[tuple[int, str]]] = {}
    for account, unit, amount, text, giver in came_lately(standing.party.pk, since):
        told = _("%(name)s: %(text)s") % {"name": giver, "text": text} if giver else text
        per_account.setdefault((account, unit), []).append((amount, told))
    for (account, unit), came in per_account.items():
        yield Asked(
            _("Er kwam %(amount)s bij op je rekening") % {"amount": amount_told(sum(one for one, _text in came), unit)},
            _texts([text for _amount, text in came]),
            reverse("ledger:my_account", args=[standing.party.neighbourhood.slug, account]),
            "hand-coins",
            is_news=True,
        )


def _texts(all_texts: list[str]) -> str:
    texts = list(dict.fromkeys(all_texts))
    told = " · ".join(texts[:TEXTS_TOLD])
    left = len(texts) - TEXTS_TOLD
    return _("%(told)s en nog %(left)s") % {"told": told, "left": left} if left > 0 else told


def _periods(slug: str, books: Administration, today: dt.date) -> Iterator[Asked]:
    periods = list(Period.objects.filter(administration=books, closed_at=None).order_by("first_day"))
    last = max((one.last_day for one in periods), default=today)
    if last <= today + dt.timedelta(days=WARN_DAYS):
        yield Asked(
            _("Open een boekperiode voor %(name)s") % {"name": books.name},
            _("De laatste open periode is om, of bijna. Daarna kan er niets geboekt worden."),
            reverse("ledger:new_period", args=[slug, books.pk]),
            "calendar-plus",
            due=last,
        )
    for one in periods:
        if (
            one.last_day < today - dt.timedelta(days=CLOSE_AFTER_DAYS)
            and entries(books, last_day=one.last_day).exists()
        ):
            yield Asked(
                _("Sluit het boekjaar %(period)s van %(name)s") % {"period": one, "name": books.name},
                _("Leg eerst de proefbalans naast de bank. Sluiten is voor altijd."),
                reverse("ledger:end_period", args=[slug, books.pk, one.pk]),
                "lock",
            )
