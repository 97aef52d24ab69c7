"""The command of an operator: what there is, what came in, and what to do when it fails."""

import io
from functools import partial

import pytest
from django.core.management import CommandError, call_command

from limonade.facts import store
from limonade.facts.actions import fetch_key_figures
from limonade.facts.management.commands import fetch_figures
from limonade.facts.statline.client import Patience
from tests.facts.fake_statline import Statline
from tests.facts.invented_tables import version_3, version_4


@pytest.fixture
def running(server: Statline, quick: Patience, monkeypatch: pytest.MonkeyPatch) -> Statline:
    monkeypatch.setattr(fetch_figures, "fetch_key_figures", partial(fetch_key_figures, patience=quick))
    server.tables = {"85618NED": version_3() | version_4()}
    return server


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("fetch_figures", *words, stdout=out)
    return out.getvalue()


def test_without_a_name_it_lists_what_there_is_and_what_is_loaded(running: Statline) -> None:
    assert "nog niets geladen" in run()
    run("kwb", "2023", "--server", running.address)
    first, *others = run().splitlines()
    assert first.startswith("kwb")
    assert first.endswith("geladen: 2023")
    assert [line.split()[0] for line in others] == [
        *("rivm", "zon", "energie", "energie-buurten", "verwarming", "iv3", "grenzen"),
    ]


@pytest.mark.parametrize("odata", ["3", "4"])
def test_the_report_says_what_is_filled_and_what_is_still_empty(running: Statline, odata: str) -> None:
    said = run("kwb", "2023", "--server", running.address, "--odata", odata)
    assert "Geladen: Kerncijfers wijken en buurten 2023, 7 regio's, jaar 2023." in said
    assert "Gevuld (5): inwoners, huishoudens, gemiddelde woz-waarde van een woning, stroom" in said
    assert "mensen met hulp uit de wmo" in said.split("Nog leeg")[1]
    assert ("grens veranderd" in said) == (odata == "3")


def test_what_is_not_known_is_told(running: Statline) -> None:
    for words in (["weer"], ["kwb", "1999"]):
        with pytest.raises(CommandError, match=r"kennen we niet\. Zonder naam geeft deze opdracht de lijst"):
            run(*words)


def test_a_failing_line_and_a_faulty_table_are_told_apart(running: Statline) -> None:
    running.trouble.errors_first = 99
    with pytest.raises(CommandError, match=r"Nog niets geladen\. http.*wat binnen is blijft bewaard"):
        run("kwb", "2023", "--server", running.address)
    running.trouble.errors_first = 0
    running.tables["85618NED"]["TypedDataSet"][1]["AantalInwoners_5"] = "veel"
    with pytest.raises(CommandError, match=r"^Niets geladen\. http.*rij 2: “veel” bij AantalInwoners_5 is geen getal"):
        run("kwb", "2023", "--server", running.address)
    assert store.datasets() == []


def test_the_newest_table_is_asked_when_no_year_is_given(running: Statline) -> None:
    with pytest.raises(CommandError, match="86165NED"):
        run("kwb", "--server", running.address)
