"""The pages of the household as a visitor sees them, also where little is known."""

import csv
import datetime as dt
import io

import pytest
from django.test import Client

from limonade.economy.household.catalogue import vital_functions
from limonade.economy.household.leakage import Ring
from limonade.economy.household.queries import household_accounts
from limonade.facts import store
from limonade.facts.store import Dataset
from limonade.neighbourhoods.actions import found_neighbourhood
from tests.economy.conftest import PAASBERG

pytestmark = pytest.mark.usefixtures("demo")
NOBODY, ELSEWHERE = "BU02029999", "BU01930001"


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def key_figures(code: str, households: int) -> None:
    counts = {"population": [households * 2.0], "households": [float(households)]}
    dataset = Dataset("kwb-2021", store.KEY_FIGURES, 2021, "", "Kerncijfers 2021", "CBS", "", "", "")
    store.write(dataset, {"region": [code], "name": ["Elders"], "pc4": [""], **counts})


def settle(name: str, municipality: str, buurt: str) -> None:
    found_neighbourhood(
        name=name, municipality_code=municipality, buurten=[buurt], division_year=2021, valid_from=dt.date(2021, 1, 1)
    )


def test_the_overview_leads_to_every_function_and_each_says_how_we_know(client: Client) -> None:
    overview = page(client, "/wijk/paasberg/huishouden/")
    accounts = household_accounts((PAASBERG,))
    assert f"{accounts.homes.households} huishoudens" in overview
    for one in accounts.functions:
        path = f"/wijk/paasberg/huishouden/{one.function.path}/"
        assert path in overview
        found = page(client, path)
        for item in one.items:
            assert item.item.name_nl in found
        if one.municipal:
            assert all(line.field.name_nl in found for line in one.municipal.lines)
        assert "Wie doet het?" in found


def test_what_counts_as_local_can_be_chosen(client: Client) -> None:
    assert "Stroomt de wijk uit" in page(client, "/wijk/paasberg/huishouden/")
    assert "Stroomt de gemeente uit" in page(client, "/wijk/paasberg/huishouden/?kring=gemeente")
    assert "Stroomt de wijk uit" in page(client, "/wijk/paasberg/huishouden/?kring=maan")


def test_unpaid_work_is_only_spelled_in_euros_when_somebody_asks(client: Client) -> None:
    assert "minimumloon" not in page(client, "/wijk/paasberg/huishouden/")
    asked = page(client, "/wijk/paasberg/huishouden/?uren=loon")
    assert "Als je iemand minimumloon zou betalen (€ 14,71 per uur in 2026)" in asked


def test_the_file_holds_the_figures_of_the_page(client: Client) -> None:
    response = client.get("/wijk/paasberg/huishouden/limonade.csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    accounts = household_accounts((PAASBERG,))
    assert len(rows) == 1 + len(vital_functions())
    assert sum(int(row[3]) for row in rows[1:]) == accounts.euros
    assert sum(int(row[6]) for row in rows[1:]) == accounts.hours
    assert sum(int(row[8]) for row in rows[1:]) == pytest.approx(accounts.leaks(Ring.WIJK).middle, abs=20)


def test_the_rounds_of_a_euro_are_worked_out_and_can_be_shared(client: Client) -> None:
    path = "/wijk/paasberg/huishouden/een-euro/"
    assert "1,81" in page(client, path), "the worked example"
    assert "1,50" in page(client, f"{path}?income=1.000&people=500&people_again=0")
    assert "1,81" in page(client, f"{path}?income=100000&people=40000&people_again=25&firms=12000&firms_again=50"
                                  "&others=10000&others_again=30")  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("income=veel", "Schrijf een bedrag in hele euro"),
        ("income=12,50", "Schrijf een bedrag in hele euro"),
        ("income=0", "Zonder geld is er niets te rekenen"),
        ("income=10&people=11", "Hier gaat meer uit dan er binnenkomt"),
        ("income=99999999999", "Dit bedrag is te groot"),
        ("income=10&people=5&people_again=101", "100"),
    ],
)
def test_impossible_rounds_are_explained(client: Client, asked: str, says: str) -> None:
    found = page(client, f"/wijk/paasberg/huishouden/een-euro/?{asked}")
    assert says in found
    assert "Samen drie rondes" not in found


def test_a_function_that_is_none_is_not_found(client: Client) -> None:
    assert client.get("/wijk/paasberg/huishouden/goud/").status_code == 404


def test_where_nobody_lives_the_page_says_what_is_missing_and_what_to_do(client: Client) -> None:
    key_figures(NOBODY, 0)
    settle("Bedrijvenpark", "GM0202", NOBODY)
    found = page(client, "/wijk/bedrijvenpark/huishouden/")
    assert "Nog geen huishouden van Bedrijvenpark" in found
    assert "Dat is onbekend, geen nul." in found
    assert "/bronnen/" in found


def test_a_municipality_without_accounts_still_has_a_household(client: Client) -> None:
    key_figures(ELSEWHERE, 400)
    settle("Elders", "GM0193", ELSEWHERE)
    found = page(client, "/wijk/elders/huishouden/")
    assert "Van de gemeente zijn nog geen bedragen" in found
    food = page(client, "/wijk/elders/huishouden/groen-en-milieu/")
    assert "nog geen jaarrekening of begroting geladen" in food
    accounts = household_accounts((ELSEWHERE,))
    assert accounts.by_municipality == 0
    assert accounts.by_households > 400 * 30_000
    assert (accounts.homes.single, accounts.homes.together, accounts.homes.with_children) == (154, 115, 131)


def test_all_prices_and_assumptions_are_on_one_page_with_their_source(client: Client) -> None:
    found = page(client, "/aannames/")
    assert "CBS, Bestedingen van huishoudens (83676NED)" in found
    assert "niet nagekeken" in found
    assert "Winkelketen" in found
