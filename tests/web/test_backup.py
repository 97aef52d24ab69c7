"""A backup holds everything that cannot be made again, and a restore brings all of it back or touches nothing."""

import hashlib
import json
import os
import shutil
import stat
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from limonade.ledger.selfcheck import Anchor, anchor
from limonade.web.backup import archive, database_copy, restoring
from limonade.web.backup.archive import BackupError
from limonade.web.backup.files_to_keep import IDS, files_to_keep
from limonade.web.backup.making import back_up
from tests.ledger.books import Books, lay_out

SQLITE = connection.vendor == "sqlite"


@pytest.fixture(autouse=True)
def var(tmp_path: Path, settings: Any) -> Path:
    """A place of its own, so that the files of other tests play no part."""
    settings.SILENCED_SYSTEM_CHECKS = ["limonade.E006"]  # of the throw-away PostgreSQL
    folder = tmp_path / "var"
    (folder / "attachments" / "2028").mkdir(parents=True)
    (folder / "secret-key").write_text("very secret")
    (folder / "sign-in.toml").write_text("# nobody")
    (folder / "attachments" / "2028" / "bon.pdf").write_bytes(b"a receipt of Tom")
    (folder / "facts").mkdir()
    (folder / "facts" / "kwb.parquet").write_bytes(b"figures")
    (folder / IDS).write_text("500")
    for made in ("assets/a.css", "static/a.css", "locale/nl.mo", "stamps/npm", "ledger.lock", "secret-key.new"):
        (folder / made).parent.mkdir(exist_ok=True)
        (folder / made).write_text("made again")
    settings.VAR = folder
    return folder


@pytest.fixture
def books(transactional_db: None) -> Iterator[Books]:
    books = lay_out("paasberg", "Paasberg", "tom")
    books.post("gifts", "bank", 2_500, key="kept")
    yield books
    if not SQLITE:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE %s", [f"{database_copy.ASIDE}%"])
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP SCHEMA "{name}" CASCADE')


@pytest.fixture
def file(books: Books, tmp_path: Path) -> Path:
    back_up(tmp_path / "kept.zip")
    return tmp_path / "kept.zip"


