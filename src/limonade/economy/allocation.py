"""Municipal money of the whole country to its buurten, factorised: amounts x shares, cells never kept.

Plain NumPy, no Django. The exact table of one municipality is made when asked: whole euros, where
buurten + municipality-wide + not attributed = what the municipality spent, for every task field.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from limonade.economy.keys import LAST_RESORT, LIKE, STAFF, Attribution, Rule, chains, rules
from limonade.economy.shares import Division, Real, Shares, chain_shares
from limonade.units.apportion import Whole, apportion_rows

STAFF_CATEGORIES = frozenset({"1.1", "3.5.1"})
MUNICIPALITY_WIDE = ""
"""In place of a buurt code: an amount that the municipality declares to be for all of it."""


@dataclass(frozen=True)
class Located:
    """An amount of which the municipality says where it is spent."""

    municipality: str
    task_field: str
    buurt: str
    euros: int


@dataclass(frozen=True)
class Accounts:
    """Amounts per municipality and task field, in whole euros. Shapes: (municipalities, fields)."""

    municipalities: tuple[str, ...]
    fields: tuple[str, ...]
    expenses: Whole
    """All expenses, internal bookings included."""
    internal: Whole
    income: Whole
    staff: Whole
    income_by_kind: Mapping[str, Whole]
    """Income split by kind, where the file gives categories; empty otherwise."""
    has_categories: bool

    @property
    def kept(self) -> Whole:
        """Expenses that can be attributed."""
        return self.expenses - self.internal


@dataclass(frozen=True)
class TownTable:
    """One municipality, to the euro. Shapes: (fields, buurten), and (fields,) for what is not divided."""

    municipality: str
    fields: tuple[str, ...]
    buurten: tuple[str, ...]
    expenses: Whole
    income: Whole
    located: Whole
    """The part of `expenses` of which the place is known."""
    wide: Whole
    not_attributed: Whole
    income_undivided: Whole
    total: Whole
    total_income: Whole
    link: npt.NDArray[np.int8]

    def closes(self) -> bool:
        """Whether every field adds up to the municipality's own figure, to the euro."""
        spent = self.expenses.sum(axis=1) + self.wide + self.not_attributed
        received = self.income.sum(axis=1) + self.income_undivided
        return bool((spent == self.total).all() and (received == self.total_income).all())


@dataclass
class NationalBook:
    """Accounts and shares of the whole country for one book year and stage."""

    accounts: Accounts
    division: Division
    shares: Shares
    """One column per entry of `columns()`."""
    located: Mapping[str, Sequence[Located]] = field(default_factory=dict)
    memo: dict[tuple[str, ...], Any] = field(default_factory=dict, repr=False)
    """For who makes more of this book: what was made, per set of buurten."""
    _towns: dict[str, TownTable] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.row_of = {code: row for row, code in enumerate(self.accounts.municipalities)}
        self.rules = tuple(rules()[code] for code in self.accounts.fields)
        # One row per field, as reals: whole euros are exact in them far beyond what a country spends.
        self.kept_by_field = np.ascontiguousarray(self.accounts.kept.T, dtype=np.float64)
        self.column_of_field = np.array([columns().index(rule.chain) for rule in self.rules])

    def town(self, municipality: str) -> TownTable:
        """The exact table; made once and kept. Raises KeyError for a municipality that is not in the accounts."""
        if municipality not in self._towns:
            self._towns[municipality] = self._make_town(self.row_of[municipality])
        return self._towns[municipality]

    def weights(self, row: int) -> Real:
        """Share of each buurt per field: shape (fields, buurten); rows sum to 1, or to 0 when not divided."""
        found: Real = self.shares.share[self.division.slice_of(row)].T[self.column_of_field]
        return found

    def followed_by(self, row: int, rule: Rule) -> Real:
        """Per buurt of one municipality: the euros (of salaries or of its cluster) that an overhead field follows."""
        size = self.accounts.staff[row] if rule.chain == (STAFF,) else self.accounts.kept[row]
        leads = np.array([_leads(other, rule.chain) for other in self.rules])
        followed: Real = np.where(leads, np.maximum(size, 0), 0) @ self.weights(row)
        return followed

    def estimates(self, position: int) -> Real:
        """Unrounded expenses of one task field for every buurt of the country. One product, nothing kept."""
        spent = self.kept_by_field[position][self.division.owner]
        estimated: Real = spent * self.shares.share[:, self.column_of_field[position]]
        return estimated

    def _make_town(self, row: int) -> TownTable:
        accounts = self.accounts
        code = accounts.municipalities[row]
        buurten = self.division.buurten[self.division.slice_of(row)]
        weights = self.weights(row)
        link = self.shares.link[self.division.slice_of(row)].T[self.column_of_field]
        located, declared_wide = self._located(code, buurten)
        divided = weights.sum(axis=1) > 0
        rest = accounts.kept[row] - located.sum(axis=1) - declared_wide
        expenses = apportion_rows(np.where(divided, rest, 0), weights) + located
        income = apportion_rows(np.where(divided, accounts.income[row], 0), weights)
        is_wide = np.array([rule.attribution is Attribution.MUNICIPALITY_WIDE for rule in self.rules])
        undivided = np.where(divided, 0, rest)
        return TownTable(
            municipality=code,
            fields=accounts.fields,
            buurten=buurten,
            expenses=expenses,
            income=income,
            located=located,
            wide=np.where(is_wide, undivided, 0) + declared_wide,
            not_attributed=np.where(is_wide, 0, undivided) + accounts.internal[row],
            income_undivided=np.where(divided, 0, accounts.income[row]),
            total=accounts.expenses[row],
            total_income=accounts.income[row],
            link=link,
        )

    def _located(self, municipality: str, buurten: tuple[str, ...]) -> tuple[Whole, Whole]:
        """Amounts with a place, per (field, buurt), and those declared municipality-wide, per field."""
        located = np.zeros((len(self.rules), len(buurten)), dtype=np.int64)
        wide = np.zeros(len(self.rules), dtype=np.int64)
        field_at = {code: position for position, code in enumerate(self.accounts.fields)}
        buurt_at = {code: position for position, code in enumerate(buurten)}
        for one in self.located.get(municipality, ()):
            if one.buurt in buurt_at:
                located[field_at[one.task_field], buurt_at[one.buurt]] += one.euros
            else:  # declared municipality-wide, or a buurt that these key figures do not know
                wide[field_at[one.task_field]] += one.euros
        return located, wide


