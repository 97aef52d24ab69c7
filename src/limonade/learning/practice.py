"""Practice of all neighbourhoods: to look through, and to begin with in one's own."""

import re
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from limonade.learning.models import PracticeCard
from limonade.learning.queries import PUBLIC
from limonade.neighbourhoods.models import Neighbourhood
from limonade.scoping.sql_guard import national

PER_PAGE = 24
MOST_WORDS = 6
SHOWN = ("title", "worked", "published_at", *(f"neighbourhood__{one}" for one in ("slug", "name", "municipality_code")))
SEARCHED = ("title", "worked", "failed", "conditions", "figures", "neighbourhood__name")
ADDRESS = re.compile(r"/wijk/[a-z0-9-]{1,50}/praktijk/(\d{1,19})/")
ADDRESS_ALONE = re.compile(rf"\s*https?://[^/\s]+{ADDRESS.pattern}\s*")


def _published() -> QuerySet[PracticeCard]:
    """Only what was published, and only what a list shows; to be read by the two below."""
    return PracticeCard.objects.filter(**PUBLIC).select_related("neighbourhood").only(*SHOWN)


def practice_page(words: str, number: Any) -> Page[PracticeCard]:
    """Cards that have all these words somewhere, newest first. Two queries."""
    with national("what a neighbourhood published is for all others"):
        found = _published().order_by("-published_at", "-id")
        for word in words.split()[:MOST_WORDS]:
            found = found.filter(Q(*((f"{name}__icontains", word) for name in SEARCHED), _connector=Q.OR))
        page = Paginator(found, PER_PAGE).get_page(number)
        page.object_list = list(page.object_list)
    return page


def practice_in(text: str) -> PracticeCard | None:
    """The published card whose address stands in a text, of whichever neighbourhood. At most one query."""
    named = ADDRESS.search(text)
    if named is None:
        return None
    with national("what a neighbourhood published is for all others"):
        return _published().filter(pk=int(named[1])).first()


def without_address(text: str) -> str:
    """Without lines that are only the address of a card: its page is linked beside the text."""
    return "\n".join(line for line in text.splitlines() if not ADDRESS_ALONE.fullmatch(line)).strip()


def begin_like(card: PracticeCard, place: Neighbourhood, address: str) -> str:
    """Where an initiative begins in this neighbourhood; what it follows stands below what people write."""
    source = _("Naar het voorbeeld van %(name)s: %(title)s") % {"name": card.neighbourhood.name, "title": card.title}
    text = f"\n\n{source}\n{address}"
    there = reverse("community:new", args=[place.slug, "initiatief"])
    return f"{there}?{urlencode({'title': card.title, 'text': text})}"
