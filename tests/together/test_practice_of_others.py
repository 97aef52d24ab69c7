"""What a neighbourhood published is there for all others: to look through, and to begin with at home."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from limonade.community.models import Challenge, Initiative, Question
from limonade.learning.models import PracticeCard, Story
from limonade.learning.practice import PER_PAGE, practice_in, practice_page, without_address
from limonade.people.models import Party
from tests.access.things_of_together import made
from tests.cast import Cast, sign_in

WORDS = {"worked": "Elke week dezelfde dag.", "failed": "De afwas.", "conditions": "Een keuken.", "figures": ""}
MOST_QUERIES = 10
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def a_card(cast: Cast, name: str, title: str, *happenings: str, **words: str) -> PracticeCard:
    owner = cast.party(name)
    with scope(neighbourhood=owner.neighbourhood):
        told: dict[str, Any] = {"title": title} | WORDS | words
        for one in happenings:
            told |= {f"{one}_at": timezone.now(), f"{one}_by_id": owner.user_id}
        return made(PracticeCard, owner, **told)  # type: ignore[no-any-return]


def listed(**asked: Any) -> str:
    response = Client().get(reverse("learning:cards"), asked)
    assert response.status_code == 200
    return response.content.decode()


def signed_in(cast: Cast, name: str) -> Client:
    client = Client()
    sign_in(client, cast.user(name))
    return client


def test_everybody_reads_what_all_neighbourhoods_published_newest_first(cast: Cast) -> None:
    a_card(cast, "Coby", "Samen eten", "published")
    a_card(cast, "Dirk", "Een ruilkast", "published")
    text = listed()
    assert text.index("Een ruilkast") < text.index("Samen eten")
    assert "Geitenkamp, Arnhem" in text
    assert "Paasberg, Arnhem" in text
    assert "Elke week dezelfde dag." in text


@pytest.mark.parametrize("name", ["Coby", "Dirk"])
def test_what_is_not_published_or_taken_back_is_never_among_it(cast: Cast, name: str) -> None:
    a_card(cast, name, "Nog een concept")
    a_card(cast, name, "Weer teruggehaald", "published", "withdrawn")
    a_card(cast, name, "Gewoon buiten", "published")
    owner = cast.party(name)
    with scope(neighbourhood=owner.neighbourhood):
        made(Story, owner, title="Een verhaal zonder ja", text="Nog niet.")
    text = listed()
    assert "Gewoon buiten" in text
    assert not [one for one in ("Nog een concept", "Weer teruggehaald", "Een verhaal zonder ja") if one in text]
    assert [one.title for one in practice_page("teruggehaald", 1)] == []


def test_no_names_of_who_wrote_it(cast: Cast) -> None:
    a_card(cast, "Coby", "Samen eten", "published")
    assert "Coby" not in listed()


def test_words_are_sought_in_all_of_the_card_and_the_neighbourhood(cast: Cast) -> None:
    a_card(cast, "Coby", "Samen eten", "published", conditions="Een grote pan.")
    a_card(cast, "Dirk", "Een ruilkast", "published")
    assert "Een ruilkast" not in listed(zoek="pan samen")
    assert "Samen eten" in listed(zoek="pan samen")
    assert "Een ruilkast" in listed(zoek="geitenkamp")
    assert "Er is geen kaart met" in listed(zoek="100%")


def test_nothing_yet_is_said_kindly(cast: Cast) -> None:
    assert "Er is nog geen praktijkkaart" in listed()


def test_many_cards_go_over_more_pages_with_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for number in range(PER_PAGE + 1):
        a_card(cast, "Coby", f"Kaart {number}.", "published")
    with django_assert_max_num_queries(MOST_QUERIES):
        first = listed()
    assert "Kaart 0." not in first
    assert "Kaart 0." in listed(pagina=2)


def test_who_takes_part_elsewhere_begins_the_same_there(cast: Cast) -> None:
    card = a_card(cast, "Coby", "Samen eten", "published")
    client = signed_in(cast, "Dirk")
    page = client.get(reverse("learning:card", args=["paasberg", card.pk]))
    [(_name, href)] = page.context["begins"]
    assert "Doe dit in jouw wijk" in page.content.decode()
    form = client.get(href).context["form"]
    told = {name: form[name].value() for name in ("title", "text", "key")}
    assert told["title"] == "Samen eten"
    assert told["text"].split("\n")[:-1] == ["", "", "Naar het voorbeeld van Paasberg: Samen eten"]
    assert told["text"].count(address := f"/praktijk/{card.pk}/") == 1
    begun = client.post(href.split("?")[0], {**told, "text": f"Wij ook.{told['text']}"}, follow=True).content.decode()
    assert "Wij ook." in begun
    assert begun.count("Naar het voorbeeld van Paasberg: Samen eten") == 1
    assert begun.count(address) == 1
    assert "Lees hoe Paasberg het deed" in " ".join(begun.split())
    with scope(neighbourhood=cast.geitenkamp):
        assert Initiative.objects.get().maker == cast.party("Dirk")


def test_an_address_within_a_sentence_stays_as_it_was_written() -> None:
    address = "https://limonade.example/wijk/paasberg/praktijk/12/"
    assert without_address(f"Wij ook.\n\nAls {address} zegt.\n{address}\n") == f"Wij ook.\n\nAls {address} zegt."


def test_a_practice_that_was_taken_back_is_not_told_on_by_its_followers(cast: Cast) -> None:
    card = a_card(cast, "Coby", "Samen eten", "published", "withdrawn")
    with scope(neighbourhood=cast.geitenkamp):
        dirk = cast.party("Dirk")
        text = f"Naar het voorbeeld: http://x/wijk/paasberg/praktijk/{card.pk}/"
        begun = made(Initiative, dirk, title="Eten", text=text)
    page = Client().get(reverse("web:initiative", args=["geitenkamp", begun.pk]))
    assert page.context["practice"] is None
    assert "Samen eten" not in page.content.decode()
    assert practice_in(f"/wijk/paasberg/praktijk/{'9' * 19}/") is None


def test_it_is_not_offered_at_home_to_strangers_or_before_it_is_published(cast: Cast) -> None:
    card, draft = a_card(cast, "Coby", "Samen eten", "published"), a_card(cast, "Coby", "Nog niet")
    address = reverse("learning:card", args=["paasberg", card.pk])
    assert Client().get(address).context["begins"] == []
    assert signed_in(cast, "Farah").get(address).context["begins"] == []
    with scope(neighbourhood=cast.geitenkamp):
        Party.objects.filter(name="Dirk").update(user=cast.user("Farah"))
    farah = signed_in(cast, "Farah")
    assert len(farah.get(address).context["begins"]) == 1
    assert farah.get(reverse("learning:card", args=["paasberg", draft.pk])).context["begins"] == []


@pytest.mark.parametrize("address", ["/", "/wijk/paasberg/samen/", "/wijk/paasberg/verhalen/"])
def test_the_list_is_a_link_away(cast: Cast, address: str) -> None:
    assert f'href="{reverse("learning:cards")}"' in Client().get(address).content.decode()


def test_a_story_a_card_and_an_initiative_of_one_name_are_told_apart(cast: Cast) -> None:
    coby = cast.party("Coby")
    a_card(cast, "Coby", "Samen eten", "published")
    with scope(neighbourhood=cast.paasberg):
        same = [made(one, coby, title="Samen eten", text="Soep.") for one in (Story, Initiative, Challenge, Question)]
        addresses = [one.get_absolute_url() for one in (*same, PracticeCard.objects.get())]
    client = signed_in(cast, "Coby")
    titles = {TITLE.findall(client.get(one).content.decode())[0] for one in addresses}
    assert len(titles) == len(addresses)
