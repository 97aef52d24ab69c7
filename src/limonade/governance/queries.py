"""Reads about proposals, rounds and budgets, within the scope of the neighbourhood."""

from dataclasses import dataclass

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum, When
from django.utils import timezone
from django.utils.translation import gettext as _

from limonade.governance.models import BudgetHolder, DelegatedBudget, Expense, Proposal, Round, Version, Voice
from limonade.ledger.chart import EURO
from limonade.ledger.models import Entry
from limonade.ledger.moving import MOVED
from limonade.ledger.totals import EarmarkLine, Spent, earmark_lines
from limonade.people.models import Party, RoleGrant
from limonade.people.queries import names_of

CHECKS = "audit_committee"
FEWEST_VOICES = 3
"""A decision of two people is no decision of a neighbourhood."""


def proposals() -> QuerySet[Proposal]:
    """What is still open first, and then the newest."""
    is_open = F("adopted_at").desc(nulls_first=True)
    return Proposal.objects.select_related("maker").order_by(F("parked_at").desc(nulls_first=True), is_open, "-made_at")


def newest(proposal: Proposal) -> Version:
    return proposal.versions.order_by("-number")[0]


def open_round(proposal: Proposal) -> Round | None:
    return Round.objects.filter(version__proposal=proposal, closed_at=None).select_related("version", "maker").first()


def rounds(proposal: Proposal) -> list[Round]:
    """Newest first, each with what holds of its `voices`."""
    found = Round.objects.filter(version__proposal=proposal).select_related("version").order_by("-made_at")
    return list(found.prefetch_related(Prefetch("voices", voices().select_related("maker"))))


def voices() -> QuerySet[Voice]:
    """What people say now; what they said before they changed it does not count."""
    return Voice.objects.filter(ended_at=None)


def voice_of(party: Party, round_: Round) -> Voice | None:
    return voices().filter(round=round_, maker=party).first()


def holders(budget: DelegatedBudget) -> list[BudgetHolder]:
    """With who is asked and did not answer yet."""
    return list(budget.holders.filter(ended_at=None).select_related("maker"))


def holding() -> QuerySet[BudgetHolder]:
    """Those who said yes themselves."""
    return BudgetHolder.objects.filter(accepted_at__isnull=False, ended_at=None)


def holds(party: Party, budget: DelegatedBudget) -> bool:
    return party.pk in budget.held_by


def asked_to_hold(party: Party) -> QuerySet[BudgetHolder]:
    """What waits for their yes or no."""
    open_budgets = BudgetHolder.objects.filter(budget__until__gte=timezone.localdate())
    return open_budgets.filter(maker=party, accepted_at=None, ended_at=None)


@dataclass(frozen=True)
class BudgetSums:
    """In cents. What came in and what was spent are sums of the books; the others are promises."""

    planned: int
    asked: int
    committed: int
    """Approved and not paid yet."""
    spent: int
    received: int

    @property
    def left(self) -> int:
        return self.planned - self.committed - self.spent

    @property
    def still_here(self) -> int:
        return self.received - self.spent


def turned_back() -> Q:
    """Of an expense: what it was booked as is turned back, so that it waits for its payment again."""
    return Q(Exists(Entry.objects.filter(reverses=OuterRef("entry"))))


def waits_for_payment() -> Q:
    """Of an expense: two people stand behind it, and it is not paid or that was turned back."""
    return Q(approved_at__isnull=False) & (Q(entry=None) | turned_back())


ANEW = "-na-"


def payment_key(expense: int, before: int | None = None) -> str:
    """Of the entry that pays it; `before` was turned back."""
    return f"uitgave-{expense}{ANEW}{before}" if before else f"uitgave-{expense}"


def is_turned_back(expense: Expense) -> bool:
    return Entry.objects.filter(reverses=expense.entry).exists()


def approvers(budget: DelegatedBudget, spent: list[Spent]) -> dict[int, str]:
    """Their names, by the id of an entry that took from it. Hours are booked by who approves them."""
    rows = Expense.objects.filter(budget=budget, approver__isnull=False).values_list("pk", "approver__name")
    of_expense = {payment_key(pk): name for pk, name in rows}
    approved = [one for one in spent if not one.entry.key.startswith(MOVED)]
    booked_by = names_of({one.entry.acting_party or 0 for one in approved})
    return {
        one.entry.pk: of_expense.get(one.entry.key.split(ANEW)[0]) or booked_by.get(one.entry.acting_party or 0, "")
        for one in approved
    }


def sums(budget: DelegatedBudget) -> BudgetSums:
    return sums_of([budget])[budget.pk]


def sums_of(budgets: list[DelegatedBudget]) -> dict[int, BudgetSums]:
    """By the id of the budget; one query, and three for each administration."""
    rows = Expense.objects.filter(budget__in=budgets, refused_at=None).order_by().values_list("budget")
    asked = Sum("cents", filter=Q(approved_at=None), default=0)
    committed = Sum("cents", filter=waits_for_payment(), default=0)
    promised = {pk: told for pk, *told in rows.annotate(asked=asked, committed=committed)}
    lines: dict[int, list[EarmarkLine]] = {}
    for books in {one.administration_id: one.administration for one in budgets}.values():
        for line in earmark_lines(books):
            if line.unit == EURO:
                lines.setdefault(line.earmark.pk, []).append(line)
    found = {}
    for one in budgets:
        booked = lines.get(one.earmark_id, [])
        waits, approved = promised.get(one.pk, (0, 0))
        spent, received = sum(line.spent for line in booked), sum(line.came for line in booked)
        found[one.pk] = BudgetSums(one.cents, waits, approved, spent, received)
    return found


def budgets() -> QuerySet[DelegatedBudget]:
    """What still runs first, the first to end on top, and then what ended last."""
    is_over = Case(When(until__lt=timezone.localdate(), then=1), default=0)
    rows = DelegatedBudget.objects.select_related("proposal", "giver", "administration").annotate(is_past=is_over)
    ends = Case(When(is_past=0, then=F("until")))
    return rows.order_by("is_past", ends, "-until", "-pk")


def may_hold() -> QuerySet[Party]:
    """Who could be asked to hold a budget: not who checks the books afterwards."""
    checks = RoleGrant.objects.filter(party=OuterRef("pk"), role=CHECKS, ended_at=None)
    return Party.objects.filter(~Exists(checks), kind=Party.PERSON, left_at=None, user__isnull=False).order_by("name")


def not_by_hand(earmarks: set[int]) -> str:
    """Money of a delegated budget is asked for by one and approved by another, and only then booked."""
    found = DelegatedBudget.objects.filter(earmark__in=earmarks).first()
    if found is None:
        return ""
    told = _(
        "“%(name)s” is een budget waar twee mensen over beslissen. Laat een budgethouder de uitgave aanvragen. Was het "
        "verkeerd geboekt? Draai het terug. Dan staat de uitgave bij het budget weer open, en boek je haar daar."
    )
    return told % {"name": found.name}


def expenses(budget: DelegatedBudget) -> list[Expense]:
    rows = Expense.objects.filter(budget=budget).select_related("maker", "approver", "entry", "budget")
    rows = rows.annotate(is_turned_back=turned_back())
    return list(rows.prefetch_related("entry__attachments").order_by("-made_at"))