def run(*words: Any, **options: Any) -> str:
    out = StringIO()
    call_command(*(str(word) for word in words), stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def state(books: Books, var: Path) -> tuple[Any, ...]:
    """Everything that a restore could touch."""
    kept = files_to_keep(var, "")
    return books.count(), anchor(books.administration), {name: path.read_bytes() for name, path in kept.items()}


def test_a_backup_holds_what_cannot_be_made_again_and_nothing_else(books: Books, tmp_path: Path) -> None:
    told = run("backup", tmp_path / "kept.zip")
    assert "versleuteld" in told
    manifest = archive.verify(tmp_path / "kept.zip")
    files = {"attachments/2028/bon.pdf", "facts/kwb.parquet", "secret-key", "sign-in.toml", IDS}
    assert set(manifest.sums) == {database_copy.NAMES[connection.vendor], *(archive.FILES + one for one in files)}
    head = anchor(books.administration)
    assert archive.Head("paasberg", "De buurtkas", head.number, head.hash) in manifest.heads
    assert {one.place for one in manifest.heads if not one.administration} >= {"paasberg"}
    assert stat.S_IMODE((tmp_path / "kept.zip").stat().st_mode) == 0o600 or os.name == "nt"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["kept.zip", "var"], "no traces"


def test_a_restore_brings_all_back_and_sets_the_rest_aside(books: Books, file: Path, var: Path) -> None:
    before = state(books, var)
    books.post("gifts", "bank", 1, key="later")
    (var / "sign-in.toml").write_text("# changed")
    (var / "attachments" / "2028" / "bon.pdf").unlink()
    (var / "attachments" / "later.pdf").write_bytes(b"later")
    told = run("restore", file, replace=True)
    assert "staat terug en klopt" in told
    assert {**state(books, var)[2], IDS: b""} == {**before[2], IDS: b""}
    assert state(books, var)[:2] == before[:2]
    (aside,) = var.glob("before-restore-*")
    assert str(aside) in told
    assert (aside / "sign-in.toml").read_text() == "# changed"
    assert (aside / "attachments" / "later.pdf").exists()
    assert books.post("gifts", "bank", 1, key="after").number == 2
    again = back_up(file.with_name("again.zip"))
    assert not any("before-restore" in name for name in again.sums)
    run("restore", file.with_name("again.zip"), replace=True)
    assert books.count() == 2


def test_a_place_with_something_in_it_is_left_alone(books: Books, file: Path, var: Path) -> None:
    before = state(books, var)
    with pytest.raises(CommandError, match="--replace"):
        run("restore", file)
    assert state(books, var) == before


def test_a_fresh_place_with_only_a_new_key_is_empty(
    file: Path, var: Path, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAR = tmp_path / "fresh"
    settings.VAR.mkdir()
    (settings.VAR / "secret-key").write_text("made just now")
    monkeypatch.setattr(database_copy, "has_tables", lambda: False)
    if not SQLITE:
        monkeypatch.setattr(database_copy, "put_postgres_in", lambda copy: None)
        monkeypatch.setattr(database_copy, "set_postgres_aside", lambda moment, undo: None)
    restoring.restore(file, replace=False)
    assert (settings.VAR / "secret-key").read_text() == "very secret"
    assert (settings.VAR / "attachments" / "2028" / "bon.pdf").exists()


def test_an_archive_with_a_changed_byte_is_refused_unless_it_says_the_same(
    books: Books, file: Path, tmp_path: Path
) -> None:
    """A changed byte may point at another copy of the very same bytes; then nothing is lost."""

    def content(folder: Path) -> dict[str, bytes]:
        archive.unpack(file, folder)
        return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}

    whole, right = file.read_bytes(), content(tmp_path / "right")
    refused, places = 0, range(0, len(whole), len(whole) // 100)
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 0x40
        file.write_bytes(changed)
        try:
            assert content(tmp_path / f"{place}") == right
        except BackupError:
            refused += 1
    assert refused > len(places) / 2


@pytest.mark.parametrize("bits", [0x01, 0x40, 0x80, 0xFF])
def test_a_table_of_contents_with_a_changed_byte_is_never_a_riddle(file: Path, tmp_path: Path, bits: int) -> None:
    """The end of a zip says where all is and how it was packed: any byte of it may point anywhere."""
    whole = file.read_bytes()
    contents = whole.index(b"PK\x01\x02")
    for place in range(contents, len(whole)):
        changed = bytearray(whole)
        changed[place] ^= bits
        file.write_bytes(changed)
        with suppress(BackupError):
            archive.verify(file)


def test_an_archive_that_is_not_whole_touches_nothing(books: Books, file: Path, var: Path) -> None:
    before, whole = state(books, var), file.read_bytes()
    for size in (0, 1, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:size])
        for options in ({"replace": True}, {"list": True}):
            with pytest.raises(CommandError, match="geen hele back-up"):
                run("restore", file, **options)
    assert state(books, var) == before


def rewritten(file: Path, *, without: str = "", more: dict[str, bytes] | None = None, **told: Any) -> Path:
    """The same archive with another manifest or other members."""
    made = file.with_name("other.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == archive.MANIFEST:
                content = json.dumps({**json.loads(content), **told}).encode()
            if name != without:
                new.writestr(name, content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return made


def test_an_archive_that_is_not_as_it_says_is_refused(books: Books, file: Path, var: Path) -> None:
    before, sums = state(books, var), archive.read(file).sums
    out, nothing = "files/../../out", hashlib.sha256(b"x").hexdigest()
    assert archive.verify(rewritten(file)) == archive.read(file)
    wrong: dict[str, dict[str, Any]] = {
        "less": {"without": "files/sign-in.toml"},
        "more": {"more": {"files/more": b"x"}},
        "another sum": {"sums": {**sums, "files/sign-in.toml": nothing}},
        "a way out": {"more": {out: b"x"}, "sums": {**sums, out: nothing}},
        "a newer format": {"format": archive.FORMAT + 1},
        "another database": {"database": "oracle"},
        "newer tables": {"migrations": ["ledger.9999_of_next_year"]},
        "a newer version": {"limonade": "99.0"},
    }
    for name, change in wrong.items():
        with pytest.raises(CommandError):
            run("restore", rewritten(file, **change), replace=True)
        assert state(books, var) == before, name
    with pytest.raises(CommandError, match="is er niet"):
        run("restore", file.with_name("nothing.zip"))


@pytest.mark.parametrize("name", ["/etc/passwd", "../x", "a/../x", "a/..", "..", ".", "c:x", "a\\b", "", "a//b", "a/"])
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    assert archive.SAFE_NAME.fullmatch(name) is None
    assert archive.SAFE_NAME.fullmatch("files/a..b/.c")


def test_a_restore_that_fails_halfway_brings_everything_back(
    books: Books, file: Path, var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books.post("gifts", "bank", 1, key="later")
    before, moves = state(books, var), 0

    def failing(source: Path, target: Path) -> None:
        nonlocal moves
        moves += 1
        if moves == fails_at:
            raise OSError("the disk is full")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(source, target)

    for fails_at in (1, 3, 6):  # of the old, on SQLite of the database, and of the new
        moves = 0
        with monkeypatch.context() as patch:
            patch.setattr(restoring, "move", failing)
            patch.setattr(database_copy, "move", failing)
            with pytest.raises(CommandError, match="disk is full"):
                run("restore", file, replace=True)
        assert state(books, var) == before, fails_at


def test_a_backup_that_fails_leaves_no_trace(books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CommandError, match="geen back-up gemaakt"):
        run("backup", tmp_path / "kept.zip")
    assert [one.name for one in tmp_path.iterdir()] == ["var"]


def test_a_backup_is_never_written_over_and_never_within_what_it_keeps(file: Path, var: Path) -> None:
    for wrong in (file, var / "kept.zip", var / "facts" / "kept.zip", file.parent / "nowhere" / "kept.zip"):
        with pytest.raises(CommandError, match="geen back-up gemaakt"):
            run("backup", wrong)


def test_numbers_that_were_handed_out_are_never_handed_out_again(books: Books, file: Path, var: Path) -> None:
    kept = int((var / IDS).read_text())
    for now in (kept + 7, kept - 7):
        (var / IDS).write_text(str(now))
        restoring.restore(file, replace=True)
        assert int((var / IDS).read_text()) == max(kept, now)


def test_a_database_in_use_is_not_replaced(books: Books, file: Path, var: Path) -> None:
    if SQLITE and connection.cursor().execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        pytest.skip("only WAL tells who has the file open")
    other: BaseDatabaseWrapper = connection.copy()
    other.inc_thread_sharing()
    with other.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")
        cursor.fetchall()
    try:
        with pytest.raises(CommandError, match="Stop Limonade eerst"):
            run("restore", file, replace=True)
    finally:
        other.close()
    assert books.count() == 1


def test_chains_that_end_elsewhere_are_told(books: Books, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heads = [archive.Head("paasberg", "De buurtkas", 7, "0" * 64)]
    monkeypatch.setattr(database_copy, "heads_now", lambda: heads)
    with pytest.raises(CommandError, match=r"eindigen anders .*: .*paasberg"):
        run("restore", file, replace=True)


def test_the_list_tells_what_is_in_it(books: Books, file: Path) -> None:
    told = run("restore", file, list=True)
    assert "Deze back-up is heel." in told
    assert f"paasberg, De buurtkas: 1, {anchor(books.administration).hash}" in told
    assert "files/attachments/2028/bon.pdf" in told


def test_another_secret_key_is_told(books: Books, file: Path, var: Path, settings: Any) -> None:
    (var / "secret-key").unlink()
    without = file.with_name("without.zip")
    back_up(without)
    settings.SECRET_KEY = "another one"
    err = StringIO()
    call_command("restore", str(without), replace=True, stdout=StringIO(), stderr=err)
    assert "LIMONADE_SECRET_KEY is een andere" in err.getvalue()


@pytest.mark.slow
def test_a_backup_made_while_others_book_is_of_one_moment(books: Books, tmp_path: Path) -> None:
    stop, count = threading.Event(), 0

    def book() -> None:
        nonlocal count
        while not stop.is_set():
            count += 1
            books.post("gifts", "bank", 1, key=f"busy {count}")
        connection.close()

    writer = threading.Thread(target=book)
    writer.start()
    try:
        while count < 3:
            pass
        files = [tmp_path / f"{turn}.zip" for turn in range(2)]
        least = []
        for file in files:
            least.append(count - 1)
            back_up(file)
    finally:
        stop.set()
        writer.join()
    for file, booked in zip(files, least, strict=True):
        run("restore", file, replace=True)
        head = next(one for one in archive.read(file).heads if one.administration)
        assert Anchor(head.number, head.hash) == anchor(books.administration)
        assert booked <= head.number - 1 <= count


@pytest.mark.skipif(SQLITE, reason="of PostgreSQL")
def test_without_its_tools_postgres_says_what_to_install(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="postgresql-client"):
        run("backup", tmp_path / "other.zip")
    with pytest.raises(CommandError, match="postgresql-client"):
        run("restore", file, replace=True)
    monkeypatch.undo()
    assert database_copy.has_tables()


@pytest.mark.skipif(SQLITE, reason="of PostgreSQL")
def test_what_pg_dump_says_is_told(books: Books, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PGOPTIONS", "-c wrong.words")
    with pytest.raises(CommandError, match="pg_dump lukte niet"):
        run("backup", tmp_path / "kept.zip")


@pytest.mark.skipif(not SQLITE, reason="of SQLite")
def test_a_broken_database_in_a_backup_is_found_before_anything_is_touched(books: Books, file: Path, var: Path) -> None:
    before = state(books, var)
    with zipfile.ZipFile(file) as opened:
        content = bytearray(opened.read("database.sqlite3"))
    content[8_192:16_384] = bytes(8_192)
    sums = {**archive.read(file).sums, "database.sqlite3": hashlib.sha256(content).hexdigest()}
    made = rewritten(file, without="database.sqlite3", more={"database.sqlite3": bytes(content)}, sums=sums)
    with pytest.raises(CommandError, match="beschadigd"):
        run("restore", made, replace=True)
    assert state(books, var) == before
    with pytest.raises(BackupError):
        database_copy.check_sqlite(Path(sys.executable))
