"""What the stage makes of what people do together: each as small as its steps let it be."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

from limonade.audit.actor import Actor
from limonade.bakery.models import Case, CaseIngredient, Commitment, CommitmentRequest, Effect, Ingredient
from limonade.community.models import Answer, Challenge, Initiative, Invitation, Joined, Purpose, Question, Reply
from limonade.company.models import Invoice, Order, OrderCost
from limonade.governance.models import (
    BudgetHolder,
    DelegatedBudget,
    Expense,
    Proposal,
    Reaction,
    Round,
    Version,
    Voice,
)
from limonade.learning.models import PracticeCard, Shown, Story
from limonade.ledger import desk
from limonade.ledger.actions import Line, post
from limonade.ledger.chart import HOUR, HOURS_WORKED
from limonade.ledger.models import Account, Administration, Earmark, Entry, Unit
from limonade.people.models import Party
from limonade.people.queries import organisations_of
from limonade.scoping.ids import new_id
from limonade.work.models import Crew, CrewMember, Eater, HoursEntry, Job, Match, Meal, Portion, Stock, Talent, Turn
from tests.access.who import Who

if TYPE_CHECKING:
    from tests.access.stage import Stage

Make = Callable[["Stage", Party, Who], Any]
WEEK = dt.timedelta(days=7)
MONEY = 10_000


def made(model: type[models.Model], owner: Party, /, **told: Any) -> Any:
    """Of its owner, written down by them, or by a helper when they have no account."""
    by = owner.user_id or Party.objects.exclude(user=None).filter(left_at=None).order_by("pk")[0].user_id
    now = timezone.now()
    there = owner.neighbourhood
    return model._default_manager.create(
        neighbourhood=there, key=f"{new_id():x}", maker=owner, made_at=now, made_by_id=by, **told
    )


def with_day(thing: Any, **more: Any) -> Any:
    """And what else a form of it asks."""
    for name, value in {"day": _today(), **more}.items():
        setattr(thing, name, value)
    return thing


def happened(owner: Party, *names: str) -> dict[str, Any]:
    """Moments by somebody else than who is here."""
    by = Party.objects.exclude(user=None).exclude(pk=owner.pk).order_by("-pk")[0].user_id
    return {f"{name}_at": timezone.now() for name in names} | {f"{name}_by_id": by for name in names}


def _today() -> dt.date:
    return timezone.localdate()


def _organisation(owner: Party) -> Party:
    """One for which nobody speaks when there is no other."""
    found = Party.objects.filter(kind=Party.ORGANISATION, name="Gemeente Arnhem").first()
    return found or Party.objects.create(
        neighbourhood=owner.neighbourhood, name="Bakker", kind=Party.ORGANISATION, sort="company",
        came_through="builder", joined_at=timezone.now(), joined_by=owner.user,
    )  # fmt: skip


def _purpose(owner: Party, *, is_adopted: bool) -> Purpose:
    _close_purpose(owner)
    adopted = happened(owner, "adopted") | {"statement": "Samen eten"} if is_adopted else {}
    new: Purpose = made(Purpose, owner, question="Wat is hier de bedoeling?", **adopted)
    made(Answer, owner, purpose=new, text="Samen eten")
    return new


def _close_purpose(owner: Party) -> None:
    Purpose.objects.filter(adopted_at=None).update(statement="Samen", **happened(owner, "adopted"))


def _initiative(owner: Party) -> Initiative:
    new: Initiative = made(Initiative, owner, title="Samen eten", text="Elke week.")
    made(Joined, owner, initiative=new)
    return with_day(new, other=_another(owner).pk)  # type: ignore[no-any-return]


def _invited(stage: "Stage", owner: Party) -> Initiative:
    """Of a neighbour, who asks this person to take part."""
    new = _initiative(_neighbour(stage, owner))
    made(Invitation, new.maker, initiative=new, party=owner)
    return new


def _replied(stage: "Stage", owner: Party) -> Question:
    """Of a neighbour, about which this person knows something."""
    new: Question = made(Question, _neighbour(stage, owner), door="resident", title="Wie veegt?")
    made(Reply, owner, question=new, text="Ik.")
    return new


def _proposal(owner: Party, *, is_adopted: bool = False, cents: int = 0) -> Proposal:
    adopted = happened(owner, "adopted") | {"review_on": _today() + WEEK} if is_adopted else {}
    new: Proposal = made(Proposal, owner, title="Samen eten", **adopted)
    made(Version, owner, proposal=new, number=1, text="Elke week.", cents=cents, review_on=_today() + WEEK)
    return new


def _in_round(owner: Party) -> Proposal:
    new = _proposal(owner)
    made(Round, owner, version=new.versions.get(), until=_today() + WEEK)
    return new


def _spoken(owner: Party) -> Proposal:
    new = _in_round(owner)
    made(Voice, owner, round=Round.objects.get(version__proposal=new), says=Voice.CONSENT)
    return new


def _asked(owner: Party) -> Proposal:
    new = _proposal(owner)
    return with_day(new, reaction=made(Reaction, owner, proposal=new, kind=Reaction.QUESTION, text="Wie?"))  # type: ignore[no-any-return]


def _budget(owner: Party) -> DelegatedBudget:
    books = Administration.objects.order_by("pk")[0]
    mark = Earmark.objects.filter(administration=books).order_by("pk")[0]
    new: DelegatedBudget = made(
        DelegatedBudget, owner, proposal=_proposal(owner, is_adopted=True, cents=MONEY), name="Eten", cents=MONEY,
        administration=books, earmark=mark, route="subsidy", until=_today() + WEEK, remainder="back",
    )  # fmt: skip
    made(BudgetHolder, owner, budget=new, **happened(owner, "accepted"))
    return with_day(new)  # type: ignore[no-any-return]


def _asked_to_hold(owner: Party) -> DelegatedBudget:
    new = _budget(owner)
    new.holders.update(accepted_at=None, accepted_by=None)
    return new


def _expense(stage: "Stage", holder: Party, asks: Party, **more: Any) -> Expense:
    """Of a budget that somebody holds."""
    told = {"what": "Pannen", "cents": 50, "payee": "Winkel", "document": "bon 1"}
    return made(Expense, asks, budget=_budget(holder), **told, **more)  # type: ignore[no-any-return]


def _approved_expense(stage: "Stage", owner: Party, who: Who) -> Expense:
    new = _expense(stage, owner, owner, **happened(owner, "approved"), approver=_another(owner))
    costs = Account.objects.filter(administration=new.budget.administration_id, kind="expense", unit="EUR")
    return with_day(new, costs=costs[0].pk)  # type: ignore[no-any-return]


def _another(owner: Party) -> Party:
    return Party.objects.exclude(pk=owner.pk).filter(kind=Party.PERSON).order_by("pk")[0]


def _neighbour(stage: "Stage", owner: Party) -> Party:
    """Another one of the same neighbourhood."""
    return stage.neighbour if owner.neighbourhood_id == stage.place.pk else _another(owner)


def _job(owner: Party, **more: Any) -> Job:
    told = {
        "title": "Koken", "skill": "cook", "day": _today(), "part": "evening", "hours": 200, "places": 2,
        "forms": ["hours", "gift"], "administration": Administration.objects.order_by("pk")[0],
    }  # fmt: skip
    return made(Job, owner, **told | more)  # type: ignore[no-any-return]


def _match(owner: Party, *agreed: str) -> Match:
    new: Match = made(Match, owner, job=_job(owner), form="gift", **happened(owner, *agreed))
    return new


def _hours(owner: Party) -> HoursEntry:
    match = _match(owner, "person", "company")
    return made(HoursEntry, owner, match=match, day=_today(), hours=200, form="gift")  # type: ignore[no-any-return]


def _crew(owner: Party) -> Crew:
    new: Crew = made(Crew, owner, name="Soep")
    made(CrewMember, owner, crew=new)
    return new


def _meal(owner: Party, *, is_eaten: bool = False) -> Meal:
    new: Meal = made(Meal, owner, crew=_crew(owner), day=_today())
    if is_eaten:
        made(Eater, owner, meal=new)
    return new


def _offered_turn(stage: "Stage", owner: Party) -> Turn:
    """Of a neighbour who asks who of the crew takes it over."""
    meal = _meal(owner)
    return made(Turn, _neighbour(stage, owner), meal=meal, task="cook", **happened(owner, "swap"))  # type: ignore[no-any-return]


def _order(owner: Party, *moments: str) -> Order:
    quoted = {}
    if moments:
        books = Administration.objects.order_by("pk")[0]
        quoted = {"administration": books, "earmark": books.earmarks.order_by("pk")[0], "cents": MONEY}
    new: Order = made(Order, owner, title="Koken", text="Elke week.", partner=_organisation(owner), **quoted)
    with_day(new, in_books=Administration.objects.order_by("pk")[0].pk)
    people = Party.objects.exclude(user=None).order_by("pk")[:2]
    for number, one in enumerate(moments):
        by = people[number % 2].user_id  # never the same who quotes and who accepts
        Order.objects.filter(pk=new.pk).update(**{f"{one}_at": timezone.now(), f"{one}_by_id": by})
    return new


def _cost(owner: Party) -> OrderCost:
    order = _order(owner, "quoted", "accepted")
    return made(OrderCost, owner, order=order, what="Pannen", cents=50, document="bon 1", day=_today())  # type: ignore[no-any-return]


def _invoice(owner: Party) -> Invoice:
    order = _order(owner, "quoted", "accepted", "done", "approved")
    entry = Entry.objects.filter(administration=order.administration_id)[0]
    told = {"number": 1, "day": _today(), "due_on": _today() + WEEK, "cents": MONEY}
    return made(Invoice, owner, order=order, entry=entry, **told)  # type: ignore[no-any-return]


def _case(owner: Party, **more: Any) -> Case:
    told = {"title": "Samen eten", "text": "Anders.", "decide_on": _today() + WEEK, "least_parties": 2}
    new: Case = made(Case, owner, initiative=_initiative(owner), **told | more)
    return with_day(new, customer=_organisation(owner).pk)  # type: ignore[no-any-return]


def _fixed(owner: Party) -> Case:
    return _case(owner, **happened(owner, "fixed"))


def _decided(owner: Party) -> Case:
    return _case(owner, outcome=Case.GO, **happened(owner, "fixed", "decided"))


def _mixed(owner: Party) -> Case:
    """With two owners and an effect, so that its rule can be fixed."""
    new = _case(owner)
    for one in (owner, _another(owner)):
        put = made(Ingredient, one, kind="offer", owner=one, what="Handen")
        made(CaseIngredient, owner, case=new, ingredient=put)
    _effect(owner, new)
    return new


def _effect(owner: Party, case: Case | None = None) -> Effect:
    told = {"kind": "cost", "what": "Tijd", "low": 1, "middle": 2, "high": 3, "source": "Aanname"}
    return made(Effect, owner, case=case or _case(owner), party=owner, **told)  # type: ignore[no-any-return]


def _commitment(owner: Party, grade: str) -> Commitment:
    return made(Commitment, owner, case=_case(owner), party=owner, grade=grade, what="Handen")  # type: ignore[no-any-return]


def _asked_promise(stage: "Stage", owner: Party) -> CommitmentRequest:
    """A neighbour asks this person."""
    case = _fixed(_neighbour(stage, owner))
    return made(CommitmentRequest, case.maker, case=case, party=owner, text="Handen")  # type: ignore[no-any-return]


def _story(owner: Party, *, shows: Party | None = None, is_public: bool = False) -> Story:
    new: Story = made(Story, owner, title="Soep", text="Er was soep.", **happened(owner, *["published"] * is_public))
    if shows:
        made(Shown, shows, story=new)
    return new


def _card(owner: Party, *, is_public: bool = False) -> PracticeCard:
    words = dict.fromkeys(("title", "worked", "failed", "conditions"), "Soep")
    return made(PracticeCard, owner, **words, **happened(owner, *["published"] * is_public))  # type: ignore[no-any-return]


def _customer(owner: Party) -> Party:
    """For whom somebody may order: the organisation for which they work."""
    own = [] if owner.user_id is None else organisations_of(owner)
    return own[0] if own else _organisation(owner)


def _hours_to_give(stage: "Stage", owner: Party) -> SimpleNamespace:
    """An hour on somebody's own account, of which half is given to the other."""
    books, by, unit = Administration.objects.get(), Actor(owner.user_id, owner.pk), Unit.objects.get(pk=HOUR)
    worked = Account.objects.get(administration=books, number=HOURS_WORKED)
    line = Line(desk.open_wallet(books, owner, unit, by=by), worked, 100)
    post(books, key=f"uur-{owner.pk}", day=_today(), transfers=[line], text="Soep", by=by)
    receiver = _neighbour(stage, owner).pk
    return SimpleNamespace(receiver=receiver, seen=f"{receiver}-50")


