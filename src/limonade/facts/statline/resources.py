"""The resources of one table, read as a whole."""

from collections.abc import Iterator, Sequence

from limonade.facts.cbs import Cell
from limonade.facts.statline.client import Client
from limonade.facts.statline.pages import Page, Resource, Tick, WorkFolder, pages


class Resources:
    """What stands below the address of a table. Costs one question per page that is not in the work folder."""

    def __init__(self, client: Client, table: str, folder: WorkFolder) -> None:
        self.table = table
        self._client = client
        self._folder = folder

    def pages(self, name: str, fields: Sequence[str], only: str = "", tick: Tick = lambda rows: None) -> Iterator[Page]:
        """Of the values: only the fields that we want are asked for."""
        resource = Resource(f"{self.table}/{name}", tuple(fields), only=only, in_part=True)
        return pages(self._client, resource, self._folder, tick)

    def columns(
        self, name: str, fields: Sequence[str], only: str = "", tick: Tick = lambda rows: None
    ) -> dict[str, list[Cell]]:
        """All cells of these fields; a field that is empty or named twice counts once or not at all."""
        wanted = [field for field in dict.fromkeys(fields) if field]
        found: dict[str, list[Cell]] = {field: [] for field in wanted}
        for page in self.pages(name, wanted, only, tick):
            for field, cells in zip(wanted, page.cells, strict=True):
                found[field].extend(cells)
        return found

    def rows(self, name: str, fields: Sequence[str], may_lack: Sequence[str] = ()) -> list[dict[str, str]]:
        """As text, for the lists of names and topics."""
        resource = Resource(f"{self.table}/{name}", tuple(fields), tuple(may_lack))
        return [
            {field: "" if cell is None else str(cell) for field, cell in zip(fields, row, strict=True)}
            for page in pages(self._client, resource, self._folder, lambda rows: None)
            for row in zip(*page.cells, strict=True)
        ]

    def names(self, name: str, code: str) -> dict[str, str]:
        """The title of every category of a dimension, by its code."""
        resource = Resource(f"{self.table}/{name}", (code, "Title"))
        found: dict[str, str] = {}
        for page in pages(self._client, resource, self._folder, lambda rows: None):
            codes, titles = page.cells
            found |= {str(key).strip(): str(title).strip() for key, title in zip(codes, titles, strict=True) if title}
        return found
