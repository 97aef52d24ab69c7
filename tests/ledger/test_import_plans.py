"""PostgreSQL keeps its plans for as long as it thinks that a table did not grow."""

from pathlib import Path

import pytest
from django.db import connection

from limonade.ledger import many_rows
from limonade.ledger.bulk import HEADER, import_csv
from limonade.ledger.models import Entry
from tests.ledger.books import Books

ROWS = 2_000
pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite makes no plan of its figures")


def entries_read_in_full() -> int:
    """Within this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = %s", [Entry._meta.db_table])
        return int(cursor.fetchone()[0])


def test_a_booking_after_a_large_import_does_not_read_all_entries(
    books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many_rows, "ROWS_WORTH_IT", ROWS // 2)
    rows = [f"g{at},2028-03-01,82301,10201,1,Gift,," for at in range(ROWS)]
    (tmp_path / "file").write_text("\n".join([",".join(HEADER), *rows]) + "\n")
    import_csv(books.administration, tmp_path / "file", by=books.by)
    before = entries_read_in_full()
    books.post("gifts", "bank", 1, key="after")
    assert entries_read_in_full() - before < ROWS
