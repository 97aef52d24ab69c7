"""The books of Paasberg as Tom the treasurer finds them, and those of Dirk in Presikhaaf."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django_scopes import scope

from limonade.accounts.models import User
from limonade.audit.actor import Actor
from limonade.ledger.actions import Line, post
from limonade.ledger.models import Account, Administration, Entry
from limonade.ledger.setting_up import ensure_units, open_account, open_administration, open_period
from limonade.neighbourhoods.models import Neighbourhood

YEAR = 2028  # a leap year
TODAY = dt.date(YEAR, 3, 1)


@dataclass
class Books:
    """One administration: bank, cash, gifts, rent, a wallet of Aisha and one of Bram, and a pot of hours."""

    place: Neighbourhood
    by: Actor
    administration: Administration
    accounts: dict[str, Account]

    def __getattr__(self, name: str) -> Account:
        try:
            return self.__dict__["accounts"][name]
        except KeyError:
            raise AttributeError(name) from None

    def post(self, source: str, target: str, amount: int, *, key: str, **more: Any) -> Entry:
        lines = [Line(self.accounts[source], self.accounts[target], amount)]
        given = {"day": TODAY, "text": "Soep in de buurtkamer", "by": self.by, **more}
        return post(self.administration, key=key, transfers=lines, **given)

    @property
    def scope(self) -> Any:
        return scope(neighbourhood=self.place)

    def own_balance(self, name: str) -> int:
        with scope(neighbourhood=self.place):
            return Account.objects.get(pk=self.accounts[name].pk).own_balance

    def count(self) -> int:
        with scope(neighbourhood=self.place):
            return Entry.objects.count()


CHART = (  # name, unit, number, kind, RGS, floor, ceiling
    ("bank", "EUR", "10201", "asset", "BLimBanRba", None, None),
    ("cash", "EUR", "10101", "asset", "BLimKasKas", 0, 50_000),
    ("gifts", "EUR", "82301", "income", "WOvbSgbBvd", None, None),
    ("rent", "EUR", "45110", "expense", "", None, None),
    ("aisha", "EUR", "16801", "liability", "BSchSlcLi1", 0, None),
    ("bram", "EUR", "16802", "liability", "", 0, 10_000),
    ("pot", "UUR", "90001", "equity", "", None, None),
    ("hours", "UUR", "90002", "asset", "", None, None),
)


def lay_out(slug: str, name: str, treasurer: str) -> Books:
    ensure_units()
    place = Neighbourhood.objects.create(slug=slug, name=name, municipality_code="GM0202")
    by = Actor(User.objects.create(email=f"{treasurer}@limonade.example").pk, 1)
    administration = open_administration(place, name="De buurtkas", kind="community", by=by)
    open_period(administration, first_day=dt.date(YEAR, 1, 1), last_day=dt.date(YEAR, 12, 31), by=by)
    accounts = {
        name: open_account(
            administration, unit_id=unit, number=number, name=name.title(), kind=kind, rgs=rgs, floor=floor,
            ceiling=ceiling, purpose=name, by=by,
        )
        for name, unit, number, kind, rgs, floor, ceiling in CHART
    }  # fmt: skip
    return Books(place, by, administration, accounts)


def another_administration(books: Books) -> Books:
    """Of the same neighbourhood: the cooperative beside the community."""
    new = open_administration(books.place, name="De coöperatie", kind="cooperative", by=books.by)
    open_period(new, first_day=dt.date(YEAR, 1, 1), last_day=dt.date(YEAR, 12, 31), by=books.by)
    accounts = {
        name: open_account(new, unit_id="EUR", number=number, name=name, kind="asset", purpose=name, by=books.by)
        for name, number in (("bank", "10201"), ("cash", "10101"))
    }
    return Books(books.place, books.by, new, accounts)


def run_sql(sql: str, values: Any = ()) -> None:
    """In a savepoint, with what waits for the commit checked at its end."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        connection.check_constraints()
