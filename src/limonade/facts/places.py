"""Finding a municipality, wijk or buurt by name or postcode, in the key figures on the shelf."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from limonade.facts import store
from limonade.facts.municipalities import mergers, name_of
from limonade.facts.store import Dataset

GEMEENTE, WIJK, BUURT = "gemeente", "wijk", "buurt"
KINDS = {"GM": GEMEENTE, "WK": WIJK, "BU": BUURT}
ORDER = {GEMEENTE: 0, WIJK: 1, BUURT: 2}
POSTCODE = re.compile(r"([1-9][0-9]{3})\s*(?:[A-Za-z]{2})?", re.ASCII)
NO_WORD = re.compile(r"[\W_]+")
LONGEST_WISH = 100
# What everybody says, and what the official lists write.
SPOKEN = {"den haag": "s gravenhage", "den bosch": "s hertogenbosch"}
EXACT, STARTS, WORD_STARTS, PART, WITH_TOWN = range(5)


@dataclass(frozen=True)
class Place:
    code: str
    name: str
    kind: str
    """`gemeente`, `wijk` or `buurt`."""
    municipality_code: str
    municipality_name: str
    inhabitants: int | None
    """None when not published."""
    pc4: str
    """The four digits that most addresses of a buurt have; empty for larger places and when not loaded."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A place as it is searched for."""

    name: str
    town: str
    both: str
    place: Place


@dataclass(frozen=True)
class _Known:
    """All places on the shelf, made ready for searching."""

    places: dict[str, Place]
    names: list[_Name]
    """In the order in which equals are shown."""
    by_postcode: dict[str, list[Place]]
    buurten: dict[str, list[Place]]
    """By code of municipality and of wijk."""


def find_places(text: str, limit: int = 40) -> list[Place]:
    """Places with this in their name, best match first, or the buurten with this postcode.

    Names are compared without capitals, accents and signs. Several words may also name the municipality:
    "centrum arnhem".
    """
    wish = text.strip()
    if not wish or len(wish) > LONGEST_WISH or limit < 1:
        return []
    known = _known_now()
    if postcode := POSTCODE.fullmatch(wish):
        found = known.by_postcode.get(postcode[1], [])
        if found:
            return found[:limit]
    folded = fold(wish)
    if not folded:
        return []
    wishes = {folded, *(folded.replace(spoken, written) for spoken, written in SPOKEN.items())}
    found_by_rank: dict[tuple[int, int], list[Place]] = {}
    for each in wishes:
        for one in _holding_all_words(each, known.names):
            rank = _rank(each, one)
            if rank is not None:
                found_by_rank.setdefault((rank, ORDER[one.place.kind]), []).append(one.place)
    in_order = (one for rank in sorted(found_by_rank) for one in found_by_rank[rank])
    return list(islice({one.code: one for one in islice(in_order, limit * len(wishes))}.values(), limit))


def place(code: str) -> Place | None:
    return _known_now().places.get(code.strip().upper())


def buurten_of(code: str) -> list[Place]:
    """All buurten of a municipality (GM0202) or wijk (WK020208), in order of wijk and then by name."""
    return list(_known_now().buurten.get(code.strip().upper(), []))


def fold(text: str) -> str:
    """A name as it is searched for: no capitals, no accents, and one space for whatever is no letter or digit."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return NO_WORD.sub(" ", plain.casefold()).strip()


def _holding_all_words(wish: str, names: list[_Name]) -> list[_Name]:
    """A quick sieve, because ranking is slower."""
    words = wish.split()
    if len(words) == 1:
        return [one for one in names if wish in one.name]
    left = names
    for word in words:
        left = [one for one in left if word in one.both]
    return left


def _rank(wish: str, one: _Name) -> int | None:
    """How well a name fits; None when it does not."""
    at = one.name.find(wish)
    if at == 0:
        return EXACT if one.name == wish else STARTS
    if at > 0:
        return WORD_STARTS if f" {wish}" in one.name else PART
    words = [f" {word}" for word in wish.split()]
    in_name, in_town = ([word in f" {text}" for word in words] for text in (one.name, one.town))
    each_somewhere = all(here or there for here, there in zip(in_name, in_town, strict=True))
    # Words that all name the municipality ask for the municipality, not for everything in it.
    return WITH_TOWN if each_somewhere and any(in_name) and not all(in_town) else None


def _known_now() -> _Known:
    return _known(tuple(store.datasets(store.KEY_FIGURES)))


@lru_cache(maxsize=2)
def _known(datasets: tuple[Dataset, ...]) -> _Known:
    """Made once per version of the files. Cost: about 0.3 seconds for the whole country."""
    names = _current(datasets)
    inhabitants, postcodes = _newest(datasets, "population"), _newest(datasets, "pc4")
    places = {}
    for code, name in names.items():
        town, people = "GM" + code[2:6], inhabitants.get(code)
        places[code] = Place(
            code=code,
            name=name,
            kind=KINDS[code[:2]],
            municipality_code=town,
            municipality_name=names.get(town) or name_of(town),
            inhabitants=None if people is None else round(people),
            pc4=postcodes.get(code, ""),
        )
    ready = []
    for one in places.values():
        name, town = fold(one.name), fold(one.municipality_name)
        ready.append(_Name(name, town, f"{name} {town}", one))
    ready.sort(key=lambda entry: (entry.name, entry.town, entry.place.code))
    by_postcode: dict[str, list[Place]] = {}
    buurten: dict[str, list[Place]] = {}
    for one in (entry.place for entry in ready):
        if one.pc4:
            by_postcode.setdefault(one.pc4, []).append(one)
        if one.kind == BUURT:
            for above in (one.municipality_code, "WK" + one.code[2:8]):
                buurten.setdefault(above, []).append(one)
    for inside in buurten.values():
        inside.sort(key=lambda one: one.code[2:8])
    return _Known(places, ready, by_postcode, buurten)


def _current(datasets: tuple[Dataset, ...]) -> dict[str, str]:
    """Names by code: each municipality as the newest table has it, without those that became part of one there."""
    # A table about one subject, such as solar panels, may be newer but is of an older or unknown division.
    tables = sorted(datasets, key=lambda one: "population" not in store.columns(one))
    heirs: dict[str, set[str]] = {}
    for merger in mergers():
        heirs.setdefault(merger.old_code, set()).add(merger.new_code)
    names: dict[str, str] = {}
    taken: set[str] = set()
    for dataset in tables:
        columns = store.columns(dataset)
        rows = [
            (code, name)
            for code, name in zip(columns["region"].tolist(), columns["name"].tolist(), strict=True)
            if code[:2] in KINDS and "GM" + code[2:6] not in taken and taken.isdisjoint(heirs.get("GM" + code[2:6], ()))
        ]
        names |= rows
        taken |= {"GM" + code[2:6] for code, _name in rows}
    return names


def _newest(datasets: tuple[Dataset, ...], column: str) -> dict[str, Any]:
    """The value of each region in the newest table that has one."""
    found: dict[str, Any] = {}
    for dataset in reversed(datasets):
        columns = store.columns(dataset)
        if column in columns:
            pairs = zip(columns["region"].tolist(), columns[column].tolist(), strict=True)
            # NaN is the one value that differs from itself: not published.
            found |= {code: value for code, value in pairs if value == value and value != ""}
    return found
