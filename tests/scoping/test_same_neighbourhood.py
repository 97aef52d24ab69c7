"""The database itself refuses a row that points into another neighbourhood, however it is written."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.writer import MigrationWriter
from django_scopes import scope

from limonade.neighbourhoods.models import Neighbourhood
from limonade.scoping.foreign_keys import SameNeighbourhood, ScopedForeignKey
from limonade.scoping.ids import new_id
from limonade.scoping.sql_guard import national
from tests.scoping.wall_app.models import House, Note, Street

pytestmark = pytest.mark.django_db(transaction=True)

INSERT = "INTO wall_app_house (id, neighbourhood_id, street_id, number) VALUES (%s, %s, %s, 7)"


def run(sql: str, *params: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_raw_insert_cannot_point_into_another_neighbourhood(here: Neighbourhood, street_there: Street) -> None:
    with pytest.raises(IntegrityError):
        run(f"INSERT {INSERT}", new_id(), here.pk, street_there.pk)


def test_raw_update_cannot_point_into_another_neighbourhood(house: House, street_there: Street) -> None:
    with pytest.raises(IntegrityError):
        run(
            "UPDATE wall_app_house SET street_id = %s WHERE id = %s AND neighbourhood_id = %s",
            street_there.pk,
            house.pk,
            house.neighbourhood_id,
        )


@pytest.mark.skipif(connection.vendor != "sqlite", reason="INSERT OR REPLACE is of SQLite")
def test_insert_or_replace_cannot_point_into_another_neighbourhood(house: House, street_there: Street) -> None:
    with national("the guard refuses REPLACE already"), pytest.raises(IntegrityError):
        run(f"INSERT OR REPLACE {INSERT}", house.pk, house.neighbourhood_id, street_there.pk)


def test_raw_update_cannot_move_a_row_that_others_point_at(house: House, there: Neighbourhood) -> None:
    with national("the guard refuses this UPDATE already"), pytest.raises(IntegrityError):
        run("UPDATE wall_app_street SET neighbourhood_id = %s WHERE id = %s", there.pk, house.street_id)


def test_create_cannot_point_into_another_neighbourhood(here: Neighbourhood, street_there: Street) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        House.objects.create(neighbourhood=here, street=street_there, number=1)


def test_bulk_create_cannot_point_into_another_neighbourhood(here: Neighbourhood, street_there: Street) -> None:
    houses = [House(neighbourhood=here, street=street_there, number=number) for number in range(3)]
    with scope(neighbourhood=here), pytest.raises(IntegrityError), transaction.atomic():
        House.objects.bulk_create(houses)


def test_update_cannot_point_into_another_neighbourhood(house: House, street_there: Street) -> None:
    with scope(neighbourhood=house.neighbourhood), pytest.raises(IntegrityError), transaction.atomic():
        House.objects.update(street=street_there)


def test_self_reference_cannot_point_into_another_neighbourhood(here: Neighbourhood, there: Neighbourhood) -> None:
    first = Note.objects.create(neighbourhood=there, text="a")
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(neighbourhood=here, text="b", parent=first)


def test_nullable_keys_may_be_empty_or_point_within(house: House) -> None:
    first = Note.objects.create(neighbourhood=house.neighbourhood, text="a")
    Note.objects.create(neighbourhood=house.neighbourhood, text="b", parent=first, house=house)
    with scope(neighbourhood=house.neighbourhood):
        assert Note.objects.count() == 2


def test_row_may_be_written_before_what_it_points_at(here: Neighbourhood) -> None:
    street = Street(neighbourhood=here, name="Later")
    with transaction.atomic():
        House.objects.create(neighbourhood=here, street_id=street.pk, number=1)
        street.save()
    with scope(neighbourhood=here):
        assert House.objects.get().street == street


def add_a_house_that_crosses(here: Neighbourhood, street_there: Street) -> None:
    with transaction.atomic():
        House.objects.create(neighbourhood=here, street=street_there, number=9)


def test_migration_can_remove_the_wall_and_add_it_again(here: Neighbourhood, street_there: Street) -> None:
    wall = next(one for one in House._meta.constraints if isinstance(one, SameNeighbourhood))
    with_wall = House._meta.constraints
    without_wall = [one for one in with_wall if one is not wall]
    try:
        House._meta.constraints = without_wall
        with connection.schema_editor() as editor:
            editor.remove_constraint(House, wall)
        add_a_house_that_crosses(here, street_there)
        with scope(neighbourhood=here):
            House.objects.all().delete()
    finally:
        House._meta.constraints = with_wall
        with connection.schema_editor() as editor:
            editor.add_constraint(House, wall)
    with pytest.raises(IntegrityError):
        add_a_house_that_crosses(here, street_there)


def constraints_in_database() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, House._meta.db_table))


def test_migration_may_add_and_remove_the_same_wall() -> None:
    wall = SameNeighbourhood(field="street", name="short_lived")
    before, in_database = House._meta.constraints, constraints_in_database()
    try:
        with connection.schema_editor() as editor:
            House._meta.constraints = [*before, wall]
            editor.add_constraint(House, wall)
            House._meta.constraints = before
            editor.remove_constraint(House, wall)
    finally:
        House._meta.constraints = before
    assert constraints_in_database() == in_database


def test_join_equates_the_neighbourhood(here: Neighbourhood) -> None:
    with scope(neighbourhood=here):
        hop = str(House.objects.filter(street__name="x").query)
        back = str(Street.objects.filter(house__number=1).query)
    pair = '"wall_app_house"."neighbourhood_id" = "wall_app_street"."neighbourhood_id"'
    assert pair in hop
    assert " = ".join(reversed(pair.split(" = "))) in back


def test_form_check_says_it_in_dutch(here: Neighbourhood, there: Neighbourhood, street_there: Street) -> None:
    house = House(neighbourhood=here, street=street_there, number=1)
    with scope(neighbourhood=[here, there]), pytest.raises(ValidationError) as caught:
        house.full_clean()
    assert caught.value.message_dict == {"street": ["Kies iets uit dezelfde wijk."]}


def test_form_check_passes_the_own_neighbourhood_an_empty_key_and_itself(house: House) -> None:
    note = Note(neighbourhood=house.neighbourhood, text="a", house=house)
    note.parent_id = note.pk
    with scope(neighbourhood=house.neighbourhood):
        note.validate_constraints()
        Note(neighbourhood=house.neighbourhood, text="b").validate_constraints()
        House(neighbourhood=house.neighbourhood, street_id=1, number=1).validate_constraints(exclude={"street"})


def test_constraint_survives_a_migration_file() -> None:
    wall = SameNeighbourhood(field="street", violation_error_message="Nee.")
    text, imports = MigrationWriter.serialize(wall)
    assert text.startswith("limonade.scoping.foreign_keys.SameNeighbourhood(")
    assert imports == {"import limonade.scoping.foreign_keys"}
    assert wall.clone() == wall
    assert wall != SameNeighbourhood(field="other")


@pytest.mark.parametrize("on_delete", [models.SET_NULL, models.SET_DEFAULT, models.DO_NOTHING, models.SET(1)])
def test_key_cannot_be_emptied_on_delete(on_delete: Callable[..., None]) -> None:
    with pytest.raises(ValueError, match="CASCADE"):
        ScopedForeignKey(Street, on_delete=on_delete)
