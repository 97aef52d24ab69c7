"""Every SQL that a cursor runs is looked at, whoever wrote it."""

import pytest
from django.db import connection, models, transaction
from django.db.models import Count, Exists, F, OuterRef, Q
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from limonade.neighbourhoods.models import Neighbourhood
from limonade.scoping import sql_guard
from limonade.scoping.errors import UnscopedQuery
from limonade.scoping.sql_guard import national
from tests.scoping.wall_app.models import House, Note, Street

pytestmark = pytest.mark.django_db


@pytest.fixture
def unscoped_manager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plants the mistake of a model with Django's own base manager."""
    plain = models.Manager[Street]()
    plain.model = Street
    monkeypatch.setitem(Street._meta.__dict__, "base_manager", plain)


def test_exists_outside_a_scope_is_refused(house: House) -> None:
    """The one read that django-scopes lets pass."""
    with pytest.raises(UnscopedQuery, match="wall_app_house is read or changed"):
        House.objects.exists()


def test_raw_cursor_is_refused(house: House) -> None:
    with pytest.raises(UnscopedQuery, match="with national"), connection.cursor() as cursor:
        cursor.execute("SELECT number FROM wall_app_house WHERE id = %s", [house.pk])


def test_unscoped_hop_is_refused(house: House, unscoped_manager: None) -> None:
    with scope(neighbourhood=house.neighbourhood):
        found = House.objects.get()
        with pytest.raises(UnscopedQuery, match="wall_app_street"):
            _ = found.street


def test_many_statements_at_once_are_looked_at(house: House) -> None:
    with pytest.raises(UnscopedQuery), connection.cursor() as cursor:
        cursor.executemany("UPDATE wall_app_house SET number = %s WHERE id = %s", [(1, house.pk)])


def test_moving_rows_by_update_is_refused(street: Street, there: Neighbourhood) -> None:
    with scope(neighbourhood=street.neighbourhood), pytest.raises(UnscopedQuery, match="never moves"):
        Street.objects.update(neighbourhood=there)


def test_upsert_by_id_only_is_refused_and_by_neighbourhood_passes(street: Street) -> None:
    rows = [Street(pk=street.pk, neighbourhood_id=street.neighbourhood_id, name="Nieuw")]
    with scope(neighbourhood=street.neighbourhood):
        with pytest.raises(UnscopedQuery, match="ON CONFLICT"), transaction.atomic():
            Street.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=["name"])
        Street.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["neighbourhood", "id"], update_fields=["name"]
        )
        Street.objects.bulk_create(rows, ignore_conflicts=True)
        assert Street.objects.get().name == "Nieuw"


def test_what_django_writes_within_a_scope_passes(house: House) -> None:
    with scope(neighbourhood=house.neighbourhood):
        houses = House.objects.all()
        list(houses.filter(Q(number=1) | Q(number=2)).order_by("street__name"))
        list(houses.exclude(number=1).select_related("street", "neighbourhood"))
        list(houses.filter(street__neighbourhood__slug="paasberg"))
        list(Street.objects.annotate(houses=Count("house")).filter(houses__gt=0))
        list(Street.objects.filter(~Exists(House.objects.filter(street=OuterRef("pk")))))
        list(Note.objects.filter(Q(house__street__name="x") | Q(parent__text="y")))
        list(houses.filter(street__in=Street.objects.filter(name="x")))
        list(houses.union(houses.filter(number=2)))
        list(houses.filter(number=1).distinct().values_list("street", flat=True)[:1])
        houses.aggregate(Count("id"))
        houses.select_for_update(of=("self",)).first()
        houses.filter(street__name="x").update(number=F("number") + 1)
        houses.bulk_update([house], ["number"])
        House.objects.update_or_create(pk=house.pk, defaults={"number": 8}, create_defaults={})
        House.objects.in_bulk([house.pk])
        houses.filter(street__name="Bergstraat", note__text="x").delete()
        Note.objects.bulk_create(Note(neighbourhood=house.neighbourhood, text=str(n)) for n in range(2000))
    with scope(neighbourhood=[house.neighbourhood]):
        assert House.objects.get().number == 8


def test_exclude_over_a_reverse_relation_is_refused(street: Street) -> None:
    """Django does not put the neighbourhood in this subquery; the message says what to write instead."""
    with scope(neighbourhood=street.neighbourhood), pytest.raises(UnscopedQuery, match="~Exists"):
        list(Street.objects.exclude(house__number=1))


def test_national_lifts_the_wall(house: House, street_there: Street) -> None:
    with national("count all streets"):
        assert Street.objects.count() == 2
    with pytest.raises(UnscopedQuery):
        Street.objects.exists()


def test_national_within_a_scope_sees_all(house: House, street_there: Street) -> None:
    with scope(neighbourhood=house.neighbourhood):
        with national("count all streets"):
            assert Street.objects.count() == 2
        assert Street.objects.count() == 1


@pytest.mark.parametrize("reason", ["", "  "])
def test_national_needs_a_reason(reason: str) -> None:
    with pytest.raises(ValueError, match="reason"), national(reason):
        pass


def test_wall_is_back_after_an_error_in_national(house: House) -> None:
    with pytest.raises(ZeroDivisionError), national("fails"):
        _ = 1 / 0
    with pytest.raises(UnscopedQuery):
        House.objects.exists()


def test_same_sql_is_read_once(house: House) -> None:
    with scope(neighbourhood=house.neighbourhood):
        House.objects.first()
        before = sql_guard._problems.cache_info()
        House.objects.first()
        after = sql_guard._problems.cache_info()
    assert (after.misses, after.hits) == (before.misses, before.hits + 1)


def test_long_lists_of_placeholders_are_cached_as_one(house: House) -> None:
    with scope(neighbourhood=house.neighbourhood):
        before = sql_guard._problems.cache_info().currsize
        for size in (2000, 2001, 2002):
            list(House.objects.filter(pk__in=range(size)))
        assert sql_guard._problems.cache_info().currsize <= before + 1


def test_new_connection_is_guarded_once(house: House) -> None:
    sql_guard.guard_connection(connection)
    assert connection.execute_wrappers.count(sql_guard.refuse_unscoped) == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="composed SQL is of psycopg")
def test_composed_sql_is_looked_at(house: House) -> None:
    from psycopg import sql

    with pytest.raises(UnscopedQuery), connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier("wall_app_house")))


def test_guard_asks_the_database_nothing(house: House) -> None:
    with scope(neighbourhood=house.neighbourhood), CaptureQueriesContext(connection) as queries:
        House.objects.first()
    assert len(queries) == 1