def make_book(
    accounts: Accounts,
    buurten: Sequence[str],
    owners: Sequence[str],
    drivers: Mapping[str, Real],
    located: Iterable[Located] = (),
) -> NationalBook:
    """Puts accounts and key figures together.

    `owners`: the municipality of each buurt in the book year; `drivers`: per driver one value per buurt,
    NaN = missing. Buurten of a municipality that is not in the accounts are left out.
    """
    row_of = {code: row for row, code in enumerate(accounts.municipalities)}
    rows = np.array([row_of.get(owner, -1) for owner in owners], dtype=np.int64)
    order = np.lexsort((np.asarray(buurten), rows))
    order = order[rows[order] >= 0]
    starts = np.searchsorted(rows[order], np.arange(len(accounts.municipalities) + 1))
    division = Division(tuple(buurten[index] for index in order), starts.astype(np.int64))
    shares = chain_shares(division, {key: values[order] for key, values in drivers.items()}, chains())
    by_town: dict[str, list[Located]] = {}
    for one in located:
        by_town.setdefault(one.municipality, []).append(one)
    return NationalBook(accounts, division, with_followers(accounts, division, shares), by_town)


@cache
def columns() -> tuple[tuple[str, ...], ...]:
    """What the columns of the shares divide by: the chains of keys, the followers, and nothing (not divided)."""
    followers = {rule.chain for rule in rules().values() if rule.attribution is Attribution.OVERHEAD}
    return (*chains(), *sorted(followers), ())


def _leads(rule: Rule, chain: tuple[str, ...]) -> bool:
    """Whether a field is among those that the follower with this chain follows."""
    if rule.chain not in chains():
        return False
    return chain == (STAFF,) or rule.cluster == chain[0].removeprefix(LIKE)


def with_followers(accounts: Accounts, division: Division, shares: Shares) -> Shares:
    """Adds the columns of fields that follow others: overhead follows salaries, coordination its own cluster."""
    followed = tuple(rules()[code] for code in accounts.fields)
    head = shares.share[:, chains().index((LAST_RESORT,))]
    added = []
    for chain in columns()[len(chains()) : -1]:
        size = accounts.staff if chain == (STAFF,) else accounts.kept
        # A correction can make salaries or spending negative; such a field leads nobody.
        by_chain = np.zeros((len(accounts.municipalities), len(chains())))
        for position, rule in enumerate(followed):
            if _leads(rule, chain):
                by_chain[:, chains().index(rule.chain)] += np.maximum(size[:, position], 0)
        mixed = (shares.share * by_chain[division.owner]).sum(axis=1)
        total = division.spread(division.totals(mixed))
        added.append(np.divide(mixed, total, out=head.copy(), where=total > 0))
    nothing = np.zeros_like(head)
    link = np.zeros((len(head), len(added) + 1), dtype=np.int8)
    # Column by column in memory: the country is always read one key at a time.
    share = np.asfortranarray(np.column_stack([shares.share, *added, nothing]))
    return Shares(share, np.column_stack([shares.link, link]))
