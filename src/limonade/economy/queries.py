"""Municipal money of a neighbourhood: reads from the shelf, sums by `allocation`, nothing stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from limonade.economy import income_kinds
from limonade.economy.allocation import (
    INTERNAL_CATEGORIES,
    STAFF_CATEGORIES,
    Accounts,
    Located,
    NationalBook,
    TownTable,
    make_book,
)
from limonade.economy.keys import (
    BAND_PERCENT,
    LAST_RESORT,
    MEASURED_GRADE,
    WEAKEST_GRADE,
    Attribution,
    Cluster,
    Destination,
    Driver,
    Rule,
    clusters,
    drivers,
)
from limonade.facts import queries as facts
from limonade.facts import store
from limonade.facts.actions import ACCOUNTS, BUDGET
from limonade.facts.errors import NotLoaded
from limonade.facts.iv3 import EXPENSES
from limonade.facts.municipalities import owner_of
from limonade.facts.store import Dataset
from limonade.facts.task_fields import TaskField, task_fields
from limonade.units.apportion import Whole

CLOSING_FIELDS = frozenset({"0.10", "0.11"})
"""They balance the books; they are not spending."""


@dataclass(frozen=True)
class Edition:
    """One book year and stage, with the key figures that divide it."""

    accounts: Dataset
    key_figures: Dataset


def editions() -> list[Edition]:
    """All that can be shown, newest first; accounts before the budget of the same year."""
    found = []
    for accounts in facts.accounts_datasets():
        figures = facts.key_figures_for(accounts.year)
        if figures:
            found.append(Edition(accounts, figures))
    return found


def edition(key: str) -> Edition:
    """Raises NotLoaded when that year and stage is not on the shelf."""
    for one in editions():
        if one.accounts.key == key:
            return one
    raise NotLoaded(key)


def best_edition(buurten: tuple[str, ...]) -> Edition | None:
    """The newest accounts with figures for this place, else the newest budget; None when there are none."""
    for stage in (ACCOUNTS, BUDGET):
        for one in editions():
            national = book(one)
            owners = {owner_of(code, one.accounts.year) for code in buurten}
            if one.accounts.stage == stage and owners <= set(national.accounts.municipalities):
                return one
    return None


def book(edition: Edition) -> NationalBook:
    """The national book; made once per version of the files and kept in memory."""
    located = tuple(
        one
        for one in store.datasets(store.LOCATED_AMOUNTS)
        if (one.year, one.stage) == (edition.accounts.year, edition.accounts.stage)
    )
    return _book(edition, located)


@lru_cache(maxsize=8)
def _book(edition: Edition, located: tuple[Dataset, ...]) -> NationalBook:
    year = edition.accounts.year
    rows, buurten = facts.buurten(edition.key_figures)
    columns = store.columns(edition.key_figures)
    values = {
        driver.key: np.asarray(columns[driver.indicator], dtype=np.float64)[rows]
        for driver in drivers().values()
        if driver.indicator in columns
    }
    owners = [owner_of(code, year) for code in buurten]
    return make_book(accounts(edition.accounts), buurten, owners, values, _located(located))


def _located(datasets: tuple[Dataset, ...]) -> list[Located]:
    found = []
    for dataset in datasets:
        columns = store.columns(dataset)
        parts = (columns[name].tolist() for name in ("municipality", "task_field", "buurt", "euros"))
        found += [Located(*row) for row in zip(*parts, strict=True)]
    return found


def accounts(dataset: Dataset) -> Accounts:
    """Rows of an Iv3 file as arrays per municipality and task field."""
    columns = store.columns(dataset)
    fields = tuple(task_fields(dataset.year))
    towns, town_at = np.unique(columns["municipality"].astype(str), return_inverse=True)
    field_at = np.searchsorted(np.sort(fields), columns["task_field"].astype(str))
    field_at = np.argsort(fields)[field_at]
    categories = columns["category"].astype(str)
    is_expense = columns["side"] == EXPENSES
    euros = columns["euros"].astype(np.int64)

    def summed(chosen: "np.typing.NDArray[np.bool_]") -> Whole:
        table = np.zeros((len(towns), len(fields)), dtype=np.int64)
        np.add.at(table, (town_at[chosen], field_at[chosen]), euros[chosen])
        return table

    has_categories = bool((~np.isin(categories, ("", "1.1"))).any())
    kinds = income_kinds.by_category(columns["task_field"].astype(str), categories, ~is_expense)
    return Accounts(
        municipalities=tuple(towns.tolist()),
        fields=fields,
        expenses=summed(is_expense),
        internal=summed(is_expense & np.isin(categories, list(INTERNAL_CATEGORIES)))
        if has_categories
        else np.zeros((len(towns), len(fields)), dtype=np.int64),
        income=summed(~is_expense),
        staff=summed(is_expense & np.isin(categories, list(STAFF_CATEGORIES))),
        income_by_kind={kind: summed(chosen) for kind, chosen in kinds.items()} if has_categories else {},
        has_categories=has_categories,
    )


@dataclass(frozen=True)
class BuurtPart:
    """What one buurt gets of one task field, and how."""

    code: str
    euros: int
    located: int
    driver: Driver
    grade: int

    @property
    def margin(self) -> int:
        """How far the truth may lie off, in euros, by the display convention."""
        estimated = abs(self.euros - self.located) * BAND_PERCENT[self.grade]
        return round((estimated + abs(self.located) * BAND_PERCENT[MEASURED_GRADE]) / 100)


@dataclass(frozen=True)
class Line:
    """One task field of one neighbourhood, in whole euros."""

    field: TaskField
    rule: Rule
    parts: tuple[BuurtPart, ...]
    income: int
    town_total: int
    town_divided: int
    town_wide: int
    town_not_attributed: int
    per_head: int
    """What it would be if every inhabitant of the municipality counted the same."""

    @cached_property
    def euros(self) -> int:
        return sum(part.euros for part in self.parts)

    @cached_property
    def located(self) -> int:
        return sum(part.located for part in self.parts)

    @cached_property
    def margin(self) -> int:
        return sum(part.margin for part in self.parts)

    @property
    def low(self) -> int:
        return self.euros - self.margin

    @property
    def high(self) -> int:
        return self.euros + self.margin

    @property
    def rest_of_town(self) -> int:
        """What the other buurten of the municipality get."""
        return self.town_divided - self.euros

    @cached_property
    def grade(self) -> int:
        return max(part.grade for part in self.parts)

    @property
    def wanted(self) -> Driver:
        return drivers()[self.rule.chain[0]]

    @cached_property
    def used(self) -> tuple[Driver, ...]:
        return tuple(dict.fromkeys(part.driver for part in self.parts))

    @property
    def is_fallback(self) -> bool:
        return any(driver != self.wanted for driver in self.used)

    @cached_property
    def by_destination(self) -> dict[Destination, int]:
        found = dict.fromkeys(Destination, 0)
        for part in self.parts:
            found[Destination.HERE] += part.located
            found[self.rule.destination(part.driver.key)] += part.euros - part.located
        return found


@dataclass(frozen=True)
class Sum:
    """Several lines together."""

    lines: tuple[Line, ...]

    @cached_property
    def euros(self) -> int:
        return sum(line.euros for line in self.lines)

    @cached_property
    def income(self) -> int:
        return sum(line.income for line in self.lines)

    @cached_property
    def margin(self) -> int:
        return sum(line.margin for line in self.lines)

    @property
    def low(self) -> int:
        return self.euros - self.margin

    @property
    def high(self) -> int:
        return self.euros + self.margin

    @cached_property
    def located(self) -> int:
        return sum(line.located for line in self.lines)

    @cached_property
    def per_head(self) -> int:
        return sum(line.per_head for line in self.lines)

    @cached_property
    def town_total(self) -> int:
        return sum(line.town_total for line in self.lines)

    @cached_property
    def town_divided(self) -> int:
        return sum(line.town_divided for line in self.lines)

    @cached_property
    def measured_percent(self) -> float:
        return 100 * self.located / self.euros if self.euros else 0.0

    @cached_property
    def grade(self) -> float:
        """Weighted by euros: 1 is measured, 3 is weak."""
        size = sum(abs(part.euros) for line in self.lines for part in line.parts)
        weighted = sum(abs(part.euros) * part.grade for line in self.lines for part in line.parts)
        return weighted / size if size else float(WEAKEST_GRADE)

    @cached_property
    def by_destination(self) -> dict[Destination, int]:
        return {kind: sum(line.by_destination[kind] for line in self.lines) for kind in Destination}


@dataclass(frozen=True)
class ClusterSum(Sum):
    cluster: Cluster


@dataclass(frozen=True)
class Scale:
    """How many people and households the figures are about."""

    population: float
    households: float

    def per_household(self, euros: int) -> int | None:
        return round(euros / self.households) if self.households else None


@dataclass(frozen=True)
class Money(Sum):
    """All municipal money of one neighbourhood in one edition; `lines` are the divided task fields."""

    edition: Edition
    municipality: str
    buurten: tuple[str, ...]
    undivided: tuple[Line, ...]
    """Task fields of which nothing is divided: for the whole municipality, or not spending at all."""
    town: TownTable
    here: Scale
    there: Scale
    income_by_kind: Mapping[str, int]
    """Of the municipality: where all its money comes from."""

    @cached_property
    def clusters(self) -> tuple[ClusterSum, ...]:
        return tuple(
            ClusterSum(tuple(line for line in self.lines if line.rule.cluster == key), cluster)
            for key, cluster in clusters().items()
            if any(line.rule.cluster == key and line.town_total for line in self.lines)
        )

    @property
    def town_wide(self) -> int:
        return int(self.town.wide.sum())

    @property
    def town_not_attributed(self) -> int:
        return int(self.town.not_attributed.sum())

    @property
    def town_spent(self) -> int:
        """All expenses of the municipality."""
        return int(self.town.total.sum())

    @property
    def town_cost(self) -> int:
        """Without the fields that only balance the books."""
        closing = [position for position, code in enumerate(self.town.fields) if code in CLOSING_FIELDS]
        return self.town_spent - int(self.town.total[closing].sum())

    @property
    def rest_of_town(self) -> int:
        """What the other buurten of the municipality get."""
        return int(self.town.expenses.sum()) - self.euros

    @cached_property
    def if_per_head(self) -> int:
        """All cost of the municipality spread over its inhabitants: the sum that people make on a napkin."""
        return round(self.town_cost * self.here.population / self.there.population) if self.there.population else 0


def money(edition: Edition, buurten: tuple[str, ...]) -> Money:
    """Municipal money of any set of buurten within one municipality.

    Raises NotLoaded when the municipality delivered nothing or a buurt is not in the key figures.
    """
    return _money(edition, book(edition), buurten)


@dataclass(frozen=True)
class Count:
    """What a key counts, here and in the whole municipality, and for how many buurten it is unknown."""

    here: float
    there: float
    unknown: int


def count(money: Money, driver: Driver) -> Count | None:
    """None when no loaded source holds what this key counts."""
    column = store.columns(money.edition.key_figures).get(driver.indicator)
    if column is None:
        return None
    rows = facts.rows_by_region(money.edition.key_figures)
    here = column[[rows[code] for code in money.buurten]]
    there = column[[rows[code] for code in money.town.buurten]]
    return Count(float(np.nansum(here)), float(np.nansum(there)), int(np.isnan(there).sum()))


def _town_of(edition: Edition, national: NationalBook, buurten: tuple[str, ...]) -> TownTable:
    owners = {owner_of(code, edition.accounts.year) for code in buurten}
    if len(owners) != 1:
        raise NotLoaded("more than one municipality")
    code = owners.pop()
    if code not in national.row_of:
        raise NotLoaded(code)
    town = national.town(code)
    if not set(buurten) <= set(town.buurten):
        raise NotLoaded(code)
    return town


_kept: dict[tuple[int, tuple[str, ...]], tuple[NationalBook, Money]] = {}
MOST_KEPT = 512


def _money(edition: Edition, national: NationalBook, buurten: tuple[str, ...]) -> Money:
    key = (id(national), buurten)
    if key not in _kept or _kept[key][0] is not national:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = (national, _make_money(edition, national, buurten))
    return _kept[key][1]


def _make_money(edition: Edition, national: NationalBook, buurten: tuple[str, ...]) -> Money:
    town = _town_of(edition, national, buurten)
    at = [town.buurten.index(code) for code in buurten]
    here, there = _scale(edition, buurten), _scale(edition, town.buurten)
    head = here.population / there.population if there.population else 0.0
    lines, undivided = [], []
    for position, rule in enumerate(national.rules):
        line = _line(edition, town, rule, position, at, head)
        is_divided = rule.attribution not in (Attribution.NOT_ATTRIBUTED, Attribution.MUNICIPALITY_WIDE)
        (lines if is_divided or line.located else undivided).append(line)
    row = national.row_of[town.municipality]
    return Money(
        lines=tuple(lines),
        edition=edition,
        municipality=town.municipality,
        buurten=buurten,
        undivided=tuple(undivided),
        town=town,
        here=here,
        there=there,
        income_by_kind=income_kinds.of_municipality(national.accounts, row),
    )


def _scale(edition: Edition, buurten: tuple[str, ...]) -> Scale:
    columns = store.columns(edition.key_figures)
    by_code = facts.rows_by_region(edition.key_figures)
    rows = [by_code[code] for code in buurten]
    return Scale(float(np.nansum(columns["population"][rows])), float(np.nansum(columns["households"][rows])))


def _line(edition: Edition, town: TownTable, rule: Rule, position: int, at: list[int], head: float) -> Line:
    chain = rule.chain or (LAST_RESORT,)
    grades = rule.grades or (WEAKEST_GRADE,)
    parts = []
    for column in at:
        link = max(int(town.link[position, column]), 0)
        located = int(town.located[position, column])
        grade = MEASURED_GRADE if located and located == town.expenses[position, column] else grades[link]
        parts.append(
            BuurtPart(
                town.buurten[column], int(town.expenses[position, column]), located, drivers()[chain[link]], grade
            )
        )
    return Line(
        field=task_fields(edition.accounts.year)[town.fields[position]],
        rule=rule,
        parts=tuple(parts),
        income=int(town.income[position, at].sum()),
        town_total=int(town.total[position]),
        town_divided=int(town.expenses[position].sum()),
        town_wide=int(town.wide[position]),
        town_not_attributed=int(town.not_attributed[position]),
        per_head=round(int(town.expenses[position].sum()) * head),
    )
