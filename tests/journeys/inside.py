"""The pages behind the door: the example with a little of everything, and what some of its people reach."""

import secrets
import time
from collections.abc import Iterator
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django_scopes import scope
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData
from playwright.sync_api import Page

from limonade.accounts.models import User
from limonade.audit.actor import Actor
from limonade.economy.budget.actions import keep
from limonade.economy.budget.planner import Written
from limonade.economy.models import ToldFigure
from limonade.facts.places import buurten_of
from limonade.ledger.models import Account, Earmark, Entry
from limonade.ledger.setting_up import open_administration
from limonade.neighbourhoods.actions import write_profile
from limonade.neighbourhoods.models import ProfileVersion
from limonade.notices.actions import stop_token
from limonade.people import actions, joining
from limonade.people.models import HelpingHand, JoinCode, Party
from tests.cast import Cast, sign_in
from tests.journeys.crawl import Answer, crawl, name_of
from tests.journeys.furnished_street import furnish_street, written_by_people
from tests.some_books import some_books
from tests.told import tell_something

INSIDERS = ("Els", "Coby", "Tom", "Farah")
WITHOUT_APP = "Coby"
OWN_ACCOUNT = ("Coby", "Farah")
"""Of whom the pages of their own account are read too; they are the same for the others."""
HERE = "/wijk/paasberg/"
KEPT_OUT = frozenset({"web:home", "web:sources", "web:about", "web:accessibility", "web:privacy", "design:components"})
"""The same for everybody, and read as a visitor."""
TOLD = frozenset({"economy:tell", "economy:told", "economy:review_told", "economy:told_list"})
OWN_HOUSEHOLD = frozenset({"economy:my_household", "economy:my_household_file", "economy:throw_away_household"})


def furnish(cast: Cast) -> None:
    """Something on every page: a proposal, a question, codes, an older profile, and every way to sign in safely."""
    place = cast.paasberg
    els, coby, tom, farah = (cast.party(name) for name in INSIDERS)
    with scope(neighbourhood=place):
        actions.propose_bank_account(place, holder="Wijkbedrijf Paasberg", iban="NL91ABNA0417164300", by=acting(tom))
        actions.offer_role(farah, "storyteller", by=acting(els))
        for role in ("information_gatherer", "wijkondernemer"):
            actions.accept_role(actions.offer_role(coby, role, by=acting(els)), by=acting(coby))
        for kind, batch in (("letter", "brieven Bergstraat"), ("poster", "poster buurthuis")):
            joining.make_codes(place, kind=kind, batch=batch, number=3, days=30, by=acting(coby))
        joining.invite_by_mail(place, email="buur@voorbeeld.nl", by=acting(coby))
        some_books(place)
        open_administration(place, name="Coöperatie", kind="cooperative", by=acting(tom))
        texts = dict.fromkeys(("voice", "face", "interest", "desire"), "Samen.")
        tell_something(farah)
        keep(farah, Written(2, 1, 1_500, {"groceries": 600}, {"groceries": ("make",)}, {"meals": 1}), is_counted=True)
        write_profile(place, texts, after=1, by=acting(els))
    furnish_street(cast)
    with scope(neighbourhood=cast.geitenkamp):
        actions.add_person(
            cast.geitenkamp, name="Farah", by=Actor(farah.user_id), through="code", user=cast.user("Farah")
        )
    User.objects.filter(pk=farah.user_id).update(is_site_admin=True)


def acting(party: Party) -> Actor:
    return Actor(party.user_id, party.pk)


def come_inside(cast: Cast, name: str) -> Client:
    """Somebody with a passkey and emergency codes, and all but Coby with an app, who showed it just now."""
    client, user = Client(), cast.user(name)
    if name != WITHOUT_APP:
        TOTP.activate(user, generate_totp_secret())
    data = {"name": "Sleutel", "credential": new_passkey()}
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)
    RecoveryCodes.activate(user)
    sign_in(client, user)
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record.update(at=time.time(), reauthenticated=True)
    session.save()
    return client


def new_passkey() -> dict[str, Any]:
    """As a browser hands it over; nobody holds its private half."""
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    number = secrets.token_bytes(16)
    about = AttestedCredentialData.create(Aaguid.NONE, number, ES256.from_cryptography_key(key))
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    shown = AuthenticatorData.create(sha256(b"localhost"), flags, 0, about)
    made_for = CollectedClientData.create(CollectedClientData.TYPE.CREATE, secrets.token_bytes(16), "http://localhost")
    return {
        "id": websafe_encode(number),
        "rawId": websafe_encode(number),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(made_for),
            "attestationObject": websafe_encode(AttestationObject.create("none", shown, {})),
        },
        "clientExtensionResults": {"credProps": {"rk": True}},
    }


def carry_in(page: Page, client: Client, site: str) -> None:
    """This browser is that person from now on."""
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


def unlinked(cast: Cast, name: str) -> Iterator[str]:
    """Where a mail, a QR code, a form or a promise to computers leads, and no link."""
    if name == "Tom":
        yield reverse("propose_account", args=["paasberg"])  # linked as long as no proposal waits
    if name == "Coby":
        yield reverse("economy:told_list", args=["paasberg", "straks"])
        yield reverse("web:try_out")  # linked from home, which is read as a visitor of a site without people
    if name in OWN_ACCOUNT:
        yield f"{reverse('web:begin')}?zoek=6824"
        yield f"{reverse('web:begin_found')}?b=BU02020844"
        yield reverse("stop_digest", args=[stop_token(cast.party("Farah"))])
        yield from map(reverse, ("account_logout", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"))
        yield from map(reverse, ("account_inactive", "socialaccount_login_cancelled", "socialaccount_connections"))
        yield reverse("security_txt")


def inside(cast: Cast, client: Client, name: str, language: str) -> dict[str, Answer]:
    """All that links lead to for this person, but for the open pages about money and the site."""

    def follows(address: str) -> bool:
        return is_inside(address) and (name in OWN_ACCOUNT or address.startswith(HERE))

    return crawl(client, language, ["/mijn/", *unlinked(cast, name)], follows)


def is_inside(address: str) -> bool:
    name = name_of(address)
    is_open = name.startswith("economy:") and name not in TOLD | OWN_HOUSEHOLD
    return name not in KEPT_OUT and not is_open and "/geitenkamp/" not in address


def as_others_wrote(cast: Cast) -> list[str]:
    """What people wrote themselves, and what places are called, stays as it is; the longest first."""
    with scope(neighbourhood=cast.paasberg):
        found = {one.name for one in buurten_of("GM0202")}
        found |= set(Party.objects.values_list("name", flat=True))
        found |= set(JoinCode.objects.values_list("batch", flat=True))
        found |= set(HelpingHand.objects.values_list("agreed", flat=True))
        found |= set(Account.objects.values_list("name", flat=True))
        found |= {text for one in Earmark.objects.all() for text in (one.name, one.conditions)}
        found |= set(Entry.objects.values_list("text", flat=True))
        found |= set(written_by_people())
        found |= {text for one in ToldFigure.objects.all() for text in (one.title, one.evidence)}
        for version in ProfileVersion.objects.all():
            found |= {getattr(version, field) for field in ProfileVersion.FIELDS}
    return sorted(found, key=len, reverse=True)
