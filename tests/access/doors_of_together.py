"""The doors of what people do together. One address takes every step of a room, so it has a door per kind and rule.

A step that a rule refuses may not be looked at; who writes it all the same, because it was open a moment ago, reads why
and changes nothing. A step that belongs to a role, or to oneself alone, is forbidden to others both ways.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from limonade.people.roles import May
from tests.access.doors_of_books import PLACE
from tests.access.matrix import (
    BRAM,
    DENIED,
    ELS,
    HAS,
    KARIM,
    METHOD,
    NOT_FOUND,
    OK,
    OUTSIDE,
    TOM,
    UNDONE,
    Door,
    Lock,
    Means,
    each,
    needs,
    page,
    public,
    resident,
)
from tests.access.stage import NOTHING, Whose
from tests.access.who import HERE, NOT_HERE, Who

Data = Mapping[str, str]
PK: Mapping[str, str] = {**PLACE, "pk": "{it.pk}"}
NEIGHBOUR, FAR, OWN = Whose.NEIGHBOUR, Whose.FAR, Whose.OWN
STRONG = Means.STRONG
CORRIE, WIM = Who.MUNICIPALITY, Who.CORPORATION
GUIDES, TELLERS = HAS[May.GUIDE], HAS[May.WRITE_PROFILE]
COMPANY, BOOKS = frozenset({BRAM}), frozenset({TOM})
IN_PERSON = HERE - {Who.ACTING}


def _lock(who: frozenset[Who], means: Means = Means.ANY) -> Lock:
    return Lock(who, {**OUTSIDE, **each(HERE - who, DENIED)}, means)


def _at(kind: str, step: str) -> Mapping[str, str]:
    return {**PK, "kind": kind, "step": step} if kind else {**PLACE, "step": step}


def step(
    kind: str, key: str, thing: str = NOTHING, data: Data | None = None, *,
    who: frozenset[Who] = HERE, whose: Whose = OWN, means: Means = Means.ANY,
) -> Door:  # fmt: skip
    """These may take it; to the others here it is forbidden both ways. Without a kind it makes something new."""
    return Door(_lock(who, means), OK, OK, thing=thing, whose=whose, parts=_at(kind, key), data=data or {})


def seen(door: Door) -> Door:
    """The form is shown; what is sent here is not enough for it."""
    return replace(door, write=UNDONE)


def not_now(*told: Any, **more: Any) -> Door:
    """A rule refuses it to all who might."""
    return replace(step(*told, **more), look=DENIED, write=UNDONE)


def for_some(some: frozenset[Who], *told: Any, **more: Any) -> Door:
    """A rule refuses it to the others."""
    rest = HERE - some
    return replace(step(*told, **more), look_but=each(rest, DENIED), write_but=each(rest, UNDONE))


def first(door: Door) -> Door:
    """The lock on the address lets in whoever takes part; the step does the rest."""
    forbidden = each(HERE - door.lock.lets_in, DENIED)
    return replace(door, lock=resident(), look_but=forbidden, write_but=forbidden, means=door.lock.means)


def far(kind: str, key: str, thing: str) -> Door:
    """What is of another neighbourhood is not there, also not for who may do most here."""
    most = frozenset({BRAM, TOM, ELS})
    lock = Lock(most, {**OUTSIDE, **each(HERE - most, NOT_FOUND)})
    return Door(lock, NOT_FOUND, NOT_FOUND, thing=thing, whose=FAR, parts=_at(kind, key))


def shown(thing: str) -> tuple[Door, ...]:
    """To look at for who takes part here."""
    return (
        page(resident(), thing=thing, whose=NEIGHBOUR, parts=PK),
        Door(resident(), NOT_FOUND, METHOD, thing=thing, whose=FAR, parts=PK),
    )


def for_everybody(thing: str) -> tuple[Door, ...]:
    return (
        page(public(), thing=thing, whose=NEIGHBOUR, parts=PK),
        Door(public(), NOT_FOUND, METHOD, thing=thing, whose=FAR, parts=PK),
    )


def told_on(public_thing: str, thing: str, readers: frozenset[Who] = HERE) -> tuple[Door, ...]:
    """Once it is published everybody may read it, and until then its readers."""
    outside = each(NOT_HERE | {Who.VISITOR} | (HERE - readers), NOT_FOUND)
    return (
        *for_everybody(public_thing),
        Door(public(), OK, METHOD, look_but=outside, thing=thing, whose=NEIGHBOUR, parts=PK),
    )


def between_partners(thing: str, partner: Who) -> tuple[Door, ...]:
    """Prices are for the company, who looks after the money, and the partner."""
    sees = frozenset({BRAM, TOM, ELS, KARIM, partner})
    denied = each(HERE - sees, DENIED)
    return (
        Door(resident(), OK, METHOD, look_but=denied, thing=thing, whose=NEIGHBOUR, parts=PK),
        Door(resident(), NOT_FOUND, METHOD, thing=thing, whose=FAR, parts=PK),
    )


LIST = (page(resident(), parts=PLACE),)
OPEN_LIST = (page(public(), parts=PLACE),)
QUESTION = {"door": "resident", "title": "Wie veegt er mee?"}
WHY = {"why": "Het is klaar"}
CHALLENGE = {"title": "Zwerfvuil", "text": "Overal.", "horizon": "now"}
BEGUN = {"title": "Samen eten", "text": "Elke week."}
INVITED = {"party": "{it.other}"}

COMMUNITY: dict[str, tuple[Door, ...]] = {
    "community:questions": LIST,
    "community:question": shown("question"),
    "community:purpose": (page(public(), thing="purpose", whose=NEIGHBOUR, parts=PLACE),),
    "community:challenges": OPEN_LIST,
    "community:challenge": for_everybody("challenge"),
    "community:initiatives": OPEN_LIST,
    "community:new": (
        step("", "vraag", data=QUESTION),
        step("", "bedoeling", "no open question", {"question": "Waartoe?"}, who=GUIDES),
        not_now("", "bedoeling", "open purpose", {"question": "Waartoe?"}, who=GUIDES),
        far("", "onbekend", NOTHING),
    ),
    "community:step": (
        step("vraag", "antwoord", "question to answer", {"answer": "Ik"}),
        not_now("vraag", "antwoord", "question to answer", {"answer": "Ik"}, whose=NEIGHBOUR),
        step("vraag", "neem", "question", who=GUIDES, whose=NEIGHBOUR),
        step("vraag", "pas-aan", "question", QUESTION),
        not_now("vraag", "pas-aan", "question", QUESTION, whose=NEIGHBOUR),
        step("vraag", "reageer", "question", {"text": "Ik help"}, whose=NEIGHBOUR),
        not_now("vraag", "reageer", "question", {"text": "Ik help"}),
        step("vraag", "neem-terug", "replied question"),
        not_now("vraag", "neem-terug", "question"),
        far("vraag", "neem", "question"),
        step("bedoeling", "antwoord", "open purpose", {"text": "Samen"}, whose=NEIGHBOUR),
        step("bedoeling", "vaststellen", "open purpose", {"statement": "Samen"}, who=GUIDES, whose=NEIGHBOUR),
        not_now("bedoeling", "vaststellen", "purpose", {"statement": "Samen"}, who=GUIDES, whose=NEIGHBOUR),
        step("bedoeling", "sta-erachter", "purpose", whose=NEIGHBOUR),
        far("bedoeling", "antwoord", "open purpose"),
        step("opgave", "pas-aan", "challenge", CHALLENGE),
        for_some(GUIDES, "opgave", "pas-aan", "challenge", CHALLENGE, whose=NEIGHBOUR),
        far("opgave", "pas-aan", "challenge"),
        step("initiatief", "doe-mee", "initiative", whose=NEIGHBOUR),
        step("initiatief", "stop", "initiative", WHY),
        not_now("initiatief", "stop", "initiative", WHY, whose=NEIGHBOUR),
        step("initiatief", "pas-aan", "initiative", BEGUN),
        not_now("initiatief", "pas-aan", "initiative", BEGUN, whose=NEIGHBOUR),
        step("initiatief", "vraag-mee", "initiative", INVITED),
        not_now("initiatief", "vraag-mee", "initiative", INVITED, whose=NEIGHBOUR),
        step("initiatief", "liever-niet", "invited initiative"),
        not_now("initiatief", "liever-niet", "initiative", whose=NEIGHBOUR),
        far("initiatief", "doe-mee", "initiative"),
        far("onbekend", "neem", "question"),
    ),
}

SPENT = {"what": "Pannen", "cents": "1", "payee": "Winkel", "document": "bon 1"}
PROPOSED = {"title": "Samen eten", "text": "Elke week.", "review_on": "{it.day}"}
GOVERNANCE: dict[str, tuple[Door, ...]] = {
    "governance:proposals": LIST,
    "governance:proposal": shown("idea in a round"),
    "governance:budgets": OPEN_LIST,
    "governance:budget": for_everybody("budget"),
    "governance:new": (step("", "voorstel", "books", PROPOSED),),
    "governance:step": (
        step("voorstel", "reageer", "idea", {"kind": "reaction", "text": "Goed"}, whose=NEIGHBOUR),
        for_some(GUIDES, "voorstel", "leg-weg", "idea", WHY, whose=NEIGHBOUR),
        step("voorstel", "leg-weg", "idea in a round", WHY),
        not_now("voorstel", "leg-weg", "idea in a round", WHY, whose=NEIGHBOUR),
        step("voorstel", "antwoord", "idea with a question", {"reaction": "{it.reaction.pk}", "answer": "Ik"}),
        step("voorstel", "stem", "idea in a round", {"says": "consent"}, who=IN_PERSON, whose=NEIGHBOUR),
        not_now("voorstel", "stem", "idea", {"says": "consent"}, who=IN_PERSON, whose=NEIGHBOUR),
        step("voorstel", "stem-anders", "idea with a voice", {"says": "consent"}, who=IN_PERSON),
        not_now("voorstel", "stem-anders", "idea in a round", {"says": "consent"}, who=IN_PERSON, whose=NEIGHBOUR),
        seen(step("voorstel", "open-budget", "decision", who=BOOKS, whose=NEIGHBOUR, means=STRONG)),
        far("voorstel", "reageer", "idea"),
        step("budget", "vraag-aan", "budget", SPENT),
        not_now("budget", "vraag-aan", "budget", SPENT, whose=NEIGHBOUR),
        step(
            "budget",
            "ontvang",
            "budget",
            {"cents": "1", "day": "{it.day}", "document": "brief"},
            who=BOOKS,
            whose=NEIGHBOUR,
            means=STRONG,
        ),
        not_now("budget", "vraag-aan", "asked budget", SPENT),
        step("budget", "word-houder", "asked budget", who=IN_PERSON),
        not_now("budget", "word-houder", "asked budget", who=IN_PERSON, whose=NEIGHBOUR),
        step("budget", "geen-houder", "asked budget", who=IN_PERSON),
        not_now("budget", "geen-houder", "budget", who=IN_PERSON),
        far("budget", "vraag-aan", "budget"),
        step("uitgave", "keur-goed", "expense", who=IN_PERSON, means=STRONG),
        not_now("uitgave", "keur-goed", "own expense", who=IN_PERSON),
        not_now("uitgave", "keur-af", "own expense", WHY, who=IN_PERSON, whose=NEIGHBOUR),
        step(
            "uitgave",
            "betaald",
            "approved expense",
            {"account": "{it.costs}", "day": "{it.day}"},
            who=BOOKS,
            whose=NEIGHBOUR,
            means=STRONG,
        ),
        not_now("uitgave", "betaald", "own expense", who=BOOKS, whose=NEIGHBOUR),
        far("uitgave", "keur-goed", "expense"),
    ),
}

PORTION = {"what": "Soep", "count": "1", "day": "{it.day}", "at": "zes uur", "until": "23:59"}
TALENT = {"skills": "cook", "parts": "0-morning", "forms_": "gift", "hours_a_week": "2", "benefit": "unsaid"}
JOB = {
    "title": "Koken", "skill": "cook", "day": "{it.day}", "part": "evening", "hours": "2", "places": "1",
    "forms_": "gift", "administration": "{it.pk}",
}  # fmt: skip
HOURS = {"hours": "2", "day": "{it.job.day}", "form": "gift"}
GIVEN = {"receiver": "{it.receiver}", "hours": "0,5", "word": "Schuur", "sure": "{it.seen}"}
CHECKS_HOURS = COMPANY | BOOKS
WORK: dict[str, tuple[Door, ...]] = {
    "work:jobs": LIST,
    "work:my_work": LIST,
    "work:table": LIST,
    "work:job": shown("wanted job"),
    "work:crew": shown("eaten meal's crew"),
    "work:why_not": tuple(
        Door(needs(May.RUN_COMPANY), OK if whose is NEIGHBOUR else NOT_FOUND, METHOD, thing="wanted job", whose=whose,
             parts={**PK, "person": "{it.person}"})
        for whose in (NEIGHBOUR, FAR)
    ),
    "work:new": (
        step("", "portie", "books", PORTION),
        step("", "talent", data=TALENT),
        step("", "geef-uren", "hours to give", GIVEN, who=IN_PERSON),
        step("", "klus", "books", JOB, who=COMPANY, means=STRONG),
        seen(step("", "plan", "job", who=COMPANY, means=STRONG)),
    ),
    "work:step": (
        step("klus", "ik-wil", "job", {"form": "gift"}, whose=NEIGHBOUR),
        not_now("klus", "ik-wil", "wanted job", {"form": "gift"}),
        step("klus", "sluit", "job", who=COMPANY, whose=NEIGHBOUR, means=STRONG),
        step("klus", "pas-aan", "job", JOB, who=COMPANY, whose=NEIGHBOUR, means=STRONG),
        far("klus", "ik-wil", "job"),
        step("match", "ja", "asked match"),
        not_now("match", "ja", "asked match", whose=NEIGHBOUR),
        step("match", "akkoord", "wanted match", who=COMPANY, whose=NEIGHBOUR, means=STRONG),
        not_now("match", "akkoord", "wanted match", who=COMPANY),
        step("match", "uren", "agreed match", HOURS),
        not_now("match", "uren", "agreed match", HOURS, whose=NEIGHBOUR),
        for_some(COMPANY, "match", "nee", "agreed match", whose=NEIGHBOUR),
        far("match", "ja", "asked match"),
        step("uren", "keur-goed", "hours", who=CHECKS_HOURS, whose=NEIGHBOUR, means=STRONG),
        not_now("uren", "keur-goed", "hours", who=CHECKS_HOURS),
        far("uren", "keur-goed", "hours"),
        step("portie", "voor-mij", "portion", whose=NEIGHBOUR),
        not_now("portie", "voor-mij", "portion"),
        far("portie", "voor-mij", "portion"),
        step("ploeg", "doe-mee", "crew", whose=NEIGHBOUR),
        not_now("ploeg", "voorraad", "crew", {"what": "Rijst"}, whose=NEIGHBOUR),
        far("ploeg", "doe-mee", "crew"),
        step("maaltijd", "eet-mee", "meal"),
        step("maaltijd", "kosten", "eaten meal", {"cents": "5", "payer": "{it.maker_id}"}),
        not_now("maaltijd", "eet-mee", "meal", whose=NEIGHBOUR),
        far("maaltijd", "eet-mee", "meal"),
        step("beurt", "neem-over", "offered turn"),
        not_now("beurt", "ruil", "turn", whose=NEIGHBOUR),
        step("beurt", "gedaan", "turn"),
        not_now("beurt", "gedaan", "turn", whose=NEIGHBOUR),
        far("beurt", "neem-over", "turn"),
        step("voorraad", "bijna-op", "stock"),
        not_now("voorraad", "bijna-op", "stock", whose=NEIGHBOUR),
        far("voorraad", "bijna-op", "stock"),
    ),
}  # fmt: skip

CARD = {"title": "Soep", "worked": "Koken", "failed": "Afwas", "conditions": "Een keuken"}
LEARNING: dict[str, tuple[Door, ...]] = {
    "learning:cards": (page(public()),),
    "learning:stories": OPEN_LIST,
    "learning:drafts": LIST,
    "learning:story": told_on("public story", "story", TELLERS),
    "learning:card": told_on("public card", "card"),
    "learning:new": (
        step("", "verhaal", data={"title": "Soep", "text": "Er was soep."}),
        step("", "kaart", data=CARD, who=GUIDES),
    ),
    "learning:step": (
        step("verhaal", "ja", "story about somebody"),
        not_now("verhaal", "ja", "story", whose=NEIGHBOUR),
        step("verhaal", "publiceer", "story", who=TELLERS, whose=NEIGHBOUR),
        not_now("verhaal", "publiceer", "story about somebody", who=TELLERS),
        for_some(TELLERS, "verhaal", "haal-terug", "public story", whose=NEIGHBOUR),
        step("verhaal", "gooi-weg", "story"),
        not_now("verhaal", "gooi-weg", "story", whose=NEIGHBOUR),
        not_now("verhaal", "gooi-weg", "public story"),
        far("verhaal", "publiceer", "story"),
        far("verhaal", "gooi-weg", "story"),
        step("kaart", "publiceer", "card", who=GUIDES, whose=NEIGHBOUR),
        not_now("kaart", "publiceer", "public card", who=GUIDES, whose=NEIGHBOUR),
        step("kaart", "gooi-weg", "card"),
        not_now("kaart", "gooi-weg", "card", whose=NEIGHBOUR),
        far("kaart", "publiceer", "card"),
    ),
}

QUOTE = {
    "hours": "2", "cents": "100", "vat_permille": "0", "administration": "{it.in_books}", "quote_until": "{it.day}"
}  # fmt: skip
BILLED = {"day": "{it.day}", "own_address": "Plein 1"}
ORDER = {"partner": "{it.pk}", "title": "Koken", "text": "Elke week."}
PARTNER = frozenset({CORRIE})
COMPANY_DOORS: dict[str, tuple[Door, ...]] = {
    "company:orders": LIST,
    "company:order": between_partners("quoted order", CORRIE),
    "company:invoices": LIST,
    "company:invoices_file": LIST,
    "company:invoice": between_partners("invoice", CORRIE),
    "company:new": (first(step("", "opdracht", "customer", ORDER, who=frozenset({BRAM, CORRIE, WIM}))),),
    "company:step": (
        first(step("opdracht", "offerte", "order", QUOTE, who=COMPANY, whose=NEIGHBOUR, means=STRONG)),
        step("opdracht", "aanvaard", "quoted order", who=PARTNER, whose=NEIGHBOUR, means=STRONG),
        not_now("opdracht", "aanvaard", "order", who=PARTNER, whose=NEIGHBOUR),
        step("opdracht", "klaar", "accepted order", who=COMPANY, whose=NEIGHBOUR, means=STRONG),
        not_now("opdracht", "klaar", "quoted order", who=COMPANY, whose=NEIGHBOUR),
        step("opdracht", "keur-goed", "done order", who=PARTNER, whose=NEIGHBOUR, means=STRONG),
        step("opdracht", "nog-niet-goed", "done order", WHY, who=PARTNER, whose=NEIGHBOUR, means=STRONG),
        not_now("opdracht", "nog-niet-goed", "approved order", who=PARTNER, whose=NEIGHBOUR),
        step("opdracht", "kenmerk", "accepted order", {"reference": "A-12"}, who=COMPANY | PARTNER, whose=NEIGHBOUR),
        not_now("opdracht", "kenmerk", "quoted order", who=COMPANY | PARTNER, whose=NEIGHBOUR),
        step("opdracht", "factuur", "approved order", BILLED, who=COMPANY, whose=NEIGHBOUR, means=STRONG),
        step("opdracht", "stop", "order", WHY, who=COMPANY | PARTNER, whose=NEIGHBOUR, means=STRONG),
        far("opdracht", "offerte", "order"),
        step("kosten", "keur-goed", "cost", who=COMPANY | BOOKS, whose=NEIGHBOUR, means=STRONG),
        not_now("kosten", "keur-goed", "cost", who=COMPANY | BOOKS),
        far("kosten", "keur-goed", "cost"),
        step(
            "factuur",
            "vul-aan",
            "invoice",
            {"own_address": "Plein 1"},
            who=COMPANY | BOOKS,
            whose=NEIGHBOUR,
            means=STRONG,
        ),
        step("factuur", "betaald", "invoice", {"day": "{it.day}"}, who=BOOKS, whose=NEIGHBOUR, means=STRONG),
        far("factuur", "betaald", "invoice"),
    ),
}

INGREDIENT = {"kind": "offer", "owner": "{it.pk}", "what": "Handen"}
PLAN = {
    "initiative": "{it.pk}",
    "title": "Samen eten",
    "text": "Anders.",
    "least_parties": "2",
    "decide_on": "{it.day}",
}
FROM_INITIATIVE = {"initiative": "{it.pk}", "title": "Een bankje", "text": "Op de hoek.", "review_on": "{it.day}"}
EFFECT = {
    "party": "{it.maker_id}", "kind": "cost", "what": "Tijd", "low": "1", "middle": "2", "high": "3", "source": "Zo"
}  # fmt: skip
PROMISE = {"party": "{it.maker_id}", "grade": "intention", "what": "Handen"}
FOR_ANOTHER = {**PROMISE, "party": "{stage.neighbour.pk}"}
REQUESTED = {"party": "{it.customer}", "text": "Handen"}
BAKERY: dict[str, tuple[Door, ...]] = {
    "bakery:ingredients": LIST,
    "bakery:case": shown("mixed case"),
    "bakery:new": (
        step("", "ingredient", "oneself", INGREDIENT),
        seen(step("", "ingredient", "oneself", INGREDIENT, whose=NEIGHBOUR)),
        step("", "plan", "initiative", PLAN),
        step("", "voorstel", "initiative", FROM_INITIATIVE),
    ),
    "bakery:step": (
        step("ingredient", "weg", "ingredient"),
        not_now("ingredient", "weg", "ingredient", whose=NEIGHBOUR),
        far("ingredient", "weg", "ingredient"),
        step("plan", "pas-aan", "case", PLAN),
        not_now("plan", "pas-aan", "fixed case", PLAN),
        step("plan", "effect", "case", EFFECT),
        for_some(GUIDES, "plan", "effect", "case", EFFECT, whose=NEIGHBOUR),
        step("plan", "zeg-toe", "fixed case", PROMISE, who=IN_PERSON),
        seen(step("plan", "zeg-toe", "fixed case", FOR_ANOTHER, who=IN_PERSON)),
        step("plan", "vraag-toe", "fixed case", REQUESTED),
        for_some(GUIDES, "plan", "vraag-toe", "fixed case", REQUESTED, whose=NEIGHBOUR),
        not_now("plan", "vraag-toe", "mixed case", REQUESTED),
        step("plan", "regel-vast", "mixed case"),
        not_now("plan", "regel-vast", "case"),
        step(
            "plan",
            "opdracht",
            "decided case",
            {"partner": "{it.customer}"},
            who=COMPANY,
            whose=NEIGHBOUR,
            means=STRONG,
        ),
        far("plan", "effect", "case"),
        step("effect", "weg", "effect"),
        far("effect", "weg", "effect"),
        step("toezegging", "trek-in", "promise"),
        not_now("toezegging", "trek-in", "promise", whose=NEIGHBOUR),
        not_now("toezegging", "trek-in", "binding promise"),
        far("toezegging", "trek-in", "promise"),
        step("gevraagd", "liever-niet", "asked promise", who=IN_PERSON),
        not_now("gevraagd", "liever-niet", "asked promise", who=IN_PERSON, whose=NEIGHBOUR),
        far("gevraagd", "liever-niet", "asked promise"),
    ),
}

FRONT: dict[str, tuple[Door, ...]] = {
    "web:together": OPEN_LIST,
    "web:initiative": for_everybody("initiative"),
}
TOGETHER = {**COMMUNITY, **GOVERNANCE, **WORK, **LEARNING, **COMPANY_DOORS, **BAKERY, **FRONT}
