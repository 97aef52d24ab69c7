"""A file is booked whole or not at all, with every guard that a single booking has."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django_scopes import scope

from limonade.audit.models import Act
from limonade.ledger import bulk, many_rows, queries
from limonade.ledger.bulk import HEADER, Imported, import_csv
from limonade.ledger.errors import FileRefused
from limonade.ledger.models import Entry, Transfer
from limonade.ledger.selfcheck import check
from limonade.ledger.setting_up import make_earmark
from tests.ledger.books import Books, another_administration, run_sql

GOOD = [
    "a,2028-02-29,82301,10201,2500,Gift,bon 1,",
    "b,2028-03-01,10201,10101,400,Kas,,",
    "c,2028-03-01,90001,90002,25,Uren,,Tuin",
    "d,2028-03-02,10101,45110,400,Huur,,",
]


@pytest.fixture
def file(tmp_path: Path, books: Books) -> Path:
    make_earmark(books.administration, name="Tuin", by=books.by)
    return tmp_path / "boekingen.csv"


def write(file: Path, *rows: str) -> Path:
    file.write_text("\n".join([",".join(HEADER), *rows]) + "\n")
    return file


def test_every_row_is_an_entry_with_its_number_hash_and_balance(books: Books, file: Path) -> None:
    books.post("gifts", "bank", 1, key="first")
    assert import_csv(books.administration, write(file, *GOOD), by=books.by) == Imported(4, 0)
    assert books.post("gifts", "bank", 1, key="last").number == 6
    assert (books.own_balance("bank"), books.own_balance("cash"), books.own_balance("hours")) == (2_102, 0, 25)
    with scope(neighbourhood=books.place):
        assert Transfer.objects.get(entry__key="c").earmark is not None
        assert queries.balances(books.administration) == queries.balances_on(books.administration)
    connection.check_constraints()
    assert check() == []


def test_an_operator_reads_a_file_in_and_hears_what_is_wrong_with_it(
    books: Books, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_entries", "paasberg", str(write(file, *GOOD)))
    assert capsys.readouterr().out == "4 boekingen erbij, 0 waren er al.\n"
    with scope(neighbourhood=books.place):
        assert Act.objects.get(act="ledger.file_imported").details == {"booked": 4}
    with pytest.raises(CommandError, match=r"Regel 2: deze rekening is er niet\."):
        call_command("import_entries", "paasberg", str(write(file, "z,2028-03-01,1,2,3,X,,")))
    with pytest.raises(CommandError, match="Er is geen wijk"):
        call_command("import_entries", "nergens", str(file))
    another_administration(books)
    with pytest.raises(CommandError, match=r"Hier zijn: De buurtkas, De coöperatie\."):
        call_command("import_entries", "paasberg", str(file))
    assert books.count() == 4


def test_the_same_file_again_books_nothing(books: Books, file: Path) -> None:
    write(file, *GOOD[:2])
    import_csv(books.administration, file, by=books.by)
    write(file, *GOOD)
    assert import_csv(books.administration, file, by=books.by) == Imported(2, 2)
    assert import_csv(books.administration, file, by=books.by) == Imported(0, 4)
    assert books.count() == 4


def test_an_imported_row_is_the_same_as_the_booking_by_hand(books: Books, file: Path) -> None:
    import datetime as dt

    import_csv(books.administration, write(file, *GOOD), by=books.by)
    day = dt.date(2028, 2, 29)
    same = books.post("gifts", "bank", 2_500, key="a", day=day, text="Gift", document="bon 1", kind="import")
    assert same.number == 1


BAD = {
    "too few fields": "x,2028-03-01,82301,10201,1,Gift,",
    "unknown account": "x,2028-03-01,99999,10201,1,Gift,,",
    "other unit": "x,2028-03-01,82301,90001,1,Gift,,",
    "itself": "x,2028-03-01,10201,10201,1,Gift,,",
    "zero": "x,2028-03-01,82301,10201,0,Gift,,",
    "negative": "x,2028-03-01,82301,10201,-1,Gift,,",
    "float": "x,2028-03-01,82301,10201,1.5,Gift,,",
    "thousands of figures": f"x,2028-03-01,82301,10201,{'9' * 5000},Gift,,",
    "odd figure": "x,2028-03-01,82301,10201,١,Gift,,",
    "no text": "x,2028-03-01,82301,10201,1,,,",
    "no key": ",2028-03-01,82301,10201,1,Gift,,",
    "control sign": "x,2028-03-01,82301,10201,1,Gi\x1fft,,",
    "no such day": "x,2028-02-30,82301,10201,1,Gift,,",
    "odd day": "x,20280301,82301,10201,1,Gift,,",
    "outside": "x,2027-12-31,82301,10201,1,Gift,,",
    "earmark": "x,2028-03-01,82301,10201,1,Gift,,Niks",
    "floor": "x,2028-03-01,10101,10201,1,Gift,,",
    "ceiling": "x,2028-03-01,10201,10101,50001,Gift,,",
    "key twice": "a,2028-03-01,82301,10201,1,Gift,,",
}


@pytest.mark.parametrize("row", BAD.values(), ids=BAD)
def test_one_bad_row_refuses_the_file(books: Books, file: Path, row: str) -> None:
    with pytest.raises(FileRefused) as caught:
        import_csv(books.administration, write(file, *GOOD, row), by=books.by)
    assert len(caught.value.faults) == 1
    assert books.count() == 0


def test_a_key_that_was_booked_otherwise_refuses_the_file(books: Books, file: Path) -> None:
    books.post("gifts", "bank", 1, key="c")
    with pytest.raises(FileRefused, match="Regel 4"):
        import_csv(books.administration, write(file, *GOOD), by=books.by)
    assert books.count() == 1


def test_another_header_is_refused(books: Books, file: Path) -> None:
    file.write_text("a,b\n1,2\n")
    with pytest.raises(FileRefused, match="eerste regel"):
        import_csv(books.administration, file, by=books.by)


def test_the_guards_stay_on(books: Books, file: Path) -> None:
    import_csv(books.administration, write(file, *GOOD), by=books.by)
    with scope(neighbourhood=books.place), pytest.raises(Exception, match="append-only"):
        run_sql("DELETE FROM ledger_entry WHERE neighbourhood_id = %s", [books.place.pk])
    with scope(neighbourhood=books.place):
        assert Entry.objects.count() == 4


@pytest.fixture
def two_by_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks and statements so small that a short file has several."""
    monkeypatch.setattr(bulk, "ROWS_AT_ONCE", {"sqlite": 3, "postgresql": 3})
    monkeypatch.setattr(many_rows, "_most_values", lambda: 2 * len(bulk.TRANSFER) + len(bulk.ENTRY))


