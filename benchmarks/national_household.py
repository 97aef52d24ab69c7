"""Household accounts of every buurt of the country at once: spending per item, energy and unpaid hours.

Ours: the arrays that every page reads, made from the files on the shelf, nothing kept before. Peer: the same sums
one buurt at a time in plain Python, from the same inputs, in the same run, compared buurt by buurt.

With LIMONADE_SHARED the key figures of 2020 are used; without it a made-up country of the same size.
"""

import math
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from benchmarks._report import Bars, measure, peak_mib, show

PREPARE, YEAR, BUURTEN = "--prepare", 2023, 13_808
MOST_SECONDS, MOST_MIB = 1.0, 500.0
COUNTS = ("population", "population_0_15", "population_15_25", "households", "households_single")


def main() -> int:
    if sys.argv[1:2] == [PREPARE]:
        open_django(Path(sys.argv[2]))
        return prepare()
    folder = Path(tempfile.mkdtemp(prefix="bench-household-"))
    try:
        # Apart, so that the memory of reading the publisher's files is not counted.
        subprocess.run([sys.executable, "-m", "benchmarks.national_household", PREPARE, str(folder)], check=True)
        open_django(folder)
        return compare()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def open_django(folder: Path) -> None:
    os.environ["LIMONADE_VAR"] = str(folder)
    os.environ.setdefault("LIMONADE_SECRET_KEY", "only-for-this-benchmark")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "limonade.settings")
    import django

    django.setup()


def prepare() -> int:
    from limonade.facts import store
    from limonade.facts.actions import load_key_figures
    from limonade.facts.store import Dataset

    if shared := os.environ.get("LIMONADE_SHARED"):
        folder = Path(shared) / "data" / "cbs_kwb2020_84799NED"
        load_key_figures(folder, retrieved_on="", tick=lambda rows: None)
        return 0
    chance = np.random.default_rng(2020)
    codes = [f"BU{at // 100:04}{at % 100:04}" for at in range(BUURTEN)]
    figures = {name: chance.integers(0, 3000, BUURTEN).astype(np.float64) for name in COUNTS}
    figures["households_with_children"] = np.floor(figures["households"] / 3)
    dataset = Dataset("kwb-2020", store.KEY_FIGURES, 2020, "", "Made up", "", "", "", "")
    store.write(dataset, {"region": codes, "name": codes, "pc4": [""] * BUURTEN, **figures})
    return 0


def compare() -> int:
    from limonade.economy.household import queries
    from limonade.economy.household.queries import NationalHousehold, national_household
    from limonade.facts import store

    def ours() -> NationalHousehold:
        for kept in (queries._national, store._columns, store._describe):
            kept.cache_clear()
        return national_household(YEAR)

    bars = Bars()
    found, cost = measure(ours, rounds=5)
    show(f"ours: {len(found.codes)} buurten x {len(found.spending)} items, from the shelf", cost)
    peak = peak_mib()
    expected, peer = measure(lambda: one_by_one(found), rounds=1)
    show("peer: one buurt at a time, without reading", peer)
    if not np.allclose(found.spending, expected, rtol=1e-9, atol=1e-6, equal_nan=True):
        sys.exit("Both do not give the same euros.")
    billions = np.nansum(found.spending) / 1e9, np.nansum(found.hours.total) / 1e9
    print("{:.1f} thousand million euros and {:.1f} of hours".format(*billions))
    bars.at_most("national_household_cpu", cost.cpu_seconds, MOST_SECONDS, "s")
    bars.at_most("national_household_peak", peak, MOST_MIB, "MiB")
    bars.at_most("national_household_times_peer", cost.cpu_seconds / peer.cpu_seconds, 1.0, "x")
    return bars.exit_status()


def one_by_one(found: object) -> "np.typing.NDArray[np.float64]":
    """As the handbook says it: households of each type times what that type spends."""
    from limonade.economy.household.catalogue import SpendingKind, spending_items
    from limonade.economy.household.parameters import parameter
    from limonade.economy.household.queries import NationalHousehold
    from limonade.economy.household.spending import CHILDREN_OF_15_TO_18, TYPES, average, national_mix, type_factors

    assert isinstance(found, NationalHousehold)
    mix = dict(zip(TYPES, national_mix().tolist(), strict=True))
    factors = {name: dict(zip(TYPES, type_factors(name).tolist(), strict=True)) for name in ("general", "mobility")}
    averages = {item.key: average(item.key, YEAR) for item in spending_items()}
    premium = parameter("health_premium", YEAR).value
    residents = found.residents
    columns = (residents.households, residents.single, residents.with_children, residents.population)
    rows = zip(*(one.tolist() for one in (*columns, residents.under_15, residents.from_15_to_25)), strict=True)
    euros = []
    for (households, alone, children, population, young, youth), energy in zip(
        rows, found.energy.euros.tolist(), strict=True
    ):
        single, with_children = min(alone, households), min(children, households)
        parts = {"single": single, "together": max(households - single - with_children, 0), "children": with_children}
        whole = sum(parts.values())
        if math.isnan(alone) or math.isnan(children) or math.isnan(households):
            parts = {name: share * households for name, share in mix.items()}
        elif whole:
            parts = {name: part * households / whole for name, part in parts.items()}
        row = []
        for item in spending_items():
            if item.kind is SpendingKind.ENERGY:
                row.append(energy)
            elif item.kind is SpendingKind.PREMIUM:
                row.append((population - young - CHILDREN_OF_15_TO_18 * youth) * premium)
            else:
                weighed = sum(parts[name] * factors[item.profile][name] for name in TYPES)
                row.append(weighed * averages[item.key])
        euros.append(row)
    return np.array(euros).T


if __name__ == "__main__":
    sys.exit(main())
