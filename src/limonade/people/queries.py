"""Reads about people. All but `places_of` need the scope of a neighbourhood."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from limonade.accounts.models import User
from limonade.neighbourhoods.models import Neighbourhood, ProfileVersion
from limonade.people.models import BankAccount, HelpingHand, JoinCode, Party, ProfileSupport, RoleGrant
from limonade.people.roles import ROLES, WARN_DAYS, May
from limonade.people.rules import running
from limonade.scoping.sql_guard import national

REVIEW_DAYS = 365


def places_of(user: User) -> list[Party]:
    """What somebody is, in each neighbourhood where they take part, by the name of the place."""
    with national("the neighbourhoods of one account, for that account itself"):
        found = Party.objects.filter(user=user, left_at=None).select_related("neighbourhood")
        return list(found.order_by("neighbourhood__name"))


def party_of(user: User, neighbourhood: Neighbourhood) -> Party | None:
    return Party.objects.filter(neighbourhood=neighbourhood, user=user, left_at=None).first()


def people(text: str = "", role: str = "") -> QuerySet[Party]:
    """Everyone who takes part, by name, with their running roles in `running_grants`."""
    grants = RoleGrant.objects.filter(running()).order_by("accepted_at")
    found = Party.objects.filter(left_at=None).prefetch_related(Prefetch("grants", grants, to_attr="running_grants"))
    if text:
        found = found.filter(Q(name__icontains=text) | Q(address__icontains=text))
    if role in ROLES:
        holders = RoleGrant.objects.filter(running(), role=role).values("party")
        found = found.filter(pk__in=holders)
    return found


def holders(role: str) -> list[Party]:
    """Who has this role today, longest first."""
    grants = RoleGrant.objects.filter(running(), role=role, party__left_at=None).select_related("party")
    return [grant.party for grant in grants.order_by("accepted_at")]


def organisations_of(party: Party) -> list[Party]:
    """For which organisations somebody works here today."""
    grants = RoleGrant.objects.filter(running(), party=party, role="partner").select_related("organisation")
    return [grant.organisation for grant in grants if grant.organisation]


def who_may(may: May) -> list[Party]:
    """Everyone who may do this today, each once, by name."""
    keys = [role.key for role in ROLES.values() if may in role.may]
    grants = RoleGrant.objects.filter(running(), role__in=keys).values("party")
    return list(Party.objects.filter(pk__in=grants, left_at=None))


@dataclass(frozen=True)
class RoleLine:
    grant: RoleGrant
    is_over: bool
    ends_soon: bool
    """Within thirty days."""
    review_due: bool
    """Accepted, or renewed, more than a year ago."""

    @property
    def needs_a_look(self) -> bool:
        return self.is_over or self.ends_soon or self.review_due


def role_lines() -> list[RoleLine]:
    """All roles that have not ended, for the yearly look: what is over or needs a look first."""
    today = timezone.localdate()
    grants = RoleGrant.objects.filter(ended_at=None, party__left_at=None).select_related("party", "organisation")
    lines = [
        RoleLine(
            grant,
            is_over=bool(grant.until and grant.until < today),
            ends_soon=bool(grant.until and today <= grant.until <= today + dt.timedelta(days=WARN_DAYS)),
            review_due=bool(grant.accepted_at and (timezone.now() - grant.accepted_at).days > REVIEW_DAYS),
        )
        for grant in grants.order_by("role", "party__name")
    ]
    return sorted(lines, key=lambda line: not line.needs_a_look)


def hands_of(party: Party) -> QuerySet[HelpingHand]:
    """The running helping hands in which somebody helps or is helped."""
    mine = Q(person=party) | Q(helper=party)
    return HelpingHand.objects.filter(mine, ended_at=None).select_related("person", "helper").order_by("started_at")


def people_helped_by(helper: Party) -> QuerySet[HelpingHand, int]:
    """The keys of whom somebody helps now, for a query."""
    return HelpingHand.objects.filter(helper=helper, ended_at=None).values_list("person", flat=True)


def usable_code(text: str) -> JoinCode | None:
    """The code as somebody typed it, when it still works."""
    plain = text.replace("\x00", "").strip().upper().replace(" ", "-")
    if len(plain) == 8 and "-" not in plain:
        plain = f"{plain[:4]}-{plain[4:]}"
    found = JoinCode.objects.filter(code=plain, withdrawn_at=None, until__gte=timezone.localdate()).first()
    return found if found and found.uses < found.most_uses else None


@dataclass(frozen=True)
class Backing:
    """Who stands behind a version of the profile."""

    count: int
    names: tuple[str, ...]
    includes: bool
    """Whether it includes the one who asks."""


def backing(profile: ProfileVersion, party: Party | None) -> Backing:
    found = list(
        ProfileSupport.objects.filter(profile=profile, party__left_at=None).select_related("party").order_by("said_at")
    )
    helped = {one.said_by_id for one in found if one.said_by_id != one.party.user_id}
    helpers = dict(Party.objects.filter(user__in=helped).values_list("user", "name"))
    names = tuple(
        _("%(name)s, samen met %(helper)s") % {"name": one.party.name, "helper": helpers[one.said_by_id]}
        if one.said_by_id in helpers and one.said_by_id != one.party.user_id
        else one.party.name
        for one in found
    )
    return Backing(len(found), names, any(one.party == party for one in found))


def names_of(ids: set[int]) -> dict[int, str]:
    """What to call these parties, also those that left."""
    return dict(Party.objects.filter(pk__in=ids).values_list("pk", "name"))


def names_of_users(ids: set[int]) -> dict[int, str]:
    """What to call the people here by their account of the site, also those that left."""
    return dict(Party.objects.filter(user__in=ids).values_list("user", "name"))


def bank_accounts() -> tuple[BankAccount | None, BankAccount | None]:
    """The account in use, and the proposal that waits for a second person."""
    found = list(BankAccount.objects.filter(ended_at=None).select_related("proposed_by", "confirmed_by"))
    in_use = next((one for one in found if one.confirmed_at), None)
    waiting = next((one for one in found if not one.confirmed_at), None)
    return in_use, waiting
