"""A neighbour who knows something says so under the question; who asked and who cares for it hear of it."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from limonade.community import steps as community
from limonade.community.models import Question
from limonade.notices.asked import Asked, asked_of
from limonade.people.rules import standing_of
from limonade.steps.step import Refused
from tests.cast import sign_in
from tests.together.stage import Street

HELP = "Ik heb een heggenschaar en tijd op zaterdag."


def asks(street: Street) -> Question:
    made: Question = street.take("Farah", community.NEW, "vraag", door="resident", title="Wie kan snoeien?", text="")
    street.take("Coby", community.QUESTION, "neem", made)
    return made


def replies(street: Street, who: str, question: Question, text: str = HELP) -> None:
    street.take(who, community.QUESTION, "reageer", question, text=text)


def news(street: Street, name: str) -> list[Asked]:
    with street.inside():
        return [one for one in asked_of(standing_of(street.party(name))) if one.is_news]


def test_who_asked_and_who_cares_hear_of_it_for_two_weeks(street: Street) -> None:
    question = asks(street)
    replies(street, "Karim", question)
    assert "Karim weet iets over je vraag" in [one.title for one in news(street, "Farah")]
    assert "Karim weet iets over een vraag" in [one.title for one in news(street, "Coby")]
    assert not any("weet iets" in one.title for one in news(street, "Karim"))
    with time_machine.travel(timezone.now() + dt.timedelta(days=15)):
        assert not any("weet iets" in one.title for one in news(street, "Farah"))


def test_it_stands_under_the_question_until_it_is_taken_back(street: Street, client: Client) -> None:
    question = asks(street)
    replies(street, "Karim", question)
    there = question.get_absolute_url()
    sign_in(client, street.cast.user("Bram"))
    assert HELP in client.get(there).content.decode()
    street.take("Karim", community.QUESTION, "neem-terug", question)
    assert HELP not in client.get(there).content.decode()
    assert not any("weet iets" in one.title for one in news(street, "Farah"))
    replies(street, "Karim", question, "Ik ken een goede snoeier.")
    assert "Ik ken een goede snoeier." in client.get(there).content.decode()


def test_not_on_your_own_question_not_twice_and_not_after_the_answer(street: Street) -> None:
    question = asks(street)
    with pytest.raises(Refused, match="eigen vraag"):
        replies(street, "Farah", question)
    with pytest.raises(Refused, match="zorgt voor het antwoord"):
        replies(street, "Coby", question)
    replies(street, "Karim", question)
    with pytest.raises(Refused, match="reageerde al"):
        replies(street, "Karim", question)
    street.take("Coby", community.QUESTION, "antwoord", question, answer="Karim komt zaterdag.")
    with pytest.raises(Refused, match="al een antwoord"):
        replies(street, "Tom", question)
    street.take("Karim", community.QUESTION, "neem-terug", question)


def test_a_helper_says_it_for_somebody_without_a_screen(street: Street) -> None:
    question: Question = street.take("Farah", community.NEW, "vraag", door="resident", title="Wie kan breien?", text="")
    street.take("Coby", community.QUESTION, "reageer", question, helps="Aisha", text="Ik leer het je graag.")
    assert "Aisha weet iets over je vraag" in [one.title for one in news(street, "Farah")]