def gifts(first: int, last: int) -> list[str]:
    return [f"g{at},2028-03-01,82301,10201,{at},Gift,," for at in range(first, last + 1)]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 6, 7])
def test_a_file_of_several_chunks_is_booked_once(books: Books, file: Path, two_by_two: None, count: int) -> None:
    books.post("gifts", "bank", 2, key="g2", text="Gift", kind="import")
    known = int(count >= 2)
    write(file, *gifts(1, count))
    assert import_csv(books.administration, file, by=books.by) == Imported(count - known, known)
    write(file, *gifts(1, count + 2))
    known = count + int(count == 1)  # g2 was there before the file
    assert import_csv(books.administration, file, by=books.by) == Imported(count + 2 - known, known)
    assert books.own_balance("bank") == sum(range(1, count + 3))
    connection.check_constraints()
    assert check() == []


def test_a_fault_in_the_last_chunk_undoes_the_first_and_all_faults_are_told(
    books: Books, file: Path, two_by_two: None
) -> None:
    books.post("gifts", "bank", 1, key="first")
    twice, wrong = gifts(1, 1), BAD["zero"]
    with pytest.raises(FileRefused) as caught:
        import_csv(books.administration, write(file, *gifts(1, 6), *twice, wrong, *gifts(7, 9), wrong), by=books.by)
    assert [fault[:8] for fault in caught.value.faults[:1]] == ["Regel 9:"]
    with pytest.raises(FileRefused) as caught:
        import_csv(books.administration, write(file, *gifts(1, 6), *twice, *gifts(7, 9), wrong), by=books.by)
    assert caught.value.faults[0] == "Twee regels hebben dezelfde sleutel."
    assert caught.value.faults[1].startswith("Regel 12:")
    assert (books.count(), books.own_balance("bank")) == (1, 1)
    assert books.post("gifts", "bank", 1, key="next").number == 2
    connection.check_constraints()
    assert check() == []


def test_an_empty_file_books_nothing(books: Books, file: Path) -> None:
    assert import_csv(books.administration, write(file), by=books.by) == Imported(0, 0)


def test_a_key_of_another_administration_is_no_second_booking(books: Books, file: Path) -> None:
    """Keys are of the neighbourhood."""
    another_administration(books).post("bank", "cash", 5, key="g1")
    with pytest.raises(FileRefused, match="Regel 2"):
        import_csv(books.administration, write(file, *gifts(1, 1)), by=books.by)
