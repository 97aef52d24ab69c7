"""Helping hands: acting for somebody without e-mail or phone, with their yes, until they say stop."""

import secrets
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from limonade.audit.actions import record
from limonade.audit.actor import Actor
from limonade.design.numbers import day
from limonade.people.actions import Contact, add_person
from limonade.people.errors import PeopleError
from limonade.people.joining import DIGITS, use_code
from limonade.people.models import HelpingHand, Party
from limonade.people.rules import check_done_in_person, check_is_here

MOST_HELPED = 40
STOP_CODE_LENGTH = 8


@transaction.atomic
def let_in(helper: Party, *, name: str, contact: Contact, agreed: str, text: str = "", by: Actor) -> HelpingHand:
    """A community builder lets in somebody without e-mail and becomes their helping hand.

    `text` is the code on the person's letter, when there is one; a code that does not work is refused.
    """
    check_done_in_person(by)
    if text.strip():
        use_code(helper.neighbourhood, text)
    person = add_person(
        helper.neighbourhood,
        name=name,
        by=by,
        through="code" if text.strip() else "builder",
        contact=contact,
    )
    return start_helping(person, helper, bond=HelpingHand.BUILDER, agreed=agreed, by=by)


@transaction.atomic
def start_helping(person: Party, helper: Party, *, bond: str, agreed: str, by: Actor) -> HelpingHand:
    check_is_here(person)
    check_is_here(helper)
    _check_not_stopped_by_paper(person, helper, by)
    if not agreed.strip():
        raise PeopleError(_("Vul in hoe %(name)s ja heeft gezegd.") % {"name": person.name})
    if not (person.is_person and helper.is_person):
        raise PeopleError(_("Een helpende hand is van mens tot mens."))
    if helper.user_id is None:
        raise PeopleError(_("Wie helpt, heeft zelf een account nodig."))
    if HelpingHand.objects.filter(helper=helper, ended_at=None).count() >= MOST_HELPED:
        raise PeopleError(
            _("%(name)s helpt al %(most)s mensen. Vraag een ander.") % {"name": helper.name, "most": MOST_HELPED}
        )
    try:
        with transaction.atomic():
            hand = HelpingHand.objects.create(
                neighbourhood_id=person.neighbourhood_id,
                person=person,
                helper=helper,
                bond=bond,
                agreed=agreed.strip(),
                stop_code=_free_stop_code(),
                started_at=timezone.now(),
                started_by_id=by.user_id,
            )
    except IntegrityError as error:
        raise PeopleError(
            _("%(helper)s helpt %(person)s al.") % {"helper": helper.name, "person": person.name}
        ) from error
    record(person.neighbourhood, "people.help_started", by=replace(by, for_party_id=person.pk), subject=hand, bond=bond)
    return hand


def _check_not_stopped_by_paper(person: Party, helper: Party, by: Actor) -> None:
    """Who was stopped with the code on paper does not begin again without somebody else."""
    last = (
        HelpingHand.objects.filter(person=person, helper=helper, ended_at__isnull=False).order_by("-ended_at").first()
    )
    if last and last.ended_through == "paper" and by.party_id == helper.pk:
        raise PeopleError(
            _("%(name)s stopte deze hulp met de stopcode. Vraag iemand anders uit het team om opnieuw te beginnen.")
            % {"name": person.name}
        )


def _free_stop_code() -> str:
    while True:
        code = "".join(secrets.choice(DIGITS) for _one in range(STOP_CODE_LENGTH))
        if not HelpingHand.objects.filter(stop_code=code).exists():
            return code


@transaction.atomic
def stop_helping(hand: HelpingHand, *, by: Actor) -> None:
    """The person, the helper or somebody of the neighbourhood's team ends it."""
    _stop(hand, by, through="site")


@transaction.atomic
def stop_with_code(text: str, *, by: Actor) -> HelpingHand:
    """The person ends it with the code on their paper, without signing in."""
    digits = "".join(one for one in text if one.isdecimal())
    hand = HelpingHand.objects.filter(stop_code=digits).select_related("person", "helper").first()
    if hand is None:
        raise PeopleError(_("Deze stopcode kennen we niet. Kijk of je alle acht cijfers goed overtypt."))
    if hand.ended_at is not None:
        if HelpingHand.objects.filter(person=hand.person, ended_at=None).exists():
            raise PeopleError(_("Deze code is van vroeger. Er loopt nu een nieuwe hulp: vraag om het nieuwe papier."))
        raise PeopleError(_("Deze hulp was al gestopt, op %(day)s.") % {"day": day(hand.ended_at.date(), "nl")})
    _stop(hand, by, through="paper")
    return hand


def _stop(hand: HelpingHand, by: Actor, *, through: str) -> None:
    rows = HelpingHand.objects.filter(pk=hand.pk, ended_at=None)
    if not rows.update(ended_at=timezone.now(), ended_by_id=by.user_id, ended_through=through):
        raise PeopleError(_("Deze hulp was al gestopt."))
    # For the person it was about, so that it is on their overview too.
    actor = replace(by, for_party_id=hand.person_id)
    record(hand.neighbourhood, "people.help_stopped", by=actor, subject=hand, through=through)
