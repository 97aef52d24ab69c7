"""Where the money of a municipality comes from, as far as the file tells. Plain NumPy."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from limonade.economy.allocation import Accounts

Text = npt.NDArray[np.str_]
Chosen = npt.NDArray[np.bool_]

GENERAL_GRANT = "general_grant"
SPECIFIC_GRANTS = "specific_grants"
TAXES = "taxes"
LEVIES = "levies"
OWN_INCOME = "own_income"
RESERVES = "reserves"
OTHER = "other"

TAX_FIELDS = frozenset({"0.61", "0.62", "0.63", "0.64"})
OTHER_GENERAL_FIELDS = frozenset({"0.5", "0.8", "0.9", "0.11"})
GENERAL_GRANT_FIELD, RESERVES_FIELD = "0.7", "0.10"
GENERAL_FIELDS = TAX_FIELDS | OTHER_GENERAL_FIELDS | {GENERAL_GRANT_FIELD, RESERVES_FIELD}
LEVY_CATEGORIES = ("2.2.1", "2.2.2", "3.7")
STATE_GRANT_CATEGORY = "4.3.1"


def by_category(task_field: Text, category: Text, is_income: Chosen) -> Mapping[str, Chosen]:
    """Which rows are which kind, for income on a task itself (not on the general fields)."""
    on_task = is_income & ~np.isin(task_field, list(GENERAL_FIELDS))
    grants = on_task & (category == STATE_GRANT_CATEGORY)
    levies = on_task & np.isin(category, LEVY_CATEGORIES)
    return {SPECIFIC_GRANTS: grants, LEVIES: levies, OWN_INCOME: on_task & ~grants & ~levies}


def of_municipality(accounts: "Accounts", row: int) -> dict[str, int]:
    """All income of one municipality by kind; the kinds add up to its total income, to the euro."""
    found: dict[str, int] = {}
    for position, code in enumerate(accounts.fields):
        kind = _kind_of_field(code)
        found[kind] = found.get(kind, 0) + int(accounts.income[row, position])
    for kind, table in accounts.income_by_kind.items():
        if kind != OWN_INCOME:
            split = int(table[row].sum())
            found[kind] = found.get(kind, 0) + split
            found[OWN_INCOME] -= split
    return found


def _kind_of_field(code: str) -> str:
    if code == GENERAL_GRANT_FIELD:
        return GENERAL_GRANT
    if code == RESERVES_FIELD:
        return RESERVES
    if code in TAX_FIELDS:
        return TAXES
    return OTHER if code in OTHER_GENERAL_FIELDS else OWN_INCOME
