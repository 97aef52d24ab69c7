"""What the guard can read in SQL. `house` and `street` are scoped, `unit` is not."""

import pytest

from limonade.scoping.sql_reader import unscoped

SCOPED = frozenset({"house", "street"})
JOIN = "SELECT * FROM house h JOIN street s ON s.id = h.street_id AND s.neighbourhood_id = h.neighbourhood_id"

PASSES = [
    "SELECT * FROM unit",
    "SELECT * FROM house WHERE neighbourhood_id = %s",
    'SELECT * FROM "house" WHERE ("house"."neighbourhood_id" = %s AND ("house"."a" = 1 OR "house"."b" = 2))',
    "SELECT * FROM public.house WHERE house.neighbourhood_id = 3",
    "SELECT * FROM house h WHERE %s = h.neighbourhood_id",
    "SELECT * FROM house AS h WHERE h.neighbourhood_id IN (%s, %s)",
    "SELECT * FROM house h WHERE h.neighbourhood_id = %(n)s::bigint",
    "SELECT * FROM house h WHERE h.neighbourhood_id = ? /* or */ -- or",
    "SELECT * FROM house h, street s WHERE h.neighbourhood_id = 1 AND s.neighbourhood_id = h.neighbourhood_id",
    f"{JOIN} WHERE h.neighbourhood_id = %s",
    f"{JOIN} AND s.neighbourhood_id = %s",
    f"{JOIN.replace('JOIN', 'LEFT OUTER JOIN')} WHERE h.neighbourhood_id = %s",
    "SELECT * FROM house WHERE neighbourhood_id = 1 UNION SELECT * FROM house WHERE neighbourhood_id = 2",
    "WITH h AS (SELECT * FROM house WHERE neighbourhood_id = 1) SELECT * FROM h",
    "SELECT EXISTS (SELECT 1 FROM house WHERE neighbourhood_id = 1)",
    "SELECT (SELECT 1 FROM street s WHERE s.neighbourhood_id = h.neighbourhood_id) FROM house h"
    " WHERE h.neighbourhood_id = 1",
    "SELECT EXTRACT(YEAR FROM day), a IS DISTINCT FROM b FROM house WHERE neighbourhood_id = 1",
    "SELECT CASE WHEN a = 1 OR b = 2 THEN 'or' END FROM house WHERE neighbourhood_id = 1",
    "SELECT DISTINCT ON (a) house.* FROM house WHERE neighbourhood_id = 1 FOR UPDATE OF house",
    "SELECT 'SELECT * FROM house'",
    "UPDATE house SET a = CASE WHEN id = 1 THEN 2 END WHERE neighbourhood_id = 1",
    "UPDATE house SET a = 1 WHERE house.id IN (SELECT u.id FROM house u WHERE u.neighbourhood_id = 1)",
    "DELETE FROM house WHERE neighbourhood_id = 1",
    "DELETE FROM house h USING street s WHERE h.neighbourhood_id = 1 AND s.neighbourhood_id = 1",
    "INSERT INTO house (id, neighbourhood_id) VALUES (%s, %s)",
    "INSERT OR IGNORE INTO house (id, neighbourhood_id) VALUES (%s, %s)",
    "INSERT INTO house (id, neighbourhood_id) SELECT id, neighbourhood_id FROM street WHERE neighbourhood_id = 1",
    "INSERT INTO house (id, neighbourhood_id) VALUES (1, 2) ON CONFLICT (id) DO NOTHING",
    "INSERT INTO house (id, neighbourhood_id) VALUES (1, 2)"
    " ON CONFLICT (neighbourhood_id, id) DO UPDATE SET a = EXCLUDED.a RETURNING id",
    "EXPLAIN (ANALYZE) SELECT * FROM house WHERE neighbourhood_id = 1",
    "CREATE TABLE house (id bigint)",
    "ALTER TABLE house ADD COLUMN a int",
    "DROP TABLE house",
    "PRAGMA foreign_key_check(house)",
    'SAVEPOINT "house"',
    "CREATE TRIGGER t BEFORE DELETE ON house BEGIN SELECT * FROM house; END",
    "SELECT 1; SELECT * FROM house WHERE neighbourhood_id = 1",
]

