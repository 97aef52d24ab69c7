"""Who tells a story sees who must still say yes, and may throw away what never went out."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from limonade.audit.models import Act
from limonade.learning import steps as learning
from limonade.learning.asks import from_learning
from limonade.learning.models import PracticeCard, Shown, Story
from limonade.steps.step import Refused
from tests.cast import sign_in
from tests.together.stage import Street

CARD = {"worked": "Soep", "failed": "Afwas", "conditions": "Een pan", "figures": "", "initiative": None}


def a_story(street: Street, *names: str, by: str = "Vera") -> Story:
    told = {"title": "De soep", "text": "Er was soep.", "initiative": None}
    return street.take(by, learning.NEW, "verhaal", shown=[street.party(one) for one in names], **told)  # type: ignore[no-any-return]


def page(street: Street, name: str, where: str, *parts: Any) -> str:
    client = Client()
    sign_in(client, street.cast.user(name))
    return client.get(reverse(f"learning:{where}", args=["paasberg", *parts])).content.decode()


@pytest.mark.parametrize(("name", "sees"), [("Vera", True), ("Farah", True), ("Coby", True), ("Tom", False)])
def test_what_people_said_is_seen_by_the_teller_and_those_in_it(street: Street, name: str, sees: bool) -> None:
    story = a_story(street, "Farah", "Coby")
    street.take("Farah", learning.STORY, "ja", story)
    street.take("Coby", learning.STORY, "nee", story)
    text = page(street, name, "story", story.pk)
    assert ("Zei ja" in text, "Zei nee" in text) == (sees, sees)
    assert "Moet nog ja zeggen" not in text


def test_who_still_must_say_yes_is_named_with_the_day(street: Street) -> None:
    story = a_story(street, "Farah")
    assert "Moet nog ja zeggen" in page(street, "Vera", "story", story.pk)
    assert f"Farah, gevraagd op {street.today.day} " in " ".join(page(street, "Vera", "story", story.pk).split())


def test_my_drafts_say_who_is_waited_for(street: Street) -> None:
    a_story(street, "Farah")
    street.take("Vera", learning.NEW, "kaart", title="Soep voor allen", **CARD)
    text = page(street, "Vera", "drafts")
    assert "De soep" in text
    assert "Soep voor allen" in text
    assert "Farah, gevraagd op" in " ".join(text.split())
    assert "Je hebt niets klaarliggen" in page(street, "Coby", "drafts")
    assert reverse("learning:drafts", args=["paasberg"]) in page(street, "Vera", "stories")


def test_what_is_outside_is_no_draft(street: Street) -> None:
    street.take("Vera", learning.STORY, "publiceer", a_story(street))
    assert "De soep" not in page(street, "Vera", "drafts")


def test_the_maker_throws_a_draft_away_with_what_was_said_of_it(street: Street) -> None:
    story = a_story(street, "Farah")
    street.take("Farah", learning.STORY, "ja", story)
    client = Client()
    sign_in(client, street.cast.user("Vera"))
    address = reverse("learning:step", args=["paasberg", "verhaal", story.pk, "gooi-weg"])
    assert "Weet je het zeker?" in client.get(address).content.decode()
    with street.inside():
        assert Story.objects.exists()
    done = client.post(address, {"key": "k"}, follow=True)
    assert done.redirect_chain[-1][0] == reverse("learning:drafts", args=["paasberg"])
    with street.inside():
        assert not Story.objects.exists()
        assert not Shown.objects.exists()
        assert Act.objects.filter(act="learning.story_thrown_away").count() == 1


def test_what_was_thrown_away_is_not_published_a_moment_later(street: Street) -> None:
    story = a_story(street)
    with street.inside():
        seen = Story.objects.get(pk=story.pk)
    with street.inside():
        learning.STORY["gooi-weg"].take(street.here("Vera"), seen, key="weg")
        for key in ("publiceer", "gooi-weg"):
            with pytest.raises(Refused, match="al weggegooid"):
                learning.STORY[key].take(street.here("Vera"), seen, key="later")


def test_only_the_maker_throws_away(street: Street) -> None:
    story = a_story(street, by="Farah")
    with pytest.raises(Refused, match="Alleen wie het schreef"):
        street.take("Vera", learning.STORY, "gooi-weg", story)


def test_what_was_outside_once_is_kept_also_when_it_is_changed_later(street: Street) -> None:
    story = a_story(street, "Farah")
    street.take("Farah", learning.STORY, "ja", story)
    street.take("Vera", learning.STORY, "publiceer", story)
    street.take("Farah", learning.STORY, "nee", story)
    told = {"title": "De soep", "text": "Er was veel soep.", "initiative": None, "shown": [street.party("Farah")]}
    street.take("Vera", learning.STORY, "pas-aan", story, **told)
    with pytest.raises(Refused, match="ging al eens naar buiten"):
        street.take("Vera", learning.STORY, "gooi-weg", story)
    assert asked(street, "Vera") == []
    street.take("Farah", learning.STORY, "ja", story)
    assert asked(street, "Vera") == ["Publiceer een verhaal"]
    again = street.take("Vera", learning.STORY, "publiceer", story)
    assert again.is_public


def asked(street: Street, name: str) -> list[str]:
    with street.inside():
        return [one.title for one in from_learning(street.here(name).standing)]


def test_a_card_that_was_never_published_is_thrown_away_too(street: Street) -> None:
    card = street.take("Vera", learning.NEW, "kaart", title="Soep", **CARD)
    other = street.take("Vera", learning.NEW, "kaart", title="Pannen", **CARD)
    street.take("Vera", learning.CARD, "publiceer", other)
    with pytest.raises(Refused, match="ging al eens naar buiten"):
        street.take("Vera", learning.CARD, "gooi-weg", other)
    with street.inside():
        learning.CARD["gooi-weg"].take(street.here("Vera"), PracticeCard.objects.get(pk=card.pk), key="weg")
        assert [one.title for one in PracticeCard.objects.all()] == ["Pannen"]


@pytest.mark.parametrize(("name", "reads"), [("Vera", True), ("Farah", True), ("Coby", True), ("Corrie", False)])
def test_before_it_is_out_a_story_is_for_who_is_in_it_and_who_tells(street: Street, name: str, reads: bool) -> None:
    story = a_story(street, "Farah")
    assert ("Er was soep" in page(street, name, "story", story.pk)) == reads
    assert ("De soep" in page(street, name, "stories")) == reads


def test_who_is_in_it_stays_in_it_when_they_edit_it(street: Street) -> None:
    story = a_story(street, "Bram")
    with street.inside():
        form = learning.StoryForm(street.here("Bram"), story)
        assert form.initial["shown"] == [street.party("Bram").pk]
        assert street.party("Bram") in form.fields["shown"].queryset  # type: ignore[attr-defined]


def test_a_card_names_nobody_and_can_be_mended(street: Street) -> None:
    told = {**CARD, "title": "Soep op dinsdag", "worked": "Farah belde iedereen"}
    with street.inside():
        form = learning.CardForm(street.here("Coby"), street.place, told)
        assert "In je kaart staat: Farah" in str(form.errors)
        assert learning.CardForm(street.here("Coby"), street.place, {**told, "others": "on"}).is_valid()
    card = street.take("Coby", learning.NEW, "kaart", title="Soep", **CARD)
    for _time in range(2):
        assert street.take("Coby", learning.CARD, "publiceer", card).is_public
        with pytest.raises(Refused, match="eerst terug"):
            street.take("Coby", learning.CARD, "pas-aan", card, **{**CARD, "title": "Soep"})
        assert not street.take("Coby", learning.CARD, "haal-terug", card).is_public
    assert street.take("Coby", learning.CARD, "pas-aan", card, title="Soep op dinsdag", **CARD).title.endswith(
        "dinsdag"
    )
