"""What the people's own room asks: roles, safe sign-in, a welcome, a profile, help to check."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from limonade.accounts.strength import has_strong_means
from limonade.neighbourhoods.models import Neighbourhood, ProfileVersion
from limonade.notices.asked import Asked
from limonade.notices.for_helped import waiting_for_helped
from limonade.people.models import HelpingHand, Party, ProfileSupport, RoleGrant, Welcome
from limonade.people.queries import bank_accounts, people_helped_by, role_lines
from limonade.people.roles import ROLES, May
from limonade.people.rules import Standing
from limonade.people.welcoming import NEWCOMER_DAYS, not_welcomed

CHECK_HELP_DAYS = 365
TOLD_DAYS = 14
MOST_HANDS = 5
MOST_NAMES = 3


def from_people(standing: Standing) -> Iterator[Asked]:
    place = standing.party.neighbourhood
    yield from _own_roles(standing, place)
    yield from _safe_sign_in(standing)
    if May.GIVE_ROLES in standing.may:
        yield from _roles_to_look_at(place)
        yield from _empty_roles(place)
    if May.CONFIRM_TREASURY in standing.may:
        yield from _bank_account(standing, place)
    if May.ADD_PEOPLE in standing.may:
        yield from _newcomers(standing, place)
    yield from _welcomed(standing, place)
    yield from _profile(standing, place)
    yield from _helping(standing, place)


def _own_roles(standing: Standing, place: Neighbourhood) -> Iterator[Asked]:
    offers = RoleGrant.objects.filter(party=standing.party, accepted_at=None, ended_at=None)
    for grant in offers.order_by("offered_at"):
        yield Asked(
            _("Wil je %(role)s zijn?") % {"role": str(grant).lower()},
            str(grant.definition.what),
            reverse("answer_role", args=[place.slug, grant.pk]),
            "hand-heart",
        )


def _safe_sign_in(standing: Standing) -> Iterator[Asked]:
    user = standing.party.user
    if standing.needs_strong and user and not has_strong_means(user):
        yield Asked(
            _("Zet een passkey aan"),
            _("Met jouw rol zie je gegevens van anderen, of geld. Daarvoor kom je extra veilig binnen."),
            reverse("mfa_index"),
            "key-round",
            is_urgent=True,
        )


def _roles_to_look_at(place: Neighbourhood) -> Iterator[Asked]:
    lines = [line for line in role_lines() if line.needs_a_look]
    if lines:
        days = [line.grant.until for line in lines if line.grant.until]
        yield Asked(
            _("Kijk de rollen na"),
            _("Bij %(count)s is de termijn om, of bijna.") % {"count": len(lines)},
            reverse("role_review", args=[place.slug]),
            "users-round",
            due=min(days) if days else None,
        )


def _empty_roles(place: Neighbourhood) -> Iterator[Asked]:
    """Somebody for the money, and somebody who looks over that shoulder."""
    asked = set(RoleGrant.objects.filter(ended_at=None).values_list("role", flat=True))
    for key in ("treasurer", "audit_committee"):
        if key not in asked:
            yield Asked(
                _("Zoek iemand voor de rol %(role)s") % {"role": str(ROLES[key].name).lower()},
                _("Kies bij Mensen iemand uit, en vraag het."),
                reverse("people", args=[place.slug]),
                "hand-heart",
            )


def _bank_account(standing: Standing, place: Neighbourhood) -> Iterator[Asked]:
    _in_use, waiting = bank_accounts()
    if waiting and waiting.proposed_by_id != standing.party.user_id:
        yield Asked(
            _("Kijk een nieuwe bankrekening na"),
            _("Iemand stelde een rekening voor de wijk voor. Een tweede persoon bevestigt die."),
            reverse("confirm_account", args=[place.slug, waiting.pk]),
            "landmark",
            is_urgent=True,
        )


def _newcomers(standing: Standing, place: Neighbourhood) -> Iterator[Asked]:
    names = list(not_welcomed(standing.party).values_list("name", flat=True))
    if names:
        more = _(" en anderen") if len(names) > MOST_NAMES else ""
        told = ngettext(
            "%(count)s nieuwe buur wacht nog op een welkom: %(names)s.",
            "%(count)s nieuwe buren wachten nog op een welkom: %(names)s.",
            len(names),
        )
        yield Asked(
            _("Heet nieuwe mensen welkom"),
            told % {"count": len(names), "names": ", ".join(names[:MOST_NAMES]) + more},
            reverse("newcomers", args=[place.slug]),
            "party-popper",
        )


def _welcomed(standing: Standing, place: Neighbourhood) -> Iterator[Asked]:
    """No query for who is here longer than a welcome is told."""
    now = timezone.now()
    if standing.party.joined_at < now - dt.timedelta(days=NEWCOMER_DAYS + TOLD_DAYS):
        return
    since = now - dt.timedelta(days=TOLD_DAYS)
    said = Welcome.objects.filter(newcomer=standing.party, said_at__gte=since).select_related("welcomer").first()
    if said:
        yield Asked(
            _("%(name)s heet je welkom") % {"name": said.welcomer.name},
            said.text or _("Kijk gerust rond, en doe mee waar je zin in hebt."),
            reverse("web:together", args=[place.slug]),
            "party-popper",
            is_news=True,
        )


def _profile(standing: Standing, place: Neighbourhood) -> Iterator[Asked]:
    mine = ProfileSupport.objects.filter(profile=OuterRef("pk"), party=standing.party)
    profile = ProfileVersion.objects.annotate(is_mine=Exists(mine)).order_by("-number").first()
    if profile is None:
        if May.WRITE_PROFILE in standing.may:
            yield Asked(
                _("Vertel wat voor wijk dit is"),
                _("Stem, gezicht, belang en verlangen: een paar zinnen is genoeg."),
                reverse("write_profile", args=[place.slug]),
                "message-circle",
            )
    elif not profile.is_mine:
        yield Asked(
            _("Sta je achter het profiel van de wijk?"),
            _("Lees versie %(number)s en laat het weten.") % {"number": profile.number},
            reverse("profile", args=[place.slug]),
            "message-circle",
        )


def roles_of_helped(helper: Party) -> QuerySet[RoleGrant, Any]:
    """Without those that only the person accepts: see `accept_role`."""
    names = {role.key: str(role.name) for role in ROLES.values() if not role.needs_strong}
    offers = RoleGrant.objects.filter(accepted_at=None, ended_at=None, role__in=names)
    offers = offers.filter(~Q(offered_by=helper.user_id), party__in=people_helped_by(helper))
    named = [When(role=key, then=Value(name)) for key, name in names.items()]
    about = Case(*named, output_field=CharField())
    return offers.annotate(title=Value(_("Neem je deze rol aan?")), about=about).values_list(
        "offered_at", "party", "title", "about"
    )


def _helping(standing: Standing, place: Neighbourhood) -> Iterator[Asked]:
    """First the help that stopped with the code on paper, then what waits for whom is helped, and help of long ago."""
    if standing.is_helped:
        return
    now = timezone.now()
    stopped = Q(ended_through="paper", ended_at__gte=now - dt.timedelta(days=TOLD_DAYS))
    hands = HelpingHand.objects.filter(stopped | Q(ended_at=None), helper=standing.party).select_related("person")
    running = []
    for hand in hands.order_by(F("ended_at").desc(nulls_last=True), "started_at"):
        if hand.ended_at is None:
            running.append(hand)
            continue
        yield Asked(
            _("De hulp aan %(name)s is gestopt") % {"name": hand.person.name},
            _("Dat gebeurde met de stopcode op papier. Je kunt gerust even langsgaan."),
            reverse("helping_list", args=[place.slug]),
            "heart-handshake",
        )
    if running:
        yield from _for_helped(standing, place, running)
    for hand in [one for one in running if one.started_at < now - dt.timedelta(days=CHECK_HELP_DAYS)][:MOST_HANDS]:
        yield Asked(
            _("Vraag %(name)s of je hulp nog goed is") % {"name": hand.person.name},
            _("Je helpt nu langer dan een jaar. Breng een nieuw overzicht."),
            reverse("help_overview", args=[place.slug, hand.pk]),
            "heart-handshake",
        )


def _for_helped(standing: Standing, place: Neighbourhood, running: list[HelpingHand]) -> Iterator[Asked]:
    waiting = waiting_for_helped(standing.party)
    for hand in [one for one in running if one.person_id in waiting][:MOST_HANDS]:
        things = waiting[hand.person_id]
        title = ngettext("Voor %(name)s: %(count)s ding", "Voor %(name)s: %(count)s dingen", len(things))
        yield Asked(
            title % {"name": hand.person.name, "count": len(things)},
            things[0],
            reverse("helping_list", args=[place.slug]) + f"#hulp-{hand.pk}",
            "heart-handshake",
        )
