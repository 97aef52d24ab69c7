"""What no constraint can say of the books, said by triggers: see `audit.guards` for how those live.

Transfers are inserted first, pointing at an entry that is not there yet; the foreign key is checked at commit. The
insert of the entry closes them: it counts them, moves the balances and takes the next number, or is refused. So an
entry without transfers, a transfer without an entry and a transfer that comes later are all impossible.
"""

from collections.abc import Iterator

from limonade.audit.guards import SQLITE, Guard
from limonade.ledger import guards_postgres, guards_sqlite


def every_guard(vendor: str) -> Iterator[Guard]:
    yield from (guards_sqlite if vendor == SQLITE else guards_postgres).every_guard()
