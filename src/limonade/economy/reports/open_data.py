"""A description of the files of a neighbourhood for computers, after the Data Package standard."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from limonade.economy.household.accounts import HouseholdAccounts
from limonade.economy.household.open_data import LICENCE, datasets
from limonade.economy.reports import words
from limonade.facts.store import Dataset

LICENCE_NAME, LICENCE_URL = "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"


def data_package(
    name: str, title: str, accounts: HouseholdAccounts, files: Sequence[tuple[str, str, str]]
) -> dict[str, object]:
    """`files` are name, title and address."""
    return {
        "name": name,
        "title": title,
        "description": f"{words.small_numbers()} {_('Alles is een schatting, behalve wat erbij staat.')}",
        "licenses": [{"name": LICENCE_NAME, "path": LICENCE_URL, "title": LICENCE}],
        "sources": [_source(one) for one in datasets(accounts)],
        "resources": [
            {
                "name": file,
                "title": about,
                "path": address,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ";"},
            }
            for file, about, address in files
        ],
    }


def _source(one: Dataset) -> dict[str, str]:
    return {
        "title": one.title,
        "path": one.url,
        "publisher": one.publisher,
        "license": one.licence,
        "retrieved": one.retrieved_on,
    }
