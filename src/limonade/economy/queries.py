"""Municipal money of a neighbourhood: reads from the shelf, sums by `allocation`, nothing stored."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from limonade.economy import income_kinds
from limonade.economy.allocation import (
    STAFF_CATEGORIES,
    Accounts,
    Located,
    NationalBook,
    TownTable,
    make_book,
)
from limonade.economy.keys import (
    LAST_RESORT,
    MEASURED_GRADE,
    ROUNDED_BY,
    WEAKEST_GRADE,
    Attribution,
    Driver,
    Rule,
    drivers,
)
from limonade.economy.money import BuurtPart, Edition, Line, Money, Scale
from limonade.facts import queries as facts
from limonade.facts import store
from limonade.facts.actions import ACCOUNTS, BUDGET
from limonade.facts.errors import NotLoaded
from limonade.facts.iv3 import EXPENSES, INTERNAL_CATEGORIES, SALARIES, UNSPLIT
from limonade.facts.municipalities import owner_of
from limonade.facts.store import Dataset
from limonade.facts.task_fields import task_fields
from limonade.units.apportion import Whole

MOST_KEPT = 512
"""Neighbourhoods of which a book keeps the sums."""
MOST_BOOKS = 48
"""More than there are years and stages: a book that does not fit is made again at every page."""


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
            if one.accounts.stage == stage and _has_figures(one, buurten):
                return one
    return None


def _has_figures(edition: Edition, buurten: tuple[str, ...]) -> bool:
    try:
        money(edition, buurten)
    except NotLoaded:
        return False
    return True


def stamp(edition: Edition) -> int:
    """Changes when one of the files changes that the sums of an edition are made of."""
    return max(one.stamp for one in (edition.accounts, edition.key_figures, *_located_datasets(edition)))


def book(edition: Edition) -> NationalBook:
    """The national book; made once per version of the files and kept in memory."""
    return _book(edition, _located_datasets(edition))


def _located_datasets(edition: Edition) -> tuple[Dataset, ...]:
    year, stage = edition.accounts.year, edition.accounts.stage
    return tuple(one for one in store.datasets(store.LOCATED_AMOUNTS) if (one.year, one.stage) == (year, stage))


@lru_cache(maxsize=MOST_BOOKS)
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

    has_categories = bool((~np.isin(categories, (UNSPLIT, SALARIES))).any())
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


def money(edition: Edition, buurten: tuple[str, ...]) -> Money:
    """Municipal money of any set of buurten within one municipality.

    Raises NotLoaded when the municipality delivered nothing or a buurt is not in the key figures.
    """
    return _money(edition, book(edition), buurten)


def in_all_editions(buurten: tuple[str, ...]) -> list[Money]:
    """The same place in every year and stage that has figures of it, newest first."""
    found = []
    for one in editions():
        try:
            found.append(money(one, buurten))
        except NotLoaded:
            continue
    return found


@dataclass(frozen=True)
class Placed:
    """An amount with a place in the neighbourhood, as the municipality told it."""

    buurt: str
    euros: int
    description: str


def placed(money: Money, task_field: str) -> list[Placed]:
    """The amounts with a place that are in this line, largest first."""
    found = []
    for dataset in _located_datasets(money.edition):
        columns = store.columns(dataset)
        names = ("task_field", "buurt", "euros", "description")
        for code, buurt, euros, description in zip(*(columns[name].tolist() for name in names), strict=True):
            if code == task_field and buurt in money.buurten:
                found.append(Placed(buurt, euros, description))
    return sorted(found, key=lambda one: -one.euros)


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


def followed(money: Money, rule: Rule) -> Count:
    """What a field that follows others follows, in euros: here and in all buurten of the municipality."""
    national = book(money.edition)
    at = [money.town.buurten.index(code) for code in money.buurten]
    sizes = national.followed_by(national.row_of[money.municipality], rule)
    return Count(float(sizes[at].sum()), float(sizes.sum()), 0)


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


def _money(edition: Edition, national: NationalBook, buurten: tuple[str, ...]) -> Money:
    """Kept with the book that it comes from, so it goes when the book goes."""
    if buurten not in national.memo:
        if len(national.memo) >= MOST_KEPT:
            national.memo.clear()
        national.memo[buurten] = _make_money(edition, national, buurten)
    found: Money = national.memo[buurten]
    return found


def _make_money(edition: Edition, national: NationalBook, buurten: tuple[str, ...]) -> Money:
    town = _town_of(edition, national, buurten)
    at = [town.buurten.index(code) for code in buurten]
    here, there = _scale(edition, buurten), _scale(edition, town.buurten)
    head = here.population / there.population if there.population else 0.0
    lines: list[Line] = []
    undivided: list[Line] = []
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


def _rounding(edition: Edition, driver: Driver, buurt: str) -> float:
    """How far the count of a buurt may lie off, in percent, because the source rounds small counts."""
    column = store.columns(edition.key_figures).get(driver.indicator)
    if column is None:
        return 0.0
    counted = float(column[facts.rows_by_region(edition.key_figures)[buurt]])
    return 100 * ROUNDED_BY / counted if counted > 0 else 0.0


def _line(edition: Edition, town: TownTable, rule: Rule, position: int, at: list[int], head: float) -> Line:
    chain = rule.chain or (LAST_RESORT,)
    grades = rule.grades or (WEAKEST_GRADE,)
    parts = []
    for column in at:
        buurt = town.buurten[column]
        link = max(int(town.link[position, column]), 0)
        located = int(town.located[position, column])
        grade = MEASURED_GRADE if located and located == town.expenses[position, column] else grades[link]
        driver = drivers()[chain[link]]
        euros = int(town.expenses[position, column])
        parts.append(BuurtPart(buurt, euros, located, driver, grade, _rounding(edition, driver, buurt)))
    return Line(
        field=task_fields(edition.accounts.year)[town.fields[position]],
        rule=rule,
        parts=tuple(parts),
        income=int(town.income[position, at].sum()),
        town_total=int(town.total[position]),
        town_divided=int(town.expenses[position].sum()),
        town_wide=int(town.wide[position]),
        town_not_attributed=int(town.not_attributed[position]),
        town_located=int(town.located[position].sum()),
        per_head=round(int(town.expenses[position].sum()) * head),
    )
