"""The sums that tie an entry to what it says and to the entry before it. No Django.

Fields are joined by a sign that no field may hold, so that two different entries are never spelled the same.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable

START = bytes(32)  # the hash before the first entry
BETWEEN_FIELDS, BETWEEN_TRANSFERS = "\x1f", "\x1e"


def spell_transfer(
    source: int | str, target: int | str, unit: str, amount: int | str, earmark: int | str | None
) -> str:
    return f"{source}\x1f{target}\x1f{unit}\x1f{amount}\x1f{earmark or ''}"


def spell_content(entry: tuple[object, ...], transfers: Iterable[str]) -> str:
    """Of (administration, day, kind, reverses, text, document) and of every transfer as spelled, in order."""
    administration, day, kind, reverses, text, document = entry
    head = f"{administration}\x1f{day}\x1f{kind}\x1f{reverses or ''}\x1f{text}\x1f{document}"
    return "\x1e".join([head, *transfers])


def chain_hash(previous: bytes, number: int, identity: int, key: str, content: str, booked: str) -> bytes:
    """SHA-256. `content` is what was booked by `spell_content`, and `booked` is who and when by `spell_booked`."""
    return hashlib.sha256(previous + spell_entry(number, identity, key, content, booked).encode()).digest()


def spell_entry(number: int | str, identity: int | str, key: str, content: str, booked: str) -> str:
    return f"{number}\x1f{identity}\x1f{key}\x1f{content}\x1f{booked}"


def spell_booked(moment: dt.datetime, user: int | None, acting: int | None, for_party: int | None) -> str:
    spelled = moment.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return f"{spelled}\x1f{user or ''}\x1f{acting or ''}\x1f{for_party or ''}"


def has_sign(*texts: str) -> bool:
    """Whether a text holds one of our signs between fields; never true of what we booked ourselves."""
    return any("\x1f" in text or "\x1e" in text for text in texts)
