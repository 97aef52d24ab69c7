"""Putting the delivery of one municipality on the shelf: its accounts, and what of them has a place.

All is checked before anything is written. The accounts join those of the other municipalities of that year. Where
the shelf holds accounts per task field only, those stay: income kinds and internal bookings cannot be told for one
municipality alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from limonade.facts import iv3, store
from limonade.facts.actions import (
    LocatedRow,
    accounts_key,
    beyond_the_spending,
    spending_on_shelf,
    write_accounts,
    write_located,
)
from limonade.facts.iv3 import Amount, Parsed
from limonade.facts.iv3_json.checks import Finding, findings
from limonade.facts.iv3_json.cost_centres import CostCentre, cost_centres, located_rows, read_mapping
from limonade.facts.iv3_json.delivery import Delivery, read_delivery
from limonade.facts.iv3_json.lists import EXPENSES, INCOME
from limonade.facts.problems import FileRefused, Problem
from limonade.facts.store import Dataset

OWN_FILE = gettext_noop("Van sommige gemeenten zijn dit de cijfers uit hun eigen Iv3-levering, in hele euro's.")
SIDES = {EXPENSES: iv3.EXPENSES, INCOME: iv3.INCOME}


@dataclass(frozen=True)
class Loaded:
    delivery: Delivery
    findings: tuple[Finding, ...]
    accounts: Dataset | None
    """None: accounts per task field lay there already, and stayed."""
    located: Dataset | None
    centres: tuple[CostCentre, ...]
    """Empty when the details are not to be used."""


def load_iv3_json(path: Path, *, mapping: Path | None, may_be_shown: bool, retrieved_on: str) -> Loaded:
    """Raises FileRefused and writes nothing when anything is wrong with the file or the mapping.

    `may_be_shown`: somebody says that details may be used that the file itself does not call public.
    """
    delivery = read_delivery(path)
    found = findings(delivery)
    if refused := [one for one in found if one.refuses]:
        remedy = _("Vraag de gemeente een verbeterd bestand.")
        raise FileRefused([Problem(path.name, None, f"{one.check}: {one.what}", remedy) for one in refused])
    may_use = delivery.details_public or may_be_shown
    centres = cost_centres(delivery) if may_use else []
    rows = _placed(delivery, centres, mapping, may_use) if mapping else None
    parsed = _joined(delivery)
    if rows is not None:
        _check_spending(path.name, delivery, rows, parsed)
    stage, year = delivery.stage, delivery.year
    accounts = None
    if parsed:
        remarks = _remarks(accounts_key(year, stage))
        accounts = write_accounts(parsed, year=year, stage=stage, retrieved_on=retrieved_on, remarks=remarks)
    located = None
    if rows:
        town = delivery.municipality
        located = write_located(rows, municipality=town, year=year, stage=stage, retrieved_on=retrieved_on)
    return Loaded(delivery, tuple(found), accounts, located, tuple(centres))


def refuse_hidden_details(delivery: Delivery) -> FileRefused:
    what = _("De gemeente zegt in dit bestand dat de details niet openbaar zijn (details_openbaar: false).")
    remedy = _("Vraag of ze getoond mogen worden. Mag dat, gebruik dan --details-may-be-shown.")
    return FileRefused([Problem(delivery.file, None, what, remedy)])


def _placed(delivery: Delivery, centres: list[CostCentre], mapping: Path, may_use: bool) -> list[LocatedRow]:
    if not may_use:
        raise refuse_hidden_details(delivery)
    rows = located_rows(delivery, centres, read_mapping(mapping, delivery, centres))
    if rows:
        return rows
    what = _("Zo krijgt geen enkel bedrag een plek.")
    raise FileRefused([Problem(mapping.name, None, what, _("Vul bij een of meer kostenplaatsen de buurt in."))])


def _joined(delivery: Delivery) -> Parsed | None:
    """The accounts of this municipality among those on the shelf; None when those are per task field only."""
    own = list(_whole_euros(delivery))
    try:
        dataset = store.describe(accounts_key(delivery.year, delivery.stage))
    except KeyError:
        return Parsed(own, listed={delivery.municipality})
    columns = store.columns(dataset)
    rows = zip(*(columns[name].tolist() for name in Amount.__dataclass_fields__), strict=True)
    others = [Amount(*row) for row in rows if row[0] != delivery.municipality]
    if others and not Parsed(others).has_categories:
        return None
    both = Parsed([*others, *own])
    both.listed = both.delivered() | (set(dataset.missing) - {delivery.municipality})
    return both


def _whole_euros(delivery: Delivery) -> Iterator[Amount]:
    """Cells in whole euros, so that they add up to the rounded total per task field and side.

    Internal bookings apart: what is left to place on a field is then never less than what its cost centres hold.
    """
    exact: dict[tuple[str, str, bool], Decimal] = {}
    for one in sorted(delivery.cells, key=lambda one: (one.part, one.item, one.category)):
        if one.part not in SIDES:
            continue
        group = (one.part, one.item, one.category in iv3.INTERNAL_CATEGORIES)
        before = exact.get(group, Decimal(0))
        exact[group] = before + one.amount
        if euros := int(_half_up(exact[group]) - _half_up(before)):
            yield Amount(delivery.municipality, one.item, SIDES[one.part], one.category, euros)


def _half_up(amount: Decimal) -> Decimal:
    return amount.to_integral_value(ROUND_HALF_UP)


def _remarks(key: str) -> tuple[str, ...]:
    try:
        return tuple(dict.fromkeys((*store.describe(key).remarks, OWN_FILE)))
    except KeyError:
        return (OWN_FILE,)


def _check_spending(file: str, delivery: Delivery, rows: list[LocatedRow], parsed: Parsed | None) -> None:
    """Raises FileRefused when more is placed on a task field than was spent on it."""
    key, town = accounts_key(delivery.year, delivery.stage), delivery.municipality
    spent = _spending(parsed, town) if parsed else spending_on_shelf(key, town)
    if problems := beyond_the_spending(file, rows, spent, key):
        raise FileRefused(problems)


def _spending(parsed: Parsed, municipality: str) -> Mapping[str, int]:
    spent: dict[str, int] = {}
    for one in parsed.amounts:
        counts = one.side == iv3.EXPENSES and one.category not in iv3.INTERNAL_CATEGORIES
        if one.municipality == municipality and counts:
            spent[one.task_field] = spent.get(one.task_field, 0) + one.euros
    return spent
