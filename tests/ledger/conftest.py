import pytest

from tests.ledger.books import Books, lay_out


@pytest.fixture
def books(db: None) -> Books:
    return lay_out("paasberg", "Paasberg", "tom")


@pytest.fixture
def theirs(db: None) -> Books:
    """Dirk's, in another neighbourhood."""
    return lay_out("presikhaaf", "Presikhaaf", "dirk")


@pytest.fixture
def live_books(transactional_db: None) -> Books:
    """Committed, for tests in which several connections book at once."""
    return lay_out("paasberg", "Paasberg", "tom")
