"""All sums of the books and of the logs once more, what came of it, and whether anybody may book since."""

import datetime as dt
from collections.abc import Iterator

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from limonade.audit.queries import verify_all
from limonade.ledger import errors, selfcheck
from limonade.ledger.models import Administration, SelfCheck
from limonade.scoping.sql_guard import national

MOST_KEPT = 100
KNOWN_HERE = ("ledger", "audit")  # whose tables we read
GUARDS = "guards"  # the rule of selfcheck that a migration mends by itself


def findings(*, despite_guards: bool = False) -> list[str]:
    """A Dutch sentence for each thing that is wrong in any neighbourhood; empty when all is well. Reads only."""
    books = selfcheck.check(DEFAULT_DB_ALIAS)
    told = [one.says for one in books if not (despite_guards and one.rule == GUARDS)]
    for name, verdict in verify_all():
        if not verdict.right:
            says = _("Het logboek van %(name)s klopt niet vanaf handeling %(number)s. %(reason)s")
            told.append(says % {"name": name, "number": verdict.first_broken, "reason": verdict.reason})
    return told


def keep(told: list[str]) -> None:
    """From now on nothing is booked, or everything again."""
    SelfCheck.objects.create(moment=timezone.now(), count=len(told), findings=told[:MOST_KEPT])


def check_and_keep() -> list[str]:
    told = findings()
    keep(told)
    return told


def heads() -> Iterator[tuple[str, str, selfcheck.Anchor]]:
    """(neighbourhood, administration, where its chain ends), for the kascommissie to write down."""
    with national("the heads of all books"):
        for one in Administration.objects.select_related("neighbourhood").order_by("neighbourhood__slug", "name"):
            yield one.neighbourhood.slug, one.name, selfcheck.anchor(one)


def tables_are_there() -> bool:
    return any(app == "ledger" for app, _name in MigrationRecorder(connection).applied_migrations())


def tables_are_of_this_version() -> bool:
    loader = MigrationLoader(connection)
    leaves = {leaf for app in KNOWN_HERE for leaf in loader.graph.leaf_nodes(app)}
    return leaves <= set(loader.applied_migrations)


# Reading what came of it


def last_check() -> SelfCheck | None:
    return SelfCheck.objects.order_by("-pk").first()


def last_finding() -> SelfCheck | None:
    """The last check, when it found something."""
    last = last_check()
    return last if last and last.count else None


def read_only_since() -> dt.datetime | None:
    """The first check that found something, when the last one still did; None when everybody may book.

    One look at the end of a primary key, when all is well.
    """
    newest = SelfCheck.objects.order_by("-pk")
    if not newest.values_list("count", flat=True).first():
        return None
    last_clean = newest.filter(count=0).values_list("pk", flat=True).first() or 0
    return SelfCheck.objects.filter(pk__gt=last_clean).order_by("pk").values_list("moment", flat=True).first()


def refuse_when_read_only() -> None:
    """Raises BooksAreReadOnly."""
    if since := read_only_since():
        raise errors.BooksAreReadOnly(since)
