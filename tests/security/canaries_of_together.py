"""The same texts in what people do together: every form of every step, by who may take it."""

import datetime as dt
from itertools import count
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django_scopes import scope

from limonade.bakery.models import Case, CommitmentRequest, Ingredient
from limonade.community.models import Answer, Challenge, Initiative, Purpose, Question
from limonade.company.models import Invoice, Order, OrderCost
from limonade.governance.models import DelegatedBudget, Expense, Proposal, Reaction
from limonade.learning.models import Story
from limonade.ledger.models import Account, Administration
from limonade.people.models import Party
from limonade.work.models import Crew, HoursEntry, Job, Match, Meal, Portion
from tests.cast import Cast
from tests.security.canaries import ALL, IMAGE, MARK, PLACE, SHORT, WHOLE

if TYPE_CHECKING:
    from tests.security.canaries import Writer

NUMBERS = count()


class Street:
    """Who does what in Paasberg, each with another key that would run too."""

    def __init__(self, cast: Cast, people: "dict[str, Writer]") -> None:
        self.cast, self.people = cast, people
        self.today = timezone.localdate()
        self.soon = self.today + dt.timedelta(days=9)

    def send(self, who: str, path: str, **told: Any) -> None:
        self.people[who].post(f"{PLACE}{path}/", {"key": f"<i {MARK}=1>{next(NUMBERS)}", **told})

    def newest(self, model: Any, **those: Any) -> Any:
        with scope(neighbourhood=self.cast.paasberg):
            return model.objects.filter(**those).order_by("-made_at", "-pk")[0]

    def party(self, name: str) -> int:
        with scope(neighbourhood=self.cast.paasberg):
            return Party.objects.get(user=self.cast.user(name)).pk

    def organisation(self) -> int:
        with scope(neighbourhood=self.cast.paasberg):
            return Party.objects.get(name="Gemeente Arnhem").pk

    def books(self) -> Administration:
        with scope(neighbourhood=self.cast.paasberg):
            return Administration.objects.get(name=IMAGE)


def put_together(cast: Cast, people: "dict[str, Writer]") -> None:
    street = Street(cast, people)
    initiative = _community(street)
    _purpose(street)
    case = _bakery(street, initiative)
    _governance(street)
    _work(street)
    _company(street, case)
    _learning(street, initiative)


def _community(street: Street) -> Any:
    street.send("Farah", "samen/nieuw/vraag", door="resident", title=WHOLE, text=ALL[:800])
    asked = f"samen/vraag/{street.newest(Question).pk}"
    street.send("Farah", f"{asked}/pas-aan", title=WHOLE, text=ALL[:800])
    street.send("Coby", f"{asked}/geef-door", owner=street.party("Bram"))
    street.send("Vera", f"{asked}/reageer", text=ALL[:400])
    street.send("Bram", f"{asked}/antwoord", answer=ALL[:1200])
    street.send("Farah", "samen/nieuw/vraag", door="resident", title=WHOLE, text=ALL[:800])
    challenge = {"title": WHOLE, "text": ALL[:800], "horizon": "now", "now_by": WHOLE, "could_by": IMAGE}
    street.send("Farah", "samen/nieuw/opgave", **challenge)
    street.send("Farah", f"samen/opgave/{street.newest(Challenge).pk}/pas-aan", **challenge)
    street.send("Farah", "samen/nieuw/initiatief", title=WHOLE, text=ALL[:800])
    begun = street.newest(Initiative)
    there = f"samen/initiatief/{begun.pk}"
    street.send("Farah", f"{there}/pas-aan", title=WHOLE, text=ALL[:800])
    for name in ("Bram", "Vera"):
        street.send("Farah", f"{there}/vraag-mee", party=street.party(name), text=WHOLE)
    street.send("Bram", f"{there}/doe-mee", brings=WHOLE)
    street.send("Bram", f"{there}/volgende-stap", next_step=WHOLE, next_of=street.party("Farah"))
    street.send("Coby", f"{there}/sta-erachter")
    street.send("Vera", "samen/nieuw/initiatief", title=WHOLE, text=ALL[:800])
    street.send("Vera", f"samen/initiatief/{street.newest(Initiative).pk}/stop", why=ALL[:300])
    return begun


