"""Reads one SQL text and says where it touches scoped tables without holding them to a neighbourhood.

It is a reader of tokens, not a parser. It sees tables, aliases, subqueries, UNION, WITH, joins and the
conditions in WHERE and ON, and it counts a comparison of the neighbourhood column only where that
comparison must hold: not beside an OR, under a NOT, in a CASE or function, or in the ON of an outer join for
the other table. A comparison with another scoped table counts when that table is held as well.
`t.id IN (SELECT u.id FROM same table u ...)` counts too: Django writes it for UPDATE and DELETE with a join.
What it does not understand it refuses when a scoped table is named in it.

It cannot see what is behind a view, a database function or a trigger, whether the value compared with is the
right neighbourhood, a value that arithmetic makes true for every row, a row-valued SET (a, b) = (...), or
CREATE TABLE ... AS SELECT: statements about the schema all pass.
"""

import re
from dataclasses import replace

from limonade.scoping.sql_conditions import Comparison, Group, Held, Query
from limonade.scoping.sql_tokens import END, Token, statements

COLUMN = "neighbourhood_id"

_CLAUSE = re.compile("where|having|group|order|limit|offset|fetch|returning|window|values|set|for")
_NOT_AN_ALIAS = re.compile(
    f"{_CLAUSE.pattern}|on|using|join|left|right|full|inner|cross|natural|outer|union|intersect|except|select|"
    "default|from|indexed|not|tablesample|do|conflict"
)
_CONDITION_STARTS = frozenset(["where", "on", "and", "or", "("])
_CONDITION_ENDS = frozenset([")", ";", "::", ","])


def unscoped(sql: str, scoped_tables: frozenset[str]) -> list[str]:
    """What is wrong, in words for the programmer; an empty list when the SQL may run."""
    problems: list[str] = []
    for statement in statements(sql):
        problems += _Reader(statement, scoped_tables).problems()
    return problems


