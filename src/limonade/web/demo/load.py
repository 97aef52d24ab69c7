"""Lays out the example; may be done again and again, and never over figures that someone loaded."""

import csv
import tomllib
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop

from limonade.facts import store
from limonade.facts.actions import accounts_key, write_accounts
from limonade.facts.cbs import number
from limonade.facts.iv3 import EXPENSES, INCOME, SALARIES, THOUSAND, UNSPLIT, Amount, Parsed
from limonade.facts.store import Dataset
from limonade.neighbourhoods.actions import found_neighbourhood

HERE = Path(__file__).parent
ONLY_HERE = gettext_noop(
    "Dit zijn echte cijfers, maar alleen van Arnhem. De beheerder kan de rest van het land erbij laden."
)
TEXT_COLUMNS = ("region", "name", "pc4")


def lay_out_demo() -> None:
    with (HERE / "demo.toml").open("rb") as file:
        plan = tomllib.load(file)
    for one in plan["accounts"]:
        if _is_free(accounts_key(one["year"], one["stage"])):
            _load_accounts(one)
    for one in plan["figures"]:
        if _is_free(one["key"]):
            _load_figures(one)
    lay_out_neighbourhoods()


def lay_out_neighbourhoods() -> None:
    """Without their figures."""
    with (HERE / "demo.toml").open("rb") as file:
        plan = tomllib.load(file)
    for one in plan["neighbourhoods"]:
        found_neighbourhood(
            name=one["name"],
            municipality_code=one["municipality"],
            buurten=one["buurten"],
            division_year=one["division_year"],
            valid_from=one["valid_from"],
        )


def _is_free(key: str) -> bool:
    """Whether nothing lies under this name, or only the example itself."""
    try:
        return ONLY_HERE in store.describe(key).remarks
    except KeyError:
        return True


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _load_accounts(plan: dict[str, Any]) -> None:
    parsed = Parsed(listed={plan["municipality"]})
    for row in _rows(plan["file"]):
        expenses, income, salaries = (int(row[name]) * THOUSAND for name in ("expenses", "income", "salaries"))
        for side, category, amount in (
            (EXPENSES, SALARIES, salaries),
            (EXPENSES, UNSPLIT, expenses - salaries),
            (INCOME, UNSPLIT, income),
        ):
            if amount:
                parsed.amounts.append(Amount(plan["municipality"], row["task_field"], side, category, amount))
    write_accounts(
        parsed, year=plan["year"], stage=plan["stage"], retrieved_on=plan["retrieved_on"], remarks=(ONLY_HERE,)
    )


def _load_figures(plan: dict[str, Any]) -> None:
    rows = _rows(plan["file"])
    dataset = Dataset(
        kind=store.KEY_FIGURES,
        stage="",
        remarks=(ONLY_HERE,),
        **{name: value for name, value in plan.items() if name != "file"},
    )
    store.write(
        dataset,
        {name: [row[name] if name in TEXT_COLUMNS else number(row[name]) for row in rows] for name in rows[0]},
    )
