"""What no constraint can say of the books, said by triggers: see `audit.guards` for how those live.

Transfers are inserted first, pointing at an entry that is not there yet; the foreign key is checked at commit. The
insert of the entry closes them: it counts them, moves the balances and takes the next number, or is refused. So an
entry without transfers, a transfer without an entry and a transfer that comes later are all impossible.

Many entries are closed at once by a batch, in the same way one floor up. The administration names a batch that is not
there yet, by a foreign key that is checked at commit: the batch is open. Entries that come now are left alone, and no
balance and no head can move. The insert of the batch looks at all entries above the head, which are those that came
since, and counts them, or is refused. So an open batch is never committed, and nothing can join one that is closed.
"""

from collections.abc import Iterator

from limonade.audit.guards import SQLITE, Guard
from limonade.ledger import guards_postgres, guards_sqlite


def every_guard(vendor: str) -> Iterator[Guard]:
    yield from (guards_sqlite if vendor == SQLITE else guards_postgres).every_guard()
