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

_NOT_CLOSED_BY_ITS_ENTRY = (
    "(SELECT count(*) = 0 OR min(t.position) <> 1 OR max(t.position) <> count(*) OR max(t.day IS NOT NEW.day) "
    f"{_THEIRS})"
)
_OUT_OF_ORDER = (
    "COALESCE((SELECT NEW.number IS NOT a.last_number + 1 OR NEW.previous_hash IS NOT a.last_hash "
    f"FROM ledger_administration a WHERE {_ITS_ADMINISTRATION}), 1)"
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
# An entry is being counted while it is there and the administration does not know its number yet.
_NOBODY_COUNTS = (
    "NOT EXISTS (SELECT 1 FROM ledger_administration a JOIN ledger_entry e "
    "ON e.neighbourhood_id = a.neighbourhood_id AND e.administration_id = a.id AND e.number = a.last_number + 1 "
    f"WHERE {_ITS_ADMINISTRATION})"
)
_OWN = "CASE WHEN NEW.kind IN ('asset', 'expense') THEN NEW.balance ELSE -NEW.balance END"
_MOVES = "NEW.balance IS NOT OLD.balance"
_HEAD_OF_NO_ENTRY = (
    "(NEW.last_number IS NOT OLD.last_number OR NEW.last_hash IS NOT OLD.last_hash) AND "
    "(NEW.last_number IS NOT OLD.last_number + 1 OR NOT EXISTS (SELECT 1 FROM ledger_entry e "
    "WHERE e.neighbourhood_id = NEW.neighbourhood_id AND e.administration_id = NEW.id "
    "AND e.number = NEW.last_number AND e.hash = NEW.last_hash))"
)
_OVERLAPS = (
    "NEW.first_day IS NOT date(NEW.first_day) OR NEW.last_day IS NOT date(NEW.last_day) OR EXISTS (SELECT 1 "
    "FROM ledger_period p WHERE p.neighbourhood_id = NEW.neighbourhood_id "
    "AND p.administration_id = NEW.administration_id AND p.first_day <= NEW.last_day AND p.last_day >= NEW.first_day)"
)
_OPENS_AGAIN = (
    "OLD.closed_at IS NOT NULL AND (NEW.closed_at IS NOT OLD.closed_at OR NEW.closed_by_id IS NOT OLD.closed_by_id)"
)
_LATE_TRANSFER = (
    "EXISTS (SELECT 1 FROM ledger_entry e WHERE e.neighbourhood_id = NEW.neighbourhood_id AND e.id = NEW.entry_id)"
)

# (table, event, rule that is named in the refusal, condition that refuses). Those of one table and event become one
# trigger, because calling a trigger costs more than most of these questions.
REFUSALS = (
    ("ledger_transfer", "BEFORE INSERT", "transfer_before_entry", _LATE_TRANSFER),
    ("ledger_entry", "BEFORE INSERT", "entry_closes_transfers", _NOT_CLOSED_BY_ITS_ENTRY),
    ("ledger_entry", "BEFORE INSERT", "entry_in_order", _OUT_OF_ORDER),
    ("ledger_entry", "BEFORE INSERT", "entry_in_open_period", _NO_OPEN_PERIOD),
    ("ledger_entry", "BEFORE INSERT", "entry_no_reversal_of_reversal", _REVERSES_A_REVERSAL),
    ("ledger_entry", "BEFORE INSERT", "entry_mirrors", _NOT_THE_REVERSE),
    ("ledger_account", "BEFORE INSERT", "account_starts_at_zero", "NEW.balance IS NOT 0"),
    ("ledger_account", "BEFORE UPDATE", "account_balance_by_entries", _NOBODY_COUNTS),
    ("ledger_account", "BEFORE UPDATE", "account_balance_whole", "typeof(NEW.balance) <> 'integer'"),
    ("ledger_account", "BEFORE UPDATE", "account_floor", f"NEW.floor IS NOT NULL AND {_OWN} < NEW.floor"),
    ("ledger_account", "BEFORE UPDATE", "account_ceiling", f"NEW.ceiling IS NOT NULL AND {_OWN} > NEW.ceiling"),
    (
        "ledger_administration",
        "BEFORE INSERT",
        "administration_starts_empty",
        f"NEW.last_number IS NOT 0 OR NEW.last_hash IS NOT '{START}'",
    ),
    ("ledger_administration", "BEFORE UPDATE", "administration_head_by_entries", _HEAD_OF_NO_ENTRY),
    ("ledger_period", "BEFORE INSERT", "period_no_overlap", _OVERLAPS),
    ("ledger_period", "BEFORE UPDATE", "period_stays_closed", _OPENS_AGAIN),
)

_MORE_THAN_ONE = f"EXISTS (SELECT 1 {_THEIRS} AND t.position = 2)"
_ITS_ADMINISTRATION_MOVES = (
    "UPDATE ledger_administration SET last_number = NEW.number, last_hash = NEW.hash "
    "WHERE id = NEW.administration_id AND neighbourhood_id = NEW.neighbourhood_id;"
)
# Nearly every entry has one transfer, and this costs a third of the sums below.
COUNT_ONE = (
    f"UPDATE ledger_account SET balance = balance - (SELECT t.amount {_THEIRS}) "
    f"WHERE id = (SELECT t.source_id {_THEIRS}) AND neighbourhood_id = NEW.neighbourhood_id; "
    f"UPDATE ledger_account SET balance = balance + (SELECT t.amount {_THEIRS}) "
    f"WHERE id = (SELECT t.target_id {_THEIRS}) AND neighbourhood_id = NEW.neighbourhood_id; "
    f"{_ITS_ADMINISTRATION_MOVES}"
)
COUNT_MORE = (
    "UPDATE ledger_account SET balance = balance + (SELECT sum(CASE ledger_account.id WHEN t.target_id THEN t.amount "
    f"ELSE -t.amount END) {_THEIRS} AND ledger_account.id IN (t.target_id, t.source_id)) WHERE id IN "
    f"(SELECT t.source_id {_THEIRS} UNION ALL SELECT t.target_id {_THEIRS}) "
    f"AND neighbourhood_id = NEW.neighbourhood_id; {_ITS_ADMINISTRATION_MOVES}"
)


def every_guard() -> Iterator[Guard]:
    for (table, event), group in groupby(REFUSALS, itemgetter(0, 1)):
        rules = list(group)
        name = f"{PREFIX}{rules[0][2]}"
        body = " ".join(f"SELECT RAISE(ABORT, '{rule}') WHERE {refused};" for _table, _event, rule, refused in rules)
        when = f" WHEN {_MOVES}" if (table, event) == ("ledger_account", "BEFORE UPDATE") else ""
        yield Guard(name, table, f'CREATE TRIGGER "{name}" {event} ON "{table}"{when} BEGIN {body} END')
    for what, when, body in (("one", f"NOT {_MORE_THAN_ONE}", COUNT_ONE), ("more", _MORE_THAN_ONE, COUNT_MORE)):
        name = f"{PREFIX}entry_counts_{what}"
        sql = f'CREATE TRIGGER "{name}" AFTER INSERT ON "ledger_entry" WHEN {when} BEGIN {body} END'
        yield Guard(name, "ledger_entry", sql)
