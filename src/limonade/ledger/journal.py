"""The books as plain text for hledger and for beancount, entry by entry, with what each was for.

Accounts say what they are called, those of people only that they are somebody's.

Account names are a root per kind, the unit and the number: `Assets:EUR:N10201`. What is no letter or figure in a number
becomes its code in hexadecimal, so that two accounts never get one name.
"""

import csv
import io
import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

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
_COLUMNS = ("entry__number", "day", "entry__text", "source_id", "target_id", "unit_id", "amount")


def beancount(administration: Administration) -> Iterator[str]:
    """Lines with their end, within the active scope; some 5 microseconds per transfer."""
    first = administration.periods.order_by("first_day").values_list("first_day", flat=True).first()
    accounts = _names(administration)
    for name, unit, called in sorted(accounts.values()):
        yield f'{first} open {name} {unit}\n  naam: "{_quoted(called)}"\n'
    for number, day, text, postings in _entries(administration, accounts):
        yield f'\n{day} * "{number}" "{_quoted(text)}"\n'
        yield from postings


def hledger(administration: Administration) -> Iterator[str]:
    """As beancount; a semicolon begins a remark there, so in a text it becomes a comma."""
    accounts = _names(administration)
    for name, _unit, called in sorted(accounts.values()):
        yield f"account {name}  ; {called}\n"
    for number, day, text, postings in _entries(administration, accounts):
        yield f"\n{day} * ({number}) {text.replace(';', ',').replace('|', '/')}\n"
        yield from postings


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


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _spelled(number: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", lambda found: f"-{ord(found.group()):x}-", number)


def _entries(
    administration: Administration, accounts: dict[int, tuple[str, str, str]]
) -> Iterator[tuple[int, str, str, list[str]]]:
    scales = dict(Unit.objects.values_list("code", "scale"))
    rows = Transfer.objects.filter(administration=administration).order_by("entry__number", "position")
    for (number, day, text), lines in groupby(rows.values_list(*_COLUMNS).iterator(), itemgetter(0, 1, 2)):
        postings = []
        for _number, _day, _text, source, target, unit, amount in lines:
            told = spelled(amount, scales[unit], ".")
            postings.append(f"  {accounts[target][0]}  {told} {unit}\n  {accounts[source][0]}  -{told} {unit}\n")
        yield number, day.isoformat(), text, postings
