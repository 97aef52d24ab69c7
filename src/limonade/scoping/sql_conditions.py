"""Which tables of a statement its conditions hold to a neighbourhood. Plain Python."""

from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(eq=False)
class Query:
    """One SELECT, INSERT, UPDATE or DELETE; `tables` is by alias, and also holds tables that are not scoped."""

    outer: "Query | None"
    tables: dict[str, str] = field(default_factory=dict)
    target: str = ""
    conflict: frozenset[str] = frozenset()
    replaces: bool = False
    in_union: bool = False


@dataclass(eq=False)
class Group:
    """Conditions side by side: those of one clause, or those between one pair of brackets."""

    query: Query
    clause: str
    outer: "Group | None" = None
    must_hold: bool = True
    has_or: bool = False
    opened_by: str = ""
    join: str = ""  # of an ON: inner, left, right, full
    joined: str = ""  # of an ON: the alias that is joined

    def holds(self, query: Query, alias: str) -> bool:
        """Whether what is compared here limits the rows of this table."""
        group: Group | None = self
        while group:
            if group.has_or or not group.must_hold:
                return False
            group = group.outer
        if self.query is not query or self.clause not in ("where", "on"):
            return False
        return self.clause == "where" or self.join == "inner" or (self.join == "left" and self.joined == alias)


class Comparison(NamedTuple):
    """Left column compared with a value, with another table's column, or (own rows) with a subquery's ids."""

    group: Group
    left: str
    right: str | None = None
    subquery: Query | None = None


Row = tuple[Query, str]


class Held:
    """The tables that are held, found by following the comparisons until nothing is added."""

    def __init__(self, scoped: frozenset[str], comparisons: list[Comparison]) -> None:
        self.scoped = scoped
        self.rows: set[Row] = set()
        size = -1
        while size != len(self.rows):
            size = len(self.rows)
            for comparison in comparisons:
                self._follow(comparison)

    def _follow(self, comparison: Comparison) -> None:
        group = comparison.group
        left = self._find(group.query, comparison.left)
        if comparison.right is None:
            self._add(group, left)
        elif comparison.subquery:
            right = self._find(comparison.subquery, comparison.right)
            if self._same_rows(left, right, comparison.subquery):
                self._add(group, left)
        else:
            right = self._find(group.query, comparison.right)
            if right in self.rows:
                self._add(group, left)
            if left in self.rows:
                self._add(group, right)

    def _same_rows(self, left: Row | None, right: Row | None, subquery: Query) -> bool:
        if not left or not right or right not in self.rows:
            return False
        same_table = left[0].tables[left[1]] == right[0].tables[right[1]]
        return same_table and right[0] is subquery and not subquery.in_union

    def _add(self, group: Group, row: Row | None) -> None:
        if row and group.holds(*row):
            self.rows.add(row)

    def _find(self, query: Query | None, alias: str) -> Row | None:
        if query and not alias:
            scoped = [one for one, table in query.tables.items() if table in self.scoped]
            return (query, scoped[0]) if len(scoped) == 1 else None
        while query and alias not in query.tables:
            query = query.outer
        return (query, alias) if query and query.tables[alias] in self.scoped else None
