"""One initiative all the way round: where it came from, what was decided, the work, the money, and what is told."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from limonade.bakery.models import Case
from limonade.community.models import Initiative
from limonade.company.models import Order, OrderJob
from limonade.company.queries import OrderSums
from limonade.company.queries import sums as order_sums
from limonade.governance.models import DelegatedBudget, Proposal
from limonade.governance.queries import BudgetSums
from limonade.governance.queries import sums as budget_sums
from limonade.learning.models import PracticeCard, Story
from limonade.work.models import HoursEntry, Job

DONE, NOW, LATER = "done", "now", "later"


@dataclass(frozen=True)
class Stop:
    """A stop of the loop: done, going on now, or still to come. Without `href` this reader has nothing to open."""

    name: str
    icon: str
    state: str
    told: str
    href: str = ""


@dataclass(frozen=True)
class Loop:
    """Everything that hangs on an initiative. Money in cents, as booked; hours in hundredths, as approved."""

    initiative: Initiative
    cases: tuple[Case, ...]
    proposals: tuple[Proposal, ...]
    """Of its plans and, without a plan, of itself."""
    budgets: tuple[tuple[DelegatedBudget, BudgetSums], ...]
    orders: tuple[tuple[Order, OrderSums], ...]
    jobs: tuple[Job, ...]
    hours: tuple[tuple[str, int], ...]
    stories: tuple[Story, ...]
    cards: tuple[PracticeCard, ...]

    @property
    def hours_total(self) -> int:
        return sum(hours for _form, hours in self.hours)

    @property
    def planned(self) -> int:
        return sum(sums.planned for _budget, sums in self.budgets)

    @property
    def committed(self) -> int:
        return sum(sums.committed for _budget, sums in self.budgets)

    @property
    def spent(self) -> int:
        return sum(sums.spent for _budget, sums in self.budgets)


def loop_of(initiative: Initiative) -> Loop:
    """About a dozen queries."""
    cases = list(
        initiative.cases.select_related("proposal", "order__partner", "order__administration").order_by("made_at")
    )
    direct = [one.proposal for one in initiative.proposals.select_related("proposal")]
    proposals = [*(case.proposal for case in cases if case.proposal), *direct]
    rows = DelegatedBudget.objects.filter(proposal__in=proposals)
    budgets = list(rows.select_related("administration", "giver").order_by("made_at"))
    orders = [case.order for case in cases if case.order]
    jobs = list(_jobs(budgets, orders))
    hours = HoursEntry.objects.filter(match__job__in=jobs, approved_at__isnull=False).order_by("form")
    return Loop(
        initiative,
        tuple(cases),
        tuple(proposals),
        tuple((one, budget_sums(one)) for one in budgets),
        tuple((one, order_sums(one)) for one in orders),
        tuple(jobs),
        tuple(hours.values_list("form").annotate(total=Sum("hours"))),
        tuple(initiative.stories.filter(withdrawn_at=None)),
        tuple(initiative.cards.filter(withdrawn_at=None)),
    )


def _jobs(budgets: list[DelegatedBudget], orders: list[Order]) -> QuerySet[Job]:
    """Those of its orders, and those that are paid from its budgets."""
    of_orders = OrderJob.objects.filter(order__in=orders).values("job")
    return Job.objects.filter(Q(pk__in=of_orders) | Q(earmark__in=[one.earmark_id for one in budgets])).order_by("day")


def stops(loop: Loop, *, is_member: bool) -> list[Stop]:
    """The loop in order; the first that is not done is the one that goes on now."""
    found = [
        _start(loop, is_member), _group(loop), _plan(loop, is_member), _decision(loop, is_member), _work(loop,
            is_member),
        _money(loop), _story(loop, is_member),
    ]  # fmt: skip
    first = next((at for at, one in enumerate(found) if one.state != DONE), len(found))
    if loop.initiative.stopped_at:
        return found
    return [Stop(one.name, one.icon, NOW, one.told, one.href) if at == first else one for at, one in enumerate(found)]


def _href(loop: Loop, name: str, *parts: Any) -> str:
    return reverse(name, args=[loop.initiative.neighbourhood.slug, *parts])


def _start(loop: Loop, is_member: bool) -> Stop:
    one = loop.initiative
    if one.question:
        href = _href(loop, "community:question", one.question_id) if is_member else ""
        return Stop(
            _("Vraag"),
            "message-circle-question-mark",
            DONE,
            one.question.title if is_member else _("Een vraag van een buur."),
            href,
        )
    if one.challenge:
        return Stop(
            _("Opgave"), "mountain", DONE, one.challenge.title, _href(loop, "community:challenge", one.challenge_id)
        )
    return Stop(_("Begin"), "sprout", DONE, _("Iemand begon het gewoon."))


def _group(loop: Loop) -> Stop:
    count = loop.initiative.members.filter(left_at=None).count()
    state = DONE if count > 1 else LATER
    return Stop(_("Groep"), "users-round", state, _("Aantal in de groep: %(count)s.") % {"count": count})


def _plan(loop: Loop, is_member: bool) -> Stop:
    if not loop.cases and loop.proposals:
        return Stop(_("Plan"), "chef-hat", DONE, _("Een plan was niet nodig."))
    if not loop.cases:
        return Stop(_("Plan"), "chef-hat", LATER, _("Nog geen plan gebakken."))
    case = next((one for one in loop.cases if one.outcome == Case.GO), loop.cases[-1])
    told = {
        Case.GO: _("%(title)s: we gaan het doen."),
        Case.NO_GO: _("%(title)s: niet doorgegaan."),
    }.get(case.outcome, _("%(title)s: wordt nog gebakken.")) % {"title": case.title}
    href = _href(loop, "bakery:case", case.pk) if is_member else ""
    return Stop(_("Plan"), "chef-hat", DONE if case.outcome == Case.GO else LATER, told, href)


def _decision(loop: Loop, is_member: bool) -> Stop:
    on_table = [one for one in loop.proposals if not one.parked_at]
    if not on_table:
        if loop.orders:
            return Stop(_("Besluit"), "scroll-text", DONE, _("Via een opdracht van een partner."))
        return Stop(_("Besluit"), "scroll-text", LATER, _("Nog niet samen besloten."))
    proposal = on_table[0]
    href = _href(loop, "governance:proposal", proposal.pk) if is_member else ""
    told = _("Aangenomen zonder bezwaar.") if proposal.adopted_at else _("Het voorstel ligt op tafel.")
    return Stop(_("Besluit"), "scroll-text", DONE if proposal.adopted_at else LATER, told, href)


def _work(loop: Loop, is_member: bool) -> Stop:
    if not loop.jobs:
        return Stop(_("Werk"), "hammer", LATER, _("Nog geen klussen."))
    href = _href(loop, "work:jobs") if is_member else ""
    told = _("%(jobs)s klussen, %(hours)s uur gedaan.") % {"jobs": len(loop.jobs), "hours": loop.hours_total // 100}
    return Stop(_("Werk"), "hammer", DONE if loop.hours_total else LATER, told, href)


def _money(loop: Loop) -> Stop:
    if loop.budgets:
        budget, sums = loop.budgets[0]
        href = _href(loop, "governance:budget", budget.pk)
        state = DONE if sums.spent else LATER
        return Stop(_("Geld"), "coins", state, _("Elke euro staat op de bladzijde van het budget."), href)
    if loop.orders:
        return Stop(
            _("Geld"), "coins", DONE if loop.orders[0][1].invoiced else LATER, _("Betaald door de opdrachtgever.")
        )
    return Stop(_("Geld"), "coins", LATER, _("Nog geen geld."))


def _story(loop: Loop, is_member: bool) -> Stop:
    shown: list[PracticeCard | Story] = [one for one in loop.stories if one.is_public]
    shown += [one for one in loop.cards if one.is_public or is_member]
    if not shown:
        return Stop(_("Verhaal"), "feather", LATER, _("Nog niet verteld."))
    one = shown[0]
    return Stop(_("Verhaal"), "feather", DONE if one.is_public else LATER, one.title, one.get_absolute_url())
