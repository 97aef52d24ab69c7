"""The rules of the books as triggers of SQLite, which look at one row at a time.

They refuse by RAISE(ABORT), which OR IGNORE in the statement of an attacker does not soften as it does a CHECK.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from limonade.audit.guards import PREFIX, Guard
from limonade.ledger.chain import START

_THEIRS = "FROM ledger_transfer t WHERE t.neighbourhood_id = NEW.neighbourhood_id AND t.entry_id = NEW.id"
_ITS_ADMINISTRATION = "a.id = NEW.administration_id AND a.neighbourhood_id = NEW.neighbourhood_id"

# An administration names its batch before that is there, and has it open until it is.
_IS_THERE = "EXISTS (SELECT 1 FROM ledger_batch b WHERE b.id = {batch})"


def _open(administration: str) -> str:
    batch = f"{administration}.batch_id"
    return f"{batch} IS NOT NULL AND NOT {_IS_THERE.format(batch=batch)}"


_WITHIN_BATCH = f"EXISTS (SELECT 1 FROM ledger_administration a WHERE {_ITS_ADMINISTRATION} AND {_open('a')})"
_NOT_CLOSED_BY_ITS_ENTRY = (
    "(SELECT count(*) = 0 OR min(t.position) <> 1 OR max(t.position) <> count(*) OR max(t.day IS NOT NEW.day) "
    f"OR max(t.administration_id IS NOT NEW.administration_id) {_THEIRS})"
)
_OUT_OF_ORDER = (
    f"COALESCE((SELECT NEW.number IS NOT a.last_number + 1 FROM ledger_administration a WHERE {_ITS_ADMINISTRATION}), "
    "1)"
)
_NO_OPEN_PERIOD = (
    "NEW.day IS NOT date(NEW.day) OR NOT EXISTS (SELECT 1 FROM ledger_period p WHERE "
    "p.neighbourhood_id = NEW.neighbourhood_id AND p.administration_id = NEW.administration_id "
    "AND p.first_day <= NEW.day AND p.last_day >= NEW.day AND p.closed_at IS NULL)"
)
_REVERSES_A_REVERSAL = (
    "NEW.reverses_id IS NOT NULL AND EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = NEW.reverses_id "
    "AND e.neighbourhood_id = NEW.neighbourhood_id AND e.reverses_id IS NOT NULL)"
)
_OF_THE_REVERSED = (
    "FROM ledger_transfer o WHERE o.neighbourhood_id = NEW.neighbourhood_id AND o.entry_id = NEW.reverses_id"
)
_NOT_THE_REVERSE = (
    f"NEW.reverses_id IS NOT NULL AND ((SELECT count(*) {_THEIRS}) <> (SELECT count(*) {_OF_THE_REVERSED}) "
    f"OR EXISTS (SELECT 1 {_OF_THE_REVERSED} AND NOT EXISTS (SELECT 1 {_THEIRS} AND t.position = o.position "
    "AND t.source_id = o.target_id AND t.target_id = o.source_id AND t.amount = o.amount "
    "AND t.earmark_id IS o.earmark_id)))"
)
# Entries are being counted while they are there, closed, and the administration does not know their numbers yet.
_NOBODY_COUNTS = (
    "NOT EXISTS (SELECT 1 FROM ledger_administration a JOIN ledger_entry e "
    "ON e.neighbourhood_id = a.neighbourhood_id AND e.administration_id = a.id AND e.number = a.last_number + 1 "
    f"WHERE {_ITS_ADMINISTRATION} AND NOT ({_open('a')}))"
)
_OWN = "CASE WHEN NEW.kind IN ('asset', 'expense') THEN NEW.balance ELSE -NEW.balance END"
_MOVES = "NEW.balance IS NOT OLD.balance"
_HEAD_OF_NO_ENTRY = (
    "(NEW.last_number IS NOT OLD.last_number OR NEW.last_hash IS NOT OLD.last_hash) AND "
    f"({_open('OLD')} OR NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.neighbourhood_id = NEW.neighbourhood_id "
    "AND e.administration_id = NEW.id AND e.number = NEW.last_number AND e.hash = NEW.last_hash) "
    "OR (NEW.last_number IS NOT OLD.last_number + 1 AND NOT EXISTS (SELECT 1 FROM ledger_batch b "
    "WHERE b.id = OLD.batch_id AND b.first_number = OLD.last_number + 1 AND b.last_number = NEW.last_number)))"
)
_BATCH_IN_BETWEEN = (
    f"NEW.batch_id IS NOT OLD.batch_id AND (NEW.batch_id IS NULL OR {_IS_THERE.format(batch='NEW.batch_id')} "
    f"OR ({_open('OLD')}))"
)
_NOT_THE_OPEN_BATCH = (
    f"{_IS_THERE.format(batch='NEW.id')} OR NOT EXISTS (SELECT 1 FROM ledger_administration a "
    f"WHERE {_ITS_ADMINISTRATION} AND a.batch_id = NEW.id)"
)
# All entries above the head: there are none of those but the ones in the open batch.
_OF_THE_BATCH = (
    "e.neighbourhood_id = NEW.neighbourhood_id AND e.administration_id = NEW.administration_id "
    f"AND e.number > (SELECT a.last_number FROM ledger_administration a WHERE {_ITS_ADMINISTRATION})"
)
_GAPS_IN_BATCH = (
    f"(SELECT count(*) = 0 OR NEW.first_number IS NOT (SELECT a.last_number + 1 FROM ledger_administration a "
    f"WHERE {_ITS_ADMINISTRATION}) OR NEW.last_number IS NOT max(e.number) "
    f"OR count(*) <> NEW.last_number - NEW.first_number + 1 FROM ledger_entry e WHERE {_OF_THE_BATCH})"
)
_BATCH_NOT_IN_OPEN_PERIOD = (
    f"EXISTS (SELECT 1 FROM (SELECT DISTINCT e.day FROM ledger_entry e WHERE {_OF_THE_BATCH}) d "
    "WHERE d.day IS NOT date(d.day) OR NOT EXISTS (SELECT 1 FROM ledger_period p WHERE "
    "p.neighbourhood_id = NEW.neighbourhood_id AND p.administration_id = NEW.administration_id "
    "AND p.first_day <= d.day AND p.last_day >= d.day AND p.closed_at IS NULL))"
)
_WITH_ITS_TRANSFERS = "ledger_transfer t ON t.neighbourhood_id = e.neighbourhood_id AND t.entry_id = e.id"
# No entry of a batch reverses another. Every place leads down to the first one by steps of one.
_NOT_CLOSED_BY_BATCH = (
    f"EXISTS (SELECT 1 FROM ledger_entry e LEFT JOIN {_WITH_ITS_TRANSFERS} WHERE {_OF_THE_BATCH} AND (t.id IS NULL "
    "OR e.reverses_id IS NOT NULL OR t.day IS NOT e.day OR t.administration_id IS NOT e.administration_id "
    "OR (t.position <> 1 AND NOT EXISTS (SELECT 1 FROM ledger_transfer o WHERE o.neighbourhood_id = "
    "t.neighbourhood_id AND o.entry_id = t.entry_id AND o.position = t.position - 1))))"
)
_OVERLAPS = (
    "NEW.first_day IS NOT date(NEW.first_day) OR NEW.last_day IS NOT date(NEW.last_day) OR EXISTS (SELECT 1 "
    "FROM ledger_period p WHERE p.neighbourhood_id = NEW.neighbourhood_id "
    "AND p.administration_id = NEW.administration_id AND p.first_day <= NEW.last_day AND p.last_day >= NEW.first_day)"
)
_OPENS_AGAIN = (
    "OLD.closed_at IS NOT NULL AND (NEW.closed_at IS NOT OLD.closed_at OR NEW.closed_by_id IS NOT OLD.closed_by_id)"
)
_LATE_TRANSFER = "EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = NEW.entry_id)"

# (table, event, rule that is named in the refusal, condition that refuses). Those of one table and event become one
# trigger, because calling a trigger costs more than most of these questions.
REFUSALS = (
    ("ledger_transfer", "BEFORE INSERT", "transfer_before_entry", _LATE_TRANSFER),
    ("ledger_batch", "BEFORE INSERT", "batch_is_open", _NOT_THE_OPEN_BATCH),
    ("ledger_batch", "BEFORE INSERT", "batch_in_order", _GAPS_IN_BATCH),
    ("ledger_batch", "BEFORE INSERT", "batch_in_open_period", _BATCH_NOT_IN_OPEN_PERIOD),
    ("ledger_batch", "BEFORE INSERT", "batch_closes_transfers", _NOT_CLOSED_BY_BATCH),
    ("ledger_account", "BEFORE INSERT", "account_starts_at_zero", "NEW.balance IS NOT 0"),
    ("ledger_account", "BEFORE UPDATE", "account_balance_by_entries", _NOBODY_COUNTS),
    ("ledger_account", "BEFORE UPDATE", "account_balance_whole", "typeof(NEW.balance) <> 'integer'"),
    ("ledger_account", "BEFORE UPDATE", "account_floor", f"NEW.floor IS NOT NULL AND {_OWN} < NEW.floor"),
    ("ledger_account", "BEFORE UPDATE", "account_ceiling", f"NEW.ceiling IS NOT NULL AND {_OWN} > NEW.ceiling"),
    (
        "ledger_administration",
        "BEFORE INSERT",
        "administration_starts_empty",
        f"NEW.last_number IS NOT 0 OR NEW.last_hash IS NOT x'{START.hex()}' OR NEW.batch_id IS NOT NULL",
    ),
    ("ledger_administration", "BEFORE UPDATE", "administration_head_by_entries", _HEAD_OF_NO_ENTRY),
    ("ledger_administration", "BEFORE UPDATE", "administration_one_batch", _BATCH_IN_BETWEEN),
    ("ledger_period", "BEFORE INSERT", "period_no_overlap", _OVERLAPS),
    ("ledger_period", "BEFORE UPDATE", "period_stays_closed", _OPENS_AGAIN),
)

# Of an entry, as long as no batch is open that does it for all.
REFUSALS_OF_ENTRIES = (
    ("entry_closes_transfers", _NOT_CLOSED_BY_ITS_ENTRY),
    ("entry_in_order", _OUT_OF_ORDER),
    ("entry_in_open_period", _NO_OPEN_PERIOD),
    ("entry_no_reversal_of_reversal", _REVERSES_A_REVERSAL),
    ("entry_mirrors", _NOT_THE_REVERSE),
)


def _head(number: str, its_hash: str) -> str:
    return (
        f"UPDATE ledger_administration SET last_number = {number}, last_hash = {its_hash} "
        "WHERE id = NEW.administration_id AND neighbourhood_id = NEW.neighbourhood_id;"
    )


COUNT_ENTRY = (
    "UPDATE ledger_account SET balance = balance + (SELECT sum(CASE ledger_account.id WHEN t.target_id THEN t.amount "
    f"ELSE -t.amount END) {_THEIRS} AND ledger_account.id IN (t.target_id, t.source_id)) WHERE id IN "
    f"(SELECT t.source_id {_THEIRS} UNION ALL SELECT t.target_id {_THEIRS}) "
    f"AND neighbourhood_id = NEW.neighbourhood_id; {_head('NEW.number', 'NEW.hash')}"
)
# Both sides of a transfer from one look at it: a second look would cost as much as all checks.
COUNT_BATCH = (
    "UPDATE ledger_account SET balance = balance + m.amount FROM ("
    "SELECT CASE s.side WHEN 1 THEN t.target_id ELSE t.source_id END AS id, sum(s.side * t.amount) AS amount "
    f"FROM ledger_entry e JOIN {_WITH_ITS_TRANSFERS} CROSS JOIN (SELECT 1 AS side UNION ALL SELECT -1) s "
    f"WHERE {_OF_THE_BATCH} "
    "GROUP BY 1) m WHERE ledger_account.id = m.id AND ledger_account.neighbourhood_id = NEW.neighbourhood_id; "
    + _head(
        "NEW.last_number",
        "(SELECT e.hash FROM ledger_entry e WHERE e.neighbourhood_id = NEW.neighbourhood_id "
        "AND e.administration_id = NEW.administration_id AND e.number = NEW.last_number)",
    )
)


def _refuse(rule: str, refused: str) -> str:
    return f"SELECT RAISE(ABORT, '{rule}') WHERE {refused};"


def every_guard() -> Iterator[Guard]:
    for (table, event), group in groupby(REFUSALS, itemgetter(0, 1)):
        rules = list(group)
        body = " ".join(_refuse(rule, refused) for _table, _event, rule, refused in rules)
        when = f" WHEN {_MOVES}" if (table, event) == ("ledger_account", "BEFORE UPDATE") else ""
        yield _guard(rules[0][2], table, event + f' ON "{table}"{when}', body)
    body = " ".join([*(_refuse(rule, refused) for rule, refused in REFUSALS_OF_ENTRIES), COUNT_ENTRY])
    yield _guard("entry_counts", "ledger_entry", f'AFTER INSERT ON "ledger_entry" WHEN NOT {_WITHIN_BATCH}', body)
    yield _guard("batch_counts", "ledger_batch", 'AFTER INSERT ON "ledger_batch"', COUNT_BATCH)


def _guard(rule: str, table: str, event: str, body: str) -> Guard:
    name = f"{PREFIX}{rule}"
    return Guard(name, table, f'CREATE TRIGGER "{name}" {event} BEGIN {body} END')
