"""What people do with each other: taking part, roles, leaving, standing behind the profile, the bank account.

Every action runs in one transaction with its line in the log, and needs the scope of the neighbourhood.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scope

from limonade.accounts.actions import close_account, end_sessions
from limonade.accounts.models import User
from limonade.audit.actions import record, record_for_site
from limonade.audit.actor import Actor
from limonade.neighbourhoods.models import Neighbourhood, ProfileVersion
from limonade.people.errors import PeopleError
from limonade.people.models import BankAccount, HelpingHand, JoinCode, Party, ProfileSupport, RoleGrant, Welcome
from limonade.people.official_numbers import is_iban, is_kvk, is_rsin, plain_iban
from limonade.people.queries import holders, places_of
from limonade.people.roles import ROLES, clash
from limonade.people.rules import check_done_in_person, check_is_here, check_not_own, running

MONTH_DAYS = 30.44


@dataclass(frozen=True)
class Contact:
    """How to reach somebody on paper or by phone; both may be empty."""

    phone: str = ""
    address: str = ""


NO_CONTACT = Contact()


@transaction.atomic
def add_person(
    neighbourhood: Neighbourhood,
    *,
    name: str,
    by: Actor,
    through: str,
    user: User | None = None,
    contact: Contact = NO_CONTACT,
) -> Party:
    """Somebody takes part. Who was here before with the same account comes back as the same party."""
    name = name.strip()
    if not name:
        raise PeopleError(_("Vul een naam in. Een voornaam is genoeg."))
    now = timezone.now()
    before = Party.objects.filter(user=user).first() if user else None
    if before and before.is_here:
        raise PeopleError(_("Je doet al mee in deze wijk."))
    party = before or Party(neighbourhood=neighbourhood, user=user)
    party.name, party.phone, party.address = name, contact.phone.strip(), contact.address.strip()
    party.came_through, party.joined_at, party.joined_by_id = through, now, by.user_id
    party.left_at = party.left_by = None
    party.save()
    # Who lets themselves in had no party to act as before this.
    actor = replace(by, party_id=party.pk) if user and by.party_id is None else by
    record(neighbourhood, "people.joined", by=actor, subject=party, about=party.pk, through=through)
    return party


@transaction.atomic
def add_organisation(
    neighbourhood: Neighbourhood, *, name: str, sort: str, by: Actor, kvk: str = "", rsin: str = ""
) -> Party:
    kvk, rsin = ("".join(text.split()) for text in (kvk, rsin))
    if kvk and not is_kvk(kvk):
        raise PeopleError(_("Dit is geen KvK-nummer. Dat heeft acht cijfers, bijvoorbeeld 12345678."))
    if rsin and not is_rsin(rsin):
        raise PeopleError(_("Dit RSIN klopt niet. Kijk de negen cijfers na in het handelsregister."))
    known = Q(kvk=kvk) if kvk else Q(name__iexact=name.strip())
    if Party.objects.filter(known, kind=Party.ORGANISATION, left_at=None).exists():
        raise PeopleError(_("Deze organisatie staat er al."))
    party = Party.objects.create(
        neighbourhood=neighbourhood,
        kind=Party.ORGANISATION,
        name=name.strip(),
        sort=sort,
        kvk=kvk,
        rsin=rsin,
        came_through="builder",
        joined_at=timezone.now(),
        joined_by_id=by.user_id,
    )
    record(neighbourhood, "people.organisation_added", by=by, subject=party, sort=sort)
    return party


@transaction.atomic
def change_details(party: Party, *, name: str, phone: str, address: str, by: Actor) -> None:
    check_is_here(party)
    told = {"name": name.strip(), "phone": phone.strip(), "address": address.strip()}
    if not told["name"]:
        raise PeopleError(_("Vul een naam in. Een voornaam is genoeg."))
    changed = [field for field, text in told.items() if getattr(party, field) != text]
    for field in changed:
        setattr(party, field, told[field])
    if changed:
        party.save(update_fields=changed)
        record(party.neighbourhood, "people.details_changed", by=by, subject=party, fields=",".join(changed))


@transaction.atomic
def offer_role(party: Party, role: str, *, by: Actor, organisation: Party | None = None) -> RoleGrant:
    """Ask somebody for a role. It counts once they accept it themselves."""
    check_is_here(party)
    check_done_in_person(by)
    check_not_own(by, party)
    definition = ROLES[role]
    if not party.is_person:
        raise PeopleError(_("Een rol is van een mens. Kies iemand die de organisatie vertegenwoordigt."))
    if definition.for_organisation != (organisation is not None):
        raise PeopleError(_("Een partner hoort bij een organisatie, een andere rol niet."))
    if definition.needs_strong and party.user_id is None:
        raise PeopleError(
            _("Voor deze rol is een eigen account nodig. Nodig %(name)s eerst uit.") % {"name": party.name}
        )
    _check_no_clash(party, role)
    # A grant whose term is over makes way for the new one.
    _end(RoleGrant.objects.filter(party=party, role=role, ended_at=None, until__lt=timezone.localdate()), by)
    try:
        with transaction.atomic():
            grant = RoleGrant.objects.create(
                neighbourhood_id=party.neighbourhood_id,
                party=party,
                role=role,
                organisation=organisation,
                offered_at=timezone.now(),
                offered_by_id=by.user_id,
            )
    except IntegrityError as error:
        raise PeopleError(_("%(name)s heeft deze rol al, of is er al voor gevraagd.") % {"name": party.name}) from error
    record(party.neighbourhood, "people.role_offered", by=by, subject=grant, about=party.pk, role=role)
    return grant


def _check_no_clash(party: Party, role: str) -> None:
    held = RoleGrant.objects.filter(running(), party=party).values_list("role", flat=True)
    if found := clash(frozenset({*held, role})):
        first, second = (str(ROLES[key].name) for key in sorted(found))
        raise PeopleError(
            _("%(first)s en %(second)s gaan niet samen: die kijken elkaar na.") % {"first": first, "second": second}
        )


@transaction.atomic
def accept_role(grant: RoleGrant, *, by: Actor) -> None:
    if grant.party_id not in (by.party_id, by.for_party_id):
        raise PeopleError(_("Alleen iemand zelf kan een rol aannemen."))
    if by.for_party_id is not None and (grant.definition.needs_strong or grant.offered_by_id == by.user_id):
        raise PeopleError(_("Deze rol kan alleen iemand zelf aannemen, niet via een helpende hand."))
    check_is_here(grant.party)
    _check_no_clash(grant.party, grant.role)
    now = timezone.now()
    waiting = RoleGrant.objects.filter(pk=grant.pk, accepted_at=None, ended_at=None)
    if not waiting.update(accepted_at=now, accepted_by_id=by.user_id, until=_end_of_term(grant.role, now)):
        raise PeopleError(_("Deze vraag loopt niet meer."))
    record(grant.party.neighbourhood, "people.role_accepted", by=by, subject=grant, role=grant.role)


def _end_of_term(role: str, start: dt.datetime) -> dt.date | None:
    months = ROLES[role].term_months
    return timezone.localdate(start) + dt.timedelta(days=round(months * MONTH_DAYS)) if months else None


@transaction.atomic
def renew_role(grant: RoleGrant, *, by: Actor) -> None:
    """The yearly look said that this is still right; a new term begins."""
    check_done_in_person(by)
    check_not_own(by, grant.party)
    now = timezone.now()
    running_one = RoleGrant.objects.filter(pk=grant.pk, accepted_at__isnull=False, ended_at=None)
    if not running_one.update(accepted_at=now, accepted_by_id=by.user_id, until=_end_of_term(grant.role, now)):
        raise PeopleError(_("Deze rol loopt niet meer."))
    record(
        grant.party.neighbourhood, "people.role_renewed", by=by, subject=grant, about=grant.party_id, role=grant.role
    )


@transaction.atomic
def end_role(grant: RoleGrant, *, by: Actor) -> None:
    """Taken away, laid down or declined. Sessions of who loses it end at once."""
    if grant.party_id != by.for_party_id:
        check_done_in_person(by)
    if grant.role == "board" and grant.accepted_at and all(one.pk == grant.party_id for one in holders("board")):
        raise PeopleError(_("Dit is het laatste bestuurslid. Vraag eerst een ander voor het bestuur."))
    if not _end(RoleGrant.objects.filter(pk=grant.pk, ended_at=None), by):
        raise PeopleError(_("Deze rol was al gestopt."))
    record(grant.party.neighbourhood, "people.role_ended", by=by, subject=grant, about=grant.party_id, role=grant.role)
    is_taken_away = grant.party_id not in (by.party_id, by.for_party_id)
    if grant.accepted_at and is_taken_away and grant.party.user:
        end_sessions(grant.party.user)


def _end(grants: Any, by: Actor) -> int:
    return int(grants.update(ended_at=timezone.now(), ended_by_id=by.user_id))


@transaction.atomic
def leave(party: Party, *, by: Actor) -> None:
    """Stop taking part: roles and helping hands end, contact details go. It costs nothing."""
    check_is_here(party)
    now = timezone.now()
    _end(RoleGrant.objects.filter(party=party, ended_at=None), by)
    hands = HelpingHand.objects.filter(Q(person=party) | Q(helper=party), ended_at=None)
    hands.update(ended_at=now, ended_by_id=by.user_id, ended_through="leave")
    party.left_at, party.left_by_id = now, by.user_id
    party.phone = party.address = ""
    party.save(update_fields=["left_at", "left_by", "phone", "address"])
    record(party.neighbourhood, "people.left", by=by, subject=party)
    if party.user and by.user_id != party.user_id:
        end_sessions(party.user)


@transaction.atomic
def leave_everywhere(user: User, *, origin: str) -> None:
    """Stop taking part in every neighbourhood, and close the account."""
    for party in places_of(user):
        with scope(neighbourhood=party.neighbourhood):
            leave(party, by=Actor(user.pk, party.pk, origin=origin))
    close_account(user)
    record_for_site("accounts.closed", by=Actor(user.pk, origin=origin), subject=user)


def forget(days: int = 30) -> int:
    """Take away what may no longer be kept, in the active scope: see PERSONAL of the models. Returns how many people.

    Names and accounts of who left, how they said yes to help, words of welcome, addresses of invitations that are over.
    """
    before = timezone.now() - dt.timedelta(days=days)
    stale = Party.objects.filter(left_at__lt=before, kind=Party.PERSON).exclude(name=GONE)
    HelpingHand.objects.filter(person__in=stale).update(agreed="")
    Welcome.objects.filter(Q(newcomer__in=stale) | Q(welcomer__in=stale)).update(text="")
    JoinCode.objects.filter(until__lt=before.date()).exclude(email="").update(email="")
    return int(stale.update(name=GONE, user=None))


GONE = "Oud-deelnemer"


@transaction.atomic
def stand_behind(profile: ProfileVersion, party: Party, *, by: Actor, stands: bool) -> None:
    """Say, or take back, that somebody stands behind this version. Saying it twice changes nothing."""
    check_is_here(party)
    mine = ProfileSupport.objects.filter(profile=profile, party=party)
    if stands and not mine.exists():
        ProfileSupport.objects.create(
            neighbourhood_id=party.neighbourhood_id,
            profile=profile,
            party=party,
            said_at=timezone.now(),
            said_by_id=by.user_id,
        )
        record(party.neighbourhood, "people.stands_behind_profile", by=by, subject=profile)
    elif not stands and mine.delete()[0]:
        record(party.neighbourhood, "people.no_longer_behind_profile", by=by, subject=profile)


@transaction.atomic
def propose_bank_account(neighbourhood: Neighbourhood, *, holder: str, iban: str, by: Actor) -> BankAccount:
    check_done_in_person(by)
    plain = plain_iban(iban)
    if not is_iban(plain):
        raise PeopleError(_("Dit IBAN klopt niet. Kijk het na op je bankpas of in de app van je bank."))
    if not holder.strip():
        raise PeopleError(_("Vul in op welke naam de rekening staat."))
    try:
        with transaction.atomic():
            account = BankAccount.objects.create(
                neighbourhood=neighbourhood,
                holder=holder.strip(),
                iban=plain,
                proposed_at=timezone.now(),
                proposed_by_id=by.user_id,
            )
    except IntegrityError as error:
        raise PeopleError(_("Er ligt al een voorstel. Bevestig dat eerst, of wijs het af.")) from error
    record(neighbourhood, "people.bank_account_proposed", by=by, subject=account)
    return account


@transaction.atomic
def confirm_bank_account(account: BankAccount, *, iban: str, by: Actor) -> None:
    """The second person agrees with exactly this IBAN."""
    check_done_in_person(by)
    if account.proposed_by_id == by.user_id:
        raise PeopleError(_("Iemand anders dan de voorsteller moet dit bevestigen."))
    if account.iban != plain_iban(iban):
        raise PeopleError(_("Het voorstel is intussen veranderd. Kijk het opnieuw na."))
    now = timezone.now()
    in_use = BankAccount.objects.filter(confirmed_at__isnull=False, ended_at=None)
    waiting = BankAccount.objects.filter(pk=account.pk, confirmed_at=None, ended_at=None)
    in_use.update(ended_at=now, ended_by_id=by.user_id)
    if not waiting.update(confirmed_at=now, confirmed_by_id=by.user_id):
        raise PeopleError(_("Dit voorstel ligt er niet meer."))
    record(account.neighbourhood, "people.bank_account_confirmed", by=by, subject=account)


@transaction.atomic
def reject_bank_account(account: BankAccount, *, by: Actor) -> None:
    check_done_in_person(by)
    waiting = BankAccount.objects.filter(pk=account.pk, confirmed_at=None, ended_at=None)
    if not waiting.update(ended_at=timezone.now(), ended_by_id=by.user_id):
        raise PeopleError(_("Dit voorstel ligt er niet meer."))
    record(account.neighbourhood, "people.bank_account_rejected", by=by, subject=account)
