"""A figure that Farah measured and Ines accepted stands in the place of ours, everywhere, until it ends."""

import csv
import datetime as dt
import io
from itertools import pairwise
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st

from limonade.economy.household.accounts import HouseholdAccounts, ItemAccount, Received, with_betters
from limonade.economy.household.catalogue import SpendingKind
from limonade.economy.household.leakage import Ring
from limonade.economy.household.measured import Better, hours_key, share_key, share_of, spent_key
from limonade.economy.household.queries import household_accounts, household_of
from limonade.economy.models import ToldFigure
from limonade.economy.told.actions import checked_sum
from limonade.neighbourhoods.models import Boundary
from tests.cast import Cast, lay_out_cast
from tests.economy.conftest import PAASBERG
from tests.economy.test_told import SEWER, come, told
from tests.example import lay_out_demo

PAGES, HOUSEHOLD = "/wijk/paasberg/weten/", "/wijk/paasberg/huishouden/"
GROCERIES, SHOPS = "besteding:groceries", "aandeel:food:local_shop:wijk"
DAY = dt.date(2026, 3, 2)
MEASURED = {
    "middle": "900.000", "low": "800.000", "high": "1.100.000", "measured_on": "2026-03-02", "asked": "40",
    "evidence": "Veertig huishoudens hielden een maand hun bonnen bij.", "key": "een-sleutel",
}  # fmt: skip
SHARE = {**MEASURED, "middle": "60", "low": "50", "high": "70", "asked": "12", "evidence": "Twaalf winkels telden mee."}


@pytest.fixture
def paasberg(db: None) -> Cast:
    cast = lay_out_cast()
    lay_out_demo()
    return cast


def tell(cast: Cast, over: str, what: dict[str, str], who: str = "Farah") -> ToldFigure:
    answer = come(cast, who).post(f"{PAGES}beter/vertel/?over={over}", what)
    assert answer.status_code == 302, answer.content.decode()
    with scope(neighbourhood=cast.paasberg):
        return ToldFigure.objects.get(key=what["key"])


def accept(cast: Cast, one: ToldFigure, who: str = "Ines") -> str:
    path = f"{PAGES}beter/{one.pk}/nakijken/"
    answer = come(cast, who).post(path, {"answer": "Ik zag de bonnen.", "overnemen": "1"}, follow=True)
    return answer.content.decode()


def end(cast: Cast, one: ToldFigure) -> None:
    answer = come(cast, "Ines").post(f"{PAGES}beter/{one.pk}/nakijken/", {"why": "Te lang geleden.", "beeindigen": "1"})
    assert answer.status_code == 302


