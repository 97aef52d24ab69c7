"""`limonade check` looks at everything, and while it found something nobody books."""

import datetime as dt
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from limonade.audit import guards
from limonade.audit.models import ChainHead
from limonade.ledger import bulk, errors, whole_check
from limonade.ledger.actions import reverse
from limonade.ledger.management.commands import migrate as migrate_command
from limonade.ledger.models import Account, Entry, Period, SelfCheck
from limonade.ledger.queries import balances
from limonade.ledger.selfcheck import anchor
from limonade.ledger.setting_up import close_period, make_earmark, open_account, set_limits
from limonade.web.rounds import check_books
from tests.ledger.books import TODAY, Books


@pytest.fixture(autouse=True)
def _unsafe_on_purpose(settings: Any) -> None:
    settings.SILENCED_SYSTEM_CHECKS = ["limonade.E006"]  # of the throw-away PostgreSQL


def spoil(books: Books, by: int = 1) -> None:
    """What somebody does who has the password of the database."""
    with guards.lifted("a test"):
        row = Account.objects.filter(pk=books.bank.pk)
        row.update(balance=row.get().balance + by)


def run_check(*words: str, **options: Any) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("check", *words, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def fails(*words: str, match: str) -> str:
    err = StringIO()
    with pytest.raises(CommandError, match=match):
        call_command("check", *words, stdout=StringIO(), stderr=err)
    return err.getvalue()


def test_a_check_of_right_books_says_so_with_what_to_write_down(books: Books) -> None:
    books.post("gifts", "bank", 5, key="a")
    told, wrong = run_check()
    assert "De boeken en de logboeken kloppen." in told
    assert f"paasberg, De buurtkas: boekingen 1, {anchor(books.administration).hash}" in told
    with scope(neighbourhood=books.place):
        assert f"paasberg, logboek: handelingen 10, {ChainHead.objects.get().hash}" in told
    assert "kloppen niet" not in wrong
    assert SelfCheck.objects.latest("pk").count == 0


def test_a_check_of_wrong_books_says_what_is_wrong_and_what_to_do(books: Books) -> None:
    spoil(books)
    told = fails(match="docs/operators/README.md")
    assert "Het saldo van rekening" in told
    assert "is in EUR niet in evenwicht" in told
    kept = SelfCheck.objects.latest("pk")
    assert (kept.count, len(kept.findings)) == (2, 2)


def test_a_log_that_was_changed_is_found_too(books: Books) -> None:
    with guards.lifted("a test"):
        ChainHead.objects.filter(neighbourhood=books.place).update(hash="0" * 64)
    assert "Het logboek van paasberg klopt niet vanaf handeling" in fails(match="kloppen niet")
    assert whole_check.read_only_since()


def test_a_missing_guard_fails_djangos_part_and_the_books_are_still_looked_at(books: Books) -> None:
    name = guards.PREFIX + "period_stays_closed"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else " ON ledger_period"))
    spoiled = SelfCheck.objects.count()
    with pytest.raises((SystemCheckError, CommandError)):
        run_check()
    assert SelfCheck.objects.count() == spoiled + 1
    assert SelfCheck.objects.latest("pk").count == 1
    guards.install(connection)


def test_djangos_own_options_go_on_working(books: Books) -> None:
    kept = SelfCheck.objects.count()
    spoil(books)
    for words in (("--tag", "models"), ("--list-tags",), ("ledger",)):
        run_check(*words)  # only Django's part, so nothing wrong
    assert "database" in run_check("--list-tags")[0]
    assert SelfCheck.objects.count() == kept
    with pytest.raises(CommandError, match="no system check"):
        run_check("--tag", "lemonade")
    assert "Het saldo" in fails("--deploy", "--database", "default", match="kloppen niet")


