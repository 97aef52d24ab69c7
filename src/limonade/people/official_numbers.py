"""Numbers that follow a norm, and the one that may never be written down here."""

import re

from stdnum import iban as stdnum_iban
from stdnum.nl import bsn as stdnum_bsn
from stdnum.nl import btw as stdnum_btw

KVK = re.compile(r"[0-9]{8}")
NINE_DIGITS = re.compile(r"(?<![0-9])(?:[0-9][ .-]?){8}[0-9](?![0-9])")


def is_kvk(text: str) -> bool:
    """Whether this is a number of the trade register: eight digits, without a check digit."""
    return bool(KVK.fullmatch(text)) and text != "00000000"


def is_rsin(text: str) -> bool:
    """Whether this is an RSIN: nine digits that pass the 11-test."""
    return len(text) == 9 and bool(stdnum_bsn.is_valid(text))


def is_vat_number(text: str) -> bool:
    """Whether this is a Dutch VAT number, `NL` in front and all."""
    return text.startswith("NL") and bool(stdnum_btw.is_valid(text))


def is_iban(text: str) -> bool:
    return bool(stdnum_iban.is_valid(text))


def plain_iban(text: str) -> str:
    return str(stdnum_iban.compact(text))


def looks_like_bsn(text: str) -> bool:
    """Whether there are nine digits in this text that pass the 11-test of a citizen service number.

    About one in eleven numbers of nine digits passes by chance, so this is a reason to ask, not to refuse.
    """
    return any(stdnum_bsn.is_valid(re.sub(r"\D", "", found)) for found in NINE_DIGITS.findall(text))
