"""Who bakes a plan, and for whom somebody speaks."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from limonade.bakery.models import Case
from limonade.community.queries import is_in_group
from limonade.people.access import Here
from limonade.people.models import HelpingHand, Party, RoleGrant
from limonade.people.queries import organisations_of
from limonade.people.roles import May
from limonade.people.rules import Standing, running
from limonade.steps.fields import parties
from limonade.steps.step import Refused


def bakes(here: Here, case: Case) -> bool:
    """Who is in the project group, or guides."""
    return is_in_group(here.who, case.initiative) or here.can(May.GUIDE)


def check_baker(here: Here, case: Case) -> None:
    if not bakes(here, case):
        raise Refused(_("Dit doet de groep van het initiatief. Doe eerst mee."))


def check_open(here: Here, case: Case) -> None:
    if case.decided_at:
        raise Refused(_("Over dit plan is al beslist."))


def voices_of(standing: Standing) -> list[int]:
    """For whom somebody speaks: themselves and the organisations that they work for."""
    organisations = organisations_of(standing.party) if standing.is_partner else []
    return [standing.party.pk, *(one.pk for one in organisations)]


def spoken_for(here: Here) -> list[int]:
    """Who acts for another speaks for that one alone."""
    return [here.who.pk] if here.helped else voices_of(here.standing)


def own_parties(here: Here) -> Any:
    return parties().filter(pk__in=spoken_for(here))


def speaks_for(here: Here, party: Party) -> bool:
    return party.pk == here.who.pk or (party.kind == Party.ORGANISATION and party.pk in spoken_for(here))


def somebody_works_for(organisation: str) -> Exists:
    """Whether somebody speaks today for the organisation in this field."""
    return Exists(
        RoleGrant.objects.filter(running(), role="partner", organisation=OuterRef(organisation), party__left_at=None)
    )


def somebody_helps(person: str) -> Exists:
    """Whether a helping hand acts today for the person in this field."""
    return Exists(HelpingHand.objects.filter(person=OuterRef(person), ended_at=None))
