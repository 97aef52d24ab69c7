"""What Tom and the residents read, and the journal that others read."""

import datetime as dt
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from beancount import loader
from beancount.core import data
from django_scopes import scope

from limonade.ledger import cash_book, journal, queries, totals
from limonade.ledger.actions import Line, post, reverse
from limonade.ledger.models import Account
from limonade.ledger.setting_up import make_earmark, open_account
from limonade.ledger.statement import statements
from limonade.people.models import Party
from limonade.units.typed_amounts import spelled
from tests.ledger.books import TODAY, YEAR, Books

ODD_TEXT = 'Taart; 2 x | "groot" \\ klein'
FIRST, LAST = dt.date(YEAR, 1, 1), dt.date(YEAR, 12, 31)


@pytest.fixture
def busy(books: Books) -> Books:
    chance = random.Random(3)
    for turn in range(40):
        pair = chance.choice([("gifts", "bank"), ("bank", "rent"), ("aisha", "bank"), ("pot", "hours")])
        day = dt.date(YEAR, chance.randint(1, 12), chance.randint(1, 28))
        books.post(*pair, chance.randint(1, 9_999), key=f"k{turn}", day=day)
    return books


def test_cached_balances_are_those_of_the_sums_and_balance(busy: Books) -> None:
    with scope(neighbourhood=busy.place):
        cached = queries.balances(busy.administration)
        assert cached == queries.balances_on(busy.administration)
        assert queries.balances_on(busy.administration, LAST) == cached
        for trial in queries.trial_balance(busy.administration, TODAY):
            assert trial.debit == trial.credit
            assert trial.debit > 0 or trial.unit != "EUR"


def test_the_statement_of_a_year_always_closes(busy: Books) -> None:
    """What is of the neighbourhood is what it has less what it owes, for any cut of the year."""
    with scope(neighbourhood=busy.place):
        for month in range(1, 13):
            for one in statements(busy.administration, dt.date(YEAR, month, 1), LAST):
                assert one.capital == one.owned - one.owed
        whole = {one.unit: one for one in statements(busy.administration, FIRST, LAST)}
        first, second = (
            {one.unit: one for one in statements(busy.administration, *days)}
            for days in ((FIRST, dt.date(YEAR, 6, 30)), (dt.date(YEAR, 7, 1), LAST))
        )
        assert whole["EUR"].result == first["EUR"].result + second["EUR"].result
        assert second["EUR"].earlier_result == first["EUR"].result
        assert whole["EUR"].came > 0 < whole["EUR"].spent


def test_an_account_is_read_page_by_page(busy: Books) -> None:
    with scope(neighbourhood=busy.place):
        pages, after = [], None
        while True:
            page = queries.account_page(busy.bank, first_day=FIRST, last_day=LAST, after=after, size=7)
            pages.append(page.lines)
            if not (after := page.next_after):
                break
        lines = [line for page in pages for line in page]
        assert lines == list(queries.account_page(busy.bank, first_day=FIRST, last_day=LAST, size=999).lines)
        assert [line.day for line in lines] == sorted(line.day for line in lines)
        assert len({line.transfer_id for line in lines}) == len(lines) > 7
        assert sum(line.amount for line in lines) == busy.own_balance("bank")
        march = queries.account_page(busy.bank, first_day=TODAY, last_day=LAST, size=999).lines
        assert queries.own_balance_before(busy.bank, TODAY) + sum(x.amount for x in march) == busy.own_balance("bank")


def _aisha(books: Books) -> Party:
    return Party.objects.create(
        neighbourhood=books.place, name="Aisha", came_through="founder", joined_at="2028-01-01T00:00Z",
        joined_by_id=books.by.user_id,
    )  # fmt: skip