def _purpose(street: Street) -> None:
    for adopts in (True, False):
        street.send("Coby", "samen/nieuw/bedoeling", question=WHOLE)
        there = f"samen/bedoeling/{street.newest(Purpose).pk}"
        street.send("Farah", f"{there}/antwoord", text=ALL[:300])
        street.send("Bram", f"{there}/antwoord", text=WHOLE)
        street.send("Coby", f"{there}/groepje", name=WHOLE[:80], answers=street.newest(Answer).pk)
        if adopts:
            street.send("Coby", f"{there}/vaststellen", statement=ALL[:400])
            street.send("Farah", f"{there}/sta-erachter")


def _bakery(street: Street, initiative: Any) -> Any:
    own, partner = street.party("Farah"), street.organisation()
    street.send("Farah", "bakkerij/nieuw/ingredient", kind="offer", owner=own, what=WHOLE, text=ALL[:400])
    first = street.newest(Ingredient).pk
    street.send("Corrie", "bakkerij/nieuw/ingredient", kind="asset", owner=partner, what=WHOLE, text=IMAGE)
    second = street.newest(Ingredient).pk
    street.send("Farah", "bakkerij/nieuw/ingredient", kind="offer", owner=own, what=WHOLE, text=ALL[:400])
    street.send("Farah", f"bakkerij/ingredient/{street.newest(Ingredient).pk}/weg")
    plan = {"initiative": initiative.pk, "title": WHOLE, "text": ALL[:1000], "least_parties": 2}
    street.send("Farah", "bakkerij/nieuw/plan", **plan, decide_on=street.soon)
    case = street.newest(Case)
    there = f"bakkerij/plan/{case.pk}"
    street.send("Farah", f"{there}/pas-aan", **plan, decide_on=street.soon)
    street.send("Farah", f"{there}/meng", ingredients=[first, second])
    effect = {"kind": "cost", "what": WHOLE, "low": "1", "middle": "2", "high": "3", "source": WHOLE}
    street.send("Farah", f"{there}/effect", **{**effect, "low": IMAGE}, party=own)
    street.send("Farah", f"{there}/effect", **effect, party=own)
    street.send("Farah", f"{there}/regel-vast")
    for name in ("Vera", "Tom"):
        street.send("Farah", f"{there}/vraag-toe", party=street.party(name), text=WHOLE)
    street.send(
        "Vera", f"bakkerij/gevraagd/{street.newest(CommitmentRequest, party=street.party('Vera')).pk}/liever-niet"
    )
    for who, party in (("Farah", own), ("Corrie", partner)):
        street.send(who, f"{there}/zeg-toe", party=party, grade="binding", what=WHOLE, agree="on")
    street.send("Farah", f"{there}/beslis", learned=ALL[:400])
    street.send("Farah", f"{there}/voorstel", title=WHOLE, text=ALL[:1000], cents="100", review_on=street.soon)
    street.send("Bram", f"{there}/opdracht", partner=partner)
    proposal = {"title": WHOLE, "text": ALL[:2000], "cents": "1", "review_on": street.soon}
    street.send("Farah", "bakkerij/nieuw/voorstel", initiative=initiative.pk, **proposal)
    return case


