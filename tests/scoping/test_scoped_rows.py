"""Reading, saving and deleting rows stays within the scope."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django_scopes import ScopeError, scope

from limonade.neighbourhoods.models import Neighbourhood
from limonade.scoping.errors import NeighbourhoodIsFixed
from limonade.scoping.sql_guard import national
from tests.scoping.wall_app.models import House, Note, Street

pytestmark = pytest.mark.django_db


def test_queries_outside_a_scope_raise(house: House) -> None:
    fresh = House(pk=house.pk, neighbourhood_id=house.neighbourhood_id, street_id=house.street_id)
    for query in (
        House.objects.all,
        House.objects.count,
        House.objects.first,
        partial(House.objects.filter, number=1),
        house.refresh_from_db,
        house.delete,
        house.street.house_set.all,
        lambda: fresh.street,
    ):
        with pytest.raises(ScopeError):
            query()


def test_save_outside_a_scope_raises(house: House) -> None:
    with pytest.raises(ScopeError):
        house.save()


def test_rows_of_another_neighbourhood_are_invisible(house: House, there: Neighbourhood) -> None:
    with scope(neighbourhood=there):
        assert not House.objects.exists()
        assert not House.objects.filter(pk=house.pk).update(number=5)
        assert House.objects.filter(pk=house.pk).delete() == (0, {})


def test_hops_prefetches_and_refreshes_work_within_the_scope(house: House) -> None:
    with scope(neighbourhood=house.neighbourhood):
        found = House.objects.get()
        assert found.street.name == "Bergstraat"
        assert House.objects.select_related("street", "neighbourhood").get().street == found.street
        assert House.objects.prefetch_related("street").get().street == found.street
        assert [one.pk for one in Street.objects.prefetch_related("house_set").get().house_set.all()] == [house.pk]
        found.refresh_from_db()
        assert House.objects.filter(street__name="Bergstraat").update(number=3) == 1
        assert Street.objects.filter(house__number=3).count() == 1


def move(house: House, there: Neighbourhood, how: Callable[[House], None]) -> None:
    """Dirk would like the house in his own neighbourhood."""
    house.neighbourhood = there
    how(house)


@pytest.mark.parametrize(
    "how",
    [
        lambda house: house.save(),
        lambda house: house.save(update_fields=["number"]),
        lambda house: house.save(update_fields=["neighbourhood"]),
        lambda house: house.save(force_update=True),
    ],
    ids=["save", "one field", "the neighbourhood only", "force_update"],
)
@pytest.mark.parametrize("scoped_to_both", [True, False])
def test_save_cannot_move_a_row_to_another_neighbourhood(
    house: House, there: Neighbourhood, how: Callable[[House], None], scoped_to_both: bool
) -> None:
    home = house.neighbourhood
    within = scope(neighbourhood=[home, there] if scoped_to_both else there)
    with within, pytest.raises(NeighbourhoodIsFixed, match="never moves"), transaction.atomic():
        move(house, there, how)
    with scope(neighbourhood=home):
        assert House.objects.get().neighbourhood == home


def test_new_object_with_the_id_of_a_row_elsewhere_cannot_take_it_over(house: House, street_there: Street) -> None:
    thief = House(pk=house.pk, neighbourhood=street_there.neighbourhood, street=street_there, number=2)
    with scope(neighbourhood=street_there.neighbourhood):
        with pytest.raises(IntegrityError), transaction.atomic():
            thief.save()
        with pytest.raises(DatabaseError), transaction.atomic():
            thief.save(force_update=True)


def test_save_never_writes_the_neighbourhood(house: House) -> None:
    with (
        scope(neighbourhood=house.neighbourhood),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        house.save()
    changes, conditions = queries.captured_queries[0]["sql"].split(" WHERE ")
    assert "neighbourhood_id" not in changes
    assert "neighbourhood_id" in conditions


def test_save_of_nothing_but_the_neighbourhood_is_no_change(house: House) -> None:
    with scope(neighbourhood=house.neighbourhood):
        house.save(update_fields=["neighbourhood"])


def test_row_for_another_neighbourhood_cannot_be_added_within_a_scope(
    here: Neighbourhood, there: Neighbourhood
) -> None:
    with scope(neighbourhood=here):
        with pytest.raises(NeighbourhoodIsFixed), transaction.atomic():
            Street.objects.create(neighbourhood=there, name="Weg")
        with pytest.raises(NeighbourhoodIsFixed), transaction.atomic():
            Street.objects.bulk_create([Street(neighbourhood=there, name="Weg")])
    with scope(neighbourhood=[here, there]):
        Street.objects.create(neighbourhood=there, name="Weg")
    with scope(neighbourhood=here), national("a test adds it on purpose"):
        Street.objects.create(neighbourhood=there, name="Pad")


def test_delete_cascades_and_names_the_neighbourhood(house: House) -> None:
    first = Note.objects.create(neighbourhood=house.neighbourhood, text="a", house=house)
    Note.objects.create(neighbourhood=house.neighbourhood, text="b", parent=first)
    with scope(neighbourhood=house.neighbourhood), CaptureQueriesContext(connection) as queries:
        assert house.delete() == (3, {"wall_app.House": 1, "wall_app.Note": 2})
    deletes = [query["sql"] for query in queries.captured_queries if query["sql"].startswith("DELETE")]
    assert deletes
    assert all("neighbourhood_id" in sql for sql in deletes)


def test_queryset_delete_cascades(house: House) -> None:
    Note.objects.create(neighbourhood=house.neighbourhood, text="a", house=house)
    with scope(neighbourhood=house.neighbourhood):
        assert House.objects.order_by("number").delete()[0] == 2


def test_protected_rows_cannot_be_deleted(house: House) -> None:
    with scope(neighbourhood=house.neighbourhood), pytest.raises(ProtectedError):
        house.street.delete()


def test_only_plain_rows_can_be_deleted(house: House) -> None:
    with scope(neighbourhood=house.neighbourhood):
        houses = House.objects.order_by("id")
        for rows in (houses[:1], houses.values("id"), houses.union(houses)):
            with pytest.raises(TypeError):
                rows.delete()
        assert not hasattr(House.objects, "delete")
