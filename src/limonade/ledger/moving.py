"""Mending what was booked: moved off a wrong account without touching who paid, or turned back."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from limonade.ledger import guarded_purposes
from limonade.ledger.actions import Line
from limonade.ledger.models import Account, Administration, Entry, Transfer
from limonade.ledger.totals import earmarks_after
from limonade.units.typed_amounts import spelled

COSTS, INCOME = "expense", "income"
MOVED = "verplaats-"
"""Before the entry that is moved, in the key of the one that moves it: so that happens once."""


def can_move(transfer: Transfer) -> bool:
    return transfer.target.kind == COSTS or transfer.source.kind == INCOME


def wrong_account(booked: Transfer) -> Account:
    return booked.target if booked.target.kind == COSTS else booked.source


def movable(entry: Entry) -> list[Transfer]:
    rows = Transfer.objects.filter(entry=entry).select_related("source__party", "target__party", "unit")
    return [one for one in rows.order_by("position") if can_move(one)]


def why_not(entry: Entry, lines: Iterable[Line]) -> str:
    """Why these lines do more than move what this entry booked; nothing when they do not."""
    if Entry.objects.filter(reverses=entry).exists():
        return _("Deze boeking is teruggedraaid. Er is niets meer om te verplaatsen.")
    booked: Counter[int] = Counter()
    purposes: set[tuple[int, int | None]] = set()
    for one in movable(entry):
        booked[wrong_account(one).pk] += one.amount
        purposes.add((wrong_account(one).pk, one.earmark_id))
    moved: Counter[int] = Counter()
    for line in lines:
        if line.source.kind != line.target.kind or line.source.kind not in (COSTS, INCOME):
            return _("Verplaatsen gaat van kosten naar kosten, of van inkomsten naar inkomsten.")
        wrong = line.source if line.source.kind == COSTS else line.target
        moved[wrong.pk] += line.amount
        if moved[wrong.pk] > booked[wrong.pk]:
            most = spelled(booked[wrong.pk], wrong.unit.scale)
            return _("Boeking %(number)s bracht %(most)s op %(account)s. Meer verplaats je niet.") % {
                "number": entry.number, "most": most, "account": wrong,
            }  # fmt: skip
        if (wrong.pk, line.earmark_id) not in purposes:
            return _("Verplaats het met hetzelfde doel als in boeking %(number)s.") % {"number": entry.number}
    return ""


def why_not_back(home: Administration, turned: list[Line], moved: Entry | None) -> str:
    """Why these lines do not turn an entry back: it was moved, or two people decide on its money and that is spent."""
    if moved and not Entry.objects.filter(reverses=moved).exists():
        return _("Deze boeking is verplaatst met boeking %(number)s. Draai die eerst terug.") % {"number": moved.number}
    for earmark, _unit, left in earmarks_after(home, turned):
        if left < 0 and guarded_purposes.refusal({earmark.pk}):
            told = _("Van “%(name)s” is al zoveel uitgegeven dat dit niet meer teruggedraaid kan worden.")
            return told % {"name": earmark.name}
    return ""