class _Reader:
    def __init__(self, tokens: list[Token], scoped: frozenset[str]) -> None:
        self.tokens = tokens
        self.scoped = scoped
        self.at = 0
        self.group = Group(Query(None), "start")
        self.open: list[Group] = []
        self.queries = [self.group.query]
        self.own_rows: dict[int, tuple[Group, str, str]] = {}  # by the place of the subquery
        self.comparisons: list[Comparison] = []
        self.found: list[str] = []
        self.join = "inner"

    def problems(self) -> list[str]:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.kind == "sign":
                self._sign(token.text)
            elif token.kind == "name" or (token.kind == "word" and not self._keyword(token.text)):
                self._name()
            self.at += 1
        held = Held(self.scoped, self.comparisons).rows
        return self.found + [
            f"{table} is read or changed without comparing its {COLUMN}" + (f" (as {alias})" if alias != table else "")
            for query in self.queries
            for alias, table in query.tables.items()
            if table in self.scoped and (query, alias) not in held
        ]

    def _token(self, at: int) -> Token:
        return self.tokens[at] if 0 <= at < len(self.tokens) else END

    def _text(self, at: int) -> str:
        token = self._token(at)
        return "" if token.kind in ("name", "value") else token.text

    # Brackets

    def _sign(self, sign: str) -> None:
        if sign == "(":
            self._open_bracket()
        elif sign == ")" and self.open:
            self._leave("(")
        elif sign == "," and self.group.outer is None and self.group.clause in ("from", "on"):
            self._start("from")
            self._table()

    def _open_bracket(self) -> None:
        if self._text(self.at + 1) in ("select", "with", "insert", "update", "delete"):
            query = Query(self.group.query)
            self.queries.append(query)
            if own := self.own_rows.get(self.at + 1):
                self.comparisons.append(Comparison(*own, query))
            self._enter(Group(query, "start", opened_by="("))
        else:
            must_hold = self._text(self.at - 1) in _CONDITION_STARTS
            self._enter(self._inner("(", must_hold=must_hold))

    def _inner(self, opened_by: str, *, must_hold: bool) -> Group:
        return replace(self.group, outer=self.group, must_hold=must_hold, has_or=False, opened_by=opened_by)

    def _enter(self, group: Group) -> None:
        self.open.append(self.group)
        self.group = group

    def _leave(self, opened_by: str) -> None:
        if self.open and self.group.opened_by == opened_by:
            self.group = self.open.pop()

    # Keywords

    def _start(self, clause: str, *, joined: str = "") -> None:
        old = self.group
        self.group = Group(old.query, clause, opened_by=old.opened_by, join=self.join, joined=joined)

    def _keyword(self, word: str) -> bool:
        """Whether the word was a keyword that matters here."""
        if self._text(self.at - 1) == "." or self._text(self.at + 1) == ".":
            return False
        if word == "or":
            self.group.has_or = True
        elif word == "case":
            self._enter(self._inner("case", must_hold=False))
        elif word == "end":
            self._leave("case")
        elif self.group.outer is not None:
            return False  # such as FROM in EXTRACT(YEAR FROM day)
        elif _CLAUSE.fullmatch(word):
            self._start(word)
        else:
            return self._structure(word)
        return True

    def _structure(self, word: str) -> bool:
        before, after = self._text(self.at - 1), self._text(self.at + 1)
        if word in ("left", "right", "full") and after in ("join", "outer"):
            self.join = word
        elif word == "select":
            self._start("select")
        elif word in ("union", "intersect", "except"):
            self._sibling()
        elif word == "on" and before != "distinct":
            self._on(after)
        elif (word in ("from", "join") and before != "distinct") or (word == "using" and after != "("):
            self._source(word)
        else:
            return self._verb(word, before)
        return True

    def _sibling(self) -> None:
        self.group.query.in_union = True
        query = Query(self.group.query.outer, in_union=True)
        self.queries.append(query)
        self.group = Group(query, "start", opened_by=self.group.opened_by)

    def _source(self, word: str) -> None:
        if word != "join":
            self.join = "inner"
        self._start("from", joined=self._table())
        self.join = "inner"

    def _on(self, after: str) -> None:
        if after == "conflict":
            self.group.query.conflict = self._names_in_brackets(self.at + 2)
            self._start("conflict")
        else:
            self.group = replace(self.group, clause="on", has_or=False)

    def _verb(self, word: str, before: str) -> bool:
        query = self.group.query
        if word == "update" and before == "do":
            if query.target in self.scoped and COLUMN not in query.conflict:
                self.found.append(f"ON CONFLICT on {query.target} must name {COLUMN}, or it can change another's row")
        elif self.group.clause != "start":
            return False
        elif word == "replace":
            query.replaces = True
        elif word == "into":
            self._into()
        elif word == "update":
            query.target = query.tables.get(self._table(), "")
        else:
            return False
        return True

    # Tables

    def _table(self) -> str:
        """Notes the table after this word, and returns its alias; subqueries and functions are no table."""
        at = self.at + 1
        while self._text(at) in ("only", "lateral"):
            at += 1
        if self._token(at).kind not in ("name", "word"):
            return ""
        while self._text(at + 1) == ".":
            at += 2
        table = alias = self._token(at).text
        if self._text(at + 1) == "(" and self.group.clause != "start":
            return ""
        at, alias = self._alias(at, table)
        self.group.query.tables[alias] = table
        self.at = at
        return alias

    def _alias(self, at: int, table: str) -> tuple[int, str]:
        if self._text(at + 1) == "as":
            return at + 2, self._token(at + 2).text
        follower = self._token(at + 1)
        if follower.kind == "name" or (follower.kind == "word" and not _NOT_AN_ALIAS.fullmatch(follower.text)):
            return at + 1, follower.text
        return at, table

    def _into(self) -> None:
        query = self.group.query
        query.target = table = query.tables.pop(self._table(), "")
        if table in self.scoped:
            if COLUMN not in self._names_in_brackets(self.at + 1):
                self.found.append(f"INSERT INTO {table} must name {COLUMN}")
            if query.replaces:
                self.found.append(f"REPLACE on {table} deletes rows without looking at their {COLUMN}")
        self._start("into")

    def _names_in_brackets(self, at: int) -> frozenset[str]:
        names = set()
        if self._text(at) == "(":
            while self._text(at) != ")" and self._token(at) is not END:
                names.add(self._token(at).text)
                at += 1
        return frozenset(names)

    # Columns

    def _name(self) -> None:
        """A column or an alias: perhaps a comparison that holds a table to a neighbourhood."""
        first, (alias, column), self.at = self.at, *self._column(self.at)
        if column == COLUMN and self.group.clause == "set":
            self._check_set(first)
        elif column == COLUMN:
            self._compare(first, alias)
        elif column == "id":
            self._compare_with_own_rows(first, alias)
        elif column in self.scoped and not self._only_mentions(first):
            self.found.append(f"{column} is used in a way that cannot be checked")

    def _only_mentions(self, first: int) -> bool:
        """Such as FOR UPDATE OF table, table.*, and AS table."""
        return self.group.clause == "for" or self._text(self.at + 1) == "." or self._text(first - 1) == "as"

    def _column(self, at: int) -> tuple[tuple[str, str], int]:
        """The (alias, column) that starts here, and where it ends; the alias is empty when it is left out."""
        parts = [self._token(at).text]
        while self._text(at + 1) == "." and self._token(at + 2).kind in ("name", "word"):
            at += 2
            parts.append(self._token(at).text)
        return (parts[-2] if len(parts) > 1 else "", parts[-1]), at

    def _check_set(self, first: int) -> None:
        target = self.group.query.target
        if target in self.scoped and self._text(first - 1) in ("set", ",") and self._text(self.at + 1) == "=":
            self.found.append(f"{COLUMN} of {target} is assigned, but a row never moves to another neighbourhood")

    def _compare(self, first: int, alias: str) -> None:
        before, after = self._text(first - 1), self._text(self.at + 1)
        value_first = before in ("=", "==") and self._token(first - 2).kind == "value"
        if after in ("=", "==") and before in _CONDITION_STARTS:
            self._compare_with(self.at + 2, alias)
        elif after == "in" and before in _CONDITION_STARTS:
            self._compare_with_list(self.at + 2, alias)
        elif value_first and self._ends(self.at + 1) and self._text(first - 3) in _CONDITION_STARTS:
            self.comparisons.append(Comparison(self.group, alias))

    def _compare_with(self, at: int, alias: str) -> None:
        if self._token(at).kind == "value" and self._ends(at + 1):
            self.comparisons.append(Comparison(self.group, alias))
        elif self._token(at).kind in ("name", "word"):
            (other, column), last = self._column(at)
            if column == COLUMN and self._ends(last + 1):
                self.comparisons.append(Comparison(self.group, alias, other))

    def _compare_with_own_rows(self, first: int, alias: str) -> None:
        opening = [self._text(self.at + step) for step in (1, 2, 3)]
        if opening != ["in", "(", "select"] or self._text(first - 1) not in _CONDITION_STARTS:
            return
        start = self.at + (5 if self._text(self.at + 4) == "distinct" else 4)
        (other, column), last = self._column(start)
        if column == "id" and self._text(last + 1) == "from":
            self.own_rows[self.at + 3] = (self.group, alias, other)

    def _ends(self, at: int) -> bool:
        token = self._token(at)
        return token.kind in ("word", "end") or token.text in _CONDITION_ENDS

    def _compare_with_list(self, at: int, alias: str) -> None:
        if self._text(at) != "(" or self._token(at + 1).kind != "value":
            return
        at += 1
        while self._token(at).kind == "value" or self._text(at) == ",":
            at += 1
        if self._text(at) == ")":
            self.comparisons.append(Comparison(self.group, alias))