REFUSED = [
    "SELECT * FROM house",
    "SELECT * FROM HOUSE",
    'SELECT * FROM public."house"',
    "(SELECT * FROM house)",
    "SELECT * FROM house WHERE id = %s",
    "SELECT * FROM house -- WHERE neighbourhood_id = 1",
    "SELECT 'neighbourhood_id = 1' FROM house",
    "SELECT neighbourhood_id = 1 FROM house",
    "SELECT * FROM house ORDER BY neighbourhood_id = 1",
    "SELECT * FROM house WHERE neighbourhood_id <> 1",
    "SELECT * FROM house WHERE neighbourhood_id = neighbourhood_id",
    "SELECT * FROM house WHERE neighbourhood_id NOT IN (1)",
    "SELECT * FROM house WHERE neighbourhood_id IN (SELECT id FROM neighbourhood)",
    "SELECT * FROM house WHERE neighbourhood_id = 1 OR a = 2",
    "SELECT * FROM house WHERE (neighbourhood_id = 1 AND b = 1) OR a = 2",
    "SELECT * FROM house WHERE NOT (neighbourhood_id = 1)",
    "SELECT * FROM house WHERE NOT neighbourhood_id = 1",
    "SELECT * FROM house WHERE COALESCE(neighbourhood_id = 1, a)",
    "SELECT * FROM house WHERE CASE WHEN a THEN neighbourhood_id = 1 ELSE b END",
    "SELECT * FROM house WHERE neighbourhood_id = 1 + a",
    "SELECT * FROM house h JOIN neighbourhood n ON h.neighbourhood_id = n.id WHERE n.slug = 'x'",
    JOIN,
    "SELECT * FROM house h JOIN street s ON s.id = h.street_id WHERE h.neighbourhood_id = 1",
    "SELECT * FROM house h JOIN unit u ON h.neighbourhood_id = u.neighbourhood_id AND u.neighbourhood_id = 1",
    "SELECT * FROM house h LEFT JOIN street s ON h.neighbourhood_id = 1 AND s.neighbourhood_id = 1",
    "SELECT * FROM house, street WHERE house.neighbourhood_id = 1",
    "SELECT * FROM (house CROSS JOIN street)",
    "SELECT * FROM house WHERE neighbourhood_id = 1 UNION ALL SELECT * FROM house",
    "WITH h AS (SELECT * FROM house) SELECT * FROM h WHERE neighbourhood_id = 1",
    "SELECT * FROM house h WHERE EXISTS (SELECT 1 FROM street s WHERE s.neighbourhood_id = 1"
    " AND s.neighbourhood_id = h.neighbourhood_id)",
    "SELECT EXISTS (SELECT 1 FROM house)",
    "UPDATE house SET a = 1",
    "UPDATE house SET neighbourhood_id = 2 WHERE neighbourhood_id = 1",
    "UPDATE house SET a = 1, neighbourhood_id = 2 WHERE neighbourhood_id = 1",
    "UPDATE house SET a = 1 WHERE id IN (SELECT id FROM house)",
    "UPDATE house SET a = 1 WHERE house.id IN (SELECT s.id FROM street s WHERE s.neighbourhood_id = 1)",
    "UPDATE house SET a = 1 WHERE house.id IN (SELECT h.id FROM house h WHERE h.neighbourhood_id = 1 UNION SELECT 2)",
    "DELETE FROM house",
    "WITH gone AS (DELETE FROM house RETURNING id) SELECT * FROM gone",
    "INSERT INTO house VALUES (1, 2)",
    "INSERT INTO house (id) VALUES (1)",
    "INSERT INTO unit (id) SELECT id FROM house",
    "INSERT OR REPLACE INTO house (id, neighbourhood_id) VALUES (1, 2)",
    "REPLACE INTO house (id, neighbourhood_id) VALUES (1, 2)",
    "INSERT INTO house (id, neighbourhood_id) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET a = 3",
    "INSERT INTO house (id, neighbourhood_id) VALUES (1, 2)"
    " ON CONFLICT (neighbourhood_id, id) DO UPDATE SET neighbourhood_id = 3",
    "TRUNCATE house",
    "TABLE house",
    "COPY house TO STDOUT",
    "EXPLAIN SELECT * FROM house",
    "SELECT 1; DELETE FROM house",
]


@pytest.mark.parametrize("sql", PASSES)
def test_sql_that_stays_within_a_neighbourhood_passes(sql: str) -> None:
    assert unscoped(sql, SCOPED) == []


@pytest.mark.parametrize("sql", REFUSED)
def test_sql_that_may_cross_neighbourhoods_is_refused(sql: str) -> None:
    assert unscoped(sql, SCOPED)
