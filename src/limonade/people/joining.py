"""Coming in with a code, through a community builder, or by a mailed invitation."""

import datetime as dt
import secrets
from dataclasses import replace

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from limonade.accounts.models import User
from limonade.audit.actions import record
from limonade.audit.actor import Actor
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.actions import add_person
from limonade.people.errors import PeopleError
from limonade.people.models import JoinCode, Party
from limonade.people.queries import holders, party_of, usable_code

LETTERS = "BCDFGHJKLMNPRSTVWXZ"  # no vowels, so no words; no Q
DIGITS = "23456789"  # no 0 and 1, which look like letters
MOST_LETTERS, MOST_USES, LONGEST_DAYS = 500, 1000, 365
MAIL_DAYS = 14


def new_code() -> str:
    """Four letters and four digits: 534 million; guessing is limited per network."""
    letters = "".join(secrets.choice(LETTERS) for _one in range(4))
    return f"{letters}-{''.join(secrets.choice(DIGITS) for _one in range(4))}"


@transaction.atomic
def make_codes(
    neighbourhood: Neighbourhood, *, kind: str, batch: str, number: int, days: int, by: Actor
) -> list[JoinCode]:
    """For letters `number` codes of one use each; for a poster one code of `number` uses."""
    most = MOST_LETTERS if kind == JoinCode.LETTER else MOST_USES
    if not 1 <= number <= most:
        raise PeopleError(_("Kies een aantal van 1 tot en met %(most)s.") % {"most": most})
    if not 1 <= days <= LONGEST_DAYS:
        raise PeopleError(_("Kies een aantal dagen van 1 tot en met %(most)s.") % {"most": LONGEST_DAYS})
    is_poster = kind == JoinCode.POSTER
    codes = [
        JoinCode(
            neighbourhood=neighbourhood,
            code=code,
            kind=kind,
            batch=batch.strip(),
            most_uses=number if is_poster else 1,
            until=timezone.localdate() + dt.timedelta(days=days),
            made_at=timezone.now(),
            made_by_id=by.user_id,
        )
        for code in _free_codes(1 if is_poster else number)
    ]
    JoinCode.objects.bulk_create(codes)
    record(neighbourhood, "people.codes_made", by=by, kind=kind, number=number)
    return codes


def _free_codes(number: int) -> list[str]:
    codes: set[str] = set()
    while len(codes) < number:
        codes |= {new_code() for _one in range(number - len(codes))}
        codes -= set(JoinCode.objects.filter(code__in=codes).values_list("code", flat=True))
    return sorted(codes)


@transaction.atomic
def invite_by_mail(neighbourhood: Neighbourhood, *, email: str, by: Actor) -> JoinCode:
    """A code that works once, within two weeks, for whoever reads that mail."""
    code = JoinCode.objects.create(
        neighbourhood=neighbourhood,
        code=_free_codes(1)[0],
        kind=JoinCode.MAIL,
        batch=_("uitnodiging per mail"),
        email=email.lower(),
        until=timezone.localdate() + dt.timedelta(days=MAIL_DAYS),
        made_at=timezone.now(),
        made_by_id=by.user_id,
    )
    record(neighbourhood, "people.invited_by_mail", by=by, subject=code)
    return code


@transaction.atomic
def withdraw_batch(neighbourhood: Neighbourhood, batch: str, *, by: Actor, email: str = "") -> int:
    """Codes of this batch, or the invitation of this address, stop working. Returns how many still did."""
    codes = JoinCode.objects.filter(batch=batch, email=email, withdrawn_at=None)
    count = codes.update(withdrawn_at=timezone.now(), withdrawn_by_id=by.user_id)
    if count:
        record(neighbourhood, "people.codes_withdrawn", by=by, number=count)
    return count


@transaction.atomic
def use_code(neighbourhood: Neighbourhood, text: str) -> JoinCode:
    """Count one use; never more than the code allows, however many people try at once."""
    code = usable_code(text)
    if code is None or not JoinCode.objects.filter(pk=code.pk, uses__lt=F("most_uses")).update(uses=F("uses") + 1):
        raise PeopleError(_("Deze code werkt niet (meer). Kijk of je hem goed overtypt, of vraag een nieuwe."))
    return code


@transaction.atomic
def join(neighbourhood: Neighbourhood, user: User, *, text: str, name: str, by: Actor) -> Party:
    """Somebody with an account joins with a code."""
    code = use_code(neighbourhood, text)
    through = "mail" if code.kind == JoinCode.MAIL else "code"
    return add_person(neighbourhood, name=name, by=by, through=through, user=user)


@transaction.atomic
def begin(neighbourhood: Neighbourhood, user: User, *, name: str, by: Actor) -> Party:
    """The first person of a new neighbourhood, or of one that lost its whole board: board, until others take over."""
    if holders("board"):
        raise PeopleError(_("In deze wijk doen al mensen mee. Vraag hun om een code."))
    is_new = not Party.objects.exists()
    here = party_of(user, neighbourhood)
    party = here or add_person(neighbourhood, name=name, by=by, through="founder", user=user)
    by = replace(by, party_id=party.pk)
    now = timezone.now()
    for role in ("board", "wijkondernemer") if is_new else ("board",):
        grant = party.grants.create(
            neighbourhood=neighbourhood,
            role=role,
            offered_at=now,
            offered_by_id=by.user_id,
            accepted_at=now,
            accepted_by_id=by.user_id,
            until=timezone.localdate() + dt.timedelta(days=LONGEST_DAYS),
        )
        record(neighbourhood, "people.role_accepted", by=by, subject=grant, role=role, through="founder")
    return party
