"""Energy per buurt from a file of the Klimaatmonitor, of one whole city and of broken files."""

from pathlib import Path

import pytest

from limonade.economy.household.catalogue import SpendingKind
from limonade.economy.household.queries import household_accounts
from limonade.facts import store
from limonade.facts.actions import load_key_figures
from limonade.facts.klimaatmonitor import load_energy
from limonade.facts.problems import FileRefused
from limonade.facts.queries import buurten_of
from limonade.facts.store import Dataset
from tests.example import lay_out_demo

pytestmark = pytest.mark.django_db
ZWOLLE, ARNHEM = "GM0193", "GM0202"
GOOD = """Buurt_naam,Totaal aardgasverbruik woningen (TJ),Elektriciteitsverbruik woningen [GWh],year
Paasberg,35.17,2.0,2023
Geitenkamp,?,3.5,2023
Paasberg,40,2.1,2022
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    lay_out_demo()
    path = tmp_path / "energie.csv"
    path.write_text(GOOD)
    return path


def load(path: Path) -> Dataset:
    return load_energy(path, municipality=ARNHEM, year=2023, retrieved_on="2026-11-22")


def test_a_year_of_a_town_is_loaded_by_the_names_of_its_buurten(file: Path) -> None:
    found = store.columns(load(file))
    assert found["region"].tolist() == ["BU02020845", "BU02021053"]
    assert found["home_gas_m3"][0] == pytest.approx(1_000_000)
    assert str(found["home_gas_m3"][1]) == "nan"
    assert found["home_electricity_kwh"].tolist() == [2_000_000, 3_500_000]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Geitenkamp", "Geitenkampf", "regel 3: Buurt “Geitenkampf” kennen we niet in Arnhem"),
        ("35.17", "veel", "regel 2: “veel” is geen getal"),
        ("Geitenkamp,", "paasberg,", "regel 3: Buurt “paasberg” staat er twee keer in"),
        ("2023", "2019", "Er staat geen buurt in van 2023"),
        ("Buurt_naam", "Naam", "Deze kolommen ontbreken: buurt_naam"),
    ],
)
def test_a_broken_file_is_refused_with_the_line_and_leaves_what_was_there(
    file: Path, old: str, new: str, says: str
) -> None:
    before = load(file)
    file.write_text(GOOD.replace(old, new))
    with pytest.raises(FileRefused, match=says):
        load(file)
    assert store.describe(before.key) == before


def test_the_homes_of_zwolle_paid_106_6_million_for_energy_in_2023(shared_data: Path) -> None:
    load_key_figures(shared_data / "cbs_kwb2020_84799NED", retrieved_on="", tick=lambda rows: None)
    path = shared_data / "zwolle" / "energyconsumption_buurt_combined_filtered.csv"
    load_energy(path, municipality=ZWOLLE, year=2023, retrieved_on="")
    buurten = tuple(code for code, _name in buurten_of(ZWOLLE))
    assert len(buurten) == 78
    accounts = household_accounts(buurten)
    energy = next(item for one in accounts.functions for item in one.items if item.item.kind is SpendingKind.ENERGY)
    assert round(energy.euros / 1e6, 1) == 106.6
    assert energy.is_local