def test_a_statement_holds_all_units_and_marks_reversals(books: Books) -> None:
    with scope(neighbourhood=books.place):
        aisha = _aisha(books)
    wallets = {
        unit: open_account(
            books.administration, unit_id=unit, number=f"1690{at}", name="Aisha", kind="liability", purpose="wallet",
            party_id=aisha.pk, by=books.by,
        )
        for at, unit in enumerate(("EUR", "UUR"))
    }  # fmt: skip
    for number, (source, target, amount) in enumerate(
        [(wallets["EUR"], books.bank, 900), (wallets["UUR"], books.hours, 150), (books.rent, wallets["EUR"], 200)]
    ):
        line = Line(source, target, amount)
        entry = post(books.administration, key=f"{number}", day=TODAY, transfers=[line], text="X", by=books.by)
    reverse(entry, key="back", day=TODAY, by=books.by, why="Fout")
    with scope(neighbourhood=books.place):
        found = queries.accounts_of(aisha.pk)
        assert [one.unit_id for one in found] == ["EUR", "UUR"]
        euros, hours = (queries.account_page(one, first_day=FIRST, last_day=LAST) for one in found)
        assert (euros.before, euros.after, hours.after) == (0, 900, 150)
        assert [line.amount for line in euros.lines] == [900, -200, 200]
        assert [line.is_of_a_reversal_pair for line in euros.lines] == [False, True, True]


def test_a_page_of_lines_knows_the_balance_after_each(busy: Books) -> None:
    days = {"first_day": FIRST, "last_day": LAST}
    with scope(neighbourhood=busy.place):
        whole = queries.account_page(busy.bank, **days, size=999)
        by_line = {line.transfer_id: balance for line, balance in whole.running}
        assert list(by_line.values())[-1] == whole.after == busy.own_balance("bank")
        seen, after = [], None
        while True:
            page = queries.account_page(busy.bank, **days, size=7, newest_first=True, after=after)
            seen += [(line.transfer_id, balance) for line, balance in page.running]
            after = page.next_after
            if after is None:
                break
        assert seen == list(by_line.items())[::-1]


def test_the_cash_book_names_nobody(busy: Books) -> None:
    with scope(neighbourhood=busy.place):
        book = cash_book.cash_book(busy.administration, first_day=FIRST, last_day=LAST)
        assert book.after == busy.own_balance("bank") == book.came - book.went
        assert not {"text", "document", "other", "by"} & set(cash_book.CashBookRow.__dataclass_fields__)
        year = cash_book.headings(busy.administration, first_day=FIRST, last_day=LAST)
        assert sum(one.came - one.went for one in year) == book.after


def test_the_cash_book_counts_no_mistakes_and_no_opening_balance(books: Books) -> None:
    pot = open_account(
        books.administration, unit_id="EUR", number="05253", name="Eigen vermogen", kind="equity", purpose="x",
        by=books.by,
    )  # fmt: skip
    start = [Line(pot, books.bank, 10_000)]
    post(books.administration, key="start", day=TODAY, transfers=start, text="Begin", by=books.by)
    books.post("gifts", "bank", 500, key="gift")
    books.post("bank", "cash", 300, key="to the cash box")
    wrong = books.post("gifts", "bank", 90_000, key="wrong")
    later = TODAY + dt.timedelta(days=40)
    reverse(wrong, key="back", day=later, by=books.by, why="Te veel")
    with books.scope:
        year = cash_book.cash_book(books.administration, first_day=FIRST, last_day=LAST)
        assert (year.start, year.came, year.went, year.after) == (10_000, 500, 0, 10_500)
        march = cash_book.cash_book(books.administration, first_day=TODAY, last_day=TODAY)
        assert (march.came, march.after) == (90_500, 100_500), "it was not turned back yet"
        (gifts,) = cash_book.headings(books.administration, first_day=FIRST, last_day=LAST)
        assert (gifts.what, gifts.came, gifts.went) == ("Gifts", 500, 0)


