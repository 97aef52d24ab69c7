"""What every row of a file about household accounts says of its origin and its use."""

from django.utils.translation import gettext as _

from limonade.economy.household.accounts import FunctionAccount, HouseholdAccounts
from limonade.facts.store import Dataset

LICENCE = "CC BY 4.0"


def datasets(accounts: HouseholdAccounts) -> list[Dataset]:
    """The sets of figures that the accounts are made of, each once."""
    edition = accounts.money.edition if accounts.money else None
    of_money = [edition.accounts, edition.key_figures] if edition else []
    used = [*of_money, accounts.key_figures, accounts.energy.dataset]
    return list({one.key: one for one in used if one}.values())


def origin_header() -> list[str]:
    return [_("Aard"), _("Jaar"), _("Bron"), _("Opgehaald op"), _("Licentie")]


def origin(accounts: HouseholdAccounts, one: FunctionAccount) -> list[str | int]:
    """Of every figure in a row about one function of these accounts."""
    used = datasets(accounts)
    return [
        _("geschat, deels door mensen van hier gemeten") if one.has_better else _("geschat"),
        accounts.year,
        "; ".join(f"{one.title} ({one.publisher})" for one in used),
        "; ".join(one.retrieved_on or _("onbekend") for one in used),
        LICENCE,
    ]
