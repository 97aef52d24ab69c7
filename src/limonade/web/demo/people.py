"""The invented people of the example. Their addresses end in .example, so no mail ever reaches anybody."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django_scopes import scope

from limonade.accounts.actions import start_account
from limonade.accounts.models import User
from limonade.audit.actor import Actor
from limonade.neighbourhoods.actions import write_profile
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people import actions, helping, joining
from limonade.people.actions import Contact
from limonade.people.models import Party

ORIGIN = "demo"
FOUNDER = "Els"
INVENTED = "@limonade.example"
"""How every address of an invented person ends; no mail ever comes there."""
# Name, roles, street. Who has no account is helped by Coby.
PAASBERG = (
    ("Bram", ("wijkondernemer",), "Bergstraat 4"),
    ("Coby", ("community_builder",), "Tuinpad 11"),
    ("Ines", ("information_gatherer",), "Bergstraat 20"),
    ("Vera", ("storyteller",), "Lindelaan 3"),
    ("Tom", ("treasurer", "member"), "Lindelaan 8"),
    ("Karim", ("audit_committee",), "Tuinpad 2"),
    ("Farah", (), "Lindelaan 15"),
)
ORGANISATIONS = (
    ("Gemeente Arnhem", "municipality", "Corrie"),
    ("Woningcorporatie De Linde", "corporation", "Wim"),
)
HELPED = ("Aisha", "Bergstraat 9")


@transaction.atomic
def lay_out_people() -> None:
    """Does nothing where people already take part."""
    paasberg = Neighbourhood.objects.get(slug="paasberg")
    geitenkamp = Neighbourhood.objects.get(slug="geitenkamp")
    with scope(neighbourhood=paasberg):
        if not Party.objects.exists():
            _people_of_paasberg(paasberg)
    with scope(neighbourhood=geitenkamp):
        if not Party.objects.exists():
            _begin(geitenkamp, "Dirk")


def address_of(name: str) -> str:
    return f"{name.lower()}{INVENTED}"


def account_of(name: str) -> User:
    """The account of somebody of the cast; their address counts as confirmed."""
    user = start_account(address_of(name))
    EmailAddress.objects.filter(user=user).update(verified=True)
    return user


def _begin(place: Neighbourhood, name: str) -> Party:
    user = account_of(name)
    return joining.begin(place, user, name=name, by=Actor(user.pk, origin=ORIGIN))


def _people_of_paasberg(place: Neighbourhood) -> None:
    els = _begin(place, FOUNDER)
    board = _acting(els)
    for grant in els.grants.filter(role="wijkondernemer"):
        actions.end_role(grant, by=board)
    cast = {name: _person(place, name, street) for name, _roles, street in PAASBERG}
    for name, roles, _street in PAASBERG:
        for role in roles:
            _give(cast[name], role, board)
    for organisation, sort, name in ORGANISATIONS:
        party = actions.add_organisation(place, name=organisation, sort=sort, by=_acting(cast["Bram"]))
        _give(_person(place, name, ""), "partner", board, organisation=party)
    _profile(place, cast)
    coby = cast["Coby"]
    name, street = HELPED
    told = "aan de keukentafel, alles voorgelezen"
    helping.let_in(coby, name=name, contact=Contact(address=street), agreed=told, by=_acting(coby))


def _person(place: Neighbourhood, name: str, street: str) -> Party:
    user = account_of(name)
    by = Actor(user.pk, origin=ORIGIN)
    return actions.add_person(place, name=name, by=by, through="code", user=user, contact=Contact(address=street))


def _acting(party: Party) -> Actor:
    return Actor(party.user_id, party.pk, origin=ORIGIN)


def _give(party: Party, role: str, board: Actor, *, organisation: Party | None = None) -> None:
    grant = actions.offer_role(party, role, organisation=organisation, by=board)
    actions.accept_role(grant, by=_acting(party))


def _profile(place: Neighbourhood, cast: dict[str, Party]) -> None:
    texts = {
        "voice": "Rustig, met een knipoog. “Kom even zitten” hoor je hier vaker dan “druk, druk”.",
        "face": "Huizen uit de jaren dertig, een helling met oude bomen, en banken die ’s avonds vol zitten.",
        "interest": "Dat we hier samen oud kunnen worden, en dat de huizen warm blijven zonder hoge rekening.",
        "desire": "Een plek waar je elkaar vanzelf tegenkomt, en geld dat in de wijk blijft.",
    }
    version = write_profile(place, texts, after=0, by=_acting(cast["Vera"]))
    for name in ("Vera", "Bram", "Farah"):
        actions.stand_behind(version, cast[name], by=_acting(cast[name]), stands=True)
