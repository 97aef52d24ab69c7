"""One question goes all the way round, and the money agrees to the cent at every step."""

import datetime as dt
from typing import Any

import pytest

from limonade.bakery import steps as bakery
from limonade.bakery.models import Case, Commitment, Effect
from limonade.bakery.queries import commitments, payer_table, promised, rule_lines
from limonade.community import steps as community
from limonade.community.models import Initiative
from limonade.community.queries import group
from limonade.governance import queries as governance
from limonade.governance.budget_steps import BUDGET, DECISION, EXPENSE
from limonade.governance.models import DelegatedBudget, Expense, Reaction
from limonade.governance.steps import PROPOSAL
from limonade.learning import steps as learning
from limonade.learning.models import PracticeCard, Story
from limonade.ledger.models import Account
from limonade.ledger.selfcheck import check
from limonade.steps.step import Refused
from limonade.web.loop import loop_of, stops
from limonade.work.hours_steps import HOURS_ENTRY, MATCH_HOURS
from limonade.work.job_steps import JOB, MATCH
from limonade.work.job_steps import NEW as WORK
from limonade.work.kinds import PAID
from limonade.work.models import HoursEntry, Job, Match
from tests.together.stage import Street

BUDGET_CENTS = 250_000


def an_initiative(street: Street) -> Initiative:
    question = street.take(
        "Farah",
        community.NEW,
        "vraag",
        door="resident",
        title="Wie kookt er met mij mee?",
        text="Alleen is ook maar alleen.",
    )
    street.take("Coby", community.QUESTION, "neem", question)
    street.take("Coby", community.QUESTION, "antwoord", question, answer="Bram en ik. Kom woensdag langs.")
    begun: Initiative = street.take(
        "Farah",
        community.NEW,
        "initiatief",
        title="Samen eten",
        text="Elke woensdag.",
        question=question,
        challenge=None,
    )
    street.take("Bram", community.INITIATIVE, "doe-mee", begun, brings="Een grote pan")
    street.take("Coby", community.INITIATIVE, "sta-erachter", begun)
    return begun


def a_case(street: Street, initiative: Initiative) -> Case:
    linde, gemeente = street.party("Woningcorporatie De Linde"), street.party("Gemeente Arnhem")
    kitchen = street.take("Wim", bakery.NEW, "ingredient", kind="asset", owner=linde, what="Keuken", text="")
    hands = street.take(
        "Farah", bakery.NEW, "ingredient", kind="offer", owner=street.party("Farah"), what="Kookt graag", text=""
    )
    case: Case = street.take(
        "Farah",
        bakery.NEW,
        "plan",
        initiative=initiative,
        title="Samen eten in de keuken van De Linde",
        text="De keuken staat leeg, de buren koken.",
        least_cents=BUDGET_CENTS,
        least_hours=2000,
        least_parties=3,
        decide_on=street.today + dt.timedelta(days=20),
    )
    street.take("Farah", bakery.CASE, "meng", case, ingredients=[kitchen, hands])
    cost = {"kind": Effect.COST, "what": "Budget", "low": 200_000, "middle": 250_000, "high": 300_000}
    gain = {"kind": Effect.BENEFIT, "what": "Minder hulp aan huis", "low": 100_000, "middle": 400_000, "high": 600_000}
    street.take("Bram", bakery.CASE, "effect", case, party=gemeente, is_cashable=False, source="Aanname", **cost)
    street.take("Bram", bakery.CASE, "effect", case, party=linde, is_cashable=True, source="Aanname", **gain)
    return street.take("Farah", bakery.CASE, "regel-vast", case)  # type: ignore[no-any-return]


def promise(street: Street, name: str, case: Case, grade: str, party: str = "", **more: Any) -> None:
    told = {"cents": 0, "hours": 0, "what": "Doet mee"} | more
    street.take(name, bakery.CASE, "zeg-toe", case, party=street.party(party or name), grade=grade, **told)