def _governance(street: Street) -> None:
    street.send("Vera", "besluiten/nieuw/voorstel", title=WHOLE, text=ALL, review_on=street.soon)
    parked = street.newest(Proposal).pk
    street.send("Vera", f"besluiten/voorstel/{parked}/leg-weg", why=ALL[:300])
    street.send("Farah", "besluiten/nieuw/voorstel", title=WHOLE, text=ALL, cents="100", review_on=street.soon)
    there = f"besluiten/voorstel/{street.newest(Proposal).pk}"
    street.send("Bram", f"{there}/reageer", kind="question", text=ALL[:600])
    street.send("Farah", f"{there}/antwoord", reaction=street.newest(Reaction).pk, answer=ALL[:600])
    amended = {"changed": WHOLE, "text": ALL, "cents": "100", "review_on": street.soon}
    for says in ("objection", "consent"):
        street.send("Farah", f"{there}/open-ronde", until=street.soon)
        for who in ("Bram", "Tom", "Vera"):
            street.send(who, f"{there}/stem", says=says, reason=ALL[:600])
        street.send("Vera", f"{there}/stem-anders", says=says, reason=ALL[:600])
        street.send("Farah", f"{there}/sluit-ronde")
        street.send("Farah", f"{there}/nieuwe-versie", **amended)
    street.send("Farah", f"{there}/kijk-terug", text=ALL[:600], review_on=street.soon)
    budget = {"administration": street.books().pk, "route": "own", "until": street.soon, "remainder": "on"}
    holders = [street.party("Farah"), street.party("Bram")]
    street.send("Tom", f"{there}/open-budget", **budget, name=WHOLE[:60], holders=holders)
    _budget(street)


def _budget(street: Street) -> None:
    there = f"besluiten/budget/{street.newest(DelegatedBudget).pk}"
    for cents in (IMAGE, "90"):
        street.send("Tom", f"{there}/ontvang", cents=cents, day=street.today, document=WHOLE)
    street.send("Tom", f"{there}/houder-erbij", party=street.party("Coby"))
    street.send("Coby", f"{there}/geen-houder")
    for who in ("Farah", "Bram"):
        street.send(who, f"{there}/word-houder")
    spent = {"what": WHOLE, "cents": "1", "payee": WHOLE, "document": WHOLE}
    for answer in ("keur-af", "keur-goed"):
        street.send("Farah", f"{there}/vraag-aan", **spent)
        street.send("Bram", f"besluiten/uitgave/{street.newest(Expense).pk}/{answer}", why=ALL[:300])
    with scope(neighbourhood=street.cast.paasberg):
        costs = Account.objects.filter(administration__name=IMAGE, kind="expense", unit="EUR")[0].pk
    street.send("Tom", f"besluiten/uitgave/{street.newest(Expense).pk}/betaald", account=costs, day=street.today)


def _work(street: Street) -> None:
    talent = {"skills": "cook", "parts": "0-morning", "forms_": "gift", "hours_a_week": "2", "benefit": "yes"}
    street.send("Farah", "werk/nieuw/talent", **talent, also=WHOLE)
    job = _a_job(street)
    street.send("Bram", "werk/nieuw/klus", **job, administration=street.books().pk)
    there = street.newest(Job).pk
    street.send("Bram", f"werk/klus/{there}/pas-aan", **job)
    for answer in ("keur-af", "keur-goed"):
        street.send("Farah", f"werk/klus/{there}/ik-wil", form="hours")
        match = street.newest(Match).pk
        street.send("Bram", f"werk/match/{match}/akkoord")
        street.send("Farah", f"werk/match/{match}/uren", hours="2", day=street.today, form="hours")
        street.send("Bram", f"werk/uren/{street.newest(HoursEntry).pk}/{answer}", why=ALL[:300])
    bram = street.party("Bram")
    street.send("Farah", "werk/nieuw/geef-uren", receiver=bram, hours="1", word=WHOLE[:120], sure=f"{bram}-100")
    street.send("Bram", "werk/nieuw/klus", **{**job, "day": street.soon}, administration=street.books().pk)
    street.send("Bram", "werk/nieuw/plan")
    street.send(
        "Farah", "werk/nieuw/portie", what=WHOLE, diet=WHOLE, count=2, day=street.soon, at=IMAGE, until="23:59",
        where=WHOLE,
    )  # fmt: skip
    street.send("Bram", f"werk/portie/{street.newest(Portion).pk}/voor-mij", word=WHOLE)
    street.send("Farah", "werk/nieuw/ploeg", name=WHOLE[:80], text=ALL[:600])
    crew = f"werk/ploeg/{street.newest(Crew).pk}"
    street.send("Bram", f"{crew}/doe-mee")
    street.send("Farah", f"{crew}/voorraad", what=WHOLE[:80])
    street.send("Farah", f"{crew}/maaltijd", day=street.today, what=WHOLE)
    meal = f"werk/maaltijd/{street.newest(Meal).pk}"
    street.send("Farah", f"{meal}/taak", task="cook")
    street.send("Farah", f"{meal}/eet-mee")
    street.send("Farah", f"{meal}/kosten", cents="5", payer=street.party("Farah"))


