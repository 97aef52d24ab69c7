"""What people do together is told to everybody without their names, and what they say among themselves is not told."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from limonade.bakery.models import Case, Commitment, Ingredient
from limonade.community.models import Answer, Backing, Challenge, Initiative, Joined, Purpose, Question
from limonade.company.models import Order
from limonade.governance.models import Expense, Proposal, Reaction, Round, Voice
from limonade.learning.models import PracticeCard, Story
from limonade.people.models import Party
from limonade.work.models import Job, Portion, Talent
from tests.access.things_of_together import THINGS, happened, made
from tests.access.who import Who
from tests.cast import Cast, sign_in
from tests.some_books import some_books

ASIDE = "Tussen-ons"
"""Stands in every text that is only for who takes part."""
TOLD = "Voor-iedereen"


@pytest.fixture
def things(cast: Cast) -> Iterator[dict[str, Any]]:
    with scope(neighbourhood=cast.paasberg):
        some_books(cast.paasberg)
        yield _everything(Party.objects.get(name="Farah"))


def _everything(farah: Party) -> dict[str, Any]:
    made(Purpose, farah, question=TOLD, statement=TOLD, **happened(farah, "adopted"))
    asked = made(Purpose, farah, question=TOLD)
    made(Answer, farah, purpose=asked, text=ASIDE)
    question = made(Question, farah, door="resident", title=ASIDE, text=ASIDE, owner=farah, answer=ASIDE)
    told = {"title": TOLD, "text": TOLD}
    challenge = made(Challenge, farah, **told, horizon="now")
    begun = made(Initiative, farah, **told, challenge=challenge, question=question, next_step=ASIDE, next_of=farah)
    made(Joined, farah, initiative=begun, brings=ASIDE)
    made(Backing, farah, initiative=begun)
    budget = THINGS["budget"](None, farah, Who.RESIDENT)  # type: ignore[arg-type]
    Proposal.objects.update(title=TOLD)
    version = budget.proposal.versions.get()
    made(Reaction, farah, proposal=budget.proposal, kind="question", text=ASIDE, answer=ASIDE)
    made(Voice, farah, round=made(Round, farah, version=version), says="objection", reason=ASIDE)
    made(Expense, farah, budget=budget, what=TOLD, cents=5, payee=ASIDE, document=ASIDE)
    made(Ingredient, farah, kind="offer", owner=farah, what=ASIDE, text=ASIDE)
    order = made(Order, farah, title=TOLD, text=ASIDE, partner=Party.objects.get(name="Gemeente Arnhem"))
    plan = {"title": TOLD, "text": ASIDE, "decide_on": budget.until, "proposal": budget.proposal, "order": order}
    case = made(Case, farah, initiative=begun, **plan)
    made(Commitment, farah, case=case, party=farah, grade="interest", what=ASIDE)
    job: Job = THINGS["job"](None, farah, Who.RESIDENT)  # type: ignore[arg-type]
    Job.objects.filter(pk=job.pk).update(title=ASIDE, text=ASIDE, where=ASIDE, earmark=budget.earmark)
    made(Portion, farah, what=ASIDE, diet=ASIDE, day=budget.until, at=ASIDE, count=1)
    words = dict.fromkeys(("title", "worked", "failed", "conditions"), TOLD)
    story = made(Story, farah, **told, initiative=begun, **happened(farah, "published"))
    card = made(PracticeCard, farah, **words, initiative=begun, **happened(farah, "published"))
    made(Story, farah, title=ASIDE, text=ASIDE, initiative=begun)
    made(PracticeCard, farah, **dict.fromkeys(words, ASIDE), initiative=begun)
    return {"initiative": begun, "challenge": challenge, "budget": budget, "story": story, "card": card}


def pages(place: Any, things: dict[str, Any]) -> dict[str, str]:
    named = ("web:together", "community:purpose", "community:challenges", "community:initiatives", "learning:stories")
    of_one = {
        "web:initiative": "initiative",
        "community:challenge": "challenge",
        "governance:budget": "budget",
        "learning:story": "story",
        "learning:card": "card",
    }
    found = {name: reverse(name, args=[place.slug]) for name in named} | {"learning:cards": reverse("learning:cards")}
    return found | {name: reverse(name, args=[place.slug, things[thing].pk]) for name, thing in of_one.items()}


def test_visitors_read_no_names_and_nothing_said_among_neighbours(cast: Cast, things: dict[str, Any]) -> None:
    people = {one.name for one in Party.objects.filter(kind=Party.PERSON)}
    found = []
    for name, address in pages(cast.paasberg, things).items():
        response = Client().get(address)
        text = response.content.decode()
        assert response.status_code == 200
        found += [f"{name}: {one}" for one in (*people, ASIDE) if re.search(rf"\b{one}\b", text)]
        assert TOLD in text or name == "governance:budget", name
    assert not found, "\n".join(found)


def test_who_takes_part_reads_what_neighbours_say(cast: Cast, things: dict[str, Any]) -> None:
    """Else the test above might pass because it was said nowhere."""
    client = Client()
    sign_in(client, cast.user("Bram"))
    texts = {name: client.get(one).content.decode() for name, one in pages(cast.paasberg, things).items()}
    assert sum(ASIDE in text for text in texts.values()) >= 4
    assert "Farah" in texts["web:initiative"]


def test_nobody_else_hears_of_a_benefit_or_an_age(cast: Cast, things: dict[str, Any]) -> None:
    """Two talents that differ in nothing else look the same to who makes the plan."""
    farah = Party.objects.get(name="Farah")
    talent = made(Talent, farah, skills=["cook"], parts=["0-morning"], forms=["gift"], hours_a_week=200, benefit="no")
    client = Client()
    sign_in(client, cast.user("Bram"))
    slug, job = cast.paasberg.slug, Job.objects.get()
    addresses = [reverse(f"work:{name}", args=[slug]) for name in ("jobs", "my_work")]
    addresses += [reverse("work:job", args=[slug, job.pk]), reverse("work:why_not", args=[slug, job.pk, farah.pk])]
    before = [plain(client.get(one)) for one in addresses]
    Talent.objects.filter(pk=talent.pk).update(benefit="yes", is_under_21=True)
    assert [plain(client.get(one)) for one in addresses] == before


def plain(response: Any) -> str:
    """Without what differs in every answer."""
    assert response.status_code == 200
    return "\n".join(line for line in response.content.decode().splitlines() if "csrfmiddlewaretoken" not in line)