def a_decision(street: Street, case: Case) -> DelegatedBudget:
    promise(street, "Corrie", case, Commitment.BINDING, "Gemeente Arnhem", cents=BUDGET_CENTS)
    promise(street, "Wim", case, Commitment.BINDING, "Woningcorporatie De Linde")
    promise(street, "Farah", case, Commitment.BINDING, hours=2000)
    street.take("Farah", bakery.CASE, "beslis", case, learned="")
    soon = street.today + dt.timedelta(days=90)
    proposal = street.take(
        "Farah",
        bakery.CASE,
        "voorstel",
        case,
        title="Samen eten",
        text="Elke week.",
        cents=BUDGET_CENTS,
        review_on=soon,
    )
    street.take("Ines", PROPOSAL, "reageer", proposal, kind=Reaction.QUESTION, text="Wie wast er af?")
    with street.inside():
        asked = proposal.reactions.get()
    street.take("Farah", PROPOSAL, "antwoord", proposal, reaction=asked, answer="Wie het laatst kwam.")
    street.take("Farah", PROPOSAL, "open-ronde", proposal, until=street.today)
    for name in ("Bram", "Ines"):
        street.take(name, PROPOSAL, "stem", proposal, says="consent", reason="")
    street.take("Tom", PROPOSAL, "stem", proposal, says="objection", reason="Er is geen reserve.")
    street.take("Farah", PROPOSAL, "sluit-ronde", proposal)
    with pytest.raises(Refused, match="nieuwe versie"):
        street.take("Farah", PROPOSAL, "open-ronde", proposal, until=street.today)
    street.take(
        "Farah",
        PROPOSAL,
        "nieuwe-versie",
        proposal,
        text="Met reserve.",
        changed="Reserve",
        cents=BUDGET_CENTS,
        review_on=soon,
    )
    street.take("Farah", PROPOSAL, "open-ronde", proposal, until=street.today)
    for name in ("Bram", "Ines", "Tom"):
        street.take(name, PROPOSAL, "stem", proposal, says="consent", reason="")
    decided = street.take("Farah", PROPOSAL, "sluit-ronde", proposal)
    assert decided.adopted_at and decided.review_on == soon
    budget: DelegatedBudget = street.take(
        "Tom",
        DECISION,
        "open-budget",
        proposal,
        name="Samen eten",
        administration=street.books,
        giver=street.party("Gemeente Arnhem"),
        route="subsidy",
        until=street.today + dt.timedelta(days=200),
        remainder="back",
        holders=[street.party("Farah"), street.party("Bram")],
    )
    for name in ("Farah", "Bram"):
        street.take(name, BUDGET, "word-houder", budget)
    return budget


def test_from_a_question_to_a_practice_card(street: Street) -> None:
    initiative = an_initiative(street)
    case = a_case(street, initiative)
    budget = a_decision(street, case)
    street.take("Tom", BUDGET, "ontvang", budget, cents=BUDGET_CENTS, day=street.today, document="beschikking 7")
    street.take("Farah", BUDGET, "vraag-aan", budget, what="Pannen", cents=12_345, payee="Winkel", document="bon 1")
    with street.inside():
        expense = Expense.objects.get()
    street.take("Bram", EXPENSE, "keur-goed", expense)
    with street.inside():
        assert (governance.sums(DelegatedBudget.objects.get()).committed, governance.sums(budget).spent) == (12_345, 0)
        account = Account.objects.get(number="45620")
    street.take("Tom", EXPENSE, "betaald", expense, account=account, day=street.today, file=None)
    job = street.take("Bram", WORK, "klus", **a_job(street, earmark=budget.earmark))
    street.take("Farah", JOB, "ik-wil", job, form=PAID)
    with street.inside():
        match = Match.objects.get()
    street.take("Bram", MATCH, "akkoord", match)
    street.take("Farah", MATCH_HOURS, "uren", match, hours=200, day=street.today, form=PAID, cents=3_200)
    with street.inside():
        hours = HoursEntry.objects.get()
    street.take("Bram", HOURS_ENTRY, "keur-goed", hours)
    told(street, initiative)
    with street.inside():
        agrees_to_the_cent(street, initiative, spent=12_345 + 3_200)


def a_job(street: Street, **more: Any) -> dict[str, Any]:
    return {
        "title": "Koken", "text": "", "skill": "cook", "day": street.today, "part": "evening", "where": "",
        "hours": 200,
        "places": 2, "forms_": [PAID, "hours", "gift"], "rate_cents": 1_600, "is_first_come": False,
        "administration": street.books, "earmark": None,
    } | more  # fmt: skip


