"""The people and the things on stage. Things are made for one knock and go with it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from types import SimpleNamespace
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from limonade.accounts.models import User
from limonade.audit.actor import Actor
from limonade.economy.budget.actions import keep
from limonade.economy.budget.planner import Written
from limonade.ledger import desk
from limonade.ledger.models import Administration, Unit
from limonade.neighbourhoods.models import Neighbourhood
from limonade.notices.actions import stop_token
from limonade.people import actions, helping, joining
from limonade.people.access import session_key
from limonade.people.models import BankAccount, HelpingHand, Party, ProfileSupport
from limonade.web.demo.people import account_of
from tests.access.things_of_together import THEIRS_WHEN_HELPED, THINGS
from tests.access.who import HERE, Who
from tests.cast import Cast, lay_out_cast, outsider, sign_in
from tests.example import lay_out_demo
from tests.some_books import some_books
from tests.told import tell_something

NAMES = {
    Who.OUTSIDER: "Buitenstaander",
    Who.RESIDENT: "Farah",
    Who.MEMBER: "Mila",
    Who.WIJKONDERNEMER: "Bram",
    Who.COMMUNITY_BUILDER: "Coby",
    Who.INFORMATION_GATHERER: "Ines",
    Who.STORYTELLER: "Vera",
    Who.TREASURER: "Tom",
    Who.BOARD: "Els",
    Who.AUDIT_COMMITTEE: "Karim",
    Who.MUNICIPALITY: "Corrie",
    Who.CORPORATION: "Wim",
    Who.SITE_ADMIN: "Beheer",
    Who.EX_MEMBER: "Olga",
    Who.ROLE_LOSER: "Piet",
    Who.ELSEWHERE: "Dirk",
    Who.ACTING: "Hanna",
}
EVERY_RIGHT = ("board", "treasurer", "community_builder")
NEIGHBOUR, FAR_AWAY, HELPED = "Noor", "Gerda", "Aisha"
NOTHING = "nothing"
QUARTER = 16 * 60


class Signed(StrEnum):
    """How somebody came in."""

    FRESH = "fresh"  # with an app, a minute ago
    STALE = "stale"  # with an app, sixteen minutes ago
    WEAK = "weak"  # with a mailed code only


class Whose(StrEnum):
    OWN = "own"  # of who knocks; Farah's for who does not take part
    NEIGHBOUR = "of a neighbour"
    FAR = "of another neighbourhood"


@dataclass
class Stage:
    cast: Cast
    sessions: dict[tuple[Who, Signed], str] = field(default_factory=dict)
    books: dict[int, SimpleNamespace] = field(default_factory=dict)
    """Laid out once, by neighbourhood."""
    handler: Any = field(default_factory=lambda: Client().handler)

    @property
    def place(self) -> Neighbourhood:
        return self.cast.paasberg

    @property
    def far_place(self) -> Neighbourhood:
        return self.cast.geitenkamp

    def party(self, name: str) -> Party:
        place = self.far_place if name in ("Dirk", FAR_AWAY) else self.place
        with scope(neighbourhood=place):
            return Party.objects.select_related("neighbourhood", "user").get(name=name)

    @property
    def neighbour(self) -> Party:
        return self.party(NEIGHBOUR)

    def user(self, who: Who) -> User:
        return self.cast.user(NAMES[who])

    def client(self, who: Who, signed: Signed = Signed.FRESH, *, enforce_csrf_checks: bool = False) -> Client:
        client = Client(enforce_csrf_checks=enforce_csrf_checks)
        if not enforce_csrf_checks:
            client.handler = self.handler  # else every client looks through all static files again
        if who is not Who.VISITOR:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who, signed]
        return client

    def owner(self, who: Who, whose: Whose, *, helped: bool = False) -> Party:
        if whose is not Whose.OWN:
            return self.party(NEIGHBOUR if whose is Whose.NEIGHBOUR else FAR_AWAY)
        if who is Who.ACTING and helped:
            return self.party(HELPED)
        return self.party(NAMES[who] if who in HERE else "Farah")

    def make(self, kind: str, who: Who, whose: Whose) -> Any:
        """A thing of this kind; `who` is who will knock."""
        if kind == NOTHING:
            return None
        owner = self.owner(who, whose, helped=kind in HELPED_OWNS)
        with scope(neighbourhood=owner.neighbourhood):
            return MAKERS[kind](self, owner, who)


def lay_out_stage() -> Stage:
    lay_out_demo()
    stage = Stage(lay_out_cast())
    outsider()
    User.objects.filter(pk=account_of("Beheer").pk).update(is_site_admin=True)
    with scope(neighbourhood=stage.place):
        _more_people(stage)
    with scope(neighbourhood=stage.far_place):
        _joins(stage.far_place, FAR_AWAY)
    for place in (stage.place, stage.far_place):
        with scope(neighbourhood=place):
            stage.books[place.pk] = some_books(place)
    for who in SIGNED_IN_ORDER:
        user = stage.user(who)
        TOTP.activate(user, generate_totp_secret())
        for signed in Signed:
            stage.sessions[who, signed] = _session(stage, who, user, signed)
    return stage


SIGNED_IN_ORDER = tuple(NAMES)


def _more_people(stage: Stage) -> None:
    board = actor(stage.party("Els"))
    mila, olga, piet, hanna, _noor = (
        _joins(stage.place, name) for name in ("Mila", "Olga", "Piet", "Hanna", NEIGHBOUR)
    )
    give(mila, "member", by=board)
    give(olga, "community_builder", by=board)
    actions.leave(olga, by=actor(olga))
    for role in EVERY_RIGHT:
        give(piet, role, by=board)
        give(hanna, role, by=board)
    for grant in piet.grants.all():
        actions.end_role(grant, by=board)
    helping.start_helping(stage.party(HELPED), hanna, bond="relative", agreed="samen besproken", by=actor(hanna))


def _joins(place: Neighbourhood, name: str) -> Party:
    user = account_of(name)
    return actions.add_person(place, name=name, by=Actor(user.pk, origin="test"), through="code", user=user)


def _session(stage: Stage, who: Who, user: User, signed: Signed) -> str:
    client = Client()
    age = QUARTER if signed is Signed.STALE else 60
    sign_in(client, user, strong=signed is not Signed.WEAK, seconds_ago=age)
    session = client.session
    for record in session.get(AUTHENTICATION_METHODS_SESSION_KEY, ()):
        record["reauthenticated"] = True  # asked for by the pages about the means themselves
    session.save()
    if who is Who.ACTING:
        session = client.session
        session[session_key(stage.place)] = stage.party(HELPED).pk
        session.save()
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def actor(party: Party) -> Actor:
    return Actor(party.user_id, party.pk, origin="test")


def give(party: Party, role: str, *, by: Actor) -> Any:
    grant = actions.offer_role(party, role, by=by)
    actions.accept_role(grant, by=actor(party))
    return grant


def _granted(owner: Party, stage: Stage, *, accepted: bool) -> Any:
    held = set(owner.grants.filter(ended_at=None).values_list("role", flat=True))
    role = next(one for one in ("member", "storyteller") if one not in held)
    offered_by = stage.cast.user("Els")
    now = timezone.now()
    return owner.grants.create(
        neighbourhood=owner.neighbourhood,
        role=role,
        offered_at=now,
        offered_by=offered_by,
        accepted_at=now if accepted else None,
        accepted_by=offered_by if accepted else None,
    )


def _on_paper(owner: Party) -> Party:
    """Somebody without an account in the same neighbourhood."""
    made = timezone.now()
    return Party.objects.create(
        neighbourhood=owner.neighbourhood, name="Bep", came_through="builder", joined_at=made, joined_by=owner.user
    )


def _hand(stage: Stage, owner: Party, who: Who) -> HelpingHand:
    told = "alles voorgelezen"
    return helping.start_helping(_on_paper(owner), owner, bond="relative", agreed=told, by=actor(owner))


def _proposal(stage: Stage, owner: Party, who: Who, *, own: bool = False) -> BankAccount:
    proposer = stage.user(who) if own and who in HERE else stage.cast.user("Dirk" if owner.name == FAR_AWAY else "Tom")
    return actions.propose_bank_account(
        owner.neighbourhood, holder="Wijkbedrijf", iban="NL91ABNA0417164300", by=Actor(proposer.pk, origin="test")
    )


def _code(stage: Stage, owner: Party, who: Who) -> Any:
    batch = f"brieven {owner.neighbourhood.slug}"
    return joining.make_codes(owner.neighbourhood, kind="letter", batch=batch, number=1, days=30, by=actor(owner))[0]


def _without_means(stage: Stage, who: Who) -> Any:
    return None if who is Who.VISITOR else Authenticator.objects.filter(user=stage.user(who)).delete()


def _passkey(stage: Stage, owner: Party, who: Who, *, is_alone: bool = False) -> Any:
    """Of the account that knocks when it is their own."""
    if is_alone:
        _without_means(stage, who)
    own = who is not Who.VISITOR and owner.name not in (NEIGHBOUR, FAR_AWAY)
    user = stage.user(who) if own else owner.user
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Sleutel"})


def _wallet(owner: Party) -> Any:
    books = Administration.objects.get()
    return desk.open_wallet(books, owner, Unit.objects.get(pk="UUR"), by=actor(owner))


# Who acts for somebody owns what is that person's.
HELPED_OWNS = frozenset({"offer", "grant", "wallet", "told"}) | THEIRS_WHEN_HELPED
MAKERS: dict[str, Callable[[Stage, Party, Who], Any]] = {
    "offer": lambda stage, owner, who: _granted(owner, stage, accepted=False),
    "grant": lambda stage, owner, who: _granted(owner, stage, accepted=True),
    "hand": _hand,
    "person": lambda stage, owner, who: owner,
    "paper person": lambda stage, owner, who: _on_paper(owner),
    "proposal": _proposal,
    "code": _code,
    "passkey": _passkey,
    "no means": lambda stage, owner, who: _without_means(stage, who),
    "passkey without app": lambda stage, owner, who: _passkey(stage, owner, who, is_alone=True),
    "emergency codes": lambda stage, owner, who: who is Who.VISITOR or RecoveryCodes.activate(stage.user(who)),
    "own proposal": lambda stage, owner, who: _proposal(stage, owner, who, own=True),
    "no support": lambda stage, owner, who: ProfileSupport.objects.all().delete(),
    "books": lambda stage, owner, who: stage.books[owner.neighbourhood_id],
    "household": lambda stage, owner, who: keep(owner, Written(1, 0, None, {}, {}, {}), is_counted=False),
    "told": lambda stage, owner, who: tell_something(owner),
    "wallet": lambda stage, owner, who: _wallet(owner),
    **THINGS,
    "stop token": lambda stage, owner, who: SimpleNamespace(token=stop_token(owner)),
}
