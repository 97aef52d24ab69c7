"""Pages, language, downloads and errors, without a browser."""

import pytest
from django.test import Client

from limonade.economy.actions import verify_new_datasets
from limonade.neighbourhoods.actions import found_neighbourhood
from limonade.web.rounds import ROUNDS, plan_all_rounds, run_round

MONEY = "/wijk/paasberg/geld/2023-jaarrekening/"


def text(client: Client, url: str, **headers: str) -> str:
    response = client.get(url, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_the_money_link_goes_to_the_newest_accounts(demo: None, client: Client) -> None:
    assert client.get("/wijk/paasberg/geld/").url == MONEY  # type: ignore[attr-defined]


def test_dutch_comes_first_whatever_the_browser_wants(demo: None, client: Client) -> None:
    assert '<html lang="nl"' in text(client, "/", accept_language="en-GB")


def test_english_is_chosen_and_remembered_and_leads_back(demo: None, client: Client) -> None:
    response = client.post("/taal/", {"taal": "en", "terug": MONEY})
    assert (response.status_code, response.url) == (302, MONEY)  # type: ignore[attr-defined]
    assert '<html lang="en"' in text(client, MONEY)


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_choosing_a_language_never_leads_to_another_site(db: None, client: Client, back: str) -> None:
    assert client.post("/taal/", {"taal": "en", "terug": back}).url == "/"  # type: ignore[attr-defined]


def test_an_unknown_language_changes_nothing(db: None, client: Client) -> None:
    client.post("/taal/", {"taal": "xx"})
    assert '<html lang="nl"' in text(client, "/")


@pytest.mark.parametrize(
    "url",
    [
        "/wijk/nergens/",
        "/wijk/paasberg/geld/2022-jaarrekening/",
        MONEY + "geen-groep/",
        MONEY + "taakveld/9.9/",
        "/wijk/paasberg/geld/2023-jaarrekening/taakveld/6.711/",
    ],
)
def test_what_is_not_there_says_so_kindly(demo: None, client: Client, url: str) -> None:
    response = client.get(url)
    assert response.status_code == 404
    assert "Deze bladzijde is er niet" in response.content.decode()


def test_a_place_whose_municipality_did_not_deliver_is_unknown_and_not_zero(demo: None, client: Client) -> None:
    import datetime as dt

    found_neighbourhood(
        name="Centrum Vianen",
        municipality_code="GM1961",
        buurten=["BU19610100"],
        division_year=2020,
        valid_from=dt.date(2020, 1, 1),
    )
    page = text(client, "/wijk/centrum-vianen/geld/2023-jaarrekening/")
    assert "Dat is onbekend, geen nul." in page
    assert "€" not in page.split("<main")[1]
    assert "Dat is onbekend, geen nul." in text(client, "/wijk/centrum-vianen/geld/")


def test_without_a_neighbourhood_the_front_page_says_what_to_do(db: None, client: Client) -> None:
    assert "python3 run.py limonade demo" in text(client, "/")
    assert "python3 run.py limonade demo" in text(client, "/bronnen/")


def test_many_neighbourhoods_are_paged_and_can_be_searched(demo: None, client: Client) -> None:
    import datetime as dt

    for number in range(30):
        found_neighbourhood(
            name=f"Wijk {number:02}",
            municipality_code="GM0202",
            buurten=["BU02020845"],
            division_year=2020,
            valid_from=dt.date(2020, 1, 1),
        )
    assert "Bladzijde 1 van 2" in text(client, "/")
    assert "Wijk 29" in text(client, "/?pagina=2")
    assert "Wijk 07" in text(client, "/?zoek=07")
    assert "Er is geen wijk met “zzz” in de naam." in text(client, "/?zoek=zzz")


def test_the_spelling_of_a_name_cannot_become_code(db: None, client: Client) -> None:
    assert "<script>alert" not in text(client, "/?zoek=<script>alert(1)</script>")


@pytest.mark.parametrize(("name", "kind"), [("csv", "text/csv"), ("xlsx", "application/vnd.openxmlformats")])
def test_downloads_carry_the_name_of_place_and_year(demo: None, client: Client, name: str, kind: str) -> None:
    response = client.get(f"{MONEY}limonade.{name}")
    assert response["Content-Type"].startswith(kind)
    assert response["Content-Disposition"] == f'attachment; filename="paasberg-2023-jaarrekening.{name}"'


def test_every_answer_has_the_strict_policy(db: None, client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_worker_does_the_sums_again_and_the_sources_say_so(demo: None, client: Client) -> None:
    assert "Nog niet. Dit gebeurt vanzelf" in text(client, "/bronnen/")
    assert verify_new_datasets() == 2
    assert "1 van 1 gemeenten tellen op, tot op de euro." in text(client, "/bronnen/")
    assert verify_new_datasets() == 0, "a file is verified once per version"


def test_every_round_of_the_worker_is_planned_once(db: None) -> None:
    from django_tasks_db.models import DBTaskResult

    plan_all_rounds()
    plan_all_rounds()
    assert DBTaskResult.objects.count() == len(ROUNDS)


def test_a_form_from_elsewhere_is_refused_on_our_own_page(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/taal/", {"taal": "en"})
    assert response.status_code == 403
    assert "Staan cookies uit? Zet ze dan aan voor deze site." in response.content.decode()


@pytest.mark.parametrize(
    "url",
    [
        "/sleutels/?jaar=²",
        "/sleutels/?jaar=" + "9" * 5000,
        "/?zoek=" + "x" * 60_000,
        "/?zoek=%00",
        "/bronnen/?wijk=%00",
        "/sleutels/?wijk=" + "a" * 9000,
        "/wijk/paasberg/geld/2023-jaarrekening/vergelijk/?met=%00&schaal=%00",
        "/wijk/paasberg/geld/2023-jaarrekening/wat-kost/?vraag=%00%F0%9F%8D%8B",
    ],
)
def test_odd_questions_never_break_a_page(demo: None, client: Client, url: str) -> None:
    assert client.get(url).status_code == 200


def test_sums_are_done_again_when_a_file_under_them_changes(demo: None, client: Client) -> None:
    from limonade.facts import store

    assert verify_new_datasets() == 2
    figures = store.describe("kwb-2020")
    store.write(figures, store.columns(figures))
    assert "Nog niet. Dit gebeurt vanzelf" in text(client, "/bronnen/")
    assert verify_new_datasets() == 2


def test_a_round_that_fails_is_planned_again(demo: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from django_tasks_db.models import DBTaskResult

    from limonade.economy import actions

    def fails(edition: object) -> None:
        raise RuntimeError("broken file")

    monkeypatch.setattr(actions, "verify", fails)
    with pytest.raises(RuntimeError):
        run_round.call("verify_new_datasets")
    assert DBTaskResult.objects.count() == 1
