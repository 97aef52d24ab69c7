"""What decisions and budgets ask of people."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from limonade.governance import queries
from limonade.governance.models import (
    DelegatedBudget,
    Expense,
    Proposal,
    Reaction,
    Round,
    Version,
    Voice,
)
from limonade.notices.asked import Asked
from limonade.people.models import Party
from limonade.people.queries import organisations_of
from limonade.people.roles import May
from limonade.people.rules import Standing

TOLD_DAYS = 14
MOST = 3
HOLD, APPROVE, PAY = "hold", "approve", "pay"


def from_governance(standing: Standing) -> Iterator[Asked]:
    """Three queries, and for the treasurer one more."""
    yield from _rounds(standing)
    yield from _own_proposals(standing)
    yield from _of_budgets(standing)
    if May.KEEP_BOOKS in standing.may:
        yield from _without_budget(standing)
    if standing.is_partner:
        yield from _given(standing)


def _rounds(standing: Standing) -> Iterator[Asked]:
    """Of whom did not speak yet a voice; for who wrote or opened it what is said and that its last day has gone."""
    me = standing.party
    voices = queries.voices().filter(round=OuterRef("pk"))
    objections = voices.filter(says=Voice.OBJECTION).order_by("-made_at")
    silent = ~Exists(voices.filter(maker=me))
    mine = Q(maker=me) | Q(version__proposal__maker=me)
    rounds = Round.objects.filter(silent | mine, closed_at=None).select_related("version__proposal").annotate(
        is_silent=silent, objection=Subquery(objections.values("reason")[:1]),
        spoke=Count("voices", filter=Q(voices__ended_at=None)),
    )  # fmt: skip
    for one in rounds[: 2 * MOST]:
        proposal = one.version.proposal
        where = reverse("governance:proposal", args=[me.neighbourhood.slug, proposal.pk])
        if one.is_silent and not standing.is_helped:
            yield Asked(_("Zeg of je bezwaar hebt"), proposal.title, where, "hand", due=one.until)
        if one.objection and proposal.maker_id == me.pk:
            why = f"{proposal.title}. “{one.objection}”"
            yield Asked(_("Lees het bezwaar tegen je voorstel"), why, where, "message-circle-warning")
        if me.pk in (one.maker_id, proposal.maker_id) and one.is_past and one.spoke >= queries.FEWEST_VOICES:
            why = f"{proposal.title}. {_spoken(one.spoke, bool(one.objection))}"
            yield Asked(_("Sluit de ronde"), why, where, "circle-check", due=one.until)


def _spoken(count: int, is_objected: bool) -> str:
    if is_objected:
        told = ngettext("%(count)s mens sprak, en er is bezwaar.", "%(count)s mensen spraken, en er is bezwaar.", count)
    else:
        told = ngettext(
            "%(count)s mens sprak, niemand had bezwaar.", "%(count)s mensen spraken, niemand had bezwaar.", count
        )
    return told % {"count": count}


def _own_proposals(standing: Standing) -> Iterator[Asked]:
    """What waits for who made a proposal: to look back, to answer, to open a round, or to write it anew."""
    unanswered = Reaction.objects.filter(proposal=OuterRef("pk"), kind=Reaction.QUESTION, answered_at=None)
    version = Version.objects.filter(proposal=OuterRef("pk")).order_by("-number")
    last = Round.objects.filter(version__proposal=OuterRef("pk"), version=OuterRef("last_version"))
    due = Q(adopted_at__isnull=False, review_on__lte=timezone.localdate())
    since = timezone.now() - dt.timedelta(days=TOLD_DAYS)
    by_another = (Q(parked_at__gte=since) | Q(adopted_at__gte=since)) & ~Q(ended_by=standing.party.user_id)
    mine = Proposal.objects.annotate(ended_by=Coalesce("parked_by", "adopted_by")).annotate(ender=_name_of("ended_by"))
    mine = mine.filter(due | Q(adopted_at=None, parked_at=None) | by_another, maker=standing.party)
    mine = mine.annotate(asked=Subquery(unanswered.values("text")[:1]), last_version=Subquery(version.values("pk")[:1]))
    objections = queries.voices().filter(round__version=OuterRef("last_version"), says=Voice.OBJECTION)
    mine = mine.annotate(
        outcome=Subquery(last.values("outcome")[:1]),
        closer=Subquery(last.filter(~Q(closed_by=standing.party.user_id)).values(name=_name_of("closed_by"))[:1]),
        objection=Subquery(objections.order_by("-made_at").values("reason")[:1]),
    )
    for one in mine[: 2 * MOST]:
        where = reverse("governance:proposal", args=[standing.party.neighbourhood.slug, one.pk])
        if one.parked_at or one.adopted_at:
            yield _ended(one, where)
        elif one.asked:
            yield Asked(_("Beantwoord een vraag over je voorstel"), one.asked, where, "message-circle-reply")
        elif one.outcome is None:
            why = _("Zijn de vragen beantwoord? Open dan een ronde.")
            yield Asked(_("Ga verder met je voorstel"), f"{one.title}. {why}", where, "scroll-text")
        elif one.outcome == Round.OBJECTIONS:
            why = _("Er was een bezwaar: “%(reason)s” Schrijf een nieuwe versie.") % {"reason": one.objection}
            if one.closer:
                why = _("%(name)s sloot de ronde.") % {"name": one.closer} + f" {why}"
            yield Asked(_("Maak je voorstel beter"), f"{one.title}. {why}", where, "pencil")


def _ended(one: Any, where: str) -> Asked:
    """A decision to look back on, or that another put it away or closed its round."""
    if one.parked_at:
        why = _("Door %(name)s: “%(reason)s”") % {"name": one.ender, "reason": one.parked_why}
        return Asked(_("Je voorstel is weggelegd"), f"{one.title}. {why}", where, "archive", is_news=True)
    if one.review_on > timezone.localdate():
        why = _("%(name)s sloot de ronde, zonder bezwaar.") % {"name": one.ender}
        return Asked(_("Je voorstel is aangenomen"), f"{one.title}. {why}", where, "circle-check", is_news=True)
    return Asked(_("Kijk terug op een besluit"), one.title, where, "rotate-ccw", due=one.review_on)


def _name_of(by: str) -> Subquery:
    return Subquery(Party.objects.filter(user=OuterRef(by)).values("name")[:1])


def _of_budgets(standing: Standing) -> Iterator[Asked]:
    """Who is asked to hold one; for a holder what waits for a second person, for the treasurer what is to be paid."""
    me = standing.party
    waiting = Q(
        Exists(queries.holding().filter(budget=OuterRef("budget"), maker=me)), approved_at=None, refused_at=None
    )
    if May.KEEP_BOOKS in standing.may:
        waiting |= queries.waits_for_payment()
    kind = Case(When(approved_at=None, then=Value(APPROVE)), default=Value(PAY))
    expenses = Expense.objects.filter(waiting).exclude(maker=me).exclude(made_by=me.user_id)
    told = expenses.annotate(does=kind, who=Value("")).order_by().values_list("does", "budget", "what", "who")
    asked = queries.asked_to_hold(me).annotate(does=Value(HOLD), who=_name_of("made_by")).order_by()
    rows = told.union(asked.values_list("does", "budget", "budget__name", "who"), all=True)
    for does, budget, what, who in rows[: 3 * MOST]:
        where = reverse("governance:budget", args=[me.neighbourhood.slug, budget])
        if does == HOLD:
            why = _("%(name)s vraagt je. Over elke uitgave beslissen twee budgethouders samen.") % {"name": who}
            yield Asked(_("Word je budgethouder van “%(name)s”?") % {"name": what}, why, where, "user-plus")
        elif does == PAY:
            yield Asked(_("Betaal en boek een uitgave"), what, where, "book-open-text")
        else:
            yield Asked(_("Keur een uitgave goed, of niet"), what, where, "receipt-euro", is_urgent=True)


def _without_budget(standing: Standing) -> Iterator[Asked]:
    """Decisions that free money and have no budget yet."""
    with_budget = DelegatedBudget.objects.filter(proposal=OuterRef("pk"))
    version = Version.objects.filter(proposal=OuterRef("pk")).order_by("-number")
    adopted = Proposal.objects.filter(~Exists(with_budget), adopted_at__isnull=False)
    for proposal in adopted.annotate(cents=Subquery(version.values("cents")[:1])).filter(cents__gt=0)[:MOST]:
        where = reverse("governance:proposal", args=[standing.party.neighbourhood.slug, proposal.pk])
        yield Asked(_("Open het budget bij een besluit"), proposal.title, where, "wallet")


def _given(standing: Standing) -> Iterator[Asked]:
    """For who gave it: where a budget stands."""
    if not standing.is_partner:
        return
    given = DelegatedBudget.objects.filter(giver__in=organisations_of(standing.party), until__gte=timezone.localdate())
    for budget in given.order_by("-made_at")[:MOST]:
        where = reverse("governance:budget", args=[standing.party.neighbourhood.slug, budget.pk])
        title = _("Kijk wat er van jullie budget werd: %(name)s") % {"name": budget.name}
        yield Asked(title, _("Besloten, uitgegeven en nog over."), where, "wallet", is_news=True)
