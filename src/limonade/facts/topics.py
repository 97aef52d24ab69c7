"""Which column of a publisher's table holds which of our indicators.

Column names carry a number that changes every year, so a column is found by the titles of the topic groups above
it and its own title. `data/topics.csv` holds one line per way in which a title was written over the years, the
first one found counts. The path `*` means: anywhere in the table, as long as no other topic has that title.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
ANYWHERE = "*"
NO_LETTER = re.compile(r"[^0-9a-z%]")

Row = Mapping[str, str]


@dataclass(frozen=True)
class Topic:
    indicator: str
    unit: str
    """As the publisher writes it; empty when we do not know."""
    path: str
    title: str
    category: str
    """The rows of the table that count, where one column holds several indicators below each other."""


@dataclass(frozen=True)
class Column:
    name: str
    path: str
    title: str
    unit: str


@cache
def topics(figures: str) -> tuple[Topic, ...]:
    """The topics of one kind of table, for example `kwb`."""
    with (DATA / "topics.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Topic(row["indicator"], row["unit"], row["path"], row["title"], row["category"])
            for row in csv.DictReader(file)
            if row["figures"] == figures
        )


def indicators_of(figures: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.indicator for one in topics(figures)))


def described_columns(properties: Sequence[Row]) -> list[Column]:
    """All topics of a table, from its DataProperties. Rows that point in a circle end at the second round."""
    groups = {row["ID"]: row for row in properties if row["Type"] == "TopicGroup"}

    def path(row: Row) -> str:
        titles: list[str] = []
        group = groups.get(row["ParentID"])
        while group and len(titles) < len(groups):
            titles.insert(0, group["Title"].strip())
            group = groups.get(group["ParentID"])
        return " > ".join(titles)

    return [
        Column(row["Key"], path(row), row["Title"].strip(), (row.get("Unit") or "").strip())
        for row in properties
        if row["Type"] == "Topic"
    ]


def column_at(columns: Sequence[Column], path: str, title: str, unit: str = "") -> str:
    """The name of the one column with this place and title, and this unit where both are known; else empty.

    Letters and digits count; capitals, accents and points do not. In another unit the figure would be read wrong.
    """
    found = [
        one
        for one in columns
        if _plain(one.title) == _plain(title)
        and (path == ANYWHERE or _plain(one.path) == _plain(path))
        and (not unit or not one.unit or _plain(one.unit) == _plain(unit))
    ]
    return found[0].name if len(found) == 1 else ""


def columns_by_topic(columns: Sequence[Column], figures: str) -> dict[str, tuple[str, str]]:
    """Per indicator that the table has: its column, and the category of its rows."""
    found: dict[str, tuple[str, str]] = {}
    for one in topics(figures):
        if one.indicator not in found and (name := column_at(columns, one.path, one.title, one.unit)):
            found[one.indicator] = (name, one.category)
    return found


@cache
def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return NO_LETTER.sub("", decomposed)