def test_an_empty_database_has_nothing_to_check(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(whole_check, "tables_are_there", lambda: False)
    assert "limonade migrate" in run_check()[0]
    monkeypatch.undo()
    monkeypatch.setattr(whole_check, "tables_are_of_this_version", lambda: False)
    fails(match="limonade migrate")


# While a check found something


def refused_verbs(books: Books, file: Path) -> dict[str, Callable[[], Any]]:
    file.write_text(f"key,day,source,target,amount,text,document,earmark\nk,{TODAY},82301,10201,1,X,,\n")
    with scope(neighbourhood=books.place):
        entry, period = Entry.objects.get(), Period.objects.get()
    by = books.by
    return {
        "book": lambda: books.post("gifts", "bank", 5, key="b"),
        "reverse": lambda: reverse(entry, key="c", day=TODAY, by=by, why="Fout"),
        "import": lambda: bulk.import_csv(books.administration, file, by=by),
        "close": lambda: close_period(period, by=by),
        "limit": lambda: set_limits(books.cash, floor=0, ceiling=None, by=by),
        "earmark": lambda: make_earmark(books.administration, name="Tuin", by=by),
        "account": lambda: open_account(
            books.administration, unit_id="EUR", number="1", name="X", kind="asset", purpose="x", by=by
        ),
    }


def test_nobody_writes_in_the_books_until_a_check_finds_nothing(books: Books, tmp_path: Path) -> None:
    books.post("gifts", "bank", 5, key="a")
    assert whole_check.read_only_since() is None
    verbs = refused_verbs(books, tmp_path / "book.csv")
    spoil(books)
    whole_check.check_and_keep()
    for name, verb in verbs.items():
        with pytest.raises(errors.BooksAreReadOnly):
            verb()
        assert books.count() == 1, name
    with scope(neighbourhood=books.place):
        assert balances(books.administration), "reading goes on"
    spoil(books, by=-1)
    assert whole_check.check_and_keep() == []
    assert whole_check.read_only_since() is None
    for verb in verbs.values():
        if verb is not verbs["close"]:
            verb()
    verbs["close"]()


def test_the_refusal_says_since_when_and_whom_to_call(books: Books) -> None:
    moment = dt.datetime(2028, 3, 1, 2, 15, tzinfo=dt.UTC)
    spoil(books)
    for hours in (0, 24):
        with time_machine.travel(moment + dt.timedelta(hours=hours), tick=False):
            whole_check.check_and_keep()
    assert whole_check.read_only_since() == moment, "the first of a row of checks that found something"
    with pytest.raises(errors.BooksAreReadOnly, match=r"Sinds 1 maart 2028 03:15 .* Lezen gaat .* penningmeester"):
        books.post("gifts", "bank", 5, key="a")


def test_a_booking_asks_for_it_once(books: Books) -> None:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        books.post("gifts", "bank", 5, key="a")
    assert len([one for one in seen if "ledger_selfcheck" in one["sql"]]) == 1


def test_what_was_found_cannot_be_taken_away(books: Books) -> None:
    spoil(books)
    whole_check.check_and_keep()
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_selfcheck")


# By itself


def migrate(**options: Any) -> str:
    err = StringIO()
    try:
        call_command("migrate", interactive=False, verbosity=0, stdout=StringIO(), stderr=err, **options)
    finally:
        connection.check_constraints()
    return err.getvalue()


@pytest.fixture
def something_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """As after an upgrade."""
    monkeypatch.setattr(migrate_command, "something_waits", lambda: True)


def test_wrong_books_do_not_stop_a_start_at_which_nothing_waits(live_books: Books) -> None:
    spoil(live_books)
    assert migrate() == ""
    spoil(live_books, by=-1)


@pytest.mark.usefixtures("something_waits")
def test_wrong_books_are_not_migrated_but_on_purpose(live_books: Books) -> None:
    spoil(live_books)
    with pytest.raises(CommandError, match="niets gemigreerd"):
        migrate()
    assert whole_check.read_only_since()
    told = migrate(despite_findings=True)
    assert "Het saldo van rekening" in told
    assert whole_check.read_only_since()
    spoil(live_books, by=-1)
    assert migrate() == ""
    assert whole_check.read_only_since() is None, "checked once more after it"


@pytest.mark.usefixtures("something_waits")
def test_books_that_a_migration_spoils_are_found_after_it(live_books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.management.commands import migrate as djangos

    whole = djangos.Command.handle

    def spoiling(self: Any, *args: Any, **options: Any) -> Any:
        spoil(live_books)
        return whole(self, *args, **options)

    monkeypatch.setattr(djangos.Command, "handle", spoiling)
    with pytest.raises(CommandError, match="limonade restore"):
        migrate()
    assert whole_check.read_only_since()
    spoil(live_books, by=-1)


@pytest.mark.usefixtures("something_waits")
def test_tables_of_an_older_version_are_checked_after_the_migration(
    live_books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_old(**options: Any) -> list[str]:
        raise DatabaseError("no such column")

    monkeypatch.setattr(whole_check, "findings", too_old)
    with pytest.raises(DatabaseError):
        migrate()
    answers = iter([False, True])
    monkeypatch.setattr(whole_check, "tables_are_of_this_version", lambda: next(answers))
    monkeypatch.setattr(whole_check, "check_and_keep", list)
    assert "na de migratie nagekeken" in migrate()


def night(days: int, hour: int) -> dt.datetime:
    day = timezone.localdate() + dt.timedelta(days=days)
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


def test_the_books_are_checked_once_a_night_and_what_is_found_is_told(
    books: Books, caplog: pytest.LogCaptureFixture
) -> None:
    def checks_at(days: int, hour: int) -> int:
        before = SelfCheck.objects.count()
        with time_machine.travel(night(days, hour), tick=False):
            check_books()
        return SelfCheck.objects.count() - before

    with time_machine.travel(night(0, 12), tick=False):
        whole_check.check_and_keep()
    turns = [(2, 1), (2, 3), (2, 4), (2, 12), (3, 1), (3, 2), (4, 12), (4, 13)]
    assert [checks_at(*turn) for turn in turns] == [1, 0, 0, 0, 0, 1, 1, 0]
    spoil(books)
    with time_machine.travel(night(5, 3), tick=False):
        assert check_books() == 2
    assert "Het saldo van rekening" in caplog.text
