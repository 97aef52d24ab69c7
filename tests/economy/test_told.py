"""What people of the place tell: once, looked at by somebody else, and then for everybody to see."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from limonade.economy.models import ToldFigure
from limonade.economy.told.actions import checked_sum
from tests.cast import Cast, lay_out_cast, sign_in
from tests.example import lay_out_demo

PAGES = "/wijk/paasberg/weten/"
SEWER = {
    "title": "Het riool in de Bergstraat", "function": "water", "low": "200.000", "high": "350.000",
    "first_year": "2031", "last_year": "", "payer": "municipality", "reserved": "no",
    "evidence": "Het stond in de brief van de gemeente.", "key": "een-sleutel",
}  # fmt: skip


@pytest.fixture
def paasberg(db: None) -> Cast:
    return lay_out_cast()


def come(cast: Cast, name: str) -> Client:
    client = Client()
    sign_in(client, cast.user(name))
    return client


def told(cast: Cast) -> list[ToldFigure]:
    with scope(neighbourhood=cast.paasberg):
        return list(ToldFigure.objects.all())


def test_farah_tells_ines_checks_and_everybody_sees(paasberg: Cast) -> None:
    farah, ines, visitor = come(paasberg, "Farah"), come(paasberg, "Ines"), Client()
    for _press in range(2):
        answer = farah.post(f"{PAGES}straks/vertel/", SEWER)
        assert answer.status_code == 302, answer.content.decode()
    (one,) = told(paasberg)
    assert (one.low, one.high, one.first_year, one.last_year) == (200_000, 350_000, 2031, 2031)
    assert "Het riool in de Bergstraat" not in visitor.get(f"{PAGES}straks/").content.decode()
    waiting = farah.get(f"{PAGES}straks/").content.decode()
    assert "nog niet nagekeken" in waiting
    assert "Kijk na: Het riool" in ines.get("/wijk/paasberg/vandaag/").content.decode()
    page = f"{PAGES}straks/{one.pk}/nakijken/"
    assert farah.post(page, {"answer": "Klopt", "overnemen": "1"}).status_code == 403
    assert ines.post(page, {"answer": "De gemeente bevestigt het.", "overnemen": "1"}).status_code == 302
    found = visitor.get(f"{PAGES}straks/").content.decode()
    assert "Het riool in de Bergstraat" in found
    assert "€\xa0200.000 – 350.000" in found
    assert "Farah" not in found, "who told it is for people who take part"
    with scope(neighbourhood=paasberg.paasberg):
        assert (checked_sum(ToldFigure.AHEAD, {}).low, checked_sum(ToldFigure.AHEAD, {}).high) == (200_000, 350_000)


def test_what_is_not_taken_over_says_why_and_is_seen_by_nobody_else(paasberg: Cast) -> None:
    come(paasberg, "Farah").post(f"{PAGES}straks/vertel/", SEWER)
    (one,) = told(paasberg)
    ines = come(paasberg, "Ines")
    ines.post(f"{PAGES}straks/{one.pk}/nakijken/", {"answer": "Dat riool is van 2020."})
    assert told(paasberg)[0].state == ToldFigure.DECLINED
    assert "Het riool" not in Client().get(f"{PAGES}straks/").content.decode()
    again = ines.post(f"{PAGES}straks/{one.pk}/nakijken/", {"answer": "Toch wel", "overnemen": "1"}, follow=True)
    assert "intussen al nagekeken" in again.content.decode()


def test_nobody_checks_what_they_told_themselves_not_even_past_the_page(paasberg: Cast) -> None:
    ines = come(paasberg, "Ines")
    ines.post(f"{PAGES}straks/vertel/", SEWER)
    (one,) = told(paasberg)
    assert "Kijk dit na" not in ines.get(f"{PAGES}straks/{one.pk}/").content.decode()
    answer = ines.post(f"{PAGES}straks/{one.pk}/nakijken/", {"answer": "Klopt", "overnemen": "1"}, follow=True)
    assert "Laat een ander het nakijken" in answer.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic(), scope(neighbourhood=paasberg.paasberg):
        ToldFigure.objects.update(state="accepted", reviewed_at=timezone.now(), reviewed_by=F("told_by"))


def test_a_teller_may_take_it_back_until_somebody_looked(paasberg: Cast) -> None:
    farah = come(paasberg, "Farah")
    farah.post(f"{PAGES}ongebruikt/vertel/", {**SEWER, "title": "De oude school"})
    (one,) = told(paasberg)
    tom = come(paasberg, "Tom")
    tom.post(f"{PAGES}ongebruikt/{one.pk}/intrekken/")
    assert told(paasberg)[0].state == ToldFigure.TOLD, "it is not his"
    farah.post(f"{PAGES}ongebruikt/{one.pk}/intrekken/")
    assert told(paasberg)[0].state == ToldFigure.WITHDRAWN


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": ""}, "Vul dit nog in."),
        ({"evidence": ""}, "Vul dit nog in."),
        ({"low": "veel"}, "Schrijf een bedrag in hele euro"),
        ({"low": "500", "high": "400"}, "Het hoogste bedrag is kleiner dan het laagste."),
        ({"first_year": "31"}, "Schrijf een jaar met vier cijfers"),
        ({"first_year": "2035", "last_year": "2031"}, "Dit jaar ligt voor het eerste jaar."),
    ],
)
def test_what_cannot_be_is_explained_and_kept_on_the_page(paasberg: Cast, change: dict[str, str], says: str) -> None:
    answer = come(paasberg, "Farah").post(f"{PAGES}straks/vertel/", {**SEWER, **change})
    found = answer.content.decode()
    assert says in found
    assert SEWER["payer"] in found
    assert told(paasberg) == []


def test_an_amount_may_be_one_or_unknown(paasberg: Cast) -> None:
    farah = come(paasberg, "Farah")
    farah.post(f"{PAGES}waarde/vertel/", {**SEWER, "low": "12.000", "high": "", "key": "een"})
    farah.post(f"{PAGES}waarde/vertel/", {**SEWER, "low": "", "high": "", "key": "twee"})
    assert {(one.low, one.high) for one in told(paasberg)} == {(12_000, 12_000), (None, None)}


def test_open_data_tells_what_it_can_of_what_lies_idle(paasberg: Cast) -> None:
    lay_out_demo()
    found = Client().get(f"{PAGES}ongebruikt/").content.decode()
    assert "Daken zonder zonnepanelen" in found
    assert "627 huizen" in found, "870 households less 243 with panels"
    assert Client().get(f"{PAGES}goud/").status_code == 404