def seen(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def leaks(accounts: HouseholdAccounts) -> tuple[float, float, float]:
    found = accounts.leaks(Ring.WIJK)
    return found.low, found.middle, found.high


def test_what_farah_measured_counts_on_every_page_once_ines_accepts_it(paasberg: Cast) -> None:
    before = household_of(paasberg.paasberg)
    ours = before.measured_percent
    one = tell(paasberg, GROCERIES, MEASURED)
    assert household_of(paasberg.paasberg) == before, "nobody looked at it yet"
    assert "Veertig huishoudens" not in seen(f"{PAGES}beter/")
    accept(paasberg, one)
    after = household_of(paasberg.paasberg)
    (groceries,) = after.measured_items
    assert (groceries.low, groceries.euros, groceries.high) == (800_000, 900_000, 1_100_000)
    assert after.euros - before.euros == 900_000 - groceries.estimate
    assert after.measured_percent > ours
    page = seen(f"{HOUSEHOLD}eten-en-drinken/")
    assert "verteld en nagekeken" in page
    assert "Veertig huishoudens hielden een maand hun bonnen bij." in page
    assert "Eerst stond hier" in " ".join(page.split())
    assert f'href="{PAGES}beter/#cijfer-{one.pk}"' in page
    assert "wat zij maten, en hoe" in seen(HOUSEHOLD)
    listed = " ".join(seen(f"{PAGES}beter/").split())
    assert "Hier rekenen we nu mee." in listed
    assert "€ 900.000" in listed
    assert "geschat" in listed
    assert "Farah" not in listed
    inside = come(paasberg, "Farah").get(f"{PAGES}beter/{one.pk}/").content.decode()
    assert "Ines" in inside, "who looked at it is for people who take part"
    answer = Client().get(f"{HOUSEHOLD}limonade.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(answer), delimiter=";"))
    assert sum(int(row[3]) for row in rows[1:]) == after.euros
    assert any("deels door mensen van hier gemeten" in cell for row in rows for cell in row)
    asked = seen("/wijk/paasberg/geld/2023-jaarrekening/wat-kost/?vraag=boodschappen")
    assert "Door mensen van hier gemeten en nagekeken" in asked


def test_what_ends_gives_ours_back_to_the_cent_and_stays_to_be_read(paasberg: Cast) -> None:
    before = household_of(paasberg.paasberg)
    one = tell(paasberg, GROCERIES, MEASURED)
    accept(paasberg, one)
    end(paasberg, one)
    after = household_of(paasberg.paasberg)
    assert after.euros == before.euros
    assert leaks(after) == leaks(before)
    assert "Veertig huishoudens" not in seen(f"{PAGES}beter/")
    kept = come(paasberg, "Farah").get(f"{PAGES}beter/{one.pk}/").content.decode()
    assert "Veertig huishoudens" in kept
    assert "Te lang geleden." in kept


def test_farah_takes_back_what_was_accepted_and_others_cannot(paasberg: Cast) -> None:
    one = tell(paasberg, GROCERIES, MEASURED)
    accept(paasberg, one)
    come(paasberg, "Tom").post(f"{PAGES}beter/{one.pk}/intrekken/")
    assert household_of(paasberg.paasberg).measured_items
    come(paasberg, "Tom").post(f"{PAGES}beter/{one.pk}/nakijken/", {"why": "Daarom", "beeindigen": "1"})
    assert household_of(paasberg.paasberg).measured_items
    come(paasberg, "Farah").post(f"{PAGES}beter/{one.pk}/intrekken/")
    assert not household_of(paasberg.paasberg).measured_items
    assert told(paasberg)[0].state == ToldFigure.ENDED


def test_a_newer_figure_takes_over_and_when_it_ends_the_one_before_is_back(paasberg: Cast) -> None:
    first = tell(paasberg, GROCERIES, MEASURED)
    accept(paasberg, first)
    second = tell(paasberg, GROCERIES, {**MEASURED, "middle": "1.000.000", "key": "twee"}, who="Tom")
    accept(paasberg, second)
    assert household_of(paasberg.paasberg).measured_items[0].euros == 1_000_000
    assert "Er is een nieuwer cijfer." in seen(f"{PAGES}beter/")
    assert f"{PAGES}beter/{first.pk}/" in come(paasberg, "Tom").get(f"{PAGES}beter/{second.pk}/").content.decode()
    end(paasberg, second)
    assert household_of(paasberg.paasberg).measured_items[0].euros == 900_000


def test_nobody_accepts_what_they_told_themselves(paasberg: Cast) -> None:
    one = tell(paasberg, GROCERIES, MEASURED, who="Ines")
    assert "Laat een ander het nakijken" in accept(paasberg, one)
    assert not household_of(paasberg.paasberg).measured_items
    farah = tell(paasberg, GROCERIES, {**MEASURED, "key": "twee"})
    accept(paasberg, farah, who="Tom")
    assert not household_of(paasberg.paasberg).measured_items, "Tom is no information gatherer"


def test_a_measured_share_moves_what_stays_and_leads_to_its_evidence(paasberg: Cast) -> None:
    before = household_of(paasberg.paasberg)
    assert "Niemand heeft het hier gemeten." in " ".join(seen(HOUSEHOLD).split())
    one = tell(paasberg, SHOPS, SHARE)
    accept(paasberg, one)
    after = household_of(paasberg.paasberg)
    food = next(part for part in after.functions if part.function.key == "food")
    (shops,) = [part for part in food.received(Ring.WIJK) if part.better]
    moved = after.stays(Ring.WIJK).middle - before.stays(Ring.WIJK).middle
    assert moved == pytest.approx(shops.euros * (0.60 - 0.35)), "from 35 of every 100 euros to 60"
    assert after.euros == before.euros
    assert after.asked_percent(Ring.WIJK) == pytest.approx(100 * shops.euros / after.euros)
    page = seen(f"{HOUSEHOLD}eten-en-drinken/")
    assert "gemeten</span>" in page
    assert f'href="{PAGES}beter/#cijfer-{one.pk}"' in page
    overview = " ".join(seen(HOUSEHOLD).split())
    assert "Niemand heeft het hier gemeten." not in overview
    assert "deels hier gemeten" in overview
    assert "Daarvan stroomt" in seen("/wijk/paasberg/")
    assert "50 – 70%" in seen(f"{PAGES}beter/")
    end(paasberg, one)
    assert leaks(household_of(paasberg.paasberg)) == leaks(before)


def test_only_the_neighbourhood_that_measured_counts_with_it(paasberg: Cast) -> None:
    before = leaks(household_of(paasberg.geitenkamp))
    accept(paasberg, tell(paasberg, SHOPS, SHARE))
    assert leaks(household_of(paasberg.geitenkamp)) == before


def test_what_stays_in_a_small_ring_never_passes_what_stays_in_a_larger_one(paasberg: Cast) -> None:
    accept(paasberg, tell(paasberg, SHOPS, {**SHARE, "low": "70", "middle": "80", "high": "90"}))
    wider = tell(paasberg, "aandeel:food:local_shop:gemeente", {**SHARE, "key": "twee"})
    assert "In een kleinere kring blijft nooit meer" in accept(paasberg, wider)
    rings = [household_of(paasberg.paasberg).stays(ring) for ring in Ring]
    assert all(near.middle <= wide.middle for near, wide in pairwise(rings))


def test_measured_hours_take_the_place_of_the_national_average(paasberg: Cast) -> None:
    before = household_of(paasberg.paasberg)
    hours = {one.function.key: one.hours for one in before.functions}["food"]
    accept(paasberg, tell(paasberg, hours_key("food"), {**MEASURED, "middle": "100.000", "low": "", "high": ""}))
    after = household_of(paasberg.paasberg)
    assert before.hours - after.hours == hours - 100_000
    assert after.euros == before.euros, "hours are never euros"
    page = seen(f"{HOUSEHOLD}eten-en-drinken/")
    assert "100.000 uur" in page
    assert "Eerst stond hier" in " ".join(page.split())


def test_a_told_cost_ahead_can_be_known_better_and_the_sum_follows(paasberg: Cast) -> None:
    farah = come(paasberg, "Farah")
    farah.post(f"{PAGES}straks/vertel/", {**SEWER, "key": "riool"})
    sewer = told(paasberg)[0]
    come(paasberg, "Ines").post(f"{PAGES}straks/{sewer.pk}/nakijken/", {"answer": "Ja", "overnemen": "1"})
    assert f"?over=verteld:{sewer.pk}" in farah.get(f"{PAGES}straks/{sewer.pk}/").content.decode()
    quote = {**MEASURED, "middle": "500.000", "low": "450.000", "high": "550.000", "asked": ""}
    one = tell(paasberg, f"verteld:{sewer.pk}", quote, who="Tom")
    accept(paasberg, one)
    page = " ".join(seen(f"{PAGES}straks/").split())
    assert "Wat is nagekeken, is samen € 450.000 – 550.000" in page
    assert "Eerst stond hier € 200.000 – 350.000" in page
    end(paasberg, one)
    with scope(neighbourhood=paasberg.paasberg):
        assert (checked_sum(ToldFigure.AHEAD, {}).low, checked_sum(ToldFigure.AHEAD, {}).high) == (200_000, 350_000)
    assert "€\xa0450.000" not in seen(f"{PAGES}straks/")


def test_a_count_from_open_data_can_be_known_better(paasberg: Cast) -> None:
    one = tell(paasberg, "bekend:roofs", {**MEASURED, "middle": "580", "low": "570", "high": "600", "asked": ""})
    accept(paasberg, one)
    page = " ".join(seen(f"{PAGES}ongebruikt/").split())
    assert "570 – 600 huizen" in page
    assert "Eerst stond hier 627 huizen" in page


@pytest.mark.parametrize(
    ("over", "change", "says"),
    [
        (GROCERIES, {"middle": "700.000"}, "Dit ligt niet tussen het laagste en het hoogste getal."),
        (GROCERIES, {"middle": "veel"}, "Schrijf een heel getal"),
        (GROCERIES, {"middle": ""}, "Vul dit nog in."),
        (GROCERIES, {"evidence": ""}, "Vul dit nog in."),
        (GROCERIES, {"measured_on": "2999-01-01"}, "Deze dag moet nog komen."),
        (GROCERIES, {"asked": "9"}, "Vraag het aan minstens 10."),
        (SHOPS, {"asked": ""}, "Vul dit nog in."),
        (SHOPS, {"low": ""}, "Vul dit nog in."),
        (SHOPS, {"high": "101"}, "Van 100 euro blijft hoogstens 100 euro."),
        ("bekend:roofs", {"middle": "9", "low": "", "high": ""}, "Minder dan 10 huizen tonen we niet"),
    ],
)
def test_what_cannot_be_measured_is_explained(paasberg: Cast, over: str, change: dict[str, str], says: str) -> None:
    filled = {**(SHARE if over == SHOPS else MEASURED), **change}
    answer = come(paasberg, "Farah").post(f"{PAGES}beter/vertel/?over={over}", filled)
    assert says in answer.content.decode()
    assert told(paasberg) == []


def test_the_figure_is_chosen_first_and_must_be_one_of_ours(paasberg: Cast) -> None:
    farah = come(paasberg, "Farah")
    page = farah.get(f"{PAGES}beter/vertel/").content.decode()
    for key in (GROCERIES, SHOPS, "uren:food", "bekend:roofs", "anders"):
        assert f'value="{key}"' in page
    assert "aandeel:food:state:wijk" not in page, "nothing stays with the state"
    gone = farah.get(f"{PAGES}beter/vertel/?over=besteding:goud", follow=True).content.decode()
    assert "Dit cijfer staat er niet meer. Kies een ander." in gone
    assert "er verandert geen getal" in farah.get(f"{PAGES}beter/vertel/?over=anders").content.decode()


def test_what_was_told_of_an_older_boundary_counts_no_more(paasberg: Cast) -> None:
    accept(paasberg, tell(paasberg, GROCERIES, MEASURED))
    with scope(neighbourhood=paasberg.paasberg):
        Boundary.objects.update(valid_from=timezone.localdate() + dt.timedelta(days=1))
    assert not household_of(paasberg.paasberg).measured_items


@pytest.mark.parametrize(
    "change",
    [
        {"middle": None},
        {"low": None, "middle": None, "high": None},
        {"measured_on": None},
        {"low": 65},
        {"middle": 75},
        {"high": 101},
        {"low": -1},
        {"asked": None},
        {"asked": 9},
        {"ring": ""},
        {"ring": "maan"},
        {"kind": "ahead"},
        {"about": ""},
        {"about": "verteld"},
        {"state": "ended"},
        {"unit": "home", "ring": "", "low": 9},
    ],
)
def test_the_database_refuses_what_cannot_be(paasberg: Cast, change: dict[str, Any]) -> None:
    one = tell(paasberg, SHOPS, SHARE)
    with pytest.raises(IntegrityError), transaction.atomic(), scope(neighbourhood=paasberg.paasberg):
        ToldFigure.objects.filter(pk=one.pk).update(**change)


amounts = st.lists(st.integers(0, 10**9), min_size=3, max_size=3).map(sorted)
percents = st.lists(st.integers(0, 100), min_size=3, max_size=3).map(sorted)


def better(size: list[int]) -> Better:
    return Better(1, *size, measured_on=DAY, reviewed_on=DAY)


@pytest.mark.usefixtures("demo")
def test_any_amount_moves_the_headline_by_exactly_the_difference() -> None:
    accounts = household_accounts((PAASBERG,))
    items = [item for one in accounts.functions for item in one.items]

    @given(st.sampled_from(items), amounts)
    def holds(chosen: ItemAccount, size: list[int]) -> None:
        after = with_betters(accounts, {spent_key(chosen.item.key): better(size)})
        moved = 0 if chosen.item.kind is SpendingKind.LEVY else size[1] - chosen.euros
        assert after.euros - accounts.euros == moved
        assert after.low <= after.euros <= after.high
        assert sum(one.euros for one in after.functions) == after.euros
        assert after.stays(Ring.WIJK).low + after.leaks(Ring.WIJK).high == pytest.approx(after.euros, abs=0.01)
        assert with_betters(after, {}).euros == accounts.euros
        assert leaks(with_betters(after, {})) == leaks(accounts)

    holds()


@pytest.mark.usefixtures("demo")
def test_any_share_moves_what_stays_by_exactly_its_part() -> None:
    accounts = household_accounts((PAASBERG,))
    parts = [
        (one.function.key, ring, part)
        for one in accounts.functions
        for ring in Ring
        for part in one.received(ring)
        if part.may_be_measured
    ]

    @given(st.sampled_from(parts), percents)
    def holds(chosen: tuple[str, Ring, Received], size: list[int]) -> None:
        function, ring, part = chosen
        betters = {share_key(function, part.receiver.key, ring): better(size)}
        after = with_betters(accounts, betters)
        for name, percent in zip(("low", "middle", "high"), size, strict=True):
            moved = part.euros * (percent / 100 - getattr(part.share, name))
            found = getattr(after.stays(ring), name) - getattr(accounts.stays(ring), name)
            assert found == pytest.approx(moved, abs=0.01)
        assert after.euros == accounts.euros
        rings = [share_of(function, part.receiver.key, one, betters)[0] for one in Ring]
        for near, wide in pairwise(rings):
            assert near.low <= wide.low
            assert near.middle <= wide.middle
            assert near.high <= wide.high
        assert leaks(with_betters(after, {})) == leaks(accounts)

    holds()