def test_what_people_got_is_one_sum_a_month_in_the_cash_book(books: Books) -> None:
    with books.scope:
        aisha = _aisha(books)
    owed = open_account(
        books.administration, unit_id="EUR", number="16999", name="Aisha", kind="liability", purpose="wallet",
        party_id=aisha.pk, by=books.by,
    )  # fmt: skip
    for key, day, cents in (("a", TODAY, 400), ("b", TODAY + dt.timedelta(days=2), 300), ("c", TODAY, 200)):
        books.post("gifts", "bank", cents, key=f"gift {key}")
        line = Line(books.bank, owed, cents)
        post(books.administration, key=key, day=day, transfers=[line], text="Klus", by=books.by)
    with books.scope:
        rows = cash_book.cash_book(books.administration, first_day=FIRST, last_day=LAST).rows
        assert [(one.day, one.amount) for one in rows if not one.what] == [(TODAY + dt.timedelta(days=2), -900)]


def test_an_earmark_is_followed_to_the_last_cent(books: Books) -> None:
    garden = make_earmark(books.administration, name="Buurttuin", by=books.by)
    for number, (source, target, amount) in enumerate([(books.gifts, books.bank, 500), (books.bank, books.rent, 120)]):
        line = Line(source, target, amount, garden)
        post(books.administration, key=f"{number}", day=TODAY, transfers=[line], text="Tuin", by=books.by)
    books.post("gifts", "bank", 77, key="other money")
    with scope(neighbourhood=books.place):
        assert totals.earmark_totals(garden)[books.bank.pk, "EUR"] == 380


def test_treasurers_find_entries(busy: Books) -> None:
    with scope(neighbourhood=busy.place):
        assert queries.entries(busy.administration, text="soep").count() == 40
        assert queries.entries(busy.administration, text="taart").count() == 0


@pytest.mark.skipif(not shutil.which("hledger"), reason="hledger is not installed: apt-get install hledger")
def test_hledger_finds_the_same_balances(busy: Books, tmp_path: Path) -> None:
    file = tmp_path / "boeken.journal"
    with scope(neighbourhood=busy.place):
        odd = open_account(
            busy.administration, unit_id="EUR", number="1 a/é", name="Raar", kind="asset", purpose="x", by=busy.by
        )
        post(busy.administration, key="odd", day=TODAY, transfers=[Line(busy.bank, odd, 1)], text=ODD_TEXT, by=busy.by)
        file.write_text("".join(journal.hledger(busy.administration)))
        scales = {"EUR": 2, "UUR": 2}
        names = journal._names(busy.administration)
        wanted = {
            (names[one.pk][0], spelled(one.balance, scales[one.unit_id], "."), one.unit_id)
            for one in Account.objects.filter(administration=busy.administration)
            if one.balance
        }
    command = ["hledger", "-f", str(file), "balance", "--flat", "--no-total", "--format", "%(account)|%(total)"]
    told = subprocess.run(command, check=True, capture_output=True, text=True, env={"LC_ALL": "C.UTF-8"}).stdout
    found = {(name, *total.split(" ")) for name, total in (line.split("|") for line in told.splitlines())}
    assert found == wanted


def test_texts_come_along_in_both(busy: Books) -> None:
    with scope(neighbourhood=busy.place):
        post(
            busy.administration,
            key="odd",
            day=TODAY,
            transfers=[Line(busy.gifts, busy.bank, 1)],
            text=ODD_TEXT,
            by=busy.by,
        )
        for_hledger, for_beancount = (
            "".join(made(busy.administration)) for made in (journal.hledger, journal.beancount)
        )
    assert ') Taart, 2 x / "groot" \\ klein\n' in for_hledger
    assert "account Assets:EUR:N10201  ; Bank" in for_hledger
    read, problems, _options = loader.load_string(for_beancount)
    assert problems == []
    assert ODD_TEXT in {one.narration for one in read if isinstance(one, data.Transaction)}
    assert "Bank" in {one.meta["naam"] for one in read if isinstance(one, data.Open)}


def test_names_are_valid_in_beancount(busy: Books) -> None:
    with scope(neighbourhood=busy.place):
        text = "".join(journal.beancount(busy.administration))
    assert "open Assets:EUR:N10201 EUR\n" in text
    assert text.count(" * ") == 40
    assert journal._spelled("1 a/é") == "1-20-a-2f--e9-"