def of(make: Callable[[Party], Any]) -> Make:
    return lambda stage, owner, who: make(owner)


THINGS: dict[str, Make] = {
    "oneself": of(lambda owner: owner),
    "customer": of(_customer),
    "no open question": lambda stage, owner, who: _close_purpose(owner),
    "question": of(lambda owner: made(Question, owner, door="resident", title="Wie veegt?")),
    "replied question": lambda stage, owner, who: _replied(stage, owner),
    "question to answer": of(lambda owner: made(Question, owner, door="resident", title="Wie veegt?", owner=owner)),
    "open purpose": of(lambda owner: _purpose(owner, is_adopted=False)),
    "purpose": of(lambda owner: _purpose(owner, is_adopted=True)),
    "challenge": of(lambda owner: made(Challenge, owner, title="Zwerfvuil", text="Overal.", horizon="now")),
    "initiative": of(_initiative),
    "invited initiative": lambda stage, owner, who: _invited(stage, owner),
    "idea": of(_proposal),
    "idea in a round": of(_in_round),
    "idea with a voice": of(_spoken),
    "idea with a question": of(_asked),
    "decision": of(lambda owner: _proposal(owner, is_adopted=True, cents=MONEY)),
    "budget": of(_budget),
    "asked budget": of(_asked_to_hold),
    "own expense": lambda stage, owner, who: _expense(stage, owner, owner),
    "expense": lambda stage, owner, who: _expense(stage, owner, _neighbour(stage, owner)),
    "approved expense": _approved_expense,
    "job": of(_job),
    "wanted job": lambda stage, owner, who: SimpleNamespace(pk=_match(owner, "person").job_id, person=owner.pk),
    "asked match": of(lambda owner: _match(owner, "company")),
    "wanted match": of(lambda owner: _match(owner, "person")),
    "agreed match": of(lambda owner: _match(owner, "person", "company")),
    "hours": of(_hours),
    "talent": of(lambda owner: made(Talent, owner, hours_a_week=200)),
    "portion": of(lambda owner: made(Portion, owner, what="Soep", day=_today(), at="zes uur", count=1)),
    "hours to give": lambda stage, owner, who: _hours_to_give(stage, owner),
    "crew": of(_crew),
    "meal": of(_meal),
    "eaten meal's crew": of(lambda owner: _meal(owner, is_eaten=True).crew),
    "eaten meal": of(lambda owner: _meal(owner, is_eaten=True)),
    "turn": of(lambda owner: made(Turn, owner, meal=_meal(owner), task="cook")),
    "offered turn": lambda stage, owner, who: _offered_turn(stage, owner),
    "stock": of(lambda owner: made(Stock, owner, crew=_crew(owner), what="Rijst")),
    "order": of(_order),
    "quoted order": of(lambda owner: _order(owner, "quoted")),
    "accepted order": of(lambda owner: _order(owner, "quoted", "accepted")),
    "done order": of(lambda owner: _order(owner, "quoted", "accepted", "done")),
    "approved order": of(lambda owner: _order(owner, "quoted", "accepted", "done", "approved")),
    "cost": of(_cost),
    "invoice": of(_invoice),
    "ingredient": of(lambda owner: made(Ingredient, owner, kind="offer", owner=owner, what="Handen")),
    "case": of(_case),
    "mixed case": of(_mixed),
    "fixed case": of(_fixed),
    "decided case": of(_decided),
    "effect": of(_effect),
    "promise": of(lambda owner: _commitment(owner, Commitment.INTENTION)),
    "binding promise": of(lambda owner: _commitment(owner, Commitment.BINDING)),
    "asked promise": lambda stage, owner, who: _asked_promise(stage, owner),
    "story": of(_story),
    "story about somebody": lambda stage, owner, who: _story(_neighbour(stage, owner), shows=owner),
    "public story": of(lambda owner: _story(owner, is_public=True)),
    "card": of(_card),
    "public card": of(lambda owner: _card(owner, is_public=True)),
}
# Who acts for somebody does these as that person.
THEIRS_WHEN_HELPED = frozenset(THINGS) - {"expense", "hours", "cost", "customer"}
