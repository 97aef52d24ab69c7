import pytest
from django_scopes import scope

from limonade.neighbourhoods.models import Neighbourhood
from tests.scoping.wall_app.models import House, Street


@pytest.fixture
def here(db: None) -> Neighbourhood:
    """Where Aisha lives."""
    return Neighbourhood.objects.create(slug="paasberg", name="Paasberg", municipality_code="GM0202")


@pytest.fixture
def there(db: None) -> Neighbourhood:
    """Where Dirk lives."""
    return Neighbourhood.objects.create(slug="presikhaaf", name="Presikhaaf", municipality_code="GM0202")


@pytest.fixture
def street(here: Neighbourhood) -> Street:
    return Street.objects.create(neighbourhood=here, name="Bergstraat")


@pytest.fixture
def house(street: Street) -> House:
    return House.objects.create(neighbourhood=street.neighbourhood, street=street, number=1)


@pytest.fixture
def street_there(there: Neighbourhood) -> Street:
    with scope(neighbourhood=there):
        return Street.objects.create(neighbourhood=there, name="Dalstraat")
