"""Reading the log, and doing its sums again."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _
from django_scopes import scope

from limonade.audit.chain import START, digest
from limonade.audit.models import Act, AnyAct, ChainHead, SiteAct, SiteChainHead

ROWS_AT_ONCE = 2_000


def acts(
    neighbourhood: models.Model,
    *,
    act: str = "",
    party_id: int | None = None,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
) -> QuerySet[Act]:
    """Newest first, within the active scope. `until` is not included; a party acts itself or a helper acts for it."""
    rows = Act.objects.filter(neighbourhood_id=neighbourhood.pk).order_by("-number")
    if act:
        rows = rows.filter(act=act)
    if party_id is not None:
        rows = rows.filter(Q(acting_party=party_id) | Q(for_party=party_id))
    if since:
        rows = rows.filter(moment__gte=since)
    if until:
        rows = rows.filter(moment__lt=until)
    return rows


@dataclass(frozen=True)
class Anchor:
    """A head as somebody outside wrote it down: only against that a cut or a whole new chain can be seen."""

    number: int
    hash: str


@dataclass(frozen=True)
class Verdict:
    """`count` acts are right; `first_broken` is the number of the first that is not, and `reason` says why in Dutch."""

    count: int
    first_broken: int | None
    reason: str
    head_hash: str

    @property
    def right(self) -> bool:
        return self.first_broken is None


def verify(neighbourhood: models.Model, *, anchor: Anchor | None = None) -> Verdict:
    """Reads the whole chain, in some 20 microseconds per act, while others go on writing."""
    with scope(neighbourhood=neighbourhood):
        return _verify(Act.objects.all(), ChainHead.objects.all(), anchor)


def verify_site(*, anchor: Anchor | None = None) -> Verdict:
    return _verify(SiteAct.objects.all(), SiteChainHead.objects.all(), anchor)


def verify_all() -> Iterator[tuple[str, Verdict]]:
    """Every neighbourhood by its slug, and the site."""
    for place in _places():
        yield place.slug, verify(place)
    yield _("de site"), verify_site()


def heads() -> Iterator[tuple[str, Anchor]]:
    """Where the log of every neighbourhood and of the site ends."""
    for place in _places():
        with scope(neighbourhood=place):
            yield place.slug, _head(ChainHead.objects.all())
    yield _("de site"), _head(SiteChainHead.objects.all())


def _places() -> Iterator[Any]:
    model: Any = Act._meta.get_field("neighbourhood").related_model  # lives higher in the house
    return model.objects.order_by("slug").iterator()  # type: ignore[no-any-return]


def _verify(rows: QuerySet[Any], heads: QuerySet[Any], anchor: Anchor | None) -> Verdict:
    head = _head(heads)
    count, last = 0, START
    for number, previous_hash, its_hash, facts in _stream(rows, head.number):
        reason = ""
        if number != count + 1:
            reason = _("Hier ontbreekt een handeling.")
        elif previous_hash != last or its_hash != digest(last, facts):
            reason = _("Deze handeling is veranderd.")
        elif anchor and anchor.number == number and anchor.hash != its_hash:
            reason = _("Tot hier is de reeks herschreven: het bewaarde controlegetal is anders.")
        if reason:
            return Verdict(count, count + 1, reason, head.hash)
        count, last = number, its_hash
    if fault := _fault_at_end(Anchor(count, last), head, anchor):
        return Verdict(count, *fault, head.hash)
    # Acts only ever come with their head, so whatever we see now lies within the head that we read after it.
    highest = rows.aggregate(highest=Max("number"))["highest"] or 0
    if highest > _head(heads).number:
        reason = _("Na de laatste handeling staat er nog een die er niet bij hoort.")
        return Verdict(count, count + 1, reason, head.hash)
    return Verdict(count, None, "", head.hash)


def _fault_at_end(end: Anchor, head: Anchor, anchor: Anchor | None) -> tuple[int, str] | None:
    if end.number < head.number:
        return end.number + 1, _("Vanaf hier zijn handelingen weggehaald.")
    if end != head:
        return max(end.number, 1), _("Het laatste controlegetal is veranderd.")
    if anchor and anchor.number > end.number:
        return end.number + 1, _("Vanaf hier zijn handelingen weggehaald: er is een later controlegetal bewaard.")
    return None


def _head(heads: QuerySet[Any]) -> Anchor:
    return Anchor(*(heads.values_list("number", "hash").first() or (0, START)))


def _stream(rows: QuerySet[Any], until: int) -> Iterator[tuple[int, str, str, dict[str, Any]]]:
    """(number, previous hash, hash, facts) of every act up to that number; never more than a chunk in memory."""
    model: type[AnyAct] = rows.model
    columns = ("previous_hash", "hash", *model.FACTS)
    place = columns.index("number")
    after = 0
    while True:
        chunk = rows.filter(number__gt=after, number__lte=until).order_by("number").values_list(*columns)[:ROWS_AT_ONCE]
        for row in chunk:
            after = row[place]
            yield after, row[0], row[1], dict(zip(model.FACTS, row[2:], strict=True))
        if len(chunk) < ROWS_AT_ONCE:
            return
