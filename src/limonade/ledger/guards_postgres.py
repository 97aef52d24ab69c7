"""The rules of the books as triggers of PostgreSQL, which look at all rows of one statement: fast for COPY too.

Whoever adds to an administration or closes its period holds that administration's row until the end of the
transaction. So numbers have no gaps, nobody waits in a circle, and each check sees what others committed before it.
"""

from collections.abc import Iterator

from limonade.audit.guards import PREFIX, Guard
from limonade.ledger.chain import START


def _hold(administrations: str) -> str:
    return f"PERFORM 1 FROM ledger_administration a WHERE a.id = ANY ({administrations}) ORDER BY a.id FOR UPDATE; "


_HOLD = _hold("ARRAY(SELECT DISTINCT r.administration_id FROM added r)")
_ITS_TRANSFERS = "ledger_transfer t ON t.neighbourhood_id = r.neighbourhood_id AND t.entry_id = r.id"

_LATE_TRANSFER = (
    "SELECT 1 FROM added r JOIN ledger_entry e ON e.neighbourhood_id = r.neighbourhood_id AND e.id = r.entry_id"
)
_NOT_CLOSED_BY_ITS_ENTRY = (
    f"SELECT 1 FROM added r LEFT JOIN {_ITS_TRANSFERS} GROUP BY r.neighbourhood_id, r.id HAVING count(t.id) = 0 "
    "OR min(t.position) <> 1 OR max(t.position) <> count(t.id) "
    "OR bool_or(t.day <> r.day OR t.administration_id <> r.administration_id)"
)
_OUT_OF_ORDER = (
    "SELECT 1 FROM (SELECT r.number, a.last_number + row_number() OVER (PARTITION BY a.id ORDER BY r.number) "
    "AS next_number FROM added r JOIN ledger_administration a ON a.neighbourhood_id = r.neighbourhood_id "
    "AND a.id = r.administration_id) o WHERE o.number <> o.next_number"
)
_NO_OPEN_PERIOD = (
    "SELECT 1 FROM (SELECT DISTINCT neighbourhood_id, administration_id, day FROM added) r WHERE NOT EXISTS "
    "(SELECT 1 FROM ledger_period p WHERE p.neighbourhood_id = r.neighbourhood_id "
    "AND p.administration_id = r.administration_id AND r.day BETWEEN p.first_day AND p.last_day "
    "AND p.closed_at IS NULL)"
)
_REVERSES_A_REVERSAL = (
    "SELECT 1 FROM added r JOIN ledger_entry e ON e.neighbourhood_id = r.neighbourhood_id AND e.id = r.reverses_id "
    "WHERE e.reverses_id IS NOT NULL"
)
_MIRRORED = (
    "o.position = t.position AND o.source_id = t.target_id AND o.target_id = t.source_id AND o.amount = t.amount "
    "AND o.earmark_id IS NOT DISTINCT FROM t.earmark_id"
)
_NOT_THE_REVERSE = (
    "SELECT 1 FROM added r WHERE r.reverses_id IS NOT NULL AND ("
    "EXISTS (SELECT 1 FROM ledger_transfer o WHERE o.neighbourhood_id = r.neighbourhood_id "
    "AND o.entry_id = r.reverses_id AND NOT EXISTS (SELECT 1 FROM ledger_transfer t "
    f"WHERE t.neighbourhood_id = r.neighbourhood_id AND t.entry_id = r.id AND {_MIRRORED})) OR "
    "EXISTS (SELECT 1 FROM ledger_transfer t WHERE t.neighbourhood_id = r.neighbourhood_id "
    "AND t.entry_id = r.id AND NOT EXISTS (SELECT 1 FROM ledger_transfer o "
    f"WHERE o.neighbourhood_id = r.neighbourhood_id AND o.entry_id = r.reverses_id AND {_MIRRORED})))"
)


