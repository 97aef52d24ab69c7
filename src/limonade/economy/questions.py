"""“Wat kost ...?”: from the words people use to the task fields where the answer stands. Plain Python.

What belongs to which field follows the Iv3 rules: sweeping is with the roads, a play area with public green.
"""

import csv
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
SHORTEST_PREFIX = 3
MOST_FOUND = 6
# Words of the question itself, which say nothing about the subject.
EMPTY_WORDS = frozenset(
    [
        "wat",
        "kost",
        "kosten",
        "ons",
        "onze",
        "de",
        "het",
        "een",
        "voor",
        "in",
        "van",
        "op",
        "aan",
        "en",
        "of",
        "is",
        "er",
        "hoeveel",
        "geld",
        "gaat",
        "naar",
        "what",
        "does",
        "do",
        "the",
        "a",
        "an",
        "our",
        "us",
        "cost",
        "costs",
        "for",
        "in",
        "of",
        "on",
        "and",
        "how",
        "much",
        "money",
        "is",
        "go",
        "to",
    ]
)


class Extent(StrEnum):
    WHOLE = "whole"
    """The task fields are about this and nothing else."""
    PART = "part"
    """It is a part of the task fields; how large a part, nobody wrote down. The amount is a bound."""
    NONE = "none"
    """It does not stand in the books of a municipality."""


@dataclass(frozen=True)
class Question:
    key: str
    name_nl: str
    name_en: str
    task_fields: tuple[str, ...]
    """Of all years together; a year has some of them."""
    spending: tuple[str, ...]
    """What households pay for it themselves: items of the household accounts."""
    extent: Extent
    words: frozenset[str]
    note_nl: str
    note_en: str


@cache
def questions() -> tuple[Question, ...]:
    with (DATA / "questions.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_question(row) for row in csv.DictReader(file))


def _question(row: dict[str, str]) -> Question:
    names = f"{row['name_nl']} {row['name_en']} {row['words_nl']} {row['words_en']}"
    return Question(
        row["question"],
        row["name_nl"],
        row["name_en"],
        tuple(row["task_fields"].split()),
        tuple(row["spending"].split()),
        Extent(row["extent"]),
        frozenset(words_of(names)),
        row["note_nl"],
        row["note_en"],
    )


def words_of(text: str) -> list[str]:
    """Words in small letters without accents and signs, less those that say nothing."""
    bare = unicodedata.normalize("NFKD", text.lower())
    letters = "".join(sign if sign.isalnum() else " " for sign in bare if not unicodedata.combining(sign))
    return [word for word in letters.split() if word not in EMPTY_WORDS]


def find(text: str) -> list[Question]:
    """The best answers first: the more asked words fit ours, the better; a whole word counts more than a beginning."""
    asked = words_of(text)
    if not asked:
        return []
    scored = [(sum(_fit(word, one.words) for word in asked), order, one) for order, one in enumerate(questions())]
    best = max(score for score, _order, _one in scored)
    found = [entry for entry in scored if entry[0] > 0 and entry[0] >= best - 1]
    return [one for _score, _order, one in sorted(found, key=lambda entry: (-entry[0], entry[1]))][:MOST_FOUND]


def _fit(asked: str, words: frozenset[str]) -> int:
    if asked in words:
        return 3
    if len(asked) < SHORTEST_PREFIX:
        return 0
    # "voetbalvelden" begins with our "voetbal", and "biblio" is the beginning of our "bibliotheek".
    return max(
        (2 if word.startswith(asked) or (len(word) > SHORTEST_PREFIX and asked.startswith(word)) else 0)
        for word in words
    )
