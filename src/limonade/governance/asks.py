"""What decisions and budgets ask of people."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from limonade.governance.models import DelegatedBudget, Expense, Proposal, Reaction, Round, Voice
from limonade.governance.queries import newest
from limonade.notices.asked import Asked
from limonade.people.roles import May
from limonade.people.rules import Standing

MOST = 3


def from_governance(standing: Standing) -> Iterator[Asked]:
    yield from _rounds(standing)
    yield from _own_proposals(standing)
    yield from _expenses(standing)
    if May.KEEP_BOOKS in standing.may:
        yield from _treasurer(standing)


def _rounds(standing: Standing) -> Iterator[Asked]:
    spoke = Voice.objects.filter(round=OuterRef("pk"), maker=standing.party)
    rounds = Round.objects.filter(~Exists(spoke), closed_at=None).select_related("version__proposal")
    for one in rounds[:MOST]:
        where = reverse("governance:proposal", args=[standing.party.neighbourhood.slug, one.version.proposal_id])
        yield Asked(_("Zeg of je bezwaar hebt"), one.version.proposal.title, where, "hand")


def _own_proposals(standing: Standing) -> Iterator[Asked]:
    slug, me = standing.party.neighbourhood.slug, standing.party
    open_questions = Reaction.objects.filter(proposal__maker=me, kind="question", answered_at=None)
    for reaction in open_questions.filter(proposal__adopted_at=None, proposal__parked_at=None)[:MOST]:
        where = reverse("governance:proposal", args=[slug, reaction.proposal_id])
        yield Asked(_("Beantwoord een vraag over je voorstel"), reaction.text, where, "message-circle-reply")
    due = Proposal.objects.filter(maker=me, adopted_at__isnull=False, review_on__lte=timezone.localdate())
    for proposal in due[:MOST]:
        where = reverse("governance:proposal", args=[slug, proposal.pk])
        yield Asked(_("Kijk terug op een besluit"), proposal.title, where, "rotate-ccw", due=proposal.review_on)
    for proposal in Proposal.objects.filter(maker=me, adopted_at=None, parked_at=None)[:MOST]:
        last = newest(proposal)
        running = last.rounds.first()
        where = reverse("governance:proposal", args=[slug, proposal.pk])
        if running is None:
            why = _("Zijn de vragen beantwoord? Open dan een ronde.")
            yield Asked(_("Ga verder met je voorstel"), f"{proposal.title}. {why}", where, "scroll-text")
        elif running.outcome == Round.OBJECTIONS:
            why = _("Er was een bezwaar. Schrijf een nieuwe versie.")
            yield Asked(_("Maak je voorstel beter"), f"{proposal.title}. {why}", where, "pencil")


def _expenses(standing: Standing) -> Iterator[Asked]:
    me = standing.party
    waiting = Expense.objects.filter(
        budget__holders__maker=me, budget__holders__ended_at=None, approved_at=None, refused_at=None
    ).exclude(maker=me)
    for one in waiting.exclude(made_by_id=me.user_id)[:MOST]:
        where = reverse("governance:budget", args=[me.neighbourhood.slug, one.budget_id])
        yield Asked(_("Keur een uitgave goed, of niet"), one.what, where, "receipt-euro", is_urgent=True)


def _treasurer(standing: Standing) -> Iterator[Asked]:
    slug, me = standing.party.neighbourhood.slug, standing.party
    for one in Expense.objects.filter(approved_at__isnull=False, entry=None).exclude(maker=me)[:MOST]:
        where = reverse("governance:budget", args=[slug, one.budget_id])
        yield Asked(_("Betaal en boek een uitgave"), one.what, where, "book-open-text")
    with_budget = DelegatedBudget.objects.filter(proposal=OuterRef("pk"))
    adopted = Proposal.objects.filter(~Exists(with_budget), adopted_at__isnull=False, versions__cents__gt=0)
    for proposal in adopted.distinct()[:MOST]:
        if newest(proposal).cents:
            where = reverse("governance:proposal", args=[slug, proposal.pk])
            yield Asked(_("Open het budget bij een besluit"), proposal.title, where, "wallet")
