"""What the treasurer does beside booking: templates, papers, wallets, and new books."""

import datetime as dt
from functools import partial

from django.db import IntegrityError, models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from limonade.audit.actions import record
from limonade.audit.actor import Actor
from limonade.ledger import errors, papers
from limonade.ledger.chart import FIRST_WALLET, STANDARD, WALLET, Line
from limonade.ledger.models import Account, Administration, Attachment, Entry, Template, Unit
from limonade.ledger.setting_up import ensure_units, open_account, open_administration, open_period
from limonade.people.models import Party

WALLET_NAMES = {Unit.MONEY: _("Tegoed"), Unit.HOURS: _("Uren")}


@transaction.atomic
def open_books(neighbourhood: models.Model, *, name: str, kind: str, year: int, by: Actor) -> Administration:
    """An administration with a year to book in and the standard accounts. Raises NameTaken."""
    ensure_units()
    made = open_administration(neighbourhood, name=name, kind=kind, by=by)
    open_period(made, first_day=dt.date(year, 1, 1), last_day=dt.date(year, 12, 31), by=by)
    for line in STANDARD:
        open_account(
            made, unit_id=line.unit, number=line.number, name=str(line.name), kind=line.kind, rgs=line.rgs,
            purpose=line.purpose, floor=line.floor, by=by,
        )  # fmt: skip
    return made


def open_wallet(administration: Administration, party: Party, unit: Unit, *, by: Actor) -> Account:
    """What the neighbourhood owes somebody, in one unit; never below nothing. Gives the one that is there."""
    rows = Account.objects.filter(administration=administration)
    known = rows.filter(party=party, unit=unit, purpose=WALLET).first()
    if known:
        return known
    taken = rows.filter(number__regex=r"^[0-9]{5,}$", purpose=WALLET).aggregate(last=Max("number"))["last"]
    number = str(max(int(taken or 0), FIRST_WALLET) + 1)
    return open_account(
        administration, unit_id=unit.pk, number=number, name=WALLET_NAMES.get(unit.kind, unit.name),
        kind="liability", purpose=WALLET, rgs="BSchOvsRco" if unit.kind == Unit.MONEY else "", floor=0,
        party_id=party.pk, by=by,
    )  # fmt: skip


def account_for(administration: Administration, line: Line, *, by: Actor) -> Account:
    """The account of this line of the chart; opened when it is not there yet."""
    rows = Account.objects.filter(administration=administration, unit_id=line.unit, party=None)
    known = rows.filter(number=line.number).first()
    if known is None and line.purpose != "general":
        known = rows.filter(purpose=line.purpose).order_by("number").first()
    return known or open_account(
        administration, unit_id=line.unit, number=line.number, name=str(line.name), kind=line.kind, rgs=line.rgs,
        purpose=line.purpose, floor=line.floor, by=by,
    )  # fmt: skip


def save_template(entry: Entry, *, name: str) -> Template:
    """Raises NameTaken."""
    try:
        with transaction.atomic():
            return Template.objects.create(
                neighbourhood_id=entry.neighbourhood_id, administration_id=entry.administration_id, name=name,
                entry=entry,
            )  # fmt: skip
    except IntegrityError as refusal:
        raise errors.error_for(refusal) or refusal from refusal


def attach(entry: Entry, *, name: str, content: bytes, by: Actor) -> Attachment:
    """Raises PaperRefused."""
    return keep_paper(entry, papers.made_anew(content), name=name, by=by)


def carry_papers(earlier: Entry, entry: Entry, *, by: Actor) -> None:
    """What lay with the entry that was wrong also lies with the one that was booked in its place."""
    for one in earlier.attachments.filter(taken_at=None):
        content = papers.read(one)
        if content is not None:
            keep_paper(entry, papers.Paper(one.kind, content), name=one.name, by=by)


def take_away(attachment: Attachment, *, why: str, by: Actor) -> bool:
    """Removes the file for good; what stays is that it was there. False when somebody else already did."""
    with transaction.atomic():
        told = {"taken_at": timezone.now(), "taken_by_id": by.user_id, "taken_why": why}
        if not Attachment.objects.filter(pk=attachment.pk, taken_at=None).update(**told):
            return False
        entry = attachment.entry
        record(entry.neighbourhood, "ledger.paper_taken_away", by=by, subject=entry, number=entry.number)
        transaction.on_commit(partial(papers.remove, attachment.pk))
    return True


def keep_paper(entry: Entry, paper: papers.Paper, *, name: str, by: Actor) -> Attachment:
    """The same file once."""
    known = entry.attachments.filter(sha256=paper.sha256, taken_at=None).first()
    if known:
        return known
    new = Attachment(
        neighbourhood_id=entry.neighbourhood_id, entry=entry,
        name=" ".join(name.split())[-100:] or "bestand", kind=paper.kind, size=len(paper.content),
        sha256=paper.sha256, added_by_id=by.user_id,  # type: ignore[misc]  # only people bring papers
    )  # fmt: skip
    papers.keep(paper, new.pk)  # first the file: a row without its file would be a loss, a file without a row is none
    with transaction.atomic():
        new.save(force_insert=True)
        record(entry.neighbourhood, "ledger.paper_added", by=by, subject=entry, number=entry.number)
    return new
