"""The official task fields (taakvelden) of Dutch municipalities, year by year. Plain Python.

Source: CBS, Iv3 definities gemeenten 2017-2026. A code is text: "0.10" comes after "0.9" and "6.60"
is another field than "6.6".
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
FIRST_YEAR = 2017
CODE = re.compile(r"^(\d)\.(\d+)([a-z]?)$")


@dataclass(frozen=True)
class TaskField:
    code: str
    name_nl: str
    name_en: str


def sort_key(code: str) -> tuple[int, int, int, str]:
    """Order of the official list: main field, then the first digits, then how deep.

    0.9 < 0.10 (a two-digit number below main field 0 that starts with 1), but 6.3 < 6.60 < 6.711 < 7.1.
    """
    match = CODE.match(code)
    if not match:
        raise ValueError(f"not a task field code: {code!r}")
    main, digits, letter = match.groups()
    if main == "0" and digits in {"10", "11"}:
        return (0, int(digits), 0, "")
    return (int(main), int(digits[0]), int(digits[1:] or 0) + (len(digits) - 1) * 1000, letter)


@cache
def task_fields(year: int) -> dict[str, TaskField]:
    """The list that holds for a book year, in order. Raises ValueError before 2017: another list held then."""
    if year < FIRST_YEAR:
        raise ValueError(f"task fields exist since {FIRST_YEAR}; {year} has functions")
    with (DATA / "task_fields.csv").open(encoding="utf-8", newline="") as file:
        found = [
            TaskField(row["code"], row["name_nl"], row["name_en"])
            for row in csv.DictReader(file)
            if int(row["from"]) <= year and (not row["until"] or year <= int(row["until"]))
        ]
    return {field.code: field for field in sorted(found, key=lambda one: sort_key(one.code))}
