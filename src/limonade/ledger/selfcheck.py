"""Does all sums of the books again. Reads only; run it before and after migrations, at night and after a restore.

Every rule below is also kept by the database while it runs as it should. This finds what was changed behind its back.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils.translation import gettext as _

from limonade.audit.guards import missing
from limonade.ledger.chain import START, chain_hash, has_sign, spell_booked, spell_content, spell_transfer
from limonade.ledger.models import Administration, Entry, Transfer
from limonade.scoping.sql_guard import national

ENTRIES_AT_ONCE = 5_000
MOST_FINDINGS = 20  # of one kind: more say nothing new


@dataclass(frozen=True)
class Anchor:
    """Where an administration's chain ended, as somebody outside wrote it down."""

    number: int
    hash: str


@dataclass(frozen=True)
class Finding:
    """`rule` is a fixed key; `says` is Dutch for the treasurer and the kascommissie."""

    rule: str
    says: str


def check(using: str = DEFAULT_DB_ALIAS) -> list[Finding]:
    """Everything in this database, over all neighbourhoods; empty when all is well.

    Reads one moment, while others go on booking. Never more than a chunk of entries in memory.
    """
    findings: list[Finding] = []
    with national("the books of all neighbourhoods are checked"), _one_moment(using):
        for rule in RULES:
            findings += islice(rule(using), MOST_FINDINGS)
        for administration in Administration.objects.using(using).order_by("id"):
            findings += islice(_chain_faults(administration, None, using), MOST_FINDINGS)
    return findings


def anchor(administration: Administration) -> Anchor:
    """What the kascommissie writes down: only against that a cut or a whole new chain can be seen."""
    with national("the head of one administration"):
        heads = Administration.objects.filter(pk=administration.pk)
        number, its_hash = heads.values_list("last_number", "last_hash").get()
        return Anchor(number, bytes(its_hash).hex())


def verify(administration: Administration, *, against: Anchor | None = None) -> list[Finding]:
    """The chain of one administration, and whether it still holds what the anchor says."""
    with national("the chain of one administration is checked"), _one_moment(DEFAULT_DB_ALIAS):
        head = Administration.objects.get(pk=administration.pk)
        return list(islice(_chain_faults(head, against, DEFAULT_DB_ALIAS), MOST_FINDINGS))


@contextmanager
def _one_moment(using: str) -> Iterator[None]:
    """What we read belongs together: PostgreSQL is asked for it, SQLite's reading transaction has it by itself.

    Django would start a writing transaction on SQLite, for which everybody else would have to wait.
    """
    connection = connections[using]
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(using=using), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _rows(using: str, sql: str) -> list[tuple[Any, ...]]:
    with connections[using].cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchmany(MOST_FINDINGS))


_MOVED = """
    SELECT id, sum(amount) AS amount FROM (
        SELECT target_id AS id, sum(amount) AS amount FROM ledger_transfer GROUP BY target_id
        UNION ALL SELECT source_id, -sum(amount) FROM ledger_transfer GROUP BY source_id
    ) s GROUP BY id
"""
_OWN = "CASE WHEN a.kind IN ('asset', 'expense') THEN a.balance ELSE -a.balance END"


def _trial_balance(using: str) -> Iterator[Finding]:
    sums = "SELECT administration_id, unit_id, sum(balance) FROM ledger_account GROUP BY 1, 2 HAVING sum(balance) <> 0"
    for administration, unit, amount in _rows(using, sums):
        says = _("Administratie %(id)s is in %(unit)s niet in evenwicht: %(amount)s teveel.")
        yield Finding("trial_balance", says % {"id": administration, "unit": unit, "amount": amount})


def _balances(using: str) -> Iterator[Finding]:
    sql = (
        f"SELECT a.id, a.balance, coalesce(m.amount, 0) FROM ledger_account a LEFT JOIN ({_MOVED}) m ON m.id = a.id "
        "WHERE a.balance <> coalesce(m.amount, 0) ORDER BY a.id"
    )
    for account, balance, amount in _rows(using, sql):
        says = _("Het saldo van rekening %(id)s is %(balance)s, maar de boekingen zijn samen %(amount)s.")
        yield Finding("balance", says % {"id": account, "balance": balance, "amount": amount})


