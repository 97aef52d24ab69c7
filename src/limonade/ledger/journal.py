"""The books as plain text for hledger and for beancount, entry by entry, with what each was for.

Accounts say what they are called, those of people only that they are somebody's.

Account names are a root per kind, the unit and the number: `Assets:EUR:N10201`. What is no letter or figure in a number
becomes its code in hexadecimal, so that two accounts never get one name.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from limonade.design.cells import safe
from limonade.ledger.models import Account, Administration, Transfer, Unit
from limonade.units.typed_amounts import spelled

ROOTS = {
    "asset": "Assets",
    "liability": "Liabilities",
    "equity": "Equity",
    "income": "Income",
    "expense": "Expenses",
}
_COLUMNS = (
    "entry__number", "day", "entry__text", "entry__document", "entry__reverses__number", "source_id", "target_id",
    "unit_id", "amount", "earmark__name",
)  # fmt: skip


@dataclass(frozen=True)
class _Told:
    """One entry; the postings are pairs of lines without their end, with the purpose of the money."""

    number: int
    day: dt.date
    text: str
    document: str
    reverses: int | None
    postings: list[tuple[str, str, str]]


def beancount(administration: Administration) -> Iterator[str]:
    """Lines with their end, within the active scope; some 5 microseconds per transfer."""
    yield f"; {_header(administration)}\n"
    first = administration.periods.order_by("first_day").values_list("first_day", flat=True).first()
    accounts = _names(administration)
    for name, unit, called in sorted(accounts.values()):
        yield f'{first} open {name} {unit}\n  naam: "{_quoted(called)}"\n'
    for told in _entries(administration, accounts):
        yield f'\n{told.day} * "{told.number}" "{_quoted(told.text)}"\n'
        if told.document:
            yield f'  bon: "{_quoted(told.document)}"\n'
        if told.reverses:
            yield f"  draait_terug: {told.reverses}\n"
        for to, of, earmark in told.postings:
            purpose = f'    bestemming: "{_quoted(earmark)}"\n' if earmark else ""
            yield f"{to}\n{purpose}{of}\n{purpose}"


def hledger(administration: Administration) -> Iterator[str]:
    """As beancount; a semicolon begins a remark there, so in a text it becomes a comma."""
    yield f"; {_header(administration)}\n"
    accounts = _names(administration)
    for name, _unit, called in sorted(accounts.values()):
        yield f"account {name}  ; {called}\n"
    for told in _entries(administration, accounts):
        yield f"\n{told.day} * ({told.number}) {_plain(told.text)}\n"
        if told.document:
            yield f"  ; bon: {_plain(told.document)}\n"
        if told.reverses:
            yield f"  ; draait terug: {told.reverses}\n"
        for to, of, earmark in told.postings:
            purpose = f"  ; bestemming: {_plain(earmark)}" if earmark else ""
            yield f"{to}{purpose}\n{of}{purpose}\n"


def rows(administration: Administration) -> Iterator[str]:
    """CSV for a spreadsheet, a line per transfer, with texts; amounts the Dutch way."""
    scales = dict(Unit.objects.values_list("code", "scale"))
    found = Transfer.objects.filter(administration=administration).order_by("entry__number", "position")
    yield "\ufeff" + _csv_line(
        [_("boeking"), _("dag"), _("omschrijving"), _("bewijsstuk"), _("van nummer"), _("van"), _("van wie"),
         _("naar nummer"), _("naar"), _("naar wie"), _("bedrag"), _("eenheid"), _("bestemming"), _("draait terug")]
    )  # fmt: skip
    for *told, amount, unit, earmark, reverses in found.values_list(*_CSV_COLUMNS).iterator():
        number, day, *texts = told
        yield _csv_line([number, day, *texts, spelled(int(amount), scales[unit]), unit, earmark or "", reverses or ""])


_CSV_COLUMNS = (
    "entry__number", "day", "entry__text", "entry__document", "source__number", "source__name", "source__party__name",
    "target__number", "target__name", "target__party__name", "amount", "unit_id", "earmark__name",
    "entry__reverses__number",
)  # fmt: skip


def _csv_line(values: list[Any]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=";").writerow([safe(one) if isinstance(one, str) else one for one in values])
    return line.getvalue()


def _names(administration: Administration) -> dict[int, tuple[str, str, str]]:
    """(name, unit, what it is called) by the id of the account."""
    rows = Account.objects.filter(administration=administration)
    columns = rows.values_list("id", "kind", "unit_id", "number", "name")
    return {
        id: (f"{ROOTS[kind]}:{unit}:N{_spelled(number)}", unit, called) for id, kind, unit, number, called in columns
    }


def _header(administration: Administration) -> str:
    told = {"name": administration.name, "day": timezone.localdate().isoformat()}
    return " ".join((_("%(name)s, gemaakt op %(day)s. Zonder namen van mensen.") % told).split())


def _plain(text: str) -> str:
    return text.replace(";", ",").replace("|", "/")


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _spelled(number: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", lambda found: f"-{ord(found.group()):x}-", number)


def _entries(administration: Administration, accounts: dict[int, tuple[str, str, str]]) -> Iterator[_Told]:
    scales = dict(Unit.objects.values_list("code", "scale"))
    rows = Transfer.objects.filter(administration=administration).order_by("entry__number", "position")
    for head, lines in groupby(rows.values_list(*_COLUMNS).iterator(), itemgetter(slice(0, 5))):
        postings = []
        for *_head, source, target, unit, amount, earmark in lines:
            told = spelled(amount, scales[unit], ".")
            to, of = f"  {accounts[target][0]}  {told} {unit}", f"  {accounts[source][0]}  -{told} {unit}"
            postings.append((to, of, earmark or ""))
        number, day, text, document, reverses = head
        yield _Told(number, day, text, document, reverses, postings)