# Every transfer is looked at once, and added to the sums of both its accounts.
_SUMS = (
    "t.neighbourhood_id, COALESCE(t.target_id, t.source_id) AS id, "
    "CASE WHEN t.target_id IS NULL THEN -sum(t.amount) ELSE sum(t.amount) END AS amount"
)
_OF_BOTH_ACCOUNTS = "GROUP BY t.neighbourhood_id, GROUPING SETS ((t.target_id), (t.source_id))"


def _count(sums: str) -> str:
    return (
        "UPDATE ledger_account a SET balance = a.balance + m.amount FROM (SELECT s.neighbourhood_id, s.id, "
        f"sum(s.amount) AS amount FROM {sums} s GROUP BY s.neighbourhood_id, s.id) m "
        "WHERE a.neighbourhood_id = m.neighbourhood_id AND a.id = m.id"
    )


def _move_head(heads: str) -> str:
    return (
        f"UPDATE ledger_administration a SET last_number = l.number, last_hash = l.hash FROM ({heads}) l "
        "WHERE a.neighbourhood_id = l.neighbourhood_id AND a.id = l.administration_id;"
    )


_LAST_ADDED = (
    "SELECT DISTINCT ON (e.administration_id) e.neighbourhood_id, e.administration_id, e.number, e.hash "
    "FROM added e ORDER BY e.administration_id, e.number DESC"
)
# An administration names its batch before that is there, and has it open until it is.
_OPEN = (
    "ledger_administration a ON a.neighbourhood_id = r.neighbourhood_id AND a.id = r.administration_id "
    "AND a.batch_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_batch b WHERE b.id = a.batch_id)"
)
# Entries of an open batch are left to it; in one statement with others they would escape what those are asked.
# A long statement is read once for what it adds to, and only then do we look, because to hold may be to wait.
_WITHIN_BATCH = (
    "DECLARE places bigint[]; homes bigint[]; firsts bigint[]; BEGIN "
    "SELECT array_agg(n.place), array_agg(n.home), array_agg(n.first) INTO places, homes, firsts FROM "
    "(SELECT neighbourhood_id AS place, administration_id AS home, min(number) AS first FROM added GROUP BY 1, 2) n; "
    + _hold("homes")
    + "CASE (SELECT CASE WHEN count(a.id) = 0 THEN 'none' "
    "WHEN bool_or(a.id IS NULL OR r.number <= a.last_number) THEN 'some' ELSE 'all' END "
    f"FROM unnest(places, homes, firsts) r (neighbourhood_id, administration_id, number) LEFT JOIN {_OPEN}) "
    "WHEN 'some' THEN RAISE EXCEPTION 'entry_of_batch' USING ERRCODE = 'integrity_constraint_violation'; "
    "WHEN 'all' THEN RETURN NULL; ELSE NULL; END CASE; END; "
)
# OFFSET 0 makes it begin at the head: with the figures of a table that just grew, it would begin at the first entry.
_BATCH = (
    "added r JOIN ledger_administration a ON a.neighbourhood_id = r.neighbourhood_id AND a.id = r.administration_id "
    "{} JOIN LATERAL (SELECT n.id, n.neighbourhood_id, n.administration_id, n.number, n.day, n.reverses_id, n.hash "
    "FROM ledger_entry n WHERE n.neighbourhood_id = a.neighbourhood_id AND n.administration_id = a.id "
    "AND n.number > a.last_number OFFSET 0) e ON true"
)
_OF_THE_BATCH = _BATCH.format("")
_THEIR_TRANSFERS = "ledger_transfer t ON t.neighbourhood_id = e.neighbourhood_id AND t.entry_id = e.id"
_NOT_THE_OPEN_BATCH = (
    "SELECT 1 FROM added r WHERE NOT EXISTS (SELECT 1 FROM ledger_administration a WHERE a.neighbourhood_id = "
    "r.neighbourhood_id AND a.id = r.administration_id AND a.batch_id = r.id)"
)
# A day at a time, because a batch has few of those.
_DAYS_OF_BATCH = (
    "SELECT r.id, r.neighbourhood_id, r.administration_id, r.first_number, r.last_number, "
    "a.last_number AS head, e.day, "
    f"count(e.id) AS entries, max(e.number) AS last FROM {_BATCH.format('LEFT')} "
    "GROUP BY r.id, r.neighbourhood_id, r.administration_id, r.first_number, r.last_number, a.last_number, e.day"
)
_GAPS_IN_BATCH = (
    "SELECT 1 FROM days d GROUP BY d.id, d.first_number, d.last_number, d.head HAVING sum(d.entries) = 0 "
    "OR d.first_number <> d.head + 1 OR d.last_number <> max(d.last) "
    "OR sum(d.entries) <> d.last_number - d.first_number + 1"
)
_DAYS_IN_ORDER = (
    "DECLARE broken text; BEGIN "
    f"WITH days AS MATERIALIZED ({_DAYS_OF_BATCH}) SELECT CASE WHEN EXISTS ({_GAPS_IN_BATCH}) THEN 'batch_in_order' "
    f"WHEN EXISTS ({_NO_OPEN_PERIOD.replace('FROM added', 'FROM days')}) THEN 'batch_in_open_period' END INTO broken; "
    "IF broken IS NOT NULL THEN RAISE EXCEPTION '%', broken USING ERRCODE = 'integrity_constraint_violation'; "
    "END IF; END; "
)
# No entry of a batch reverses another. Every place leads down to the first one by steps of one.
_NOT_CLOSED = (
    "t.id IS NULL OR e.reverses_id IS NOT NULL OR t.day <> e.day OR t.administration_id <> e.administration_id "
    "OR (t.position <> 1 AND NOT EXISTS (SELECT 1 FROM ledger_transfer o WHERE o.neighbourhood_id = t.neighbourhood_id "
    "AND o.entry_id = t.entry_id AND o.position = t.position - 1))"
)
# To find the transfers of so many entries costs more than to look at them, so they are checked and counted in one go.
_CLOSE_BATCH = (
    "DECLARE not_closed boolean; BEGIN "
    f"WITH found AS MATERIALIZED (SELECT {_SUMS}, bool_or({_NOT_CLOSED}) AS wrong "
    f"FROM {_OF_THE_BATCH} LEFT JOIN {_THEIR_TRANSFERS} {_OF_BOTH_ACCOUNTS}), counted AS ({_count('found')}) "
    "SELECT bool_or(wrong) INTO not_closed FROM found; "
    "IF not_closed THEN RAISE EXCEPTION 'batch_closes_transfers' USING ERRCODE = 'integrity_constraint_violation'; "
    "END IF; END; "
)
_LAST_OF_BATCH = (
    "SELECT e.neighbourhood_id, e.administration_id, e.number, e.hash FROM added r JOIN ledger_entry e "
    "ON e.neighbourhood_id = r.neighbourhood_id AND e.administration_id = r.administration_id "
    "AND e.number = r.last_number"
)
_CHANGED = "SELECT 1 FROM before b JOIN after a ON a.id = b.id WHERE "
_OVERLAPS = (
    "SELECT 1 FROM added r JOIN ledger_period p ON p.neighbourhood_id = r.neighbourhood_id "
    "AND p.administration_id = r.administration_id AND p.id <> r.id "
    "AND p.first_day <= r.last_day AND p.last_day >= r.first_day"
)
_OPENS_AGAIN = (
    f"{_CHANGED}b.closed_at IS NOT NULL "
    "AND (a.closed_at, a.closed_by_id) IS DISTINCT FROM (b.closed_at, b.closed_by_id)"
)
_BATCH_IN_BETWEEN = (
    f"{_CHANGED}a.batch_id IS DISTINCT FROM b.batch_id AND (a.batch_id IS NULL "
    "OR EXISTS (SELECT 1 FROM ledger_batch x WHERE x.id = a.batch_id) "
    "OR (b.batch_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_batch x WHERE x.id = b.batch_id)))"
)
_DIRECTLY = "pg_trigger_depth() < 2 AND "


