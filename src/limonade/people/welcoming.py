"""Who came lately, and the welcome that each of them gets once."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from limonade.audit.actions import record
from limonade.audit.actor import Actor
from limonade.people.errors import PeopleError
from limonade.people.models import Party, Welcome
from limonade.people.rules import check_done_in_person, check_is_here

NEWCOMER_DAYS = 14


def _is_welcomed() -> Exists:
    return Exists(Welcome.objects.filter(newcomer=OuterRef("pk")))


def newcomers(welcomer: Party) -> QuerySet[Party]:
    """For this person: who came with an own account, first who waits, and then the newest.

    Who came without one was let in by a neighbour at the door.
    """
    since = timezone.now() - dt.timedelta(days=NEWCOMER_DAYS)
    came = Party.objects.filter(kind=Party.PERSON, left_at=None, joined_at__gte=since, user__isnull=False)
    return came.exclude(pk=welcomer.pk).order_by(_is_welcomed(), "-joined_at")


def not_welcomed(welcomer: Party) -> QuerySet[Party]:
    return newcomers(welcomer).filter(~_is_welcomed())


def welcomes_of(party: Party) -> QuerySet[Welcome]:
    """What somebody said and was told, newest first."""
    found = Welcome.objects.filter(Q(newcomer=party) | Q(welcomer=party))
    return found.select_related("newcomer", "welcomer").order_by("-said_at")


@transaction.atomic
def welcome(newcomer: Party, welcomer: Party, *, text: str, by: Actor) -> None:
    check_done_in_person(by)
    check_is_here(newcomer)
    try:
        with transaction.atomic():
            said = Welcome.objects.create(
                neighbourhood_id=newcomer.neighbourhood_id,
                newcomer=newcomer,
                welcomer=welcomer,
                text=text.strip(),
                said_at=timezone.now(),
                said_by_id=by.user_id,
            )
    except IntegrityError as error:
        raise PeopleError(_("%(name)s is al welkom geheten.") % {"name": newcomer.name}) from error
    record(newcomer.neighbourhood, "people.welcomed", by=by, subject=said, about=newcomer.pk)
