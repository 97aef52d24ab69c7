"""What the log may hold beside its columns: keys and codes, and nothing that says who somebody is. No Django."""

import re
from collections.abc import Mapping
from typing import Any

from stdnum import iban
from stdnum.nl import bsn

LONGEST_TEXT = 120
SHORTEST_IBAN, LONGEST_IBAN = 15, 34

_EMAIL = re.compile(r"\S@\S")
_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
# Eight or nine digits, perhaps with separators, that are no part of a longer number.
_BSN = re.compile(r"(?<!\d)(?<!\d[ .-])\d(?:[ .-]?\d){7,8}(?![ .-]?\d)")
_IBAN = re.compile(rf"(?=([A-Z]{{2}}\d{{2}}[A-Z0-9]{{{SHORTEST_IBAN - 4},{LONGEST_IBAN - 4}}}))")


def refuse_unfit(details: Mapping[str, Any]) -> None:
    """Raises ValueError, which names the key and never the value."""
    for key, value in details.items():
        if problem := _problem(value):
            raise ValueError(f"The detail {key} {problem}; the log holds keys and codes only.")


def _problem(value: Any) -> str:
    if value is None or isinstance(value, int):  # bool is an int
        return ""
    if not isinstance(value, str):
        return f"is a {type(value).__name__}, and not a whole number, yes or no, or a short text"
    if len(value) > LONGEST_TEXT or not value.isprintable():
        return f"is longer than {LONGEST_TEXT} characters or more than one line"
    if _EMAIL.search(value):
        return "holds an e-mail address"
    if _holds_bsn(value):
        return "holds what looks like a citizen service number"
    return "holds a bank account number" if _holds_iban(value) else ""


def _holds_bsn(text: str) -> bool:
    return any(bsn.is_valid(found) for found in _BSN.findall(_ISO_DAY.sub(" day ", text)))


def _holds_iban(text: str) -> bool:
    together = re.sub(r"[\s.-]", "", text).upper()
    return any(
        iban.is_valid(found[:length])
        for found in _IBAN.findall(together)
        for length in range(SHORTEST_IBAN, len(found) + 1)
    )