def _a_job(street: Street) -> dict[str, Any]:
    return {
        "title": WHOLE, "text": ALL[:600], "skill": "cook", "day": street.today, "part": "evening", "where": WHOLE,
        "hours": "2", "places": 2, "forms_": ["gift", "hours"],
    }  # fmt: skip


def _company(street: Street, case: Any) -> None:
    partner = street.organisation()
    street.send("Corrie", "opdrachten/nieuw/opdracht", partner=partner, title=WHOLE, text=ALL[:1000],
                reference=IMAGE[:60])  # fmt: skip
    there = f"opdrachten/opdracht/{street.newest(Order).pk}"
    quote = {"hours": "2", "cents": "100", "vat_permille": 210, "administration": street.books().pk}
    street.send("Bram", f"{there}/offerte", **quote, quote_until=street.soon, quote_text=ALL[:600])
    street.send("Corrie", f"{there}/aanvaard", reference=IMAGE[:60])
    street.send("Corrie", f"{there}/kenmerk", reference=IMAGE[:60])
    street.send("Bram", f"{there}/klus", **_a_job(street))
    street.send("Bram", f"{there}/materiaal", what=WHOLE, cents="1", document=WHOLE, day=street.today)
    street.send("Tom", f"opdrachten/kosten/{street.newest(OrderCost).pk}/keur-goed")
    street.send("Bram", f"{there}/klaar")
    street.send("Corrie", f"{there}/nog-niet-goed", why=ALL[:300])
    street.send("Bram", f"{there}/klaar")
    street.send("Corrie", f"{there}/keur-goed")
    wrong = {"own_address": WHOLE[:120], "own_kvk": SHORT, "own_vat_number": SHORT,
             "client_address": WHOLE[:120], "client_kvk": SHORT}  # fmt: skip
    right = wrong | {"own_kvk": "", "own_vat_number": "NL123456782B90", "client_kvk": ""}
    for told in (wrong, right):
        street.send("Bram", f"{there}/factuur", day=street.today, **told)
    invoice = street.newest(Invoice)
    with scope(neighbourhood=street.cast.paasberg):
        Invoice.objects.filter(pk=invoice.pk).update(**dict.fromkeys(Invoice.DETAILS, ""))
    for told in (wrong, right):
        street.send("Tom", f"opdrachten/factuur/{invoice.pk}/vul-aan", **told)
    street.send("Tom", f"opdrachten/factuur/{invoice.pk}/betaald", day=street.today)
    street.send("Corrie", "opdrachten/nieuw/opdracht", partner=partner, title=WHOLE, text=IMAGE)
    street.send("Corrie", f"opdrachten/opdracht/{street.newest(Order).pk}/stop", why=ALL[:300])


def _learning(street: Street, initiative: Any) -> None:
    story = {"title": WHOLE, "text": ALL, "initiative": initiative.pk}
    street.send("Vera", "verhalen/nieuw/verhaal", **story, shown=street.party("Farah"), others="on")
    there = f"verhalen/verhaal/{street.newest(Story).pk}"
    street.send("Farah", f"{there}/ja")
    street.send("Vera", f"{there}/publiceer")
    words = dict.fromkeys(("title", "figures"), WHOLE) | dict.fromkeys(("worked", "failed", "conditions"), ALL[:800])
    street.send("Coby", "verhalen/nieuw/kaart", **words, initiative=initiative.pk, others="on")
    with scope(neighbourhood=street.cast.paasberg):
        card = initiative.cards.get().pk
    street.send("Coby", f"verhalen/kaart/{card}/pas-aan", **words, initiative=initiative.pk, others="on")
    street.send("Coby", f"verhalen/kaart/{card}/publiceer")
