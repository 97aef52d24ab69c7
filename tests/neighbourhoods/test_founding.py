"""A neighbourhood is any set of buurten within one municipality."""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command

from limonade.neighbourhoods.actions import found_neighbourhood
from limonade.neighbourhoods.errors import NeighbourhoodError
from limonade.neighbourhoods.models import Neighbourhood
from limonade.neighbourhoods.queries import buurt_codes
from tests.example import lay_out_demo

pytestmark = pytest.mark.django_db
PAASBERG, GEITENKAMP = "BU02020845", "BU02021053"


def found(*buurten: str, name: str = "Paasberg", municipality: str = "GM0202", year: int = 2020) -> Neighbourhood:
    return found_neighbourhood(
        name=name,
        municipality_code=municipality,
        buurten=buurten,
        division_year=year,
        valid_from=dt.date(year, 1, 1),
    )


def test_a_neighbourhood_knows_its_buurten() -> None:
    assert buurt_codes(found(GEITENKAMP, f" {PAASBERG.lower()} ")) == (PAASBERG, GEITENKAMP)


def test_founding_again_changes_nothing() -> None:
    assert found(PAASBERG).id == found(PAASBERG).id
    assert Neighbourhood.objects.count() == 1


def test_a_new_boundary_holds_from_its_day_and_the_old_one_stays() -> None:
    place = found(PAASBERG)
    found(PAASBERG, GEITENKAMP, year=2024)
    assert buurt_codes(place) == (PAASBERG, GEITENKAMP)


def test_a_boundary_cannot_be_drawn_before_the_one_that_holds() -> None:
    found(PAASBERG, year=2024)
    with pytest.raises(NeighbourhoodError, match="Kies dan een latere dag"):
        found(GEITENKAMP, year=2020)


@pytest.mark.parametrize("code", ["", "BU020208", "WK020208", "BU0202084#"])
def test_what_is_not_a_buurt_code_is_refused(code: str) -> None:
    with pytest.raises(NeighbourhoodError, match="buurtcode"):
        found(*([code] if code else []))


def test_a_name_that_is_taken_elsewhere_asks_for_the_place() -> None:
    found(PAASBERG)
    with pytest.raises(NeighbourhoodError, match="andere gemeente"):
        found("BU03630001", municipality="GM0363")


@pytest.mark.parametrize("name", ["", "  ", "???"])
def test_a_name_without_letters_is_refused(name: str) -> None:
    with pytest.raises(NeighbourhoodError, match="naam met letters"):
        found(PAASBERG, name=name)
    assert Neighbourhood.objects.count() == 0


def test_a_neighbourhood_can_be_taken_away_with_its_boundaries() -> None:
    found(PAASBERG)
    kept = found(GEITENKAMP, name="Geitenkamp")
    call_command("remove_neighbourhood", "paasberg", stdout=io.StringIO())
    assert list(Neighbourhood.objects.all()) == [kept]
    assert buurt_codes(kept) == (GEITENKAMP,)
    with pytest.raises(CommandError, match="Wijken die er zijn: geitenkamp"):
        call_command("remove_neighbourhood", "paasberg")


def test_buurten_that_no_table_knows_are_refused_with_the_way_to_find_them() -> None:
    lay_out_demo()
    with pytest.raises(CommandError, match=r"BU02029999\. Zoek de codes met de opdracht buurten"):
        call_command("add_neighbourhood", "Nergens", "BU02029999")


def test_an_operator_adds_one_from_the_terminal() -> None:
    out = io.StringIO()
    call_command("add_neighbourhood", "De Laar", "BU02022302", "BU02022303", stdout=out)
    assert "De Laar staat klaar op /wijk/de-laar/" in out.getvalue()
    with pytest.raises(CommandError, match="meer dan één gemeente"):
        call_command("add_neighbourhood", "Overal", PAASBERG, "BU03630001")
