"""Figures that come one below the other, laid out with one row per region and one column per indicator."""

from collections.abc import Mapping, Sequence

from limonade.facts.cbs import OURS, PLAIN_NUMBERS, Cell, Table, number
from limonade.facts.problems import FileRefused, Problem


class Wide:
    """Collects rows (region, category, value) of the wanted categories."""

    def __init__(self, place: str, wanted: Mapping[str, str]) -> None:
        """`wanted`: per category the column it goes to."""
        self._place = place
        self._wanted = wanted
        self._rows = 0
        self._regions: dict[str, None] = {}
        self._cells: dict[str, dict[str, Cell]] = {column: {} for column in wanted.values()}
        self._problems: list[Problem] = []

    def add(
        self,
        regions: Sequence[Cell],
        categories: Sequence[Cell],
        values: Sequence[Cell],
        mine: Sequence[bool] | None = None,
    ) -> None:
        """The next page; `mine` says per row whether it is about the wanted period."""
        rows = zip(regions, categories, values, mine or [True] * len(regions), strict=True)
        for at, (padded, category, value, wanted) in enumerate(rows, self._rows + 1):
            if not wanted:
                continue
            column = self._wanted.get(str(category).strip())
            region = str(padded or "").strip()
            if column is None or (region and not region.startswith(OURS)):
                continue
            cells = self._cells[column]
            if region in cells:
                self._fault(at, f"Regio {region} staat er twee keer in bij {category}.")
            if type(value) not in PLAIN_NUMBERS and not _is_number(value):
                self._fault(at, f"“{str(value)[:40]}” bij {category} is geen getal.")
            self._regions[region] = None
            cells[region] = value
        self._rows += len(regions)

    def table(self, region: str) -> Table:
        """Raises FileRefused when any row was wrong."""
        if self._problems:
            raise FileRefused(self._problems)
        columns: dict[str, Sequence[Cell]] = {region: list(self._regions)}
        for column, cells in self._cells.items():
            columns[column] = [cells.get(code) for code in self._regions]
        return Table(self._place, columns, first_row=None)

    def _fault(self, row: int, what: str) -> None:
        self._problems.append(Problem(self._place, row, what, "Haal de tabel opnieuw op.", "rij"))


def _is_number(value: Cell) -> bool:
    try:
        number(value)
    except ValueError:
        return False
    return True
