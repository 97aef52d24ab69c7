"""Whether a file has the form of an Iv3 delivery: our own words for the rules of CBS's schema 2.1.1.

Reading is strict where JSON is not: a key that stands there twice, an amount that is no number and text after the
end are refused. Amounts come as Decimal or int, never as float.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeGuard

from django.utils.translation import gettext as _

from limonade.facts.problems import FileRefused, Problem

LARGEST_BYTES = 200_000_000
DATA_PARTS = ("lasten", "baten", "balans_lasten", "balans_baten", "balans_standen")
MOMENT = re.compile(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?\Z", re.ASCII)
EMAIL = re.compile(r"[\w.\-]+@([A-Za-z0-9\-]+\.)+[A-Za-z]{2,}\Z", re.ASCII)
MOST_SHOWN = 60

Rule = Callable[[Any], bool]
Rules = Mapping[str, Rule]


def is_text(found: Any) -> bool:
    return isinstance(found, str)


def is_filled(found: Any) -> bool:
    return isinstance(found, str) and bool(found.strip())


def is_number(found: Any) -> bool:
    return isinstance(found, int | Decimal) and not isinstance(found, bool)


def _is_object(found: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(found, dict)


METADATA: Rules = {
    "overheidslaag": lambda found: found in ("Gemeente", "Provincie", "GR"),
    "overheidsnummer": is_text,
    "overheidsnaam": is_text,
    "boekjaar": is_number,
    "periode": lambda found: is_number(found) and found in range(6),
    "status": lambda found: found in ("Begroting", "Realisatie"),
    "datum": lambda found: isinstance(found, str) and bool(MOMENT.search(found)),
    "details_openbaar": lambda found: isinstance(found, bool),
    "financieel_pakket": is_text,
    "export_software": is_text,
}
CONTACT: Rules = {
    "naam": is_filled,
    "email": lambda found: isinstance(found, str) and bool(EMAIL.fullmatch(found)),
    "telefoon": is_text,
}
FIELD_ROW: Rules = {"taakveld": is_text, "categorie": is_text, "bedrag": is_number}
BALANCE_ROW: Rules = {"balanscode": is_text, "categorie": is_text, "bedrag": is_number}
STANDING_ROW: Rules = {"balanscode": is_text, "standper": is_text, "bedrag": is_number}
ROWS: Mapping[str, Rules] = dict(
    zip(DATA_PARTS, (FIELD_ROW, FIELD_ROW, BALANCE_ROW, BALANCE_ROW, STANDING_ROW), strict=True)
)
EXTRA_ROWS: Mapping[str, Rules] = {
    "kengetallen": {"verslagperiode": is_text, "kengetal": is_text, "waarde": is_text},
    "beleidsindicatoren": {"verslagperiode": is_text, "beleidsindicator": is_text, "waarde": is_text},
}
DETAILS: Rules = {"details": _is_object}
REMARK: Rules = {"tekst": is_text}


def read_object(path: Path) -> dict[str, Any]:
    """The whole file. Raises FileRefused with all that is wrong with its form."""
    if path.stat().st_size > LARGEST_BYTES:
        what = _("Dit bestand is groter dan %s MB.") % (LARGEST_BYTES // 1_000_000)
        raise FileRefused([Problem(path.name, None, what, _ask_again())])
    try:
        # Bytes, so that the reader itself finds out in which Unicode it is written.
        found = json.loads(
            path.read_bytes(), parse_float=_number, parse_constant=_no_number, object_pairs_hook=_no_key_twice
        )
    except _KeyTwice as error:
        what = _("De sleutel “%s” staat twee keer in hetzelfde onderdeel.") % shown(error.args[0])
        raise FileRefused([Problem(path.name, None, what, _ask_again())]) from None
    except (ValueError, RecursionError):
        what = _("Dit is geen JSON.")
        raise FileRefused([Problem(path.name, None, what, _ask_again())]) from None
    if problems := list(_faults(path.name, found)):
        raise FileRefused(problems)
    whole: dict[str, Any] = found
    return whole


def _ask_again() -> str:
    return _("Vraag de gemeente om haar Iv3-levering als JSON, zoals zij die naar het CBS stuurt.")


class _KeyTwice(Exception):
    pass


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        raise _KeyTwice(next(name for name in names if names.count(name) > 1))
    return found


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except ArithmeticError:
        raise ValueError(text) from None


def _no_number(text: str) -> Decimal:
    raise ValueError(text)


def shown(found: Any) -> str:
    """What stands in the file, fit for a terminal: never long or unprintable."""
    text = str(found)[:MOST_SHOWN]
    return text if text.isprintable() else "?"


def _faults(file: str, found: Any) -> Iterator[Problem]:
    if not isinstance(found, dict):
        yield Problem(file, None, _("Dit is geen Iv3-levering: het bestand is geen JSON-object."), _ask_again())
        return
    main: Rules = {"metadata": _is_object, "contact": _is_object, "data": _is_object}
    yield from _object(file, None, found, main, {"opmerkingen": _is_list})
    for name, rules in (("metadata", METADATA), ("contact", CONTACT)):
        if _is_object(part := found.get(name)):
            yield from _object(f"{file}, {name}", None, part, rules, {})
    data = found.get("data")
    if _is_object(data):
        must: Rules = dict.fromkeys(DATA_PARTS, _is_list)
        yield from _object(f"{file}, data", None, data, must, dict.fromkeys(EXTRA_ROWS, _is_list))
        for name, rules in ROWS.items():
            yield from _list(file, name, data.get(name), rules, DETAILS, is_closed=False)
        for name, rules in EXTRA_ROWS.items():
            yield from _list(file, name, data.get(name), rules, {}, is_closed=True)
    yield from _list(file, "opmerkingen", found.get("opmerkingen"), REMARK, {"auteur": is_text}, is_closed=True)


def _is_list(found: Any) -> bool:
    return isinstance(found, list)


def _list(file: str, name: str, rows: Any, must: Rules, may: Rules, *, is_closed: bool) -> Iterator[Problem]:
    for number, row in enumerate(rows if isinstance(rows, list) else (), start=1):
        if isinstance(row, dict):
            yield from _object(f"{file}, {name}", number, row, must, may, is_closed=is_closed)
        else:
            yield Problem(f"{file}, {name}", number, _("Deze rij is geen object."), _ask_again(), _("rij"))


def _object(
    place: str, row: int | None, found: dict[str, Any], must: Rules, may: Rules, *, is_closed: bool = True
) -> Iterator[Problem]:
    told = [*_missing_or_wrong(found, must, may), *(_unwanted(found, must, may) if is_closed else ())]
    for what in told:
        yield Problem(place, row, what, _ask_again(), _("rij"))


def _missing_or_wrong(found: dict[str, Any], must: Rules, may: Rules) -> Iterator[str]:
    for name, rule in {**must, **may}.items():
        if name in found:
            if not rule(found[name]):
                told = {"name": name, "found": shown(found[name])}
                yield _("Bij “%(name)s” kan “%(found)s” niet staan.") % told
        elif name in must:
            yield _("De sleutel “%s” ontbreekt.") % name


def _unwanted(found: dict[str, Any], must: Rules, may: Rules) -> Iterator[str]:
    for name in found:
        if name not in must and name not in may:
            yield _("De sleutel “%s” hoort hier niet.") % shown(name)