def _unless(rule: str, rows: str, also: str = "") -> str:
    says = f"RAISE EXCEPTION '{rule}' USING ERRCODE = 'integrity_constraint_violation'"
    return f"IF {also}EXISTS ({rows}) THEN {says}; END IF;"


_INSERTED = "AFTER INSERT", "REFERENCING NEW TABLE AS added"
_UPDATED = "AFTER UPDATE", "REFERENCING OLD TABLE AS before NEW TABLE AS after"

# (table, name, event, the tables that the body sees, body)
BODIES = (
    ("ledger_transfer", "transfer_before_entry", *_INSERTED, _HOLD + _unless("transfer_before_entry", _LATE_TRANSFER)),
    (
        "ledger_entry",
        "entry_counts",
        *_INSERTED,
        _WITHIN_BATCH
        + _unless("entry_closes_transfers", _NOT_CLOSED_BY_ITS_ENTRY)
        + _unless("entry_in_order", _OUT_OF_ORDER)
        + _unless("entry_in_open_period", _NO_OPEN_PERIOD)
        + _unless("entry_no_reversal_of_reversal", _REVERSES_A_REVERSAL)
        + _unless("entry_mirrors", _NOT_THE_REVERSE)
        + _count(f"(SELECT {_SUMS} FROM added r JOIN {_ITS_TRANSFERS} {_OF_BOTH_ACCOUNTS})")
        + "; "
        + _move_head(_LAST_ADDED),
    ),
    (
        "ledger_batch",
        "batch_counts",
        *_INSERTED,
        _HOLD
        + _unless("batch_is_open", _NOT_THE_OPEN_BATCH)
        + _DAYS_IN_ORDER
        + _CLOSE_BATCH
        + _move_head(_LAST_OF_BATCH),
    ),
    (
        "ledger_account",
        "account_starts_at_zero",
        *_INSERTED,
        _unless("account_starts_at_zero", "SELECT 1 FROM added WHERE balance <> 0"),
    ),
    (
        "ledger_account",
        "account_balance_by_entries",
        *_UPDATED,
        _unless("account_balance_by_entries", f"{_CHANGED}a.balance <> b.balance", _DIRECTLY),
    ),
    (
        "ledger_administration",
        "administration_starts_empty",
        *_INSERTED,
        _unless(
            "administration_starts_empty",
            "SELECT 1 FROM added WHERE last_number <> 0 OR batch_id IS NOT NULL "
            f"OR last_hash <> decode('{START.hex()}', 'hex')",
        ),
    ),
    (
        "ledger_administration",
        "administration_head_by_entries",
        *_UPDATED,
        _unless(
            "administration_head_by_entries",
            f"{_CHANGED}(a.last_number, a.last_hash) IS DISTINCT FROM (b.last_number, b.last_hash)",
            _DIRECTLY,
        )
        + _unless("administration_one_batch", _BATCH_IN_BETWEEN),
    ),
    ("ledger_period", "period_no_overlap", *_INSERTED, _HOLD + _unless("period_no_overlap", _OVERLAPS)),
    (
        "ledger_period",
        "period_stays_closed",
        *_UPDATED,
        _HOLD.replace("added", "after") + _unless("period_stays_closed", _OPENS_AGAIN),
    ),
)


def every_guard() -> Iterator[Guard]:
    for table, rule, event, seen, body in BODIES:
        name = f"{PREFIX}{rule}"
        sql = f'CREATE TRIGGER "{name}" {event} ON "{table}" {seen} FOR EACH STATEMENT EXECUTE FUNCTION "{name}"()'
        yield Guard(name, table, sql, f"BEGIN {body} RETURN NULL; END")
