"""How the books stand now, and what became of money that came for a purpose."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from limonade.ledger.cash_book import cash_accounts
from limonade.ledger.models import Account, Administration, Earmark, Entry, Transfer
from limonade.ledger.queries import Moves

CAME = ("income", "equity")


@dataclass(frozen=True)
class AtHand:
    """How the books stand now: bank and cash, and what is owed to people, per unit."""

    cash: tuple[Account, ...]
    owed: tuple[tuple[str, int, int], ...]
    """(unit, amount, to how many)"""
    earmarked: tuple[tuple[str, int], ...]
    """(unit, what is left of money that came for a purpose)"""

    @property
    def money(self) -> int:
        return sum(one.balance for one in self.cash)


def at_hand(administration: Administration) -> AtHand:
    owed = Account.objects.filter(administration=administration, party__isnull=False, kind="liability")
    owed = owed.exclude(balance=0)
    sums = owed.order_by("unit").values_list("unit").annotate(amount=-Sum("balance"), people=Count("party"))
    left: dict[str, int] = {}
    for line in earmark_lines(administration):
        left[line.unit] = left.get(line.unit, 0) + line.left
    return AtHand(tuple(cash_accounts(administration)), tuple(sums), tuple(left.items()))


@dataclass(frozen=True)
class EarmarkLine:
    """`came` and `spent` as the giver sees it: through income, and through expenses."""

    earmark: Earmark
    unit: str
    came: int
    spent: int

    @property
    def left(self) -> int:
        return self.came - self.spent


def earmark_lines(administration: Administration) -> list[EarmarkLine]:
    """Per earmark and unit: what came in and went out over the accounts of income, equity and expenses."""
    sums: dict[tuple[int, str], list[int]] = {}
    rows = Transfer.objects.filter(administration=administration, earmark__isnull=False).order_by()
    for side, sign in (("source", 1), ("target", -1)):
        found = rows.values_list("earmark_id", "unit_id", f"{side}__kind").annotate(total=Sum("amount"))
        for earmark, unit, kind, amount in found:
            both = sums.setdefault((earmark, unit), [0, 0])
            if kind in CAME:
                both[0] += sign * int(amount)
            elif kind == "expense":
                both[1] -= sign * int(amount)
    earmarks = Earmark.objects.filter(administration=administration).select_related("giver").order_by("name")
    return [
        EarmarkLine(one, unit, *sums.get((one.pk, unit), (0, 0)))
        for one in earmarks
        for unit in [unit for mark, unit in sums if mark == one.pk] or ["EUR"]
    ]


def effect(move: Moves) -> int:
    """What a transfer does to what is left of the money with its purpose."""
    came, back = (one.kind in CAME for one in (move.source, move.target))
    saved, spent = (one.kind == "expense" for one in (move.source, move.target))
    return move.amount * (came + saved - back - spent)


def earmarks_after(administration: Administration, transfers: Sequence[Moves]) -> list[tuple[Earmark, str, int]]:
    """(earmark, unit, what would be left of it) of each that these transfers name."""
    named = {one.earmark.pk for one in transfers if one.earmark}
    if not named:
        return []
    moved: dict[tuple[int, str], int] = {}
    for one in transfers:
        if one.earmark:
            key = (one.earmark.pk, one.source.unit_id)
            moved[key] = moved.get(key, 0) + effect(one)
    lines = [line for line in earmark_lines(administration) if line.earmark.pk in named]
    return [(line.earmark, line.unit, line.left + moved.get((line.earmark.pk, line.unit), 0)) for line in lines]


def earmark_totals(earmark: Earmark) -> dict[tuple[int, str], int]:
    """Debit - credit by account and unit of the money with this purpose, from the first to the last cent."""
    totals: dict[tuple[int, str], int] = {}
    rows = Transfer.objects.filter(earmark=earmark).values_list("source_id", "target_id", "unit_id", "amount")
    for source, target, unit, amount in rows:
        totals[source, unit] = totals.get((source, unit), 0) - amount
        totals[target, unit] = totals.get((target, unit), 0) + amount
    return totals


@dataclass(frozen=True)
class Spent:
    """What one entry spent of money with a purpose, in cents; below zero when it was turned back."""

    entry: Entry
    cents: int


def spending_of(earmark: Earmark) -> list[Spent]:
    """Every entry that took from it or gave back to it, last booked first; together what was spent."""
    costs = Q(target__kind="expense") | Q(source__kind="expense")
    rows = Transfer.objects.filter(costs, earmark=earmark, unit_id="EUR").select_related("entry", "target", "source")
    found: dict[int, Spent] = {}
    for one in rows.order_by("-entry__number"):
        amount = int(one.amount) * ((one.target.kind == "expense") - (one.source.kind == "expense"))
        before = found.get(one.entry_id)
        found[one.entry_id] = Spent(one.entry, amount + (before.cents if before else 0))
    return list(found.values())
