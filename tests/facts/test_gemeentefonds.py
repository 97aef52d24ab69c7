"""The gemeentefonds: volume times weight times factor, to the cent, and refused when files do not belong together."""

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from limonade.facts import store
from limonade.facts.gemeentefonds import read_folder
from limonade.facts.problems import FileRefused

VOLUMES = (
    "CBS\tNaam\tProv\tinwo\tkernen\tWOZwe80\tvast nieuw\n"
    "202\tArnhem\t6\t165770,5\t10\t20000000000\t1\n"
    "59\tAchtkarspelen\t2\t27471\t11\t3000000000\t1\n"
    "\tNederland\t\t193241,5\t21\t23000000000\t2\n"
)
WEIGHTS = (
    "Codering maatstaf\tNaam maatstaf\tBestuur\tInfrastructuur\tBelasting\tTotaal\n"
    "inwo\tinwoners\t205,67\t0,00\t-117,89\t87,78\n"
    "kernen\tkernen\t0,00\t85.333,35\t0,00\t85.333,35\n"
    "WOZwe80\tozb woningen\t0,00\t0,00\t-0,000914\t-0,000914\n"
    "vast\tvast bedrag\t529.200,02\t0,00\t0,00\t529.200,02\n"
    "\tbeschermd wonen\t1,00\t0,00\t0,00\t1,00\n"
)
FACTORS = "Circulaire,Jaar,Uitkeringsfactor\nM2024,2025,1.400\nS2024,2025,1.457\n"
FILES = {"GF_S2024_2025_Volumina.csv": VOLUMES, "GF_S2024_2025_Gewichten.csv": WEIGHTS, "Uitkeringsfactor.csv": FACTORS}


def folder_of(tmp_path: Path, **changed: str) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(changed.get(name.split("_")[-1].split(".")[0], text), encoding="utf-8")
    return tmp_path


def run(folder: Path) -> str:
    out = io.StringIO()
    call_command("import_gemeentefonds", str(folder), stdout=out)
    return out.getvalue()


def test_a_cluster_is_volume_times_weight_times_factor(tmp_path: Path) -> None:
    """Arnhem, Bestuur: (165.770,5 inwoners x 205,67 + 529.200,02 vast) x 1,457."""
    said = run(folder_of(tmp_path))
    assert "Geladen: Gemeentefonds 2025, circulaire S2024, 2 gemeenten en 3 clusters." in said
    columns = store.columns(store.describe("gemeentefonds-2025"))
    names = ("municipality", "cluster", "cents")
    found = {tuple(row[:2]): row[2] for row in zip(*(columns[name].tolist() for name in names), strict=True)}
    whole = (Decimal("165770.5") * Decimal("205.67") + Decimal("529200.02")) * Decimal("1.457")
    assert found["GM0202", "Bestuur"] == round(whole * 100)
    assert {town for town, _cluster in found} == {"GM0202", "GM0059"}


@pytest.mark.django_db
def test_it_is_named_among_the_sources(tmp_path: Path, client: Client) -> None:
    run(folder_of(tmp_path))
    assert "Gemeentefonds 2025, circulaire S2024" in client.get(reverse("web:sources")).content.decode()


def test_property_tax_takes_factor_one(tmp_path: Path) -> None:
    fund = read_folder(folder_of(tmp_path))
    own = Decimal("165770.5") * Decimal("-117.89") * fund.factor
    assert fund.euros["GM0202", "Belasting"] == own + Decimal(20_000_000_000) * Decimal("-0.000914")


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"Volumina": VOLUMES.replace("165770,5", "veel")}, "regel 2: “veel” bij inwo is geen getal"),
        ({"Volumina": VOLUMES.replace("59\t", "202\t")}, "Nummer 202 is niet van Achtkarspelen"),
        (
            {"Volumina": VOLUMES.replace("59\tAchtkarspelen", "202\tArnhem (2)")},
            "regel 3: GM0202 staat er twee",
        ),
        ({"Volumina": VOLUMES.replace("202\t", "9999\t")}, "Gemeente 9999 Arnhem bestaat niet in 2025"),
        ({"Volumina": VOLUMES.replace("kernen", "dorpen")}, "maar in een van beide bestanden: dorpen, kernen"),
        ({"Volumina": VOLUMES.replace("\t10\t", "\t")}, "regel 2: Deze regel heeft meer of minder velden"),
        ({"Volumina": VOLUMES.splitlines()[0]}, "Er staat geen enkele gemeente in"),
        ({"Volumina": "a;b\n"}, "De kolommen kloppen niet. Verwacht: CBS, Naam."),
        ({"Gewichten": WEIGHTS.replace("205,67", "205.67")}, "regel 2: “205.67” bij Bestuur is geen getal"),
        ({"Gewichten": WEIGHTS.replace("205,67", "305,67")}, "gewichten van maatstaf inwo zijn samen niet het totaal"),
        ({"Gewichten": WEIGHTS.replace("kernen\tkernen", "inwo\tx")}, "regel 3: Maatstaf inwo staat er twee keer in"),
        ({"Uitkeringsfactor": FACTORS.replace("S2024", "S2023")}, "Van circulaire S2024 en jaar 2025 staat er geen"),
        ({"Uitkeringsfactor": FACTORS.replace("1.457", "1,457")}, "meer of minder velden"),
    ],
)
def test_a_faulty_folder_loads_nothing(tmp_path: Path, changed: dict[str, str], what: str) -> None:
    with pytest.raises(CommandError, match=r"^Niets geladen\.") as refused:
        run(folder_of(tmp_path, **changed))
    assert what in str(refused.value)
    assert store.datasets() == []


def test_a_folder_must_hold_the_files_of_one_circular(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Er is geen map"):
        run(tmp_path / "nergens")
    with pytest.raises(FileRefused, match="geen bestand met volumina"):
        read_folder(tmp_path)
    folder = folder_of(tmp_path)
    (folder / "GF_S2024_2025_Gewichten.csv").unlink()
    with pytest.raises(FileRefused, match=r"^GF_S2024_2025_Gewichten\.csv: Dit bestand ontbreekt"):
        read_folder(folder)


def test_the_published_amounts_come_out(shared_data: Path) -> None:
    """A known fault in the comparison file: it lost the fixed amount, the same for every municipality."""
    place = shared_data / "gemeentefonds"
    fund = read_folder(place)
    with (place / "GF_S2024_2025.csv").open(encoding="utf-8", newline="") as file:
        published: dict[str, dict[str, Any]] = {row["Gemeenten"]: row for row in csv.DictReader(file, delimiter=";")}
    with (place / "GF_S2024_2025_Volumina.csv").open(encoding="utf-8-sig", newline="") as file:
        towns = {f"GM{int(row['CBS']):04}": row["Naam"] for row in csv.DictReader(file, delimiter="\t")}
    assert len(towns) == len({town for town, _cluster in fund.euros}) == len(published) - 1
    fixed = {"Bestuur en ondersteuning": 771_044, "Infrastructuur, ruimte en milieu": 584_747}
    fixed["Onroerendezaakbelasting"] = 72_590
    reproduced = set()
    for (town, cluster), euros in fund.euros.items():
        off = euros - Decimal(published[towns[town]][cluster])
        if cluster in fixed:
            assert round(off) == fixed[cluster], (town, cluster)
        else:
            assert abs(off) < Decimal("0.000001"), (town, cluster)
            reproduced.add(cluster)
    assert len(reproduced - {"Overig", "Overige eigen middelen"}) == 7
