"""Municipal money of all municipalities to all buurten per task field, for one year.

Ours: amounts x shares, one product per task field, nothing kept. Peer: the same sums by a join and
window functions in DuckDB, from the same inputs, in the same run, compared cell by cell.

With LIMONADE_SHARED the real files of 2023 are used; without it a made-up country of the same size.
"""

import os
import sys
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

from benchmarks._report import Bars, Cost, measure, peak_mib, show
from limonade.economy.allocation import Accounts, NationalBook, columns, make_book
from limonade.economy.keys import drivers
from limonade.facts import cbs, iv3
from limonade.facts.municipalities import owner_of
from limonade.facts.task_fields import task_fields

YEAR = 2023
FIELDS = tuple(task_fields(YEAR))
Real = npt.NDArray[np.float64]
Inputs = tuple[Accounts, list[str], list[str], dict[str, Real]]


def real_country(data: Path) -> Inputs:
    parsed = iv3.parse_file(data / "iv3_gemeenten" / "2023_jaarrekening.csv", year=YEAR, stage="accounts")
    towns = tuple(sorted(parsed.delivered()))
    row, column = {code: at for at, code in enumerate(towns)}, {code: at for at, code in enumerate(FIELDS)}
    expenses, income, staff = (np.zeros((len(towns), len(FIELDS)), dtype=np.int64) for _ in range(3))
    for one in parsed.amounts:
        at = row[one.municipality], column[one.task_field]
        (expenses if one.side == iv3.EXPENSES else income)[at] += one.euros
        if one.side == iv3.EXPENSES and one.category == iv3.SALARIES:
            staff[at] += one.euros
    figures = cbs.read_folder(data / "cbs_kwb2020_84799NED")
    rows = [at for at, code in enumerate(figures.regions) if code.startswith("BU")]
    buurten = [figures.regions[at] for at in rows]
    values = {one.key: figures.values[one.indicator][rows] for one in drivers().values() if one.indicator}
    accounts = Accounts(towns, FIELDS, expenses, np.zeros_like(expenses), income, staff, {}, False)
    return accounts, buurten, [owner_of(code, YEAR) for code in buurten], values


def made_up_country() -> Inputs:
    random = np.random.default_rng(2023)
    towns = tuple(f"GM{number:04}" for number in range(1, 343))
    owners = sorted(random.choice(towns, 13_808))
    shape = (len(towns), len(FIELDS))
    expenses = random.integers(0, 50_000_000, shape)
    accounts = Accounts(towns, FIELDS, expenses, expenses * 0, expenses // 2, expenses // 5, {}, False)
    buurten = [f"BU{owner[2:]}{number:04}" for number, owner in enumerate(owners)]
    known = ("population", "households", "population_0_15", "population_65p", "welfare_recipients", "cars", "area_land")
    values = {key: random.integers(0, 3000, len(buurten)).astype(np.float64) for key in known}
    values["welfare_recipients"][random.random(len(buurten)) < 0.1] = np.nan
    return accounts, buurten, list(owners), values


def ours(book: NationalBook) -> list[Real]:
    return [book.estimates(position) for position in range(len(FIELDS))]


class Peer:
    """The same figures in DuckDB: shares per buurt and key joined to amounts per municipality and field."""

    def __init__(self, book: NationalBook) -> None:
        self.database = duckdb.connect()
        self.database.execute("SET threads TO 1")
        towns, buurten = len(book.accounts.municipalities), len(book.division.buurten)
        keys = len(columns())
        shares = {
            "town": np.repeat(book.division.owner, keys),
            "buurt": np.repeat(np.arange(buurten), keys),
            "key": np.tile(np.arange(keys), buurten),
            "share": book.shares.share.ravel(),
        }
        amounts = {
            "town": np.repeat(np.arange(towns), len(FIELDS)),
            "field": np.tile(np.arange(len(FIELDS)), towns),
            "key": np.tile(book.column_of_field, towns),
            "euros": book.accounts.kept.ravel(),
        }
        for name, table in (("shares", shares), ("amounts", amounts)):
            self.database.register("given", table)
            self.database.execute(f"CREATE TABLE {name} AS SELECT * FROM given")

    def run(self) -> dict[str, npt.NDArray[np.generic]]:
        return self.database.execute(
            "SELECT s.buurt, a.field, a.euros * s.share AS euros FROM shares s JOIN amounts a USING (town, key)"
        ).fetchnumpy()


def equal(book: NationalBook, mine: list[Real], theirs: dict[str, npt.NDArray[np.generic]]) -> bool:
    table = np.zeros((len(FIELDS), len(book.division.buurten)))
    table[theirs["field"].astype(int), theirs["buurt"].astype(int)] = theirs["euros"]
    return len(theirs["euros"]) == table.size and bool(np.allclose(np.vstack(mine), table, rtol=1e-12, atol=1e-6))


def round_all(book: NationalBook) -> bool:
    book._towns.clear()
    return all(book.town(code).closes() for code in book.accounts.municipalities)


def one_neighbourhood(book: NationalBook) -> Cost:
    """The whole table of the largest municipality, exact, from scratch."""
    sizes = np.diff(book.division.starts)
    code = book.accounts.municipalities[int(sizes.argmax())]

    def make() -> object:
        book._towns.clear()
        return book.town(code)

    return measure(make, rounds=9)[1]


def main() -> int:
    shared = os.environ.get("LIMONADE_SHARED")
    accounts, buurten, owners, values = real_country(Path(shared) / "data") if shared else made_up_country()
    print(
        "figures:",
        "accounts 2023 and key figures 2020" if shared else "made up (set LIMONADE_SHARED for the real ones)",
    )
    book, building = measure(lambda: make_book(accounts, buurten, owners, values), rounds=3)
    print(f"{len(accounts.municipalities)} municipalities, {len(buurten)} buurten, {len(FIELDS)} task fields")
    mine, my_cost = measure(lambda: ours(book), rounds=9)
    _none, rounding = measure(lambda: round_all(book), rounds=3)
    table = one_neighbourhood(book)
    memory = peak_mib()
    peer = Peer(book)
    theirs, their_cost = measure(peer.run, rounds=9)
    if not equal(book, mine, theirs):
        sys.exit("The two sides did not compute the same answer.")
    show("shares of all buurten, all keys (once per file)", building)
    show("ours: amounts x shares, whole country", my_cost)
    show("DuckDB: the same by a join, one thread", their_cost)
    show("rounding of all municipalities, exact to the euro", rounding)
    show("exact table of the largest municipality", table)
    print(f"peak memory of our side, before DuckDB came in: {memory:.0f} MiB")
    bars = Bars()
    bars.at_least("cpu_times_less_than_duckdb", their_cost.cpu_seconds / my_cost.cpu_seconds, 10, "x")
    bars.at_most("peak_memory", memory, 300, "MiB")
    bars.at_most("one_table", table.cpu_seconds * 1000, 5, "ms")
    bars.at_most("rounding_all", rounding.cpu_seconds, 5, "s")
    return bars.exit_status()


if __name__ == "__main__":
    sys.exit(main())