def _limits(using: str) -> Iterator[Finding]:
    sql = f"SELECT a.id FROM ledger_account a WHERE {_OWN} < a.floor OR {_OWN} > a.ceiling ORDER BY a.id"
    for (account,) in _rows(using, sql):
        yield Finding("limits", _("Rekening %(id)s is voorbij haar grens.") % {"id": account})


def _amounts(using: str) -> Iterator[Finding]:
    sql = (
        "SELECT id FROM ledger_transfer WHERE amount < 1 OR amount <> CAST(amount AS bigint) OR source_id = target_id "
        "ORDER BY id"
    )
    for (transfer,) in _rows(using, sql):
        yield Finding("amount", _("Overboeking %(id)s heeft een onmogelijk bedrag.") % {"id": transfer})


def _closed(using: str) -> Iterator[Finding]:
    """Entries without transfers, outside any period, or made after their period closed."""
    bare = (
        "SELECT e.id FROM ledger_entry e WHERE NOT EXISTS (SELECT 1 FROM ledger_transfer t "
        "WHERE t.neighbourhood_id = e.neighbourhood_id AND t.entry_id = e.id) ORDER BY e.id"
    )
    for (entry,) in _rows(using, bare):
        yield Finding("transfers", _("Boeking %(id)s heeft geen bedragen.") % {"id": entry})
    loose = (
        "SELECT e.id FROM ledger_entry e LEFT JOIN ledger_period p ON p.neighbourhood_id = e.neighbourhood_id "
        "AND p.administration_id = e.administration_id AND e.day BETWEEN p.first_day AND p.last_day "
        "WHERE p.id IS NULL OR p.closed_at < e.moment ORDER BY e.id"
    )
    for (entry,) in _rows(using, loose):
        yield Finding("period", _("Boeking %(id)s valt buiten een open boekperiode.") % {"id": entry})


def _batches(using: str) -> Iterator[Finding]:
    """Those that do not hold the entries that they say, and administrations that name one that is not there."""
    sql = (
        "SELECT b.id FROM ledger_batch b WHERE b.last_number < b.first_number OR b.last_number > (SELECT a.last_number "
        "FROM ledger_administration a WHERE a.neighbourhood_id = b.neighbourhood_id AND a.id = b.administration_id) "
        "OR EXISTS (SELECT 1 FROM ledger_batch o WHERE o.neighbourhood_id = b.neighbourhood_id "
        "AND o.administration_id = b.administration_id AND o.id <> b.id "
        "AND o.first_number BETWEEN b.first_number AND b.last_number) UNION ALL "
        "SELECT a.batch_id FROM ledger_administration a WHERE a.batch_id IS NOT NULL AND NOT EXISTS (SELECT 1 "
        "FROM ledger_batch b WHERE b.neighbourhood_id = a.neighbourhood_id AND b.administration_id = a.id "
        "AND b.id = a.batch_id)"
    )
    for (batch,) in _rows(using, sql):
        yield Finding("batches", _("Reeks %(id)s past niet bij de boekingen.") % {"id": batch})


def _keys(using: str) -> Iterator[Finding]:
    """Rows that point at nothing; PostgreSQL never lets those be, unless its own triggers were switched off."""
    if connections[using].vendor == "sqlite":
        for table, row, target, _key in _rows(using, "PRAGMA foreign_key_check"):
            says = _("Rij %(row)s van %(table)s wijst naar een rij van %(target)s die er niet is.")
            yield Finding("foreign_keys", says % {"row": row, "table": table, "target": target})
        return
    sql = """
        SELECT t.id FROM ledger_transfer t
        LEFT JOIN ledger_entry e ON (e.neighbourhood_id, e.administration_id, e.id)
            = (t.neighbourhood_id, t.administration_id, t.entry_id)
        LEFT JOIN ledger_account s ON (s.neighbourhood_id, s.administration_id, s.unit_id, s.id)
            = (t.neighbourhood_id, t.administration_id, t.unit_id, t.source_id)
        LEFT JOIN ledger_account g ON (g.neighbourhood_id, g.administration_id, g.unit_id, g.id)
            = (t.neighbourhood_id, t.administration_id, t.unit_id, t.target_id)
        WHERE e.id IS NULL OR s.id IS NULL OR g.id IS NULL ORDER BY t.id
    """
    for (transfer,) in _rows(using, sql):
        says = _("Overboeking %(id)s wijst naar een boeking of rekening die er niet bij past.")
        yield Finding("foreign_keys", says % {"id": transfer})


