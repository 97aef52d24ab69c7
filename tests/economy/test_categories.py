"""A file with categories says more: internal bookings, hired staff and kinds of income."""

from pathlib import Path

import pytest

from limonade.economy.income_kinds import LEVIES, OWN_INCOME, SPECIFIC_GRANTS, of_municipality
from limonade.economy.queries import accounts
from limonade.facts.actions import load_municipal_accounts

ROWS = """TaakveldBalanspost;Categorie;Gemeenten;Verslagsoort;k_1ePlaatsing_1;k_2ePlaatsing_2
7.3   ;L1.1    ;GM0202;2024X005;1;10
7.3   ;L3.5.1  ;GM0202;2024X005;1;5
7.3   ;L3.8    ;GM0202;2024X005;1;100
7.3   ;L7.1    ;GM0202;2024X005;1;40
7.3   ;B3.7    ;GM0202;2024X005;1;90
7.3   ;B4.3.1  ;GM0202;2024X005;1;20
7.3   ;B3.8    ;GM0202;2024X005;1;7
7.3   ;L3.8    ;GM0202;2024X000;1;999
A1    ;Ultimo  ;GM0202;2024X005;1;500
0.7   ;B4.3.1  ;GM0202;2024X005;1;300
0.7   ;L3.8    ;GM0202;2024X005;1;-99998
0.1   ;L3.8    ;NL00  ;2024X005;1;1000000
"""


@pytest.fixture
def waste(tmp_path: Path) -> Path:
    path = tmp_path / "iv3.csv"
    path.write_text(ROWS)
    return path


def test_categories_are_used(waste: Path) -> None:
    dataset, parsed = load_municipal_accounts(waste, year=2024, stage="accounts", retrieved_on="", tick=lambda n: None)
    made = accounts(dataset)
    column = made.fields.index("7.3")
    assert parsed.has_categories
    assert made.has_categories
    assert made.expenses[0, column] == 155_000, "the budget, the balance sheet and the country are other things"
    assert made.internal[0, column] == 40_000, "mutation of reserves is not spending"
    assert made.kept[0, column] == 115_000
    assert made.staff[0, column] == 15_000, "hired staff counts as staff"
    assert made.expenses[0, made.fields.index("0.7")] == 0, "-99998 means no figure"


def test_income_is_split_by_kind(waste: Path) -> None:
    dataset, _parsed = load_municipal_accounts(waste, year=2024, stage="accounts", retrieved_on="", tick=lambda n: None)
    kinds = of_municipality(accounts(dataset), 0)
    assert (kinds[LEVIES], kinds[SPECIFIC_GRANTS], kinds[OWN_INCOME]) == (90_000, 20_000, 7_000)
    assert sum(kinds.values()) == 417_000
