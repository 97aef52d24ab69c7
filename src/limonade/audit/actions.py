"""Writing down what happened.

Record as the last thing in a transaction, first for the neighbourhood and then for the site: from there until
the commit the writers of that chain wait for each other, and with one order nobody waits in a circle.
"""

import re
from typing import Any, TypeVar

from django.db import connection, models
from django.utils import timezone

from limonade.audit.actor import Actor
from limonade.audit.chain import digest
from limonade.audit.details import refuse_unfit
from limonade.audit.errors import NotInTransaction
from limonade.audit.models import Act, AnyAct, ChainHead, Result, SiteAct, SiteChainHead
from limonade.scoping.errors import NeighbourhoodIsFixed
from limonade.scoping.models import Scoped

KEY = re.compile(r"[a-z_]+(\.[a-z_]+)+")
SomeAct = TypeVar("SomeAct", bound=AnyAct)


def record(
    neighbourhood: models.Model,
    act: str,
    *,
    by: Actor,
    subject: models.Model | None = None,
    result: str = Result.DONE,
    **details: Any,
) -> Act:
    """In the transaction of the change: rolled back together. Needs no scope, but refuses another one's.

    Raises NotInTransaction; ValueError for a wrong key, result or detail; NeighbourhoodIsFixed when the active
    scope or the subject is of another neighbourhood.
    """
    if isinstance(subject, Scoped) and subject.neighbourhood_id != neighbourhood.pk:
        raise NeighbourhoodIsFixed(f"{subject._meta.label} {subject.pk} is not of neighbourhood {neighbourhood.pk}.")
    new = Act(neighbourhood_id=neighbourhood.pk, **_columns(act, by, subject, result, details))
    heads = ChainHead.objects.with_scope(neighbourhood=neighbourhood)  # type: ignore[attr-defined]
    return _append(new, heads, ChainHead(neighbourhood_id=neighbourhood.pk))


def record_for_site(
    act: str, *, by: Actor, subject: models.Model | None = None, result: str = Result.DONE, **details: Any
) -> SiteAct:
    """As record, for what happens to accounts and to the site."""
    new = SiteAct(**_columns(act, by, subject, result, details))
    return _append(new, SiteChainHead.objects, SiteChainHead())


def _columns(act: str, by: Actor, subject: models.Model | None, result: str, details: dict[str, Any]) -> dict[str, Any]:
    if not KEY.fullmatch(act):
        raise ValueError(f"{act!r} is no key of an act, such as people.role_offered.")
    refuse_unfit(details)
    return {
        "user_id": by.user_id,
        "acting_party": by.party_id,
        "for_party": by.for_party_id,
        "origin": by.origin,
        "act": act,
        "subject": subject._meta.label if subject else "",
        "subject_id": subject.pk if subject else None,
        "result": Result(result).value,
        "details": details,
    }


def _append(new: SomeAct, heads: Any, first: models.Model) -> SomeAct:
    """Takes the next number while it holds the head of the chain."""
    if not connection.in_atomic_block:
        raise NotInTransaction(f"Record {new.act} within transaction.atomic(), with the change that it tells of.")
    head = heads.select_for_update().first()
    if head is None:
        heads.bulk_create([first], ignore_conflicts=True)  # another writer may be the first too
        head = heads.select_for_update().get()
    new.number = head.number + 1
    new.moment = timezone.now()
    new.previous_hash = head.hash
    new.hash = digest(head.hash, new.facts())
    new.save(force_insert=True)
    heads.filter(pk=head.pk).update(number=new.number, hash=new.hash)
    return new
