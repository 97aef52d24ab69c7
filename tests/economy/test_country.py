"""The whole country, with the open data: every municipality that delivered closes to the euro."""

import io
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from limonade.economy.models import Verification
from limonade.economy.queries import book, edition, money
from limonade.facts import store
from limonade.web.demo.load import lay_out_demo
from tests.economy.conftest import PAASBERG

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LEFT_OUT = {
    "2023-jaarrekening": {"Vijfheerenlanden"},
    "2025-begroting": {"Vijfheerenlanden", "Midden-Drenthe", "De Bilt", "Landsmeer"},
}


@pytest.fixture(scope="module")
def whole_country(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with the figures, and what was said when they were loaded."""
    kept = tmp_path_factory.mktemp("country")
    shelf, store.settings.FACTS_DIR = store.settings.FACTS_DIR, kept
    try:
        return kept, load_country(shared_data)
    finally:
        store.settings.FACTS_DIR = shelf


@pytest.fixture
def country(whole_country: tuple[Path, str]) -> str:
    kept, told = whole_country
    store.settings.FACTS_DIR.mkdir(parents=True, exist_ok=True)
    for file in kept.iterdir():
        shutil.copy2(file, store.settings.FACTS_DIR)
    return told


def load_country(shared_data: Path) -> str:
    out = io.StringIO()
    folder = shared_data / "iv3_gemeenten"
    call_command("import_iv3", str(folder / "2023_jaarrekening.csv"), year=2023, stage="jaarrekening", stdout=out)
    call_command("import_iv3", str(folder / "2025_begroting.csv"), year=2025, stage="begroting", stdout=out)
    call_command("import_kwb", str(shared_data / "cbs_kwb2020_84799NED"), stdout=out)
    return out.getvalue()


def test_what_is_left_out_is_listed_with_the_reason(country: str) -> None:
    for name in set().union(*LEFT_OUT.values()):
        assert f"Weggelaten: {name} leverde geen bedragen. Dat is onbekend, geen nul." in country
    assert "Nederland" not in country
    assert "Sleutels vallen dan terug op een andere." in country


@pytest.mark.parametrize(("key", "delivered"), [("2023-jaarrekening", 341), ("2025-begroting", 338)])
def test_every_municipality_closes_to_the_euro(country: str, key: str, delivered: int) -> None:
    national = book(edition(key))
    assert len(national.accounts.municipalities) == delivered
    for code in national.accounts.municipalities:
        town = national.town(code)
        assert town.closes(), code
        assert town.total.sum() > 0, code
        assert len(town.buurten) > 0, code


def test_merged_municipalities_have_the_buurten_of_the_old_ones(country: str) -> None:
    national = book(edition("2023-jaarrekening"))
    for code in ("GM1979", "GM1980", "GM1982", "GM1991", "GM1992"):
        assert national.town(code).expenses.sum() > 0
    moved = [buurt for buurt in national.division.buurten if buurt[2:6] in {"0003", "0010", "0024"}]
    assert set(moved) == set(national.town("GM1979").buurten)


def test_the_accounts_of_arnhem(country: str) -> None:
    found = money(edition("2023-jaarrekening"), (PAASBERG,))
    assert found.town_spent == 1_071_114_000
    assert found.town_cost == 912_882_000
    assert 8_000_000 < found.euros < 9_000_000, "far below twelve million, because few people here need benefits"


def test_the_example_gives_the_same_figures_as_the_whole_files(country: str) -> None:
    national = money(edition("2023-jaarrekening"), (PAASBERG,))
    for path in store.settings.FACTS_DIR.glob("*.parquet"):
        path.unlink()
    lay_out_demo()
    example = money(edition("2023-jaarrekening"), (PAASBERG,))
    assert [line.euros for line in example.lines] == [line.euros for line in national.lines]


def test_the_example_never_overwrites_what_someone_loaded(country: str) -> None:
    lay_out_demo()
    assert len(book(edition("2023-jaarrekening")).accounts.municipalities) == 341


def test_checking_the_books_says_how_many_close(country: str) -> None:
    out = io.StringIO()
    call_command("check_books", stdout=out)
    assert "Iv3 jaarrekening gemeenten 2023: 341 van 341 gemeenten sluiten." in out.getvalue()
    assert Verification.objects.count() == 2


def test_checking_without_books_says_what_to_load() -> None:
    with pytest.raises(CommandError, match="import_iv3"):
        call_command("check_books")