def told(street: Street, initiative: Initiative) -> None:
    story: Story = street.take(
        "Vera", learning.NEW, "verhaal", title="De eerste woensdag", text="Er was soep.", initiative=initiative,
        shown=[street.party("Farah")],
    )  # fmt: skip
    with pytest.raises(Refused, match="Nog niet iedereen"):
        street.take("Vera", learning.STORY, "publiceer", story)
    street.take("Farah", learning.STORY, "ja", story)
    street.take("Vera", learning.STORY, "publiceer", story)
    words = {"worked": "Een leidster", "failed": "De afwas", "conditions": "Een keuken", "figures": ""}
    card: PracticeCard = street.take("Coby", learning.NEW, "kaart", title="Samen eten", initiative=initiative, **words)
    street.take("Coby", learning.CARD, "publiceer", card)


def agrees_to_the_cent(street: Street, initiative: Initiative, *, spent: int) -> None:
    """The public page, the budget, the case and the books say the same."""
    found = loop_of(Initiative.objects.select_related("question", "challenge", "neighbourhood").get(pk=initiative.pk))
    sums = found.budgets[0][1]
    assert (found.planned, found.committed, found.spent) == (BUDGET_CENTS, 0, spent)
    assert (sums.received, sums.left, sums.still_here) == (BUDGET_CENTS, BUDGET_CENTS - spent, BUDGET_CENTS - spent)
    assert Account.objects.get(number="10201").balance == BUDGET_CENTS - 12_345  # wages are owed until they are paid
    assert Account.objects.get(party=street.party("Farah"), unit_id="EUR").own_balance == 3_200
    assert [one.state for one in stops(found, is_member=True)] == ["done"] * 7
    assert [one.maker.name for one in group(initiative)] == ["Farah", "Bram"]
    assert check() == []


def test_interest_is_never_counted_and_the_table_shows_who_pays(street: Street) -> None:
    case = a_case(street, an_initiative(street))
    promise(street, "Corrie", case, Commitment.INTEREST, "Gemeente Arnhem", cents=BUDGET_CENTS)
    promise(street, "Wim", case, Commitment.INTENTION, "Woningcorporatie De Linde", cents=BUDGET_CENTS)
    with street.inside():
        found = commitments(case)
        assert [line.bound for line in rule_lines(case, found)] == [0, 0, 0]
        assert [one.cents for one in promised(found)] == [BUDGET_CENTS, BUDGET_CENTS, 0]
        table = payer_table(list(Effect.objects.select_related("party").order_by("made_at")))
        assert table.is_split
        assert [(a.name, b.name, cents) for a, b, cents in table.transfers] == [
            ("Woningcorporatie De Linde", "Gemeente Arnhem", 250_000)
        ]
        assert (table.low, table.middle, table.high, table.cashable) == (-200_000, 150_000, 400_000, 400_000)
    with pytest.raises(Refused, match="nog niet genoeg"):
        street.take("Farah", bakery.CASE, "beslis", case, learned="")


def test_a_day_that_has_come_without_enough_is_a_no(street: Street) -> None:
    case = a_case(street, an_initiative(street))
    with street.inside():
        Case.objects.filter(pk=case.pk).update(decide_on=street.today)
    assert street.take("Farah", bakery.CASE, "beslis", case, learned="Te vroeg gevraagd").outcome == Case.NO_GO


def test_a_job_from_money_with_a_purpose_never_costs_more_than_there_is(street: Street) -> None:
    budget = a_decision(street, a_case(street, an_initiative(street)))
    street.take("Tom", BUDGET, "ontvang", budget, cents=3_000, day=street.today, document="b")
    job: Job = street.take("Bram", WORK, "klus", **a_job(street, earmark=budget.earmark))
    street.take("Farah", JOB, "ik-wil", job, form=PAID)
    with street.inside():
        match = Match.objects.get()
    street.take("Bram", MATCH, "akkoord", match)
    street.take("Farah", MATCH_HOURS, "uren", match, hours=200, day=street.today, form=PAID, cents=3_200)
    with street.inside():
        hours = HoursEntry.objects.get()
    with pytest.raises(Refused, match="niet genoeg geld"):
        street.take("Bram", HOURS_ENTRY, "keur-goed", hours)
    with street.inside():
        assert HoursEntry.objects.get().approved_at is None