def _guards(using: str) -> Iterator[Finding]:
    for guard in missing(connections[using]):
        says = _("De bewaker %(name)s van %(table)s ontbreekt of is veranderd.")
        yield Finding("guards", says % {"name": guard.name, "table": guard.table})


RULES: tuple[Callable[[str], Iterator[Finding]], ...] = (
    _trial_balance,
    _balances,
    _limits,
    _amounts,
    _closed,
    _batches,
    _keys,
    _guards,
)


def _chain_faults(administration: Administration, against: Anchor | None, using: str) -> Iterator[Finding]:
    """Numbers without gaps, every entry and transfer as it was booked, up to the head and the anchor."""
    name, count, last = administration.name, 0, START
    anchored = START if against and against.number == 0 else b""
    for number, its_hash, right in _links(administration, using):
        if number != count + 1:
            says = _("%(name)s: boeking %(number)s ontbreekt.")
            yield Finding("numbers", says % {"name": name, "number": count + 1})
        if its_hash != right(last):
            says = _("%(name)s: boeking %(number)s of een overboeking daarvan is veranderd.")
            yield Finding("chain", says % {"name": name, "number": number})
        if against and against.number == number:
            anchored = its_hash
        count, last = number, its_hash
    if (count, last) != (administration.last_number, _bytes(administration.last_hash)):
        says = _("%(name)s: de laatste boeking hoort nummer %(number)s te zijn, en is dat niet.")
        yield Finding("head", says % {"name": name, "number": administration.last_number})
    if against and anchored.hex() != against.hash:
        says = _("%(name)s: boeking %(number)s is niet die van het bewaarde controlegetal.")
        yield Finding("anchor", says % {"name": name, "number": against.number})


_ENTRY = (
    "id", "number", "hash", "key", "moment", "user_id", "acting_party", "for_party",
    "administration_id", "day", "kind", "reverses_id", "text", "document",
)  # fmt: skip
_TRANSFER = (
    "entry_id",
    "position",
    "day",
    "administration_id",
    "source_id",
    "target_id",
    "unit_id",
    "amount",
    "earmark_id",
)


def _bytes(kept: Any) -> bytes:
    """Some drivers give a view of the bytes; anything else than bytes is no hash of ours."""
    return bytes(kept) if isinstance(kept, bytes | memoryview) else b""


def _links(administration: Administration, using: str) -> Iterator[tuple[int, bytes, Callable[[bytes], bytes | None]]]:
    """(number, hash, what the hash should be by the one before) of every entry in order."""
    place = administration.neighbourhood_id
    entries = Entry.objects.using(using).filter(neighbourhood_id=place, administration_id=administration.pk)
    after = -1
    while True:
        chunk = list(entries.filter(number__gt=after).order_by("number").values_list(*_ENTRY)[:ENTRIES_AT_ONCE])
        if not chunk:
            return
        transfers = _transfers(place, [row[0] for row in chunk], using)
        for row in chunk:
            yield row[1], _bytes(row[2]), partial(_right_hash, row, transfers.get(row[0], []))
        after = chunk[-1][1]


def _transfers(place: int, entries: list[int], using: str) -> dict[int, list[tuple[Any, ...]]]:
    rows = Transfer.objects.using(using).filter(neighbourhood_id=place)
    rows = rows.filter(entry_id__gte=min(entries), entry_id__lte=max(entries)).order_by("entry_id", "position")
    by_entry = groupby(rows.values_list(*_TRANSFER).iterator(chunk_size=ENTRIES_AT_ONCE), itemgetter(0))
    wanted = frozenset(entries)
    return {entry: list(found) for entry, found in by_entry if entry in wanted}


def _right_hash(row: tuple[Any, ...], transfers: list[tuple[Any, ...]], previous: bytes) -> bytes | None:
    """None when something is wrong that the sum itself does not see."""
    entry, number, _hash, key, moment, user, acting, for_party, *said = row
    home, day, kind, _reverses, text, document = said
    if has_sign(key, kind, text, document) or any(one[1:4] != (at, day, home) for at, one in enumerate(transfers, 1)):
        return None
    content = spell_content(tuple(said), (spell_transfer(*one[4:]) for one in transfers))
    return chain_hash(previous, number, entry, key, content, spell_booked(moment, user, acting, for_party))
