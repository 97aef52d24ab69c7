"""Who may do what: questions with an answer, and checks that refuse with the reason. They change nothing."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from limonade.audit.actor import Actor
from limonade.people.errors import PeopleError
from limonade.people.models import HelpingHand, Party, RoleGrant
from limonade.people.roles import ROLES, May, may_of


@dataclass(frozen=True)
class Standing:
    """What somebody is here at this moment."""

    party: Party
    roles: frozenset[str]
    is_helped: bool = False
    """A helper looks on behalf of this person just now."""

    @property
    def may(self) -> frozenset[May]:
        return may_of(self.roles)

    @property
    def is_partner(self) -> bool:
        return "partner" in self.roles

    @property
    def needs_strong(self) -> bool:
        return any(ROLES[key].needs_strong for key in self.roles)


def running(today: object = None) -> Q:
    """The grants that count today: accepted, not ended, term not over."""
    day = today or timezone.localdate()
    return Q(accepted_at__isnull=False, ended_at=None) & (Q(until=None) | Q(until__gte=day))


def standing_of(party: Party) -> Standing:
    """One query."""
    keys = RoleGrant.objects.filter(running(), party=party).values_list("role", flat=True)
    return Standing(party, frozenset(keys))


def check_is_here(party: Party) -> None:
    if not party.is_here:
        raise PeopleError(_("%(name)s doet niet meer mee in deze wijk.") % {"name": party.name})


def check_done_in_person(by: Actor) -> None:
    """Some things nobody does for another: voting, approving, accepting a role with power."""
    if by.for_party_id is not None:
        raise PeopleError(_("Dit kan alleen iemand zelf doen, niet via een helpende hand."))


def check_not_own(by: Actor, party: Party) -> None:
    """Nobody approves what is theirs, nor that of a person they help."""
    own = {by.party_id, by.for_party_id}
    if party.pk in own or HelpingHand.objects.filter(person=party, helper_id=by.party_id, ended_at=None).exists():
        raise PeopleError(_("Dit gaat over jezelf, of over iemand die je helpt. Vraag een ander om dit te doen."))


def helps(helper: Party, person: Party) -> bool:
    return HelpingHand.objects.filter(helper=helper, person=person, ended_at=None).exists()
